"""CSV (RFC 4180) read with places: where each cell stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mfa_graph.store import NamedNode
from mfa_graph.validation.tokens import Lines

__all__ = ["CELL", "Sheet"]

CELL = re.compile(r'(?P<cell>"(?:[^"]|"")*"|[^,\r\n]*)(?P<end>,|\r\n|\n|\r|\Z)')


@dataclass(frozen=True, slots=True)
class _Cell:
    column: str
    text: str
    place: tuple[int, int]


class Sheet:
    """A CSV file: its records by the line in which they begin."""

    def __init__(self, text: str) -> None:
        lines = Lines(text)
        self._records: dict[int, list[_Cell]] = {}
        names: list[str] = []
        record: list[_Cell] = []
        at = 0
        while at < len(text) and (found := CELL.match(text, at)):
            written = found["cell"]
            cell = written[1:-1].replace('""', '"') if written.startswith('"') else written
            name = names[len(record)] if len(record) < len(names) else ""
            record.append(_Cell(name, cell.strip(), lines.place(at)))
            at = found.end()
            if found["end"] != "," or at == len(text):
                names = names or [each.text for each in record]
                self._records[record[0].place[0]] = record
                record = []

    def place(self, line: int, predicate: NamedNode, value: object | None) -> tuple[int, int]:
        """Line and column of the cell that holds a value, in the record that begins in a line; without a value, of the record.

        Of several such cells it is the one whose column is called most like the property.
        """
        property_name = re.split("[#/]", predicate.value)[-1].lower()
        cells = [cell for cell in self._records.get(line, ()) if value is not None and _holds(cell.text, value)]
        cells.sort(key=lambda cell: cell.column.replace("_", "") not in property_name)
        return cells[0].place if cells else (line, 1)


def _holds(text: str, value: object) -> bool:
    """Whether a cell stands for a term: by its text, by the last part of its address, or by its number."""
    written = getattr(value, "value", "")
    if not text:
        return False
    return (
        text == written
        or text.lstrip("0") == written
        or (isinstance(value, NamedNode) and written.endswith(f"/{text}"))
    )
