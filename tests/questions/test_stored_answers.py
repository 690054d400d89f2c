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
CATALOGUE = Catalogue.read(Content.bundled())

# Asked of the founding record alone, and asked of everything. A question with a day is asked for the day of the data.
FOUNDING_ROWS = {"q01": 9, "q02": 15, "q03": 7, "q05": 6, "q07": 372, "q11": 5, "q19": 3, "q21": 4}
WHOLE_ROWS = {
    "q04": 14,
    "q06": 1,
    "q08": 36,
    "q09": 6,
    "q10": 77,
    "q12": 18,
    "q13": 39,
    "q14": 11,
    "q15": 238,
    "q16": 14,
    "q17": 15,
    "q18": 9,
    "q20": 27,
    "q22": 99,
    "q23": 287,
    "q24": 8,
    "q25": 128,
    "q26": 19,
    "q27": 41,
}


def answered(identifier: str, graph: KnowledgeGraph, content: Content) -> list[list[str]]:
    """The headings and rows of a question's answer, IRIs without our base, an empty cell for what is not known."""
    question = CATALOGUE.get(identifier)
    answer = Asker(graph, content).ask(question, {})
    cells = ([str(getattr(term, "value", "")).removeprefix(BASE) for term in row] for row in answer.rows)
    return [[column.name for column in question.columns], *cells]


def stored(folder: str, identifier: str) -> list[list[str]]:
    """A stored answer, headings first."""
    with (ANSWERS / folder / f"{identifier}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_each_question_has_its_answer() -> None:
    """Every question has a stored answer, and every stored answer a question."""
    assert {question.id for question in CATALOGUE} == FOUNDING_ROWS.keys() | WHOLE_ROWS.keys()
    for folder, rows in (("founding", FOUNDING_ROWS), ("whole", WHOLE_ROWS)):
        assert {path.stem for path in (ANSWERS / folder).glob("*.csv")} == rows.keys()
    assert len(FOUNDING_ROWS.keys() | WHOLE_ROWS.keys()) == 27


@pytest.mark.parametrize("identifier", FOUNDING_ROWS)
def test_the_founding_record_answers_as_stored(identifier: str, founding: KnowledgeGraph, content: Content) -> None:
    """Asked of the founding record alone, a question gives the rows of its stored answer, in their order."""
    expected = stored("founding", identifier)
    assert answered(identifier, founding, content) == expected
    assert len(expected) - 1 == FOUNDING_ROWS[identifier]


@pytest.mark.parametrize("identifier", WHOLE_ROWS)
def test_everything_answers_as_stored(identifier: str, whole: KnowledgeGraph, content: Content) -> None:
    """Asked of everything, a question gives the rows of its stored answer, in their order."""
    expected = stored("whole", identifier)
    assert answered(identifier, whole, content) == expected
    assert len(expected) - 1 == WHOLE_ROWS[identifier]


@pytest.mark.parametrize("identifier", [question.id for question in CATALOGUE])
def test_every_row_has_its_source(identifier: str, whole: KnowledgeGraph, content: Content) -> None:
    """In every answer each row has a passage with a citation; q16 alone may count nothing, and q25 tell what has no source."""
    answer = Asker(whole, content).ask(CATALOGUE.get(identifier), {})
    assert answer.rows
    for row in answer.rows:
        is_cited = any(isinstance(term, NamedNode) and term.value in answer.citations for term in row)
        words = [getattr(term, "value", "") for term in row]
        assert (
            is_cited or (identifier, *words[1:3]) == ("q16", "0", "0") or (identifier, words[0]) == ("q25", "a source")
        )


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
