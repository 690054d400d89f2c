"""``mfa-graph check``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, counted, engine_option, note, progress
from mfa_graph.findings import Finding, Report, Severity


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
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@engine_option
@content_option
def command(
    files: tuple[str, ...], form: str, fail_on: str, show: str, as_json: bool, engine: str | None, content: Content
) -> None:
    """Check the data, and FILEs of yours together with it, and print what is wrong.

    A FILE is Turtle's sister TriG, in which each statement stands in the graph of the passage that says it.
    """
    from mfa_graph.assembly import assemble
    from mfa_graph.validation.run import check

    graph = assemble(content, more=[Path(file).resolve() for file in files], progress=progress)
    progress("checking")
    report = check(graph, content, engine=engine, note=note)
    if as_json or form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(report, Severity[show.upper()])))
    sys.exit(1 if report.fails(Severity[fail_on.upper()]) else 0)


def _lines(report: Report, least: Severity) -> Iterable[str]:
    shown = (finding for finding in report if finding.severity >= least)
    for (_, rule), findings in groupby(shown, key=lambda finding: (finding.severity, finding.rule)):
        together = list(findings)
        yield f"{together[0].severity.word}: {together[0].told}"
        for finding in together:
            yield f"  {_where(finding)}"
            yield from (f"    {line}" for line in finding.advice)
        yield f"  rule: {rule}"
        yield ""
    counts = report.counts()
    yield ", ".join(counted(count, word) for word, count in counts.items())


def _where(finding: Finding) -> str:
    named = f"{finding.label} <{finding.focus}>" if finding.label else f"<{finding.focus}>"
    value = f", value {finding.value}" if finding.value else ""
    file = f", in {finding.place}" if finding.file else ""
    return f"{named}{value}{file}"
