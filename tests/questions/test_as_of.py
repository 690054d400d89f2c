"""What holds on a day: cases that were worked out by hand from the dates that the sources give."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.vocabulary import BASE

with (Path(__file__).parent / "as_of.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
CATALOGUE = Catalogue.read(Content.bundled())


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['question']}-{case['row']}-{case['day']}".replace("/", ".")
)
def test_what_holds_on_a_day(case: dict[str, str], whole: KnowledgeGraph, content: Content) -> None:
    """The rows of an answer that begin with what a case names have, on its day, the words that it expects, or there is none."""
    question = CATALOGUE.get(case["question"])
    parameters = dict(pair.split("=") for pair in case["parameters"].split("; "))
    answer = Asker(whole, content).ask(question, {**parameters, "as-of": case["day"]})
    names = [column.name for column in question.columns]
    told = names.index("certainty" if "certainty" in names else "ratified")
    wanted = [BASE + name for name in case["row"].split(" ")]
    found = {
        str(getattr(row[told], "value", ""))
        for row in answer.rows
        if [getattr(t, "value", "") for t in row[: len(wanted)]] == wanted
    }
    assert found == set(filter(None, case["expected"].split(" "))), case["why"]


def test_the_number_of_cases() -> None:
    """At least forty cases stand in the list, each with a reason."""
    assert len(CASES) >= 40
    assert all(case["why"] for case in CASES)


def test_the_default_day_is_the_day_of_the_data(whole: KnowledgeGraph, content: Content) -> None:
    """The day in the files, and the day where none is named, is the newest day on which a source was seen."""
    asked = [question for question in CATALOGUE if question.is_as_of]
    assert len(asked) >= 9
    for question in asked:
        assert question.parameter("as-of").default == '"2026-11-24"^^xsd:date'
    assert Asker(whole, content).ask(CATALOGUE.get("q04"), {}).as_of == "2026-11-24"


def test_a_question_for_a_day_reads_no_shortcut() -> None:
    """A shortcut holds at some time, by some source; so no question for a day walks along one."""
    shortcuts = {
        "memberOf",
        "observerOf",
        "hasRatified",
        "engagesWith",
        "leads",
        "secretariatOf",
        "contributesTo",
        "operatesIn",
    }
    inverses = {"hasMember", "hasObserver", "ratifiedBy", "engagedBy", "ledBy", "hasSecretariat", "hasContributor"}
    for question in CATALOGUE:
        if question.is_as_of:
            assert not [name for name in shortcuts | inverses if f"mfa:{name} " in question.file.text], question.id


def test_a_day_before_all_data_has_a_note(whole: KnowledgeGraph, content: Content) -> None:
    """Asked for a day before anything in the graph began, an answer says so instead of leaving the reader alone."""
    answer = Asker(whole, content).ask(CATALOGUE.get("q04"), {"as-of": "1800-01-01"})
    assert answer.rows == ()
    assert "Nothing in the graph has a day before" in answer.notes[0]
