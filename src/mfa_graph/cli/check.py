"""``mfa-graph check``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, engine_option, note, progress
from mfa_graph.cli.reporting import Reporting, called_so, reporting_options


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@reporting_options
@engine_option
@content_option
def command(files: tuple[str, ...], reporting: Reporting, engine: str | None, content: Content) -> None:
    """Check the data, and FILEs of yours together with it, and print what is wrong.

    A FILE is Turtle's sister TriG, in which each statement stands in the graph of the passage that says it.
    """
    from mfa_graph.assembly import assemble
    from mfa_graph.validation.run import check

    graph = assemble(content, more=[Path(file).resolve() for file in files], progress=progress)
    progress("checking")
    report = check(graph, content, engine=engine, note=note).with_files(called_so(files))
    reporting.give(report, graph, content)
    sys.exit(1 if report.fails(reporting.fails) else 0)
