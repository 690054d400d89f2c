"""A SPARQL server, asked through its endpoint: the real Oxigraph server, on this machine's loopback."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import EndpointProblem, QueryProblem
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.connect import connect
from mfa_graph.store import Triples
from mfa_graph.store.remote import RemoteStore
from tests.servers import free_port, oxigraph_server


@pytest.fixture(scope="module")
def endpoint(whole: KnowledgeGraph) -> Iterator[str]:
    """The address of an Oxigraph server that holds the whole graph."""
    with oxigraph_server(whole.dump(by_name("nquads"))) as address:
        yield f"{address}/query"


def test_a_server_that_loads_a_dump_answers_every_question(
    endpoint: str, whole: KnowledgeGraph, content: Content
) -> None:
    """All questions have the same rows from a server that loaded the N-Quads file as from the graph itself."""
    asked = list(Catalogue.read(content))
    assert len(asked) == 27
    for question in asked:
        here, there = (Asker(store, content).ask(question, {}) for store in (whole, RemoteStore(endpoint)))
        assert (here.rows, here.labels, here.citations) == (there.rows, there.labels, there.citations)


def test_chains_are_found_on_a_server(endpoint: str, whole: KnowledgeGraph, content: Content) -> None:
    """The ten chains between José Ramos-Horta and Convention 189 are the same on a server as in the graph itself."""
    here, there = (
        connect(Asker(store, content), "Ramos-Horta", "C189", most=10) for store in (whole, RemoteStore(endpoint))
    )
    assert here == there
    assert len(here.chains) == 10


def test_each_form_of_query_has_its_kind_of_answer(endpoint: str, whole: KnowledgeGraph) -> None:
    """ASK gives a bool and CONSTRUCT triples from a server too, the same as from the graph itself."""
    store = RemoteStore(endpoint)
    assert store.query("ASK { ?s a <https://w3id.org/mfa-graph/ontology#Network> }") is True
    query = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c . FILTER (?c = <https://w3id.org/mfa-graph/ontology#City>) }"
    triples = store.query(query)
    assert isinstance(triples, Triples)
    assert len(triples) > 20
    assert triples == whole.query(query)


def test_a_server_is_never_updated(endpoint: str) -> None:
    """An update is refused before it is sent."""
    with pytest.raises(QueryProblem, match="an endpoint is only ever asked"):
        RemoteStore(endpoint).query("DELETE WHERE { ?s ?p ?o }")


def test_a_fault_that_the_server_finds_is_told(endpoint: str) -> None:
    """A query that the server does not accept is a query problem, with the server's words."""
    with pytest.raises(QueryProblem, match="does not accept the query"):
        RemoteStore(endpoint).query("SELECT ?x { ?x")


def test_nobody_there() -> None:
    """An address where nobody listens gives one error that names it."""
    address = f"http://127.0.0.1:{free_port()}/query"
    with pytest.raises(EndpointProblem, match=rf"{address} cannot be reached"):
        RemoteStore(address).query("ASK {}")
    with pytest.raises(EndpointProblem, match="cannot be reached"):
        RemoteStore("not an address").query("ASK {}")


def test_a_web_page_is_not_an_endpoint() -> None:
    """A server that answers with a web page is told from a SPARQL endpoint."""

    class Page(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = b"<html>hello</html>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
            with pytest.raises(EndpointProblem, match="something else than a SPARQL result"):
                RemoteStore(address).query(query)
        server.shutdown()
