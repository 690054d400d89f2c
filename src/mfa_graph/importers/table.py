"""Tables of facts: one folder, ``data/<table>/``, with four files.

- ``table.toml`` says what each column holds, what makes a row unique, and how many rows are expected.
- ``rows.csv`` holds the rows. A row with a reason in its column ``left_out`` makes no statement: its passage carries the reason.
- ``sources.csv`` describes the sources that the column ``source`` names.
- ``mapping.rq`` constructs the statements of one row: its marked line ``VALUES (?column ...) { ... } #+ row`` receives the cells.

Each row is a passage of its source, and its statements stand in that passage's graph. A table without a column of sources says
in ``table.toml`` which graph all its rows belong to, such as ``graph/curation`` or ``source/iso-3166``.

A cell may name what the authored statements describe, and what an earlier table does. Tables in ``graph/curation`` are read
first, then the others without a column of sources, then those with one, each kind in the order of their names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mfa_graph.assets import Content, content_name
from mfa_graph.errors import ContentProblem, MissingContent, Place, nearest, text_of
from mfa_graph.heads import QueryFile, read_query
from mfa_graph.importers.cells import Column, Described, Row, read_rows
from mfa_graph.importers.remembered import TableMemory
from mfa_graph.importers.sources import RowPassage, read_sources, source_quads
from mfa_graph.store import Literal, NamedNode, Quad, Term, Triple, Triples
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.vocabulary import BASE, RDF

__all__ = ["Table", "described_by", "read_tables", "table_of"]

_KEYS = {"title", "rows", "key", "columns", "graph"}
_NEEDED = {"title": str, "rows": int, "key": list, "columns": dict}
_FILES = ("table.toml", "rows.csv", "sources.csv", "mapping.rq")
_LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Table:
    """What a table brings: its name, and its statements with the file, relative to the content's root, and line of each."""

    name: str
    written: Mapping[Quad, tuple[str, int]]


def read_tables(
    content: Content,
    known: Iterable[str],
    said: Iterable[Quad] = (),
    *,
    more: Iterable[Path] = (),
    memory: TableMemory | None = None,
) -> list[Table]:
    """All tables of a content root and in the folders of `more`, those that describe things before those that only speak of them.

    `known` are the IRIs of things that a cell may name, besides those to which an earlier table gives a class; a cell that names
    another is an error, which says what may be meant by the labels in `said`. What `memory` knows is not read again.

    Raises:
        MissingContent: a file of a table is not there.
        ContentProblem: a table does not keep to its own description; the place names file, line and column.
    """
    memory = memory or TableMemory()
    paths = [*sorted(content.folder("data").glob("*/table.toml")), *(folder / "table.toml" for folder in more)]
    things = Described(known, said)
    tables = []
    for folder, settings in sorted(((path.parent, _settings(path)) for path in paths), key=lambda pair: _turn(pair[1])):
        tables.append(_read_table(folder, settings, things, content.root, memory))
        if "source" not in settings["columns"]:
            things.extend(described_by(tables[-1].written), tables[-1].written)
    memory.save()
    return tables


def _turn(settings: Mapping[str, Any]) -> tuple[bool, bool]:
    """When a table is read: ours first, then those of one graph, then those whose rows are passages."""
    return "source" in settings["columns"], settings.get("graph") != "graph/curation"


def table_of(file: Path) -> Path | None:
    """The folder of the table that a file belongs to, or None where it is no file of a table.

    Raises:
        ContentProblem: it is CSV and there is no ``table.toml`` beside it, so that nobody knows what its columns mean.
    """
    if file.name not in _FILES and file.suffix != ".csv":
        return None
    if file.name in _FILES and (file.parent / "table.toml").is_file():
        return file.parent
    raise ContentProblem(
        "Nothing tells what the columns of this file mean.",
        place=Place(file),
        remedy="name it rows.csv and put table.toml, mapping.rq and, for a column of sources, sources.csv beside it.",
    )


def described_by(quads: Iterable[Quad]) -> set[str]:
    """The IRIs of the things to which some statements give a class: what a cell may name."""
    return {
        quad.subject.value for quad in quads if quad.predicate.value == RDF.type and isinstance(quad.subject, NamedNode)
    }


def _read_table(folder: Path, settings: Mapping[str, Any], known: Described, root: Path, memory: TableMemory) -> Table:
    files, name = [folder / file for file in _FILES], content_name(folder, root)
    remembered = memory.table(name, files, known.things)
    if remembered is not None:
        return Table(folder.name, remembered)
    described = settings["columns"].items()
    columns = {name: Column.described(name, keys, folder / "table.toml") for name, keys in described}
    sources = read_sources(folder / "sources.csv") if "source" in columns else {}
    rows = list(read_rows(folder / "rows.csv", columns, known, sources))
    _refuse_too_few(folder, rows, settings["rows"])
    _refuse_twins(folder, rows, settings["key"])
    mapping = read_query(folder / "mapping.rq")
    speaking = [row for row in rows if not row.text(_LEFT_OUT)]
    written = {quad: ("rows.csv", line) for quad, line in _mapped(mapping, speaking, settings, folder.name, memory)}
    if sources:
        passages = [_passage(row, settings["key"], folder.name) for row in rows]
        written |= source_quads(folder.name, sources, passages)
    names = {file: content_name(folder / file, root) for file in _FILES}
    placed = {quad: (names[file], line) for quad, (file, line) in written.items()}
    memory.add_table(name, files, _named(rows) & known.things, placed)
    return Table(folder.name, placed)


def _named(rows: Iterable[Row]) -> set[str]:
    """The things that cells name, and the addresses in them."""
    terms = (cell.term for row in rows for cell in row.cells.values())
    return {term.value for term in terms if isinstance(term, NamedNode)}


def _settings(path: Path) -> dict[str, Any]:
    """The description of a table, checked for the keys that it must and may have."""
    try:
        settings = tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise ContentProblem(f"This is not TOML: {error}.", place=Place(path), remedy="mend it there.") from error
    for key in settings.keys() - _KEYS:
        raise ContentProblem(f"Nobody reads the key “{key}”.", place=Place(path), remedy=nearest(key, _KEYS))
    for key, kind in _NEEDED.items():
        if not isinstance(settings.get(key), kind):
            state = "is missing" if key not in settings else f"is not of type {kind.__name__}"
            raise ContentProblem(f"The key “{key}” {state}.", place=Place(path), remedy=f"write {key} = ...")
    for name in settings["key"]:
        if name not in settings["columns"]:
            raise ContentProblem(
                f"The key names “{name}”, which is no column.",
                place=Place(path),
                remedy=nearest(str(name), settings["columns"]),
            )
    if "source" not in settings["columns"] and "graph" not in settings:
        raise ContentProblem(
            "The table has neither a column “source” nor a graph.",
            place=Place(path),
            remedy='describe [columns.source], or write graph = "graph/curation".',
        )
    return settings


def _mapped(
    mapping: QueryFile, rows: Sequence[Row], settings: Mapping[str, Any], table: str, memory: TableMemory
) -> Iterator[tuple[Quad, int]]:
    """The statements of each row, in the graph of its passage or in the table's own graph, with the line of the row.

    What several rows say in one graph, such as the label of a thing, is of the first of them.
    """
    said: set[Quad] = set()
    variables = mapping.variables("row")
    store = EmbeddedStore()
    for row in rows:
        passage = NamedNode(_passage(row, settings["key"], table).iri)
        home = NamedNode(BASE + settings["graph"]) if "graph" in settings else passage
        terms = " ".join(
            str(term) if term is not None else "UNDEF" for term in _terms(mapping, variables, row, passage)
        )
        query = mapping.filled({"row": [f"({terms})"]})
        triples = memory.row(query)
        if triples is None:
            triples = _made_of(row, query, mapping, store)
            memory.add_row(query, triples)
        for triple in triples:
            quad = Quad(triple.subject, triple.predicate, triple.object, home)
            if quad not in said:
                said.add(quad)
                yield quad, row.place.line or 0


def _made_of(row: Row, query: str, mapping: QueryFile, store: EmbeddedStore) -> list[Triple]:
    """What the mapping makes of a row: something, or it is an error."""
    answer = store.query(query)
    if not isinstance(answer, Triples):
        raise mapping.problem("A mapping must be a CONSTRUCT query.", remedy="construct the statements of one row.")
    if not answer:
        raise ContentProblem(
            "The mapping makes no statement of this row.",
            place=row.place,
            remedy=f"fill the cells that {mapping.path} needs, or say in the column left_out why the row stays out.",
        )
    return list(answer)


def _terms(mapping: QueryFile, variables: Sequence[str], row: Row, passage: NamedNode) -> Iterator[Term | None]:
    """What stands for each variable: a cell, a cell's slug (``?columnSlug``), or the passage."""
    for variable in variables:
        column = variable.removesuffix("Slug")
        if variable == "passage":
            yield passage
        elif variable in row.cells:
            yield row.cells[variable].term
        elif column in row.cells:
            yield Literal(row.text(column)) if row.text(column) else None
        else:
            raise mapping.problem(
                f"The table has no column for ?{variable}.",
                remedy=nearest(variable, [*row.cells, "passage"]),
                word=variable,
            )


def _passage(row: Row, key: Sequence[str], table: str) -> RowPassage:
    """The row as a passage: its address from its key, never from its place in the file."""
    names = [name for name in key if name != "source"]
    return RowPassage(
        iri=f"{BASE}source/{row.text('source')}/{table}-{row.key(names)}",
        source=row.text("source"),
        locator=", ".join(filter(None, (row.text(name) for name in names))),
        left_out=row.text(_LEFT_OUT),
        line=row.place.line or 0,
    )


def _refuse_too_few(folder: Path, rows: Sequence[Row], expected: int) -> None:
    if len(rows) < expected:
        raise MissingContent(
            f"The table has {len(rows)} rows and expects at least {expected}.",
            place=Place(folder / "rows.csv"),
            remedy="bring the rows back, or lower `rows` in table.toml if they were taken out on purpose.",
        )


def _refuse_twins(folder: Path, rows: Sequence[Row], key: Sequence[str]) -> None:
    seen: dict[str, Row] = {}
    for row in rows:
        name = row.key(key)
        if name in seen:
            raise ContentProblem(
                f"This row has the key of line {seen[name].place.line}: {name}.",
                place=row.place,
                remedy=f"tell the two apart in {', '.join(key)}, or remove one.",
            )
        seen[name] = row
