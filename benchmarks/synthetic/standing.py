"""Whether a State has ratified an instrument as of a day, and why: decision 0017 in plain Python, told from the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from benchmarks.synthetic.plan import Instrument, Relation
from benchmarks.synthetic.times import first, last

__all__ = ["NOT_TOLD", "Verdict", "verdicts"]

_SUCCESSION = ("act", "concept/act/succession")


class Verdict(NamedTuple):
    """An answer, its date as its source gives it, the reason and the passage; `order` says which evidence goes first."""

    word: str
    date: str
    reason: str
    passage: str
    order: tuple[int, int, str, str, str]


NOT_TOLD = Verdict("unknown", "", "no source says", "", (9, 0, "", "", ""))
"""What is said of a State that no source speaks of."""


def verdicts(instrument: Instrument, day: str) -> Mapping[str, Verdict]:
    """How each State stands on a day of which any source tells something."""
    told: dict[str, Verdict] = {}
    for status in instrument.statuses:
        parties = [_Party(one, status, instrument) for one in status if one.role == "ratifyingState"]
        outside = [one for one in status if one.role != "ratifyingState"]
        for evidence, choose in (
            (_yes(parties, day), min),
            (_no(parties, outside, day), min),
            (_open(parties, outside, day), max),
        ):
            if found := list(evidence):
                told[status[0].actor] = choose(found, key=lambda one: one.order)
                break
    return told


class _Party:
    """One source by which a State is a party, with what its dates and those of the other sources say."""

    def __init__(self, node: Relation, status: Iterable[Relation], instrument: Instrument) -> None:
        self.node = node
        self.ratified, self.denounced = node.date("ratifiedOn"), node.date("denouncedOn")
        begins = self.ratified or node.date("inForceFrom") or node.date("observedOn")
        assert begins, f"no date in the plan of {node.node}"
        self.begins = begins
        others = [date for one in status if one.role == node.role and (date := one.date("ratifiedOn"))]
        self.not_before = (
            first(self.ratified) if self.ratified else min(map(first, others), default=first(instrument.adopted))
        )
        self.by = last(begins)
        self.goes_on_until = first(self.denounced or node.date("observedOn") or "9999")

    def is_open(self) -> bool:
        """Whether its start is open: seen as a party before any dated ratification, or denounced and never ratified."""
        return not self.ratified and (self.denounced is not None or self.by < self.not_before)


def _evidence(word: str, reason: str, rank: tuple[int, int], day: str, date: str, node: Relation) -> Verdict:
    return Verdict(word, date, reason, node.passage, (*rank, day, date, node.passage))


def _exactness(date: str) -> int:
    """1 for a day, 2 for a month, 3 for a year."""
    return {10: 1, 7: 2, 4: 3}[len(date)]


def _yes(parties: list[_Party], day: str) -> Iterator[Verdict]:
    """A party by that day, and not denounced since by any source that does not see it bound for longer."""
    exits = [first(one.denounced) for one in parties if one.denounced]
    for one in parties:
        if one.by > day or any(over <= day and one.by < over and one.goes_on_until <= over for over in exits):
            continue
        how, reason = (
            (1, "ratified") if one.ratified else (2, "in force by then") if one.node.date("inForceFrom")
            else (3, "seen as a party by then")
        )  # fmt: skip
        yield _evidence("yes", reason, (how, _exactness(one.begins)), one.by, one.begins, one.node)


def _no(parties: list[_Party], outside: list[Relation], day: str) -> Iterator[Verdict]:
    """Denounced by that day; or seen outside on it or later; or ratified later by every source."""
    for one in parties:
        if (
            one.denounced
            and last(one.denounced) <= day
            and not any(_is_back(again, last(one.denounced), day) for again in parties)
        ):
            yield _evidence("no", "denounced", (4, 0), last(one.denounced), one.denounced, one.node)
    may_have_left = any(one.denounced and one.not_before <= day < last(one.denounced) for one in parties)
    for seen, date in _seen(outside):
        if day <= date and not may_have_left:
            yield _evidence("no", "seen not to have ratified", (5, 0), date, date, seen)
    if all(day < one.not_before and not one.is_open() and _SUCCESSION not in one.node.more for one in parties):
        for one in parties:
            if one.ratified:
                yield _evidence(
                    "no", "ratified later", (6, _exactness(one.ratified)), one.not_before, one.ratified, one.node
                )


def _is_back(again: _Party, over: str, day: str) -> bool:
    """Whether after a denunciation it has denounced once more by a day, or may be bound again on that day."""
    if again.denounced and over < last(again.denounced) <= day:
        return True
    tells_a_start = again.ratified is not None or not again.denounced
    return tells_a_start and again.not_before <= day < again.by and over < again.by


def _open(parties: list[_Party], outside: list[Relation], day: str) -> Iterator[Verdict]:
    """What was last known: seen outside before that day; or it ratified or denounced in a year or month around it."""
    for seen, date in _seen(outside):
        if date < day:
            yield _evidence("unknown", "last seen not to have ratified", (7, 0), date, date, seen)
    for one in parties:
        for rank, reason, turn in (
            (8, "denounced around that day", one.denounced),
            (9, "ratified around that day", one.ratified),
        ):
            if turn and first(turn) <= day < last(turn):
                yield _evidence("unknown", reason, (rank, 0), first(turn), turn, one.node)


def _seen(outside: list[Relation]) -> Iterator[tuple[Relation, str]]:
    return ((one, date) for one in outside if (date := one.date("observedOn")))
