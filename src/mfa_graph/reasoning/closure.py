"""Running a program: from what was said to all that follows.

Where things turn out to be the same, each set of them gets a representative, the first of them by its text, and the program runs
again over statements in which it stands for the others. Each run is a `Closure`, and the one before it stays, because the reason
why two things are the same lies there.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mfa_graph.reasoning.engines import Engine, engine_for
from mfa_graph.reasoning.facts import Facts, read_facts
from mfa_graph.reasoning.program import Clause, Program, Relation
from mfa_graph.reasoning.sql import ASKED, Dialect
from mfa_graph.store import Quad, Term

__all__ = ["Closure", "Conclusions", "Equality", "close"]


@dataclass(frozen=True, slots=True)
class Equality:
    """That two things, by their numbers, are the same: said so where `clause` is None, else found by it.

    `values` are those of the clause's variables, by their names, `depth` is that of its proof.
    """

    one: int
    other: int
    clause: Clause | None = None
    values: Mapping[str, int] = field(default_factory=dict)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Rows of a relation that were not said, as columns, and for each the number of what it was drawn by; see `rule_name`."""

    relation: Relation
    columns: Sequence[Sequence[int]]
    drawn_by: Sequence[int]


class Closure:
    """One run of a program over facts, with `same` telling the representative of each thing that has another.

    `equalities` are all that were known before the run; those that it finds itself are `found`, and `clashes` are those among
    them that would make two literals one value.
    """

    def __init__(
        self,
        program: Program,
        facts: Facts,
        engine: Engine,
        *,
        same: Mapping[int, int],
        equalities: tuple[Equality, ...] = (),
        before: Closure | None = None,
    ) -> None:
        self.facts = facts
        self.same = same
        self.equalities = equalities
        self.before = before
        self.program = program.restricted(facts.rows)
        self.dialect = Dialect(
            self.program, said=facts.rows, number_of=lambda term: str(self.number(term)), rewritten=bool(same)
        )
        self._engine = engine
        self._costs = _costs(equalities, same)
        self._weights: dict[Relation, dict[tuple[int, ...], int]] = {}
        self._fill()
        self._compute()
        found = list(self._found())
        self.found = tuple(each for each in found if each.one > 0 and each.other > 0)
        self.clashes = tuple(each for each in found if each.one < 0 and each.other < 0)

    def number(self, term: Term) -> int:
        """The number of a term, or that of its representative."""
        number = self.facts.number(term)
        return self.same.get(number, number)

    def inferred(self) -> Iterator[Conclusions]:
        """All rows that were not said, those with a representative put in included, many of a relation at a time."""
        for relation in sorted(self.dialect.filled, key=str):
            for *columns, weights in self._engine.columns(self.dialect.inferred(relation)):
                yield Conclusions(relation, columns, [weight % self.dialect.scale for weight in weights])
        read = {atom.relation for clause in self.program.entailments for atom in clause.body} - self.dialect.filled
        for relation in sorted(self.facts.rows.keys() & read, key=str) if self.same else ():
            rows = [row for row in self._rewritten(relation) if row[-1]]
            if rows:
                *rewritten, weights = zip(*rows, strict=True)
                yield Conclusions(relation, rewritten, [weight % self.dialect.scale for weight in weights])

    def rule_name(self, drawn_by: int) -> str:
        """The name of the rule by whose clause a conclusion was drawn."""
        clauses = self.program.entailments
        if drawn_by <= len(clauses):
            return clauses[drawn_by - 1].rule.name
        return "eq-rep-s" if drawn_by == len(clauses) + 1 else "eq-rep-o"

    def weights(self, relation: Relation) -> Mapping[tuple[int, ...], int]:
        """The rows of a relation with their weights; see `mfa_graph.reasoning.sql`."""
        if relation not in self._weights:
            if relation in self.dialect.filled:
                rows = self._engine.rows(self.dialect.rows(relation))
            else:
                rows = self._rewritten(relation) if relation in self.facts.rows else iter(())
            self._weights[relation] = {tuple(row): weight for *row, weight in rows}
        return self._weights[relation]

    def solutions(self, clause: Clause, bound: Mapping[str, int]) -> Iterator[tuple[dict[str, int], tuple[int, ...]]]:
        """The ways in which a clause's body holds, with some variables bound: values by variable, and its atoms' weights."""
        names = clause.variables
        for row in self._engine.rows(self.dialect.solutions(clause, dict(bound))):
            yield _solution(names, row)

    def solutions_of(
        self, clause: Clause, bound: Sequence[str], rows: Collection[tuple[int, ...]]
    ) -> list[tuple[tuple[int, ...], dict[str, int], tuple[int, ...]]]:
        """The `solutions` for each of some rows of bound variables, behind the row: once asked is sooner answered than often."""
        names, count = clause.variables, len(bound)
        columns = [(f"b{place}", array("q", column)) for place, column in enumerate(zip(*rows, strict=True))]
        self._engine.fill(ASKED, columns)
        found = [
            (row[:count], *_solution(names, row[count:]))
            for row in self._engine.rows(self.dialect.solutions_of(clause, bound))
        ]
        self._engine.run(f"DROP TABLE {ASKED}")
        return found

    def _fill(self) -> None:
        for relation, columns in self.facts.rows.items():
            names = ["s", "o"][: relation.arity]
            if self.same:
                names.append("w")
                columns = tuple(array("q", column) for column in zip(*self._rewritten(relation), strict=True))
            self._engine.fill(self.dialect.said_table(relation), list(zip(names, columns, strict=True)))

    def _rewritten(self, relation: Relation) -> Iterator[tuple[int, ...]]:
        """The rows of a relation with representatives put in, each once, and their weights."""
        scale, count, costs = self.dialect.scale, len(self.program.entailments), self._costs
        least: dict[tuple[int, ...], int] = {}
        for row in zip(*self.facts.rows[relation], strict=True):
            new = tuple(self.same.get(number, number) for number in row)
            depth = sum(costs.get(number, 0) for number in row)
            last = 2 if new[1:] != row[1:] else 1  # the subject is put in first
            weight = depth * scale + count + last if depth else 0
            least[new] = min(weight, least.get(new, weight))
        return ((*row, weight) for row, weight in least.items())

    def _compute(self) -> None:
        for stratum in self.program.strata():
            statements = self.dialect.once(stratum)
            if statements is not None:
                self._run(statements)
                continue
            self._run(self.dialect.opening(stratum))
            while True:
                self._run(self.dialect.round(stratum))
                if not next(self._engine.rows(self.dialect.news(stratum)))[0]:
                    break
            self._run(self.dialect.closing(stratum))

    def _run(self, statements: Iterable[str]) -> None:
        for statement in statements:
            self._engine.run(statement)

    def _found(self) -> Iterator[Equality]:
        for clause in self.program.equalities:
            names = clause.variables
            for one, other, *rest in self._engine.rows(self.dialect.pairs(clause)):
                depth = 1 + max(rest[len(names) :], default=0) // self.dialect.scale
                yield Equality(one, other, clause, dict(zip(names, rest, strict=False)), depth)


def close(program: Program, quads: Iterable[Quad], *, engine: str | None = None) -> Closure:
    """All that follows from quads under a program, on the engine of this name or, without one, the fitting one.

    Raises:
        UnknownName: there is no such engine.
        UsageProblem: the engine is not installed.
    """
    facts = read_facts(program, quads)
    equalities = tuple(Equality(one, other) for one, other in facts.equal if one > 0 and other > 0)
    closure: Closure | None = None
    while closure is None or closure.found:
        equalities += closure.found if closure else ()
        same = representatives(facts, equalities)
        closure = Closure(
            program, facts, engine_for(engine, len(facts)), same=same, equalities=equalities, before=closure
        )
    return closure


def representatives(facts: Facts, equalities: Iterable[Equality]) -> dict[int, int]:
    """The representative of each thing that has another: the first by its text of all that are the same."""
    together: dict[int, set[int]] = {}
    for equality in equalities:
        merged = together.get(equality.one, {equality.one}) | together.get(equality.other, {equality.other})
        together |= dict.fromkeys(merged, merged)
    first: dict[int, int] = {}
    for group in together.values():
        if not group & first.keys():
            first |= dict.fromkeys(group, min(group, key=lambda number: str(facts.term(number))))
    return {number: representative for number, representative in first.items() if number != representative}


def _solution(names: Sequence[str], row: tuple[int, ...]) -> tuple[dict[str, int], tuple[int, ...]]:
    """A row of a query for solutions: the values of the variables, and the weights after them."""
    return dict(zip(names, row, strict=False)), row[len(names) :]


def _costs(equalities: Iterable[Equality], same: Mapping[int, int]) -> dict[int, int]:
    """How deep it goes at most to put its representative in the place of each thing that has one.

    A proof along several equalities is no deeper than all their proofs together, a step to turn each and a step to go on.
    """
    neighbours: dict[int, list[tuple[int, int]]] = {}
    for each in equalities:
        neighbours.setdefault(each.one, []).append((each.other, each.depth + 2))
        neighbours.setdefault(each.other, []).append((each.one, each.depth + 2))
    costs = dict.fromkeys(same.values(), 0)
    ahead = deque(costs)
    while ahead:
        here = ahead.popleft()
        for there, depth in neighbours.get(here, ()):
            if there not in costs:
                costs[there] = costs[here] + depth
                ahead.append(there)
    return costs
