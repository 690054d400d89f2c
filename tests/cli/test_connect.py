"""``mfa-graph connect``."""

from __future__ import annotations

import json

import pytest

from mfa_graph.assets import Content
from tests.cli.conftest import Run

ENDS = ("Ramos-Horta", "Convention 189")


def test_a_chain_is_told_line_by_line(run: Run) -> None:
    """The founding record alone joins the two by one chain of four steps, each a line with the number of its passage."""
    done = run("connect", *ENDS)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "José Ramos-Horta and Domestic Workers Convention, 2011 (No. 189): 1 chain of 4 steps"
    training = "Training of the Migrant Forum in Asia with the Diplomacy Training Program"
    assert lines[2:7] == [
        "Chain 1",
        "  José Ramos-Horta — contributes to, as founder → Diplomacy Training Program [1]",
        f"  Diplomacy Training Program — contributes to, as partner → {training} [2]",
        f"  {training} ← contributes to, as partner — Migrant Forum in Asia [2]",
        "  Migrant Forum in Asia — advocates for → Domestic Workers Convention, 2011 (No. 189) [3]",
    ]
    assert "[1] Migrant Forum in Asia (MFA), record 58 of the ILO good practices database" in lines[8]
    assert ": Section 3, sentence 2 (seen 2026-11-24)." in lines[8]


def test_a_day_is_told_with_its_certainty(run: Run) -> None:
    """With a day, each step says whether it is certain or possible; on a day before all of it there is no chain."""
    done = run("connect", *ENDS, "--as-of", "2015-05-05")
    assert "4 steps, as of 2015-05-05" in done.stdout
    assert done.stdout.count("(certain)") == 2
    assert done.stdout.count("(possible)") == 2
    early = run("connect", *ENDS, "--as-of", "1980-01-01")
    assert (early.returncode, early.stdout) == (1, "")
    assert "no chain of up to 6 steps that holds on 1980-01-01 between José Ramos-Horta and Domestic" in early.stderr
    assert "That is not to say" in early.stderr


def test_json_holds_the_same(run: Run) -> None:
    """The JSON has the chain with addresses, properties, words and citations; where there is none its list is empty."""
    told = json.loads(run("connect", *ENDS, "--json").stdout)
    assert (told["total"], told["as_of"], len(told["chains"])) == (1, None, 1)
    first = told["chains"][0][0]
    assert first["from"]["label"] == "José Ramos-Horta"
    (link,) = first["links"]
    assert link["property"] == "https://w3id.org/mfa-graph/ontology#founder"
    assert "Section 3, sentence 2" in link["passages"][0]["citation"]
    none = run("connect", *ENDS, "--json", "--as-of", "1980-01-01")
    assert (none.returncode, json.loads(none.stdout)["chains"]) == (1, [])


def test_the_order_is_the_same_each_time(run: Run, content: Content) -> None:
    """Under three seeds of Python's hashes the same three of nine chains come in the same order."""
    words = ("connect", "Nepal", "Philippines", "--most", "3", "--content", str(content.root))
    (told,) = {run(*words, PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "2")}
    assert "Chain 3" in told
    assert "6 more chains: --most 9 shows all." in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["MFA"], "Missing argument 'B'"),
        (["MFA", "Nowhereland"], "Nothing is called “Nowhereland”"),
        (["Convention", "MFA"], "name one of them"),
        (["MFA", "C189", "--most", "0"], "ask for one at least"),
        (["MFA", "C189", "--as-of", "yesterday"], "write a day such as"),
    ],
)
def test_a_wrong_call_is_one_message(run: Run, words: list[str], message: str) -> None:
    """Five wrong calls end with the status 2 and one message, and no traceback."""
    done = run("connect", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
