"""The command line, run as its users run it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mfa_graph.assets import Content

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path, founding_content: Content) -> Run:
    """Run ``mfa-graph`` with some words in an empty folder, and return status, output and errors.

    Unless the words name a content, it is that of the founding record, which is small and quick.
    """
    small = ["--content", str(founding_content.root)]

    def run(*words: str, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        content = [] if "--content" in words or words[0] in {"--help", "buidl", "verify"} else small
        return subprocess.run(
            [sys.executable, "-m", "mfa_graph.cli", *words, *content],
            cwd=cwd,
            env={**os.environ, "COLUMNS": "120", **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    return run
