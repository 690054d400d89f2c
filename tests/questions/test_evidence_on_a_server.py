"""The same evidence from a SPARQL server as from the graph in this installation."""

from __future__ import annotations

import pytest

from mfa_graph.assets import Content
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.prover import prover_of
from mfa_graph.store.remote import RemoteStore
from tests.servers import oxigraph_server


@pytest.mark.parametrize("identifiers", [("q11", "q14", "q20", "q21")])
def test_a_server_gives_the_same_evidence(
    identifiers: tuple[str, ...], whole: KnowledgeGraph, content: Content
) -> None:
    """Lists, groups, derived and inferred statements: the evidence of four answers is the same from a server."""
    catalogue = Catalogue.read(content)
    with oxigraph_server(whole.dump(by_name("nquads"))) as address:
        server = RemoteStore(f"{address}/query")
        for identifier in identifiers:
            question = catalogue.get(identifier)
            there = Asker(server, content).ask(question, {}, prove=prover_of(server))
            here = Asker(whole, content).ask(question, {}, prove=prover_of(whole))
            assert there.rows == here.rows and there.rows
            assert [set(each.statements) for each in there.evidence or ()] == [
                set(each.statements) for each in here.evidence or ()
            ]
            assert [each.covering for each in there.evidence or ()] == [each.covering for each in here.evidence or ()]
