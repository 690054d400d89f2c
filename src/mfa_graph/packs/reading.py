"""An answer as it was before it became JSON: what a pack says in one form is held against the others."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mfa_graph.exporters.references import Reference
from mfa_graph.heads import query_of
from mfa_graph.questions.answers import Answer
from mfa_graph.questions.catalogue import Column, Question
from mfa_graph.questions.cells import Citation
from mfa_graph.questions.evidence import Closing, Evidence, Pattern, Said
from mfa_graph.store import BlankNode, Literal, NamedNode, Term
from mfa_graph.vocabulary import XSD

__all__ = ["PASSAGES", "answer_of", "citations_of", "passages_of", "references_of"]

PASSAGES = ("passage", "title", "locator", "seen", "address")
"""The columns of the table of passages."""


def passages_of(citations: Mapping[str, Citation]) -> str:
    """The table of passages (CSV, RFC 4180): how each is cited, by its address."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(PASSAGES)
    writer.writerows([getattr(citations[name], column) for column in PASSAGES] for name in sorted(citations))
    return output.getvalue()


def citations_of(table: str) -> dict[str, Citation]:
    """How passages are cited, from their table.

    Raises:
        ValueError: the table has other columns.
    """
    heading, *rows = csv.reader(io.StringIO(table), strict=True)
    if tuple(heading) != PASSAGES or any(len(row) != len(PASSAGES) for row in rows):
        raise ValueError(f"the columns are not {', '.join(PASSAGES)}")
    return {row[0]: Citation(*row) for row in rows}


def references_of(items: list[dict[str, Any]]) -> list[Reference]:
    """References from their CSL-JSON.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it is not what `mfa_graph.exporters.references.as_csl` writes.
    """
    return [
        Reference(
            key=item["id"],
            kind=item["type"],
            title=item["title"],
            authors=tuple(author["literal"] for author in item.get("author", ())),
            issued=_day(item.get("issued")),
            address=item.get("URL", ""),
            within=item.get("container-title", ""),
            publisher=item.get("publisher", ""),
            version=item.get("version", ""),
            accessed=_day(item.get("accessed")),
            note=item.get("note", ""),
        )
        for item in items
    ]


def _day(date: dict[str, list[list[int]]] | None) -> str:
    """A day, month or year in ISO 8601 from the parts that CSL has of it."""
    return "-".join(f"{part:02}" for part in date["date-parts"][0]) if date else ""


def answer_of(told: Mapping[str, Any], query: str, citations: Mapping[str, Citation]) -> Answer:
    """An answer from its JSON, the text of its query, and how its passages are cited.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: the JSON is not that of an answer.
        ContentProblem: the query's head is not TOML.
    """
    asked, columns = told["question"], [Column(**column) for column in told["columns"]]
    file = query_of(Path("question.rq"), query)
    cells = [*told["parameters"].values(), *(cell for row in told["rows"] for cell in row.values())]
    named = {cell["value"]: cell["label"] for cell in cells if cell is not None and cell["type"] == "uri"}
    return Answer(
        question=Question(
            id=asked["id"],
            title=asked["title"],
            summary=asked["summary"],
            tags=(),
            chart="table",
            parameters=(),
            columns=tuple(columns),
            file=file,
            about_the_graph=file.head.get("about-the-graph") is True,
        ),
        parameters={name: _some_term(cell) for name, cell in told["parameters"].items()},
        rows=tuple(tuple(_term(row[column.name]) for column in columns) for row in told["rows"]),
        labels=named,
        citations=citations,
        notes=tuple(told["notes"]),
        evidence=tuple(map(_evidence, told["evidence"])),
        quotes=told.get("quotes"),
    )


def _term(cell: Mapping[str, str] | None) -> Term | None:
    """The term of a cell (SPARQL 1.1 Query Results JSON, 3.2.2)."""
    if cell is None:
        return None
    match cell["type"]:
        case "uri":
            return NamedNode(cell["value"])
        case "bnode":
            return BlankNode(cell["value"])
        case "literal" if "xml:lang" in cell:
            return Literal(cell["value"], language=cell["xml:lang"])
        case "literal":
            return Literal(cell["value"], datatype=NamedNode(cell.get("datatype", XSD.string)))
        case kind:
            raise ValueError(f"“{kind}” is no type of a cell")


def _some_term(cell: Mapping[str, str] | None) -> Term:
    term = _term(cell)
    if term is None:
        raise ValueError("a term is missing")
    return term


def _evidence(entries: list[dict[str, Any]]) -> Evidence:
    """The evidence of a row, as far as its entries tell it."""
    parts: dict[str, list[dict[str, Any]]] = {"statement": [], "covering": [], "absent": []}
    for entry in entries:
        parts[entry["part"]].append(entry)
    return Evidence(
        statements=tuple(map(_said, parts["statement"])),
        covering=tuple(map(_closing, parts["covering"])),
        absent=tuple(tuple(tuple(map(_pattern, way)) for way in entry["ways"]) for entry in parts["absent"]),
    )


def _said(entry: dict[str, Any]) -> Said:
    return Said(
        _statement(entry),
        tuple(entry["graphs"]),
        entry.get("rule", ""),
        tuple(map(_statement, entry.get("because", ()))),
    )


def _closing(entry: dict[str, Any]) -> Closing:
    return Closing(
        tuple(map(_pattern, entry["not"])), tuple(map(_statement, entry["by"])), entry["day"], entry["closed"] == "own"
    )


def _pattern(entry: dict[str, Any]) -> Pattern:
    return _term(entry["subject"]), _term(entry["predicate"]), _term(entry["object"])


def _statement(entry: dict[str, Any]) -> tuple[Term, Term, Term]:
    return _some_term(entry["subject"]), _some_term(entry["predicate"]), _some_term(entry["object"])
