"""The JSON-LD of a release beside the graph itself: its context, a frame for each class, and documents framed with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

import mfa_graph
from mfa_graph.assets import Content
from mfa_graph.exporters.class_tables import ClassTables, class_called
from mfa_graph.exporters.files import File
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.jsonld.context import GRAPH, Context
from mfa_graph.jsonld.framing import frame_of, framed
from mfa_graph.jsonld.writer import node_of
from mfa_graph.store import DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE, RDF, RDFS, shortened

__all__ = ["Trees", "context_address", "framed_files", "jsonld_files"]

_HOME = DefaultGraph()
_TYPE, _LABEL = NamedNode(RDF.type), NamedNode(RDFS.label)


def context_address(base: str = BASE) -> str:
    """Where the context of this release is, once a release is published at `base`."""
    return f"{base}context/{mfa_graph.__version__}"


def jsonld_files(graph: KnowledgeGraph, content: Content) -> Iterator[File]:
    """``context/VERSION.jsonld`` and ``frames/CLASS.jsonld``; terms stay where they are, so no base matters to them."""
    trees = Trees(graph, content)
    yield _file(f"context/{mfa_graph.__version__}.jsonld", lambda: {"@context": trees.context.body})
    for kind in sorted(trees.tables.classes):
        yield _file(f"frames/{trees.file_name(kind)}", partial(trees.frame_of_class, kind))


def framed_files(graph: KnowledgeGraph, content: Content, *, kind: str | None, thing: str | None) -> list[File]:
    """A framed document of one class or thing, given as people call it, or of each class where neither is given.

    Raises:
        UnknownName: nothing in the graph is called so, or several things are.
        UsageProblem: PyLD is not installed.
    """
    trees = Trees(graph, content)
    if thing is not None:
        iri = trees.tables.asker.the_one(thing)
        name = quote(re.split("[/#]", iri)[-1], safe="")
        return [_file(f"{name}.jsonld", partial(trees.of_thing, iri))]
    kinds = (
        sorted(trees.tables.classes) if kind is None else [class_called(kind, trees.tables.classes, trees.tables.label)]
    )
    return [_file(trees.file_name(kind), partial(trees.of_class, kind)) for kind in kinds]


class Trees:
    """What frames and framed documents of one graph are made from.

    They hold the statements that the tables of classes hold: what people and rules say of a thing, and not again from the other
    side or in the words of another vocabulary. Every thing in them has a label, though the graph may give it none.
    """

    def __init__(self, graph: KnowledgeGraph, content: Content) -> None:
        self.tables = ClassTables(graph, content)
        self.context: Context = graph.context(content)

    def file_name(self, kind: str) -> str:
        """The name of the file about a class."""
        return f"{quote(self.context.terms[kind].name, safe='')}.jsonld"

    def frame_of_class(self, kind: str) -> dict[str, Any]:
        """The frame of a class."""
        return frame_of(self._properties(self.tables.classes[kind]), self.context, kind=kind)

    def of_class(self, kind: str) -> dict[str, Any]:
        """The things of a class as a framed document."""
        return framed(self.document(self.tables.classes[kind]), self.frame_of_class(kind))

    def of_thing(self, thing: str) -> dict[str, Any]:
        """A thing as a framed document."""
        frame = frame_of(self._properties([thing]), self.context, thing=thing)
        return framed(self.document([thing]), frame, one=True)

    def _properties(self, things: Iterable[str]) -> set[str]:
        return {property_ for thing in things for property_ in self.tables.facts[thing]} - {RDF.type}

    def document(self, things: Sequence[str]) -> dict[str, Any]:
        """The document that holds these things whole, and of what they lead to the classes and the label."""
        facts = self.tables.facts
        nodes = {thing: self._told(thing, self._properties([thing]) - {RDFS.label}) for thing in things}
        for other in (value for thing in things for values in facts[thing].values() for value in values):
            if isinstance(other, NamedNode) and other.value not in nodes and facts.get(other.value):
                nodes[other.value] = self._told(other.value, ())
        context = self.context.of({*self._properties(things), RDFS.label})
        return {"@context": context.body, GRAPH: [node_of(quads, context) for quads in nodes.values()]}

    def _told(self, thing: str, properties: Iterable[str]) -> list[Quad]:
        """The statements of a thing: its classes, its label, and the values of some properties."""
        facts, subject = self.tables.facts[thing], NamedNode(thing)
        quads = [Quad(subject, _TYPE, NamedNode(kind), _HOME) for kind in sorted(self.tables.kinds(facts))]
        quads.append(Quad(subject, _LABEL, self._label(thing), _HOME))
        for property_ in properties:
            quads += (Quad(subject, NamedNode(property_), value, _HOME) for value in facts[property_])
        return quads

    def _label(self, thing: str) -> Literal:
        """What a thing is called, with the language in which it is called so; in English where its name is put together here."""
        text = self.tables.label(thing) if thing in self.tables.terms else self.tables.labels.get(thing)
        if not text:
            return Literal(shortened(thing))
        own = (value for values in self.tables.facts[thing].values() for value in values if isinstance(value, Literal))
        tags = sorted({value.language for value in own if value.value == text and value.language})
        return Literal(text, language="en" if "en" in tags or not tags else tags[0])


def _file(name: str, body: Callable[[], dict[str, Any]]) -> File:
    def pieces() -> Iterator[bytes]:
        yield json.dumps(body(), ensure_ascii=False, indent=1).encode()
        yield b"\n"

    return File(name, by_name("jsonld").media_type, pieces)
