"""``mfa-graph check``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, engine_option, note, progress
from mfa_graph.cli.mending import mended, refuse_unfixable_rules
from mfa_graph.cli.reporting import Reporting, called_so, reporting_options
from mfa_graph.cli.weighing import Weighing
from mfa_graph.findings import Report
from mfa_graph.graph import KnowledgeGraph


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@reporting_options
@click.option(
    "--profile", metavar="FILE", help="How findings are weighed. [default: checks.toml beside data/, if it is there]"
)
@click.option(
    "--today", metavar="DAY", help="The day by which waivers run out. [default: SOURCE_DATE_EPOCH, else the clock]"
)
@click.option("--fix", "fixes", metavar="RULE", multiple=True, help="Mend what this rule finds, where that is safe.")
@click.option("--yes", "is_sure", is_flag=True, help="With --fix: do not ask before files are changed.")
@engine_option
@content_option
def command(
    files: tuple[str, ...],
    reporting: Reporting,
    profile: str | None,
    today: str | None,
    fixes: tuple[str, ...],
    is_sure: bool,
    engine: str | None,
    content: Content,
) -> None:
    """Check the data, and FILEs of yours together with it, and print what is wrong.

    A FILE is Turtle's sister TriG, in which each statement stands in the graph of the passage that says it.
    """
    weighing = Weighing.of(profile, today, content)
    refuse_unfixable_rules(fixes, content)
    given = [Path(file).resolve() for file in files]
    report, graph = _checked(content, given, engine, weighing)
    if fixes and mended(report, fixes, content, is_sure=is_sure, aside=reporting.form != "text"):
        report, graph = _checked(content, given, engine, weighing)
    reporting = replace(reporting, fail_on=reporting.fail_on or weighing.fail_on)
    reporting.give(report.with_files(called_so(files)), graph, content)
    sys.exit(1 if report.fails(reporting.fails) else 0)


def _checked(
    content: Content, more: Sequence[Path], engine: str | None, weighing: Weighing
) -> tuple[Report, KnowledgeGraph]:
    from mfa_graph.assembly import assemble
    from mfa_graph.validation.run import check

    graph = assemble(content, more=more, progress=progress)
    progress("checking")
    return weighing.of_report(check(graph, content, engine=engine, note=note), graph), graph
