"""The small intermediate form that rules are compiled to: clauses over named relations, sorted into strata.

A **relation** holds the members of one class, or the pairs of one property. A **clause** is one rule with the axioms bound in:
its head follows from its body. A **stratum** is a set of relations that wait for each other; only a recursive one is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import NamedTuple

from mfa_graph.reasoning.axioms import Axioms, Match
from mfa_graph.reasoning.rules import Rule, Slot
from mfa_graph.store import NamedNode, Term
from mfa_graph.vocabulary import OWL, RDF

__all__ = ["SAME", "TYPE", "Atom", "Clause", "Program", "Relation", "Stratum"]

TYPE = NamedNode(RDF.type)
SAME = NamedNode(OWL.sameAs)


class Relation(NamedTuple):
    """The pairs of a property, or, where `member_of` is a class, the members of that class."""

    predicate: Term
    member_of: Term | None = None

    @property
    def arity(self) -> int:
        """1 for a class, 2 for a property."""
        return 1 if self.member_of is not None else 2


class Atom(NamedTuple):
    """That terms or variables stand in a relation: one for a class, two for a property."""

    relation: Relation
    slots: tuple[Slot, ...]

    @property
    def statement(self) -> tuple[Slot, Slot, Slot]:
        """The triple that the atom stands for."""
        value = self.relation.member_of or self.slots[1]
        return self.slots[0], self.relation.predicate, value


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule with its axioms bound in.

    `head` is None for a contradiction. `different` are pairs of variables whose values differ, `equal` pairs of terms that are
    the same thing (only the contradictions of lists of different things have them), `match` is how the rule's axiom patterns
    matched.
    """

    rule: Rule
    head: Atom | None
    body: tuple[Atom, ...]
    match: Match
    different: tuple[tuple[str, str], ...] = ()
    equal: tuple[tuple[Term, Term], ...] = ()

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the body, each once, in order."""
        return tuple(dict.fromkeys(slot for atom in self.body for slot in atom.slots if isinstance(slot, str)))


@dataclass(frozen=True, slots=True)
class Stratum:
    """Relations that are computed together, with the clauses that fill them."""

    relations: tuple[Relation, ...]
    clauses: tuple[Clause, ...]

    @property
    def is_recursive(self) -> bool:
        """Whether a clause reads a relation that the stratum itself fills."""
        return any(self.reads_itself(clause) for clause in self.clauses)

    def reads_itself(self, clause: Clause) -> bool:
        """Whether the clause's body has a relation of this stratum."""
        return any(atom.relation in self.relations for atom in clause.body)


@dataclass(frozen=True, slots=True)
class Program:
    """All clauses of an ontology: `entailments`, `equalities` (two things are the same) and `contradictions`.

    The place of a clause in `entailments`, counted from 1, is its number.
    """

    axioms: Axioms
    entailments: tuple[Clause, ...]
    equalities: tuple[Clause, ...]
    contradictions: tuple[Clause, ...]

    @property
    def relations(self) -> frozenset[Relation]:
        """All relations that some clause reads."""
        clauses = (*self.entailments, *self.equalities, *self.contradictions)
        return frozenset(atom.relation for clause in clauses for atom in clause.body)

    def restricted(self, present: Iterable[Relation]) -> Program:
        """The program without clauses that read a relation which is not `present` and which no clause can fill."""
        live = set(present)
        waiting = list(self.entailments)
        ready: list[Clause] = waiting
        while ready:
            ready = [clause for clause in waiting if all(atom.relation in live for atom in clause.body)]
            live |= {clause.head.relation for clause in ready if clause.head}
            waiting = [clause for clause in waiting if clause not in ready]
        dead = set(map(id, waiting))

        def living(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
            return tuple(c for c in clauses if id(c) not in dead and all(atom.relation in live for atom in c.body))

        return replace(
            self,
            entailments=living(self.entailments),
            equalities=living(self.equalities),
            contradictions=living(self.contradictions),
        )

    def strata(self) -> Iterator[Stratum]:
        """The entailments in the order in which they can be computed, recursive ones together."""
        filled_by: dict[Relation, list[Clause]] = {}
        for clause in self.entailments:
            assert clause.head is not None
            filled_by.setdefault(clause.head.relation, []).append(clause)
        for relations in _components(
            {head: {atom.relation for c in clauses for atom in c.body} for head, clauses in filled_by.items()}
        ):
            yield Stratum(relations, tuple(clause for relation in relations for clause in filled_by[relation]))


def _components(reads: dict[Relation, set[Relation]]) -> Iterator[tuple[Relation, ...]]:
    """The strongly connected components of the dependency graph, each after those that it reads from."""
    reached = {relation: _reached(relation, reads) for relation in reads}
    component = {
        relation: tuple(
            other for other in reads if other == relation or (other in reach and relation in reached[other])
        )
        for relation, reach in reached.items()
    }
    order: TopologicalSorter[tuple[Relation, ...]] = TopologicalSorter()
    for relation, own in component.items():
        order.add(own, *(component[read] for read in reads[relation] if read in reads and component[read] != own))
    return iter(order.static_order())


def _reached(start: Relation, reads: dict[Relation, set[Relation]]) -> set[Relation]:
    reached: set[Relation] = set()
    ahead = [start]
    while ahead:
        new = reads.get(ahead.pop(), set()) - reached
        reached |= new
        ahead += new
    return reached
