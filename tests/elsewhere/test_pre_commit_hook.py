"""The hook for pre-commit, installed as pre-commit installs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.elsewhere.conftest import BAD, LACKING, git


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installs: once for all tests here."""
    return tmp_path_factory.mktemp("pre-commit")


def hooked(elsewhere: Path, clone: Path, store: Path) -> subprocess.CompletedProcess[str]:
    """Run the hook of a clone over all files of a repository."""
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(clone), "mfa-graph-check", "--all-files", "--verbose"],
        cwd=elsewhere,
        env={**os.environ, "PRE_COMMIT_HOME": str(store)},
        capture_output=True,
        encoding="utf-8",
        timeout=500,
    )


def test_the_hook_passes_good_files_and_stops_bad_ones(elsewhere: Path, clone: Path, store: Path) -> None:
    """A good file is committed; beside a bad one the commit stops, and what is wrong is said of the bad one alone."""
    good = hooked(elsewhere, clone, store)
    assert good.returncode == 0, good.stdout + good.stderr
    assert "0 violations, 0 warnings" in good.stdout
    (elsewhere / "notes" / "bad.trig").write_text(BAD)
    git(elsewhere, "add", "--all")
    bad = hooked(elsewhere, clone, store)
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert LACKING in bad.stdout
    assert "1 violation, " in bad.stdout
    assert "our-notes" not in bad.stdout
