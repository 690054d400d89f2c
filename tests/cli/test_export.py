"""``mfa-graph export`` in the forms beside RDF."""

from __future__ import annotations

import json
from pathlib import Path

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
        (["turtle", "--class", "Place"], "choose --format csv"),
        (["turtle", "--thing", "MFA"], "choose --format csv"),
        (["csv", "--thing", "MFA"], "choose --format framed"),
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
