"""Errors, and the words in which they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph import errors
from mfa_graph.errors import MfaGraphError, Place, SyntaxProblem, UnknownName, nearest
from tests.conftest import ROOT

CLASSES = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, MfaGraphError)]


def test_an_error_says_what_where_and_what_to_do() -> None:
    """The text of an error has the place, the message, the code and the remedy."""
    error = SyntaxProblem("A dot is missing.", remedy="add it.", place=Place(Path("data/x.trig"), 3, 9))
    assert str(error) == "data/x.trig:3:9: A dot is missing. [syntax]\n  What to do: add it."


def test_codes_are_names_of_their_own() -> None:
    """No two kinds of error share a code, and wrong calls have exit status 2, broken runs 3."""
    assert len(CLASSES) == 12
    assert len({kind.code for kind in CLASSES}) == len(CLASSES)
    assert {kind.exit_status for kind in CLASSES if issubclass(kind, errors.UsageProblem)} == {2}
    assert {kind.exit_status for kind in CLASSES if not issubclass(kind, errors.UsageProblem)} == {3}


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.code)
def test_each_code_has_its_heading(kind: type[MfaGraphError]) -> None:
    """Whoever searches the docs for a code finds it as a heading."""
    assert f"## {kind.code}\n" in (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")


def test_a_near_miss_is_offered() -> None:
    """A misspelt name, in any case, is answered with the nearest known ones."""
    assert nearest("phillipines", ["Philippines", "Nepal"]) == "did you mean “Philippines”?"


def test_few_names_are_listed_and_many_counted() -> None:
    """Where nothing comes near, up to twenty names are listed, and more are only counted."""
    assert nearest("zzz", ["a", "b"]) == "choose one of: a, b."
    assert nearest("zzz", [f"name{n}" for n in range(21)]).startswith("there are 21 to choose from")


def test_a_wrong_name_is_a_wrong_call() -> None:
    """An unknown name counts as a usage problem, so that one `except` catches all of them."""
    assert issubclass(UnknownName, errors.UsageProblem)
