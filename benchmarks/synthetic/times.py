"""When a planned relation can have begun and ended, told from the plan and not from the graph.

The model's rules in plain Python, so that the queries which derive bounds have someone to be compared with.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.synthetic.plan import Body, Relation

__all__ = ["MEMBER", "Bounds", "bounds_of", "bounds_of_hand", "bounds_of_seat", "earliest", "first", "last"]

MEMBER = {"memberParty", "originMemberParty", "destinationMemberParty"}


def first(text: str) -> str:
    """The first day of a date that may be a year or a month."""
    return text + "-01-01"[len(text) - 4 :]


def last(text: str) -> str:
    """The last day of a date that may be a year or a month."""
    if len(text) == 4:
        return text + "-12-31"
    return text if len(text) == 10 else f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]:02d}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day on which a relation can have begun or ended; None where nothing limits it."""

    earliest_start: str | None
    latest_start: str | None
    earliest_end: str | None
    latest_end: str | None
    observed: str | None

    def is_possible(self, day: str) -> bool:
        """Whether the relation may hold on a day."""
        has_begun = self.earliest_start is None or self.earliest_start <= day
        return has_begun and (self.latest_end is None or day < self.latest_end)

    def is_certain(self, day: str) -> bool:
        """Whether it holds on that day as far as its source goes."""
        goes_on = self.earliest_end is not None and day < self.earliest_end
        return (
            self.latest_start is not None
            and self.latest_start <= day
            and (goes_on or day in (self.observed, self.earliest_start))
        )

    def certainty(self, day: str) -> str:
        """The word for it, or none where it cannot hold."""
        return "certain" if self.is_certain(day) else "possible" if self.is_possible(day) else ""


def bounds_of(
    relation: Relation,
    group: Iterable[Relation],
    opened: str | None,
    listed: tuple[str | None, str | None] = (None, None),
) -> Bounds:
    """The bounds of a dated relation. `opened` is the day before which nothing of its kind can have begun.

    `listed` is what a whole list says of one who is not on it: the day after which it began, and the one by which it was over.
    """
    start, stop, observed = (relation.date(name) for name in ("start", "end", "observedOn"))
    over = stop or observed
    latest_start = last(start) if start else last(observed) if observed else None
    latest_end = last(stop) if stop else listed[1]
    starts = [first(begun) for other in group if other.role == relation.role and (begun := other.date("start"))]
    others = (min(starts, default=None), opened)
    limit = min((day for day in (latest_start, latest_end) if day), default=None)
    taken = (
        day for day in others if day and (limit is None or day <= limit)
    )  # else it speaks of an earlier time (0012)
    return Bounds(
        earliest_start=first(start) if start else listed[0] or next(taken, None),
        latest_start=latest_start,
        earliest_end=first(over) if over else None,
        latest_end=latest_end,
        observed=observed,
    )


def bounds_of_seat(body: Body, seat: Sequence[Relation], one: Relation) -> Bounds:
    """The bounds of a seat by one of its sources."""
    return bounds_of(
        one, seat, earliest(body.founded, body.first_met), (_list_start(body, seat, one), _list_end(body, seat, one))
    )


def bounds_of_hand(hand: Relation, meeting: Relation) -> Bounds:
    """The bounds of a hand in a meeting, which is over when the meeting is (decision 0017)."""
    end, start = meeting.date("end"), meeting.date("start") or ""
    over = last(end) if end else next_day(last(start)) if len(start) < 10 else None
    return bounds_of(hand, [hand], None, (None, over))


def earliest(*dates: str | None) -> str | None:
    """The first day of the earliest of some dates, if any is known."""
    return min((first(one) for one in dates if one), default=None)


def next_day(day: str) -> str:
    """The day after a day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _list_end(body: Body, seat: Sequence[Relation], one: Relation) -> str | None:
    """The day of the body's whole list, for one who had begun by then, is not on it and was not seen later (decision 0012)."""
    day = body.list_day
    if day is None or one.role not in MEMBER or one.date("end") or _is_on_it(body, seat):
        return None
    begun, observed = one.date("start") or one.date("observedOn"), one.date("observedOn")
    return None if begun is None or last(begun) > day or (observed and observed >= day) else day


def _list_start(body: Body, seat: Sequence[Relation], one: Relation) -> str | None:
    """The day after the body's whole list, for one who is not on it and was seen later, or never (decision 0016)."""
    day = body.list_day
    if day is None or one.role not in MEMBER or _is_on_it(body, seat) or any(other.date("start") for other in seat):
        return None
    observed, end = one.date("observedOn"), one.date("end")
    if end and last(end) <= day:
        return None
    is_later = last(observed) > day if observed else body.founded is not None and last(body.founded) >= day
    return next_day(day) if is_later else None


def _is_on_it(body: Body, seat: Sequence[Relation]) -> bool:
    """Whether someone is on the whole list of a body, or was seen there on the day of the list."""
    return any(one.source == body.listed or one.date("observedOn") == body.list_day for one in seat)
