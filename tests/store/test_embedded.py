"""The embedded store."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.errors import QueryProblem, UnwritableOutput
from mfa_graph.store import Literal, NamedNode, Quad, Solutions, Triples
from mfa_graph.store.embedded import EmbeddedStore

A, P = NamedNode("http://example.org/a"), NamedNode("http://example.org/p")


@pytest.fixture
def store_of_one() -> EmbeddedStore:
    """A store that holds one triple in its default graph."""
    store = EmbeddedStore()
    store.extend([Quad(A, P, Literal("x"))])
    return store


def test_each_form_of_query_has_its_kind_of_answer(store_of_one: EmbeddedStore) -> None:
    """SELECT gives solutions, ASK a bool, CONSTRUCT and DESCRIBE triples."""
    solutions = store_of_one.query("SELECT ?s ?missing { ?s ?p ?o }")
    assert isinstance(solutions, Solutions)
    assert (solutions.variables, solutions.rows) == (("s", "missing"), ((A, None),))
    assert store_of_one.query("ASK { ?s ?p 'y' }") is False
    for form in ("CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE {A}"):
        triples = store_of_one.query(form)
        assert isinstance(triples, Triples)
        assert [triple.subject for triple in triples] == [A]


@pytest.mark.parametrize("text", ["SELECT", "INSERT DATA { <a:a> <a:a> <a:a> }", "", "SELECT ?x { ?x"])
def test_what_is_not_a_query_is_refused(store_of_one: EmbeddedStore, text: str) -> None:
    """Broken queries and updates give an error with a remedy, and nothing changes."""
    with pytest.raises(QueryProblem, match="What to do"):
        store_of_one.query(text)
    assert len(store_of_one) == 1


def test_a_query_that_nests_too_deep_is_refused(store_of_one: EmbeddedStore) -> None:
    """Three thousand nested brackets give an error, where they would end the process."""
    with pytest.raises(QueryProblem, match="nests deeper"):
        store_of_one.query("SELECT * " + "{" * 3000 + "}" * 3000)


def test_a_quad_is_held_once(store_of_one: EmbeddedStore) -> None:
    """Adding what is there changes nothing."""
    store_of_one.extend(list(store_of_one.quads()))
    assert len(store_of_one) == 1


def test_a_store_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A store cannot be opened where a file is, and the error names the place."""
    (tmp_path / "file").write_text("not a store")
    with pytest.raises(UnwritableOutput, match="file: The store cannot be opened"):
        EmbeddedStore(tmp_path / "file")
