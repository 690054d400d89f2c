"""``mfa-graph search``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, endpoint_option, store_at, table
from mfa_graph.questions.search import Found, Search, read_named
from mfa_graph.vocabulary import shortened


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option("--most", type=click.IntRange(min=1), default=10, show_default=True, help="Show no more than so many.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print what is found as JSON, with the way and a score from 0 to 1."
)
@endpoint_option
@content_option
def command(text: tuple[str, ...], most: int, as_json: bool, endpoint: str | None, content: Content) -> None:
    """Find things by name: a label, an acronym or a code, in any language, or something like it.

    TEXT may lack accents and words, have its words in another order or letters wrong, or be written in other letters. Names that
    fit exactly come first. Where nothing is called so, or nearly so, the exit status is 1.
    """
    search = Search(read_named(store_at(endpoint, content), content))
    wanted = " ".join(text)
    found = search.find(wanted, most=most)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    elif found:
        if found[0].way == "near":
            click.echo(f"Nothing is called “{wanted}”; these names come near.")
        click.echo(table(["Label", "Kind", "Found as", "Address"], [_row(each) for each in found]))
    if not found:
        click.echo(_nothing(wanted, search), err=True)
        sys.exit(1)


def _row(found: Found) -> list[str]:
    """A row about a thing; the name that led to it, and the language of a foreign one, only where it is not the label."""
    is_foreign = found.languages and "en" not in found.languages
    name = f"{found.name} ({', '.join(found.languages)})" if is_foreign else found.name
    return [found.label, found.kind, "" if name == found.label else name, shortened(found.thing)]


def _nothing(wanted: str, search: Search) -> str:
    """That nothing is called so, and what comes nearest."""
    nearest = dict.fromkeys(f"“{found.name}”" for found in search.nearest(wanted))
    remedy = f"The nearest names are {', '.join(nearest)}." if nearest else "No name comes near."
    return f"Nothing is called “{wanted}”. {remedy}"
