"""owlrl as an oracle: the reasoner of others that ours is held against, and which nothing else uses.

Two of its ways are kept from the comparison: it equates all things of a class that has a one-property `owl:hasKey`, so keys are
withheld from it; and it concludes about literals and about vocabulary, which is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable

import owlrl

from mfa_graph.reasoning.axioms import Statement, said_by
from mfa_graph.store import BlankNode, Literal, NamedNode, Triple
from mfa_graph.store.as_rdflib import graph_of, triple_from
from mfa_graph.vocabulary import OWL, PREFIXES, RDFS

__all__ = ["closure_by_owlrl"]

_LOGICAL = tuple(PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd"))
_EVERYTHING = {OWL.Thing, RDFS.Resource}


def closure_by_owlrl(axioms: Iterable[Statement], said: Iterable[Triple]) -> set[Statement]:
    """What owlrl infers of things and is new: OWL 2 Profiles 4.3 without keys, and without what `run` leaves out."""
    stated = [axiom for axiom in axioms if axiom[1] != NamedNode(OWL.hasKey)]
    terms = {axiom[0] for axiom in stated}
    known = {said_by(triple) for triple in said if triple.subject not in terms}
    closure = graph_of((Triple(*statement) for statement in [*stated, *known]), store="SimpleMemory")  # type: ignore[arg-type]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closure)
    found = (triple_from(triple) for triple in closure)
    new = {said_by(triple) for triple in found if triple is not None}
    return {statement for statement in new - known if statement[0] not in terms and _is_useful(statement)}


def _is_useful(statement: Statement) -> bool:
    subject, predicate, value = statement
    if isinstance(subject, Literal) or (isinstance(subject, NamedNode) and subject.value.startswith(_LOGICAL)):
        return False
    if predicate == NamedNode(OWL.sameAs) and subject == value:
        return False
    return not isinstance(value, BlankNode) and not (isinstance(value, NamedNode) and value.value in _EVERYTHING)
