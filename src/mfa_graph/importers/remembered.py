"""What mappings made of rows, remembered: a row is mapped once, as long as its cells and its mapping stay the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from mfa_graph.formats import by_name
from mfa_graph.memory import folder, keep, program_digest, remembered
from mfa_graph.store import BlankNode, NamedNode, Quad, Triple
from mfa_graph.store.syntax import parse_nquads, write

__all__ = ["RowMemory"]

_ROW = "urn:mfa-graph:row:"
_KEPT = 4
_WORTHWHILE = 20
"""The memory is written again from so many new rows on; fewer are mapped again as quickly."""


class RowMemory:
    """The statements of rows by the query that makes them; without a `file` nothing outlasts the run."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._known: dict[str, list[Triple]] = {}
        self._used: dict[str, list[Triple]] = {}
        self._new = 0
        body = None if file is None else remembered(file)
        for quad in parse_nquads(body) if body else ():
            assert isinstance(quad.graph_name, NamedNode)
            self._known.setdefault(quad.graph_name.value, []).append(quad.triple)

    @classmethod
    def of_this_program(cls) -> RowMemory:
        """The memory of all runs of the same program."""
        return cls(folder() / "rows" / f"{program_digest()}.nq")

    def get(self, query: str) -> list[Triple] | None:
        """What a query made of its row, or None where that is not remembered."""
        name = _name(query)
        found = self._known.get(name)
        if found is not None:
            self._used[name] = found
        return found

    def add(self, query: str, triples: Iterable[Triple]) -> None:
        """Remember what a query made of its row, unless it has blank nodes, which no file keeps by name."""
        made = list(triples)
        if not any(isinstance(term, BlankNode) for triple in made for term in (triple.subject, triple.object)):
            self._used[_name(query)] = made
            self._new += 1

    def save(self) -> None:
        """Write the rows of this run, if it is worthwhile."""
        if self._file is None or self._new < _WORTHWHILE:
            return
        quads = (Quad(*triple, NamedNode(name)) for name, triples in self._used.items() for triple in triples)
        keep(self._file, write(quads, by_name("nquads"), prefixes={}), files=_KEPT)


def _name(query: str) -> str:
    return _ROW + hashlib.sha256(query.encode()).hexdigest()
