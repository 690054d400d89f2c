"""``mfa-graph connect``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, endpoint_option, store_at
from mfa_graph.findings import counted
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.connect import MOST_STEPS, Chain, Connections, Link, Step, connect


@click.command("connect")
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--as-of", metavar="DAY", help="Only steps that hold on this day, for certain or possibly.")
@click.option("--most", metavar="N", type=int, default=5, show_default=True, help="How many chains to show.")
@click.option("--json", "as_json", is_flag=True, help="Print the chains as JSON, with the IRI of each thing.")
@endpoint_option
@content_option
def command(
    start: str, end: str, as_of: str | None, most: int, as_json: bool, endpoint: str | None, content: Content
) -> None:
    """Find the shortest chains of statements between A and B, each step with its passages.

    A and B are labels, acronyms, codes, IRIs or words of a name, as in mfa-graph connect "Ramos-Horta" "Convention 189". A chain
    has six steps at most, and passes through no place, concept or record. Where there is none the exit status is 1; that is not
    to say that the two have nothing to do with each other.
    """
    found = connect(Asker(store_at(endpoint, content), content), start, end, as_of=as_of, most=most)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    elif found.chains:
        click.echo("\n".join(_told(found)))
    else:
        click.echo("\n".join(_nothing(found)), err=True)
    if not found.chains:
        sys.exit(1)


def _told(found: Connections) -> list[str]:
    notes: dict[str, int] = {}
    length = counted(len(found.chains[0].steps), "step")
    day = f", as of {found.as_of}" if found.as_of else ""
    lines = [
        f"{found.label(found.start)} and {found.label(found.end)}: {counted(found.total, 'chain')} of {length}{day}"
    ]
    for number, chain in enumerate(found.chains, 1):
        lines += ["", f"Chain {number}"]
        lines += _lines(found, chain, lambda passage: notes.setdefault(passage, len(notes) + 1))
    lines += ["", *(f"[{number}] {found.citations[passage]}" for passage, number in notes.items())]
    if found.total > len(found.chains):
        lines.append(f"{counted(found.total - len(found.chains), 'more chain')}: --most {found.total} shows all.")
    return lines


def _lines(found: Connections, chain: Chain, number: Callable[[str], int]) -> list[str]:
    """One line for each link, read from the start of the chain to its end; the arrow shows which way the statement goes."""
    lines = []
    for step in chain.steps:
        for position, link in enumerate(step.links):
            phrase = found.phrase(link)
            arrow = f"— {phrase} →" if link.subject == step.start else f"← {phrase} —"
            certainty = f" ({link.certainty})" if found.as_of else ""
            passages = "".join(f"[{number(passage)}]" for passage in link.passages)
            indent = "    also: " if position else "  "
            lines.append(f"{indent}{found.label(step.start)} {arrow} {found.label(step.end)}{certainty} {passages}")
    return lines


def _nothing(found: Connections) -> list[str]:
    day = f" that holds on {found.as_of}" if found.as_of else ""
    return [
        f"The graph has no chain of up to {MOST_STEPS} steps{day} between {found.label(found.start)} and "
        f"{found.label(found.end)}.",
        "That is not to say that they have nothing to do with each other.",
    ]


def _as_json(found: Connections) -> dict[str, Any]:
    def named(thing: str) -> dict[str, str]:
        return {"iri": thing, "label": found.label(thing)}

    def link(each: Link) -> dict[str, Any]:
        """A link, with its certainty only where a day was asked for."""
        cited = [{"iri": passage, "citation": str(found.citations[passage])} for passage in each.passages]
        return {
            "subject": each.subject,
            "property": each.property,
            "object": each.object,
            "words": found.phrase(each),
            "certainty": each.certainty if found.as_of else None,
            "passages": cited,
        }

    def step(each: Step) -> dict[str, Any]:
        return {"from": named(each.start), "to": named(each.end), "links": [link(one) for one in each.links]}

    return {
        "from": named(found.start),
        "to": named(found.end),
        "as_of": found.as_of,
        "total": found.total,
        "chains": [[step(each) for each in chain.steps] for chain in found.chains],
    }
