"""The graph as tables: one for each class of things, one of links, with keys from one to another.

An empty cell is not known, which is never to say no.
"""

from __future__ import annotations

from dataclasses import replace

from mfa_graph.assets import Content
from mfa_graph.exporters.class_tables import ClassTables, class_called
from mfa_graph.exporters.columns import ID, IRI, Cell, Column, Table
from mfa_graph.exporters.link_table import table_of_links
from mfa_graph.exporters.links import links_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import RDFS

__all__ = ["ID", "IRI", "Cell", "Column", "Table", "table_of_class", "tables_of"]


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
    return maker.of_class(class_called(name, maker.classes, maker.label, also=("links",)))


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
