"""The parts of an evidence query as a program reads them: the places of variables in a row, and what a row says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any

from mfa_graph.store import Term
from mfa_graph.store.syntax import read_term
from mfa_graph.vocabulary import PREFIXES

__all__ = ["Layout", "Mould", "Part", "Row", "at", "holds", "is_settled", "moulds"]

Row = tuple[Any, ...]
"""A solution, with a place for each variable and, after them, for each constant of the head; None where nothing is bound."""


class Layout:
    """Where in a row the variables of an evidence query stand, and behind them the constants that its head writes."""

    def __init__(self, variables: Sequence[str]) -> None:
        self.variables = tuple(variables)
        self.constants: list[Term | None] = []
        self._places = {name: place for place, name in enumerate(variables)}

    def places(self, names: Iterable[str]) -> tuple[int, ...]:
        """The places of some variables."""
        return tuple(self._places[name] for name in names)

    def place(self, written: str) -> int:
        """The place of a term as the head writes it; what a variable stands for that the query does not give is open."""
        name = written.removeprefix("?")
        if name not in self._places:
            self._places[name] = len(self.variables) + len(self.constants)
            self.constants.append(None if name != written else _term(written))
        return self._places[name]


@cache
def _term(text: str) -> Term:
    return read_term(text, PREFIXES)


@dataclass(frozen=True, slots=True)
class Mould:
    """A triple pattern and the place of its graph, if it has one; filled with a row it makes a statement."""

    filled: Callable[[Row], Any]
    graph: int | None = None
    when: tuple[int, ...] = ()

    @classmethod
    def of(cls, written: Sequence[str], layout: Layout, when: Iterable[str] = ()) -> Mould:
        """Read the terms."""
        subject, predicate, value, *graph = map(layout.place, written)
        return cls(itemgetter(subject, predicate, value), graph[0] if graph else None, layout.places(when))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an evidence query, as its head describes it, with its solutions by their keys."""

    number: int
    kind: str
    of: int | None
    keys: tuple[int, ...]
    when: tuple[int, ...]
    best: Mapping[int, int]
    statements: tuple[Mould, ...]
    settled: tuple[int, ...]
    absent: tuple[tuple[int, tuple[int, ...], tuple[int, ...], tuple[tuple[Mould, ...], ...]], ...]
    denied: tuple[tuple[tuple[Mould, ...], tuple[int, ...], tuple[int, ...], bool], ...]
    found: dict[Row, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of_head(cls, number: int, head: Mapping[str, Any], layout: Layout) -> Part:
        """Read what the head says of a part."""
        places = layout.places
        return cls(
            number,
            head["kind"],
            head.get("of"),
            places(head.get("keys", ())),
            places(head.get("when", ())),
            dict(map(places, head.get("best", {}).items())),  # type: ignore[arg-type]
            tuple(Mould.of(each["says"], layout, each.get("when", ())) for each in head.get("statements", ())),
            places(head.get("settled", ())),
            tuple(
                (
                    places(each["unless"])[0],
                    places(each["unless"][1:]),
                    places(each.get("when", ())),
                    tuple(moulds(way, layout) for way in each["ways"]),
                )
                for each in head.get("absent", ())
            ),
            tuple(
                (moulds(each["says"], layout), places(each.get("when", ())), tuple(each["by"]), each["own"])
                for each in head.get("denied", ())
            ),
        )

    def decides(self, row: Row, own: Row) -> bool:
        """Whether one solution of a group alone could change what its parent has of it: it is the least or the greatest."""
        if is_settled(self.settled, row) or (self.kind == "group" and self.keys and not self.best):
            return False
        return all(row[place] == own[of] for place, of in self.best.items() if row[place] is not None)

    def matching(self, row: Row) -> list[Row]:
        """The solutions that agree with a solution of the parent."""
        return self.found.get(at(self.keys, row), [])


def at(places: Iterable[int], row: Row) -> Row:
    """What stands at some places of a row."""
    return tuple([row[place] for place in places])


def holds(when: Iterable[int], row: Row) -> bool:
    """Whether all of some places are bound."""
    return all(row[place] is not None for place in when)


def is_settled(places: Iterable[int], row: Row) -> bool:
    """Whether one of some places is true."""
    return any(row[place] is not None and row[place].value == "true" for place in places)


def moulds(written: Iterable[Sequence[str]], layout: Layout) -> tuple[Mould, ...]:
    """Triple patterns as the head writes them."""
    return tuple(Mould.of(each, layout) for each in written)
