"""The closure of the graph under OWL 2 RL, as far as it is new and useful to a reader.

owlrl computes it (OWL 2 Profiles 4.3, tables 4 to 9). Two of its ways are kept from the graph: it equates all things of a
class that has a one-property `owl:hasKey`, so keys are withheld from it; and it concludes about literals, about vocabulary
and that everything is itself, which is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import owlrl

from mfa_graph.graph import UNSOURCED, KnowledgeGraph
from mfa_graph.store import BlankNode, Literal, NamedNode, Quad, Triple
from mfa_graph.store.as_rdflib import graph_of, triple_from
from mfa_graph.vocabulary import OWL, PREFIXES, RDF, RDFS, graph

__all__ = ["INFERRED", "reason"]

INFERRED = NamedNode(graph("inferred/owlrl"))

_ONTOLOGY = NamedNode(graph("ontology"))
_LOGICAL = tuple(PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd"))
_EVERYTHING = {OWL.Thing, RDFS.Resource}
# What an axiom can say of a property, so that a statement with it has consequences.
_AXIOMS = {RDFS.subPropertyOf, RDFS.range, OWL.inverseOf, OWL.equivalentProperty, OWL.propertyChainAxiom}
_CHARACTERISTICS = {OWL.TransitiveProperty, OWL.SymmetricProperty}


def reason(graph: KnowledgeGraph) -> list[Quad]:
    """The inferred triples that are new and useful, as quads of ``graph/inferred/owlrl``, sorted.

    Left out are: what is asserted or derived already; triples with a literal or blank subject or a blank object; whatever is
    said about a term of a vocabulary; that a thing is a thing, or the same as itself. What stands in ``graph/unsourced``
    yields nothing.
    """
    known = {quad.triple for quad in graph.quads if quad.graph_name != UNSOURCED}
    terms: set[object] = {quad.subject for quad in graph.quads if quad.graph_name == _ONTOLOGY}
    closure = graph_of(_premises(known, terms))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closure)
    new = {triple for triple in _proper(closure) if triple not in known}
    useful = (triple for triple in new if triple.subject not in terms and _is_useful(triple))
    return [Quad(t.subject, t.predicate, t.object, INFERRED) for t in sorted(useful, key=str)]


def _premises(known: set[Triple], terms: set[object]) -> Iterator[Triple]:
    """The axioms without keys, all classes of things, and the statements whose property some axiom speaks of.

    Most statements about sources, words and days have no consequence but the class of their subject, which shapes require to be
    stated; withheld from owlrl they save most of its time.
    """
    spoken_of = _spoken_of(known)
    for triple in known:
        if triple.subject in terms or isinstance(triple.subject, BlankNode):
            if not isinstance(triple.object, Literal) and triple.predicate.value != OWL.hasKey:
                yield triple
        elif triple.predicate.value == RDF.type or triple.predicate in spoken_of:
            yield triple


def _spoken_of(known: set[Triple]) -> set[object]:
    """The properties of which some axiom speaks, with the other terms of those axioms."""
    spoken_of: set[object] = set()
    for triple in known:
        names_axiom = triple.predicate.value in _AXIOMS or triple.predicate.value == RDF.first
        if names_axiom or (isinstance(triple.object, NamedNode) and triple.object.value in _CHARACTERISTICS):
            spoken_of |= {triple.subject, triple.object}
    return spoken_of


def _proper(closure: Iterable[tuple[object, ...]]) -> Iterable[Triple]:
    """The triples of RDF 1.1 among the generalised ones that owlrl makes."""
    return (triple for triple in map(triple_from, closure) if triple is not None)


def _is_useful(triple: Triple) -> bool:
    subject, value = triple.subject, triple.object
    if not isinstance(subject, NamedNode) or isinstance(value, BlankNode) or subject == value:
        return False
    if subject.value.startswith(_LOGICAL):
        return False
    return isinstance(value, Literal) or (isinstance(value, NamedNode) and value.value not in _EVERYTHING)
