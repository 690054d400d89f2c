"""``mfa-graph check``: what a contributor sees, and what CI stops on."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.validation.run import check
from tests.cli.conftest import Run
from tests.conftest import ROOT

HEAD = "@base <https://w3id.org/mfa-graph/> . @prefix mfa: <https://w3id.org/mfa-graph/ontology#> . "


def test_the_data_of_this_repository_is_clean(whole: KnowledgeGraph, content: Content) -> None:
    """The check of all data finds no violation, and tells of every row that was left out."""
    report = check(whole, content)
    assert not report.fails()
    left_out = [finding for finding in report if finding.rule.endswith("/row-left-out")]
    assert len(left_out) == 117


def test_a_clean_check_ends_well(run: Run) -> None:
    """Without violations the check ends with status 0, counts what is lighter, and shows it where it is asked to."""
    done = run("check")
    assert done.returncode == 0, done.stdout
    assert "\n0 violations, " in done.stdout
    assert "promise-not-kept" not in done.stdout
    assert "promise-not-kept" in run("check", "--show", "info").stdout


def test_broken_data_stops_ci(run: Run, content_copy: Content) -> None:
    """An engagement that loses its process is found, named in words, and ends with status 1."""
    file = content_copy.root / "data" / "ilo-good-practices-58" / "network.trig"
    text = file.read_text()
    assert text.count("    mfa:process <id/process/saarc> ;\n") == 1
    file.write_text(text.replace("    mfa:process <id/process/saarc> ;\n", ""))
    done = run("check", "--content", str(content_copy.root))
    assert done.returncode == 1
    assert "mfa-saarc" in done.stdout
    assert "data/ilo-good-practices-58/network.trig" in done.stdout
    assert "1 violation, " in done.stdout


def test_the_workflow_runs_this_check() -> None:
    """The workflow of this repository calls the check, and `make check` is the command tested here."""
    workflow = (ROOT / ".github" / "workflows" / "check.yml").read_text()
    assert "run: make check" in workflow
    planned = subprocess.run(
        ["make", "--dry-run", "check"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert "mfa-graph check" in planned.stdout


def test_a_file_of_yours_is_checked_with_the_rest(run: Run, tmp_path: Path) -> None:
    """A TriG file on the command line is checked together with the data that is there."""
    (tmp_path / "mine.trig").write_text(HEAD + "<source/nowhere/1> { <id/place/asia> mfa:level 3 }")
    done = run("check", "mine.trig", "--json")
    assert done.returncode == 1
    rules = {finding["rule"] for finding in json.loads(done.stdout)["findings"]}
    assert "https://w3id.org/mfa-graph/check/graph-without-passage" in rules


def test_the_reader_says_how_strict(run: Run) -> None:
    """With --fail-on info the one gap that the record leaves is enough for status 1."""
    assert run("check", "--fail-on", "info").returncode == 1


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("broken.trig", "<a> <b> .", "broken.trig:1:"),
        ("stray.trig", "<http://a/> <http://b/> 1 .", "nobody says it"),
        ("notes.txt", "hello", "No RDF format has the suffix “.txt”"),
        ("latin.trig", '<a:g> { <a:a> <a:b> "é" }', "latin.trig:1:"),
    ],
)
def test_an_unreadable_file_is_one_message(run: Run, tmp_path: Path, name: str, text: str, message: str) -> None:
    """A file that cannot be read as data ends with status 3 and one message with file and remedy."""
    (tmp_path / name).write_bytes(text.encode("latin-1"))
    done = run("check", name)
    assert (done.returncode, done.stdout) == (3, "")
    assert message in done.stderr
    assert "What to do:" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_data_is_never_clean(run: Run, tmp_path: Path) -> None:
    """A root without data is an error, not a clean check."""
    done = run("check", "--content", str(tmp_path))
    assert done.returncode == 3
    assert "There is no folder data/ here" in done.stderr


@pytest.mark.parametrize("verb", ["check", "build"])
def test_an_unknown_engine_is_a_wrong_call(run: Run, verb: str) -> None:
    """An engine that nobody knows ends with status 2 before anything is read, and the error lists those that there are."""
    done = run(verb, "--engine", "jena")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no SHACL engine “jena”" in done.stderr
    assert "choose one of: pyshacl, shacl." in done.stderr


def test_both_engines_print_the_same(run: Run) -> None:
    """The reference engine and the fast one lead to the same findings on the command line."""
    one, other = (run("check", "--json", "--engine", engine) for engine in ("pyshacl", "shacl"))
    assert one.returncode == other.returncode == 0
    assert json.loads(one.stdout) == json.loads(other.stdout)
    assert len(json.loads(one.stdout)["findings"]) > 0


def test_a_note_says_when_another_engine_checks(run: Run, content_copy: Content) -> None:
    """Shapes that the fast engine misreads are checked by pySHACL, which a note says beside the findings."""
    (content_copy.root / "shapes" / "more.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <a:s> sh:targetNode <a:b> ; a sh:NodeShape ; sh:pattern '(?!c)' ."
    )
    done = run("check", "--engine", "shacl", "--content", str(content_copy.root))
    assert done.returncode == 0
    assert done.stderr == (
        "pyshacl checks instead of shacl, since the shapes have a pattern that looks around or back.\n"
    )


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"<a:s> a sh:PropertyShape .", "The shapes cannot be run"),
        (b"<a:s> a sh:NodeShape ; sh:targetNode <a:b> ; sh:mincount 1 .", "SHACL has no term sh:mincount"),
        ("<a:s> sh:message 'é' .".encode("latin-1"), "more.ttl:1:"),
        (b"\x00\x01\x02", "more.ttl:1:"),
    ],
)
def test_shapes_that_are_rubbish_break_the_run(
    run: Run, content_copy: Content, engine: str, text: bytes, message: str
) -> None:
    """Shapes that are ill-formed, misspelt, in another encoding or no text at all end with status 3 and one message."""
    head = b"@prefix sh: <http://www.w3.org/ns/shacl#> . "
    (content_copy.root / "shapes" / "more.ttl").write_bytes(head + text)
    done = run("check", "--engine", engine, "--content", str(content_copy.root))
    assert (done.returncode, done.stdout) == (3, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
def test_an_empty_data_folder_never_conforms(run: Run, content_copy: Content, engine: str) -> None:
    """A folder data/ without a file is an error with every engine, not a clean check."""
    shutil.rmtree(content_copy.root / "data")
    (content_copy.root / "data").mkdir()
    done = run("check", "--engine", engine, "--content", str(content_copy.root))
    assert (done.returncode, done.stdout) == (3, "")
    assert "file is in this folder" in done.stderr
