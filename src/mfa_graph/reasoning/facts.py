"""What was said, in whole numbers: terms numbered, statements sorted into the relations that a program reads or fills."""

from __future__ import annotations

import gc
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from mfa_graph.reasoning.program import SAME, TYPE, Program, Relation
from mfa_graph.store import Literal, Quad, Term

__all__ = ["Columns", "Facts", "read_facts"]

Columns: TypeAlias = "tuple[array[int], ...]"
"""The rows of a relation, a column each: subjects, and for a property objects."""


@dataclass(slots=True)
class Facts:
    """Numbered terms, and the rows of each relation; `equal` are the pairs that are said to be the same thing.

    The number of a resource is above zero, that of a literal below.
    """

    numbers: dict[Term, int] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    rows: dict[Relation, Columns] = field(default_factory=dict)
    equal: list[tuple[int, int]] = field(default_factory=list)

    def number(self, term: Term) -> int:
        """The number of a term, a new one if it has none."""
        number = self.numbers.get(term)
        if number is None:
            self.terms.append(term)
            number = -len(self.terms) if isinstance(term, Literal) else len(self.terms)
            self.numbers[term] = number
        return number

    def term(self, number: int) -> Term:
        """The term of a number."""
        return self.terms[abs(number) - 1]

    def literal(self, number: int) -> Literal:
        """The literal of a number below zero."""
        term = self.term(number)
        assert isinstance(term, Literal)
        return term

    def __len__(self) -> int:
        return sum(len(columns[0]) for columns in self.rows.values())


def read_facts(program: Program, quads: Iterable[Quad]) -> Facts:
    """The statements that matter to a program; in which graph they stand does not.

    Only terms in statements of relations that the program reads or fills get a number, besides its own constants; statements
    about terms of the ontology are passed over.
    """
    facts = Facts()
    classes, properties = _columns(program)
    number = facts.number
    with _uncollected():
        for quad in quads:
            predicate = quad.predicate
            columns = properties.get(predicate)
            if columns is not None:
                columns[0].append(number(quad.subject))  # type: ignore[arg-type] # no quoted triples in RDF 1.1
                columns[1].append(number(quad.object))  # type: ignore[arg-type]
            elif predicate == TYPE:
                columns = classes.get(quad.object)  # type: ignore[arg-type]
                if columns is not None:
                    columns[0].append(number(quad.subject))  # type: ignore[arg-type]
    said_same = properties.pop(SAME)
    facts.equal = list(zip(*said_same, strict=True))
    facts.rows = {Relation(TYPE, name): columns for name, columns in classes.items() if columns[0]}
    facts.rows |= {Relation(name): columns for name, columns in properties.items() if columns[0]}
    _pass_over(facts, {axiom[0] for axiom in program.axioms.stated})
    return facts


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circular garbage meanwhile: none is made, and to look at millions of terms again and again takes a tenth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _pass_over(facts: Facts, vocabulary: set[Term]) -> None:
    """Leave out the rows that are about terms of the ontology."""
    numbers = {facts.numbers[term] for term in vocabulary & facts.numbers.keys()}
    facts.equal = [pair for pair in facts.equal if numbers.isdisjoint(pair)]
    for relation, columns in list(facts.rows.items()) if numbers else ():
        if not numbers.isdisjoint(columns[0]):
            kept = [row for row in zip(*columns, strict=True) if row[0] not in numbers]
            facts.rows[relation] = tuple(array("q", column) for column in zip(*kept, strict=True))
            if not kept:
                del facts.rows[relation]


def _columns(program: Program) -> tuple[dict[Term, Columns], dict[Term, Columns]]:
    """Empty columns for each class and each property of a program, by their terms."""
    heads = {clause.head.relation for clause in program.entailments if clause.head}
    classes: dict[Term, Columns] = {}
    properties: dict[Term, Columns] = defaultdict(lambda: (array("q"), array("q")))
    for relation in program.relations | heads:
        if relation.member_of is not None:
            classes[relation.member_of] = (array("q"),)
        else:
            properties[relation.predicate]
    properties[SAME]
    return classes, dict(properties)
