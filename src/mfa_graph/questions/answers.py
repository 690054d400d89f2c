"""Answers: rows of terms with their words, and the forms in which people and programs take them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mfa_graph.questions.catalogue import AS_OF, Question
from mfa_graph.questions.cells import Citation, cell_of
from mfa_graph.questions.entries import entries
from mfa_graph.questions.evidence import Evidence
from mfa_graph.store import NamedNode, Term
from mfa_graph.vocabulary import shortened

__all__ = ["NOT_KNOWN", "Answer", "Citation", "cell_of", "said_by"]

NOT_KNOWN = "not known"


def said_by(name: str, citations: Mapping[str, Citation]) -> str:
    """Who says what stands in a named graph: a passage as it is cited, or what of our own."""
    return str(citations.get(name) or f"mfa-graph itself: {shortened(name)}")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        question: The question.
        parameters: The terms that stood for the parameters, given or by default; those that any term fits are left out.
        rows: One tuple of terms for each solution, in the order of the question's columns; None where nothing is known.
        labels: What the things in it are called, by IRI.
        citations: How the passages in it are cited, by IRI.
        notes: What else a reader should know, in sentences.
        evidence: The evidence of each row; None where nobody asked for it.
        quotes: The words behind passages, by their IRIs; None where nobody gave the text that has them.
    """

    question: Question
    parameters: Mapping[str, Term]
    rows: tuple[tuple[Term | None, ...], ...]
    labels: Mapping[str, str]
    citations: Mapping[str, Citation]
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] | None = None
    quotes: Mapping[str, str] | None = None

    @property
    def as_of(self) -> str | None:
        """The day for which the answer holds; None for a question that is not about a day."""
        day = self.parameters.get(AS_OF)
        return None if day is None else day.value

    @property
    def headings(self) -> list[str]:
        """The plain headings of the columns."""
        headings = [column.heading for column in self.question.columns]
        return headings if self.evidence is None else [*headings, "Rests on"]

    def words(self, term: Term | None) -> str:
        """A term as a person reads it: its label, its citation, its value; “not known” for none."""
        match term:
            case None:
                return NOT_KNOWN
            case NamedNode() if term.value in self.citations:
                return str(self.citations[term.value])
            case NamedNode():
                return self.labels.get(term.value) or shortened(term.value)
            case _:
                return term.value

    def numbered(self) -> tuple[list[list[str]], list[str]]:
        """The rows in words with each passage as a number in brackets, and the notes that the numbers stand for."""
        notes: dict[str, int] = {}

        def cell(term: Term | None) -> str:
            if isinstance(term, NamedNode) and term.value in self.citations:
                return f"[{notes.setdefault(term.value, len(notes) + 1)}]"
            return self.words(term)

        rows = [[cell(term) for term in row] for row in self.rows]
        for row, evidence in zip(rows, self.evidence or (), strict=False):
            row.append(" ".join(f"[{notes.setdefault(name, len(notes) + 1)}]" for name in evidence.passages()))
        return rows, [f"[{number}] {self._note(name)}" for name, number in notes.items()]

    def _note(self, name: str) -> str:
        """A passage as it is cited, or what of our own says something."""
        return said_by(name, self.citations)

    def as_json(self) -> dict[str, Any]:
        """The answer as plain values; a cell is null where nothing is known."""
        names = [column.name for column in self.question.columns]
        return {
            "question": {
                "id": self.question.id,
                "title": self.question.title,
                "summary": self.question.summary,
            },
            "parameters": {name: self._cell(term) for name, term in self.parameters.items()},
            "as_of": self.as_of,
            "notes": list(self.notes),
            "columns": [
                {"name": column.name, "heading": column.heading, "meaning": column.meaning}
                for column in self.question.columns
            ],
            "rows": [dict(zip(names, map(self._cell, row), strict=True)) for row in self.rows],
            **(
                {}
                if self.evidence is None
                else {"evidence": [entries(each, self.citations, self.as_of) for each in self.evidence]}
            ),
            **({} if self.quotes is None else {"quotes": dict(self.quotes)}),
        }

    def to_json(self) -> str:
        """The answer as JSON text."""
        return json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n"

    def to_csv(self) -> str:
        """The answer as CSV (RFC 4180) in words: a line of headings, then one for each row; an empty cell is not known.

        With evidence the last cell of a row names the passages that it rests on, with “ | ” between them.
        """
        output = io.StringIO()
        writer = csv.writer(output, lineterminator="\r\n")
        writer.writerow(self.headings)
        rows = [[("" if term is None else self.words(term)) for term in row] for row in self.rows]
        for row, evidence in zip(rows, self.evidence or (), strict=False):
            row.append(" | ".join(map(self._note, evidence.passages())))
        writer.writerows(rows)
        return output.getvalue()

    def to_markdown(self) -> str:
        """The answer as a Markdown table with numbered notes."""
        rows, notes = self.numbered()
        lines = [self.headings, ["---"] * len(self.headings), *rows]
        table = ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
        return (
            "\n".join([f"**{self.question.summary}**", "", *table, "", *(f"{note}  " for note in notes)]).rstrip()
            + "\n"
        )

    def _cell(self, term: Term | None) -> dict[str, str] | None:
        if term is None:
            return None
        return cell_of(term) | ({"label": self.words(term)} if isinstance(term, NamedNode) else {})
