"""The tutorial does what it says, step by step."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

import pytest

from mfa_graph.assets import Content
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
FILE, LINE = re.findall(r"```turtle\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = re.findall(r"^\$ \.venv/bin/mfa-graph (.*)$", TEXT, re.MULTILINE)


def run(words: str, content: Content) -> subprocess.CompletedProcess[str]:
    """Run a command of the tutorial on a copy of the content."""
    command = [sys.executable, "-m", "mfa_graph.cli", *shlex.split(words), "--content", str(content.root)]
    return subprocess.run(command, env={**os.environ, "COLUMNS": "120"}, capture_output=True, encoding="utf-8")


@pytest.fixture
def written(content_copy: Content) -> Content:
    """A copy of the content with the tutorial's file in its place."""
    folder = content_copy.root / "data" / "newsletter-2014-03"
    folder.mkdir()
    (folder / "newsletter.trig").write_text(FILE, encoding="utf-8")
    return content_copy


@pytest.fixture
def mended(written: Content) -> Content:
    """The same with the missing line put in after mfa:facilitator."""
    file = written.root / "data" / "newsletter-2014-03" / "newsletter.trig"
    before, facilitator, after = FILE.partition("    mfa:facilitator <id/organisation/mfa> ;\n")
    assert facilitator
    file.write_text(before + facilitator + LINE + after, encoding="utf-8")
    return written


def test_the_commands_are_these() -> None:
    """The tutorial has three commands, and its named file is the one that the text speaks of."""
    assert [words.split()[0] for words in COMMANDS] == ["check", "ask", "sparql"]
    assert "data/newsletter-2014-03/newsletter.trig" in TEXT


def test_the_check_finds_what_is_missing(written: Content) -> None:
    """Before the mending there is one violation, about mfa:contributionTo, and status 1."""
    done = run(COMMANDS[0], written)
    assert done.returncode == 1
    assert "1 violation, " in done.stdout
    assert "mfa:contributionTo" in done.stdout


def test_the_mended_file_passes(mended: Content) -> None:
    """After the mending no violation is left."""
    done = run(COMMANDS[0], mended)
    assert done.returncode == 0
    assert "0 violations, " in done.stdout


def test_the_answer_has_a_seventh_row(mended: Content) -> None:
    """Asked, the new role stands beside the six of the founding record, with its note."""
    done = run(COMMANDS[1], mended)
    assert done.stdout.endswith("7 rows\n")
    assert re.search(r"Facilitator +│ Know Your Contract +│ not known", done.stdout)
    assert "Newsletter of March 2014: sentence 2" in done.stdout


def test_the_shortcut_follows(mended: Content) -> None:
    """What was not written is inferred."""
    assert run(COMMANDS[2], mended).stdout == "yes\n"
