"""``mfa-graph check`` with --profile, --today and --fix, and with input that is rubbish."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from tests.cli.conftest import Run

PLACES = "data/curation/places.ttl"
SLIP = '"Asia "@en'
DIFF = """--- a/data/curation/places.ttl
+++ b/data/curation/places.ttl
"""
WAIVER = """fail-on = "warning"
[severity]
initiative-purpose-recommended = "off"
engagement-level-recommended = "info"
[[waive]]
rule = "label-whitespace"
reason = "It is printed so."
by = "data steward"
expires = 2026-11-24
"""


@pytest.fixture
def slipped(content_copy: Content) -> Content:
    """A copy of the content with a space behind one label."""
    file = content_copy.root / PLACES
    text = file.read_text(encoding="utf-8")
    assert text.count('"Asia"@en') == 1
    file.write_text(text.replace('"Asia"@en', SLIP), encoding="utf-8")
    return content_copy


def test_without_a_terminal_a_fix_is_shown_and_not_made(run: Run, slipped: Content) -> None:
    """Where nobody can be asked, the difference is shown, the file stays, and the status is 1."""
    before = (slipped.root / PLACES).read_bytes()
    done = run("check", "--fix", "label-whitespace", "--content", str(slipped.root))
    assert done.returncode == 1
    assert done.stdout.startswith(DIFF)
    assert f"-    skos:prefLabel {SLIP} ;\n" in done.stdout
    assert '+    skos:prefLabel "Asia"@en ;\n' in done.stdout
    assert "1 change in 1 file, not made yet: run the same again with --yes" in done.stderr
    assert (slipped.root / PLACES).read_bytes() == before


def test_with_yes_a_fix_is_made(run: Run, slipped: Content, content: Content) -> None:
    """With --yes the file is mended, the check is run again, and its findings decide the status; a second run mends nothing."""
    (slipped.root / PLACES).chmod(0o600)
    done = run("check", "--fix", "label-whitespace", "--yes", "--content", str(slipped.root))
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith(DIFF)
    assert "\n0 violations, " in done.stdout
    assert (slipped.root / PLACES).read_bytes() == (content.root / PLACES).read_bytes()
    assert (slipped.root / PLACES).stat().st_mode & 0o777 == 0o600
    again = run("check", "--fix", "label-whitespace", "--yes", "--content", str(slipped.root))
    assert again.returncode == 0
    assert "nothing that can be mended safely" in again.stderr


def test_json_stays_json_beside_a_difference(run: Run, slipped: Content) -> None:
    """With --json the difference goes beside the output, which stays one JSON value."""
    done = run("check", "--fix", "label-whitespace", "--yes", "--json", "--content", str(slipped.root))
    assert json.loads(done.stdout)["conforms"] is True
    assert DIFF in done.stderr


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 1)])
def test_on_a_terminal_a_fix_is_asked_about(answer: str, status: int, slipped: Content) -> None:
    """On a terminal the difference is shown first, and made only if the answer is yes."""
    ours, theirs = pty.openpty()
    words = [
        sys.executable,
        "-m",
        "mfa_graph.cli",
        "check",
        "--fix",
        "label-whitespace",
        "--content",
        str(slipped.root),
    ]
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ) as process:
        os.close(theirs)
        shown = b""
        while b"Make them?" not in shown and select.select([ours], [], [], 60)[0]:
            shown += os.read(ours, 4096)
        os.write(ours, f"{answer}\n".encode())
        try:
            while select.select([ours], [], [], 60)[0] and os.read(ours, 4096):
                pass
        except OSError:  # the other end has gone
            pass
    os.close(ours)
    assert DIFF.splitlines()[0].encode() in shown
    assert process.returncode == status
    assert (SLIP in (slipped.root / PLACES).read_text(encoding="utf-8")) is (answer == "n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--fix", "label-english"), "There is no safe fix for “label-english”"),
        (("--fix", "unknwon-term"), "did you mean “unknown-term”"),
        (("--today", "2026-02-30"), "“2026-02-30” is no day"),
    ],
)
def test_a_wrong_word_is_a_wrong_call(run: Run, words: tuple[str, ...], message: str) -> None:
    """A rule without a fix, a rule that is not there and a day that is none end with status 2 before the work begins."""
    done = run("check", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_profile_weighs_the_findings(run: Run, slipped: Content, tmp_path: Path) -> None:
    """The profile of the content root counts unless another is named; --fail-on goes before it; waivers end by --today."""
    (slipped.root / "checks.toml").write_text(WAIVER, encoding="utf-8")
    here = ("--content", str(slipped.root))
    done = run("check", *here, "--today", "2026-11-24")
    assert done.returncode == 1  # there are warnings
    assert "waived until 2026-11-24 (data steward): It is printed so." in done.stdout
    assert "; 1 waived" in done.stdout
    assert "initiative-purpose-recommended" not in done.stdout
    assert run("check", *here, "--today", "2026-11-24", "--fail-on", "violation").returncode == 0
    late = run("check", *here, "--fail-on", "violation", SOURCE_DATE_EPOCH="1795564800")  # 2026-11-25
    assert late.returncode == 1
    assert "A waiver of label-whitespace ran out on 2026-11-24, and today is 2026-11-25." in late.stdout
    assert "checks.toml:5:1: " in late.stdout
    (tmp_path / "other.toml").write_text("# nothing\n", encoding="utf-8")
    other = run("check", *here, "--profile", "other.toml")
    assert "waived" not in other.stdout
    assert "initiative-purpose-recommended" in other.stdout


def test_a_profile_that_is_not_there_breaks_the_run(run: Run) -> None:
    """A profile that is named and not there is an error, not a check without one."""
    done = run("check", "--profile", "nowhere.toml")
    assert (done.returncode, done.stdout) == (3, "")
    assert "nowhere.toml: The profile cannot be read" in done.stderr


@pytest.mark.parametrize(
    "file",
    [
        "shapes/required.ttl",
        "ontology/places.ttl",
        "data/concepts/level.ttl",
        "data/ilo-good-practices-58/network.trig",
        "data/places/rows.csv",
        "data/places/table.toml",
        "data/places/mapping.rq",
        "queries/checks/row-left-out.rq",
    ],
)
def test_a_file_in_another_encoding_breaks_the_run(file: str, run: Run, content_copy: Content) -> None:
    """A file in Latin-1, if only in a comment, in UTF-16, or of bytes that are no text is one message with file and line."""
    path = content_copy.root / file
    body = path.read_bytes()
    lines = body.count(b"\n")
    for spoilt, where in (
        (body + b"# caf\xe9\n", f"{file}:{lines + 1}: This file is not UTF-8: in this line stands the byte 0xe9."),
        (body.decode("utf-8").encode("utf-16"), f"{file}:1: This file is UTF-16."),
        (b"\x7fELF\x00\x01" + body, f"{file}:1: This file is no text."),
    ):
        path.write_bytes(spoilt)
        done = run("check", "--content", str(content_copy.root))
        assert (done.returncode, done.stdout) == (3, "")
        assert where in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "text"), [("empty.trig", ""), ("comment.trig", "# nothing\n")])
def test_a_file_that_says_nothing_is_never_clean(name: str, text: str, run: Run, tmp_path: Path) -> None:
    """A file of yours without a statement is an error, since nothing was checked."""
    (tmp_path / name).write_text(text)
    done = run("check", name)
    assert (done.returncode, done.stdout) == (3, "")
    assert "There is no statement in this file" in done.stderr


def test_data_that_say_nothing_are_never_clean(run: Run, content_copy: Content) -> None:
    """Data of files without a statement are an error, not a clean check."""
    shutil.rmtree(content_copy.root / "data")
    (content_copy.root / "data" / "concepts").mkdir(parents=True)
    (content_copy.root / "data" / "concepts" / "a.ttl").write_text("# nothing\n")
    done = run("check", "--content", str(content_copy.root))
    assert (done.returncode, done.stdout) == (3, "")
    assert "There is no statement in data/" in done.stderr


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
@pytest.mark.parametrize(
    ("shape", "line"),
    [
        ("a sh:PropertyShape ; sh:targetClass skos:Concept", 4),
        ("a sh:PropertyShape ; sh:path skos:notation ; sh:targetClass skos:Concept ; sh:pattern '(('", 4),
        ("a sh:PropertyShape ; sh:path skos:notation ; sh:targetClass skos:Concept ; sh:minCount 'x'", 4),
    ],
)
def test_a_shape_that_cannot_be_run_is_named(
    shape: str, line: int, engine: str, run: Run, content_copy: Content
) -> None:
    """An ill-formed shape among many is named with its file and line, whichever engine stumbles, with data or without."""
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    fine = "<https://x.example/{}> a sh:NodeShape ; sh:targetClass skos:Concept .\n"
    text = f"{head}{fine.format(1)}{fine.format(2)}<https://x.example/broken> {shape} .\n{fine.format(3)}"
    (content_copy.root / "shapes" / "more.ttl").write_text(text)
    done = run("check", "--engine", engine, "--content", str(content_copy.root))
    assert (done.returncode, done.stdout) == (3, "")
    assert f"shapes/more.ttl:{line}: The shapes cannot be run: " in done.stderr
    assert "the shape <https://x.example/broken>" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_misspelt_term_of_shacl_is_named_with_its_line(run: Run, content_copy: Content) -> None:
    """A term that SHACL does not have is told with file, line and the nearest one."""
    text = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n<a:s> a sh:NodeShape ;\n  sh:mincount 1 .\n"
    (content_copy.root / "shapes" / "more.ttl").write_text(text)
    done = run("check", "--content", str(content_copy.root))
    assert done.returncode == 3
    assert "shapes/more.ttl:4: SHACL has no term sh:mincount" in done.stderr
    assert "did you mean “minCount”" in done.stderr
