"""A difference of two releases as plain values, whole."""

from __future__ import annotations

from typing import Any

from mfa_graph.questions.cells import cell_of
from mfa_graph.releases.answers import AnswerChange, Reason, Row
from mfa_graph.releases.changes import SourceChange, ThingChange, home_of
from mfa_graph.releases.compare import Difference, Words
from mfa_graph.releases.snapshots import Snapshot
from mfa_graph.store import NamedNode, Quad

__all__ = ["as_json"]


def as_json(difference: Difference) -> dict[str, Any]:
    """The difference: both releases, graphs, sources, things, answers; ``same`` tells whether nothing changed."""
    words, changes = difference.words, difference.changes
    return {
        "old": _release(difference.old),
        "new": _release(difference.new),
        "same": not changes.added and not changes.removed,
        "notes": difference.notes,
        "graphs": [
            {"graph": each.graph, "kind": each.kind, "added": each.added, "removed": each.removed}
            for each in changes.by_graph()
        ],
        "sources": [_source(each, words) for each in changes.sources()],
        "things": [_thing(each, words) for each in changes.things()],
        "answers": None if difference.answers is None else [_answer(each, words) for each in difference.answers],
    }


def _release(snapshot: Snapshot) -> dict[str, Any]:
    named = {"release": snapshot.release, "version": snapshot.version, "date": snapshot.date}
    return {name: value or None for name, value in named.items()} | {
        "base": snapshot.base,
        "statements": len(snapshot.quads),
    }


def _source(change: SourceChange, words: Words) -> dict[str, Any]:
    return {
        "source": change.source,
        "label": words.labels.get(change.source),
        "change": change.change,
        "added": change.added,
        "removed": change.removed,
        "passages": {"new": list(change.passages_new), "gone": list(change.passages_gone)},
        "described": [_statement(quad, words) | {"came": came} for quad, came in change.described],
    }


def _thing(change: ThingChange, words: Words) -> dict[str, Any]:
    return {
        "thing": change.thing,
        "label": words.labels.get(change.thing),
        "class": words.classes.get(change.thing),
        "kind": change.kind,
        "change": change.change,
        "added": [_statement(quad, words) for quad in change.added],
        "removed": [_statement(quad, words) for quad in change.removed],
    }


def _answer(change: AnswerChange, words: Words) -> dict[str, Any]:
    question = change.question
    return {
        "question": question.id,
        "summary": question.summary,
        "about_the_graph": question.about_the_graph,
        "as_of": None if change.days is None else {"old": change.days[0], "new": change.days[1]},
        "rows": {"old": change.counts[0], "new": change.counts[1]},
        "changed": [
            {
                "gone": _row(question.columns, row.gone, words),
                "new": _row(question.columns, row.new, words),
                "because": [_reason(each, words) for each in row.because],
            }
            for row in change.rows
        ],
    }


def _row(columns: Any, row: Row | None, words: Words) -> dict[str, Any] | None:
    if row is None:
        return None
    cells = (None if term is None else cell_of(term) | _label(term, words) for term in row)
    return {column.name: cell for column, cell in zip(columns, cells, strict=True)}


def _label(term: object, words: Words) -> dict[str, str]:
    return {"label": words.term(term)} if isinstance(term, NamedNode) else {}


def _reason(reason: Reason, words: Words) -> dict[str, Any]:
    told: dict[str, Any] = {"reason": reason.kind, "came": reason.came}
    return told if reason.quad is None else told | _statement(reason.quad, words)


def _statement(quad: Quad, words: Words) -> dict[str, Any]:
    graph = home_of(quad)
    return {
        "words": words.statement(quad),
        "subject": cell_of(quad.subject),  # type: ignore[arg-type]
        "predicate": cell_of(quad.predicate),
        "object": cell_of(quad.object),  # type: ignore[arg-type]
        "graph": graph,
        "said_by": words.said_by(graph),
    }
