"""The catalogue of questions, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, MissingContent, UnknownName
from mfa_graph.questions.catalogue import Catalogue

GOOD = """#+ id = "q90"
#+ title = "T"
#+ summary = "S?"
#+ tags = ["t"]
#+ chart = "table"
#+ [parameters.thing]
#+ type = "thing"
#+ choices = ["mfa:Organisation"]
#+ help = "h"
#+ [columns]
#+ x = { heading = "X", meaning = "m" }
SELECT ?x WHERE {
  VALUES ?x { <https://w3id.org/mfa-graph/id/organisation/mfa> } #+ thing
}
"""
FAULTS = {
    "a wrong key": ('title = "T"', 'titel = "T"', "unknown key “titel”", 2),
    "no summary": ('#+ summary = "S?"\n', "", "“summary” is missing", 1),
    "a number for a title": ('title = "T"', "title = 7", "not of type str", 1),
    "another id than the file": ('id = "q90"', 'id = "q91"', "not how the file's name begins", 1),
    "an unknown chart": ('"table"', '"pie"', "“pie” is no chart", 5),
    "an unknown type": ('type = "thing"', 'type = "word"', "“word” is no type", 7),
    "a class without a prefix": ('"mfa:Organisation"', '"Organisation"', "not a prefixed name", 8),
    "a parameter without a line": (" #+ thing\n", "\n", "only in the head or only in the query", 6),
    "a line without a parameter": (
        "[parameters.thing]",
        "[parameters.other]",
        "only in the head or only in the query",
        None,
    ),
    "a column key that nobody reads": ("meaning", "sense", "unknown key “sense”", 11),
    "no tags": ('tags = ["t"]', "tags = []", "must list texts", 4),
    "tags that are no texts": ('tags = ["t"]', "tags = [1]", "must list texts", 4),
    "a column that is not described": ('x = { heading = "X", meaning = "m" }', 'x = "X"', "is not described", 11),
    "a head that is not TOML": ('"S?"', "S?", "not TOML", 3),
}


def catalogue_of(folder: Path, text: str) -> Catalogue:
    """The catalogue of a content with one question."""
    (folder / "queries").mkdir(exist_ok=True)
    (folder / "queries" / "q90-x.rq").write_text(text)
    return Catalogue.read(Content(folder))


def test_a_head_is_read(tmp_path: Path) -> None:
    """A question has its title, its parameter with type, choices and default, and its column."""
    (question,) = catalogue_of(tmp_path, GOOD)
    assert (question.id, question.title, question.chart) == ("q90", "T", "table")
    assert question.parameter("thing").choices == ("https://w3id.org/mfa-graph/ontology#Organisation",)
    assert question.parameter("thing").default == "<https://w3id.org/mfa-graph/id/organisation/mfa>"
    assert [(column.name, column.heading, column.meaning) for column in question.columns] == [("x", "X", "m")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_wrong_head_is_refused_at_its_line(fault: str, tmp_path: Path) -> None:
    """Fourteen faults of a head are refused, each with what is wrong, the line, and what to write."""
    old, new, message, line = FAULTS[fault]
    assert old in GOOD
    with pytest.raises(ContentProblem, match=message) as caught:
        catalogue_of(tmp_path, GOOD.replace(old, new))
    assert caught.value.remedy
    assert caught.value.place is not None
    assert line is None or caught.value.place.line == line


def test_the_number_of_faults() -> None:
    """No fault has been lost from the list."""
    assert len(FAULTS) == 14


def test_an_unknown_question_is_answered_with_the_nearest(tmp_path: Path) -> None:
    """A question that is not there is refused, and the nearest is offered."""
    catalogue = catalogue_of(tmp_path, GOOD)
    with pytest.raises(UnknownName, match="did you mean “q90”"):
        catalogue.get("q9")
    assert catalogue.get("Q90").id == "q90"


def test_two_questions_of_one_id_are_refused(tmp_path: Path) -> None:
    """No id stands for two questions, and the error names both files."""
    catalogue_of(tmp_path, GOOD)
    (tmp_path / "queries" / "q90-y.rq").write_text(GOOD)
    with pytest.raises(ContentProblem, match=r"q90-x\.rq has the same id"):
        Catalogue.read(Content(tmp_path))


def test_no_questions_is_an_error(tmp_path: Path) -> None:
    """A folder without questions is never an empty catalogue."""
    (tmp_path / "queries").mkdir()
    with pytest.raises(MissingContent):
        Catalogue.read(Content(tmp_path))


def test_every_question_stands_on_its_own(content: Content) -> None:
    """Each file declares all its prefixes and its defaults, so that it runs in any editor as it is."""
    from mfa_graph.store.embedded import EmbeddedStore

    for question in Catalogue.read(content):
        EmbeddedStore().query(question.file.text)
        assert question.summary.endswith(("?", "."))
        assert all(parameter.default for parameter in question.parameters)
