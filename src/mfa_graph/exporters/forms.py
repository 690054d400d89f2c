"""The forms beside RDF in which the graph is exported, by their names on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mfa_graph.assets import Content
from mfa_graph.errors import UsageProblem
from mfa_graph.exporters.files import File
from mfa_graph.exporters.releases import release_of
from mfa_graph.graph import KnowledgeGraph

__all__ = ["FORMS", "Wanted", "published"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a form: one class or one thing only, and CSV that begins with a byte-order mark."""

    kind: str | None = None
    bom: bool = False
    thing: str | None = None


def published(graph: KnowledgeGraph, content: Content) -> Iterator[File]:
    """The files of these forms that belong to every build: those that need no extra, so that all builds have the same."""
    from mfa_graph.exporters.csvw import csv_files
    from mfa_graph.exporters.geojson import map_files
    from mfa_graph.exporters.network import network_files, network_of
    from mfa_graph.exporters.tables import tables_of

    release = release_of(graph, content)
    yield from csv_files(tables_of(graph, content), release, folder="tables/")
    network = network_of(graph, content)
    yield from network_files(network, release)
    yield from map_files(graph, network, release)


def _csv(graph: KnowledgeGraph, content: Content, wanted: Wanted) -> Iterable[File]:
    from mfa_graph.exporters.csvw import csv_files, csv_of
    from mfa_graph.exporters.tables import table_of_class, tables_of

    if wanted.kind is None:
        return csv_files(tables_of(graph, content), release_of(graph, content), bom=wanted.bom)
    table = table_of_class(graph, content, wanted.kind)
    return [File.of(f"{table.name}.csv", "text/csv", csv_of(table, bom=wanted.bom))]


def _workbook(graph: KnowledgeGraph, content: Content, wanted: Wanted) -> Iterable[File]:
    from mfa_graph.exporters.sheets import workbook_of
    from mfa_graph.exporters.tables import table_of_class, tables_of

    tables = tables_of(graph, content) if wanted.kind is None else [table_of_class(graph, content, wanted.kind)]
    name = "mfa-graph" if wanted.kind is None else tables[0].name
    type_ = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return [File.of(f"{name}.xlsx", type_, workbook_of(tables, release_of(graph, content)))]


def _parquet(graph: KnowledgeGraph, content: Content, wanted: Wanted) -> Iterable[File]:
    from mfa_graph.exporters.parquet import parquet_of
    from mfa_graph.exporters.tables import table_of_class, tables_of

    tables = tables_of(graph, content) if wanted.kind is None else [table_of_class(graph, content, wanted.kind)]
    release = release_of(graph, content)
    type_ = "application/vnd.apache.parquet"
    return [File.of(f"{table.name}.parquet", type_, parquet_of(table, release)) for table in tables]


def _graphml(graph: KnowledgeGraph, content: Content, wanted: Wanted) -> Iterable[File]:
    return _whole("graphml", graph, content, wanted)


def _gexf(graph: KnowledgeGraph, content: Content, wanted: Wanted) -> Iterable[File]:
    return _whole("gexf", graph, content, wanted)


def _geojson(graph: KnowledgeGraph, content: Content, wanted: Wanted) -> Iterable[File]:
    return _whole("geojson", graph, content, wanted)


def _whole(form: str, graph: KnowledgeGraph, content: Content, wanted: Wanted) -> list[File]:
    """The files of a network or map, which are of all things or of none."""
    from mfa_graph.exporters.geojson import map_files
    from mfa_graph.exporters.network import network_files, network_of

    if wanted.kind is not None:
        raise UsageProblem(
            f"The form “{form}” has no classes to choose from.", remedy="leave out --class, or choose csv."
        )
    network, release = network_of(graph, content), release_of(graph, content)
    files = map_files(graph, network, release) if form == "geojson" else network_files(network, release)
    return [
        File(file.name.rpartition("/")[2], file.media_type, file.pieces) for file in files if file.name.endswith(form)
    ]


def _framed(graph: KnowledgeGraph, content: Content, wanted: Wanted) -> Iterable[File]:
    from mfa_graph.exporters.jsonld import framed_files

    return framed_files(graph, content, kind=wanted.kind, thing=wanted.thing)


FORMS: Mapping[str, Callable[[KnowledgeGraph, Content, Wanted], Iterable[File]]] = {
    "csv": _csv,
    "xlsx": _workbook,
    "parquet": _parquet,
    "graphml": _graphml,
    "gexf": _gexf,
    "geojson": _geojson,
    "framed": _framed,
}
"""What makes the files of each form."""
