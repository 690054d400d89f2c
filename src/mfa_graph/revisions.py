"""Files as they were in a revision of a git checkout."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

from mfa_graph.errors import MissingContent, Place, UsageProblem

__all__ = ["file_at", "folders_at"]

_OF_ANOTHER = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"}
"""By these a hook of git tells of the repository in which something is committed, which need not be the one asked about."""


def folders_at(root: Path, folders: tuple[str, ...], revision: str, into: Path) -> None:
    """Write the `folders` under a root, as they were in a revision, into another folder; what was not there then is not.

    Raises:
        UsageProblem: the root lies in no checkout, the revision is not known there, or git is not installed.
    """
    commit = _commit(root, revision)
    names = _git(root, "ls-tree", "-z", "--name-only", commit).decode(errors="surrogateescape").split("\0")
    wanted = [name for name in folders if name in names]
    if wanted:
        archive = _git(root, "archive", "--format=tar", commit, "--", *wanted)
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            for member in packed:
                if (held := packed.extractfile(member)) is not None:
                    (into / member.name).parent.mkdir(parents=True, exist_ok=True)
                    (into / member.name).write_bytes(held.read())


def file_at(file: Path, revision: str) -> bytes | None:
    """What a file held in a revision of the checkout in which it lies, or None where it was not there.

    Raises:
        UsageProblem: the file lies in no checkout, the revision is not known there, or git is not installed.
    """
    folder = next(parent for parent in file.parents if parent.is_dir())
    commit = _commit(folder, revision)
    name = f"./{file.relative_to(folder).as_posix()}"
    listed = _git(folder, "ls-tree", "-z", commit, "--", name)
    return _git(folder, "show", f"{commit}:{name}") if listed else None


def _commit(folder: Path, revision: str) -> str:
    """The commit that a revision names."""
    if not folder.is_dir():
        raise MissingContent("There is no such folder.", place=Place(folder), remedy="check the name.")
    _git(folder, "rev-parse", "--git-dir", failing="This is not in a git checkout, so nothing tells what changed")
    found = _git(
        folder,
        *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"),
        failing=f"Nothing is known here as the revision “{revision}”",
    )
    return found.decode().strip()


def _git(folder: Path, *words: str, failing: str = "git failed") -> bytes:
    try:
        elsewhere = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
        done = subprocess.run(["git", *words], cwd=folder, env=elsewhere, capture_output=True)
    except FileNotFoundError as error:
        raise UsageProblem(
            "git is not installed, so nothing tells what changed.",
            remedy="install git, or check without --since.",
        ) from error
    if done.returncode == 0:
        return done.stdout
    told = done.stderr.decode(errors="replace").strip().splitlines()
    raise UsageProblem(
        f"{failing}{f' ({told[-1]})' if told else ''}.",
        place=Place(folder),
        remedy="name a branch, tag or commit that the checkout has, as `git log` lists them, or check without --since. "
        "A clone that is not deep, as of a CI job, has the last commit alone.",
    )
