"""The founding record in the forms that leave the graph, and a release with files of every kind, made once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.exporters.catalogue import catalogue_files
from mfa_graph.exporters.csvw import csv_files
from mfa_graph.exporters.files import Entry, File, written
from mfa_graph.exporters.network import Network, network_of
from mfa_graph.exporters.questions import questions_of
from mfa_graph.exporters.releases import Release, release_of
from mfa_graph.exporters.tables import Table, tables_of
from mfa_graph.formats import FORMATS
from mfa_graph.graph import KnowledgeGraph

OTHERS = (
    File.of("inferred.ttl", "text/turtle", b"i", 12),
    File.of("mfa-graph.nq.zst", "application/zstd", b"z"),
    File.of("mfa-graph.nt.gz", "application/gzip", b"g"),
    File.of("networks/who.graphml", "application/graphml+xml", b"n"),
    File.of("ontology.ttl", "text/turtle", b"o", 3),
    File.of("report.json", "application/json", b"{}"),
    File.of("shapes.ttl", "text/turtle", b"s", 4),
    File.of("classes/Country.ttl", "text/turtle", b"l", 5),
    File.of("things.zip", "application/zip", b"e"),
    File.of("tables/memberships.csv", "text/csv", b"c"),
    File.of("tables.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"x"),
    File.of("tables.zip", "application/zip", b"p"),
)


@pytest.fixture(scope="session")
def files(whole: KnowledgeGraph, content: Content) -> Sequence[File]:
    """The files of a release before its catalogue: the whole graph in six syntaxes, and one or two of each other kind."""
    dumps = [
        File.of(
            f"mfa-graph{syntax.suffix}",
            syntax.media_type,
            whole.dump(syntax),
            len(whole.merged) + (len(whole.quads) if syntax.has_graphs else 0),
        )
        for syntax in FORMATS
    ]
    return [*dumps, *OTHERS, questions_of(content)]


@pytest.fixture(scope="session")
def entries(files: Sequence[File], tmp_path_factory: pytest.TempPathFactory) -> Sequence[Entry]:
    """The same files as they were written."""
    folder = tmp_path_factory.mktemp("release")
    return [written(folder, file) for file in files]


@pytest.fixture(scope="session")
def published(whole: KnowledgeGraph, content: Content, entries: Sequence[Entry]) -> dict[str, bytes]:
    """The files that describe the release, by name."""
    return {file.name: file.body for file in catalogue_files(whole, content, entries)}


@pytest.fixture(scope="session")
def tables(founding: KnowledgeGraph, founding_content: Content) -> dict[str, Table]:
    """The tables of the founding record, by name."""
    return {table.name: table for table in tables_of(founding, founding_content)}


@pytest.fixture(scope="session")
def release(founding: KnowledgeGraph, founding_content: Content) -> Release:
    """What is cited when the founding record's graph is."""
    return release_of(founding, founding_content)


@pytest.fixture(scope="session")
def network(founding: KnowledgeGraph, founding_content: Content) -> Network:
    """The network of the founding record."""
    return network_of(founding, founding_content)


@pytest.fixture(scope="session")
def folder(tables: dict[str, Table], release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the CSV files of the founding record and their descriptions."""
    out = tmp_path_factory.mktemp("tables")
    for file in csv_files(list(tables.values()), release):
        (out / file.name).write_bytes(file.body)
    return out
