"""Findings: what is wrong with data, as values.

One model serves every check: shapes, check queries, contradictions and imports all return `Finding`s in a `Report`, and the
caller decides what to do with them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any

__all__ = ["Finding", "Report", "Severity", "in_two"]


class Severity(IntEnum):
    """How much a finding weighs, in the words and the order of SHACL 2.1.4 (``sh:Info`` < ``sh:Warning`` < ``sh:Violation``)."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def word(self) -> str:
        """The word that a report prints: ``info``, ``warning`` or ``violation``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one thing.

    Attributes:
        rule: IRI of the constraint or check that speaks.
        severity: How much it weighs.
        message: What is wrong, in a person's words.
        focus: IRI of the focus node (SHACL 1.2), the thing that is wrong.
        label: What people call the focus node; its IRI's tail where it has no label.
        path: IRI of the property that is wrong, or ``""`` where the whole node is.
        value: The offending value as text, or ``""``.
        file: The authored file in which it is wrong, relative to the content's root, or ``""``.
        remedy: What to do, or ``""`` where the rule does not say. Its first line is the rule's, the same in all its findings; the
            lines after it are for this finding alone: the nearest names, or the statement to write.
        source: IRI of the passage that says what is wrong, or ``""`` where it is no passage's statement.
        line: The line of `file`, counted from 1; 0 where it is not known.
        column: The character of the line, counted from 1; 0 where it is not known.
        waived: Until when, by whom and why the finding is put up with, or ``""`` where it is not.
    """

    rule: str
    severity: Severity
    message: str
    focus: str
    label: str = ""
    path: str = ""
    value: str = ""
    file: str = ""
    remedy: str = ""
    source: str = ""
    line: int = 0
    column: int = 0
    waived: str = ""

    @property
    def code(self) -> str:
        """The rule in short: the last part of its IRI."""
        return re.split("[#/]", self.rule)[-1]

    @property
    def told(self) -> str:
        """What is wrong and what to do, in the words that all findings of the rule share."""
        shared, _, _ = self.remedy.partition("\n")
        return f"{self.message} {shared}".rstrip()

    @property
    def advice(self) -> list[str]:
        """What to do about this finding alone: the lines of the remedy after its first."""
        return self.remedy.split("\n")[1:]

    @property
    def place(self) -> str:
        """File, line and column, as far as they are known, as editors and terminals link them."""
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])

    def as_json(self) -> dict[str, Any]:
        """The finding as plain values, the severity as a word."""
        return asdict(self) | {"severity": self.severity.word, "code": self.code}


def in_two(text: str) -> tuple[str, str]:
    """The message and the remedy in what a rule says: its first sentence is what is wrong, the others are what to do."""
    message, _, remedy = re.sub(r"(?<=\.) (?=[A-Z])", "\n", text, count=1).partition("\n")
    return message, remedy


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run, heaviest first, and then by rule, thing and value: an order that does not depend on the run."""

    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Report:
        """Gather findings into a report, in the report's order and without repeats."""
        unique = set(findings)
        return cls(tuple(sorted(unique, key=lambda f: (-f.severity, f.rule, f.focus, f.path, f.value, f.message))))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __add__(self, other: Report) -> Report:
        return Report.of([*self.findings, *other.findings])

    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, with a zero where there is none."""
        seen = Counter(finding.severity for finding in self.findings)
        return {severity.word: seen[severity] for severity in sorted(Severity, reverse=True)}

    def fails(self, at: Severity = Severity.VIOLATION) -> bool:
        """Whether any finding that is not waived weighs at least as much as `at`."""
        return any(finding.severity >= at and not finding.waived for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values: whether it conforms, the counts, the findings."""
        return {
            "conforms": not self.fails(),
            "counts": self.counts(),
            "findings": [finding.as_json() for finding in self.findings],
        }
