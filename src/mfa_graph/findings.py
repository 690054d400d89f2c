"""Findings: what is wrong with data, as values.

One model serves every check: shapes, check queries, contradictions and imports all return `Finding`s in a `Report`, and the
caller decides what to do with them.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from typing import Any

from mfa_graph.vocabulary import BASE

__all__ = ["PAGE", "Finding", "Related", "Report", "Rule", "Severity", "code_of", "counted", "docs_of", "in_two"]

PAGE = "docs/reference/checks.md"
"""The page that has a section for each rule."""


class Severity(IntEnum):
    """How much a finding weighs, in the words and the order of SHACL 2.1.4 (``sh:Info`` < ``sh:Warning`` < ``sh:Violation``)."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def word(self) -> str:
        """The word that a report prints: ``info``, ``warning`` or ``violation``."""
        return self.name.lower()


def code_of(rule: str) -> str:
    """A rule in short: the last part of its IRI."""
    return re.split("[#/]", rule)[-1]


def docs_of(rule: str) -> str:
    """The address of the section about a rule; ``""`` for a rule that is not ours, of which the page says nothing."""
    return f"{BASE}{PAGE}#{code_of(rule)}" if rule.startswith(BASE) else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be found.

    Attributes:
        iri: The IRI of the rule, by which findings name it.
        kind: What kind of rule it is, one of `mfa_graph.validation.register.KINDS`.
        severity: How much a finding weighs.
        title: What should hold, in a few words.
        message: What a finding says.
        remedy: What to do.
        why: Why the rule is there, or ``""``.
        file: The file of the content that has the rule, or ``""`` where the program has it.
    """

    iri: str
    kind: str
    severity: Severity
    title: str
    message: str
    remedy: str
    why: str = ""
    file: str = ""

    @property
    def code(self) -> str:
        """The rule in short: the last part of its IRI."""
        return code_of(self.iri)

    @property
    def docs(self) -> str:
        """The address of the section about the rule, or ``""``."""
        return docs_of(self.iri)


def counted(number: int, noun: str) -> str:
    """A number and what it counts, as in “1 warning” and “1,200 warnings”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _place(file: str, line: int, column: int) -> str:
    """File, line and column, as far as they are known, as editors and terminals link them."""
    return ":".join([file, *(str(number) for number in (line, column) if number)])


@dataclass(frozen=True, slots=True)
class Related:
    """A statement that a finding rests on.

    Attributes:
        statement: What it says, in labels.
        source: IRI of the passage, or of the graph of our own, that says it.
        cited: What people call the passage: the title of its source and the place in it; ``""`` for what no passage says.
        file: The file in which it is written, named as in a `Finding`; ``""`` where nobody wrote it.
        line: The line of `file`, counted from 1; 0 where it is not known.
        column: The character of the line, counted from 1; 0 where it is not known.
    """

    statement: str
    source: str = ""
    cited: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """File, line and column, as far as they are known, as editors and terminals link them."""
        return _place(self.file, self.line, self.column)


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
        file: The authored file in which it is wrong, relative to the content's root, or ``""``. A file that a user adds is
            named as seen from the working directory.
        remedy: What to do, or ``""`` where the rule does not say. Its first line is the rule's, the same in all its findings; the
            lines after it are for this finding alone: the nearest names, or the statement to write.
        source: IRI of the passage that says what is wrong, or ``""`` where it is no passage's statement.
        line: The line of `file`, counted from 1; 0 where it is not known.
        column: The character of the line, counted from 1; 0 where it is not known.
        cited: What people call the passage `source`: the title of its source and the place in it.
        component: IRI of the constraint component of SHACL that speaks, or ``""`` where no shape does.
        node: The offending value as a term of N-Triples, or ``""``.
        related: The statements that the finding rests on, where it rests on several.
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
    cited: str = ""
    component: str = ""
    node: str = ""
    related: tuple[Related, ...] = ()
    waived: str = ""

    @property
    def code(self) -> str:
        """The rule in short: the last part of its IRI."""
        return code_of(self.rule)

    @property
    def docs(self) -> str:
        """The address of the section about the rule, or ``""``."""
        return docs_of(self.rule)

    @property
    def fingerprint(self) -> str:
        """The same for the same fault in every report, wherever in its file it has moved to."""
        told = (self.rule, self.focus, self.path, self.node or self.value, self.message)
        return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def told(self) -> str:
        """What is wrong and what to do, in the words that all findings of the rule share."""
        return f"{self.message} {self.shared}".rstrip()

    @property
    def shared(self) -> str:
        """What to do, in the words that all findings of the rule share: the first line of the remedy."""
        return self.remedy.partition("\n")[0]

    @property
    def advice(self) -> list[str]:
        """What to do about this finding alone: the lines of the remedy after its first."""
        return self.remedy.split("\n")[1:]

    @property
    def place(self) -> str:
        """File, line and column, as far as they are known, as editors and terminals link them."""
        return _place(self.file, self.line, self.column)

    def as_json(self) -> dict[str, Any]:
        """The finding as plain values, the severity as a word."""
        return asdict(self) | {
            "severity": self.severity.word,
            "code": self.code,
            "docs": self.docs,
            "related": [asdict(each) for each in self.related],
        }


def in_two(text: str) -> tuple[str, str]:
    """The message and the remedy in what a rule says: its first sentence is what is wrong, the others are what to do."""
    message, _, remedy = re.sub(r"(?<=\.) (?=[A-Z])", "\n", text, count=1).partition("\n")
    return message, remedy


def _weight(finding: Finding) -> tuple[object, ...]:
    """What the order of a report goes by: what weighs more comes first, and no two findings are equal."""
    told = (finding.rule, finding.focus, finding.path, finding.value, finding.message, finding.remedy, finding.label)
    where = (finding.file, finding.line, finding.column, finding.source, finding.cited)
    as_term = (finding.component, finding.node, finding.waived)
    return -finding.severity, *told, *where, *as_term, *map(repr, finding.related)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run, heaviest first, and then by rule, thing and value: an order that does not depend on the run."""

    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> Report:
        """Gather findings into a report, in the report's order and without repeats."""
        return cls(tuple(sorted(set(findings), key=_weight)))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __add__(self, other: Report) -> Report:
        return Report.of([*self.findings, *other.findings])

    def with_files(self, named: Callable[[str], str]) -> Report:
        """The same findings with other names for their files."""
        return Report.of(
            [
                replace(
                    finding,
                    file=named(finding.file),
                    related=tuple(replace(each, file=named(each.file)) for each in finding.related),
                )
                for finding in self.findings
            ]
        )

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
