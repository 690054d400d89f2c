"""What the program wants of a store: to be filled with quads and to answer SPARQL 1.1 queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

__all__ = [
    "Answer",
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "LookupStore",
    "NamedNode",
    "Quad",
    "Solutions",
    "Store",
    "Term",
    "Triple",
    "Triples",
    "UpdatableStore",
    "answer_of",
]

Term: TypeAlias = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Solutions:
    """The solutions of a SELECT query (SPARQL 1.1 Query 16.1): the `variables`, without their question mark, and one row each.

    A cell is None where the variable is not bound.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE query, each once, sorted by their N-Triples text."""

    triples: tuple[Triple, ...]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Triples:
        """Gather triples as a set, in a stable order."""
        return cls(tuple(sorted(set(triples), key=str)))

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def __len__(self) -> int:
        return len(self.triples)


Answer: TypeAlias = Solutions | Triples | bool


def answer_of(result: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """Read a result of Oxigraph's, of its engine or of its parsers, to the end."""
    if isinstance(result, QuerySolutions):
        variables = tuple(variable.value for variable in result.variables)
        return Solutions(variables, tuple(tuple(solution) for solution in result))
    if isinstance(result, QueryBoolean):
        return bool(result)
    return Triples.of(result)


class Store(Protocol):
    """A place that holds an RDF dataset and answers queries over it."""

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query: solutions for SELECT, triples for CONSTRUCT and DESCRIBE, a bool for ASK.

        Raises:
            QueryProblem: the text is not a query that the store accepts.
            EndpointProblem: the store is a server and does not answer.
        """
        ...


@runtime_checkable
class LookupStore(Protocol):
    """A store in this process, which can be looked into without a query."""

    def graphs_of(self, triple: tuple[Term, Term, Term]) -> list[str]:
        """The named graphs that hold a triple, sorted."""
        ...


class WritableStore(Store, Protocol):
    """A store that this program may fill."""

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads; one that is there already changes nothing."""
        ...


class UpdatableStore(Store, Protocol):
    """A store that takes SPARQL 1.1 updates."""

    def update(self, text: str) -> None:
        """Run a SPARQL 1.1 update.

        Raises:
            QueryProblem: the text is not an update, or the store takes none.
            EndpointProblem: the store is a server and does not answer.
        """
        ...
