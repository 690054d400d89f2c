"""The links of the graph as a network for programs that draw and measure: GraphML 1.0 and GEXF 1.3.

A node is a thing, an edge a link with the passages that say it; edges have a direction, and two sources of one relation are two
edges. networkx writes both formats too, but it would come whole into every installation, it numbers the edges of GEXF in the
order of its own memory, and it writes the day of the clock into the file; both formats are little XML, so they are written here
and networkx reads them in the tests.

GEXF is dynamic: an edge begins at the earliest day on which the link can have begun, and ends with the last day on which it can
have held. Where a bound is not known there is none, so that a time line never shows “no” for what is not known.
"""

from __future__ import annotations

import datetime
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from mfa_graph.assets import Content
from mfa_graph.exporters.files import File
from mfa_graph.exporters.links import Link, links_of
from mfa_graph.exporters.releases import Release
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.vocabulary import MFA, PREFIXES, RDF, shortened

__all__ = ["Edge", "Network", "Node", "gexf_of", "graphml_of", "network_files", "network_of"]

_NODE = {"iri": "string", "class": "string", "classIri": "string"}
_EDGE = {
    "predicate": "string", "predicateIri": "string", "role": "string", "relation": "string", "sinceAtEarliest": "string",
    "sinceAtLatest": "string", "untilAtEarliest": "string", "untilAtLatest": "string", "observedOn": "string",
    "passages": "string", "sources": "string", "sourceCount": "integer",
}  # fmt: skip
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document can hold (2.2), not even escaped."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its IRI, its label, and its narrowest class by label and IRI."""

    iri: str
    label: str
    kind: str
    kind_iri: str

    @property
    def facts(self) -> dict[str, str]:
        """What the formats say of it beside its label."""
        return {"iri": self.iri, "class": self.kind, "classIri": self.kind_iri}


@dataclass(frozen=True, slots=True)
class Edge:
    """A link with all its passages: `source` and `target` are IRIs, `label` is what joins them in words."""

    source: str
    target: str
    label: str
    facts: Mapping[str, str]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Network:
    """The nodes, sorted by IRI, and the edges, sorted as links are."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network_files(network: Network, release: Release) -> Iterator[File]:
    """A network in both formats."""
    yield File.of("network/mfa-graph.graphml", "application/graphml+xml", graphml_of(network, release))
    yield File.of("network/mfa-graph.gexf", "application/gexf+xml", gexf_of(network, release))


def network_of(graph: KnowledgeGraph, content: Content) -> Network:
    """The network of all links of a graph, and of the things that these join."""
    links = links_of(graph)
    things = sorted({name for link in links for name in (link.subject, link.object)})
    kinds = _narrowest(graph, {*things})
    words = {name for link in links for name in (link.predicate, link.role, link.source) if name}
    labels = Asker(graph, content).labels({*things, *words, *kinds.values()}, language="en")

    def label(name: str) -> str:
        return labels.get(name) or re.sub(r"^\w+:", "", shortened(name))

    edges: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    for link in links:
        edges[link.edge].append(link)
    nodes = [Node(thing, label(thing), label(kinds[thing]), kinds[thing]) for thing in things]
    return Network(tuple(nodes), tuple(_edge(said, label) for _, said in sorted(edges.items())))


def _narrowest(graph: KnowledgeGraph, things: set[str]) -> dict[str, str]:
    """One class of each thing, of ours where there is one: the one that has the fewest things; of an event, of its nodes."""
    kinds: dict[str, set[str]] = defaultdict(set)
    nodes: dict[str, set[str]] = defaultdict(set)
    size: dict[str, int] = defaultdict(int)
    for quad in graph.merged:
        subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if quad.predicate.value == RDF.type:
            kinds[subject].add(value)
            size[value] += 1
        elif quad.predicate.value == MFA.ofRelation:
            nodes[value].add(subject)

    def best(names: Iterable[str]) -> str:
        return min(names, key=lambda kind: (not kind.startswith(PREFIXES["mfa"]), size[kind], kind))

    return {thing: best({kind for each in nodes.get(thing, {thing}) for kind in kinds[each]}) for thing in things}


def _edge(said: list[Link], label: Callable[[str], str]) -> Edge:
    """One edge of all links that differ only in who says them."""
    link = said[0]
    since, since_latest, until_earliest, until = link.bounds
    role = label(link.role) if link.role else ""
    sources = sorted({each.source for each in said if each.source})
    facts = {
        "predicate": label(link.predicate),
        "predicateIri": link.predicate,
        "role": role,
        "relation": link.node,
        "sinceAtEarliest": since,
        "sinceAtLatest": since_latest,
        "untilAtEarliest": until_earliest,
        "untilAtLatest": until,
        "observedOn": " ".join(link.observed),
        "passages": " ".join(sorted({each.graph for each in said if each.source})),
        "sources": " | ".join(label(source) for source in sources),
        "sourceCount": str(len(sources)),
    }
    words = f"{facts['predicate']}, as {role}" if role else facts["predicate"]
    return Edge(link.subject, link.object, words, facts, since, _day_before(until, since) if until else "")


def _day_before(day: str, start: str) -> str:
    """The last day of what ends before `day`, for a format whose ends are the last day; never before its start."""
    try:
        last = (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return ""
    return max(last, start)


def graphml_of(network: Network, release: Release) -> bytes:
    """The network as GraphML (http://graphml.graphdrawing.org/specification.html), every value a typed attribute."""
    root = Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    root.append(ElementTree.Comment(f" {_clean(release.title)}, {release.version}, {release.date}, {release.licence} "))
    for kind, names in (("node", {"label": "string", **_NODE}), ("edge", {"label": "string", **_EDGE})):
        for name, type_ in names.items():
            about = {
                "id": f"{kind}-{name}",
                "for": kind,
                "attr.name": name,
                "attr.type": "int" if type_ == "integer" else type_,
            }
            SubElement(root, "key", about)
    graph = SubElement(root, "graph", {"id": "mfa-graph", "edgedefault": "directed"})
    ids = {node.iri: f"n{number}" for number, node in enumerate(network.nodes)}
    for node in network.nodes:
        _data(SubElement(graph, "node", {"id": ids[node.iri]}), "node", {"label": node.label, **node.facts})
    for number, edge in enumerate(network.edges):
        ends = {"id": f"e{number}", "source": ids[edge.source], "target": ids[edge.target]}
        _data(SubElement(graph, "edge", ends), "edge", {"label": edge.label, **edge.facts})
    return _written(root)


def _data(element: Element, kind: str, facts: Mapping[str, str]) -> None:
    for name, value in facts.items():
        if value:
            SubElement(element, "data", {"key": f"{kind}-{name}"}).text = _clean(value)


def gexf_of(network: Network, release: Release) -> bytes:
    """The network as dynamic GEXF (https://gexf.net/1.3/), with spans on edges whose days are bounded."""
    root = Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    meta = SubElement(root, "meta", {"lastmodifieddate": release.date})
    SubElement(meta, "creator").text = _clean("; ".join(release.authors))
    SubElement(meta, "description").text = _clean(f"{release.title}, {release.version}. {release.licence}")
    graph = SubElement(
        root,
        "graph",
        {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"},
    )
    for kind, names in (("node", _NODE), ("edge", _EDGE)):
        attributes = SubElement(graph, "attributes", {"class": kind, "mode": "static"})
        for name, type_ in names.items():
            SubElement(attributes, "attribute", {"id": name, "title": name, "type": type_})
    ids = {node.iri: f"n{number}" for number, node in enumerate(network.nodes)}
    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for node in network.nodes:
        _values(SubElement(nodes, "node", {"id": ids[node.iri], "label": _clean(node.label)}), node.facts)
    for number, edge in enumerate(network.edges):
        span = {name: day for name, day in (("start", edge.start), ("end", edge.end)) if day}
        ends = {"id": f"e{number}", "source": ids[edge.source], "target": ids[edge.target], "label": _clean(edge.label)}
        # The kind of an edge is what keeps two edges between the same nodes apart.
        _values(SubElement(edges, "edge", {**ends, "kind": _clean(edge.facts["predicateIri"]), **span}), edge.facts)
    return _written(root)


def _values(element: Element, facts: Mapping[str, str]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in facts.items():
        if value:
            SubElement(values, "attvalue", {"for": name, "value": _clean(value)})


def _clean(text: str) -> str:
    """A text without what XML cannot hold: the sign for a lost character stands in its place."""
    return _FORBIDDEN.sub("�", text)


def _written(root: Element) -> bytes:
    ElementTree.indent(root, space=" ")
    output = io.BytesIO()
    ElementTree.ElementTree(root).write(output, encoding="utf-8", xml_declaration=True)
    return output.getvalue() + b"\n"
