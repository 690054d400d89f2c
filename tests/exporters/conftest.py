"""The founding record in the forms that leave the graph, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.exporters.csvw import csv_files
from mfa_graph.exporters.network import Network, network_of
from mfa_graph.exporters.releases import Release, release_of
from mfa_graph.exporters.tables import Table, tables_of
from mfa_graph.graph import KnowledgeGraph


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
