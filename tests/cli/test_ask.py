"""``mfa-graph ask``."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from tests.cli.conftest import Run


def test_without_a_question_it_lists_them(run: Run) -> None:
    """All twenty-seven questions are listed, each with its parameters, and the way to ask one."""
    done = run("ask")
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  q")]
    assert len(listed) == len(set(listed)) == 27
    assert "--organisation" in done.stdout
    assert [question["id"] for question in json.loads(run("ask", "--json").stdout)] == sorted(listed)


def test_an_answer_is_a_table_with_notes(run: Run) -> None:
    """Asked by label, the first question names nine processes, each row with its numbered source."""
    done = run("ask", "q01", "--organisation", "Migrant Forum in Asia")
    assert (done.returncode, done.stderr) == (0, "")
    assert "│ Colombo Process " in done.stdout
    assert "[1] Migrant Forum in Asia (MFA), record 58 of the ILO good practices database" in done.stdout
    assert done.stdout.endswith("9 rows\n")


def test_the_forms_of_an_answer(run: Run) -> None:
    """JSON, CSV and Markdown hold the same five rows."""
    assert len(json.loads(run("ask", "q11", "--json").stdout)["rows"]) == 5
    assert len(list(csv.reader(io.StringIO(run("ask", "q11", "--csv").stdout)))) == 6
    assert run("ask", "q11", "--md").stdout.count("\n| ") == 7


def test_a_sentence_is_answered_with_the_nearest_questions(run: Run) -> None:
    """Whoever writes a sentence is offered the questions that come nearest, and none where none does."""
    done = run("ask", "Which members of ASEAN have ratified the convention?")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].startswith("  q14")
    assert "No question of the catalogue comes near" in run("ask", "xyzzy plugh").stdout


def test_an_answer_for_a_day_says_which(run: Run) -> None:
    """The day that an answer is for stands above it and in its JSON, and a day that does not exist is refused."""
    done = run("ask", "q27", "--as-of", "2008-12-31")
    assert "  as-of: 2008-12-31\n" in done.stdout
    answer = json.loads(run("ask", "q27", "--json").stdout)
    assert answer["as_of"] == "2026-11-24"
    assert json.loads(run("ask", "q01", "--json").stdout)["as_of"] is None
    assert "write a day such as" in run("ask", "q27", "--as-of", "2025-02-30").stderr


def test_parameters_may_be_joined_with_an_equals_sign(run: Run) -> None:
    """``--name=value`` and ``--name value`` mean the same."""
    assert run("ask", "q05", "--organisation=DTP").stdout == run("ask", "q05", "--organisation", "DTP").stdout


def test_no_row_is_not_no(run: Run) -> None:
    """An answer without rows says that nothing is known, not that there is nothing."""
    done = run("ask", "q01", "--organisation", "DTP")
    assert done.returncode == 0
    assert "which does not mean that there is none" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["q99"], "There is no question “q99”"),
        (["q01", "--organization", "MFA"], "did you mean “organisation”?"),
        (["q01", "--organisation", "Migrant Forun in Asia"], "did you mean “Migrant Forum in Asia”?"),
        (["q01", "--organisation"], "has no value"),
        (["q01", "MFA"], "“MFA” is not a parameter"),
        (["q01", "--organisation", "MFA", "--organisation", "DTP"], "given twice"),
        (["--organisation", "MFA"], "There is no question"),
        (["q01", "--json", "--csv"], "choose one: --json or --csv."),
        (["q01", "--content", "/nowhere"], "There is no folder queries/ here"),
    ],
)
def test_a_wrong_call_is_one_message(run: Run, words: list[str], message: str) -> None:
    """Nine wrong calls end with one message that says what to do, and no traceback."""
    done = run("ask", *words)
    assert done.returncode in (2, 3)
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_help_names_the_parameters(run: Run) -> None:
    """The help of a question names its own parameters and columns."""
    done = run("ask", "q01", "--help")
    assert done.returncode == 0
    assert (
        "--organisation VALUE  the organisation that engages (Organisation) [default: id/organisation/mfa]"
        in done.stdout
    )
    assert "  Capacity: the capacity in which it engages" in done.stdout
    assert "QUESTION" in run("ask", "--help").stdout


def test_a_query_without_rows_is_not_explained(run: Run) -> None:
    """What constructs statements has no rows to explain, and is told so in words."""
    told = run("sparql", "--evidence", "-e", "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }")
    assert told.returncode == 3 and "[unexplained]" in told.stderr


TEXT = "".join(chr(ord("a") + number % 26) for number in range(200_000))
"""A made-up text that is as long as the source's own."""


@pytest.fixture
def quotable(content_copy: Content, tmp_path: Path) -> tuple[str, str]:
    """The founding record as if its source had the made-up text, and a file with that text."""
    provenance = content_copy.root / "data" / "ilo-good-practices-58" / "provenance.trig"
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    told, changed = re.subn(r'(mfa:textDigest) "[0-9a-f]{64}"', rf'\1 "{digest}"', provenance.read_text())
    assert changed == 1
    provenance.write_text(told)
    (tmp_path / "text").write_text(TEXT)
    return str(content_copy.root), str(tmp_path / "text")


def test_quotes_are_a_part_of_the_json(run: Run, quotable: tuple[str, str]) -> None:
    """With --json the words behind passages stand in the JSON, which stays JSON; as a table they stand below it."""
    content, text = quotable
    asked = ("ask", "q01", "--quote", text, "--content", content)
    answer = json.loads(run(*asked, "--json").stdout)
    assert len(answer["quotes"]) == 3
    assert all(name.startswith("https://") and words in TEXT for name, words in answer["quotes"].items())
    told = run(*asked).stdout
    assert [line for line in told.splitlines() if line.startswith("  “")] == [
        f"  “{words}”" for words in answer["quotes"].values()
    ]
    assert "quotes" not in json.loads(run("ask", "q01", "--json", "--content", content).stdout)


def test_csv_has_no_place_for_quotes(run: Run, quotable: tuple[str, str]) -> None:
    """Words below a CSV would break it, so both together are a wrong call."""
    done = run("ask", "q01", "--csv", "--quote", quotable[1])
    assert (done.returncode, done.stdout) == (2, "")
    assert "CSV has no place for the words" in done.stderr
