"""The evidence of a row as plain values: one entry for each statement, each thing that is not there, each thing nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mfa_graph.questions.cells import Citation, cell_of
from mfa_graph.questions.evidence import Closing, Evidence, Pattern, Said

__all__ = ["entries"]


def entries(evidence: Evidence, citations: Mapping[str, Citation], as_of: str | None) -> list[dict[str, Any]]:
    """What a row rests on (``statement``), what it says is not there (``covering``), what nobody says (``absent``)."""
    said = [_said(each, citations) for each in evidence.statements]
    closed = [_closed(each, as_of) for each in evidence.covering]
    absent = [{"part": "absent", "ways": [list(map(_pattern, way)) for way in each]} for each in evidence.absent]
    return [*said, *closed, *absent]


def _said(said: Said, citations: Mapping[str, Citation]) -> dict[str, Any]:
    cited = [citations[name] for name in said.graphs if name in citations]
    return {
        "part": "statement",
        **_pattern(said.statement),
        "graphs": list(said.graphs),
        "sources": [
            {"passage": each.passage, "title": each.title, "locator": each.locator, "seen": each.seen} for each in cited
        ],
        **({"rule": said.rule, "because": list(map(_pattern, said.because))} if said.rule else {}),
    }


def _closed(closing: Closing, as_of: str | None) -> dict[str, Any]:
    return {
        "part": "covering",
        "not": list(map(_pattern, closing.denied)),
        "closed": closing.word(as_of),
        "day": closing.day,
        "by": list(map(_pattern, closing.by)),
    }


def _pattern(pattern: Pattern) -> dict[str, Any]:
    """A statement as cells; null stands for what could be anything."""
    names = ("subject", "predicate", "object")
    return {name: None if term is None else cell_of(term) for name, term in zip(names, pattern, strict=True)}
