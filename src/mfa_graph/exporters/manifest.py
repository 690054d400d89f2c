"""The manifest of a build: what each file is, byte for byte, and how much the graph holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import mfa_graph
from mfa_graph.exporters.files import Entry, File
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.validation.dates import source_date
from mfa_graph.vocabulary import BASE, MFA

__all__ = ["data_date", "manifest_of", "release_iri"]


def manifest_of(whole: KnowledgeGraph, files: Iterable[Entry], *, licence: str, base: str = BASE) -> File:
    """The file ``manifest.json``: what the release is, triples of each named graph, and each file's size and SHA-256.

    `licence` is the address of its licence. `release` is the version IRI under which the catalogue lists it.
    """
    content: dict[str, Any] = {
        "kind": "release",
        "name": "mfa-graph",
        "release": release_iri(mfa_graph.__version__, base),
        "version": mfa_graph.__version__,
        "date": data_date(whole),
        "base": base,
        "licence": licence,
        "graphs": whole.counts(),
        "merged": len(whole.merged),
        "files": [_told(file) for file in files],
    }
    return File.of(
        "manifest.json",
        "application/json",
        json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n",
    )


def release_iri(version: str, base: str = BASE) -> str:
    """The version IRI of a release, which its catalogue describes."""
    return f"{base}catalogue/release/{version}"


def data_date(whole: KnowledgeGraph) -> str:
    """The day of a build: SOURCE_DATE_EPOCH if it is set, else the newest day on which a source was seen; never the clock.

    Raises:
        WrongValue: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    if day := source_date():
        return day.isoformat()
    return max((quad.object.value for quad in whole.quads if quad.predicate.value == MFA.seenOn), default="")  # type: ignore[union-attr]


def _told(file: Entry) -> dict[str, Any]:
    told = {"name": file.name, "mediaType": file.media_type, "bytes": file.bytes, "sha256": file.sha256}
    return told if file.statements is None else told | {"statements": file.statements}
