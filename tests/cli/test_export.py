"""``mfa-graph export`` in the forms beside RDF."""

from __future__ import annotations

import json
from pathlib import Path

from mfa_graph.assets import Content
from tests.cli.conftest import Run


def test_export_gives_tables(run: Run, tmp_path: Path) -> None:
    """On the command line: one class to the output, all into a folder, and a wrong call where they do not fit."""
    done = run("export", "--format", "csv", "--class", "Process")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("IRI,label,type")
    assert run("export", "--format", "csv", "--bom", "--out", "all").returncode == 0
    assert len(list((tmp_path / "all").glob("*.csv"))) > 20
    assert (tmp_path / "all" / "links.csv").read_bytes().startswith(b"\xef\xbb\xbfsubject,")
    for words, said in (
        (["csv"], "name a folder for them"),
        (["csv", "--class", "Organization"], "did you mean “Organisation”"),
        (["turtle", "--class", "Organization"], "did you mean “Organisation”"),
        (["turtle", "--class", "Place", "--thing", "MFA"], "leave out --class or --thing"),
        (["turtle", "--thing", "Migrant Forum in Azia"], "did you mean “migrant forum in asia”"),
        (["turtle", "--bom"], "leave out --bom"),
        (["csv", "--thing", "MFA"], "choose framed, or a syntax such as turtle"),
        (["framed", "--thing", "MFA", "--class", "Place"], "leave out --class or --thing"),
        (["framed", "--thing", "MFAA"], "did you mean “mfa”"),
        (["xlsx", "--bom"], "leave out --bom"),
        (["gexf", "--class", "Place"], "leave out --class"),
        (["cvs"], "did you mean “csv”"),
    ):
        done = run("export", "--format", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_export_gives_the_slice_of_a_thing_or_class(run: Run, tmp_path: Path) -> None:
    """By label or acronym, in any syntax, to the output or a file; with named graphs there are the passages."""
    done = run("export", "--thing", "MFA")
    assert (done.returncode, done.stderr) == (0, "")
    assert "<https://w3id.org/mfa-graph/id/organisation/mfa> " in done.stdout
    assert "\n<https://w3id.org/mfa-graph/id/membership/" not in run("export", "--class", "Country").stdout
    assert run("export", "--thing", "Migrant Forum in Asia", "--out", "mfa.ttl").returncode == 0
    assert (tmp_path / "mfa.ttl").read_text() == done.stdout
    named = run("export", "--thing", "MFA", "--format", "trig").stdout
    assert "<https://w3id.org/mfa-graph/source/ilo-good-practices-58/introduction-s2> {" in named
    assert "mfa:locator " in named


def test_two_things_of_one_name_are_both_offered(run: Run, content_copy: Content) -> None:
    """Whoever asks for one by a name that two have is told both, with their addresses, and nothing is written."""
    (content_copy.root / "data" / "curation" / "twins.ttl").write_text(
        "".join(
            f"<https://w3id.org/mfa-graph/id/organisation/{name}> a <https://w3id.org/mfa-graph/ontology#Organisation> ; "
            "<http://www.w3.org/2004/02/skos/core#prefLabel> 'The Twins'@en .\n"
            for name in ("twin-a", "twin-b")
        )
    )
    done = run("export", "--thing", "the twins", "--content", str(content_copy.root))
    assert (done.returncode, done.stdout) == (2, "")
    assert "“the twins” fits 2 things" in done.stderr
    assert "id/organisation/twin-a" in done.stderr
    assert "id/organisation/twin-b" in done.stderr


def test_several_files_are_written_all_or_none(run: Run, tmp_path: Path) -> None:
    """Where one of many files cannot take its place, none is written, and what stands there is told."""
    (tmp_path / "all" / "organisations.csv").mkdir(parents=True)
    done = run("export", "--format", "csv", "--out", "all")
    assert (done.returncode, done.stdout) == (3, "")
    assert "organisations.csv" in done.stderr and "this is a folder" in done.stderr
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["organisations.csv"]


def test_a_folder_where_a_file_is_wanted_is_told(run: Run, tmp_path: Path) -> None:
    """One syntax is one file: a folder is refused, and the remedy is to name a file."""
    done = run("export", "--thing", "MFA", "--out", str(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{tmp_path}: This cannot be written" in done.stderr and "name a file" in done.stderr


def test_a_slash_at_the_end_means_a_folder(run: Run, tmp_path: Path) -> None:
    """A form of one file, whose name it knows, goes into the folder that is named so, which is made."""
    assert run("export", "--format", "gexf", "--out", "new/").returncode == 0
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["mfa-graph.gexf"]


def test_export_gives_framed_documents(run: Run, tmp_path: Path) -> None:
    """A class to the output, a thing to a file, with plain keys; of all classes a file each in a folder."""
    done = run("export", "--format", "framed", "--class", "countries")
    assert (done.returncode, done.stderr) == (0, "")
    assert [node["label"] for node in json.loads(done.stdout)["@graph"] if node.get("isoCode") == "NPL"] == [
        {"en": "Nepal"}
    ]
    assert run("export", "--format", "framed", "--thing", "MFA", "--out", "mfa.jsonld").returncode == 0
    assert json.loads((tmp_path / "mfa.jsonld").read_text())["type"] == ["Network", "Organisation"]
    assert run("export", "--format", "framed", "--out", "all").returncode == 0
    assert {"Country.jsonld", "Engagement.jsonld", "Passage.jsonld"} <= {
        path.name for path in (tmp_path / "all").iterdir()
    }
