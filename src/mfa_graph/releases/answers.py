"""Which answers of the catalogue changed from one graph to another, and because of which statements.

Both graphs are asked the same questions. A row that only one of them gives is held against the changes: first the statements that
it rests on, then those that would have kept it from being so, then the day for which it holds. Where nothing is found, that is
said; no reason is made up.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.answers import Answer
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import AS_OF, Catalogue, Question
from mfa_graph.questions.evidence import Evidence, Pattern
from mfa_graph.questions.prover import prover_of
from mfa_graph.releases.changes import CONCLUDED, Changes, home_of
from mfa_graph.store import NamedNode, Quad, Term

__all__ = ["REASONS", "AnswerChange", "Reason", "Row", "RowChange", "answers_changed"]

Row = tuple[Term | None, ...]

REASONS = {
    "rests-on": "The row rests on a statement that came or went.",
    "denies": "The row takes something not to be so, and that came or went.",
    "leaves-open": "The row leaves something open because nobody says it, and that came or went.",
    "closed-by": "What lets the row take something not to be so came or went.",
    "concluded": "The row rests on a statement that is concluded now or no more, from statements that are the same.",
    "day": "The row holds for another day.",
}
"""Why a row changed, by a word."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row changed: a key of `REASONS`, and the statement that came or went, with who says it; None for a day."""

    kind: str
    quad: Quad | None = None
    came: bool = True


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that went, a row that came, or one that stands in the place of another; and why."""

    gone: Row | None
    new: Row | None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What became of the answer to a question. Of a question about the graph itself no reasons are told: every statement is one.

    `days` are the days for which the question was asked of the old and the new graph, where it is asked for a day.
    """

    question: Question
    days: tuple[str, str] | None
    counts: tuple[int, int]
    rows: tuple[RowChange, ...]


def answers_changed(
    changes: Changes,
    content: Content,
    *,
    as_of: str | None = None,
    progress: Callable[[str], None] = lambda words: None,
) -> list[AnswerChange]:
    """For each question of a content root what became of its answer, with its defaults; unchanged ones have no rows.

    Questions that hold for a day are asked for `as_of`; without it for the day of each graph's own data.

    Raises:
        WrongValue: `as_of` is no day.
    """
    old = _Side(changes.old, content, frozenset(changes.removed))
    new = _Side(changes.new, content, frozenset(changes.added))
    told = []
    for question in Catalogue.read(content):
        progress(f"asking {question.id}")
        told.append(_Asked(question, old, new, as_of).change())
    return told


class _Side:
    """One of the two graphs, with the statements that only it has."""

    def __init__(self, graph: KnowledgeGraph, content: Content, own: frozenset[Quad]) -> None:
        self.asker = Asker(graph, content)
        self.graph = graph
        self.own = own
        self._witnesses = self.asker.witnesses(prover_of(graph))

    @cached_property
    def _own_by(self) -> dict[tuple[str, object, object], list[Quad]]:
        """The statements that only this graph has, by predicate and one of the ends."""
        found: dict[tuple[str, object, object], list[Quad]] = defaultdict(list)
        for quad in sorted(self.own, key=str):
            name = quad.predicate.value
            found[name, quad.subject, None].append(quad)
            found[name, None, quad.object].append(quad)
            found[name, quad.subject, quad.object].append(quad)
        return found

    def ask(self, question: Question, as_of: str | None) -> Answer:
        values = {AS_OF: as_of} if as_of is not None and question.is_as_of else {}
        return self.asker.ask(question, values)

    def evidence(self, answer: Answer, rows: Sequence[Row]) -> dict[Row, Evidence]:
        """What each of some rows of an answer rests on."""
        if not rows or answer.question.about_the_graph:
            return {}
        values = {name: [term] for name, term in answer.parameters.items()}
        file = self._witnesses.file(answer.question.id)
        return dict(zip(rows, self._witnesses.of(file, rows, values), strict=True))

    def matching(self, patterns: Sequence[Pattern]) -> Iterator[Quad]:
        """The statements that only this graph has and that make a part of what the patterns say together.

        Which of the unknown subjects are one and the same the patterns do not tell: those with a known object are taken to have
        one subject, and it must have all of them here.
        """
        for subject, predicate, value in patterns:
            if predicate is not None and subject is not None:
                yield from self._own_by.get((predicate.value, subject, value), ())
        floating = [(p, o) for s, p, o in patterns if s is None and p is not None and o is not None]
        starting: dict[object, None] = {}
        for predicate, value in floating:
            starting.update({quad.subject: None for quad in self._own_by.get((predicate.value, None, value), ())})
        for start in starting:
            if all(self.graph.said_in((start, predicate, value)) for predicate, value in floating):
                for predicate, value in floating:
                    yield from self._own_by.get((predicate.value, start, value), ())


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question, put to both graphs."""

    question: Question
    old: _Side
    new: _Side
    as_of: str | None

    def change(self) -> AnswerChange:
        before, after = self.old.ask(self.question, self.as_of), self.new.ask(self.question, self.as_of)
        gone = _only(before.rows, after.rows)
        came = _only(after.rows, before.rows)
        days = (before.as_of, after.as_of) if before.as_of is not None and after.as_of is not None else None
        counts = len(before.rows), len(after.rows)
        if not gone and not came:
            return AnswerChange(self.question, days, counts, ())
        why = self._reasons(before, after, gone, came)
        rows = tuple(
            RowChange(one, other, _each_once([*why.get((False, one), ()), *why.get((True, other), ())]))
            for one, other in _paired(gone, came)
        )
        return AnswerChange(self.question, days, counts, rows)

    def _reasons(
        self, before: Answer, after: Answer, gone: Sequence[Row], came: Sequence[Row]
    ) -> dict[tuple[bool, Row | None], list[Reason]]:
        """Why each row went, or (True) came."""
        if self.question.about_the_graph:
            return {}
        why: dict[tuple[bool, Row | None], list[Reason]] = {}
        for is_new, side, other, answer, rows in (
            (False, self.old, self.new, before, gone),
            (True, self.new, self.old, after, came),
        ):
            for row, evidence in side.evidence(answer, rows).items():
                why[is_new, row] = list(_why(evidence, side, other, came=is_new))
            if rows and before.as_of != after.as_of and self.as_of is None:
                also = set(other.ask(self.question, answer.as_of).rows)
                for row in (row for row in rows if row in also):
                    why.setdefault((is_new, row), []).append(Reason("day", came=is_new))
        return why


def _why(evidence: Evidence, side: _Side, other: _Side, *, came: bool) -> Iterator[Reason]:
    """What of the evidence of a row, which only one side gives, differs between the sides."""
    found: dict[Reason, None] = {}
    concluded: dict[Reason, None] = {}
    for said in evidence.statements:
        for name in said.graphs or [said.rule]:
            quad = Quad(*said.statement, NamedNode(name)) if name else None  # type: ignore[arg-type]
            if quad in side.own:
                (found if said.graphs else concluded)[
                    Reason("rests-on" if said.graphs else "concluded", quad, came)
                ] = None
    for closing in evidence.covering:
        found.update(dict.fromkeys(Reason("denies", quad, not came) for quad in other.matching(closing.denied)))
        by = (Quad(*each, NamedNode(name)) for each in closing.by for name in side.graph.said_in(each))  # type: ignore[arg-type]
        found.update(dict.fromkeys(Reason("closed-by", quad, came) for quad in by if quad in side.own))
    for ways in evidence.absent:
        for way in ways:
            found.update(dict.fromkeys(Reason("leaves-open", quad, not came) for quad in other.matching(way)))
    yield from _first_hand(found) or found or concluded


def _first_hand(reasons: Iterable[Reason]) -> list[Reason]:
    """Those of the reasons that somebody says: what follows from them is no reason of its own."""
    starts = tuple(CONCLUDED.values())
    return [each for each in reasons if each.quad is not None and not home_of(each.quad).startswith(starts)]


def _each_once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons, of those about one statement the first."""
    found: dict[tuple[Quad | None, bool], Reason] = {}
    for reason in reasons:
        found.setdefault((reason.quad, reason.came), reason)
    return tuple(found.values())


def _only(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """The rows that the others do not have, as often as they do not."""
    return list((Counter(rows) - Counter(others)).elements())


def _paired(gone: Sequence[Row], came: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Rows that went beside those that came in their place; only those that can be alike are held against one another."""
    waiting = dict(enumerate(came))
    near: dict[object, set[int]] = defaultdict(set)
    for place, row in waiting.items():
        for key in _keys(row):
            near[key].add(place)
    pairs: list[tuple[Row | None, Row | None]] = []
    for row in gone:
        fitting = sorted(set[int]().union(*(near[key] for key in _keys(row) if key in near)) & waiting.keys())
        best = max(fitting, key=lambda place: _alike(row, came[place]), default=None)
        if best is None or not _alike(row, came[best]):
            pairs.append((row, None))
            continue
        pairs.append((row, waiting.pop(best)))
        for key in _keys(came[best]):
            near[key].discard(best)
    return [*pairs, *((None, row) for row in waiting.values())]


def _keys(row: Row) -> tuple[object, object]:
    """One of these two rows have in common if they speak of the same: the first cell, or all things."""
    return (0, row[0]), tuple(_things(row))


def _alike(one: Row, other: Row) -> int:
    """How many cells two rows have in common that speak of the same: most cells are alike, and the first is or all things are."""
    common = sum(map(operator.eq, one, other))
    things = [_things(one), _things(other)]
    is_same = one[0] == other[0] or (things[0] == things[1] and any(things[0]))
    return common if is_same and 2 * common > len(one) else 0


def _things(row: Row) -> list[Term | None]:
    return [term if isinstance(term, NamedNode) else None for term in row]
