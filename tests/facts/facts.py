"""The facts of the founding record as queries, and the statements that each of them rests on.

This module stands beside the queries because it knows their form: a query puts what it cites into ``GRAPH ?name { ... }``, with
an IRI for every predicate. The tests use it, and so does ``docs/generate.py``, which prints what the tests have checked. A tool
that reads the tests' files is simpler than tests that reach into a tool.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Identifier, Variable

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import read_query
from mfa_graph.store import Literal, NamedNode, Quad, Solutions, Term
from mfa_graph.vocabulary import BASE

__all__ = ["FOLDER", "SOURCE", "Fact", "Pattern", "passages", "read_facts", "statements"]

FOLDER = Path(__file__).parent
SOURCE = BASE + "source/ilo-good-practices-58"

# The fields of the record, the network, then the five initiatives: the order of the record.
_ORDER = "RMYDTPL"

Pattern = tuple[Identifier, Identifier, Identifier, Identifier]
"""A triple pattern inside GRAPH: the name of the graph, then subject, predicate and object."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that the record states: its `id`, what it `says`, `words` that stand in its passages, and its query's `text`."""

    id: str
    says: str
    words: tuple[str, ...]
    text: str

    @property
    def expected(self) -> list[list[str]]:
        """The stored answer: a row of variables, then the rows."""
        with (FOLDER / f"{self.id}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def answer(self, graph: KnowledgeGraph) -> list[list[str]]:
        """The answer of a graph in the same form: IRIs without our base, an empty cell for what is not bound."""
        solutions = graph.select(self.text)
        cells = ([str(getattr(term, "value", "")).removeprefix(BASE) for term in row] for row in solutions)
        return [list(solutions.variables), *cells]

    def patterns(self) -> tuple[Pattern, ...]:
        """All triple patterns that the query puts inside GRAPH."""
        return _patterns_of(self.text)

    def rests_on(self, graph: KnowledgeGraph) -> list[Quad]:
        """The statements of the record that the query's answer is made of, in the order of the graph.

        They are what its patterns become when the solutions are put into them. A pattern that a solution leaves open, as an
        OPTIONAL may, becomes nothing.
        """
        solutions = graph.select(re.sub(r"^SELECT .*$", "SELECT *", self.text, count=1, flags=re.MULTILINE))
        found = set(_instances(self.patterns(), solutions))
        return [quad for quad in statements(graph) if tuple(map(str, _terms(quad))) in found]


def read_facts() -> tuple[Fact, ...]:
    """Every fact that has a query here, in the order of the record.

    Raises:
        ContentProblem: a head lacks a key, or has one that nobody reads.
    """
    return tuple(sorted(map(_fact, FOLDER.glob("*.rq")), key=lambda fact: (_ORDER.index(fact.id[0]), fact.id)))


def statements(graph: KnowledgeGraph) -> list[Quad]:
    """All statements that stand in a passage of the founding record."""
    names = {name for name, _, _ in passages(graph)}
    return [quad for quad in graph.quads if getattr(quad.graph_name, "value", "") in names]


def passages(graph: KnowledgeGraph) -> list[tuple[str, int, int]]:
    """The passages of the founding record with start and end, in the order of the text."""
    solutions = graph.select(
        f"""PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?passage ?start ?end
        WHERE {{ ?passage oa:hasSource <{SOURCE}> ; oa:hasSelector [ oa:start ?start ; oa:end ?end ] }}
        ORDER BY ?start ?end ?passage"""
    )
    return [(_value(passage), int(_value(start)), int(_value(end))) for passage, start, end in solutions]


def _fact(path: Path) -> Fact:
    file = read_query(path)
    file.refuse_unknown({"fact", "says", "words"})
    return Fact(
        id=file.require("fact", str),
        says=file.require("says", str),
        words=tuple(file.require("words", list)),
        text=file.text,
    )


@cache
def _patterns_of(query: str) -> tuple[Pattern, ...]:
    return tuple(_patterns(prepareQuery(query).algebra))


def _patterns(part: Any, name: Identifier | None = None) -> Iterator[Pattern]:
    """Walk through a query's algebra (SPARQL 1.1 Query 18.2), with the name of the graph that holds each part."""
    if isinstance(part, CompValue):
        name = part.term if part.name == "Graph" else name
        if part.name == "BGP" and name is not None:
            yield from ((name, *triple) for triple in part.triples)
        for inner in part.values():
            yield from _patterns(inner, name)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _patterns(inner, name)


def _instances(patterns: Sequence[Pattern], solutions: Solutions) -> Iterator[tuple[str, ...]]:
    """The patterns with each solution put in, as N-Quads terms; both libraries write terms alike."""
    for row in solutions:
        bound = {Variable(name): str(term) for name, term in zip(solutions.variables, row, strict=True) if term}
        for pattern in patterns:
            terms = [bound.get(term) if isinstance(term, Variable) else term.n3() for term in pattern]
            if None not in terms:
                yield tuple(str(term) for term in terms)


def _terms(quad: Quad) -> tuple[object, ...]:
    return quad.graph_name, quad.subject, quad.predicate, quad.object


def _value(term: Term | None) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value
