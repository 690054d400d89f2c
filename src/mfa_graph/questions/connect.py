"""How two things are connected: the shortest chains of statements between them, each step with its passages.

The search goes breadth-first from both ends and asks a store for the neighbours of a whole frontier at once, so that it needs
one query for each round, on whatever store. Hubs are not passed through; see ``docs/decisions/0021-hubs-in-chains.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import TypeAlias

from mfa_graph.errors import UnknownName, WrongValue
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import AS_OF, Parameter
from mfa_graph.questions.cells import Citation
from mfa_graph.questions.spelling import with_all_words
from mfa_graph.questions.views import view_rows
from mfa_graph.store import NamedNode
from mfa_graph.vocabulary import PREFIXES, shortened

__all__ = ["MOST_STEPS", "Chain", "Connections", "Link", "Step", "connect"]

MOST_STEPS = 6
"""How long a chain may be: beyond it two things have no more to do with each other than any other two."""

_CLASSES = [
    PREFIXES["mfa"] + name
    for name in ("Organisation", "Network", "Person", "Place", "Process", "Initiative", "Instrument", "RelationGroup")
] + [PREFIXES["mfa"] + "PracticeRecord", PREFIXES["skos"] + "Concept"]
_DAY = Parameter(name=AS_OF, type="date", choices=(), help="", default="UNDEF")
_Key: TypeAlias = tuple[str, str, str, str, str]  # of a link: subject, property, object, verb, role


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One way in which two things are joined: what `subject` is to `object`, and the passages that say so.

    `property` is the one that the passages use; `verb` says the same in one word where the ontology has one for it, and `role`
    names the part of the subject where that word leaves it open; they are empty elsewhere. `certainty` is ``certain`` or
    ``possible`` on the day asked for.
    """

    subject: str
    property: str
    object: str
    verb: str
    role: str
    passages: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Step:
    """From one thing to the next, in all ways that join the two."""

    start: str
    end: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps from one thing to another, each beginning where the one before it ends."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Connections:
    """The shortest chains between two things.

    Attributes:
        start: The thing at the beginning of each chain, by IRI.
        end: The thing at its end.
        as_of: The day on which every step holds; None where no day was asked for.
        chains: The first of them, those by lasting things before those by events, then by the addresses on their way.
        total: How many there are.
        labels: What the things and properties in them are called, by IRI.
        citations: How their passages are cited, by IRI.
    """

    start: str
    end: str
    as_of: str | None
    chains: tuple[Chain, ...]
    total: int
    labels: Mapping[str, str]
    citations: Mapping[str, Citation]

    def label(self, thing: str) -> str:
        """What a thing is called; its shortened IRI where it has no label."""
        return self.labels.get(thing) or shortened(thing)

    def phrase(self, link: Link) -> str:
        """What joins the two things of a link, in words, as in “contributes to, as founder”."""
        verb, role = (_uncapitalised(self.label(name)) if name else "" for name in (link.verb, link.role))
        return ", ".join(words for words in (verb, f"as {role}" if role else "") if words)


def connect(asker: Asker, start: str, end: str, *, as_of: str | None = None, most: int = 5) -> Connections:
    """The shortest chains of at most `MOST_STEPS` steps between two things, which are given by name, by part of one, or by IRI.

    Raises:
        UnknownName: nothing is called so, or several things are.
        WrongValue: both names mean the same thing, `most` is not positive, or `as_of` is no day.
    """
    if most < 1:
        raise WrongValue(f"{most} chains cannot be shown.", remedy="ask for one at least: --most 1.")
    day = None if as_of is None else str(asker.term(_DAY, as_of))
    ends = _meant(asker, start), _meant(asker, end)
    if ends[0] == ends[1]:
        raise WrongValue(f"“{start}” and “{end}” are one thing.", remedy="name two things.")
    search = _Search(asker, ends, day)
    chains = tuple(Chain(search.steps(way)) for way in islice(search.ways(), most))
    links = [link for chain in chains for step in chain.steps for link in step.links]
    spoken = {name for link in links for name in (link.subject, link.object, link.verb, link.role) if name}
    return Connections(
        start=ends[0],
        end=ends[1],
        as_of=as_of,
        chains=chains,
        total=search.total,
        labels=asker.labels({*ends, *spoken}, language="en"),
        citations=asker.citations({passage for link in links for passage in link.passages}),
    )


def _meant(asker: Asker, text: str) -> str:
    """The one thing that is called so; where none is, the one of which a name has all these words."""
    names = asker.names(_CLASSES)
    try:
        fitting = [thing.value for thing in asker.called(text) if thing.value in names]
        unknown = None
    except UnknownName as error:
        fitting, unknown = [], error
    fitting = fitting or with_all_words(text, names)
    if not fitting:
        raise unknown or UnknownName(
            f"“{text}” is no thing that can be connected.", remedy="name an actor or a standard."
        )
    return asker.only(fitting, text)


def _uncapitalised(words: str) -> str:
    """A label within a sentence: the first letter small, unless it begins an acronym."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


class _Search:
    """A search from both ends, level by level, the smaller frontier first, until they meet."""

    def __init__(self, asker: Asker, ends: tuple[str, str], day: str | None) -> None:
        self._asker = asker
        self._ends = ends
        self._day = day
        self._links: dict[frozenset[str], dict[_Key, list[tuple[str, str]]]] = defaultdict(dict)
        self._near: dict[str, set[str]] = defaultdict(set)
        self._events: set[str] = set()
        self._levels: tuple[list[set[str]], list[set[str]]] = ([{ends[0]}], [{ends[1]}])
        self._meet()

    @cached_property
    def _onward(self) -> dict[str, list[str]]:
        """For each thing on a shortest way, the things that it goes on to, in order: events last, else by their addresses."""
        front, back = self._levels
        levels = [*front, *back[-2::-1]]
        reached = [front[-1] & back[-1]]
        for level in reversed(front[:-1]):
            reached.insert(0, {thing for thing in level if self._near[thing] & reached[0]})
        for level in levels[len(front) :]:
            reached.append({thing for thing in level if self._near[thing] & reached[-1]})
        return {
            thing: sorted(self._near[thing] & later, key=lambda name: (name in self._events, name))
            for level, later in pairwise(reached)
            for thing in level
        }

    @cached_property
    def total(self) -> int:
        """How many ways there are."""
        counts: dict[str, int] = {self._ends[1]: 1}

        def count(thing: str) -> int:
            if thing not in counts:
                counts[thing] = sum(count(later) for later in self._onward.get(thing, ()))
            return counts[thing]

        return count(self._ends[0])

    def ways(self, *before: str) -> Iterator[tuple[str, ...]]:
        """The shortest ways from one end to the other, each as the things on it, in order."""
        way = before or self._ends[:1]
        if way[-1] == self._ends[1]:
            yield way
            return
        for thing in self._onward.get(way[-1], ()):
            yield from self.ways(*way, thing)

    def steps(self, way: Sequence[str]) -> tuple[Step, ...]:
        """The steps of a way, with all links of each."""
        return tuple(Step(one, other, self._links_between(one, other)) for one, other in pairwise(way))

    def _links_between(self, one: str, other: str) -> tuple[Link, ...]:
        links = []
        for key, said in self._links[frozenset((one, other))].items():
            passages = tuple(sorted({passage for passage, _ in said}))
            links.append(Link(*key, passages, min(certainty for _, certainty in said)))  # “certain” before “possible”
        return tuple(sorted(links))

    def _meet(self) -> None:
        front, back = self._levels
        while not front[-1] & back[-1]:
            if len(front) + len(back) - 2 == MOST_STEPS or not front[-1] or not back[-1]:
                front.append(set())  # nothing meets
                return
            levels = min(front, back, key=lambda side: len(side[-1]))
            known = set().union(*levels)
            levels.append(self._neighbours(levels[-1]) - known)

    def _neighbours(self, frontier: set[str]) -> set[str]:
        """The things that those of a frontier are joined to; of hubs only the two ends."""
        things = [NamedNode(thing) for thing in sorted(frontier)]
        asked: dict[str, Sequence[object]] = {"thing": things, AS_OF: [self._day or "UNDEF"]}
        found = set()
        for row in view_rows(self._asker.store, self._asker.content, "neighbours", asked):
            thing, other, forward, property_, verb, role, passage, hub, event, certainty = (
                "" if cell is None else cell.value for cell in row
            )
            if hub and other not in self._ends:
                continue
            found.add(other)
            self._events |= {other} if event else set()
            self._near[thing].add(other)
            self._near[other].add(thing)
            subject, object_ = (thing, other) if forward == "true" else (other, thing)
            said = self._links[frozenset((thing, other))].setdefault((subject, property_, object_, verb, role), [])
            said.append((passage, certainty))
        return found
