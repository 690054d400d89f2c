"""When a planned relation can have begun and ended, told from the plan and not from the graph.

The model's rules in plain Python, so that the queries which derive bounds have someone to be compared with.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.synthetic.plan import Body, Relation

__all__ = ["MEMBER", "Bounds", "bounds_of", "first", "last", "list_end"]

MEMBER = {"memberParty", "originMemberParty", "destinationMemberParty"}


def first(date: str) -> str:
    """The first day of a date that may be a year or a month."""
    return date + "-01-01"[len(date) - 4 :]


def last(date: str) -> str:
    """The last day of a date that may be a year or a month."""
    if len(date) == 4:
        return date + "-12-31"
    return date if len(date) == 10 else f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]:02d}"


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


def bounds_of(relation: Relation, group: Iterable[Relation], founded: str | None, end: str | None = None) -> Bounds:
    """The bounds of a membership or an operation; `end` is the day by which a whole list says that it was over."""
    start, stop, observed = (relation.date(name) for name in ("start", "end", "observedOn"))
    starts = [first(date) for other in group if (date := other.date("start"))]
    own = min(starts) if starts else first(founded) if founded else None
    over = stop or observed
    return Bounds(
        earliest_start=first(start) if start else own,
        latest_start=last(start) if start else last(observed) if observed else None,
        earliest_end=first(over) if over else None,
        latest_end=last(stop) if stop else end,
        observed=observed,
    )


def list_end(body: Body, seat: Sequence[Relation], relation: Relation) -> str | None:
    """The day of the body's whole list of members, for one who had begun by then, is not on it and was not seen later."""
    day = body.list_day
    if day is None or relation.role not in MEMBER or relation.date("end"):
        return None
    begun, observed = relation.date("start") or relation.date("observedOn"), relation.date("observedOn")
    if begun is None or last(begun) > day or (observed and observed >= day):
        return None
    is_on_it = any(other.source == body.listed or other.date("observedOn") == day for other in seat)
    return None if is_on_it else day
