"""Which of several sources of a matter goes first, told from the plan: decisions 0013 and 0017 in plain Python."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.synthetic.plan import Relation, source_kind
from benchmarks.synthetic.times import first, last

__all__ = ["Precedence", "precedence"]

Precedence = tuple[int, int, int, str]
"""Greater for what goes first: kind of source, other sources that agree, exactness of the date, day of observation."""

_NEARNESS = {"depositary": 5, "body-itself": 5, "official": 4, "secondary-table": 3, "news": 2, "wiki": 1}
_EXACTNESS = {4: 1, 7: 2, 10: 3}


def precedence(one: Relation, group: Sequence[Relation]) -> Precedence:
    """The precedence of one source of a matter among all of them."""
    agreeing = {other.source for other in group if other.source != one.source and not _contradict(one, other)}
    date = one.date("start") or one.date("ratifiedOn") or ""
    return (
        _NEARNESS[source_kind(one.source)],
        len(agreeing),
        _EXACTNESS.get(len(date), 0),
        one.date("observedOn") or "",
    )


def _contradict(one: Relation, other: Relation) -> bool:
    """Whether two sources cannot both be right."""
    if one.role == other.role:
        names = ("start", "end", "ratifiedOn", "denouncedOn")
        pairs = ((one.date(name), other.date(name)) for name in names)
        return any(a and b and (last(a) < first(b) or last(b) < first(a)) for a, b in pairs)
    return _party_and_not(one, other) or _party_and_not(other, one)


def _party_and_not(party: Relation, outsider: Relation) -> bool:
    """Whether one is a party on a day on which the other is seen to be none."""
    if (party.role, outsider.role) != ("ratifyingState", "nonParty"):
        return False
    since = party.date("ratifiedOn") or party.date("inForceFrom") or party.date("observedOn")
    seen, denounced = outsider.date("observedOn"), party.date("denouncedOn")
    return bool(since and seen and last(since) <= seen and not (denounced and first(denounced) <= seen))
