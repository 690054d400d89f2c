"""Parts of the graph that stand for themselves: one thing, or all things of a class, with what is said of them.

The slice of a **thing** is what is said of it; the relations and events that point at it, with all that they say; and the English
label, or all labels where none is English, of whatever these statements name, so that a reader need not look elsewhere. The slice
of a **class** is what is said of each of its things, and the same labels. Both are cut from the merged set.

In a syntax with named graphs a slice holds besides, as a dump of the whole does, each of its statements in the graphs that say
it, and what is said of the passages and sources that these graphs are named after: its citations.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, partial

from mfa_graph.exporters.dumps import rdf_file
from mfa_graph.exporters.files import File, archived
from mfa_graph.formats import Format, by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.store.syntax import canonical, write
from mfa_graph.vocabulary import BASE, DCTERMS, MFA, OA, PREFIXES, RDF, RDFS, SKOS

__all__ = ["Slices", "slice_files"]

_LABELS = (SKOS.prefLabel, RDFS.label, DCTERMS.title)


class Slices:
    """What the slices of one graph are cut from."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self._about: dict[object, list[Quad]] = defaultdict(list)
        for quad in graph.merged:
            self._about[quad.subject].append(quad)

    def things(self, base: str) -> list[str]:
        """All things that have addresses of ours, in order; `base` is where the graph stands."""
        subjects = (subject.value for subject in self._about if isinstance(subject, NamedNode))
        return sorted(subject for subject in subjects if subject.startswith(f"{base}id/"))

    @cached_property
    def classes(self) -> dict[str, list[NamedNode]]:
        """The things of each class of our ontology, whether so said or inferred, by the class's IRI, all in order."""
        members: dict[str, list[NamedNode]] = defaultdict(list)
        for quad in self.graph.merged:
            kind = quad.object.value if isinstance(quad.object, NamedNode) and quad.predicate.value == RDF.type else ""
            if kind.startswith(PREFIXES["mfa"]) and isinstance(quad.subject, NamedNode):
                members[kind].append(quad.subject)
        return {kind: sorted(members[kind], key=str) for kind in sorted(members)}

    def of_thing(self, thing: str, syntax: Format) -> list[Quad]:
        """The slice of a thing, given by its IRI, as it is written in a syntax; empty if nothing is said of it."""
        told = [*self._about.get(NamedNode(thing), ())]
        told += (quad for node in self._nodes.get(thing, ()) for quad in self._about[node])
        return self._whole([*told, *self._naming(told)], syntax)

    def of_class(self, kind: str, syntax: Format) -> list[Quad]:
        """The slice of a class of our ontology, given by its IRI, as it is written in a syntax."""
        told = [quad for thing in self.classes[kind] for quad in self._about[thing]]
        return self._whole([*told, *self._naming(told)], syntax)

    @cached_property
    def _nodes(self) -> dict[str, list[NamedNode]]:
        """The relations and events that point at each thing."""
        found: dict[str, dict[NamedNode, None]] = defaultdict(dict)
        for node in (*self.classes.get(MFA.Relation, ()), *self.classes.get(MFA.Event, ())):
            for quad in self._about[node]:
                if isinstance(quad.object, NamedNode) and quad.object != node:
                    found[quad.object.value][node] = None
        return {thing: [*nodes] for thing, nodes in found.items()}

    def _naming(self, told: Iterable[Quad]) -> Iterator[Quad]:
        """The labels of what some statements name; a class needs none."""
        named = {
            quad.object for quad in told if isinstance(quad.object, NamedNode) and quad.predicate.value != RDF.type
        }
        for name in named:
            labels = [quad for quad in self._about.get(name, ()) if quad.predicate.value in _LABELS]
            yield from [quad for quad in labels if _is_english(quad)] or labels

    def _whole(self, told: Iterable[Quad], syntax: Format) -> list[Quad]:
        if not syntax.has_graphs:
            return canonical(told)
        merged = {quad.triple: None for quad in told}
        said = [quad for triple in merged for quad in self._said.get(triple, ())]
        cited = {quad.triple for name in {quad.graph_name for quad in said} for quad in self._citation(name)}
        said += (quad for triple in cited for quad in self._said.get(triple, ()))
        home = DefaultGraph()
        return canonical([*said, *(Quad(t.subject, t.predicate, t.object, home) for t in {*merged, *cited})])

    @cached_property
    def _said(self) -> dict[object, list[Quad]]:
        """Each statement in the graphs that say it."""
        said: dict[object, list[Quad]] = defaultdict(list)
        for quad in self.graph.quads:
            said[quad.triple].append(quad)
        return said

    def _citation(self, name: object) -> Iterator[Quad]:
        """What is said of a passage, and of its source."""
        for quad in self._about.get(name, ()):
            yield quad
            if quad.predicate.value == OA.hasSource:
                yield from self._about.get(quad.object, ())


def slice_files(graph: KnowledgeGraph, *, base: str = BASE) -> Iterator[File]:
    """``classes/CLASS.ttl`` for each class of our ontology that has a thing, and ``things.zip``, a Turtle file for each thing.

    In the archive a thing's file is called as its address goes on after `base`, such as ``id/place/hkg.ttl``. `graph` stands at
    `base` already.
    """
    slices, turtle = Slices(graph), by_name("turtle")
    for kind in slices.classes:
        yield rdf_file(f"classes/{kind.removeprefix(PREFIXES['mfa'])}.ttl", slices.of_class(kind, turtle), turtle)
    yield File("things.zip", "application/zip", partial(_zipped, slices, base))


def _zipped(slices: Slices, base: str) -> Iterator[bytes]:
    """The archive of all things; it is put together on the disk, since a zip archive is not written from start to end."""
    turtle = by_name("turtle")
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as archive:
            for thing in slices.things(base):
                text = write(slices.of_thing(thing, turtle), turtle, prefixes=PREFIXES)
                archived(archive, f"{thing.removeprefix(base)}.ttl", text)
        file.seek(0)
        yield from iter(partial(file.read, 1 << 20), b"")


def _is_english(quad: Quad) -> bool:
    return isinstance(quad.object, Literal) and (quad.object.language or "en") == "en"
