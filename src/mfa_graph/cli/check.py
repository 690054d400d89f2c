"""``mfa-graph check``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, counted, engine_option, note, progress
from mfa_graph.cli.mending import mended, refuse_unfixable_rules
from mfa_graph.cli.weighing import Weighing
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
    default=None,
    help="The lightest finding for which the exit status is 1. [default: what the profile says, else violation]",
)
@click.option(
    "--show",
    type=click.Choice([severity.word for severity in reversed(Severity)]),
    default=Severity.WARNING.word,
    show_default=True,
    help="The lightest finding that the text tells in full; lighter ones are counted.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
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
    form: str,
    fail_on: str | None,
    show: str,
    as_json: bool,
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
    report = _report(content, given, engine, weighing)
    if fixes and mended(report, fixes, content, is_sure=is_sure, aside=as_json or form != "text"):
        report = _report(content, given, engine, weighing)
    if as_json or form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(report, Severity[show.upper()])))
    sys.exit(1 if report.fails(Severity[fail_on.upper()] if fail_on else weighing.fail_on) else 0)


def _report(content: Content, more: Sequence[Path], engine: str | None, weighing: Weighing) -> Report:
    from mfa_graph.assembly import assemble
    from mfa_graph.validation.run import check

    graph = assemble(content, more=more, progress=progress)
    progress("checking")
    return weighing.of_report(check(graph, content, engine=engine, note=note), graph)


def _lines(report: Report, least: Severity) -> Iterable[str]:
    shown = (finding for finding in report if finding.severity >= least)
    for (_, rule, _), findings in groupby(shown, key=lambda finding: (finding.severity, finding.rule, finding.told)):
        together = list(findings)
        yield f"{together[0].severity.word}: {together[0].told}"
        for finding in together:
            yield f"  {_where(finding)}"
            yield from (f"    {line}" for line in finding.advice)
        yield f"  rule: {rule}"
        yield ""
    counts = report.counts()
    waived = sum(bool(finding.waived) for finding in report)
    yield ", ".join(counted(count, word) for word, count in counts.items()) + (f"; {waived} waived" if waived else "")


def _where(finding: Finding) -> str:
    named = f"{finding.label} <{finding.focus}>" if finding.label else f"<{finding.focus}>"
    value = f", value {finding.value}" if finding.value else ""
    file = f", in {finding.place}" if finding.file else ""
    waived = f"; waived {finding.waived}" if finding.waived else ""
    return f"{named}{value}{file}{waived}"
