"""``mfa-graph check``."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, engine_option, note, progress
from mfa_graph.cli.mending import mended, refuse_unfixable_rules
from mfa_graph.cli.reporting import Reporting, called_so, reporting_options
from mfa_graph.cli.weighing import Weighing
from mfa_graph.findings import Report

if TYPE_CHECKING:
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
@click.option(
    "--since",
    metavar="REV",
    help="Check what changed since a revision of the git checkout, of FILEs or of the content.",
)
@engine_option
@content_option
def command(
    files: tuple[str, ...],
    reporting: Reporting,
    since: str | None,
    profile: str | None,
    today: str | None,
    fixes: tuple[str, ...],
    is_sure: bool,
    engine: str | None,
    content: Content,
) -> None:
    """Check the data and print what is wrong: all of it, or only what FILEs or the changes since REV affect.

    A FILE is one of the data, or one of yours that is checked together with it: TriG, Turtle's sister, in which each statement
    stands in the graph of the passage that says it, or a table that lies beside its table.toml.
    """
    weighing = Weighing.of(profile, today, content)
    refuse_unfixable_rules(fixes, content)
    report, graph = _checked(files, since, engine, content)
    if fixes and mended(report, fixes, content, is_sure=is_sure, aside=reporting.form != "text"):
        report, graph = _checked(files, since, engine, content)
    is_whole = not files and since is None
    report = weighing.of_report(report, graph, is_whole=is_whole).with_files(called_so(files))
    reporting = replace(reporting, fail_on=reporting.fail_on or weighing.fail_on)
    reporting.give(report, graph, content)
    sys.exit(1 if report.fails(reporting.fails) else 0)


def _checked(
    files: tuple[str, ...], since: str | None, engine: str | None, content: Content
) -> tuple[Report, KnowledgeGraph]:
    """The findings and the graph that they are about; without circular garbage being looked for, of which there is none."""
    gc.disable()
    if files or since is not None:
        from mfa_graph.changed import check_changed

        paths = [Path(file) for file in files]
        return check_changed(content, paths, since=since, engine=engine, note=note, progress=progress)
    from mfa_graph.assembly import assembled
    from mfa_graph.validation.run import check

    graph, closure = assembled(content, remembering=True, progress=progress)
    progress("checking")
    return check(graph, content, engine=engine, note=note, closure=closure), graph
