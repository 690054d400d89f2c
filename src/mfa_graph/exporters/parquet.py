"""Tables as Apache Parquet: typed columns, lists where a cell may have several values, and null where nothing is known."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from mfa_graph.errors import UsageProblem
from mfa_graph.exporters.releases import Release
from mfa_graph.exporters.tables import Cell, Column, Table
from mfa_graph.vocabulary import XSD

__all__ = ["parquet_of"]


def parquet_of(table: Table, release: Release) -> bytes:
    """A table as a Parquet file; the columns have their names for programs, and their properties in their metadata.

    Raises:
        UsageProblem: the library of the extra ``[tables]`` is not installed.
    """
    if find_spec("pyarrow") is None:
        raise UsageProblem("PyArrow, which Parquet needs, is not installed.", remedy='pip install "mfa-graph[tables]".')
    import pyarrow
    from pyarrow import parquet

    fields, arrays = [], []
    for place, column in enumerate(table.columns):
        kind, read = _typed(pyarrow, column, table, place)
        about = {
            "heading": column.heading,
            "meaning": column.meaning,
            "property": column.property,
            "datatype": column.type,
        }
        if column.language:
            about["language"] = column.language
        fields.append(pyarrow.field(column.name, kind, metadata=about))
        arrays.append(pyarrow.array([read(row[place]) for row in table.rows], type=kind))
    schema = pyarrow.schema(
        fields,
        metadata={
            "title": f"{release.title}: {table.title}",
            "description": table.meaning,
            "licence": release.licence,
            "version": release.version,
            "date": release.date,
        },
    )
    output = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), output, compression="zstd")
    return output.getvalue()


def _typed(arrow: Any, column: Column, table: Table, place: int) -> tuple[Any, Callable[[Cell], Any]]:
    """The type of a column and what reads a cell as it; where a value does not fit, as with odd days, the column stays text."""
    kinds: dict[str, tuple[Any, Callable[[str], Any]]] = {
        XSD.integer: (arrow.int64(), int),
        XSD.date: (arrow.date32(), datetime.date.fromisoformat),
        XSD.boolean: (arrow.bool_(), lambda text: text in ("true", "1")),
    }
    kind, read = kinds.get(column.type, (arrow.string(), str))
    try:
        for row in table.rows:
            for value in row[place]:
                read(value)
    except ValueError:
        kind, read = arrow.string(), str
    if column.separator:
        return arrow.list_(kind), lambda cell: [read(value) for value in cell] or None
    return kind, lambda cell: read(cell[0]) if cell else None
