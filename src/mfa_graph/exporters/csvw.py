"""Tables as CSV (RFC 4180, UTF-8, CRLF) with the W3C's metadata for them.

The metadata is of Metadata Vocabulary for Tabular Data (https://www.w3.org/TR/tabular-metadata/) and turns the tables of classes
back into statements by Generating RDF from Tabular Data on the Web. What it cannot turn back it leaves out (``suppressOutput``):
labels, columns of several datatypes, and the table of links, whose statements stand in the tables of relations. Addresses in a
cell with several become texts of the type ``xsd:anyURI``, since a ``valueUrl`` knows one value only.

A cell is written as it stands in the graph, also where it begins with a sign that a spreadsheet takes for a formula: to change
data for the sake of one reader would betray all others. See ``docs/decisions/0026-tables-for-people-and-programs.md``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from mfa_graph.exporters.datapackage import package_of
from mfa_graph.exporters.files import File
from mfa_graph.exporters.releases import Release
from mfa_graph.exporters.tables import IRI, Column, Table
from mfa_graph.vocabulary import PREFIXES, XSD

__all__ = ["csv_files", "csv_of"]

_TYPES = {"boolean", "date", "duration", "gYear", "gYearMonth", "integer", "string"}
"""The datatypes of XML Schema that the metadata calls by their last word."""


def csv_files(tables: Sequence[Table], release: Release, *, folder: str = "", bom: bool = False) -> Iterator[File]:
    """Every table as a file, and the two descriptions: the W3C's ``csv-metadata.json`` and Frictionless ``datapackage.json``."""
    files = [File.of(f"{folder}{table.name}.csv", "text/csv", csv_of(table, bom=bom)) for table in tables]
    yield from files
    metadata = _group(tables, release)
    yield File.of(f"{folder}csv-metadata.json", "application/csvm+json", _json(metadata))
    package = package_of(tables, files, release)
    yield File.of(f"{folder}datapackage.json", "application/json", _json(package))


def csv_of(table: Table, *, bom: bool = False) -> bytes:
    """A table as CSV, its first line the headings; with `bom` it begins with a byte-order mark, by which Excel knows UTF-8."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(column.heading for column in table.columns)
    separators = [column.separator for column in table.columns]
    for row in table.rows:
        writer.writerow(separator.join(cell) for separator, cell in zip(separators, row, strict=True))
    return output.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _group(tables: Sequence[Table], release: Release) -> dict[str, Any]:
    """A table group (Metadata Vocabulary for Tabular Data 5.3)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": release.title,
        "dc:description": release.note,
        "dc:license": {"@id": release.licence},
        "dc:modified": {"@value": release.date, "@type": "xsd:date"},
        "schema:version": release.version,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True,
                    "lineTerminators": ["\r\n"]},
        "tables": [_described(table, {other.name for other in tables}) for table in tables],
    }  # fmt: skip


def _described(table: Table, others: set[str]) -> dict[str, Any]:
    key = table.key[0] if len(table.key) == 1 else list(table.key)
    schema: dict[str, Any] = {"columns": [_column(column, table) for column in table.columns], "primaryKey": key}
    if table.about:
        schema["aboutUrl"] = f"{{+{key}}}"
    keys = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"{column.target[0]}.csv", "columnReference": column.target[1]},
        }
        for place, column in enumerate(table.columns)
        # There are readers that take an empty cell for a broken key, so here a key is what no row lacks.
        if column.target and column.target[0] in others and all(row[place] for row in table.rows)
    ]  # fmt: skip
    if keys:
        schema["foreignKeys"] = keys
    described: dict[str, Any] = {
        "url": f"{table.name}.csv", "dc:title": table.title, "dc:description": table.meaning, "tableSchema": schema
    }  # fmt: skip
    return described if table.about else described | {"suppressOutput": True}


def _column(column: Column, table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.heading,
        "dc:description": column.meaning,
        "datatype": _datatype(column),
    }
    if column.name in table.key and len(table.key) == 1:
        described["required"] = True
    if column.property:
        described["propertyUrl"] = column.property
    if not column.property or column.is_mixed:
        described["suppressOutput"] = True
    elif column.type == IRI and not column.separator:
        described["valueUrl"] = f"{{+{column.name}}}"
    if column.language:
        described["lang"] = column.language
    if column.separator:
        described["separator"] = column.separator
    return described


def _datatype(column: Column) -> str | dict[str, str]:
    if column.type == IRI:
        # Where a template makes an address of the value, the value itself is text: some readers take a URI apart first.
        return "anyURI" if column.separator else "string"
    word = column.type.removeprefix(PREFIXES["xsd"])
    return word if word in _TYPES else {"@id": column.type, "base": XSD.string.removeprefix(PREFIXES["xsd"])}


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"
