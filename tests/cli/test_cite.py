"""``mfa-graph cite``."""

from __future__ import annotations

import json
import re

import pytest

from mfa_graph.vocabulary import BASE
from tests.cli.conftest import Run


def test_cite_names_thing_version_day_and_address(run: Run) -> None:
    """In words: an entry of this graph, with its address, the version, the day of the data, and the sources behind it."""
    done = run("cite", "MFA")
    assert (done.returncode, done.stderr) == (0, "")
    first, _, behind, source = done.stdout.splitlines()[:4]
    assert first == (
        "The mfa-graph contributors. “Migrant Forum in Asia”. In mfa-graph: a knowledge graph of labour-migration governance in "
        f"Asia. Version 0.1.0, data of 2026-11-24. {BASE}id/organisation/mfa"
    )
    assert behind == "Behind it stands 1 source; cite with a statement the one that it names:"
    assert source.endswith("p_practice_id=58 (seen 2026-11-24)")


def test_cite_names_question_parameters_and_day(run: Run) -> None:
    """An answer is cited by its question, what was asked for, and the day that it holds for."""
    done = run("cite", "q04", "--body", "Colombo Process", "--as-of", "2015-05-05", "--format", "csl")
    assert (done.returncode, done.stderr) == (0, "")
    first = json.loads(done.stdout)[0]
    assert first["note"] == "Question q04; body: Colombo Process; as of 2015-05-05"
    assert first["container-title"].startswith("mfa-graph: ")
    assert [item["id"] for item in json.loads(run("cite", "q04", "--no-sources", "--format", "csl").stdout)] == [
        "mfa-graph-q04"
    ]


@pytest.mark.parametrize("form", ["text", "bibtex", "csl"])
def test_no_day_comes_from_the_clock(run: Run, form: str) -> None:
    """Every year that is printed is one of the data, or, where it is set, of the day that a build is given."""
    done = run("cite", "--release", "--format", form, SOURCE_DATE_EPOCH="0")
    assert done.returncode == 0
    assert re.search(r"\b1970\b", done.stdout)
    assert not re.search(r"\b20\d\d\b", done.stdout)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Nothing is named that could be cited"),
        (["MFA", "--release"], "are two things"),
        (["Colombo Proces"], "did you mean “colombo process”"),
        (["q99"], "`mfa-graph ask` lists them"),
        (["q01", "--organization", "MFA"], "did you mean “organisation”"),
        (["MFA", "--organisation", "MFA"], "belongs to a question"),
        (["Process"], "name one of them: “Process” (mfa:Process) or “process” (mfa:process)"),
        (["MFA", "--format", "bibtx"], "did you mean “bibtex”"),
        ([""], "Nothing is called “”"),
        (["\x01é中"], "Nothing is called"),
    ],
)
def test_a_wrong_call_is_met_with_what_is_meant(run: Run, words: list[str], said: str) -> None:
    """Each ends with status 2 and what to do."""
    done = run("cite", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "What to do" in done.stderr
