"""Networks: as many nodes and edges as the graph has things and links, in files that others read."""

from __future__ import annotations

import datetime
import io
from collections import Counter
from xml.etree import ElementTree

import networkx as nx
import pytest

from mfa_graph.assets import Content
from mfa_graph.exporters.links import links_of
from mfa_graph.exporters.network import Edge, Network, Node, gexf_of, graphml_of, network_of
from mfa_graph.exporters.releases import Release
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import NamedNode, Quad
from mfa_graph.vocabulary import BASE, MFA

ODD = "a\x00b\x1f <&> \"'\n\ufffe é 中 \U0001f600"


def read(form: str, body: bytes) -> object:
    """A network as networkx reads it."""
    return nx.read_graphml(io.BytesIO(body)) if form == "graphml" else nx.read_gexf(io.BytesIO(body), version="1.3")


@pytest.mark.parametrize(("form", "write"), [("graphml", graphml_of), ("gexf", gexf_of)])
def test_networkx_reads_what_was_written(network: Network, release: Release, form: str, write: object) -> None:
    """Node for node and edge for edge, with direction, labels, classes and sources; parallel edges stay apart."""
    assert callable(write)
    found = read(form, write(network, release))
    assert found.is_directed()  # type: ignore[attr-defined]
    assert found.is_multigraph()  # type: ignore[attr-defined]
    nodes = {data["iri"]: data for _, data in found.nodes(data=True)}  # type: ignore[attr-defined]
    assert nodes.keys() == {node.iri for node in network.nodes}
    assert {(iri, data["label"], data["class"]) for iri, data in nodes.items()} == {
        (node.iri, node.label, node.kind) for node in network.nodes
    }
    iris = {number: data["iri"] for number, data in found.nodes(data=True)}  # type: ignore[attr-defined]
    edges = Counter(
        (iris[start], data["predicateIri"], iris[end], data.get("passages", ""))
        for start, end, data in found.edges(data=True)  # type: ignore[attr-defined]
    )
    assert edges == Counter(
        (edge.source, edge.facts["predicateIri"], edge.target, edge.facts["passages"]) for edge in network.edges
    )
    assert len(network.nodes) > 80
    assert sum(edges.values()) > 150


def test_relations_are_as_many_as_sparql_counts(whole: KnowledgeGraph, content: Content) -> None:
    """On all data: one edge for each relation node with two ends, non-parties left out, and every end is a node."""
    network = network_of(whole, content)
    for kind, shortcut in ((MFA.Membership, None), (MFA.Engagement, MFA.engagesWith), (MFA.Advocacy, MFA.advocatesFor)):
        ((count,),) = whole.select(f"SELECT (COUNT(DISTINCT ?node) AS ?n) {{ ?node a <{kind}> }}")
        assert count is not None
        nodes = {value.value for (value,) in whole.select(f"SELECT ?node {{ ?node a <{kind}> }}") if value is not None}
        edges = [edge for edge in network.edges if edge.facts["relation"] in nodes]
        assert len(edges) == int(count.value) > 5
        assert shortcut is None or {edge.facts["predicateIri"] for edge in edges} == {shortcut}
    ((parties,),) = whole.select(
        f"SELECT (COUNT(DISTINCT ?node) AS ?n) {{ ?node <{MFA.ratifyingState}>|<{MFA.signatoryState}> ?state }}"
    )
    ((bodies,),) = whole.select(f"SELECT (COUNT(DISTINCT ?node) AS ?n) {{ ?node <{MFA.state}> ?state }}")
    assert parties is not None
    assert bodies is not None
    found = [edge for edge in network.edges if "/treaty-status/" in edge.facts["relation"]]
    assert len(found) == int(parties.value) == 258
    assert int(bodies.value) == 501
    assert {name for edge in network.edges for name in (edge.source, edge.target)} == {
        node.iri for node in network.nodes
    }


def test_plain_statements_are_as_many_as_sparql_counts(whole: KnowledgeGraph, content: Content) -> None:
    """On all data: seats, places of events and parts are one edge for each statement, whoever says it."""
    network = network_of(whole, content)
    for word, pattern in (
        (MFA.basedIn, f"?one <{MFA.basedIn}> ?other"),
        (MFA.heldIn, f"?one <{MFA.heldIn}> ?other"),
        (MFA.partOf, f"GRAPH ?g {{ ?one <{MFA.partOf}> ?other }} FILTER (!CONTAINS(STR(?g), '/inferred/'))"),
        (MFA.covers, f"?one <{MFA.covers}> ?other"),
    ):
        rows = whole.select(f"SELECT DISTINCT ?one ?other {{ {pattern} }}")
        found = [edge for edge in network.edges if edge.facts["predicateIri"] == word]
        assert len(found) == len(rows) > 10


def test_a_line_of_time_never_says_no_for_not_known(network: Network, release: Release) -> None:
    """In GEXF an edge has a start only where its first day is bounded, and an end only where its last is."""
    root = ElementTree.fromstring(gexf_of(network, release))  # noqa: S314
    space = {"g": "http://gexf.net/1.3"}
    graph = root.find("g:graph", space)
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == ("dynamic", "date", "directed")
    edges = graph.findall("g:edges/g:edge", space)
    assert len(edges) == len(network.edges)
    spans = 0
    for element, edge in zip(edges, network.edges, strict=True):
        assert (element.get("start") or "") == edge.facts["sinceAtEarliest"]
        assert (element.get("end") is not None) == bool(edge.facts["untilAtLatest"])
        if end := element.get("end"):
            day = datetime.date.fromisoformat(end) + datetime.timedelta(days=1)
            assert day.isoformat() == edge.facts["untilAtLatest"]
            spans += 1
    assert spans == 2
    assert sum(element.get("start") is None for element in edges) > 50
    assert len({element.get("id") for element in edges}) == len(edges)


@pytest.mark.parametrize(("form", "write"), [("graphml", graphml_of), ("gexf", gexf_of)])
def test_odd_letters_make_valid_xml(release: Release, form: str, write: object) -> None:
    """Letters that XML forbids become the sign for a lost letter, and all others come back."""
    assert callable(write)
    node = Node("https://example.org/<&>", ODD, ODD, "https://example.org/kind")
    edge = Edge(node.iri, node.iri, ODD, {"predicateIri": "https://example.org/p", "sources": ODD}, "", "")
    found = read(form, write(Network((node,), (edge, edge)), release))
    ((_, data),) = found.nodes(data=True)  # type: ignore[attr-defined]
    assert data["label"].replace("\n", " ") == "a�b� <&> \"'  é 中 \U0001f600".replace("'  é", "' � é")
    assert found.number_of_edges() == 2  # type: ignore[attr-defined]


def test_two_sources_of_one_relation_are_two_edges(whole: KnowledgeGraph, content: Content) -> None:
    """By hand: the record and a page of Lawyers Beyond Borders each say that MFA founded it in 2011."""
    edges = [
        edge for edge in network_of(whole, content).edges
        if edge.source == f"{BASE}id/organisation/mfa" and edge.target == f"{BASE}id/initiative/lawyers-beyond-borders"
    ]  # fmt: skip
    assert [
        (edge.label, edge.start, edge.facts["sourceCount"]) for edge in edges if "founder" in edge.label.casefold()
    ] == [("contributes to, as Founder", "2011-01-01", "1")] * 2


def test_a_statement_of_two_passages_is_one_edge(founding: KnowledgeGraph, founding_content: Content) -> None:
    """A plain statement that a second passage repeats adds a link, and to its edge a passage, but no edge."""
    quad = next(q for q in founding.quads if q.predicate.value == MFA.covers and "/source/" in str(q.graph_name))
    passage = NamedNode(f"{BASE}source/ilo-good-practices-58/title")
    more = founding.extended([Quad(quad.subject, quad.predicate, quad.object, passage)])
    assert len(links_of(more)) == len(links_of(founding)) + 1
    before, after = network_of(founding, founding_content), network_of(more, founding_content)
    assert len(after.edges) == len(before.edges)
    (edge,) = [
        edge
        for edge in after.edges
        if passage.value in edge.facts["passages"] and edge.facts["predicateIri"] == MFA.covers
    ]
    assert len(edge.facts["passages"].split()) == 2


def test_the_same_data_make_the_same_bytes(network: Network, release: Release) -> None:
    """Neither form carries the clock: its only day is that of the data."""
    body = gexf_of(network, release)
    assert f'lastmodifieddate="{release.date}"'.encode() in body
    assert body == gexf_of(network, release)
