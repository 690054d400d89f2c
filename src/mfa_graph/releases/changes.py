"""What changed from one graph to another: statements by named graph, sources, things; what was said apart from what follows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import NamedNode, Quad
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, graph

__all__ = ["CONCLUDED", "Changes", "GraphChange", "SourceChange", "ThingChange", "changes_of", "home_of", "source_of"]

CONCLUDED = {"derived": graph("derived/"), "inferred": graph("inferred/")}
"""Where the names of graphs begin that hold what a rule concluded, by the word for it."""

_SOURCES = BASE + "source/"
_CONCEPTS = BASE + "concept/"


@dataclass(frozen=True, slots=True)
class GraphChange:
    """How many statements came to a named graph, and how many went. `kind` is ``asserted``, ``derived`` or ``inferred``."""

    graph: str
    kind: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What became of a source: ``new``, ``gone`` or ``changed``.

    Attributes:
        source: Its IRI.
        change: The word.
        added: How many statements its passages say that they did not say before.
        removed: How many they do not say any more.
        passages_new: The passages that were not there before, by their IRIs.
        passages_gone: Those that are not there any more.
        described: What is newly said, and (False) no longer said, of the source and its passages themselves.
    """

    source: str
    change: str
    added: int
    removed: int
    passages_new: tuple[str, ...]
    passages_gone: tuple[str, ...]
    described: tuple[tuple[Quad, bool], ...]


@dataclass(frozen=True, slots=True)
class ThingChange:
    """What became of a thing that is no source: ``new``, ``gone`` or ``changed``.

    Attributes:
        thing: Its IRI, or its name if it is a blank node.
        change: The word.
        kind: ``thing``, ``relation`` (a dated node of one source), ``concept`` or ``term`` (of the ontology).
        added: What is newly said of it, and by whom.
        removed: What is no longer said of it.
    """

    thing: str
    change: str
    kind: str
    added: tuple[Quad, ...]
    removed: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What came and what went, as quads in named graphs, in the order of the graphs."""

    old: KnowledgeGraph
    new: KnowledgeGraph
    added: tuple[Quad, ...]
    removed: tuple[Quad, ...]

    def by_graph(self) -> list[GraphChange]:
        """Each named graph that changed, in the order of their names."""
        came, went = Counter(map(home_of, self.added)), Counter(map(home_of, self.removed))
        return [GraphChange(name, _kind(name), came[name], went[name]) for name in sorted(came | went)]

    def asserted(self) -> Iterator[tuple[Quad, bool]]:
        """What somebody says: each statement, and whether it came."""
        yield from ((quad, True) for quad in self.added if _kind(home_of(quad)) == "asserted")
        yield from ((quad, False) for quad in self.removed if _kind(home_of(quad)) == "asserted")

    def sources(self) -> list[SourceChange]:
        """The sources that came, went or changed, in the order of their addresses."""
        saying: dict[str, list[bool]] = defaultdict(list)
        described: dict[str, list[tuple[Quad, bool]]] = defaultdict(list)
        for quad, came in self.asserted():
            if source := source_of(home_of(quad)):
                saying[source].append(came)
            if source := source_of(_subject(quad)):
                described[source].append((quad, came))
        before, after = _passages(self.old), _passages(self.new)
        return [
            SourceChange(
                source,
                _word(source in before, source in after),
                sum(saying[source]),
                len(saying[source]) - sum(saying[source]),
                tuple(sorted(after[source] - before[source])),
                tuple(sorted(before[source] - after[source])),
                tuple(described[source]),
            )
            for source in sorted({*saying, *described})
        ]

    def things(self) -> list[ThingChange]:
        """All else of which something else is said, in the order of their addresses."""
        came: dict[str, list[Quad]] = defaultdict(list)
        went: dict[str, list[Quad]] = defaultdict(list)
        for quad, is_new in self.asserted():
            if not source_of(_subject(quad)):
                (came if is_new else went)[_subject(quad)].append(quad)
        before, after = _described(self.old), _described(self.new)
        relations = _relations(self.old) | _relations(self.new)
        return [
            ThingChange(
                thing,
                _word(thing in before, thing in after),
                _kind_of_thing(thing, relations),
                tuple(came[thing]),
                tuple(went[thing]),
            )
            for thing in sorted({*came, *went})
        ]


def changes_of(old: KnowledgeGraph, new: KnowledgeGraph) -> Changes:
    """What changed from one graph to another, both at our own addresses."""
    before, after = set(old.quads), set(new.quads)
    added = tuple(quad for quad in new.quads if quad not in before)
    return Changes(old, new, added, tuple(quad for quad in old.quads if quad not in after))


def source_of(iri: str) -> str:
    """The source that an address belongs to, as its own, a passage's or that of a part of one; ``""`` if to none."""
    return _SOURCES + iri.removeprefix(_SOURCES).partition("/")[0] if iri.startswith(_SOURCES) else ""


def _passages(graph: KnowledgeGraph) -> dict[str, set[str]]:
    """The passages of each source that is described or says something."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in graph.quads:
        if source := source_of(home_of(quad)):
            found[source].add(home_of(quad))
        elif source := source_of(_subject(quad)):
            found[source] |= set()
    return found


def _described(graph: KnowledgeGraph) -> set[str]:
    """All of which somebody says something."""
    return {_subject(quad) for quad in graph.quads if _kind(home_of(quad)) == "asserted"}


def _relations(graph: KnowledgeGraph) -> set[str]:
    return {_subject(quad) for quad in graph.quads if quad.predicate.value == MFA.ofRelation}


def _kind_of_thing(thing: str, relations: Iterable[str]) -> str:
    if thing in relations:
        return "relation"
    if thing.startswith(_CONCEPTS):
        return "concept"
    return "term" if thing.startswith((PREFIXES["mfa"], "_:")) else "thing"


def _word(was: bool, is_: bool) -> str:
    return "changed" if was and is_ else "new" if is_ else "gone"


def _kind(name: str) -> str:
    return next((kind for kind, start in CONCLUDED.items() if name.startswith(start)), "asserted")


def home_of(quad: Quad) -> str:
    """The named graph in which a statement stands, by its IRI."""
    assert isinstance(quad.graph_name, NamedNode)
    return quad.graph_name.value


def _subject(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)
