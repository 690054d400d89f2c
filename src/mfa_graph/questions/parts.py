"""The parts of an evidence query, and how its head describes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rdflib import Variable
from rdflib.term import Node

from mfa_graph.questions.algebra import term
from mfa_graph.questions.evidence import PART
from mfa_graph.vocabulary import PREFIXES

__all__ = ["Part", "Pattern", "all_written", "lines_of"]

Pattern = tuple[Node, Node, Node, Node | None]
"""A triple pattern and the graph that it stands in; None for the default graph."""


@dataclass(slots=True)
class Part:
    """One part of an evidence query.

    Attributes:
        kind: ``answer``, ``group``, ``walk``, ``exists``, ``barred`` or ``closing``.
        of: The number of the part to whose solutions these are joined; None for the answer.
        keys: The variables by which they are joined.
        when: The variables that are bound in a solution of the other part if this one has a say in it.
        shown: Those of the keys that stand in the rows of the answer, to ask for what the rows at hand need alone.
        statements: Each statement that a solution makes, and when.
        absences: What a solution leaves open: the variable that would be bound, when, the variables of which one is true if it
            would change nothing, and the statements that would bind it.
        denials: What a solution says is not there: the statements, when, and the parts that close it.
        settled: The variables of the other part of which one is true if no solution of this one can change its row.
        best: For each variable that is the least or the greatest of a group, the variable whose value that is.
    """

    number: int
    kind: str
    of: int | None = None
    keys: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    statements: list[tuple[Pattern, tuple[str, ...]]] = field(default_factory=list)
    absences: list[tuple[str, tuple[str, ...], tuple[str, ...], list[list[Pattern]]]] = field(default_factory=list)
    denials: list[tuple[list[Pattern], tuple[str, ...], list[int], bool]] = field(default_factory=list)
    settled: tuple[str, ...] = ()
    best: dict[str, str] = field(default_factory=dict)

    def needed(self) -> set[str]:
        """The variables that the head speaks of."""
        patterns = [pattern for pattern, _ in self.statements]
        patterns += [pattern for *_, ways in self.absences for way in ways for pattern in way]
        patterns += [pattern for denied, *_ in self.denials for pattern in denied]
        named = {str(each) for pattern in patterns for each in pattern if isinstance(each, Variable)}
        markers = [
            *self.keys,
            *self.when,
            *self.settled,
            *self.best,
            *self.best.values(),
            *(marker for _, when in self.statements for marker in when),
        ]
        markers += [each for name, when, settled, _ in self.absences for each in (name, *when, *settled)]
        markers += [name for _, when, *_ in self.denials for name in when]
        return named | set(markers)

    def head(self) -> Iterator[str]:
        """The lines of the head that describe the part."""
        yield "[[parts]]"
        yield f'kind = "{self.kind}"'
        if self.of is not None:
            yield f"of = {self.of}"
        for name in ("keys", "when", "shown", "settled"):
            if values := getattr(self, name):
                yield f"{name} = {json.dumps(list(values))}"
        if self.best:
            yield f"best = {{ {', '.join(f'{name} = {json.dumps(of)}' for name, of in self.best.items())} }}"
        for name, entries in (("statements", self._stated()), ("absent", self._absent()), ("denied", self._denied())):
            if entries:
                yield f"{name} = ["
                yield from (f"  {entry}," for entry in entries)
                yield "]"

    def _stated(self) -> list[str]:
        return [f"{{ says = {_written(pattern)}{_when(when)} }}" for pattern, when in dict.fromkeys(self.statements)]

    def _absent(self) -> list[str]:
        return [
            f"{{ unless = {json.dumps([name, *settled])}, ways = [{', '.join(map(all_written, ways))}]{_when(when)} }}"
            for name, when, settled, ways in self.absences
        ]

    def _denied(self) -> list[str]:
        return [
            f"{{ says = {all_written(denied)}, by = {json.dumps(parts)}, own = {json.dumps(own)}{_when(when)} }}"
            for denied, when, parts, own in self.denials
        ]


def lines_of(parts: Sequence[Part]) -> Iterator[str]:
    """The lines of an evidence query: what its head says of the parts, its prefixes, and the parts in one UNION."""
    for part in parts:
        yield from (f"#+ {line}" for line in part.head())
    text = list(_body(parts))
    used = "\n".join(text)
    yield from (f"PREFIX {name}: <{address}>" for name, address in PREFIXES.items() if f"{name}:" in used)
    yield ""
    yield from text


def _body(parts: Sequence[Part]) -> Iterator[str]:
    needed = sorted(set().union(*(part.needed() for part in parts)))
    yield f"SELECT ?{PART} {' '.join(f'?{name}' for name in needed)}"
    yield "WHERE {"
    for part in parts:
        yield from ["  UNION"] if part.number else []
        yield from ("  {", *(f"    {line}" for line in part.lines), f"    BIND ({part.number} AS ?{PART})", "  }")
    yield "}"


def _when(markers: Sequence[str]) -> str:
    return f", when = {json.dumps(list(markers))}" if markers else ""


def _written(pattern: Pattern) -> str:
    return json.dumps([term(each) for each in pattern if each is not None], ensure_ascii=False)


def all_written(patterns: Iterable[Pattern]) -> str:
    """Triple patterns as a list in the head."""
    return f"[{', '.join(map(_written, patterns))}]"
