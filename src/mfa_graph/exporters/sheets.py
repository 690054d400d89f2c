"""Tables as one XLSX workbook: a sheet for each table, and one that says how to read them.

Every cell is written as text, a day or a number, and never as a formula, whatever sign it begins with. The workbook carries the
day of the data and no clock, so that the same data make the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from mfa_graph.errors import UsageProblem
from mfa_graph.exporters.releases import Release
from mfa_graph.exporters.tables import IRI, Cell, Column, Table
from mfa_graph.vocabulary import XSD

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["workbook_of"]

_MOST_LETTERS = 32_767
"""No cell of a workbook holds more."""

_MOST_OF_ADDRESS = 2_079
"""No link of a workbook is longer."""

_WIDEST, _NARROWEST = 48, 10
_FIRST_YEAR = 1900
"""No day of a workbook is earlier; those that are stay text."""


def workbook_of(tables: Sequence[Table], release: Release) -> bytes:
    """The workbook: first the sheet “Read me”, then the tables, each with its headings frozen and a filter.

    A cell that names a thing with a row of its own leads there, and the address of a source to its page.

    Raises:
        UsageProblem: the library of the extra ``[sheets]`` is not installed.
    """
    if find_spec("xlsxwriter") is None:
        raise UsageProblem(
            "XlsxWriter, which workbooks need, is not installed.", remedy='pip install "mfa-graph[sheets]".'
        )
    from xlsxwriter import Workbook

    output = io.BytesIO()
    book = Workbook(output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime.datetime.fromisoformat(release.date)
    book.set_properties(
        {"title": release.title, "author": "; ".join(release.authors), "comments": release.note, "created": day}
    )
    styles = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "bottom": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "link": book.add_format({"font_color": "#0B5394", "underline": 1}),
    }
    _read_me(book.add_worksheet("Read me"), tables, release, styles)
    rows = {
        table.name: {row[0][0]: number for number, row in enumerate(table.rows, 1)} for table in tables if table.about
    }
    for table in tables:
        _Sheet(
            book, table, {name: (_sheet_name(other), rows[name]) for name, other in _targets(table, tables)}, styles
        ).write()
    book.close()
    return output.getvalue()


def _targets(table: Table, tables: Sequence[Table]) -> list[tuple[str, Table]]:
    wanted = {column.target[0] for column in table.columns if column.target}
    return [(other.name, other) for other in tables if other.name in wanted]


def _sheet_name(table: Table) -> str:
    return table.title[:31]


def _read_me(sheet: Worksheet, tables: Sequence[Table], release: Release, styles: Mapping[str, Any]) -> None:
    """What the workbook is, how to read it, and what the columns of each sheet hold."""
    lines = [
        [release.title],
        [f"Version {release.version}, data of {release.date}. {', '.join(release.authors)}. Licence {release.licence_name}."],
        [release.abstract],
        [],
        ["An empty cell is not known. It never means no."],
        ["The first column is the address of the thing that the row is about; a column “(label)” says what the things beside it "
         "are called."],
        ["A blue address leads to the row of the thing, or to the page of the source."],
        ["A cell may hold several values; the list below tells what stands between them."],
        ["A day, month or year is as exact as its source. “earliest” and “latest” columns bound it in days; an end is the first "
         "day on which a thing no longer holds."],
        [],
    ]  # fmt: skip
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 3, 90)
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, "".join(line))
    number = len(lines)
    for place, heading in enumerate(["Sheet", "Column", "What it holds", "Property"]):
        sheet.write_string(number, place, heading, styles["head"])
    for table in tables:
        told = [("", table.meaning, "")]
        told += [(column.heading, _meaning(column), column.property) for column in table.columns]
        for heading, meaning, property_ in told:
            number += 1
            for place, text in enumerate([_sheet_name(table), heading, meaning, property_]):
                sheet.write_string(number, place, text)
    sheet.freeze_panes(len(lines) + 1, 0)


def _meaning(column: Column) -> str:
    return column.meaning + (f" Several values are separated by “{column.separator}”." if column.separator else "")


class _Sheet:
    """One sheet; `targets` tells for each table that its cells lead to the name of its sheet and the row of each thing."""

    def __init__(
        self,
        book: Workbook,
        table: Table,
        targets: Mapping[str, tuple[str, Mapping[str, int]]],
        styles: Mapping[str, Any],
    ) -> None:
        self.sheet = book.add_worksheet(_sheet_name(table))
        self.table, self.targets, self.styles = table, targets, styles

    def write(self) -> None:
        """Write the headings, the rows, the widths and the filter."""
        for place, column in enumerate(self.table.columns):
            self.sheet.write_string(0, place, column.heading, self.styles["head"])
            self.sheet.set_column(place, place, self._width(place))
            for number, row in enumerate(self.table.rows, 1):
                if row[place]:
                    self._cell(number, place, column, row[place])
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, len(self.table.rows), len(self.table.columns) - 1)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(self.table.rows) + 1}"})

    def _width(self, place: int) -> int:
        """As wide as nine in ten of its cells, within reason."""
        lengths = sorted(len(" ".join(row[place])) for row in self.table.rows if row[place]) or [0]
        return min(
            _WIDEST, max(_NARROWEST, len(self.table.columns[place].heading) + 2, lengths[len(lengths) * 9 // 10] + 1)
        )

    def _cell(self, number: int, place: int, column: Column, values: Cell) -> None:
        text = column.separator.join(values)
        if len(text) > _MOST_LETTERS:
            text = text[: _MOST_LETTERS - 1] + "…"
        if column.target and values[0] in self.targets.get(column.target[0], ("", {}))[1]:
            name, rows = self.targets[column.target[0]]
            self.sheet.write_url(number, place, f"internal:'{name}'!A{rows[values[0]] + 1}", self.styles["link"], text)
        elif (
            column.type == IRI
            and column.name in ("url", "address")
            and not column.separator
            and len(text) < _MOST_OF_ADDRESS
        ):
            self.sheet.write_url(number, place, text, self.styles["link"], text)
        elif column.type == XSD.integer and not column.separator and len(text) < 16:
            self.sheet.write_number(number, place, int(text))
        elif column.type == XSD.date and not column.separator and text[:4].isdigit() and int(text[:4]) >= _FIRST_YEAR:
            self.sheet.write_datetime(number, place, datetime.datetime.fromisoformat(text[:10]), self.styles["day"])
        else:
            self.sheet.write_string(number, place, text)
