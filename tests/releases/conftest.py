"""Releases of the founding record, which tests copy before they break them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.releases.contents import read_exactly
from mfa_graph.releases.snapshots import Snapshot
from mfa_graph.vocabulary import BASE
from tests.conftest import copied

NETWORK = "ilo-good-practices-58/network.trig"
RECORD = "ilo-good-practices-58/record.trig"
PROVENANCE = "ilo-good-practices-58/provenance.trig"

Edit = tuple[str, str, str]
"""A file under ``data/``, a text that stands in it once, and what is written instead."""


@pytest.fixture
def release(founding_release: Path, tmp_path: Path) -> Path:
    """A copy of the release, for a test to break."""
    shutil.copytree(founding_release, tmp_path / "dist")
    return tmp_path / "dist"


def edited(content: Content, root: Path, *edits: Edit) -> Content:
    """A copy of the founding record's content in which a few words are others."""
    changed = copied(content, root)
    for name, before, after in edits:
        file = root / "data" / name
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, (name, before)
        file.write_text(text.replace(before, after), encoding="utf-8")
    return changed


@pytest.fixture
def snapshot(content: Content, tmp_path: Path) -> Callable[..., Snapshot]:
    """Make a release of the founding record as it would be compared, after some edits; no file of it is written."""

    def snapshot(*edits: Edit) -> Snapshot:
        name = hashlib.sha256(repr(edits).encode()).hexdigest()[:8]
        return snapshot_of(assemble(edited(content, tmp_path / name, *edits)))

    return snapshot


def snapshot_of(graph: KnowledgeGraph) -> Snapshot:
    """A graph as a release of it would be compared."""
    return Snapshot(Path("graph.trig"), read_exactly([*graph.quads, *graph.merged]), BASE)


def manifest_in(folder: Path) -> dict[str, Any]:
    """The manifest of a release, as plain values."""
    said: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return said


def write_manifest(folder: Path, said: object) -> None:
    """Put another manifest in the place of a release's own."""
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")


def entry(said: dict[str, Any], name: str) -> dict[str, Any]:
    """What a manifest says of a file."""
    (found,) = (each for each in said["files"] if each["name"] == name)
    assert isinstance(found, dict)
    return found


def vouch(folder: Path, name: str, *, more: int = 0) -> None:
    """Let the manifest vouch for a file as it is now, with so many statements more than before."""
    said, body = manifest_in(folder), (folder / name).read_bytes()
    about = entry(said, name)
    about |= {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    if more:
        about["statements"] += more
    write_manifest(folder, said)
