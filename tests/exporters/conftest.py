"""A release as the exporters see it: the whole graph, and files of every kind that a release may have."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mfa_graph.assets import Content
from mfa_graph.exporters.catalogue import catalogue_files
from mfa_graph.exporters.files import File
from mfa_graph.exporters.questions import questions_of
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
def published(whole: KnowledgeGraph, content: Content, files: Sequence[File]) -> dict[str, bytes]:
    """The files that describe the release, by name."""
    return {file.name: file.body for file in catalogue_files(whole, content, files)}
