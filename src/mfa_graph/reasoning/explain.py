"""Why a triple holds: proofs, from the conclusion down to what was said.

A proof is **smaller** than another if it is less deep; of two with the same depth, the one whose last clause comes first in the
program, then the one with fewer steps, then the one whose premises come first by their text. So the smallest proof of a triple
depends on what was said and on the ontology alone, and its last rule is the graph in which the inferred triple stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mfa_graph.reasoning.axioms import Statement
from mfa_graph.reasoning.closure import Closure, Equality
from mfa_graph.reasoning.program import SAME, TYPE, Atom, Clause, Relation
from mfa_graph.reasoning.rules import Members, Pattern, Rule, Slot, rule_named
from mfa_graph.store import Term

__all__ = ["Explainer", "Proof", "sentence"]

Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A statement, and why it holds: it was said where `rule` is None, else `rule` gives it from `axioms` and `premises`.

    `terms` and `lists` are what the variables of the rule stand for.
    """

    statement: Statement
    rule: Rule | None = None
    axioms: tuple[Statement, ...] = ()
    premises: tuple[Proof, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict, compare=False)
    lists: Mapping[str, tuple[Term, ...]] = field(default_factory=dict, compare=False)

    @property
    def depth(self) -> int:
        """How many rules lie between the statement and the deepest of what was said."""
        return 0 if self.rule is None else 1 + max((premise.depth for premise in self.premises), default=0)

    def leaves(self) -> Iterator[Statement]:
        """What was said, from left to right; a statement that is used twice comes twice."""
        if self.rule is None:
            yield self.statement
        for premise in self.premises:
            yield from premise.leaves()

    def steps(self) -> Iterator[Proof]:
        """The proof and all proofs inside it, the deepest first."""
        for premise in self.premises:
            yield from premise.steps()
        yield self

    def sentence(self, label: Callable[[Term], str]) -> str:
        """The last rule in words; see `sentence`."""
        assert self.rule is not None
        return sentence(self.rule, self.terms, self.lists, label)


class Explainer:
    """Finds proofs in a closure. `said` tells which triples were said; those of relations that no rule reads are in it alone."""

    def __init__(self, closure: Closure, said: Container[Statement]) -> None:
        self._closure = closure
        self._said = said
        self._proofs: dict[tuple[Relation, Row], Proof] = {}
        self._foreseen: dict[tuple[int, Row], list[tuple[dict[str, int], Row]]] = {}

    def smallest(self, statement: Statement) -> Proof | None:
        """The smallest proof of a triple, or None where it does not hold."""
        if statement in self._said:
            return Proof(statement)
        if statement[1] == SAME:
            return self._same(statement[0], statement[2])
        standing = self._standing(statement)
        proof = self._of_standing(standing)
        return None if proof is None else self._replaced(proof, statement[0], statement[2])

    def foresee(self, statements: Iterable[Statement]) -> None:
        """Read what the smallest proofs of many triples need, level by level: a large closure answers each question slowly."""
        drawn = (each for each in statements if each not in self._said and each[1] != SAME)
        waiting = {self._row_of(self._standing(each)) for each in drawn}
        while waiting:
            asked: dict[int, dict[Row, Row]] = defaultdict(dict)
            for relation, row in waiting:
                number = self._drawn_by(relation, row)
                if number is not None and (number, row) not in self._foreseen:
                    bound = self._bound(self._closure.program.entailments[number], row)
                    if bound:
                        asked[number][tuple(bound.values())] = row
            waiting = {premise for number, rows in asked.items() for premise in self._foreseen_premises(number, rows)}

    def _foreseen_premises(self, number: int, asked: Mapping[Row, Row]) -> Iterator[tuple[Relation, Row]]:
        """The premises of the rows that a clause gives, which are told by the values that they bind; its solutions are kept."""
        clause = self._closure.program.entailments[number]
        for row in asked.values():
            self._foreseen[number, row] = []
        names = list(self._bound(clause, next(iter(asked.values()))) or ())
        for key, values, weights in self._closure.solutions_of(clause, names, asked):
            self._foreseen[number, asked[key]].append((values, weights))
            every = {**dict(zip(names, key, strict=True)), **values}
            yield from ((atom.relation, self._row(atom, every)) for atom in clause.body)

    def _drawn_by(self, relation: Relation, row: Row) -> int | None:
        """The number of the clause by which a row was drawn; None where it was said, does not hold, or has other names put in."""
        drawn_by = self._closure.weights(relation).get(row, 0) % self._closure.dialect.scale
        return drawn_by - 1 if 0 < drawn_by <= len(self._closure.program.entailments) else None

    def all(self, statement: Statement) -> Iterator[Proof]:
        """Each way in which a triple holds, the smallest first: that it was said, and each last step on smallest proofs."""
        if statement in self._said:
            yield Proof(statement)
        standing = self._standing(statement)
        relation, row = self._row_of(standing)
        found = [*self._last_steps(relation, row), *self._rewritten(standing)] if statement == standing else []
        smallest = self.smallest(statement)
        if not found and smallest is not None:
            found = [smallest]
        steps = [proof for proof in found if proof.rule is not None]
        yield from sorted(steps, key=lambda proof: (proof != smallest, *_size(proof)))

    def premises(self, clause: Clause, values: Mapping[str, int]) -> tuple[Proof, ...]:
        """The smallest proofs of a clause's premises, for these values of its variables."""
        return tuple(self._of_row(atom.relation, self._row(atom, values)) for atom in clause.body)

    def _standing(self, statement: Statement) -> Statement:
        """The triple with representatives in the place of things that have one."""
        subject, predicate, value = statement
        return self._stand_in(subject), predicate, value if predicate == TYPE else self._stand_in(value)

    def _stand_in(self, term: Term) -> Term:
        return self._closure.facts.term(self._closure.number(term))

    def _row_of(self, statement: Statement) -> tuple[Relation, Row]:
        subject, predicate, value = statement
        if predicate == TYPE:
            return Relation(predicate, value), (self._closure.number(subject),)
        return Relation(predicate), (self._closure.number(subject), self._closure.number(value))

    def _of_standing(self, statement: Statement) -> Proof | None:
        relation, row = self._row_of(statement)
        if row in self._closure.weights(relation):
            return self._of_row(relation, row)
        return next(self._rewritten(statement), None)

    def _of_row(self, relation: Relation, row: Row) -> Proof:
        """The smallest proof of a row of the closure."""
        key = relation, row
        if key not in self._proofs:
            self._proofs[key] = self._found(relation, row)
        return self._proofs[key]

    def _found(self, relation: Relation, row: Row) -> Proof:
        weight = self._closure.weights(relation)[row]
        statement = self._statement(relation, row)
        if weight == 0:
            return Proof(statement)
        number = self._drawn_by(relation, row)
        if number is None:
            return next(self._rewritten(statement))
        return min(self._steps(number, relation, row, below=weight // self._closure.dialect.scale), key=_size)

    def _last_steps(self, relation: Relation, row: Row) -> Iterator[Proof]:
        """All applications of clauses that give a row, but for those that rest on the row itself."""
        if row not in self._closure.weights(relation):
            return
        statement = self._statement(relation, row)
        for number, _ in enumerate(self._closure.program.entailments):
            for proof in self._steps(number, relation, row, below=None):
                if all(step.statement != statement for premise in proof.premises for step in premise.steps()):
                    yield proof

    def _steps(self, number: int, relation: Relation, row: Row, *, below: int | None) -> Iterator[Proof]:
        """The applications of the clause of this number that give a row; with `below` only on premises that are less deep."""
        clause = self._closure.program.entailments[number]
        if clause.head is None or clause.head.relation != relation:
            return
        bound = self._bound(clause, row)
        if bound is None:
            return
        solutions = self._foreseen.get((number, row))
        for values, weights in self._closure.solutions(clause, bound) if solutions is None else solutions:
            if below is None or all(weight // self._closure.dialect.scale < below for weight in weights):
                yield self._applied(clause, {**bound, **values}, self._statement(relation, row))

    def _bound(self, clause: Clause, row: Row) -> dict[str, int] | None:
        """What the variables in a clause's head are where it gives a row; None where it cannot give it."""
        assert clause.head is not None
        bound: dict[str, int] = {}
        for slot, number in zip(clause.head.slots, row, strict=True):
            expected = bound.setdefault(slot, number) if isinstance(slot, str) else self._closure.number(slot)
            if expected != number:
                return None
        return bound

    def _applied(self, clause: Clause, values: Mapping[str, int], statement: Statement) -> Proof:
        terms = {name: self._closure.facts.term(number) for name, number in values.items()}
        match = clause.match
        premises = self.premises(clause, values)
        return Proof(statement, clause.rule, match.axioms, premises, {**match.terms, **terms}, match.lists)

    def _row(self, atom: Atom, values: Mapping[str, int]) -> Row:
        def number(slot: Slot) -> int:
            return values[slot] if isinstance(slot, str) else self._closure.number(slot)

        return tuple(map(number, atom.slots))

    def _statement(self, relation: Relation, row: Row) -> Statement:
        terms = [self._closure.facts.term(number) for number in row]
        return terms[0], relation.predicate, relation.member_of or terms[1]

    # ---- things that are the same

    def _rewritten(self, statement: Statement) -> Iterator[Proof]:
        """Proofs of a triple of representatives from one that was said of what they stand for."""
        subject, predicate, value = statement
        pairs = [
            (one, other)
            for one in self._alike(subject)
            for other in ([value] if predicate == TYPE else self._alike(value))
        ]
        for one, other in sorted(pairs, key=lambda pair: ((pair[0] != subject) + (pair[1] != value), pair[1] != value)):
            if (one, predicate, other) in self._said:
                yield self._replaced(Proof((one, predicate, other)), subject, value)

    def _alike(self, term: Term) -> list[Term]:
        """The term itself and all that it stands for, in the order of their text."""
        facts, same = self._closure.facts, self._closure.same
        number = facts.number(term)
        return sorted([term, *(facts.term(other) for other, stands in same.items() if stands == number)], key=str)

    def _replaced(self, proof: Proof, subject: Term, value: Term) -> Proof:
        """The proof that goes on to a triple with other names of the same things."""
        one, predicate, other = proof.statement
        if subject != one:
            same, rule = self._same(one, subject), rule_named("eq-rep-s")
            terms = {"?s": one, "?t": subject, "?p": predicate, "?o": other}
            assert same is not None
            proof = Proof((subject, predicate, other), rule, (), (same, proof), terms)
        if value != other:
            same, rule = self._same(other, value), rule_named("eq-rep-o")
            terms = {"?o": other, "?t": value, "?p": predicate, "?s": subject}
            assert same is not None
            proof = Proof((subject, predicate, value), rule, (), (same, proof), terms)
        return proof

    def _same(self, one: Term, other: Term) -> Proof | None:
        """The proof that two things are the same, along the shortest way from one to the other."""
        path = self._path(self._closure.facts.number(one), self._closure.facts.number(other))
        if not path:
            return None
        proof: Proof | None = None
        here = one
        for equality, there in path:
            step = self._step(equality, here, there)
            if proof is not None:
                terms = {"?x": one, "?y": here, "?z": there}
                step = Proof((one, SAME, there), rule_named("eq-trans"), (), (proof, step), terms)
            proof, here = step, there
        return proof

    def _step(self, equality: Equality, here: Term, there: Term) -> Proof:
        """The proof of one equality: as it was said, turned round if need be, or by the clause that found it, either way."""
        if equality.clause is not None:
            values = dict(equality.values)
            if self._closure.facts.term(equality.one) != here:
                one, other = map(str, equality.clause.head.slots if equality.clause.head else ())
                values |= {one: values[other], other: values[one]}
            return self._finder(equality)._applied(equality.clause, values, (here, SAME, there))
        if self._closure.facts.term(equality.one) == here:
            return Proof((here, SAME, there))
        stated = Proof((there, SAME, here))
        return Proof((here, SAME, there), rule_named("eq-sym"), (), (stated,), {"?x": there, "?y": here})

    def _finder(self, equality: Equality) -> Explainer:
        """The explainer of the run that found an equality."""
        closure: Closure | None = self._closure
        while closure is not None and equality not in closure.found:
            closure = closure.before
        assert closure is not None, "every equality was found by some run"
        return Explainer(closure, self._said)

    def _path(self, start: int, goal: int) -> list[tuple[Equality, Term]]:
        """The shortest way over equalities from one thing to another: each with the thing that it leads to."""
        ways: dict[int, list[tuple[Equality, Term]]] = {start: []}
        frontier = [start]
        while frontier and goal not in ways:
            reached: list[int] = []
            for number in frontier:
                for equality, other in self._neighbours.get(number, ()):
                    if other not in ways:
                        ways[other] = [*ways[number], (equality, self._closure.facts.term(other))]
                        reached.append(other)
            frontier = reached
        return ways.get(goal, [])

    @cached_property
    def _neighbours(self) -> dict[int, list[tuple[Equality, int]]]:
        neighbours: dict[int, list[tuple[Equality, int]]] = {}
        for equality in self._closure.equalities:
            neighbours.setdefault(equality.one, []).append((equality, equality.other))
            neighbours.setdefault(equality.other, []).append((equality, equality.one))
        return neighbours


def _size(proof: Proof) -> tuple[int, str, int, list[str]]:
    """What makes a proof smaller than another; see the module."""
    assert proof.rule is not None
    steps = sum(1 for _ in proof.steps())
    return proof.depth, proof.rule.name, steps, [str(part) for premise in proof.premises for part in premise.statement]


def sentence(
    rule: Rule, terms: Mapping[str, Term], lists: Mapping[str, tuple[Term, ...]], label: Callable[[Term], str]
) -> str:
    """What an application of a rule says, in words: things by their labels, terms of the ontology besides in quotes."""
    of_ontology = {name for pattern in rule.axioms for name in _names(pattern)}

    def word(name: str, term: Term) -> str:
        return f"“{label(term)}”" if name in of_ontology else label(term)

    words = {name.lstrip("?"): word(name, term) for name, term in terms.items()}
    for name, members in lists.items():
        words[name.lstrip("?")] = _series([word(name, member) for member in members])
        words["u[n+1]"] = words.get(f"u[{len(members) + 1}]", "")
    return _PLACE.sub(lambda place: words.get(place[1], place[1]), rule.says)


_PLACE = re.compile(r"\{([^}]+)\}")


def _names(pattern: Pattern) -> Iterator[str]:
    for slot in pattern[:3]:
        if isinstance(slot, Members):
            yield from slot.names
        elif isinstance(slot, str):
            yield slot


def _series(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
