"""The embedded store."""

from __future__ import annotations

import socket
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


SERVICES = (
    "SELECT * WHERE { SERVICE <ADDRESS> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
    "PREFIX h: <ADDRESS> ASK { service h: { ?s ?p ?o } }",
    "SELECT * WHERE { VALUES ?h { <ADDRESS> } SERVICE ?h { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE<ADDRESS>{ ?s ?p ?o } }",
    r"SELECT * WHERE { SERV\u0049CE <ADDRESS> { ?s ?p ?o } }",
    "SELECT * WHERE { BIND ('''it's''' AS ?x) SERVICE # not ''' in a text\n <ADDRESS> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o OPTIONAL { SERVICE <ADDRESS> { ?s ?p ?o } } }",
)
NO_SERVICES = (
    "SELECT ?service WHERE { ?service ?p ?o }",
    "PREFIX service: <http://example.org/> SELECT * WHERE { ?s ?p ?o MINUS { ?s service:service ?o } }",
    "SELECT * WHERE { ?s ?p ?o FILTER (?o != 'SERVICE <http://example.org/> {}') }",
    "SELECT * WHERE { ?s ?p ?o FILTER (?o != '''it's '' SERVICE <x:x>''') } # SERVICE <http://example.org/>",
    "SELECT * WHERE { ?s ?p ?o MINUS { ?s <http://example.org/SERVICE> ?o } }",
)


@pytest.mark.parametrize("text", SERVICES)
def test_a_service_is_refused_and_nothing_is_sent(store_of_one: EmbeddedStore, text: str) -> None:
    """A query with SERVICE gives an error that says so, and no server hears of it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        with pytest.raises(QueryProblem, match=r"(?s)has a SERVICE.*What to do: ask without SERVICE"):
            store_of_one.query(text.replace("ADDRESS", f"http://127.0.0.1:{server.getsockname()[1]}/sparql"))
        with pytest.raises(TimeoutError):
            server.accept()
    assert len(SERVICES) == 9


@pytest.mark.parametrize("text", NO_SERVICES)
def test_the_word_in_a_name_is_no_service(store_of_one: EmbeddedStore, text: str) -> None:
    """Variables, names, texts and comments may say service."""
    solutions = store_of_one.query(text)
    assert isinstance(solutions, Solutions) and len(solutions.rows) == 1
    assert len(NO_SERVICES) == 5


def test_a_quad_is_held_once(store_of_one: EmbeddedStore) -> None:
    """Adding what is there changes nothing."""
    store_of_one.extend(list(store_of_one.quads()))
    assert len(store_of_one) == 1


def test_a_store_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    """A store cannot be opened where a file is, and the error names the place."""
    (tmp_path / "file").write_text("not a store")
    with pytest.raises(UnwritableOutput, match="file: The store cannot be opened"):
        EmbeddedStore(tmp_path / "file")
