"""Random draws of the shapes that the plan needs.

Only `random.Random.random` is used, whose values Python promises to keep, so a seed means the same on any machine.
"""

from __future__ import annotations

from random import Random

__all__ = [
    "Fact",
    "chosen",
    "contribution_dates",
    "date",
    "day",
    "drawn",
    "membership_dates",
    "some",
    "standing",
    "tail",
]

Fact = tuple[str, str]
"""A property by its local name, and a value: an address below the base, a date, or a literal in quotation marks."""


def drawn(rng: Random, among: int, many: int) -> list[int]:
    """So many different numbers below `among`, small ones more often, so that few have much and many have little."""
    taken: dict[int, None] = {}
    for _ in range(min(many, among)):
        one = int(among * rng.random() ** 2)
        while one in taken:
            one = (one + 1) % among
        taken[one] = None
    return list(taken)


def tail(scale: float, among: int, rank: int) -> int:
    """The size of the thing of a rank: a few are large, most are small."""
    return 1 + int(scale * (among / (rank + 1)) ** 0.55)


def chosen(rng: Random, shares: tuple[tuple[float, str], ...], turn: int | None = None) -> str:
    """One of some names, each with the upper end of its share; in the first turns each name once, so that none is missing."""
    share = rng.random()
    if turn is not None and turn < len(shares):
        return shares[turn][1]
    return next(name for limit, name in shares if share < limit)


def some(rng: Random, share: float, scheme: str, notations: str, name: str = "") -> list[Fact]:
    """A fact with one concept of a scheme, in some of the cases."""
    if rng.random() >= share:
        return []
    choices = notations.split()
    return [(name or scheme, f"concept/{scheme}/{choices[int(len(choices) * rng.random())]}")]


def day(rng: Random, first: int, last: int) -> str:
    """A day between two years, never the last of a month, so that the next day is in the same one."""
    year = first + int((last - first + 1) * rng.random())
    return f"{year}-{1 + int(12 * rng.random()):02d}-{1 + int(27 * rng.random()):02d}"


def date(rng: Random, first: int, last: int) -> str:
    """A date as exact as some source gives it: a day, a month or a year."""
    exactness = rng.random()
    return day(rng, first, last)[: 10 if exactness < 0.5 else 7 if exactness < 0.6 else 4]


def membership_dates(rng: Random, day: str, *, is_listed: bool, often: str | None = None) -> tuple[Fact, ...]:
    """A list is of its day; other sources say since when, and sometimes until when; `often` is a year that most of them give."""
    if often and not is_listed:
        return (("start", often if rng.random() < 0.6 else date(rng, 1990, 2004)),)
    if is_listed or rng.random() < 0.72:
        return (("observedOn", day),)
    start = ("start", date(rng, 1990, 2004))
    share = rng.random()
    if share > 0.95:
        return ()
    if share < 0.2:
        return (start, ("end", date(rng, 2005, 2024)))
    return (start, ("observedOn", day)) if share < 0.5 else (start,)


def contribution_dates(rng: Random) -> tuple[Fact, ...]:
    """Since when an actor has a hand in something, and sometimes until when."""
    if rng.random() < 0.2:
        return (("observedOn", day(rng, 2005, 2025)),)
    start = ("start", date(rng, 1990, 2004))
    return (start, ("end", date(rng, 2005, 2024))) if rng.random() < 0.5 else (start,)


def since(rng: Random, share: float) -> tuple[Fact, ...]:
    """A start in so many of the cases, else the day on which it was seen."""
    return (("start", date(rng, 1990, 2004)),) if rng.random() < share else (("observedOn", day(rng, 2005, 2025)),)


def standing(
    rng: Random, role: str, day: str, *, often: int = 1, is_late: bool = False, is_dated: float = 0.88
) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The dates of a State under an instrument, which may have ratified of late or once more, and what else is printed."""
    dates: list[Fact] = [("observedOn", day)]
    if role == "ratifyingState":
        if is_late:
            dates.append(("ratifiedOn", "2025" if rng.random() < 0.6 else date(rng, 2025, 2025)))
        elif rng.random() < is_dated or often > 1:
            dates.append(("ratifiedOn", date(rng, 1991, 2022)))
        if rng.random() < 0.14 * often:
            dates.append(("signedOn", date(rng, 1986, 1990)))
        if rng.random() < (0.05 * often if dates[-1][0] != "observedOn" else 0.4):
            dates.append(("inForceFrom", "2026" if is_late else date(rng, 2023, 2023)))
        if rng.random() < 0.04 * often and not is_late:
            dates.append(("denouncedOn", date(rng, 2024, 2024 if often > 1 else 2025)))
        share = rng.random()
        acts = "ratification" if share < 0.75 else "accession" if share < 0.95 else "succession"
        status = "denounced" if dates[-1][0] == "denouncedOn" else "in-force"
        more = (("act", f"concept/act/{acts}"), ("reportedStatus", f"concept/treaty-status/{status}"))
        return tuple(dates), more if rng.random() < 0.8 else more[1:]
    if role == "signatoryState":
        dates.append(("signedOn", date(rng, 1986, 1990)))
        return tuple(dates), (("reportedStatus", "concept/treaty-status/signed"),)
    note = (("note", '"no ratification on record"@en'),) if rng.random() < 0.6 else ()
    return tuple(dates), (("reportedStatus", "concept/treaty-status/not-ratified"), *note)
