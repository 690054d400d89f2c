"""The events of a generated world, what was counted, and who had a hand in an event."""

from __future__ import annotations

import math
from collections.abc import Iterator
from random import Random

from benchmarks.synthetic import draws
from benchmarks.synthetic.draws import Fact
from benchmarks.synthetic.plan import Relation, number
from benchmarks.synthetic.world import World

from mfa_graph.vocabulary import PREFIXES

__all__ = ["all_hands", "beginnings", "hands", "measure", "meetings", "replacements"]

_XSD = PREFIXES["xsd"]


def meetings(world: World, kind: str, index: int) -> Iterator[Relation]:
    """The meetings of a process or a network."""
    rng = world.random(f"meetings {kind}", index)
    if kind == "process":
        many = 1 + round(12 * math.exp(-3.3 * (index + 0.5) / world.counts.processes))
    else:
        many = draws.tail(world.counts.meetings * 0.45, world.counts.organisations // 4 + 1, index // 4) - 1
    for one in range(many):
        yield Relation(
            "event", f"g-{kind}-{index:06d}-{one:04d}", f"g-{kind}-{index:06d}-{one % 2}", "heldIn",
            number("place", world.first_city + int(world.counts.cities * rng.random() ** 2)), "eventOf",
            number(kind, index), *_meeting(world, rng, kind, one),
        )  # fmt: skip


def _meeting(world: World, rng: Random, kind: str, one: int) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """When a meeting was, who hosted and chaired it, and what it is called."""
    start = draws.date(rng, 2005, 2024)
    is_day = len(start) == 10
    dates = (("start", start), ("end", start[:8] + f"{int(start[8:]) + 1:02d}")) if is_day else (("start", start),)
    more: list[Fact] = []
    actors, many = ("place", world.counts.states) if kind == "process" else (kind, world.counts.organisations)
    for role, share in (("hostedBy", 0.45), ("chairedBy", 0.55)):
        if rng.random() < share:
            more.append((role, number(actors, int(many * rng.random() ** 2))))
    if rng.random() < 0.78:
        more += draws.some(rng, 1, "event-kind", "consultation ministerial senior-officials workshop", "eventKind")
        more.append(("title", f'"Meeting {one + 1} of G"@en'))
    more += draws.some(rng, 0.02 if one else 1, "outcome", "resolution")
    return dates, (*more, ("note", '"as announced"@en')) if rng.random() < 0.56 else tuple(more)


def beginnings(world: World, kind: str, index: int) -> Iterator[Relation]:
    """How a process, an organisation or an initiative began, where sources tell of it; now and then two disagree."""
    thing, key, founded = number(kind, index), f"g-{kind}-{index:06d}", world.founded(kind, index)
    if founded:
        for one, date in enumerate([founded, "1995"] if index % 20 == 0 else [founded]):
            yield Relation(
                "event", f"{key}-founding", f"{key}-{one}", "established", thing, "eventOf", thing,
                (("start", date),), (), "Founding",
            )  # fmt: skip
    if first_met := world.first_met(kind, index):
        yield Relation(
            "event", f"{key}-first-meeting", f"{key}-0", "firstMeetingOf", thing, "eventOf", thing, (("start", first_met),),
        )  # fmt: skip
    if kind == "process" and index % 20 == 1:
        yield Relation(
            "event", f"{key}-endorsement", f"{key}-0", "endorsed", number("instrument", index % world.counts.instruments),
            "eventOf", thing, (("start", "2018-12"),), (), "Endorsement",
        )  # fmt: skip
        city = number("place", world.first_city + index % world.counts.cities)
        yield Relation(
            "event", f"{key}-conception", f"{key}-0", "heldIn", city, "eventOf", thing,
            (("start", "1965"),), (), "Conception",
        )  # fmt: skip


def replacements(world: World) -> Iterator[Relation]:
    """An initiative takes the place of another."""
    for index in range(0, 2 * world.counts.replacements, 2):
        old, new = number("initiative", index), number("initiative", index + 1)
        dates = (("start", draws.date(world.random("replacement", index), 2005, 2020)),)
        yield Relation(
            "event", f"g-initiative-{index:06d}-replaced", f"g-initiative-{index:06d}-0", "replaced", old, "eventOf", new,
            dates, (("replacement", new),), "Replacement",
        )  # fmt: skip


def hands(world: World, kind: str, index: int) -> Iterator[tuple[Relation, Relation]]:
    """Who had a hand in a meeting, in one of eight or so, each with the meeting."""
    for one, meeting in enumerate(meetings(world, kind, index)):
        rng = world.random(f"hand {kind} {one}", index)
        if rng.random() < 0.12 or (kind == "process" and index == 0 and one < 4):
            actor = int(world.counts.organisations * rng.random() ** 3)
            share = rng.random()
            start = ("start", draws.date(rng, 1995, 2004))
            dates = () if share < 0.5 else (start,) if share < 0.8 else (start, ("end", draws.date(rng, 2005, 2024)))
            yield (
                Relation(
                    "contribution", f"{meeting.key}-g-organisation-{actor:06d}", meeting.source, "facilitator",
                    number("organisation", actor), "contributionTo", meeting.node, dates,
                ),
                meeting,
            )  # fmt: skip


def all_hands(world: World) -> Iterator[tuple[Relation, Relation]]:
    """Who had a hand in which meeting, of all processes and networks."""
    for index in range(world.counts.processes):
        yield from hands(world, "process", index)
    for index in world.networks():
        yield from hands(world, "organisation", index)


def measure(world: World, index: int) -> Relation | None:
    """A count of what an initiative did, in five of six cases."""
    rng = world.random("measure", index)
    bound = draws.chosen(rng, ((0.4, "exact"), (0.7, "at-least"), (1.0, "about")))
    more = (("bound", f"concept/bound/{bound}"), ("value", f'"{int(5000 * rng.random())}"^^<{_XSD}integer>'))
    return (index % 6 and Relation(
        "measure", f"g-{index:06d}", f"g-initiative-{index:06d}-1", "unit", "concept/unit/people-trained", "measureOf",
        number("initiative", index), (("observedOn", draws.day(rng, 2005, 2025)),), more,
    )) or None  # fmt: skip
