"""Words that several forms of a report have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from mfa_graph.findings import Finding, Report, Severity, counted

__all__ = ["by_rule", "clipped", "one_line", "rule_id", "sentence_of", "subject_of", "summary"]

# Line ends, controls of terminals, and what turns the direction of a text around.
_UNPRINTED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def one_line(text: str) -> str:
    """A text on one line, with a sign in place of each character that would break the line or steer a terminal."""
    return _UNPRINTED.sub(lambda found: " " if found[0] in "\t\n\r\u2028\u2029" else "\ufffd", text)


def clipped(text: str, most: int) -> str:
    """A text of at most so many characters, with a mark where its end is left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def summary(report: Report) -> str:
    """How many findings there are of each severity, in words, and how many of all are waived."""
    waived = sum(bool(finding.waived) for finding in report)
    counts = ", ".join(counted(count, word) for word, count in report.counts().items())
    return counts + (f"; {waived:,} waived" if waived else "")


def by_rule(findings: Iterable[Finding]) -> Iterator[tuple[tuple[Severity, str], list[Finding]]]:
    """Findings in the order of a report by severity and rule."""
    for key, group in groupby(findings, key=lambda finding: (finding.severity, finding.rule)):
        yield key, list(group)


def subject_of(finding: Finding) -> str:
    """What is wrong: what people call it, or its address where they do not."""
    return finding.label or finding.focus


def sentence_of(finding: Finding) -> str:
    """A finding in one paragraph: thing, value, what is wrong and what to do, and whether it is waived."""
    value = f" ({finding.value})" if finding.value else ""
    waived = f" Waived {finding.waived}." if finding.waived else ""
    return " ".join([f"{subject_of(finding)}{value}: {finding.told}", *finding.advice]) + waived


def rule_id(finding: Finding) -> str:
    """The name of a rule that no other rule of a report has: the code of one of ours, the IRI of one of others."""
    return finding.code if finding.docs else finding.rule
