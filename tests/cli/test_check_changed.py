"""``mfa-graph check FILE...`` and ``--since REV``: what changed, as somebody sees it who works in a checkout."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from mfa_graph.assets import Content
from tests.cli.conftest import Run
from tests.conftest import copied
from tests.elsewhere.conftest import BAD, GOOD, LACKING, committed, git

NETWORK = "data/ilo-good-practices-58/network.trig"
PROCESS = "    mfa:process <id/process/saarc> ;\n"


@pytest.fixture(scope="module")
def pristine(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the founding record's content, with one commit."""
    root = tmp_path_factory.mktemp("pristine") / "checkout"
    copied(content, root)
    git(root, "init", "--quiet")
    committed(root)
    return root


@pytest.fixture
def checkout(pristine: Path, tmp_path: Path) -> Path:
    """A checkout that a test may change."""
    root = tmp_path / "checkout"
    shutil.copytree(pristine, root)
    return root


def break_the_network(checkout: Path) -> None:
    """Take a process from an engagement."""
    file = checkout / NETWORK
    text = file.read_text()
    assert text.count(PROCESS) == 1
    file.write_text(text.replace(PROCESS, ""))


def findings(text: str) -> list[dict[str, Any]]:
    """The findings in a report as JSON."""
    found: list[dict[str, Any]] = json.loads(text)["findings"]
    return found


def test_since_a_revision_only_what_changed_is_told(run: Run, checkout: Path) -> None:
    """An engagement that has lost its process since the last commit is told, at its line, and nothing else in the data is."""
    break_the_network(checkout)
    done = run("check", "--since", "HEAD", "--json", "--content", str(checkout))
    assert done.returncode == 1, done.stderr
    told = findings(done.stdout)
    assert [each["code"] for each in told if each["severity"] == "violation"] == ["engagement-process-required"]
    assert {each["file"] for each in told} == {NETWORK}
    everything = findings(run("check", "--json", "--content", str(checkout)).stdout)
    assert len(told) < len(everything) / 2
    assert all(each in everything for each in told)


def test_nothing_changed_is_nothing_told(run: Run, checkout: Path) -> None:
    """Where nothing has changed there are no findings, not those of old."""
    done = run("check", "--since", "HEAD", "--content", str(checkout))
    assert (done.returncode, done.stdout) == (0, "0 violations, 0 warnings, 0 infos\n")


def test_a_file_that_git_does_not_know_yet_counts(run: Run, checkout: Path) -> None:
    """A new file is a change, before it is added or committed and after."""
    (checkout / "data" / "ilo-good-practices-58" / "new.trig").write_text(BAD)
    done = run("check", "--since", "HEAD", "--content", str(checkout))
    assert done.returncode == 1
    assert LACKING in done.stdout
    assert "data/ilo-good-practices-58/new.trig:25:5" in done.stdout
    committed(checkout)
    assert run("check", "--since", "HEAD", "--content", str(checkout)).returncode == 0
    assert run("check", "--since", "HEAD~1", "--content", str(checkout)).returncode == 1


def test_a_file_that_is_gone_counts(run: Run, checkout: Path) -> None:
    """What a removed file leaves behind is told: here statements whose passages nobody describes any more."""
    provenance = "data/ilo-good-practices-58/provenance.trig"
    (checkout / provenance).unlink()
    done = run("check", "--since", "HEAD", "--json", "--content", str(checkout))
    assert done.returncode == 1
    assert "graph-without-passage" in {each["code"] for each in findings(done.stdout)}
    by_name = run("check", "--since", "HEAD", "--json", provenance, "--content", str(checkout), cwd=checkout)
    assert findings(by_name.stdout) == findings(done.stdout)


def test_a_changed_shape_checks_everything(run: Run, checkout: Path) -> None:
    """When the shapes have changed since the revision, or are the file that is named, all findings are told."""
    everything = findings(run("check", "--json", "--content", str(checkout)).stdout)
    shapes = checkout / "shapes" / "informative.ttl"
    shapes.write_text(shapes.read_text() + "\n# Nothing else.\n")
    for words in (["--since", "HEAD"], [str(shapes)]):
        done = run("check", "--json", *words, "--content", str(checkout))
        told = findings(done.stdout)
        assert [each["focus"] for each in told] == [each["focus"] for each in everything]
        assert "so everything is checked" in done.stderr
        assert len(told) > 20


def test_a_file_of_the_data_is_checked_for_what_it_says(run: Run, checkout: Path) -> None:
    """A file of the content root brings the findings about what it writes, and not those about other files."""
    break_the_network(checkout)
    done = run("check", NETWORK, "--content", str(checkout), cwd=checkout)
    assert done.returncode == 1
    assert f"  {NETWORK}:" in done.stdout
    done = run("check", "data/concepts/unit.ttl", "--content", str(checkout), cwd=checkout)
    assert (done.returncode, "mfa-saarc" in done.stdout) == (0, False)


def test_what_was_there_without_a_file_is_remembered_and_never_out_of_date(
    run: Run, checkout: Path, tmp_path: Path
) -> None:
    """A second check says what one without a memory says, also when the file or another has changed since."""
    words = ("check", str(checkout / NETWORK), "--json", "--content", str(checkout))
    memory = tmp_path / "memory"

    def told_twice() -> tuple[str, int]:
        fresh = run(*words, XDG_CACHE_HOME=str(tmp_path / "none")).stdout
        shutil.rmtree(tmp_path / "none")
        assert run(*words, XDG_CACHE_HOME=str(memory)).stdout == fresh
        return fresh, len([*memory.rglob("told/*.json")])

    first, one = told_twice()
    again, still_one = told_twice()
    assert (again, one, still_one) == (first, 1, 1)
    break_the_network(checkout)
    broken, of_this_file_alone = told_twice()
    assert of_this_file_alone == 1
    assert {each["code"] for each in findings(broken)} > {each["code"] for each in findings(first)}
    other = checkout / "data/ilo-good-practices-58/provenance.trig"
    other.write_text(other.read_text() + '\n# Read again.\n<graph/provenance> { <source/x> mfa:seenOn "2020" . }\n')
    _, two = told_twice()
    assert two == 2


def test_a_file_of_yours_brings_its_own_findings_alone(run: Run, tmp_path: Path) -> None:
    """A file from elsewhere is checked together with the data, and only what it affects is told."""
    (tmp_path / "good.trig").write_text(GOOD)
    (tmp_path / "bad.trig").write_text(BAD)
    good = run("check", "good.trig")
    assert (good.returncode, good.stdout.splitlines()[-2]) == (0, "0 violations, 0 warnings, 1 info")
    bad = run("check", "good.trig", "bad.trig")
    assert bad.returncode == 1
    assert LACKING in bad.stdout
    assert bad.stdout.splitlines()[-2] == "1 violation, 0 warnings, 2 infos"


def test_a_file_of_yours_is_compared_with_itself(run: Run, tmp_path: Path) -> None:
    """Since a revision of its own checkout, only what has changed in a file from elsewhere is told, and what it lost."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "mine.trig").write_text(BAD)
    committed(tmp_path)
    assert run("check", "mine.trig").returncode == 1
    assert run("check", "--since", "HEAD", "mine.trig").returncode == 0
    (tmp_path / "mine.trig").write_text(
        BAD.replace('"Line 1"@en', '"Line one"@en').replace("        mfa:level", "        mfa:levl")
    )
    done = run("check", "--since", "HEAD", "mine.trig", "--json")
    assert {"unknown-term"} <= {each["code"] for each in findings(done.stdout)}
    (tmp_path / "mine.trig").unlink()
    assert run("check", "--since", "HEAD", "mine.trig").returncode == 0


TABLE = """\
title = "Engagements"
rows = 1
key = ["organisation", "process"]
graph = "graph/curation"
[columns.organisation]
type = "thing"
of = "organisation"
[columns.process]
type = "thing"
of = "process"
"""
MAPPING = """\
PREFIX mfa: <https://w3id.org/mfa-graph/ontology#>
CONSTRUCT { ?organisation mfa:engagesWth ?process } WHERE {
  VALUES (?organisation ?process) { (UNDEF UNDEF) } #+ row
}
"""


def test_a_table_of_yours_is_read_by_its_description(run: Run, tmp_path: Path) -> None:
    """Rows from elsewhere are checked as those of the data are: a cell, a term and a missing description are told of."""
    table = tmp_path / "table"
    table.mkdir()
    (table / "rows.csv").write_text("organisation,process\nmfa,saarc\n")
    done = run("check", "table/rows.csv")
    assert (done.returncode, done.stdout) == (3, "")
    assert "Nothing tells what the columns of this file mean" in done.stderr
    (table / "table.toml").write_text(TABLE)
    (table / "mapping.rq").write_text(MAPPING)
    done = run("check", "table/rows.csv", "--json")
    assert done.returncode == 1, done.stderr
    (wrong,) = [each for each in findings(done.stdout) if each["code"] == "unknown-term"]
    assert (Path(wrong["file"]).name, wrong["line"]) == ("rows.csv", 2)
    (table / "rows.csv").write_text("organisation,process\nmfa,sark\n")
    done = run("check", "table/rows.csv")
    assert done.returncode == 3
    assert "Nothing has the code “sark” here" in done.stderr


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--since", "nowhere"], 2, "Nothing is known here as the revision “nowhere”"),
        (["--since", "--help"], 2, "Nothing is known here as the revision “--help”"),
        (["--since", ""], 2, "Nothing is known here as the revision “”"),
        (["missing.trig"], 3, "There is no such file"),
        (["data"], 3, "only files are checked"),
        (["--since", "HEAD", "missing.trig"], 3, "There is no such file"),
    ],
)
def test_a_wrong_call_is_one_message(run: Run, checkout: Path, words: list[str], status: int, message: str) -> None:
    """An unknown revision, a missing file and a folder end with one message that says what to do."""
    done = run("check", *words, "--content", str(checkout), cwd=checkout)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "What to do:" in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_a_checkout_nothing_tells_what_changed(run: Run, founding_content: Content, tmp_path: Path) -> None:
    """Without a checkout, or without git, --since is a wrong call, and says so."""
    done = run("check", "--since", "HEAD")
    assert done.returncode == 2
    assert "not in a git checkout" in done.stderr
    (tmp_path / "empty").mkdir()
    done = run("check", "--since", "HEAD", PATH=str(tmp_path / "empty"))
    assert done.returncode == 2
    assert "git is not installed" in done.stderr


def test_a_revision_that_cannot_be_read_is_said(run: Run, checkout: Path) -> None:
    """Where the data of the revision were broken, the message names the revision and the file in it."""
    file = checkout / NETWORK
    text = file.read_text()
    file.write_text("<a> <b>")
    committed(checkout)
    file.write_text(text)
    done = run("check", "--since", "HEAD", "--content", str(checkout))
    assert done.returncode == 3
    assert f"{NETWORK}:1:" in done.stderr
    assert "In the revision “HEAD” this could not be read" in done.stderr


def test_rubbish_is_one_message(run: Run, tmp_path: Path) -> None:
    """A binary file and one with an odd name end with status 3 and one message."""
    (tmp_path / "bïnary \U0001f600.trig").write_bytes(os.urandom(64) + b"\x00")
    done = run("check", "bïnary \U0001f600.trig")
    assert (done.returncode, done.stdout) == (3, "")
    assert "bïnary \U0001f600.trig:1" in done.stderr
    assert "Traceback" not in done.stderr
