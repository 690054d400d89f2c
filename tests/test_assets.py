"""Where the content is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import MissingContent
from tests.conftest import ROOT


def test_a_checkout_has_its_content_beside_the_code(content: Content) -> None:
    """In a checkout the four folders are those that people edit."""
    assert content.root == ROOT
    assert {name for name in ("ontology", "shapes", "data", "queries") if content.folder(name).is_dir()} == {
        "ontology",
        "shapes",
        "data",
        "queries",
    }


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A root without data/ gives an error that names the place."""
    with pytest.raises(MissingContent, match=r"There is no folder data/ here"):
        Content(tmp_path).files("data", ".ttl")


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """A folder without a single file of the kind is never taken for a clean one."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notes.txt").write_text("nothing")
    with pytest.raises(MissingContent, match=r"No \.ttl or \.trig file"):
        Content(tmp_path).files("data", ".ttl", ".trig")


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """The order of files does not depend on the file system."""
    for name in ("b/x.ttl", "a.ttl", "c.ttl"):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = Content(tmp_path).files("data", ".ttl")
    assert [str(path.relative_to(tmp_path / "data")) for path in found] == ["a.ttl", "b/x.ttl", "c.ttl"]
