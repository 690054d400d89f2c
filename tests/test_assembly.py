"""The whole graph, and the memory of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph import assembly
from mfa_graph.assembly import recall
from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty memory."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "mfa-graph"


@pytest.fixture
def remembered(memory: Path, founding_content: Content) -> Path:
    """The file of a memory that holds the graph of the founding record."""
    recall(founding_content)
    (file,) = memory.glob("*.nq")
    return file


def never(*_: object, **__: object) -> KnowledgeGraph:
    """Stand in for the work that must not be done."""
    raise AssertionError("the graph was made again")


def test_what_is_remembered_is_the_graph(
    remembered: Path, founding: KnowledgeGraph, founding_content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time the graph comes from memory, and is the one that was made."""
    monkeypatch.setattr(assembly, "assemble", never)
    assert set(map(str, recall(founding_content).quads)) >= {str(q) for q in founding.quads if "_:" not in str(q)}
    assert len(recall(founding_content).quads) == len(founding.quads)


@pytest.mark.parametrize("damage", [b"", b"# 0\n", None])
def test_a_damaged_memory_is_made_anew(damage: bytes | None, remembered: Path, founding_content: Content) -> None:
    """An empty file, a wrong seal and a file cut in half are not believed."""
    whole = remembered.read_bytes()
    remembered.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert recall(founding_content).query("ASK { ?s ?p ?o }") is True
    assert remembered.read_bytes() == whole


def test_another_content_is_another_memory(remembered: Path, content_copy: Content) -> None:
    """A change in any input makes the graph anew and leaves the other in its place."""
    file = content_copy.root / "data" / "curation" / "organisations.ttl"
    file.write_text(file.read_text().replace("Asian Migrant Centre", "Asian Migrants Centre"))
    assert recall(content_copy).query('ASK { ?s ?p "Asian Migrants Centre"@en }') is True
    assert len(list(remembered.parent.glob("*.nq"))) == 2


def test_a_memory_that_cannot_be_written_is_done_without(
    tmp_path: Path, founding_content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be remembered the answer is the same."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert recall(founding_content).query("ASK { ?s ?p ?o }") is True
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
