"""The description of CSV files as a Data Package (https://specs.frictionlessdata.io/, Tabular Data Package 1)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from mfa_graph.exporters.files import File
from mfa_graph.exporters.releases import Release
from mfa_graph.exporters.tables import IRI, Column, Table
from mfa_graph.vocabulary import XSD

__all__ = ["package_of"]

_TYPES = {
    XSD.boolean: "boolean",
    XSD.date: "date",
    XSD.gYear: "year",
    XSD.gYearMonth: "yearmonth",
    XSD.integer: "integer",
}


def package_of(tables: Sequence[Table], files: Sequence[File], release: Release) -> dict[str, Any]:
    """The package of some tables and their files, in the same order."""
    names = {table.name: table for table in tables}
    return {
        "profile": "tabular-data-package",
        "name": "mfa-graph-tables",
        "title": release.title,
        "description": release.note,
        "version": release.version,
        "created": f"{release.date}T00:00:00Z",
        "licenses": [{"name": release.licence_name, "path": release.licence}],
        "contributors": [{"title": author, "role": "author"} for author in release.authors],
        "resources": [_resource(table, file, names) for table, file in zip(tables, files, strict=True)],
    }


def _resource(table: Table, file: File, tables: dict[str, Table]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
    }
    if len(table.key) == 1:
        schema["primaryKey"] = [_heading(table, name) for name in table.key]
    keys = [
        {
            "fields": [column.heading],
            "reference": {
                "resource": "" if column.target[0] == table.name else column.target[0],
                "fields": [_heading(tables[column.target[0]], column.target[1])],
            },
        }
        for column in table.columns
        if column.target and column.target[0] in tables
    ]
    if keys:
        schema["foreignKeys"] = keys
    body = file.body
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.meaning,
        "path": file.name.rpartition("/")[2],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    meaning = column.meaning
    if column.separator:
        meaning += f" Several values are separated by “{column.separator}”."
    field: dict[str, Any] = {"name": column.heading, "description": meaning, "type": "string"}
    if not column.separator:
        field["type"] = _TYPES.get(column.type, "string")
    if column.property:
        field["rdfType"] = column.type if column.type != IRI else XSD.anyURI
    if table.key == (column.name,):
        field["constraints"] = {"required": True, "unique": True}
    return field


def _heading(table: Table, name: str) -> str:
    return table.columns[table.position(name)].heading
