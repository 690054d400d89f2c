"""The sources of a table, and its rows as passages of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mfa_graph.errors import ContentProblem, Place
from mfa_graph.importers.cells import read_csv
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE, DCTERMS, MFA, OA, PROV, RDF, SCHEMA, XSD, graph

__all__ = ["RowPassage", "Source", "read_sources", "source_quads"]

_COLUMNS = ("key", "address", "path", "kind", "title", "publisher", "seen")
_KINDS = ("depositary", "body-itself", "official", "secondary-table", "news", "wiki")
_PROVENANCE = NamedNode(graph("provenance"))


@dataclass(frozen=True, slots=True)
class Source:
    """A line of ``sources.csv``.

    `address` is the web address, of a repository where `path` names a file in it; `kind` is one of the scheme source-kind;
    `title` is empty where it is not known; `publisher` is a slug of an organisation or empty; `seen` is the day it was read;
    `line` is the number of the line.
    """

    key: str
    address: str
    path: str
    kind: str
    title: str
    publisher: str
    seen: str
    line: int


@dataclass(frozen=True, slots=True)
class RowPassage:
    """A row as a passage: its address, its source's key, its locator, the reason if it makes no statement, and its line."""

    iri: str
    source: str
    locator: str
    left_out: str
    line: int


def read_sources(path: Path) -> dict[str, Source]:
    """The sources of a table by their keys.

    Raises:
        MissingContent: the file is not there.
        ContentProblem: a key twice or not a slug, an unknown kind, a wrong day or address; the place names line and column.
    """
    sources: dict[str, Source] = {}
    for line, record in read_csv(path, expected=_COLUMNS):
        source = Source(**record, line=line)
        faults = {
            "key": not re.fullmatch(r"[a-z0-9-]+", source.key) or source.key in sources,
            "address": not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", source.address),
            "kind": source.kind not in _KINDS,
            "seen": not _is_day(source.seen),
        }
        for column, is_wrong in faults.items():
            if is_wrong:
                raise ContentProblem(
                    f"“{record[column]}” is not good for “{column}”.",
                    place=Place(path, line, _COLUMNS.index(column) + 1),
                    remedy=_REMEDIES[column],
                )
        sources[source.key] = source
    return sources


_REMEDIES = {
    "key": "write a slug of a-z, 0-9 and hyphens that no other source has.",
    "address": "write a web address from https:// on; the path of a file in a repository has a column of its own.",
    "kind": f"choose one of: {', '.join(_KINDS)}.",
    "seen": "write the day on which the source was read, as 2026-11-24.",
}


def source_quads(
    table: str, sources: Mapping[str, Source], passages: Sequence[RowPassage]
) -> dict[Quad, tuple[str, int]]:
    """Sources, passages and the reading of a table, as statements of ``graph/provenance``, each with its file and line.

    The reading is that of the whole table, so that it stands in the heading of its rows.
    """
    reading = f"{BASE}id/reading/{table}"
    quads = [
        _statement(reading, RDF.type, NamedNode(MFA.Reading)),
        _statement(reading, MFA.readingMethod, NamedNode(f"{BASE}concept/reading-method/by-mapping")),
    ]
    written = dict.fromkeys(quads, ("rows.csv", 1))
    for key in sorted({passage.source for passage in passages}):
        used = _statement(reading, PROV.used, NamedNode(f"{BASE}source/{key}"))
        written |= dict.fromkeys([*_source(sources[key]), used], ("sources.csv", sources[key].line))
    for passage in passages:
        written |= dict.fromkeys(_passage(passage, reading), ("rows.csv", passage.line))
    return written


def _passage(passage: RowPassage, reading: str) -> list[Quad]:
    quads = [
        _statement(passage.iri, RDF.type, NamedNode(MFA.Passage)),
        _statement(passage.iri, MFA.locator, Literal(passage.locator, language="en")),
        _statement(passage.iri, OA.hasSource, NamedNode(f"{BASE}source/{passage.source}")),
        _statement(passage.iri, PROV.wasGeneratedBy, NamedNode(reading)),
    ]
    if passage.left_out:
        quads.append(_statement(passage.iri, MFA.leftOut, Literal(passage.left_out, language="en")))
    return quads


def _source(source: Source) -> list[Quad]:
    address = f"{source.address}/blob/HEAD/{source.path}" if source.path else source.address
    title = source.title or f"{source.address}{f', {source.path}' if source.path else ''}"
    iri = f"{BASE}source/{source.key}"
    quads = [
        _statement(iri, RDF.type, NamedNode(MFA.Source)),
        _statement(iri, DCTERMS.title, Literal(title, language="en")),
        _statement(iri, SCHEMA.url, NamedNode(address)),
        _statement(iri, MFA.sourceKind, NamedNode(f"{BASE}concept/source-kind/{source.kind}")),
        _statement(iri, MFA.seenOn, Literal(source.seen, datatype=NamedNode(XSD.date))),
    ]
    if source.publisher:
        quads.append(_statement(iri, DCTERMS.publisher, NamedNode(f"{BASE}id/organisation/{source.publisher}")))
    return quads


def _statement(subject: str, predicate: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), value, _PROVENANCE)


def _is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
