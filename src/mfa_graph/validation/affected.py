"""What a change can matter to.

The **changed statements** are those that the whole graph before the change and the one after it do not share: what people wrote,
and what was derived and inferred from it. **Affected** are

- the subjects of the changed statements, and the passages that say them;
- the focus nodes from which a shape looks at a changed statement, over as many steps as it looks (`mfa_graph.validation.reach`);
- the things about which a check query, the check of literals or a contradiction says what it did not say before.

A change of the ontology, of the tree of classes or of the shapes, and shapes that look at anything, affect everything.

So two things hold. What is found for affected things is what a check of everything finds for them, since shapes see all that
they can look at, and the other checks run whole. And nothing that a check of everything finds and did not find before is missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mfa_graph.findings import Finding
from mfa_graph.graph import ONTOLOGY, KnowledgeGraph
from mfa_graph.store import BlankNode, DefaultGraph, Quad
from mfa_graph.validation.reach import Reach
from mfa_graph.validation.results import text_of
from mfa_graph.vocabulary import RDFS

__all__ = ["EVERYTHING", "Before", "affected_by", "changed_between", "told"]

EVERYTHING = "What changed can affect everything, so everything is checked."

Told = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Before:
    """The whole graph before a change, and what check queries, literals and contradictions told of it; see `told`."""

    graph: KnowledgeGraph
    told: frozenset[Told]


def told(findings: Iterable[Finding]) -> frozenset[Told]:
    """What findings say, without where they stand."""
    return frozenset((each.rule, each.focus, each.path, each.value, each.message) for each in findings)


def changed_between(before: KnowledgeGraph, after: KnowledgeGraph) -> set[Quad]:
    """The statements that one of two graphs has and the other has not.

    Blank nodes have no names that last: those of the ontology are passed over, others taken to be new.
    """
    return {
        quad
        for quad in set(before.quads) ^ set(after.quads)
        if not (_is_anonymous(quad) and quad.graph_name == ONTOLOGY)
    }


def affected_by(changed: Collection[Quad], after: KnowledgeGraph, reach: Reach | None) -> set[str] | None:
    """The things that changed statements affect through shapes, by their texts; None where that is everything."""
    if reach is None or any(quad.graph_name == ONTOLOGY or quad.predicate.value == RDFS.subClassOf for quad in changed):
        return None
    subjects = {quad.subject for quad in changed} | {quad.graph_name for quad in changed}
    nodes = reach.backwards(changed, [*after.quads, *changed]) if changed else set()
    return {text_of(term) for term in subjects | nodes if not isinstance(term, DefaultGraph)}


def _is_anonymous(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
