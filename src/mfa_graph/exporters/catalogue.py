"""The files that describe a release: its catalogue for portals, for programs that read RDF, and for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mfa_graph.assets import Content
from mfa_graph.exporters.dcat import CATALOGUE_PREFIXES, catalogue_of
from mfa_graph.exporters.files import Entry, File
from mfa_graph.exporters.schema_org import schema_org_of
from mfa_graph.exporters.void import void_of
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store.syntax import write
from mfa_graph.vocabulary import BASE

__all__ = ["catalogue_files"]


def catalogue_files(
    whole: KnowledgeGraph, content: Content, files: Iterable[Entry], *, base: str = BASE
) -> Iterator[File]:
    """``catalog.ttl``, ``.rdf`` and ``.jsonld`` (DCAT-AP), ``void.ttl`` and ``schema-org.jsonld``, which describe `files`.

    They describe them as they were written. `whole` stands at `base` already.
    """
    catalogue = catalogue_of(whole, content, files, base=base)
    for name in ("turtle", "rdfxml", "jsonld"):
        syntax = by_name(name)
        body = write(catalogue, syntax, prefixes=CATALOGUE_PREFIXES)
        yield File.of(f"catalog{syntax.suffix}", syntax.media_type, body, len(catalogue))
    turtle, void = by_name("turtle"), void_of(whole, content, catalogue, base=base)
    yield File.of("void.ttl", turtle.media_type, write(void, turtle, prefixes=CATALOGUE_PREFIXES), len(void))
    yield File.of("schema-org.jsonld", by_name("jsonld").media_type, schema_org_of(content, catalogue))
