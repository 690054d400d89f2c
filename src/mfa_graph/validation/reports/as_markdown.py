"""A report as GitHub Flavored Markdown for a pull request: counts, rules, and under each rule its findings with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from urllib.parse import quote

from mfa_graph.findings import Finding, Related, Report, Severity, counted
from mfa_graph.validation.reports.words import by_rule, clipped, one_line, subject_of, summary

__all__ = ["MOST", "as_markdown"]

MOST = 65_536
"""GitHub takes no longer comment."""

_LONGEST = 300
_RESERVED = 200
_SIGNS = {Severity.VIOLATION: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}
_MARKS = re.compile(r"[\\`*_\[\]<>|&@#~$]")


def as_markdown(report: Report, *, links: str = "") -> str:
    """The report in at most `MOST` characters; the heaviest come first, and what is cut is counted at the end.

    `links` is what the address of a file begins with, such as ``https://github.com/OWNER/NAME/blob/REVISION/``; without it
    places are not linked.
    """
    groups = [findings for _, findings in by_rule(report)]
    table = _table(groups)
    fitting = _fitting(table, MOST // 2)
    text = "\n".join([f"### mfa-graph check: {summary(report)}", "", *table[:fitting], ""])
    if fitting < len(table):
        text += f"\n{counted(len(table) - fitting, 'more rule')} left out of this table.\n"
    told = 0
    for findings in groups:
        block, inside = _details(findings, links, MOST - _RESERVED - len(text))
        if not inside:
            break
        text += block
        told += inside
    if told < len(report):
        text += f"\n{counted(len(report) - told, 'more finding')} left out here: `mfa-graph check` lists all.\n"
    return text


def _fitting(lines: Sequence[str], room: int) -> int:
    """How many of the lines there is room for, from the first on."""
    lengths = accumulate(len(line) + 1 for line in lines)
    return sum(length <= room for length in lengths)


def _table(groups: Iterable[list[Finding]]) -> list[str]:
    rows = []
    for first, *more in groups:
        code = f"[{_plain(first.code)}]({first.docs})" if first.docs else _plain(first.code)
        word = f"{_SIGNS[first.severity]} {first.severity.word}"
        rows.append(f"| {word} | {code} | {len(more) + 1:,} | {_plain(first.message)} |")
    return ["| | Rule | Findings | What is wrong |", "|---|---|--:|---|", *rows] if rows else []


def _details(findings: list[Finding], links: str, room: int) -> tuple[str, int]:
    """A block that opens on a click, as far as there is room, and how many findings it tells."""
    first = findings[0]
    title = f"{_SIGNS[first.severity]} <b>{_plain(first.code)}</b>: {counted(len(findings), first.severity.word)}"
    head = f"\n<details><summary>{title}</summary>\n\n" + (f"{_plain(first.shared)}\n\n" if first.shared else "")
    items = [_item(finding, links, told=finding.message != first.message) for finding in findings]
    fitting = _fitting(items, room - len(head) - _RESERVED)
    if fitting < len(items):
        items[fitting:] = [f"- … and {len(items) - fitting:,} more"]
    return head + "\n".join(items) + "\n\n</details>\n", fitting


def _item(finding: Finding, links: str, *, told: bool) -> str:
    place = f"{_linked(finding, links)} " if finding.file else ""
    value = f", value {_plain(finding.value)}" if finding.value else ""
    cited = f" — said by {_plain(finding.cited)}" if finding.cited else ""
    message = f": {_plain(finding.message)}" if told else ""
    related = "".join(
        f"\n  - rests on {_linked(each, links) if each.file else _plain(each.source)}: {_plain(each.statement)}"
        for each in finding.related
    )
    advice = "".join(f"\n  - {_plain(line)}" for line in finding.advice)
    waived = f" — waived {_plain(finding.waived)}" if finding.waived else ""
    return f"- {place}{_plain(subject_of(finding))}{value}{message}{waived}{cited}{advice}{related}"


def _linked(placed: Finding | Related, links: str) -> str:
    name = _plain(placed.place)
    line = f"#L{placed.line}" if placed.line else ""
    return f"[{name}]({links}{quote(placed.file, safe='/')}{line})" if links else name


def _plain(text: str) -> str:
    """A text in which nothing is markup, nobody is called by name, and which is not very long."""
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", clipped(one_line(text), _LONGEST))
