"""``mfa-graph sparql``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_query_on_the_command_line_knows_our_prefixes(run: Run) -> None:
    """A SELECT given with -e needs no prefixes, and shows a table."""
    done = run("sparql", "-e", "SELECT ?programme { ?programme a mfa:TrainingProgramme }")
    assert done.returncode == 0
    assert "│ id/initiative/mfa-dtp-training │" in done.stdout
    assert done.stdout.endswith("1 row\n")


def test_a_query_file_is_run_as_it_is(run: Run, tmp_path: Path) -> None:
    """A file of the catalogue, run as plain SPARQL, answers with its defaults."""
    from mfa_graph.assets import Content

    file = next(Content.bundled().folder("queries").glob("q11-*.rq"))
    done = run("sparql", str(file), "--json")
    assert len(json.loads(done.stdout)["results"]["bindings"]) == 5


def test_the_other_forms(run: Run) -> None:
    """ASK answers yes or no, CONSTRUCT with N-Triples."""
    assert run("sparql", "-e", "ASK { ?s a mfa:City }").stdout == "yes\n"
    assert json.loads(run("sparql", "--json", "-e", "ASK { ?s a mfa:Nothing }").stdout) == {
        "head": {},
        "boolean": False,
    }
    triples = run("sparql", "-e", "CONSTRUCT { ?s a ?c } { ?s a ?c . FILTER (?c = mfa:City) }").stdout
    assert triples.endswith(" <https://w3id.org/mfa-graph/ontology#City> .\n")


@pytest.mark.parametrize(
    ("words", "message", "status"),
    [
        (["-e", "SELECT"], "not a SPARQL 1.1 query", 3),
        (["-e", "DELETE WHERE { ?s ?p ?o }"], "not a SPARQL 1.1 query", 3),
        (["nowhere.rq"], "The query cannot be read", 3),
        ([], "Give a FILE or -e QUERY", 2),
        (["-e", "ASK {}", "--endpoint", "http://127.0.0.1:9/"], "cannot be reached", 3),
    ],
)
def test_a_wrong_call_is_one_message(run: Run, words: list[str], message: str, status: int) -> None:
    """Broken queries, updates, missing files and silent servers end with one message."""
    done = run("sparql", *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
