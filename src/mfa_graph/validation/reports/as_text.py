"""A report as text for a terminal or a log: what is wrong, what to do, and each place as a terminal links it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.validation.reports.words import by_rule, one_line, summary

__all__ = ["Paint", "as_text"]

Paint = Callable[[str, str], str]
"""Gives a text the colour of a part: a severity's word, ``place``, ``label`` or ``faint``."""


def as_text(
    report: Report,
    *,
    least: Severity = Severity.WARNING,
    width: int = 0,
    paint: Paint = lambda text, part: text,
) -> str:
    """The findings that weigh at least as much as `least`, rule by rule, and the counts of all.

    Sentences are wrapped to `width` characters, 0 for none; places and addresses never are, so that they stay links.
    """
    return "\n".join(_lines(report, least, width, paint)) + "\n"


def _lines(report: Report, least: Severity, width: int, paint: Paint) -> Iterator[str]:
    shown = (finding for finding in report if finding.severity >= least)
    for (severity, rule), findings in by_rule(shown):
        word = severity.word
        same = len({finding.told for finding in findings}) == 1
        first = f"{word}: {findings[0].told}" if same else f"{word}: {findings[0].code}"
        head, *more = _wrapped(one_line(first), width, "")
        yield paint(head[: len(word) + 1], word) + head[len(word) + 1 :]
        yield from more
        for finding in findings:
            yield from _finding(finding, width, paint, told=not same)
        yield paint(f"  rule: {one_line(rule)}", "faint")
        if findings[0].docs:
            yield paint(f"  more: {findings[0].docs}", "faint")
        yield ""
    lighter = [finding for finding in report if finding.severity < least]
    yield summary(report)
    if lighter:
        yield paint(f"--show {min(finding.severity for finding in lighter).word} lists the others too.", "faint")


def _finding(finding: Finding, width: int, paint: Paint, *, told: bool) -> Iterator[str]:
    place = f"{paint(one_line(finding.place), 'place')}: " if finding.file else ""
    named = finding.label and not finding.focus.endswith(finding.label)  # else it is the end of the address
    label = f"{paint(one_line(finding.label), 'label')} " if named else ""
    value = f", value {one_line(finding.value)}" if finding.value else ""
    focus = one_line(finding.focus)
    yield f"  {place}{label}{focus if focus.startswith('_:') else f'<{focus}>'}{value}"
    if told:
        yield from _wrapped(one_line(finding.told), width, "    ")
    for line in finding.advice:
        yield f"    {one_line(line)}"  # unwrapped, to be pasted
    if finding.waived:
        yield from _wrapped(f"waived {one_line(finding.waived)}", width, "    ")
    if finding.cited:
        yield from _wrapped(f"said by {one_line(finding.cited)}", width, "    ")
    for each in finding.related:
        where = paint(one_line(each.place), "place") if each.file else f"<{one_line(each.source)}>"
        yield f"    rests on {where}: {one_line(each.statement)}"


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    if not width:
        return [indent + text]
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent or "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines or [indent]
