"""The engine ``shacl``, written in Rust and some twenty times faster than pySHACL; `gate` says what it is not given.

It goes by N-Triples text, and blank nodes come back under names of its own. To know them again, each blank node of the data is
pointed at from an address of its own, which a shape of ours reports; the blank nodes themselves and what they say stay as they
are, so that no shape sees a difference. What the engine calls conforming is not read, since it weighs by three severities only: a
graph conforms if there are no results.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import shacl

from mfa_graph.store import BlankNode, NamedNode, Term, Triple
from mfa_graph.store.syntax import ntriples, parse_ntriples
from mfa_graph.validation.results import ValidationResult, read_report
from mfa_graph.validation.terms import SH
from mfa_graph.vocabulary import OWL, RDF, RDFS

__all__ = ["run"]

_NAMES = "urn:mfa-graph:blank-node:"
_POINTS = NamedNode(_NAMES + "points-at")
_NAMER = NamedNode(_NAMES + "shape")
_NAMING = (
    Triple(_NAMER, NamedNode(RDF.type), NamedNode(SH.PropertyShape)),
    Triple(_NAMER, NamedNode(SH.targetSubjectsOf), _POINTS),
    Triple(_NAMER, NamedNode(SH.path), _POINTS),
    Triple(_NAMER, NamedNode(SH.nodeKind), NamedNode("http://www.w3.org/ns/shacl#IRI")),
)


def run(triples: Iterable[Triple], shapes: Iterable[Triple]) -> list[ValidationResult]:
    """What ``shacl`` finds.

    Raises:
        ValueError: a shape is ill-formed.
    """
    data = list(triples)
    blank = _blank_nodes(data)
    data += [Triple(NamedNode(_NAMES + node.value), _POINTS, node) for node in blank]
    report = _compiled(tuple(shapes)).validate_text(ntriples(data), format="ntriples").serialize("ntriples")
    results = read_report(parse_ntriples(report))
    names = {result.value: _before(result.focus) for result in results if result.shape == _NAMER}
    return [_renamed(result, names) for result in results if result.shape != _NAMER]


@lru_cache(maxsize=2)
def _compiled(shapes: tuple[Triple, ...]) -> shacl.Shapes:
    """The shapes as the engine reads them: once for all data that they check."""
    return shacl.Shapes.from_text(ntriples([*shapes, *_classes_said(shapes), *_NAMING]), format="ntriples")


def _blank_nodes(triples: Iterable[Triple]) -> set[BlankNode]:
    return {term for triple in triples for term in (triple.subject, triple.object) if isinstance(term, BlankNode)}


def _before(name: Term) -> Term:
    """The blank node that an address of ours points at."""
    assert isinstance(name, NamedNode)
    return BlankNode(name.value.removeprefix(_NAMES))


def _renamed(result: ValidationResult, names: dict[Term | None, Term]) -> ValidationResult:
    if result.focus not in names and result.value not in names:
        return result
    return ValidationResult(
        focus=names.get(result.focus, result.focus),
        component=result.component,
        severity=result.severity,
        shape=result.shape,
        path=result.path,
        value=names.get(result.value, result.value),
        messages=result.messages,
    )


def _classes_said(shapes: Iterable[Triple]) -> list[Triple]:
    """That each ``owl:Class`` is an ``rdfs:Class``: a shape that is one has its members for targets."""
    kind = NamedNode(RDF.type)
    return [
        Triple(triple.subject, kind, NamedNode(RDFS.Class))
        for triple in shapes
        if triple.predicate == kind and triple.object == NamedNode(OWL.Class)
    ]
