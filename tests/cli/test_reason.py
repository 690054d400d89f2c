"""`mfa-graph reason`: what follows by rule, the program in print, files of others, rubbish."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TURTLE = """@prefix mfa: <https://w3id.org/mfa-graph/ontology#> .
<http://example.org/seat> mfa:memberParty <http://example.org/land> ; mfa:body <http://example.org/league> .
"""


def test_what_follows_is_counted_by_rule(run: Run) -> None:
    """The numbers of the rules add up to that of all, on either engine and in either form."""
    numbers = json.loads(run("reason", "--json").stdout)
    assert sum(numbers["rules"].values()) == numbers["inferred"] > 500
    assert json.loads(run("reason", "--json", "--engine", "duckdb").stdout) == numbers
    assert f"What follows: {numbers['inferred']:,} triples." in run("reason").stdout


def test_owlrl_counts_the_same(run: Run) -> None:
    """With --reasoner owlrl the number is the same, and all stands under one name."""
    numbers = json.loads(run("reason", "--json").stdout)
    theirs = json.loads(run("reason", "--json", "--reasoner", "owlrl").stdout)
    assert theirs == {"inferred": numbers["inferred"], "rules": {"owlrl": numbers["inferred"]}}


def test_a_file_is_reasoned_over(run: Run, tmp_path: Path) -> None:
    """From a file with one seat it follows by a chain that the land is a member of the league; it is written with its rule."""
    (tmp_path / "seat.ttl").write_text(TURTLE)
    assert run("reason", "seat.ttl", "--out", "new.nq").returncode == 0
    (line,) = [line for line in (tmp_path / "new.nq").read_text().splitlines() if "ontology#memberOf>" in line]
    assert line.startswith("<http://example.org/land> ")
    assert line.endswith("<http://example.org/league> <https://w3id.org/mfa-graph/graph/inferred/prp-spo2> .")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("text", "mfa:memberOf(?u[1], ?u[3]) ← mfa:memberPartyIn(?u[1], ?u[2]), mfa:body(?u[2], ?u[3])  [prp-spo2]"),
        ("sql", 'CREATE TABLE "mfa:memberOf" AS SELECT s, o, MIN(w) AS w FROM ('),
        ("sparql", "INSERT { GRAPH <https://w3id.org/mfa-graph/graph/inferred/waiting>"),
    ],
)
def test_the_program_is_printed(run: Run, form: str, words: str) -> None:
    """The plan of the chain of membership can be read as text, SQL and SPARQL, and two runs print the same."""
    done = run("reason", "--plan", form)
    assert words in done.stdout
    assert run("reason", "--plan", form, PYTHONHASHSEED="7").stdout == done.stdout


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--plan", "txt"), 2, "choose one of: text, sql, sparql"),
        (("--engine", "sqlit"), 2, "did you mean “sqlite”"),
        (("--reasoner", "rule"), 2, "did you mean “rules”"),
        (("nowhere.ttl",), 3, "nowhere.ttl: The file cannot be read"),
        (("broken.ttl",), 3, "broken.ttl:1:1: This is not"),
        (("seat.txt",), 3, "No RDF format has the suffix"),
        (("seat.ttl", "--reasoner", "owlrl"), 2, "by our rules alone"),
    ],
)
def test_a_wrong_call_is_one_message(run: Run, tmp_path: Path, words: tuple[str, ...], status: int, told: str) -> None:
    """Seven wrong calls each end with what to do instead, and never with a traceback."""
    (tmp_path / "broken.ttl").write_text("neither this nor that")
    (tmp_path / "seat.txt").write_text(TURTLE)
    (tmp_path / "seat.ttl").write_text(TURTLE)
    done = run("reason", *words)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
