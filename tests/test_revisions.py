"""Files as they were in a revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.errors import UsageProblem
from mfa_graph.revisions import file_at, folders_at
from tests.elsewhere.conftest import committed, git


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose last commit has two folders and a file with an odd name, all changed since."""
    root = tmp_path / "checkout"
    for name in ("data/a", "data/b", "shapes"):
        (root / name).mkdir(parents=True)
        (root / name / "täble 1.csv").write_bytes(b"one\r\n\x00")
    git(root, "init", "--quiet")
    committed(root)
    (root / "data" / "a" / "täble 1.csv").write_bytes(b"two")
    (root / "data" / "b" / "täble 1.csv").unlink()
    (root / "data" / "b" / "new.csv").write_bytes(b"new")
    return root


def test_folders_are_as_they_were(checkout: Path, tmp_path: Path) -> None:
    """The files of a revision come whole, those that are gone too, new ones do not, and folders that were not there are not."""
    folders_at(checkout, ("data", "shapes", "queries"), "HEAD", tmp_path / "then")
    found = {p.relative_to(tmp_path / "then").as_posix(): p.read_bytes() for p in (tmp_path / "then").rglob("*.csv")}
    assert found == dict.fromkeys([f"{name}/täble 1.csv" for name in ("data/a", "data/b", "shapes")], b"one\r\n\x00")
    folders_at(checkout / "data", ("a",), "HEAD", tmp_path / "below")
    assert [path.name for path in (tmp_path / "below").iterdir()] == ["a"]


def test_a_file_is_as_it_was(checkout: Path) -> None:
    """A file that was changed or removed comes as it was, its folder being there or not; a new one was not there."""
    assert file_at(checkout / "data" / "a" / "täble 1.csv", "HEAD") == b"one\r\n\x00"
    (checkout / "data" / "b" / "new.csv").unlink()
    (checkout / "data" / "b").rmdir()
    assert file_at(checkout / "data" / "b" / "täble 1.csv", "HEAD") == b"one\r\n\x00"
    assert file_at(checkout / "data" / "b" / "new.csv", "HEAD") is None


def test_a_hook_of_another_repository_does_not_matter(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git tells a hook of the repository that is committed to does not lead to that one."""
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "another"))
    assert file_at(checkout / "shapes" / "täble 1.csv", "HEAD") is not None


@pytest.mark.parametrize("revision", ["", "nowhere", "-x", "HEAD:data", "HEAD~7", "a\nb", "\U0001f600"])
def test_a_revision_that_is_none_is_said(checkout: Path, revision: str) -> None:
    """Whatever is no commit is a wrong call, and never an option of git."""
    with pytest.raises(UsageProblem, match="Nothing is known here as the revision") as caught:
        file_at(checkout / "shapes" / "täble 1.csv", revision)
    assert "git log" in caught.value.remedy
