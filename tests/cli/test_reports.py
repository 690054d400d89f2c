"""Reports from the command line: what is printed, what is written, and what is refused before the long work begins."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.validation.reports import FORMS
from tests.cli.conftest import Run

WRONG = (
    "@base <https://w3id.org/mfa-graph/> . @prefix mfa: <https://w3id.org/mfa-graph/ontology#> .\n"
    "<source/nowhere/1> { <id/place/asia> mfa:level 3 }\n"
)
BEGINNINGS = {
    "text": "warning: ",
    "json": '{\n  "conforms": true,',
    "sarif": '{\n  "$schema": "https://docs.oasis-open.org/sarif/',
    "junit": '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ',
    "github": "::warning file=data/",
    "md": "### mfa-graph check: 0 violations, ",
    "html": '<!DOCTYPE html>\n<html lang="en">',
    "ttl": "@prefix ",
}


def test_all_forms_are_written_at_once(run: Run, tmp_path: Path) -> None:
    """With --report for each form, the eight files stand under their default names, and one form is printed besides."""
    done = run("check", *(word for name in FORMS for word in ("--report", name)))
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(FORMS.values())
    for name, file in FORMS.items():
        assert (tmp_path / file).read_text(encoding="utf-8").startswith(BEGINNINGS[name]), name
    assert done.stdout == (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert str(tmp_path) not in "".join((tmp_path / file).read_text(encoding="utf-8") for file in FORMS.values())


@pytest.mark.parametrize("name", ["sarif", "github"])
def test_a_form_is_printed_as_it_is_written(run: Run, tmp_path: Path, name: str) -> None:
    """What --format prints is what --report writes, into folders that are made, and --json is --format json."""
    done = run("check", "--format", name, "--report", f"{name}=a/b/c.out")
    assert done.returncode == 0
    assert done.stdout == (tmp_path / "a/b/c.out").read_text(encoding="utf-8")


def test_being_in_ci_changes_nothing(run: Run) -> None:
    """Under GitHub Actions the same is printed as elsewhere."""
    assert run("check", GITHUB_ACTIONS="true", CI="true").stdout == run("check").stdout


def test_a_file_of_yours_is_called_as_seen_from_here(run: Run, tmp_path: Path) -> None:
    """A file in the working directory is named by its relative name, however it was called, and violations end with status 1."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "mine.trig").write_text(WRONG)
    for name in ("sub/mine.trig", str(tmp_path / "sub" / "mine.trig"), "sub/../sub/mine.trig"):
        done = run("check", "--json", name)
        assert done.returncode == 1
        places = {(f["file"], f["line"]) for f in json.loads(done.stdout)["findings"] if f["severity"] == "violation"}
        assert places == {("sub/mine.trig", 2)}
    elsewhere = run("check", "--json", "../sub/mine.trig", cwd=_made(tmp_path / "other"))
    files = {f["file"] for f in json.loads(elsewhere.stdout)["findings"] if f["severity"] == "violation"}
    assert files == {"../sub/mine.trig"}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_junit_fails_where_the_run_does(run: Run) -> None:
    """With --fail-on warning the warnings are failures of their cases, and the exit status is 1."""
    assert 'failures="0"' in run("check", "--format", "junit").stdout
    done = run("check", "--format", "junit", "--fail-on", "warning")
    assert done.returncode == 1
    assert 'failures="0"' not in done.stdout


def test_the_quality_page_compares(run: Run, tmp_path: Path) -> None:
    """Against the report of the same data the page says that nothing has changed; --links makes places links."""
    assert run("check", "--report", "json").returncode == 0
    done = run("check", "--format", "html", "--against", ".", "--links", "https://example.org/blob/1/")
    assert "Every rule was broken as often as in the earlier report." in done.stdout
    assert '<a class="where" href="https://example.org/blob/1/data/' in done.stdout


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--report", "pdf"], 2, "There is no report “pdf”"),
        (["--report", "=x"], 2, "There is no report “”"),
        (["--report", "md", "--report", "md"], 2, "Two reports would be written to report.md"),
        (["--report", "md=x", "--report", "sarif=x"], 2, "Two reports would be written to x"),
        (["--format", "pdf"], 2, "is not one of 'text', 'json', 'sarif'"),
        (["--against", "nowhere.json"], 3, "The earlier report cannot be read"),
        (["--against", "rubbish.json"], 3, "This is no report of a check"),
        (["--report", "md=folder"], 3, "This cannot be written"),
    ],
)
def test_a_wrong_call_is_one_message(run: Run, tmp_path: Path, words: list[str], status: int, message: str) -> None:
    """A wrong name, a file for two reports, an earlier report that is none, a place that cannot be written: one message each."""
    (tmp_path / "rubbish.json").write_bytes(b"\x00\xff")
    (tmp_path / "folder").mkdir()
    done = run("check", *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "rubbish.json"]


def printed_on_a_terminal(content: Content, **environment: str) -> str:
    """What the check prints on a terminal."""
    terminal, other = pty.openpty()
    words = [sys.executable, "-m", "mfa_graph.cli", "check", "--content", str(content.root)]
    with subprocess.Popen(words, stdout=other, stderr=subprocess.DEVNULL, env={**os.environ, **environment}):
        os.close(other)
        return b"".join(_pieces(terminal)).decode("utf-8")


def _pieces(terminal: int) -> Iterator[bytes]:
    """All that is printed; a terminal whose program has ended cannot be read."""
    while True:
        try:
            piece = os.read(terminal, 65_536)
        except OSError:
            return
        if not piece:
            return
        yield piece


def test_a_terminal_gets_colours_unless_it_wants_none(founding_content: Content) -> None:
    """On a terminal words are coloured and lines wrapped; with NO_COLOR there is no colour."""
    coloured = printed_on_a_terminal(founding_content, COLUMNS="80")
    assert "\x1b[33m\x1b[1mwarning:" in coloured
    plain = printed_on_a_terminal(founding_content, COLUMNS="80", NO_COLOR="1")
    assert "\x1b" not in plain
    assert "warning: " in plain
    sentences = [line for line in plain.splitlines() if line and "<" not in line and "https:" not in line]
    assert len(sentences) > 3
    assert max(map(len, sentences)) <= 80
