"""Where the SQL of a program runs: SQLite from the standard library, or DuckDB where it is installed and there is much to do."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Protocol

from mfa_graph.errors import UnknownName, UsageProblem, nearest

__all__ = ["ENGINES", "Engine", "engine_for"]

_LARGE = 200_000
"""From so many statements on DuckDB's start pays."""


_BATCH = 50_000


class Engine(Protocol):
    """A database in memory, for the run of one program."""

    def run(self, statement: str) -> None:
        """Run a statement that answers nothing."""

    def rows(self, query: str) -> Iterator[tuple[int, ...]]:
        """The rows that answer a query."""

    def columns(self, query: str) -> Iterator[Sequence[Sequence[int]]]:
        """The rows that answer a query as columns, in batches."""

    def fill(self, table: str, columns: Sequence[tuple[str, array[int]]]) -> None:
        """Make a table of whole numbers from its columns, each with its name."""


class SQLite:
    """SQLite, in memory."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA cache_size = -200000")
        self._connection.execute("PRAGMA temp_store = MEMORY")

    def run(self, statement: str) -> None:
        """Run a statement that answers nothing."""
        self._connection.execute(statement)

    def rows(self, query: str) -> Iterator[tuple[int, ...]]:
        """The rows that answer a query."""
        return iter(self._connection.execute(query))

    def columns(self, query: str) -> Iterator[Sequence[Sequence[int]]]:
        """The rows that answer a query as columns, in batches."""
        answer = self._connection.execute(query)
        while batch := answer.fetchmany(_BATCH):
            yield list(zip(*batch, strict=True))

    def fill(self, table: str, columns: Sequence[tuple[str, array[int]]]) -> None:
        """Make a table of whole numbers from its columns, each with its name."""
        self.run(f"CREATE TABLE {table} ({', '.join(name for name, _ in columns)})")
        places = ", ".join("?" for _ in columns)
        self._connection.execute("BEGIN")
        self._connection.executemany(
            f"INSERT INTO {table} VALUES ({places})", zip(*(c for _, c in columns), strict=True)
        )
        self._connection.execute("COMMIT")


class DuckDB:
    """DuckDB, in memory, with all cores."""

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect(":memory:")

    def run(self, statement: str) -> None:
        """Run a statement that answers nothing."""
        self._connection.execute(statement)

    def rows(self, query: str) -> Iterator[tuple[int, ...]]:
        """The rows that answer a query."""
        answer = self._connection.cursor().execute(query)
        while batch := answer.fetchmany(_BATCH):
            yield from batch

    def columns(self, query: str) -> Iterator[Sequence[Sequence[int]]]:
        """The rows that answer a query as columns, in batches."""
        answer = self._connection.cursor().execute(query).fetchnumpy()
        if answer and len(next(iter(answer.values()))):
            yield [column.tolist() for column in answer.values()]

    def fill(self, table: str, columns: Sequence[tuple[str, array[int]]]) -> None:
        """Make a table of whole numbers from its columns, each with its name."""
        import numpy

        frame = {name: numpy.frombuffer(column, dtype=numpy.int64) for name, column in columns}
        self._connection.register("frame", frame)
        self._connection.execute(f"CREATE TABLE {table} AS SELECT * FROM frame")
        self._connection.unregister("frame")


ENGINES: dict[str, type[SQLite] | type[DuckDB]] = {"sqlite": SQLite, "duckdb": DuckDB}


def engine_for(name: str | None, size: int) -> Engine:
    """The engine of this name; without a name SQLite, or DuckDB where it is installed and there are many statements.

    Raises:
        UnknownName: there is no such engine.
        UsageProblem: the engine is not installed.
    """
    if name is None:
        name = "duckdb" if size >= _LARGE and _has_duckdb() else "sqlite"
    if name not in ENGINES:
        raise UnknownName(f"There is no engine “{name}”.", remedy=nearest(name, ENGINES))
    if name == "duckdb" and not _has_duckdb():
        raise UsageProblem(
            "DuckDB is not installed.", remedy="pip install 'mfa-graph[fast]', or choose --engine sqlite."
        )
    return ENGINES[name]()


def _has_duckdb() -> bool:
    return all(find_spec(module) is not None for module in ("duckdb", "numpy"))
