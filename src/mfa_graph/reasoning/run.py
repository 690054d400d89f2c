"""The closure of the graph under OWL 2 RL, as far as it is new and useful to a reader.

owlrl computes it (OWL 2 Profiles 4.3, tables 4 to 9). Two of its ways are kept from the graph: it equates all things of a
class that has a one-property `owl:hasKey`, so keys are withheld from it; and it concludes about literals, about vocabulary
and that everything is itself, which is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable

import owlrl

from mfa_graph.graph import UNSOURCED, KnowledgeGraph
from mfa_graph.store import BlankNode, Literal, NamedNode, Quad, Triple
from mfa_graph.store.as_rdflib import graph_of, triple_from
from mfa_graph.vocabulary import DCTERMS, OWL, PREFIXES, RDFS, SKOS, graph

__all__ = ["INFERRED", "reason"]

INFERRED = NamedNode(graph("inferred/owlrl"))

_ONTOLOGY = NamedNode(graph("ontology"))
_LOGICAL = tuple(PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd"))
_EVERYTHING = {OWL.Thing, RDFS.Resource}
# Words about things have no consequences here, and there are many of them.
_WORDS = {
    DCTERMS.title,
    RDFS.label,
    SKOS.altLabel,
    SKOS.definition,
    SKOS.example,
    SKOS.prefLabel,
    SKOS.scopeNote,
}


def reason(graph: KnowledgeGraph) -> list[Quad]:
    """The inferred triples that are new and useful, as quads of ``graph/inferred/owlrl``, sorted.

    Left out are: what is asserted or derived already; triples with a literal or blank subject or a blank object; whatever is
    said about a term of a vocabulary; that a thing is a thing, or the same as itself. What stands in ``graph/unsourced``
    yields nothing.
    """
    known = {quad.triple for quad in graph.quads if quad.graph_name != UNSOURCED}
    terms = {quad.subject for quad in graph.quads if quad.graph_name == _ONTOLOGY}
    closure = graph_of(triple for triple in known if _has_consequences(triple))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closure)
    new = {triple for triple in _proper(closure) if triple not in known}
    useful = (triple for triple in new if triple.subject not in terms and _is_useful(triple))
    return [Quad(t.subject, t.predicate, t.object, INFERRED) for t in sorted(useful, key=str)]


def _has_consequences(triple: Triple) -> bool:
    return triple.predicate.value != OWL.hasKey and triple.predicate.value not in _WORDS


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
