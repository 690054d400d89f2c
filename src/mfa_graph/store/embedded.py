"""Oxigraph inside the process: in memory, or in a folder on disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

import pyoxigraph

from mfa_graph.errors import Place, QueryProblem, UnwritableOutput
from mfa_graph.store.base import Answer, DefaultGraph, Quad, Term, answer_of
from mfa_graph.store.federation import asks_elsewhere

__all__ = ["EmbeddedStore"]


_BRACKET = re.compile(r"[][(){}]")
_DEEPEST = 200
"""Oxigraph's parser recurses: some thousands of nested brackets end the process."""


class EmbeddedStore:
    """A dataset in memory, or under the folder `path`, where it stays between runs.

    Oxigraph rewrites literals that are not in canonical form (``"007"^^xsd:integer`` becomes ``7``), so a store answers
    questions and is never the source of what is written or checked: `mfa_graph.graph.KnowledgeGraph` keeps the quads as they
    were parsed.

    Raises:
        UnwritableOutput: the folder cannot be made or is held by another process.
    """

    def __init__(self, path: Path | None = None) -> None:
        try:
            self._store = pyoxigraph.Store(None if path is None else str(path))
        except OSError as error:
            assert path is not None
            raise UnwritableOutput(
                f"The store cannot be opened: {error}.",
                place=Place(path),
                remedy="name a folder that you may write to and that no other process uses.",
            ) from error

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads; one that is there already changes nothing."""
        self._store.bulk_extend(quads)

    def quads(self) -> Iterator[Quad]:
        """All quads, as the store keeps them."""
        return iter(self._store)

    def __len__(self) -> int:
        return len(self._store)

    def graphs_of(self, triple: tuple[Term, Term, Term]) -> list[str]:
        """The named graphs that hold a triple, sorted; a query for many of them takes longer to read than to answer."""
        found = (quad.graph_name for quad in self._store.quads_for_pattern(*triple, None))  # type: ignore[arg-type]
        return sorted(graph.value for graph in found if not isinstance(graph, DefaultGraph))

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query over the default graph and, inside GRAPH, the named ones.

        Nothing is sent over the network: Oxigraph would ask the servers that SERVICE names.

        Raises:
            QueryProblem: Oxigraph does not accept the text, it nests deeper than any question needs, or it has a SERVICE.
        """
        if _depth(text) > _DEEPEST:
            raise QueryProblem(
                f"The query nests deeper than {_DEEPEST} brackets, which could end the program.",
                remedy="write it flatter.",
            )
        if asks_elsewhere(text):
            raise QueryProblem(
                "The query has a SERVICE, which would send parts of it to another server; from here nothing is sent.",
                remedy="ask without SERVICE, or put the query to a server of your own with --endpoint.",
            )
        try:
            return answer_of(self._store.query(text))
        except SyntaxError as error:
            raise QueryProblem(
                f"This is not a SPARQL 1.1 query: {error.msg}",
                remedy="mend the query at the place named; updates are not queries.",
            ) from error
        except (ValueError, OSError, UnicodeError) as error:
            raise QueryProblem(f"The query failed: {error}", remedy="see the reason given.") from error

    def update(self, text: str) -> None:
        """Run a SPARQL 1.1 update that this program wrote; nobody else's text comes here, since LOAD would reach the network.

        Raises:
            QueryProblem: Oxigraph does not accept the text.
        """
        try:
            self._store.update(text)
        except (SyntaxError, ValueError, OSError) as error:
            raise QueryProblem(f"The update failed: {error}", remedy="see the reason given.") from error


def _depth(text: str) -> int:
    """How deep a text nests its brackets of all kinds, those in strings and comments counted too: an upper bound."""
    steps = (1 if bracket in "{([" else -1 for bracket in _BRACKET.findall(text))
    return max(accumulate(steps), default=0)
