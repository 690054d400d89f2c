"""``mfa-graph harvest-check``."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from mfa_graph.findings import counted

if TYPE_CHECKING:
    from mfa_graph.harvest.form import Form
    from mfa_graph.harvest.rehearsal import Rehearsal

_WIDTH = 110
_LISTED = 6


@click.command("harvest-check")
@click.argument("feed", default="dist", metavar="[ADDRESS]")
@click.option(
    "--before", metavar="ADDRESS", help="The feed of the last harvest: tells which datasets would be deleted."
)
@click.option("--all", "whole", is_flag=True, help="Print every resource and every tag of a dataset.")
@click.option("--json", "as_json", is_flag=True, help="Print the rehearsal as JSON.")
def command(feed: str, before: str | None, whole: bool, as_json: bool) -> None:
    """Rehearse what a CKAN portal does with a catalogue: rules, forms, losses.

    ADDRESS is an http or https address, a file, or a folder that `build` wrote. [default: dist]

    Exit status 1: a rule is broken, or a dataset would be deleted.
    """
    from mfa_graph.harvest.rehearsal import rehearse

    rehearsal = rehearse(feed, before=before)
    if as_json:
        click.echo(json.dumps(rehearsal.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(rehearsal, whole)))
    sys.exit(1 if rehearsal.fails else 0)


def _lines(rehearsal: Rehearsal, whole: bool) -> Iterator[str]:
    from mfa_graph.harvest.rules import RULES

    yield "How the harvester goes about it, and how this feed stands to it"
    for judged in rehearsal.judgements:
        yield from textwrap.wrap(f"{judged.verdict.value:<11} {RULES[judged.rule]}", _WIDTH, subsequent_indent=" " * 12)
        yield from textwrap.wrap(judged.seen, _WIDTH, initial_indent=" " * 12 + "→ ", subsequent_indent=" " * 14)
    yield from (f"deleted     {guid}" for guid in rehearsal.vanished)
    yield ""
    if not rehearsal.forms:
        yield "The portal gets no dataset from this feed."
        return
    yield f"What the portal shows: {counted(len(rehearsal.forms), 'dataset')}"
    for form in rehearsal.forms:
        yield ""
        yield from _form(form, whole)
    yield ""
    yield "What gets lost" if rehearsal.losses else "Nothing gets lost."
    for loss in rehearsal.losses:
        yield from textwrap.wrap(loss, _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _form(form: Form, whole: bool) -> Iterator[str]:
    yield form.fields.get("title", "(no title)")
    yield from textwrap.wrap(form.fields.get("notes", ""), _WIDTH, initial_indent="  ", subsequent_indent="  ")
    fields = form.fields
    start, end = fields.get("temporal_start", ""), fields.get("temporal_end", "")
    rows = {
        "tags": ", ".join(form.tags),
        "publisher": fields.get("publisher_name", ""),
        "contact": " · ".join(filter(None, (fields.get(f"contact_{key}", "") for key in ("name", "email", "url")))),
        "licence": fields.get("license_id", ""),
        "version": fields.get("version", ""),
        "time": f"{start} to {end}" if start or end else "",
        "place": " · ".join(filter(None, (fields.get("spatial_text", ""), fields.get("spatial_uri", "")))),
        "web page": fields.get("url", ""),
        "known as": form.guid,
    }
    for name, value in rows.items():
        lines = textwrap.wrap(value or "(empty)", _WIDTH - 14)
        yield f"  {name:<11} {lines[0]}"
        yield from (f"  {'':<11} {line}" for line in lines[1:])
    shown = form.resources if whole else form.resources[:_LISTED]
    for resource in shown:
        size = f" ({int(resource['size']):,} bytes)" if resource.get("size", "").isdigit() else ""
        yield f"  resource    {resource.get('name', '(no name)')}{size}"
        yield f"  {'':<11} {resource.get('format', '(no format)')} · {resource.get('url', '(no address)')}"
    if len(shown) < len(form.resources):
        yield f"  {'':<11} and {counted(len(form.resources) - len(shown), 'more resource')} (--all)"
