"""``mfa-graph build``, ``mfa-graph export``, and the front of the command line."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from tests.cli.conftest import Run

DUMPS = ("jsonld", "nq", "nt", "rdf", "trig", "ttl")
FILES = {
    "catalog.jsonld",
    "catalog.rdf",
    "catalog.ttl",
    "inferred.ttl",
    "manifest.json",
    "mfa-graph.jsonld",
    "mfa-graph.nq",
    "mfa-graph.nt",
    "mfa-graph.rdf",
    "mfa-graph.trig",
    "mfa-graph.ttl",
    "ontology.ttl",
    "openapi.json",
    "queries.ttl",
    "questions.zip",
    "report.json",
    "schema-org.jsonld",
    "shapes.ttl",
    "things.zip",
    "void.ttl",
}

COPIES = {f"mfa-graph.{suffix}.{packing}" for suffix in DUMPS for packing in ("gz", "zst")}
FILES |= COPIES


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder and of those in it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def at_the_top(names: Iterable[str]) -> set[str]:
    """The files that lie in no folder; what is in the folders has tests of its own."""
    return {name for name in names if "/" not in name}


def test_a_build_says_what_it_did_and_writes_its_files(run: Run, tmp_path: Path) -> None:
    """The summary names triples by graph, findings and files; the manifest vouches for every file beside it."""
    done = run("build", "--out", "out")
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "source/* (5 sources, 46 passages)",
        "graph/inferred/prp-spo2",
        "Findings: 0 violations",
        f"{len(digests(tmp_path / 'out'))} files in out/.",
    ):
        assert words in done.stdout
    found = digests(tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert at_the_top(found) == FILES
    assert {name.partition("/")[0] for name in found if "/" in name} == {
        "classes",
        "context",
        "frames",
        "map",
        "network",
        "schemas",
        "tables",
    }
    assert {entry["name"]: entry["sha256"] for entry in manifest["files"]} == {
        name: digest for name, digest in found.items() if name != "manifest.json"
    }
    assert manifest["date"] == "2026-11-24"
    assert (manifest["kind"], manifest["base"]) == ("release", "https://w3id.org/mfa-graph/")
    assert manifest["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert f"<{manifest['release']}>" in (tmp_path / "out" / "catalog.ttl").read_text()
    assert all(entry["bytes"] == (tmp_path / "out" / entry["name"]).stat().st_size for entry in manifest["files"])


def test_two_builds_are_the_same_bytes(run: Run, tmp_path: Path) -> None:
    """Under different hash seeds, in different folders, all files are equal to the byte."""
    for seed in ("1", "2"):
        assert run("build", "--out", f"out{seed}", PYTHONHASHSEED=seed).returncode == 0
    assert digests(tmp_path / "out1") == digests(tmp_path / "out2")
    assert len(digests(tmp_path / "out1")) >= 75


# Writes files of a content's graph, which is read from N-Quads, those in RDF or all, and prints how many they are and the digest
# of their manifest.
WRITE = """
import sys
from pathlib import Path
from mfa_graph.assets import Content
from mfa_graph.build import files_described
from mfa_graph.exporters.catalogue import catalogue_files
from mfa_graph.exporters.dumps import files_of
from mfa_graph.exporters.files import with_copies
from mfa_graph.exporters.manifest import manifest_of
from mfa_graph.exporters.slices import slice_files
from mfa_graph.findings import Report
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import BASE
root, quads, out = map(Path, sys.argv[2:])
content, graph, report = Content(root), KnowledgeGraph.load(quads), Report(())
if sys.argv[1] == "all":
    entries = [entry for file in files_described(graph, report, content, BASE) for entry in with_copies(out, file)]
    entries += [entry for file in catalogue_files(graph, content, entries) for entry in with_copies(out, file)]
else:
    files = [*files_of(graph, report, content), *slice_files(graph)]
    entries = [entry for file in files for entry in with_copies(out, file)]
(manifest,) = with_copies(out, manifest_of(graph, entries, licence="http://example.org/licence"))
print(sys.argv[1], len(entries), manifest.sha256)
"""


def test_twenty_hash_seeds_and_two_checkouts_give_the_same_bytes(
    founding: KnowledgeGraph, founding_content: Content, tmp_path: Path
) -> None:
    """The files in RDF are written under twenty hash seeds, and all files under four more, every other time from another folder.

    Varied are the seed, the folder of the content, the folder that is written to, and the order of the statements in the file
    that the graph is read from, which is turned by as many lines as the seed says. What stays is the machine, and the libraries.
    Compared is the SHA-256 of the manifest, which has that of every other file. The graph is the founding record's, put together
    once; that a build puts it together the same way is the claim of the test above.
    """
    elsewhere = tmp_path / "somewhere" / "else"
    shutil.copytree(founding_content.root, elsewhere)
    lines = [f"{quad} .\n" for quad in founding.quads]

    def told(seed: int) -> str:
        quads = tmp_path / f"{seed}.nq"
        quads.write_text("".join([*lines[seed:], *lines[:seed]]), encoding="utf-8")
        root, what = (elsewhere if seed % 2 else founding_content.root), ("all" if seed >= 20 else "RDF")
        command = [sys.executable, "-c", WRITE, what, str(root), str(quads), str(tmp_path / f"out{seed}")]
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout

    with ThreadPoolExecutor(2) as pool:
        found = Counter(pool.map(told, range(24)))
    assert sorted(found.values()) == [4, 20]
    counts = {what: int(number) for what, number, _ in map(str.split, found)}
    assert counts["RDF"] >= 50
    assert counts["all"] >= counts["RDF"] + 20


def test_the_summary_as_json(run: Run) -> None:
    """With --json the same numbers come as values."""
    summary = json.loads(run("build", "--json").stdout)
    assert summary["report"]["conforms"] is True
    assert summary["merged"] > 3000
    assert at_the_top(summary["files"]) == FILES


def test_violations_are_not_published(run: Run, tmp_path: Path, content_copy: Content) -> None:
    """A graph with a violation is not written, not even in part, and the status is 1."""
    (content_copy.root / "data" / "fault.trig").write_text("<http://a/g> { <http://a/s> <http://a/p> 1 }")
    done = run("build", "--content", str(content_copy.root), "--out", "out")
    assert done.returncode == 1
    assert "Nothing was written" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["file/out", "/dev/null/out", "/proc/out"])
def test_a_place_that_cannot_be_written_is_one_message(run: Run, tmp_path: Path, out: str) -> None:
    """An output inside a file or a system folder ends with status 3 and what to do."""
    (tmp_path / "file").touch()
    done = run("build", "--out", out)
    assert done.returncode == 3
    assert "This cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_that_is_ended_leaves_nothing(founding_content: Content, tmp_path: Path) -> None:
    """Ended by the system in the midst of writing, it takes away what it has made so far."""
    words = ["build", "--content", str(founding_content.root), "--out", str(tmp_path / "out")]
    with subprocess.Popen([sys.executable, "-m", "mfa_graph.cli", *words], stdout=subprocess.DEVNULL) as process:
        while not [*tmp_path.glob("out/.unfinished-*/*")]:
            assert process.poll() is None, "it has come to its end"
            time.sleep(0.01)
        process.terminate()
        assert process.wait(60) == 128 + signal.SIGTERM
    assert [*(tmp_path / "out").iterdir()] == []


def test_another_base_moves_the_files(run: Run, tmp_path: Path) -> None:
    """With --base, things in the files have the new addresses and terms the old ones."""
    assert run("build", "--base", "https://data.example.org/", "--out", "out").returncode == 0
    text = (tmp_path / "out" / "mfa-graph.nq").read_text()
    assert "<https://data.example.org/id/organisation/mfa>" in text
    assert "<https://w3id.org/mfa-graph/id/" not in text
    assert "<https://w3id.org/mfa-graph/ontology#covers>" in text
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["base"] == "https://data.example.org/"
    assert manifest["release"] == f"https://data.example.org/catalogue/release/{manifest['version']}"
    assert run("verify", "out").returncode == 0
    assert run("build", "--base", "data.example.org").returncode == 2


@pytest.mark.parametrize(
    "base",
    ["https://a.org/x y/", "https://a.org/<x>/", "https://a.org/#/", "https://a.org/?x=/", "https://", "http://[a/"],
)
def test_a_base_that_is_no_address_of_a_folder_is_a_wrong_call(run: Run, tmp_path: Path, base: str) -> None:
    """A space, a bracket, a query, a fragment or no host: status 2 in a sentence, before anything is made."""
    done = run("build", "--base", base, "--out", "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "must be the address of a folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_files_that_are_not_of_the_release_are_told(run: Run, tmp_path: Path) -> None:
    """What lay in the folder before stays there, and is named, since no manifest vouches for it."""
    (tmp_path / "out" / "tables").mkdir(parents=True)
    (tmp_path / "out" / "tables" / "of-before.csv").touch()
    done = run("build", "--out", "out")
    assert done.returncode == 0
    assert "Besides the release, out/ holds 1 file: tables/of-before.csv." in done.stderr
    assert "tables/of-before.csv: the manifest does not name it. [unnamed]" in run("verify", "out").stdout


def test_a_day_can_be_given_to_a_build(run: Run, tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH is the build's day where it is set, and a wrong one is a wrong call."""
    assert run("build", "--out", "out", SOURCE_DATE_EPOCH="0").returncode == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["date"] == "1970-01-01"
    assert run("build", "--out", "out", SOURCE_DATE_EPOCH="soon").returncode == 2


@pytest.mark.parametrize(
    ("form", "start"), [("turtle", b"@prefix"), ("nt", b"<http"), ("application/ld+json", b'{"@context": {')]
)
def test_export_writes_one_syntax(run: Run, tmp_path: Path, form: str, start: bytes) -> None:
    """A syntax is chosen by name, suffix or media type, and a file is the same as the output."""
    done = run("export", "--format", form)
    assert run("export", "--format", form, "--out", "graph").returncode == 0
    written = (tmp_path / "graph").read_bytes()
    assert written.startswith(start)
    assert written.decode() == done.stdout


def test_an_unknown_syntax_is_a_wrong_call(run: Run) -> None:
    """A misspelt syntax is answered with the nearest."""
    done = run("export", "--format", "turtel")
    assert done.returncode == 2
    assert "did you mean “turtle”" in done.stderr


def test_help_lists_the_verbs_and_imports_nothing_heavy(run: Run) -> None:
    """The help of the program names every verb, and no RDF library is loaded for it."""
    done = run("--help")
    assert [line.split()[0] for line in done.stdout.split("Verbs:")[1].splitlines() if line.strip()] == [
        "ask",
        "build",
        "check",
        "cite",
        "connect",
        "diff",
        "export",
        "harvest-check",
        "reason",
        "search",
        "sparql",
        "verify",
        "why",
    ]
    heavy = "('rdflib', 'pyshacl', 'owlrl', 'pyoxigraph')"
    script = f"import sys, mfa_graph.cli; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_an_answer_does_not_load_what_it_does_not_use(run: Run, founding_content: Content) -> None:
    """Once the graph is remembered, a question is answered without rdflib, pySHACL or owlrl."""
    assert run("ask", "q01").returncode == 0
    words = ["ask", "q01", "--content", str(founding_content.root)]
    script = (
        f"import sys; from mfa_graph.cli import program; program.main({words}, standalone_mode=False);"
        "sys.exit(any(name in sys.modules for name in ('rdflib', 'pyshacl', 'owlrl', 'SPARQLWrapper')))"
    )
    assert subprocess.run([sys.executable, "-c", script], stdout=subprocess.DEVNULL).returncode == 0


def test_a_wrong_verb_is_a_wrong_call(run: Run) -> None:
    """An unknown verb ends with status 2."""
    assert run("buidl").returncode == 2


def test_a_reader_that_goes_away_does_no_harm(founding_content: Content) -> None:
    """When the reader of the output stops early, as `head` does, nothing is traced."""
    command = f"{sys.executable} -m mfa_graph.cli export --format nt --content {founding_content.root} | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
