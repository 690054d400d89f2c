"""What tables are made of: columns, cells and rows, whatever is in them and however they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from mfa_graph.vocabulary import XSD

__all__ = ["ID", "IRI", "Cell", "Column", "Table", "separated"]

Cell: TypeAlias = tuple[str, ...]
"""The values of a cell, as the graph writes them; none where nothing is known."""

IRI = "IRI"
"""The type of a column that holds addresses; other types are IRIs of datatypes."""

ID = "iri"
"""The name of the column that says what a row of a class's table is about."""

_SEPARATORS = ("|", "¦", "‖", "␞")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its name for programs: letters, digits and underscores.
        heading: Its name for people, in the first line of the table.
        meaning: What it holds, in a sentence.
        property: The property whose values it holds; empty where it holds no statement of the graph, such as labels.
        type: `IRI`, or the IRI of the datatype; ``xsd:string`` also where values of several datatypes stand in one column.
        is_mixed: Whether several datatypes stand in it, told apart by their form, such as days, months and years.
        language: The language tag of its values.
        separator: What stands between the values of a cell; empty where no cell has more than one.
        target: The table and the column in which each value of it stands, as a foreign key.
    """

    name: str
    heading: str
    meaning: str
    property: str = ""
    type: str = XSD.string
    is_mixed: bool = False
    language: str = ""
    separator: str = ""
    target: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, which is that of its file too, a title, what a row is, its columns and its rows, in order.

    `key` names the columns that tell rows apart; `about` is the class of the things in the rows, empty for links.
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[str, ...] = (ID,)
    about: str = ""

    def position(self, name: str) -> int:
        """Where a column stands, counted from 0."""
        return next(place for place, column in enumerate(self.columns) if column.name == name)


def separated(column: Column, rows: Sequence[tuple[Cell, ...]], place: int) -> Column:
    """A column with what separates its values, if some cell has several: the first sign that none of them holds."""
    cells = [row[place] for row in rows]
    if all(len(cell) < 2 for cell in cells):
        return column
    free = (sign for sign in _SEPARATORS if not any(sign in value for cell in cells for value in cell))
    return replace(column, separator=next(free, "\x1f"))
