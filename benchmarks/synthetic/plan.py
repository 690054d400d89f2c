"""What a plan is made of: how many things of each kind there are, and what one source says of one relation."""

from __future__ import annotations

import math
from dataclasses import dataclass

from benchmarks.synthetic.draws import Fact

__all__ = [
    "DAY",
    "LEAST",
    "Body",
    "Counts",
    "Instrument",
    "Relation",
    "kind_of",
    "number",
    "size_of",
    "source_kind",
]

LEAST = 4_000
"""The fewest triples in which everything has its place."""

DAY = "2026-11-24"
"""The day on which every source was seen."""

_SOURCE_KINDS = (
    *("body-itself", "body-itself", "official", "depositary", "official"),
    *("secondary-table", "body-itself", "wiki", "official", "news"),
)
_FOR_EACH_SIZE, _EVEN_IF_SMALL = 18_950, 1_600
"""How many triples are planned for each unit of the size, and besides."""

_CLASSES = {
    "application-declaration": "ApplicationDeclaration",
    "treaty-status": "TreatyStatus",
}
_INSTRUMENTS = (
    "Convention Declaration Convention Protocol Recommendation Convention Compact Convention Framework Convention"
)
_PROCESSES = "RegionalConsultativeProcess RegionalOrganisation HumanRightsMechanism GlobalProcess Process"
_INITIATIVES = "Initiative Campaign PublicationSeries ParliamentaryForum DialogueSeries LegalNetwork TrainingProgramme"
_KINDS = {"instrument": _INSTRUMENTS.split(), "process": _PROCESSES.split(), "initiative": _INITIATIVES.split()}


def kind_of(kind: str, index: int) -> str:
    """The class of an instrument, a process or an initiative."""
    return _KINDS[kind][index % len(_KINDS[kind])]


def number(kind: str, index: int) -> str:
    """The address of a generated thing, below the base."""
    return f"id/{kind}/g-{index:06d}"


def source_kind(source: str) -> str:
    """The kind of a source, by its name, so that the sources of a matter differ in it."""
    return _SOURCE_KINDS[sum(source.encode()) % len(_SOURCE_KINDS)]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things there are. States, processes and instruments grow with the root of the size, all else with the size.

    So the share of States in a process and under an instrument stays what it is in the real graph, and the number of seats and
    of ratifications grows with the size.
    """

    states: int
    territories: int
    cities: int
    processes: int
    instruments: int
    organisations: int
    initiatives: int
    concepts: int
    records: int
    declarations: int
    left_out: int
    replacements: int
    meetings: float

    @classmethod
    def of(cls, size: float) -> Counts:
        """The numbers that belong to a size, where the real graph has the size 1."""
        root = math.sqrt(size)
        states = min(max(round(53 * root), 8), 1040)
        organisations = max(round(83 * size), 10)
        return cls(
            states=states,
            territories=min(max(round(2 * root), 2), 52),
            cities=max(round(35 * size), 4),
            processes=max(round(13 * root), 5),
            instruments=max(round(25 * root), 9),
            organisations=organisations,
            initiatives=max(round(18 * size), 7),
            concepts=max(round(185 * size), 6),
            records=max(round(size), 1),
            declarations=max(round(8 * size), 2),
            left_out=round(85 * size),
            replacements=max(round(2 * size), 1),
            meetings=max(180 * size - 52 * root, 0) / ((organisations + 3) // 4),
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """What one source says of one relation: the node, and where it stands."""

    kind: str
    key: str
    source: str
    role: str
    actor: str
    to: str
    thing: str
    dates: tuple[Fact, ...]
    more: tuple[Fact, ...] = ()
    of_class: str = ""

    @property
    def class_name(self) -> str:
        """The class of the node, by its local name."""
        return self.of_class or _CLASSES.get(self.kind) or self.kind.capitalize()

    @property
    def node(self) -> str:
        """The address of the node."""
        return f"id/{self.kind}/{self.key}/{self.source}"

    @property
    def passage(self) -> str:
        """The address of the passage, which is also the graph."""
        return f"source/{self.source}/{self.kind}-{self.key}"

    def date(self, name: str) -> str | None:
        """A date as its source gives it."""
        return next((value for key, value in self.dates if key == name), None)


@dataclass(frozen=True, slots=True)
class Body:
    """A process or a network: when it was founded and first met, who belongs to it, and the list that a source gives whole."""

    address: str
    founded: str | None
    first_met: str | None
    sources: tuple[str, ...]
    list_day: str | None
    seats: tuple[tuple[Relation, ...], ...]

    @property
    def listed(self) -> str | None:
        """The source that gives the whole list, if one does."""
        return self.sources[0] if self.list_day else None


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument, and where each State stands to it that some source speaks of."""

    address: str
    adopted: str
    sources: tuple[str, ...]
    statuses: tuple[tuple[Relation, ...], ...]


def size_of(triples: int) -> float:
    """The size at which the plan comes to 93 of 100 triples; the names in many languages fill the rest to the triple."""
    return (0.93 * triples - _EVEN_IF_SMALL) / _FOR_EACH_SIZE
