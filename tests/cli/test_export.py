"""``mfa-graph export`` in the forms beside RDF."""

from __future__ import annotations

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
        (["turtle", "--class", "Organization"], "did you mean “Organisation”"),
        (["turtle", "--class", "Place", "--thing", "MFA"], "leave out --class or --thing"),
        (["turtle", "--thing", "Migrant Forum in Azia"], "did you mean “migrant forum in asia”"),
        (["turtle", "--bom"], "leave out --bom"),
        (["csv", "--thing", "MFA"], "choose a syntax, such as turtle"),
        (["xlsx", "--bom"], "leave out --bom"),
        (["gexf", "--class", "Place"], "leave out --class"),
        (["cvs"], "did you mean “csv”"),
    ):
        done = run("export", "--format", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
    assert "Traceback" not in done.stderr
