"""The program as SPARQL updates gives what it gives as SQL, down to the graph of each triple."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mfa_graph.errors import ContentProblem, QueryProblem
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.axioms import said_by
from mfa_graph.reasoning.closure import close
from mfa_graph.reasoning.compile import compile_program
from mfa_graph.reasoning.run import INFERRED, inferred_quads, is_inferred, program_of
from mfa_graph.reasoning.sparql import infer
from mfa_graph.store import Literal, NamedNode, Quad, Solutions
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.store.remote import RemoteStore
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, RDF
from tests.servers import oxigraph_server

EX = "http://example.org/"
ONTOLOGY = f"{BASE}graph/ontology"
RESTRICTION = f"""
PREFIX ex: <{EX}> PREFIX owl: <{PREFIXES["owl"]}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
INSERT DATA {{
  GRAPH <{ONTOLOGY}> {{
    ex:Parent owl:equivalentClass [ owl:onProperty ex:child ; owl:someValuesFrom ex:Person ] .
    ex:Parent rdfs:subClassOf ex:Person .
    ex:ancestor a owl:TransitiveProperty . ex:child rdfs:subPropertyOf ex:ancestor .
    ex:child owl:inverseOf ex:parent .
  }}
  GRAPH ex:data {{ ex:a ex:child ex:b . ex:b ex:child ex:c . ex:c a ex:Person ; ex:parent ex:b ; ex:child "d" . }}
}}"""


def without_inferred(graph: KnowledgeGraph) -> KnowledgeGraph:
    """A graph as it is before anything was inferred."""
    return KnowledgeGraph(quad for quad in graph.quads if not is_inferred(quad.graph_name))


def inferred_of(quads: Iterable[Quad]) -> set[str]:
    """The inferred quads among some, as text."""
    return {str(quad) for quad in quads if is_inferred(quad.graph_name)}


def test_updates_give_what_sql_gives(founding: KnowledgeGraph) -> None:
    """On the founding record, updates on an embedded store infer the same triples by the same rules."""
    graph = without_inferred(founding)
    store = EmbeddedStore()
    store.extend([*graph.quads, *graph.merged])
    infer(store, program_of(graph))
    assert inferred_of(store.quads()) == inferred_of(founding.quads)
    assert len(inferred_of(founding.quads)) > 500


def test_a_server_infers_what_it_holds(founding: KnowledgeGraph) -> None:
    """An Oxigraph server that holds the record without inferred triples gets them by updates, and its default graph, too."""
    graph = without_inferred(founding)
    with oxigraph_server(graph.dump(by_name("nquads"))) as address:
        infer(RemoteStore(f"{address}/query", update_address=f"{address}/update"), program_of(graph))
        asked = RemoteStore(f"{address}/query")
        answer = asked.query(
            f'SELECT ?s ?p ?o ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{INFERRED}")) }}'
        )
        assert isinstance(answer, Solutions)
        assert {" ".join(map(str, row)) for row in answer} == inferred_of(founding.quads)
        shortcut = f"<{BASE}id/organisation/mfa> <{MFA.engagesWith}> <{BASE}id/process/asean>"
        assert asked.query(f"ASK {{ {shortcut} }}") is True
        with pytest.raises(QueryProblem, match="opened for questions alone"):
            asked.update("CLEAR ALL")


def test_anonymous_classes_serve_the_run_and_leave_nothing() -> None:
    """With a restriction, a transitive property and an inverse, updates give what SQL gives, and no anonymous class stays."""
    store = EmbeddedStore()
    store.update(RESTRICTION)
    said = list(store.quads())
    axioms = [said_by(quad) for quad in said if quad.graph_name == NamedNode(ONTOLOGY)]
    data = [quad for quad in said if quad.graph_name != NamedNode(ONTOLOGY)]
    program = compile_program(axioms)
    store.extend(Quad(*said_by(quad)) for quad in said)  # type: ignore[arg-type]
    infer(store, program)
    assert inferred_of(store.quads()) == inferred_of(inferred_quads(close(program, data)))
    parent = Quad(NamedNode(EX + "a"), NamedNode(RDF.type), NamedNode(EX + "Parent"), NamedNode(INFERRED + "cax-eqc2"))
    assert str(parent) in inferred_of(store.quads())
    assert "anonymous" not in "".join(map(str, store.quads()))


def test_things_that_are_the_same_are_refused(founding: KnowledgeGraph) -> None:
    """Updates cannot merge, so a second place with the code of the Philippines ends the run, and both are named."""
    graph = without_inferred(founding)
    twin, passage = NamedNode(BASE + "id/place/twin"), NamedNode(BASE + "source/test/1")
    more = [
        Quad(twin, NamedNode(RDF.type), NamedNode(MFA.Country), passage),
        Quad(twin, NamedNode(MFA.isoCode), Literal("PHL"), passage),
        Quad(NamedNode(BASE + "id/place/phl"), NamedNode(MFA.isoCode), Literal("PHL"), passage),
    ]
    graph = graph.extended(more)
    store = EmbeddedStore()
    store.extend([*graph.quads, *graph.merged])
    with pytest.raises(
        ContentProblem, match=r"prp-key.*id/place/phl.*id/place/twin|prp-key.*id/place/twin.*id/place/phl"
    ):
        infer(store, program_of(graph))


def test_things_said_to_be_the_same_are_refused() -> None:
    """That two things are the same may also be said: updates would not put the one in the place of the other."""
    store = EmbeddedStore()
    store.update(f"INSERT DATA {{ <{EX}a> <{PREFIXES['owl']}sameAs> <{EX}b> }}")
    with pytest.raises(ContentProblem, match="are said to be the same thing, and updates cannot merge"):
        infer(store, compile_program([]))
