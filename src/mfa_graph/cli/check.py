"""``mfa-graph check``."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, counted, engine_option, note, progress
from mfa_graph.findings import Finding, Report, Severity

if TYPE_CHECKING:
    from mfa_graph.graph import KnowledgeGraph


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.word for severity in reversed(Severity)]),
    default=Severity.VIOLATION.word,
    show_default=True,
    help="The lightest finding for which the exit status is 1.",
)
@click.option(
    "--show",
    type=click.Choice([severity.word for severity in reversed(Severity)]),
    default=Severity.WARNING.word,
    show_default=True,
    help="The lightest finding that the text tells in full; lighter ones are counted.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Check what changed since a revision of the git checkout, of FILEs or of the content.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@engine_option
@content_option
def command(
    files: tuple[str, ...],
    form: str,
    fail_on: str,
    show: str,
    since: str | None,
    as_json: bool,
    engine: str | None,
    content: Content,
) -> None:
    """Check the data and print what is wrong: all of it, or only what FILEs or the changes since REV affect.

    A FILE is one of the data, or one of yours that is checked together with it: TriG, Turtle's sister, in which each statement
    stands in the graph of the passage that says it, or a table that lies beside its table.toml.
    """
    report, _ = _checked(files, since, engine, content)
    if as_json or form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(report, Severity[show.upper()])))
    sys.exit(1 if report.fails(Severity[fail_on.upper()]) else 0)


def _checked(
    files: tuple[str, ...], since: str | None, engine: str | None, content: Content
) -> tuple[Report, KnowledgeGraph]:
    """The findings and the graph that they are about; without circular garbage being looked for, of which there is none."""
    gc.disable()
    if files or since is not None:
        from mfa_graph.changed import check_changed

        paths = [Path(file) for file in files]
        return check_changed(content, paths, since=since, engine=engine, note=note, progress=progress)
    from mfa_graph.assembly import authored, completed
    from mfa_graph.validation.run import check

    graph, closure = completed(authored(content, remembering=True, progress=progress), content, progress=progress)
    progress("checking")
    return check(graph, content, engine=engine, note=note, closure=closure), graph


def _lines(report: Report, least: Severity) -> Iterable[str]:
    shown = (finding for finding in report if finding.severity >= least)
    for (_, rule), findings in groupby(shown, key=lambda finding: (finding.severity, finding.rule)):
        together = list(findings)
        yield f"{together[0].severity.word}: {together[0].told}"
        yield from (f"  {_where(finding)}" for finding in together)
        yield f"  rule: {rule}"
        yield ""
    counts = report.counts()
    yield ", ".join(counted(count, word) for word, count in counts.items())


def _where(finding: Finding) -> str:
    named = f"{finding.label} <{finding.focus}>" if finding.label else f"<{finding.focus}>"
    value = f", value {finding.value}" if finding.value else ""
    file = f", in {finding.place}" if finding.file else ""
    return f"{named}{value}{file}"
