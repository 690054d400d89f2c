"""The questions of the catalogue, with their defaults, against answers that were checked by hand in the sources."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.store import NamedNode
from mfa_graph.vocabulary import BASE

ANSWERS = Path(__file__).parent / "answers"
ROWS = {"q01": 9, "q02": 11, "q03": 7, "q05": 6, "q07": 372, "q11": 5, "q19": 3, "q21": 4}
CATALOGUE = Catalogue.read(Content.bundled())


def answered(identifier: str, whole: KnowledgeGraph, content: Content) -> list[list[str]]:
    """The headings and rows of a question's answer, IRIs without our base, an empty cell for what is not known."""
    question = CATALOGUE.get(identifier)
    answer = Asker(whole, content).ask(question, {})
    cells = ([str(getattr(term, "value", "")).removeprefix(BASE) for term in row] for row in answer.rows)
    return [[column.name for column in question.columns], *cells]


def test_each_question_has_its_answer() -> None:
    """Every question has a stored answer, and every stored answer a question."""
    assert {question.id for question in CATALOGUE} == {path.stem for path in ANSWERS.glob("*.csv")} == ROWS.keys()
    assert len(ROWS) == 8


@pytest.mark.parametrize("identifier", ROWS)
def test_a_question_answers_as_stored(identifier: str, whole: KnowledgeGraph, content: Content) -> None:
    """A question with its defaults gives the rows of its stored answer, in their order."""
    with (ANSWERS / f"{identifier}.csv").open(encoding="utf-8", newline="") as file:
        stored = list(csv.reader(file))
    assert answered(identifier, whole, content) == stored
    assert len(stored) - 1 == ROWS[identifier]


@pytest.mark.parametrize("identifier", ROWS)
def test_every_row_has_its_source(identifier: str, whole: KnowledgeGraph, content: Content) -> None:
    """In every answer each row has at least one passage, and no passage is without a citation."""
    answer = Asker(whole, content).ask(CATALOGUE.get(identifier), {})
    for row in answer.rows:
        assert any(isinstance(term, NamedNode) and term.value in answer.citations for term in row)
    passages = [column.name for column in answer.question.columns if column.name.lower().endswith("passage")]
    assert passages


def test_q11_names_the_five_countries_of_the_dialogue(whole: KnowledgeGraph, content: Content) -> None:
    """Outside the record's seventeen places the Dialogue with Missions is held in five countries, and nothing else is."""
    answer = Asker(whole, content).ask(CATALOGUE.get("q11"), {})
    named = {(answer.words(row[0]), answer.words(row[1])) for row in answer.rows}
    places = ("Jordan", "Lebanon", "Oman", "Qatar", "United Arab Emirates")
    assert named == {(place, "Dialogue with Missions") for place in places}


def test_the_record_covers_seventeen_places(whole: KnowledgeGraph) -> None:
    """The record's own list has seventeen countries and territories, and neither Australia nor Taiwan (China) nor the five."""
    covered = whole.select("SELECT ?place { ?record <https://w3id.org/mfa-graph/ontology#covers> ?place }")
    codes = {str(getattr(row[0], "value", "")).rpartition("/")[2] for row in covered}
    assert len(codes) == 17
    assert not codes & {"aus", "twn", "jor", "lbn", "omn", "qat", "are"}
