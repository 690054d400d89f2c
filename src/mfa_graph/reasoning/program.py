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

__all__ = ["SAME", "TYPE", "Atom", "Clause", "Program", "Relation", "Stratum", "Way"]

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


class Way(NamedTuple):
    """How rows of one relation reach another: in so many `steps`, the last of them by the clause `last`.

    `turned` tells whether subjects have become objects, `turns` whether they ever were on the way, which no literal survives.
    """

    start: Relation
    goal: Relation
    turned: bool
    turns: bool
    steps: int
    last: Clause


@dataclass(frozen=True, slots=True)
class Stratum:
    """Relations that are computed together, with the clauses that fill them."""

    relations: tuple[Relation, ...]
    clauses: tuple[Clause, ...]

    @property
    def is_recursive(self) -> bool:
        """Whether a clause reads a relation that the stratum itself fills."""
        return any(self.reads_itself(clause) for clause in self.clauses)

    @property
    def ways(self) -> tuple[Way, ...] | None:
        """Where its recursive clauses only rename rows or turn them round: the shortest ways between its relations; else None.

        Such a stratum, of inverse or equivalent relations, need not be repeated.
        """
        recursive = [clause for clause in self.clauses if self.reads_itself(clause)]
        if not all(map(_only_passes_on, recursive)):
            return None
        return tuple(way for relation in self.relations for way in _shortest(relation, recursive))

    @property
    def starting(self) -> tuple[Clause, ...]:
        """The clauses that read none of its relations: what it begins with."""
        return tuple(clause for clause in self.clauses if not self.reads_itself(clause))

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
        waiting = self.entailments
        ready: tuple[Clause, ...] = waiting
        while ready:
            ready = tuple(clause for clause in waiting if all(atom.relation in live for atom in clause.body))
            waiting = tuple(clause for clause in waiting if any(atom.relation not in live for atom in clause.body))
            live |= {clause.head.relation for clause in ready if clause.head}

        def living(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
            return tuple(clause for clause in clauses if all(atom.relation in live for atom in clause.body))

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


def _only_passes_on(clause: Clause) -> bool:
    """Whether each row of the one relation that a clause reads becomes one row of its head."""
    if clause.head is None or len(clause.body) != 1 or clause.different or clause.equal:
        return False
    read, written = clause.body[0].slots, clause.head.slots
    are_variables = all(isinstance(slot, str) for slot in read)
    return are_variables and len(set(read)) == len(read) and sorted(map(str, read)) == sorted(map(str, written))


def _shortest(start: Relation, clauses: list[Clause]) -> Iterator[Way]:
    """The shortest ways from a relation to each relation; of several the one whose last clause comes first."""
    frontier = [(start, False, False)]
    reached = set(frontier)
    steps = 0
    while frontier:
        steps += 1
        found: dict[tuple[Relation, bool, bool], Clause] = {}
        for clause in clauses:
            assert clause.head is not None
            turns = clause.head.slots != clause.body[0].slots
            for relation, turned, ever in frontier:
                state = clause.head.relation, turned != turns, ever or turns
                if relation == clause.body[0].relation and state not in reached:
                    found.setdefault(state, clause)
        yield from (Way(start, *state, steps, clause) for state, clause in found.items())
        reached |= found.keys()
        frontier = list(found)


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
        before = {component[read] for read in reads[relation] if read in reads} - {own}
        order.add(own, *sorted(before, key=str))  # so that every run has the same order
    return iter(order.static_order())


def _reached(start: Relation, reads: dict[Relation, set[Relation]]) -> set[Relation]:
    reached: set[Relation] = set()
    ahead = [start]
    while ahead:
        new = reads.get(ahead.pop(), set()) - reached
        reached |= new
        ahead += new
    return reached
