"""``mfa-graph verify`` and ``mfa-graph diff``, from the outside."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.cli import program
from mfa_graph.errors import MfaGraphError
from mfa_graph.releases.answers import REASONS
from mfa_graph.releases.faults import FAULTS
from tests.cli.conftest import Run
from tests.conftest import ROOT

START = '<https://w3id.org/mfa-graph/ontology#start> "{}"^^<http://www.w3.org/2001/XMLSchema#gYear>'


@pytest.fixture(scope="module")
def new(founding_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump in which the founding of the network is a year later, in its passage and in the merged set."""
    body = (founding_release / "mfa-graph.nq").read_text(encoding="utf-8")
    assert body.count(START.format(1994)) == 2
    file = tmp_path_factory.mktemp("new") / "new.nq"
    file.write_text(body.replace(START.format(1994), START.format(1995)), encoding="utf-8")
    return file


def test_a_release_is_verified(run: Run, founding_release: Path) -> None:
    """A release as it was built: status 0, and a sentence; nothing but its folder is read."""
    done = run("verify", str(founding_release))
    assert (done.returncode, done.stderr) == (0, "")
    files = len(json.loads((founding_release / "manifest.json").read_text())["files"])
    assert f"{files} files: Everything is as the manifest says." in done.stdout


def test_what_is_wrong_with_a_release_is_listed(run: Run, founding_release: Path, tmp_path: Path) -> None:
    """A fault: status 1, a line with the file and what is wrong, and as values with --json."""
    shutil.copytree(founding_release, tmp_path / "dist")
    (tmp_path / "dist" / "report.json").write_text("{}")
    done = run("verify")  # dist is the folder where none is named
    assert done.returncode == 1
    assert "report.json: it has 2 bytes, and the manifest says " in done.stdout
    assert done.stdout.rstrip().endswith("1 fault.")
    told = json.loads(run("verify", "--json").stdout)
    assert (told["verified"], [each["code"] for each in told["faults"]]) == (False, ["bytes"])
    assert told["release"] == "https://w3id.org/mfa-graph/catalogue/release/0.1.0"


def test_names_from_anybody_do_nothing_to_a_terminal(run: Run, founding_release: Path, tmp_path: Path) -> None:
    """Of a file whose name would colour the screen or break the line, the name is shown without that, on one line."""
    shutil.copytree(founding_release, tmp_path / "dist")
    (tmp_path / "dist" / "a\x1b[31mred\nb").touch()
    done = run("verify")
    assert "a\N{REPLACEMENT CHARACTER}[31mred\N{REPLACEMENT CHARACTER}b: the manifest does not name it." in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("path", "words"), [("none", "There is no such file or folder"), ("a.nq", "the folder of a release")]
)
def test_what_is_neither_release_nor_pack(run: Run, tmp_path: Path, path: str, words: str) -> None:
    """A name of nothing, and a file that is no pack: status 3, and both that could be named are told."""
    (tmp_path / "a.nq").write_text("<urn:a> <urn:b> <urn:c> .")
    done = run("verify", path)
    assert (done.returncode, done.stdout) == (3, "")
    assert words in done.stderr


@pytest.mark.parametrize(
    ("manifest", "words"),
    [(None, "A release has a manifest"), ("{", "is not JSON"), ("{}", "no manifest of a release")],
)
def test_what_is_no_release_is_not_verified(run: Run, tmp_path: Path, manifest: str | None, words: str) -> None:
    """Without a manifest that can be used nothing is verified: status 3, what is wrong and what to do."""
    (tmp_path / "dist").mkdir()
    if manifest is not None:
        (tmp_path / "dist" / "manifest.json").write_text(manifest)
    done = run("verify")
    assert (done.returncode, done.stdout) == (3, "")
    assert words in done.stderr
    assert "What to do" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_difference_in_words_and_as_values(run: Run, founding_release: Path, new: Path, tmp_path: Path) -> None:
    """The difference of a release and a dump: which statement is another, which answers are, and why; status 0."""
    done = run("diff", str(founding_release), str(new), "--out", "change.md")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = (tmp_path / "change.md").read_text()
    for words in (
        "# From release 0.1.0, data of 2026-11-24 to new.nq",
        "What is said: 1 statement came and 1 went, in 1 named graph.",
        "Of 27 answers 2 changed: q03, q07.",
        "  - because now said: Founding: The Migrant Forum in Asia is formally established – start – 1995 [1]",
    ):
        assert words in page
    told = json.loads(run("diff", str(founding_release), str(new), "--json", "--no-answers").stdout)
    assert (told["same"], told["answers"], told["new"]["release"]) == (False, None, None)


def test_the_commands_of_the_page_run(
    founding_release: Path, founding_content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command of the page on releases runs as it is printed, in its order, between a release and a copy of it."""
    page = (ROOT / "docs" / "how-to" / "verify-and-compare-releases.md").read_text(encoding="utf-8")
    commands = [words.split() for words in re.findall(r"^\$ mfa-graph (.*)$", page, re.MULTILINE)]
    assert [words[0] for words in commands] == ["verify", "diff", "diff", "diff"]
    for name in ("dist", "release-0.1.0"):
        shutil.copytree(founding_release, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    for words in commands:
        content = ["--content", str(founding_content.root)] if words[0] == "diff" else []
        try:
            program.main([*words, *content], standalone_mode=False)
        except SystemExit as done:
            assert done.code == 0
    assert "Both say the same." in (tmp_path / "changes.md").read_text()
    assert (tmp_path / "mfa-graph.nq").read_bytes() == (founding_release / "mfa-graph.nq").read_bytes()
    assert all(f"| `{reason}` |" in page for reason in REASONS)
    assert all(f"`{code}`" in page for code in FAULTS)


def test_a_patch_makes_the_new_of_the_old(run: Run, founding_release: Path, new: Path, tmp_path: Path) -> None:
    """Applied to the old release, the patch gives the new dump, byte for byte; to the new one it is not applied."""
    assert run("diff", str(founding_release), str(new), "--format", "patch", "--out", "change.rdfp").returncode == 0
    assert (
        len((tmp_path / "change.rdfp").read_text().splitlines()) == 8
    )  # header, a transaction, and in each of two graphs
    assert run("diff", str(founding_release), "--apply", "change.rdfp", "--out", "made.nq").returncode == 0
    assert (tmp_path / "made.nq").read_bytes() == new.read_bytes()
    for suffix in ("trig", "jsonld"):
        dump, back = founding_release / f"mfa-graph.{suffix}", f"back.{suffix}"
        assert run("diff", str(new), str(founding_release), "--format", "patch", "--out", "back.rdfp").returncode == 0
        assert run("diff", str(new), "--apply", "back.rdfp", "--out", back).returncode == 0
        assert (tmp_path / back).read_bytes() == dump.read_bytes()
    done = run("diff", str(new), "--apply", "change.rdfp", "--out", "again.nq")
    assert done.returncode == 3
    assert "change.rdfp: The patch is not for this graph: it removes what is not there" in done.stderr
    assert not (tmp_path / "again.nq").exists()


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["OLD", "OLD"], 2, "OLD and NEW are the same"),
        (["OLD"], 2, "nothing to compare OLD with"),
        (["OLD", "NEW", "--apply", "p"], 2, "two things"),
        (["OLD", "--apply", "p"], 2, "a file with named graphs"),
        (["OLD", "--apply", "p", "--out", "x.ttl"], 2, "a file with named graphs"),
        (["OLD", "--apply", "p", "--out", "x.nq"], 3, "The patch cannot be read"),
        (["OLD", "--apply", "p", "--out", "x.nq", "--json"], 2, "told in no form"),
        (["OLD", "--apply", "p", "--out", "x.nq", "--as-of", "2020-01-01"], 2, "leave out --as-of"),
        (["OLD", "NEW", "--format", "patch", "--as-of", "2020-01-01"], 2, "leave out --as-of"),
        (["OLD", "NEW", "--no-answers", "--as-of", "2020-01-01"], 2, "leave out --as-of"),
        (["OLD", "NEW", "--format", "xml"], 2, "choose one of: json, md, patch"),
        (["OLD", "NEW", "--as-of", "soon"], 2, "a day such as"),
        (["OLD", "nowhere"], 3, "no such file or folder"),
        (["OLD", "."], 3, "A release has a manifest"),
        (["OLD", "no.ttl"], 3, "no named graph"),
        (["OLD", "no.json"], 3, "No RDF format"),
        (["OLD", "no.nq"], 3, "no dump of a release"),
        (["OLD", "two.nq"], 3, "2 releases, at different bases"),
        (["broken", "NEW"], 3, "not the file that the manifest vouches for"),
        (["lacking", "NEW"], 3, "it cannot be read"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_compared_is_said(
    founding_release: Path,
    new: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    status: int,
    said: str,
) -> None:
    """A wrong call ends with 2, what is no release with 3; each says what is wrong and what to do."""
    row = "<http://example.org/a> <http://example.org/b> <http://example.org/c>"
    for name, text in {
        "no.ttl": f"{row} .",
        "no.json": "{}",
        "no.nq": f"{row} <http://example.org/g> .",
        "two.nq": f"{row} <http://example.org/graph/ontology> .\n{row} <http://example.com/graph/ontology> .",
    }.items():
        (tmp_path / name).write_text(text)
    if words[0] in {"broken", "lacking"}:
        (tmp_path / words[0]).mkdir()
        shutil.copy(founding_release / "manifest.json", tmp_path / words[0])
    (tmp_path / "broken").mkdir(exist_ok=True)
    (tmp_path / "broken" / "mfa-graph.trig").write_text("")
    monkeypatch.chdir(tmp_path)
    named = [{"OLD": str(founding_release), "NEW": str(new)}.get(word, word) for word in words]
    with pytest.raises(MfaGraphError, match=said) as raised:
        program.main(["diff", *named], standalone_mode=False)
    assert raised.value.exit_status == status
    assert raised.value.remedy
    assert not (tmp_path / "x.nq").exists()
