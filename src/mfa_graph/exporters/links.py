"""Links: what one thing is to another, each with the days that bound it and the passages that say so.

A link is read from the statements of a named graph, a passage's or our own, never from what was inferred: either a relation node
joins its actor and what it is about, or a statement joins two things directly. An event stands for all nodes by which sources
tell it. Left out are statements about statements (counts, lists, sources, schemes), and that a State is *no* party to an
instrument, which joins the two with nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import NamedNode, Quad
from mfa_graph.vocabulary import DCTERMS, MFA, OA, OWL, RDF, RDFS, SKOS

__all__ = ["BOUNDS", "Link", "links_of"]

BOUNDS = (MFA.earliestStart, MFA.latestStart, MFA.earliestEnd, MFA.latestEnd)
"""The properties that bound a relation in time, in the order of a link's `bounds`."""

_ASIDE = {
    MFA.Measure, MFA.CompletenessStatement, MFA.RelationGroup, MFA.Source, MFA.Passage, MFA.Reading, SKOS.ConceptScheme
}  # fmt: skip
_NO_LINK = {RDF.type, MFA.ofRelation, MFA.relatesFrom, MFA.relatesTo, DCTERMS.source}
_OURS = ("graph/curation", "graph/concepts")


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """One way in which `subject` is joined to `object`, as one named graph has it.

    Attributes:
        subject: The IRI of the thing that acts, or that something is said of.
        predicate: The property that says it: the shortcut of the ontology where there is one, such as ``mfa:contributesTo``.
        role: The property that joins the actor to the node, such as ``mfa:partner``, where the predicate leaves that open.
        object: The IRI of the other thing.
        node: The node of the relation or event that is the link; empty for a plain statement.
        graph: The named graph that says it.
        source: The source that the graph is a passage of; empty where the graph is ours.
        bounds: Days in ISO 8601, in the order of `BOUNDS`; an empty one is not known.
        observed: The days for which the source says it, exact as the source.
    """

    subject: str
    predicate: str
    role: str
    object: str
    node: str
    graph: str
    source: str
    bounds: tuple[str, str, str, str]
    observed: tuple[str, ...]

    @property
    def edge(self) -> tuple[str, str, str, str, str]:
        """What makes two links one edge of a network: all but who says it."""
        return self.subject, self.predicate, self.role, self.object, self.node


def links_of(graph: KnowledgeGraph) -> list[Link]:
    """All links of a graph, each once, in order."""
    reader = _Reader(graph)
    return sorted({link for quads in reader.about.values() for link in reader.links(quads)})


class _Reader:
    """The statements that links are made of, and the ontology's words for them."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in graph.merged:
            self.values[_text(quad.subject)][quad.predicate.value].append(_text(quad.object))
        self.about: dict[tuple[str, str], list[Quad]] = defaultdict(list)
        for quad in graph.quads:
            home = _text(quad.graph_name)
            if home.endswith(_OURS) or OA.hasSource in self.values.get(home, ()):
                self.about[home, _text(quad.subject)].append(quad)

    @cached_property
    def _wider(self) -> Mapping[str, list[str]]:
        return {name: facts[RDFS.subPropertyOf] for name, facts in self.values.items() if RDFS.subPropertyOf in facts}

    def _above(self, property_: str) -> list[str]:
        """A property and those above it, the nearest first; properties above each other end at the first."""
        above = [property_]
        for name in above:
            above += [wider for wider in sorted(self._wider.get(name, ())) if wider not in above]
        return above

    @cached_property
    def _shortcuts(self) -> dict[str, str]:
        """By the property that joins an actor to a node: the shortcut over that node."""
        inverse = {}
        for name, facts in self.values.items():
            for other in facts.get(OWL.inverseOf, ()):
                inverse[name], inverse[other] = other, name
        chains = [
            (name, chain) for name, facts in self.values.items() for chain in facts.get(OWL.propertyChainAxiom, ())
        ]
        return {inverse[first]: name for name, chain in sorted(chains) for first in self.values[chain][RDF.first]}

    def links(self, quads: Iterable[Quad]) -> Iterator[Link]:
        """The links that one graph's statements about one subject come to."""
        quads = list(quads)
        subject, home = _text(quads[0].subject), _text(quads[0].graph_name)
        facts = self.values[subject]
        groups = facts.get(MFA.ofRelation, [])
        if any(MFA.relatesFrom in self.values[group] for group in groups):
            ends = self._relation(quads)
        elif _ASIDE & {*facts.get(RDF.type, ())}:
            return
        else:
            ends = self._direct(quads, groups[0] if groups else subject)
        for start, predicate, role, end in ends:
            yield Link(
                subject=start,
                predicate=predicate,
                role=role,
                object=self.values[end].get(MFA.ofRelation, [end])[0],
                node=subject if groups else "",
                graph=home,
                source=self.values[home].get(OA.hasSource, [""])[0],
                bounds=self._bounds(subject),
                observed=tuple(sorted(facts.get(MFA.observedOn, ()))),
            )

    def _relation(self, quads: list[Quad]) -> Iterator[tuple[str, str, str, str]]:
        """From each actor of a relation node to each thing that it is about."""
        actors, ends = [], []
        for quad in quads:
            above = self._above(quad.predicate.value)
            if quad.predicate.value != MFA.nonParty and (MFA.relatesFrom in above or MFA.territory in above):
                actors.append((_text(quad.object), above))
            elif MFA.relatesTo in above:
                ends.append(_text(quad.object))
        for actor, above in actors:
            word = next((self._shortcuts[each] for each in above if each in self._shortcuts), above[0])
            role = "" if word == above[0] or self._shortcuts.get(above[0]) == word else above[0]
            for end in ends:
                yield actor, word, role, end

    def _direct(self, quads: list[Quad], subject: str) -> Iterator[tuple[str, str, str, str]]:
        """What statements say of a thing or an event, as far as they lead to another thing."""
        for quad in quads:
            end = _text(quad.object)
            if not isinstance(quad.object, NamedNode) or quad.predicate.value in _NO_LINK or end not in self.values:
                continue
            kinds = {*self.values[end].get(RDF.type, ())}
            if kinds and not kinds & {*_ASIDE, OWL.Class, OWL.ObjectProperty}:
                yield subject, quad.predicate.value, "", end

    def _bounds(self, node: str) -> tuple[str, str, str, str]:
        """The narrowest days that bound a node: several rules may each give one."""
        narrowest = (max, min, max, min)
        found = (self.values[node].get(name, [""]) for name in BOUNDS)
        first, second, third, fourth = (pick(days) for pick, days in zip(narrowest, found, strict=True))
        return first, second, third, fourth


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
