"""``mfa-graph export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mfa_graph.assembly import recall
from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option
from mfa_graph.formats import FORMATS, by_name
from mfa_graph.graph import write_whole


@click.command("export")
@click.option(
    "--format",
    "form",
    default="turtle",
    show_default=True,
    metavar="NAME",
    help=f"The syntax: {', '.join(syntax.name for syntax in FORMATS)}, or its suffix or media type.",
)
@click.option("--out", metavar="FILE", help="Where to write it. [default: standard output]")
@content_option
def command(form: str, out: str | None, content: Content) -> None:
    """Write the whole graph in one RDF syntax.

    TriG, N-Quads and JSON-LD hold the named graphs and, as the default graph, the merged set; the others the merged set.
    """
    body = recall(content).dump(by_name(form))
    if out is None:
        sys.stdout.buffer.write(body)
    else:
        write_whole(Path(out), body)
