"""Workflow commands of GitHub Actions, read as its runner reads them."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings

from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.validation.reports.as_github import MOST, as_github
from mfa_graph.vocabulary import BASE
from tests.validation.reports.random_findings import REPORTS, many

COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
COMMAND = re.compile(r"::(?P<command>error|warning|notice) (?P<properties>[^\n]*?)::(?P<message>[^\n]*)")
LEFT = re.compile(r"([\d,]+) more \w+\.")


def read(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Command, properties and message of each line, unescaped: a property ends at a comma, the properties at two colons."""
    found = []
    for line in text.split("\n")[:-1]:
        command = COMMAND.fullmatch(line)
        assert command is not None, line
        pairs = (pair.partition("=") for pair in command["properties"].split(","))
        found.append((command["command"], {name: plain(value) for name, _, value in pairs}, plain(command["message"])))
    return found


def plain(text: str) -> str:
    """A value with its escapes resolved, that of the per cent sign last."""
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, meant)
    return text


@given(REPORTS)
@settings(deadline=None)
def test_any_report_is_at_most_ten_commands_a_kind(report: Report) -> None:
    """Each line is one command; of each kind there are as many as findings, or ten of which the last counts the others."""
    commands = read(as_github(report))
    for severity, name in COMMANDS.items():
        of_kind = [(properties, message) for command, properties, message in commands if command == name]
        expected = sum(finding.severity == severity for finding in report)
        if expected <= MOST:
            assert len(of_kind) == expected
            assert all(properties["title"] != "Not shown here" for properties, _ in of_kind)
        else:
            assert len(of_kind) == MOST
            left = LEFT.match(of_kind[-1][1])
            assert left is not None
            assert int(left[1].replace(",", "")) == expected - MOST + 1
    assert [name for name, *_ in commands] == sorted((name for name, *_ in commands), key=list(COMMANDS.values()).index)


def test_a_place_is_shielded() -> None:
    """Commas, colons, per cent signs and line ends in a file's name or a label end nothing."""
    finding = Finding(
        BASE + "shapes#x",
        Severity.VIOLATION,
        "50%\n::error::no",
        BASE + "id/a",
        "A, B: C",
        file="data/a,b:c%0A.csv",
        line=3,
        column=4,
    )
    ((command, properties, message),) = read(as_github(Report.of([finding])))
    assert command == "error"
    assert properties == {"file": "data/a,b:c%0A.csv", "line": "3", "col": "4", "title": "x"}
    assert message == "A, B: C: 50% ::error::no https://w3id.org/mfa-graph/docs/reference/checks.md#x"


def test_what_has_no_place_is_told_all_the_same() -> None:
    """A finding without a file, or without a line, is a command without one."""
    report = Report.of([Finding("http://a/r", Severity.INFO, "Wrong.", f"http://a/{n}", file=n * "x") for n in (0, 1)])
    assert [properties for _, properties, _ in read(as_github(report))] == [{"title": "r"}, {"file": "x", "title": "r"}]


def test_no_rule_hides_the_others() -> None:
    """Of 100 findings of four rules, the nine that are shown are of all four."""
    shown = Counter(properties["title"] for _, properties, _ in read(as_github(many(100))))
    assert shown == {"rule-0": 3, "rule-1": 2, "rule-2": 2, "rule-3": 2, "Not shown here": 1}


def test_nothing_found_is_nothing_printed() -> None:
    """Without findings there is no command."""
    assert as_github(Report()) == ""
