"""What the tests of the shapes share: the shapes graph, its constraints, and the class tree that twins are validated with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import rdflib
from rdflib import RDFS, SH, URIRef
from rdflib.term import Node

from mfa_graph.assets import Content
from mfa_graph.findings import Report
from mfa_graph.store import NamedNode, Quad, Triple
from mfa_graph.store.as_rdflib import graph_of
from mfa_graph.store.syntax import read
from mfa_graph.validation.shapes import load_shapes, validate

SHAPES = "https://w3id.org/mfa-graph/shapes#"
TWINS = Path(__file__).parent / "twins"

# The parameters of SHACL Core that say what is wrong, each with the component that it belongs to.
COMPONENTS: dict[Node, str] = {
    SH["class"]: "class",
    SH.datatype: "form",
    SH.disjoint: "disjoint",
    SH.equals: "equals",
    SH.hasValue: "hasValue",
    SH["in"]: "in",
    SH.languageIn: "languageIn",
    SH.lessThan: "lessThan",
    SH.lessThanOrEquals: "lessThanOrEquals",
    SH.maxCount: "maxCount",
    SH.maxExclusive: "maxExclusive",
    SH.maxInclusive: "maxInclusive",
    SH.maxLength: "maxLength",
    SH.minCount: "minCount",
    SH.minExclusive: "minExclusive",
    SH.minInclusive: "minInclusive",
    SH.minLength: "minLength",
    SH.node: "node",
    SH.nodeKind: "nodeKind",
    SH["not"]: "not",
    SH["and"]: "and",
    SH["or"]: "or",
    SH.pattern: "form",
    SH.qualifiedMaxCount: "qualified",
    SH.qualifiedMinCount: "qualified",
    SH.qualifiedValueShape: "qualified",
    SH.sparql: "sparql",
    SH.uniqueLang: "uniqueLang",
    SH.xone: "xone",
}


@cache
def shapes() -> rdflib.Graph:
    """The shapes of this checkout, parsed once, to look into."""
    return graph_of(shapes_graph())


@cache
def shapes_graph() -> tuple[Triple, ...]:
    """The same shapes as an engine is given them."""
    return tuple(load_shapes(Content.bundled()))


@cache
def constraints() -> dict[str, URIRef]:
    """The constraints by their local names: the shapes that have a message."""
    return {str(shape).removeprefix(SHAPES): URIRef(str(shape)) for shape in shapes().subjects(SH.message)}


@cache
def ontology() -> tuple[Quad, ...]:
    """The statements of the ontology."""
    return tuple(quad for path in Content.bundled().files("ontology", ".ttl") for quad in read(path))


@cache
def tree() -> tuple[Triple, ...]:
    """The tree of classes and properties."""
    above = {NamedNode(str(RDFS.subClassOf)), NamedNode(str(RDFS.subPropertyOf))}
    return tuple(quad.triple for quad in ontology() if quad.predicate in above)


@cache
def triples(path: Path) -> tuple[Triple, ...]:
    """The triples of a Turtle file."""
    return tuple(quad.triple for quad in read(path))


def findings(path: Path, *, without: URIRef | None = None, engine: str | None = None) -> Report:
    """What the shapes find in a Turtle file, seen with the class tree; all of them, or all but one."""
    gone = None if without is None else NamedNode(str(without))
    kept = [triple for triple in shapes_graph() if gone is None or gone not in (triple.subject, triple.object)]
    return validate([*tree(), *triples(path)], kept, engine=engine)


def broken_by(report: Report) -> set[str]:
    """The local names of the constraints that a report speaks of."""
    return {finding.rule.removeprefix(SHAPES) for finding in report}
