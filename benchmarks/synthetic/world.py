"""The plan of a generated graph: what there is, and what each source says of it, before a single line is written.

`World` answers for each thing by its number, from a random generator of its own, so that the writer and the known answers
read the same plan in any order and nothing is kept in memory.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from benchmarks.synthetic import draws
from benchmarks.synthetic.draws import Fact
from benchmarks.synthetic.plan import Body, Counts, Instrument, Relation, kind_of, number, size_of

from mfa_graph.vocabulary import PREFIXES

__all__ = ["World"]

_XSD = PREFIXES["xsd"]
_MEMBER_ROLES = (
    (0.42, "memberParty"),
    (0.59, "participantParty"),
    (0.75, "originMemberParty"),
    (0.88, "observerParty"),
    (1.0, "destinationMemberParty"),
)
_CONTRIBUTOR_ROLES = (
    (0.58, "partner"),
    (0.71, "founder"),
    (0.80, "leader"),
    (0.88, "facilitator"),
    (0.93, "secretariat"),
    (0.97, "coProducer"),
    (1.0, "contributor"),
)
_GROUPS = "migrants migrant-workers parliamentarians trade-unions"
_STATE_ROLES = ((0.50, "ratifyingState"), (0.97, "nonParty"), (1.0, "signatoryState"))


@dataclass(frozen=True, slots=True)
class World:
    """A generated world of about so many triples."""

    triples: int
    seed: int
    counts: Counts

    @classmethod
    def of(cls, triples: int, seed: int) -> World:
        """The world of a size and a seed."""
        return cls(triples, seed, Counts.of(size_of(triples)))

    def random(self, kind: str, index: int) -> Random:
        """The random generator of one thing: the same on any machine and hash seed."""
        return Random(f"{self.seed} {kind} {index}")  # noqa: S311 - nothing here is secret

    def founded(self, kind: str, index: int) -> str | None:
        """When a process, an organisation or an initiative began, where a source says so."""
        if kind == "process" and index % 10 == 4:
            return str(1970 + index // 10 % 20)
        told = {"process": index % 4 < 3, "organisation": index % 6 == 4, "initiative": index % 3 == 1}[kind]
        return draws.date(self.random(f"founding {kind}", index), 1970, 1989) if told else None

    def first_met(self, kind: str, index: int) -> str | None:
        """When the first meeting was, where a source counts it so: where no founding is known, and sometimes besides."""
        told = {
            "process": index % 4 == 3 or index % 6 == 0,
            "organisation": index % 8 == 0,
            "initiative": index % 9 == 2,
        }[kind]
        return draws.date(self.random(f"first meeting {kind}", index), 1965, 1989) if told else None

    # ------------------------------------------------------------------------------------------------
    # Bodies and their members
    # ------------------------------------------------------------------------------------------------

    def processes(self) -> Iterator[Body]:
        """All processes, the largest first."""
        return (self.process(index) for index in range(self.counts.processes))

    def process(self, index: int) -> Body:
        """A process with States and territories for members."""
        rng = self.random("process", index)
        places = self.counts.states + self.counts.territories
        share = 0.9 * math.exp(-3.3 * (index + 0.5) / self.counts.processes)
        actors = [number("place", place) for place in draws.drawn(rng, places, max(round(share * places / 1.15), 2))]
        return self._body(rng, "process", index, actors, has_list=index % 2 == 0)

    def networks(self) -> Iterator[int]:
        """The numbers of the organisations that are networks, the largest first."""
        return iter(range(0, self.counts.organisations, 4))

    def network(self, index: int) -> Body:
        """A network of organisations."""
        rng = self.random("network", index)
        size = draws.tail(1.2, self.counts.organisations // 4 + 1, index // 4)
        drawn = draws.drawn(rng, self.counts.organisations, min(size, self.counts.organisations // 2))
        actors = [number("organisation", other) for other in drawn if other != index]
        return self._body(rng, "organisation", index, actors, has_list=False)

    def _body(self, rng: Random, kind: str, index: int, actors: list[str], *, has_list: bool) -> Body:
        slug = f"g-{kind}-{index:06d}"
        sources = tuple(f"{slug}-{one}" for one in range(2 + has_list + len(actors) // 8))
        days = [draws.day(rng, 2005, 2025) for _ in sources]
        founded = self.founded(kind, index)
        is_early = has_list and founded is not None and index % 10 == 4
        if founded and is_early:  # the list is of the year in which the body began
            days[0] = founded + days[0][4:]
        seats = []
        for place, actor in enumerate(actors):
            is_listed = has_list and (place == 0 or rng.random() < 0.7)
            role = draws.chosen(rng, _MEMBER_ROLES, place if index == 0 or (is_listed and place == 0) else None)
            first = 0 if is_listed else has_list + int(rng.random() * (len(sources) - has_list))
            second = has_list + (first + 1 - has_list) % (len(sources) - has_list)
            third = has_list + (first + 2 - has_list) % (len(sources) - has_list)
            share = rng.random()
            both = list(dict.fromkeys([first, second, third][: 3 if share < 0.1 else 2 if share < 0.25 else 1]))
            often = draws.date(rng, 1990, 2004)[:4] if len(both) == 3 else None
            undated = is_early and place == len(actors) - 1  # and is not on that list
            if undated:
                role, both = "memberParty", [1]
            key = f"g-{kind}-{index:06d}-{actor.rpartition('/')[2]}"
            seats.append(
                tuple(
                    Relation(
                        "membership", key, sources[one], role, actor, "body", number(kind, index),
                        () if undated else draws.membership_dates(rng, days[one], is_listed=is_listed and one == 0, often=often),
                        (("note", f'"as number {place + 1} of a list"@en'),) if rng.random() < 0.75 else (),
                    )
                    for one in both
                )
            )  # fmt: skip
        return Body(
            number(kind, index),
            founded,
            self.first_met(kind, index),
            sources,
            days[0] if has_list else None,
            tuple(seats),
        )

    # ------------------------------------------------------------------------------------------------
    # Instruments
    # ------------------------------------------------------------------------------------------------

    def instruments(self) -> Iterator[Instrument]:
        """All instruments."""
        return (self.instrument(index) for index in range(self.counts.instruments))

    def instrument(self, index: int) -> Instrument:
        """An instrument; only conventions and protocols have parties."""
        rng = self.random("instrument", index)
        adopted = draws.day(rng, 1949, 1985)
        binding = kind_of("instrument", index) in ("Convention", "Protocol")
        share = 0.95 * math.exp(-(index + 0.5) / self.counts.instruments)
        drawn = draws.drawn(rng, self.counts.states, round(share * self.counts.states)) if binding else []
        sources = tuple(f"g-instrument-{index:06d}-{one}" for one in range(2 + len(drawn) // 8))
        days = [draws.day(rng, 2005, 2025) for _ in sources]
        statuses = []
        for place, state in enumerate(drawn):
            first = int(rng.random() * len(sources))
            # One has denounced it, and by the second source is back; another was seen as a party before the second has it ratify.
            is_special = place < 2
            role = draws.chosen(rng, _STATE_ROLES, 0 if is_special else place - 1 if index == 0 else None)
            told = [(sources[first], days[first], role)]
            if rng.random() < 0.2 or is_special:  # a second source, which may see the State in another role
                second = (first + 1) % len(sources)
                other = role if rng.random() < 0.7 or is_special else draws.chosen(rng, _STATE_ROLES)
                told.append((sources[second], days[second], other))
            often, is_dated, is_late = (
                100 if place == 0 else 1,
                0 if place == 1 else 0.88,
                is_special or rng.random() < 0.1,
            )
            standings = (
                partial(draws.standing, often=often, is_dated=is_dated),
                partial(draws.standing, is_late=is_late),
            )
            statuses.append(
                tuple(
                    Relation(
                        "treaty-status", f"g-instrument-{index:06d}-g-{state:06d}", source, seen_as,
                        number("place", state), "instrument", number("instrument", index),
                        *standing(rng, seen_as, day),
                    )
                    for (source, day, seen_as), standing in zip(told, standings, strict=False)
                )
            )  # fmt: skip
        return Instrument(number("instrument", index), adopted, sources, tuple(statuses))

    def declarations(self) -> Iterator[Relation]:
        """A State declares that an instrument applies to a territory."""
        for index in range(self.counts.declarations):
            rng = self.random("declaration", index)
            state, territory = (
                int(rng.random() * self.counts.states),
                self.counts.states + index % self.counts.territories,
            )
            yield Relation(
                "application-declaration", f"g-{index:06d}", f"g-declarations-{index // 8:06d}", "declaringState",
                number("place", state), "instrument", number("instrument", int(rng.random() * self.counts.instruments)),
                draws.since(rng, 0.4),
                (("territory", number("place", territory)),),
            )  # fmt: skip

    # ------------------------------------------------------------------------------------------------
    # Organisations
    # ------------------------------------------------------------------------------------------------

    def organisation_facts(self, index: int) -> tuple[Fact, ...]:
        """What a passage says of an organisation: seat, purpose, groups served, kind."""
        rng = self.random("organisation", index)
        often = 100 if index == 2 else 1  # one of which everything is said
        facts = (
            [("basedIn", number("place", int(self.counts.states * rng.random() ** 2)))]
            if rng.random() < 0.5 * often
            else []
        )
        facts += draws.some(
            rng, 0.1 * often, "purpose", "stronger-civil-society advancing-human-rights rights-of-migrant-workers"
        )
        facts += draws.some(rng, 0.1 * often, "target-group", _GROUPS, "targetGroup")
        facts += draws.some(
            rng, 0.05 * often, "organisation-type", "association network trade-union", "organisationType"
        )
        facts += draws.some(rng, 0.05 * often, "organisation-type", "non-governmental-organisation", "membersOfKind")
        facts += draws.some(rng, 0.03 * often, "level", "regional national")
        if index % 40 == 2:
            # Of ORG's own property and of a purpose that nothing else has.
            facts.append(("orgPurpose", "concept/purpose/ties-beyond-the-network"))
            facts.append(("independent", f'"true"^^<{_XSD}boolean>'))
        return tuple(facts)

    def engagements(self, index: int) -> tuple[Relation, ...]:
        """The processes that an organisation engages with; the first of all engages with many."""
        rng = self.random("engagement", index)
        many = min(9, self.counts.processes) if index == 0 else 1 + int(2 * rng.random()) if index % 14 == 1 else 0
        relations = []
        for place, process in enumerate(draws.drawn(rng, self.counts.processes, many)):
            more = [("level", "concept/level/regional")] if rng.random() < 0.67 else []
            more += [("topic", "concept/policy-topic/labour-rights")] if rng.random() < 0.33 else []
            more += (
                [("capacity", "concept/capacity/civil-society")] if rng.random() < 0.2 or index == place == 0 else []
            )
            relations.append(self._of(index, "engagement", "engagedOrganisation", "process", process, rng, more))
        return tuple(relations)

    def advocacies(self, index: int) -> tuple[Relation, ...]:
        """The instruments that an organisation campaigns for."""
        rng = self.random("advocacy", index)
        many = 2 if index == 0 else 1 if index % 16 == 3 else 0
        aim = [("aim", "concept/advocacy-aim/ratification")]
        drawn = draws.drawn(rng, self.counts.instruments, many)
        return tuple(self._of(index, "advocacy", "advocate", "instrument", one, rng, aim) for one in drawn)

    def _of(self, index: int, kind: str, role: str, to: str, thing: int, rng: Random, more: list[Fact]) -> Relation:
        key = f"g-{index:06d}-g-{to}-{thing:06d}"
        dates = draws.contribution_dates(rng)
        actor = number("organisation", index)
        return Relation(
            kind, key, f"g-organisation-{index:06d}-own", role, actor, to, number(to, thing), dates, tuple(more)
        )

    # ------------------------------------------------------------------------------------------------
    # Initiatives
    # ------------------------------------------------------------------------------------------------

    def contributions(self, index: int) -> tuple[tuple[Relation, ...], ...]:
        """Who has a hand in an initiative, in which role; the person, where there is one, comes last."""
        rng = self.random("contribution", index)
        size = min(draws.tail(1.8, self.counts.initiatives, index), self.counts.organisations // 2)
        actors = [number("organisation", other) for other in draws.drawn(rng, self.counts.organisations, size)]
        if index % 18 == 0:
            actors.append(number("person", index))
        groups = []
        for place, actor in enumerate(actors):
            often = 100 if index == place == 0 else 1
            both = (0, 1) if rng.random() < 0.05 else (int(2 * rng.random()),)
            key = f"g-{index:06d}-{actor.split('/', 1)[1].replace('/', '-')}"
            role = (
                "founder" if "person" in actor else draws.chosen(rng, _CONTRIBUTOR_ROLES, index if place == 0 else None)
            )
            groups.append(
                tuple(
                    Relation(
                        "contribution", key, f"g-initiative-{index:06d}-{one}", role, actor,
                        "contributionTo", number("initiative", index), draws.contribution_dates(rng),
                        tuple(draws.some(rng, 0.03 * often, "target-group", "mfa-network-partners mfa-members", "alongside")
                              + draws.some(rng, 0.04 * often, "activity", "campaigning training")),
                    )
                    for one in both
                )
            )  # fmt: skip
        return tuple(groups)

    def operations(self, index: int) -> tuple[Relation, ...]:
        """Where an initiative is at work."""
        rng = self.random("operation", index)
        drawn = draws.drawn(rng, self.counts.states, int(2.8 * rng.random()) if index else 4)
        return tuple(
            Relation(
                "operation", f"g-{index:06d}-g-place-{place:06d}", f"g-initiative-{index:06d}-0", "operator",
                number("initiative", index), "operatingPlace", number("place", place),
                draws.since(rng, 0.1),
            )
            for place in drawn
        )  # fmt: skip

    def initiative_facts(self, index: int) -> tuple[Fact, ...]:
        """What a passage says of an initiative: purposes, topics, groups served."""
        rng = self.random("initiative", index)
        purposes = draws.some(
            rng, 0.8, "purpose", "lobbying-of-governments rights-of-migrant-workers advancing-human-rights"
        )
        groups = draws.some(
            rng, 0.4, "target-group", "migrants migrant-workers parliamentarians trade-unions", "targetGroup"
        )
        topics = [int(self.counts.concepts * rng.random()) // 3 * 3 for _ in range(int(4 * rng.random()))]
        facts = [
            *purposes,
            *groups,
            *(("topic", f"concept/policy-topic/g-{topic:06d}") for topic in sorted(set(topics))),
        ]
        facts += draws.some(rng, 0.4, "target-group", "governments lawyers civil-society", "bringsTogether")
        facts += draws.some(rng, 0.2, "activity", "dialogue publishing training")
        facts += draws.some(rng, 0.2, "setting", "countries-of-origin countries-of-destination")
        return (*facts, ("printedFrequency", '"twice a year"@en')) if index % 7 == 2 else tuple(facts)

    # ------------------------------------------------------------------------------------------------
    # Records
    # ------------------------------------------------------------------------------------------------

    def covered(self, index: int) -> list[int]:
        """The States that a practice record covers."""
        rng = self.random("record", index)
        return draws.drawn(rng, self.counts.states, min(17, self.counts.states // 2))

    # ------------------------------------------------------------------------------------------------
    # Places
    # ------------------------------------------------------------------------------------------------

    @property
    def first_city(self) -> int:
        """Places are numbered: States, territories, cities, areas."""
        return self.counts.states + self.counts.territories

    @property
    def first_area(self) -> int:
        """Areas come after all other places."""
        return self.first_city + self.counts.cities

    def place_kind(self, index: int) -> str:
        """The class of a place."""
        if index < self.counts.states:
            return "Country"
        return "Territory" if index < self.first_city else "City" if index < self.first_area else "Area"

    def whole(self, kind: str, index: int) -> int | None:
        """The number of the thing of the same kind of which another is a part; a city is part of a State."""
        if kind == "place":
            if index < self.first_city:
                return None
            if index < self.first_area:
                return (index - self.first_city) % self.counts.states
            return self.first_area + (index - self.first_area) // 2 if index > self.first_area else None
        is_part = {"organisation": index % 12 in (3, 7), "process": index % 5 == 2, "initiative": index % 12 == 5}[kind]
        return index // 2 if index and is_part else None

    @staticmethod
    def broader(index: int) -> int | None:
        """The number of the topic above another; every third concept is a topic, and the first has none above it."""
        return index // 6 * 3 if index else None
