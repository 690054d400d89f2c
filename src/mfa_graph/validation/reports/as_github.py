"""A report as workflow commands of GitHub Actions, which it shows as annotations beside the lines of a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mfa_graph.findings import Finding, Report, Severity, counted
from mfa_graph.validation.reports.words import one_line, sentence_of

__all__ = ["MOST", "as_github"]

MOST = 10
"""GitHub shows so many annotations of one kind for a step, and passes over the others in silence."""

_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(report: Report) -> str:
    """At most `MOST` commands for each severity, the heaviest first; where more was found, the last says how much.

    Of each rule one finding comes before the second of any, so that no rule hides the others.
    """
    return "".join(f"{line}\n" for severity in reversed(Severity) for line in _of(report, severity))


def _of(report: Report, severity: Severity) -> Iterator[str]:
    seen: Counter[str] = Counter()
    ranked = []
    for finding in report:
        if finding.severity == severity:
            seen[finding.rule] += 1
            ranked.append((seen[finding.rule], finding))
    ranked.sort(key=lambda pair: pair[0])
    fits = len(ranked) <= MOST
    for _, finding in ranked if fits else ranked[: MOST - 1]:
        yield _command(finding)
    if not fits:
        left = counted(len(ranked) - MOST + 1, f"more {severity.word}")
        yield f"::{_COMMANDS[severity]} title=Not shown here::{left}. mfa-graph check --show {severity.word} lists all."


def _command(finding: Finding) -> str:
    place = {"file": finding.file, "line": finding.line, "col": finding.column} if finding.file else {}
    properties = {name: str(value) for name, value in place.items() if value} | {"title": finding.code}
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    more = f" {finding.docs}" if finding.docs else ""
    command = "notice" if finding.waived else _COMMANDS[finding.severity]
    return f"::{command} {written}::{_data(one_line(sentence_of(finding)) + more)}"


def _data(text: str) -> str:
    """The message of a command: per cent and line ends are escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property of a command: colon and comma are escaped too, since they end it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
