"""Packs of answers of the founding record, and how their files are altered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from mfa_graph.assets import Content
from mfa_graph.exporters.archives import archive_of
from mfa_graph.exporters.releases import release_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.packs.members import CRATE
from mfa_graph.packs.pack import Pack, pack_of
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.prover import prover_of

Members = Mapping[str, bytes]


def packed(identifier: str, graph: KnowledgeGraph, content: Content, **values: str) -> Pack:
    """The pack of an answer."""
    question = Catalogue.read(content).get(identifier)
    given = {name.replace("_", "-"): value for name, value in values.items()}
    answer = Asker(graph, content).ask(question, given, prove=prover_of(graph))
    return pack_of(answer, graph, content, release_of(graph, content))


@pytest.fixture(scope="session")
def pack(founding: KnowledgeGraph, founding_content: Content) -> Pack:
    """The pack of question q05 asked of the founding record: six rows."""
    return packed("q05", founding, founding_content)


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[Members], Path]:
    """Write files as an archive, and tell where it is."""

    def write(members: Members) -> Path:
        path = tmp_path / "pack.zip"
        path.write_bytes(archive_of(members))
        return path

    return write


def sealed(members: Members) -> dict[str, bytes]:
    """The same files with metadata that give their sizes and digests as they are, as someone would do who forges a pack."""
    crate = json.loads(members[CRATE])
    for entity in crate["@graph"]:
        if entity["@type"] == "File" and (body := members.get(entity["@id"])) is not None:
            entity |= {"contentSize": str(len(body)), "sha256": hashlib.sha256(body).hexdigest()}
    return {**members, CRATE: written(crate)}


def written(value: Any) -> bytes:
    """Plain values as a pack writes JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
