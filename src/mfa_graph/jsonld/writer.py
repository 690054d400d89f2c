"""JSON-LD documents of a graph, written as a stream: compacted with a context of our own, which stands in them.

They have the streaming document form (W3C Note “Streaming JSON-LD”, section 3): the context comes first, then of each node its
classes and its address, so that a reader need not hold the document either.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from mfa_graph.jsonld.context import GRAPH, ID, LANGUAGE, TYPE, Context, Term
from mfa_graph.store import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.vocabulary import RDF, XSD

__all__ = ["node_of", "pieces"]

_line = json.JSONEncoder(ensure_ascii=False).encode
"""A value of JSON as text, in one line."""

_INTEGER = re.compile(r"0|-?[1-9]\d{0,14}")
"""What every JSON parser reads as the same number: up to 15 digits, without a plus, zeros before it, or a minus before zero."""


def pieces(quads: Iterable[Quad], context: Context) -> Iterator[bytes]:
    """The document of some quads, in pieces, a line for each node of each graph.

    The quads come sorted, as `mfa_graph.store.syntax.canonical` gives them; only those of one node are held at a time. The nodes
    of a named graph stand inside an object with its address (JSON-LD 1.1, 4.9), those of the default graph beside such objects.
    """
    yield f'{{"@context": {context.text},\n"{GRAPH}": ['.encode()
    comma = ""
    for name, inside in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = (_line(node_of([*said], context)) for _, said in groupby(inside, key=lambda quad: quad.subject))
        if isinstance(name, DefaultGraph):
            for node in nodes:
                yield f"{comma}\n{node}".encode()
                comma = ","
        else:
            yield f'{comma}\n{{"{ID}": {_line(_address(name))}, "{GRAPH}": ['.encode()
            comma = ""
            for node in nodes:
                yield f"{comma}\n{node}".encode()
                comma = ","
            yield b"\n]}"
    yield b"\n]}\n"


def node_of(quads: Sequence[Quad], context: Context) -> dict[str, Any]:
    """The node object (JSON-LD 1.1, 9.2) of a thing's statements in one graph, of which there is one at least."""
    kinds: list[str] = []
    said: dict[str, list[Any]] = defaultdict(list)
    for _, predicate, value, _ in quads:
        if predicate.value == RDF.type and not isinstance(value, Literal):
            kinds.append(_name(_address(value), context))
        else:
            said[predicate.value].append(value)
    node: dict[str, Any] = {TYPE: kinds} if kinds else {}
    node[ID] = _address(quads[0].subject)
    for property_, values in said.items():
        term = context.terms.get(property_) or Term(property_, property_)
        node[term.name] = _values(values, term, context)
    return node


def _values(values: list[Any], term: Term, context: Context) -> Any:
    """The values of a property in the containers that its term has."""
    if LANGUAGE in term.containers:
        tagged: dict[str, list[str]] = defaultdict(list)
        for value in values:
            tagged[value.language or "@none"].append(value.value)
        many = len(term.containers) > 1
        assert many or all(len(texts) == 1 for texts in tagged.values()), "the context is of other statements"
        return {tag: texts if many else texts[0] for tag, texts in tagged.items()}
    written = [_value(value, term, context) for value in values]
    return written if term.containers or len(written) > 1 else written[0]


def _value(value: Any, term: Term, context: Context) -> Any:
    """A value as its term has it: a plain one where the term says the rest, else a node reference or value object (9.2, 9.5)."""
    if not isinstance(value, Literal):
        return _address(value) if term.type == "@id" else {ID: _address(value)}
    datatype, text = value.datatype.value, value.value
    if value.language:
        return {LANGUAGE: value.language, "@value": text}
    if datatype == XSD.string:
        return {"@value": text} if term.type else text
    if term.type in ("", datatype):
        if datatype == XSD.integer and _INTEGER.fullmatch(text):
            return int(text)
        if datatype == XSD.boolean and text in ("true", "false"):
            return text == "true"
    return text if term.type == datatype else {TYPE: _name(datatype, context), "@value": text}


def _name(iri: str, context: Context) -> str:
    term = context.terms.get(iri)
    return term.name if term else iri


def _address(node: object) -> str:
    if isinstance(node, NamedNode):
        return node.value
    assert isinstance(node, BlankNode), f"{node} has no place in JSON-LD"
    return f"_:{node.value}"
