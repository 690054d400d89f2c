"""How far shapes look from a focus node: which triples can decide what they find about it.

A shape looks at its focus node, at the values of its path, at what a shape of those looks at, and so on: `Reach.steps` holds the
properties that are followed or read at each distance. Turned round, they lead from a triple to all focus nodes that it can matter
to; followed, to all triples that a node's validation can see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mfa_graph.store import BlankNode, NamedNode, Quad, Term, Triple
from mfa_graph.validation.results import Properties, members, properties_of
from mfa_graph.validation.terms import SH
from mfa_graph.vocabulary import OWL, RDF, RDFS

__all__ = ["Reach", "narrowed"]

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
_SAME_NODE = (SH.node, SH.not_, SH.qualifiedValueShape)
_CHOICES = (SH.and_, SH.or_, SH.xone)
_PAIRS = (SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)
_ANYWHERE = (
    SH.sparql,
    SH.zeroOrMorePath,
    SH.oneOrMorePath,
    SH.zeroOrOnePath,
    SH.closed,
    SH.target,
    SH.rule,
    SH.js,
    SH.expression,
)
"""What looks at more than a few steps, or at all that is said of a node."""
_FARTHEST = 8
"""Shapes that look further, or that stand in themselves, are taken to look anywhere."""


class Step(NamedTuple):
    """A property, followed from subject to object, or `back` from object to subject."""

    predicate: str
    back: bool = False


class _Unbounded(Exception):
    """The shapes look further than can be told."""


@dataclass(frozen=True)
class Reach:
    """The steps that some shapes take, or the properties that they read, at each distance from the focus node."""

    steps: tuple[frozenset[Step], ...]

    @classmethod
    def of(cls, shapes: Iterable[Triple]) -> Reach | None:
        """The reach of a shapes graph, or None where its shapes look anywhere."""
        graph = properties_of(shapes)
        used = {name for properties in graph.values() for name in properties}
        kinds = {getattr(kind, "value", "") for properties in graph.values() for kind in properties.get(RDF.type, [])}
        own = {SH.ConstraintComponent, SH.SPARQLConstraintComponent, RDFS.Class, OWL.Class}
        if used & set(_ANYWHERE) or kinds & own:
            return None
        walk = _Walk(graph)
        try:
            for node, properties in graph.items():
                if any(target in properties for target in _TARGETS):
                    walk.target(properties)
                    walk.shape(node, 0, frozenset())
        except _Unbounded:
            return None
        farthest = max(walk.steps, default=-1)
        return cls(tuple(frozenset(walk.steps[distance]) for distance in range(farthest + 1)))

    def backwards(self, changed: Iterable[Quad], statements: Iterable[Quad]) -> set[Term]:
        """The focus nodes to which changed statements can matter, as all `statements`, before and after, connect them."""
        sources = self._sources(statements)
        waiting = list(changed)
        found: set[Term] = set()
        for distance, steps in enumerate(self.steps):
            here = {end for quad in waiting for end in _ends(quad, steps)}
            for nearer in reversed(self.steps[:distance]):
                here = {source for node in here for step in nearer for source in sources.get((node, step), ())}
            found |= here
        return found

    def neighbourhood(self, nodes: Collection[Term], triples: Iterable[Triple]) -> list[Triple]:
        """The triples that can be seen from some nodes, in their order, and the tree of classes."""
        said: dict[Term, list[Triple]] = defaultdict(list)
        naming: dict[Term, list[Triple]] = defaultdict(list)
        back = {step.predicate for steps in self.steps for step in steps if step.back}
        kept: dict[Triple, None] = {}
        for triple in triples:
            said[triple.subject].append(triple)  # type: ignore[index]
            if triple.predicate.value in back:
                naming[triple.object].append(triple)  # type: ignore[index]
            if triple.predicate.value == RDFS.subClassOf:
                kept[triple] = None
        here = set(nodes)
        for steps in self.steps:
            there: set[Term] = set()
            for node in here:
                kept |= dict.fromkeys([*said.get(node, ()), *naming.get(node, ())])
                there |= {t.object for t in said.get(node, ()) if Step(t.predicate.value) in steps}  # type: ignore[misc]
                there |= {t.subject for t in naming.get(node, ()) if Step(t.predicate.value, back=True) in steps}  # type: ignore[misc]
            here = there
        return list(kept)

    def _sources(self, statements: Iterable[Quad]) -> dict[tuple[Term, Step], list[Term]]:
        """From where each step leads to a node."""
        taken = frozenset().union(*self.steps)
        forwards, backwards = ({s.predicate: s for s in taken if s.back is back} for back in (False, True))
        sources: dict[tuple[Term, Step], list[Term]] = defaultdict(list)
        for subject, predicate, value, _ in statements:
            if (step := forwards.get(predicate.value)) is not None:
                sources[value, step].append(subject)
            if (step := backwards.get(predicate.value)) is not None:
                sources[subject, step].append(value)
        return sources


def narrowed(
    shapes: Sequence[Triple], triples: Sequence[Triple], nodes: Collection[str], reach: Reach
) -> tuple[list[Triple], list[Triple]]:
    """Shapes and data that lead to the same results for some nodes, by their texts, and not to many others.

    Each target is replaced by the nodes that it selects (SHACL 2.1.3), as far as they are asked for. A blank node has no name
    that a target could use: where one is asked for, nothing is narrowed.
    """
    chosen = [(shape, node) for shape, node in _targeted(shapes, triples) if getattr(node, "value", "") in nodes]
    if any(isinstance(node, BlankNode) for _, node in chosen):
        return list(shapes), list(triples)
    kept = [triple for triple in shapes if triple.predicate.value not in _TARGETS]
    aims = dict.fromkeys(Triple(shape, NamedNode(SH.targetNode), node) for shape, node in chosen)  # type: ignore[arg-type]
    return [*kept, *aims], reach.neighbourhood({node for _, node in chosen}, triples)


class _Walk:
    """Goes through shapes and notes which steps they take at which distance from the focus node."""

    def __init__(self, graph: Properties) -> None:
        self._graph = graph
        self.steps: dict[int, set[Step]] = defaultdict(set)

    def target(self, properties: Mapping[str, list[Term]]) -> None:
        """What decides whether a node is one."""
        if SH.targetClass in properties:
            self.steps[0].add(Step(RDF.type))
        self.steps[0] |= {Step(p.value) for p in properties.get(SH.targetSubjectsOf, [])}
        self.steps[0] |= {Step(p.value, back=True) for p in properties.get(SH.targetObjectsOf, [])}

    def shape(self, node: Term, distance: int, around: frozenset[Term]) -> None:
        """A shape whose focus nodes stand so far away, and that stands inside others."""
        if distance > _FARTHEST or node in around:
            raise _Unbounded
        properties = self._graph.get(node, {})
        inside = distance
        for path in properties.get(SH.path, []):
            inside = self._path(path, distance)
        self.steps[distance] |= {Step(other.value) for name in _PAIRS for other in properties.get(name, [])}
        if SH.class_ in properties:
            self.steps[inside].add(Step(RDF.type))
        parts = [part for name in (*_SAME_NODE, SH.property) for part in properties.get(name, [])]
        parts += [part for name in _CHOICES for head in properties.get(name, []) for part in members(self._graph, head)]
        for part in parts:
            self.shape(part, inside, around | {node})

    def _path(self, path: Term, distance: int, *, back: bool = False) -> int:
        """How far away the values of a path stand at most; nearer ones are taken to be there too."""
        if not isinstance(path, BlankNode):
            self.steps[distance].add(Step(path.value, back=back))
            return distance + 1
        node = self._graph.get(path, {})
        if RDF.first in node:
            steps = members(self._graph, path)
            for step in reversed(steps) if back else steps:
                distance = self._path(step, distance, back=back)
            return distance
        for inner in node.get(SH.inversePath, []):
            return self._path(inner, distance, back=not back)
        choices = [choice for head in node.get(SH.alternativePath, []) for choice in members(self._graph, head)]
        ends = {self._path(choice, distance, back=back) for choice in choices}
        if len(ends) != 1:
            raise _Unbounded
        return ends.pop()


def _ends(quad: Quad, steps: Collection[Step]) -> Iterator[Term]:
    """Where somebody stands who takes one of the steps over a statement."""
    if Step(quad.predicate.value) in steps:
        yield quad.subject  # type: ignore[misc]
    if Step(quad.predicate.value, back=True) in steps:
        yield quad.object  # type: ignore[misc]


def _targeted(shapes: Sequence[Triple], triples: Sequence[Triple]) -> Iterator[tuple[Term, Term]]:
    """Each shape with each of its focus nodes."""
    by_class: dict[Term, list[Term]] = defaultdict(list)
    by_property: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for shape, predicate, value in shapes:
        if predicate.value == SH.targetNode:
            yield shape, value
        elif predicate.value == SH.targetClass:
            by_class[value].append(shape)
        elif predicate.value in (SH.targetSubjectsOf, SH.targetObjectsOf):
            by_property[predicate.value, value.value].append(shape)
    above = _classes_above(triples)
    for subject, predicate, value in triples:
        for shape in by_property.get((SH.targetSubjectsOf, predicate.value), ()):
            yield shape, subject
        for shape in by_property.get((SH.targetObjectsOf, predicate.value), ()):
            yield shape, value
        if predicate.value == RDF.type:
            for kind in above.get(value, {value}):
                for shape in by_class.get(kind, ()):
                    yield shape, subject


def _classes_above(triples: Iterable[Triple]) -> dict[Term, set[Term]]:
    """Each class of a tree with itself and all above it."""
    up: dict[Term, set[Term]] = defaultdict(set)
    for triple in triples:
        if triple.predicate.value == RDFS.subClassOf:
            up[triple.subject].add(triple.object)  # type: ignore[index,arg-type]
    above: dict[Term, set[Term]] = {}
    for kind in list(up):
        found, ahead = {kind}, [kind]
        while ahead:
            new = up.get(ahead.pop(), set()) - found
            found |= new
            ahead += new
        above[kind] = found
    return above
