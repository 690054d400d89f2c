"""The graph as tables: one for each class of things, one of links, with keys from one to another.

An empty cell is not known, which is never to say no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName, nearest
from mfa_graph.exporters.class_tables import ClassTables, plural
from mfa_graph.exporters.columns import ID, IRI, Cell, Column, Table
from mfa_graph.exporters.link_table import table_of_links
from mfa_graph.exporters.links import links_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import RDFS, shortened

__all__ = ["ID", "IRI", "Cell", "Column", "Table", "class_named", "table_of_class", "tables_of"]


def tables_of(graph: KnowledgeGraph, content: Content) -> list[Table]:
    """All tables of a graph, in the order of their names, those of classes and that of links, with keys from one to another."""
    maker = ClassTables(graph, content)
    tables = [maker.of_class(kind) for kind in sorted(maker.widest)]
    tables.append(table_of_links(links_of(graph), maker))
    return _joined(sorted(tables, key=lambda table: table.name), maker)


def table_of_class(graph: KnowledgeGraph, content: Content, name: str) -> Table:
    """The table of one class of the ontology, wide or narrow, given by its name, label, prefixed name or IRI, or ``links``.

    Raises:
        UnknownName: nothing in the graph is of a class that is called so.
    """
    maker = ClassTables(graph, content)
    if name.casefold() == "links":
        return table_of_links(links_of(graph), maker)
    return maker.of_class(class_named(maker, name, others=("links",)))


def class_named(maker: ClassTables, name: str, *, others: Iterable[str] = ()) -> str:
    """The class that is called so: by its name, label, plural, prefixed name or IRI. `others` are offered beside classes.

    Raises:
        UnknownName: nothing in the graph is of a class that is called so.
    """
    wanted = name.strip("<> ").casefold()
    names = {kind: {kind, shortened(kind), re.split("[/#]", kind)[-1], maker.label(kind), plural(maker.label(kind))}
             for kind in maker.classes}  # fmt: skip
    for kind, known in sorted(names.items()):
        if wanted in {each.casefold() for each in known}:
            return kind
    near = {re.split("[/#]", kind)[-1] for kind in names} | {*others}
    raise UnknownName(f"Nothing in the graph is of a class “{name}”.", remedy=nearest(name, near))


def _joined(tables: list[Table], maker: ClassTables) -> list[Table]:
    """The tables with foreign keys: from a column of single addresses to the widest table that has them all."""
    ids = {table.name: {row[0][0] for row in table.rows} for table in tables if table.key == (ID,)}
    ranges = {table.about: table.name for table in tables}

    def target(table: Table, place: int, column: Column) -> tuple[str, str] | None:
        values = {value for row in table.rows for value in row[place]}
        if column.type != IRI or column.separator or column.name == ID or not values:
            return None
        fitting = [name for name in ids if values <= ids[name]]
        told = [ranges.get(value.value, "") for value in maker.facts[column.property].get(RDFS.range, ())]
        best = [name for name in told if name in fitting] or sorted(fitting, key=lambda name: (-len(ids[name]), name))
        return (best[0], ID) if best else None

    return [
        replace(table, columns=tuple(replace(column, target=target(table, place, column))
                                     for place, column in enumerate(table.columns)))
        for table in tables
    ]  # fmt: skip
