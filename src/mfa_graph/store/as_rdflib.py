"""Quads as an rdflib Dataset, for what speaks rdflib: pySHACL, owlrl, users' own code."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from mfa_graph.store.base import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Term, Triple

__all__ = ["dataset_of", "graph_of", "is_of_datatype", "same_value", "silenced", "triple_from"]

_XSD = str(rdflib.XSD)
# Numbers that share a line; those of floating point are values of their own.
_NUMERIC = {
    _XSD + kind
    for kind in re.findall(
        r"\w+",
        "decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte "
        "unsignedLong unsignedInt unsignedShort unsignedByte",
    )
}
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def dataset_of(quads: Iterable[Quad]) -> rdflib.Dataset:
    """An rdflib Dataset of the quads; those of the default graph stand in its default graph."""
    dataset = rdflib.Dataset()
    for quad in quads:
        name = DATASET_DEFAULT_GRAPH_ID if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        dataset.graph(rdflib.URIRef(name)).add(_triple(quad))
    return dataset


def graph_of(triples: Iterable[Triple], *, store: str = "default") -> rdflib.Graph:
    """An rdflib Graph of the triples, in a store of rdflib: “SimpleMemory” knows of one graph only and is faster."""
    graph = rdflib.Graph(store=store)
    for triple in triples:
        graph.add(_triple(triple))
    return graph


def triple_from(triple: tuple[object, ...]) -> Triple | None:
    """The triple of rdflib terms as ours; None where its subject is a literal or its predicate not an IRI (generalised RDF)."""
    subject, predicate, value = triple
    if isinstance(subject, rdflib.Literal) or not isinstance(predicate, rdflib.URIRef):
        return None
    return Triple(_from_rdflib(subject), _from_rdflib(predicate), _from_rdflib(value))  # type: ignore[arg-type]


def same_value(one: Literal, other: Literal) -> bool:
    """Whether two literals stand for one value, as ``1`` and ``01`` do (RDF 1.1 Semantics 7)."""
    first, second = _to_rdflib(one), _to_rdflib(other)
    assert isinstance(first, rdflib.Literal)
    try:
        return first == second or bool(first.eq(second))
    except TypeError:  # values of kinds that have nothing in common
        return False


@contextmanager
def silenced(*names: str) -> Iterator[None]:
    """Silence the loggers of libraries that print a traceback for each value that is none: a finding says it in words."""
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.disabled for logger in loggers]
    try:
        for logger in loggers:
            logger.disabled = True
        yield
    finally:
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was


def is_of_datatype(literal: Literal, datatype: NamedNode) -> bool:
    """Whether the value of a literal lies in the value space of an XSD datatype (OWL 2 Profiles 4.3, table 8)."""
    if literal.language or _is_ill_typed(literal.value, literal.datatype):
        return False
    if literal.datatype == datatype:
        return True
    numeric = literal.datatype.value in _NUMERIC and datatype.value in _NUMERIC
    return numeric and not _is_ill_typed(literal.value, datatype)


def _is_ill_typed(value: str, datatype: NamedNode) -> bool:
    with silenced("rdflib.term"):
        return bool(rdflib.Literal(value, datatype=rdflib.URIRef(datatype.value)).ill_typed)


def _triple(statement: Quad | Triple) -> tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]:
    return _to_rdflib(statement.subject), _to_rdflib(statement.predicate), _to_rdflib(statement.object)


def _to_rdflib(term: object) -> rdflib.term.Node:
    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case Literal() if term.datatype.value == _STRING:
            return rdflib.Literal(term.value)
        case Literal():
            # normalize=False: rdflib would otherwise write 7 for "007"^^xsd:integer.
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"not an RDF 1.1 term: {term}")


def _from_rdflib(term: object) -> Term:
    match term:
        case rdflib.URIRef():
            return NamedNode(str(term))
        case rdflib.BNode():
            return BlankNode(str(term))
        case rdflib.Literal() if term.language:
            return Literal(str(term), language=term.language)
        case rdflib.Literal():
            return Literal(str(term), datatype=NamedNode(str(term.datatype or _STRING)))
    raise TypeError(f"not an RDF 1.1 term: {term}")
