"""What tables say, remembered: a table is read again when one of its files changes, and its new rows alone are mapped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from mfa_graph.formats import by_name
from mfa_graph.memory import folder, keep, program_digest, remembered
from mfa_graph.store import BlankNode, NamedNode, Quad, Triple
from mfa_graph.store.syntax import parse_nquads, write

__all__ = ["TableMemory"]

_ROW = "urn:mfa-graph:row:"
_TABLES, _ROWS = 200, 4
"""How many files are kept."""
_WORTHWHILE = 20
"""The rows are written again from so many new ones on; fewer are mapped again as quickly."""

Written = Mapping[Quad, tuple[str, int]]


class TableMemory:
    """Tables by their files, and rows by the queries that map them; without a folder nothing outlasts the run."""

    def __init__(self, home: Path | None = None) -> None:
        self._home = home
        self._used: dict[str, list[Triple]] = {}
        self._new = 0

    @classmethod
    def of_this_program(cls) -> TableMemory:
        """The memory of all runs of the same program."""
        return cls(folder())

    def table(self, name: str, files: Sequence[Path], known: Collection[str]) -> dict[Quad, tuple[str, int]] | None:
        """What a table says, if it is remembered and all things that its cells name are still known."""
        body = None if self._home is None else remembered(self._table(name, files))
        if body is None:
            return None
        head = json.loads(body[1 : body.index(b"\n")])
        if not known >= set(head["needs"]):  # type: ignore[operator]
            return None
        return dict(
            zip(parse_nquads(body), ((head["files"][file], line) for file, line in head["places"]), strict=True)
        )

    def add_table(self, name: str, files: Sequence[Path], needs: Iterable[str], written: Written) -> None:
        """Remember what a table says, and which things its cells name."""
        if self._home is None or any(map(_is_anonymous, written)):
            return
        named = list(dict.fromkeys(file for file, _ in written.values()))
        places = [(named.index(file), line) for file, line in written.values()]
        head = json.dumps({"needs": sorted(needs), "files": named, "places": places})
        keep(self._table(name, files), f"#{head}\n".encode() + _nquads(written), files=_TABLES)

    def row(self, query: str) -> list[Triple] | None:
        """What a query made of its row, or None where that is not remembered."""
        name = _name(query)
        found = self._rows.get(name)
        if found is not None:
            self._used[name] = found
        return found

    def add_row(self, query: str, triples: list[Triple]) -> None:
        """Remember what a query made of its row, unless it has blank nodes, which no file keeps by name."""
        if not any(map(_is_anonymous, triples)):
            self._used[_name(query)] = triples
            self._new += 1

    def save(self) -> None:
        """Write the rows of this run, if it is worthwhile."""
        if self._home is not None and self._new >= _WORTHWHILE:
            rows = {**self._rows, **self._used}.items()
            quads = (
                Quad(triple.subject, triple.predicate, triple.object, NamedNode(name))
                for name, triples in rows
                for triple in triples
            )
            keep(self._home / "rows" / f"{program_digest()}.nq", _nquads(quads), files=_ROWS)

    @cached_property
    def _rows(self) -> dict[str, list[Triple]]:
        body = None if self._home is None else remembered(self._home / "rows" / f"{program_digest()}.nq")
        known: dict[str, list[Triple]] = {}
        for quad in parse_nquads(body) if body else ():
            assert isinstance(quad.graph_name, NamedNode)
            known.setdefault(quad.graph_name.value, []).append(quad.triple)
        return known

    def _table(self, name: str, files: Sequence[Path]) -> Path:
        assert self._home is not None
        digest = hashlib.sha256(f"{program_digest()}\0{name}\0".encode())
        for file in files:
            digest.update(hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b"-")
        return self._home / "tables" / f"{digest.hexdigest()}.nq"


def _nquads(quads: Iterable[Quad]) -> bytes:
    return write(quads, by_name("nquads"), prefixes={})


def _is_anonymous(statement: Quad | Triple) -> bool:
    return isinstance(statement.subject, BlankNode) or isinstance(statement.object, BlankNode)


def _name(query: str) -> str:
    return _ROW + hashlib.sha256(query.encode()).hexdigest()
