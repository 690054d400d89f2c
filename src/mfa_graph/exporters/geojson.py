"""Places, and what stands in them, as GeoJSON (RFC 7946): WGS 84, longitude before latitude.

A place without a known point has the geometry null (3.2), which says that it is somewhere. A box that crosses the antimeridian
has a west greater than its east (5.2).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from mfa_graph.exporters.files import File
from mfa_graph.exporters.network import Network
from mfa_graph.exporters.releases import Release
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import MFA, PREFIXES, RDF

__all__ = ["map_files", "places_of", "stands_in"]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BOUNDS = ("sinceAtEarliest", "sinceAtLatest", "untilAtEarliest", "untilAtLatest")
_STANDS_IN = (MFA.basedIn, MFA.heldIn, MFA.operatesIn)


def map_files(graph: KnowledgeGraph, network: Network, release: Release) -> Iterator[File]:
    """Two collections of features: the places, and what is based, held or at work in them, by the network of the graph."""
    for name, features in (("places", places_of(graph, network)), ("located", stands_in(graph, network))):
        body = {"type": "FeatureCollection", **_about(release), "features": features}
        text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
        yield File.of(f"map/{name}.geojson", "application/geo+json", text.encode())


def _about(release: Release) -> dict[str, str]:
    """Who made the collection: members of our own, which RFC 7946 6.1 allows."""
    return {"title": release.title, "licence": release.licence, "version": release.version, "date": release.date}


def places_of(graph: KnowledgeGraph, network: Network) -> list[dict[str, Any]]:
    """Every place as a feature, by IRI, with its class, its codes and, by the word of the link, what it is joined to."""
    facts = _facts(graph)
    nodes = {node.iri: node for node in network.nodes}
    joined: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edge in network.edges:
        joined[edge.source][edge.label].add(nodes[edge.target].label)
    labels = {place: graph.label(place) for place, said in facts.items() if MFA.Place in said.get(RDF.type, ())}
    return [
        _feature(facts[place], place, {
            "iri": place,
            "label": label,
            "classes": sorted(kind for kind in facts[place][RDF.type] if kind.startswith(PREFIXES["mfa"])),
            "isoCode": next(iter(facts[place].get(MFA.isoCode, ())), None),
            **{words: sorted(others) for words, others in sorted(joined[place].items())},
        })
        for place, label in sorted(labels.items())
    ]  # fmt: skip


def stands_in(graph: KnowledgeGraph, network: Network) -> list[dict[str, Any]]:
    """Each thing that is based, held or at work in a place, once for each place, at the point of the place.

    A city has no point of its own in the data: then ``pointOf`` names the larger place whose point is shown.
    """
    facts = _facts(graph)
    nodes = {node.iri: node for node in network.nodes}
    features = []
    for edge in network.edges:
        if edge.facts["predicateIri"] not in _STANDS_IN:
            continue
        bearer = _with_point(facts, edge.target)
        about = {
            "iri": edge.source,
            "label": nodes[edge.source].label,
            "class": nodes[edge.source].kind,
            "predicate": edge.label,
            "place": edge.target,
            "placeLabel": nodes[edge.target].label,
            "pointOf": bearer,
            **{name: edge.facts[name] or None for name in _BOUNDS},
            "passages": edge.facts["passages"].split(),
        }  # fmt: skip
        features.append(_feature({**facts.get(bearer or "", {}), _BOX: []}, None, about))
    return features


_POINT, _BOX = PREFIXES["dcat"] + "centroid", PREFIXES["dcat"] + "bbox"


def _facts(graph: KnowledgeGraph) -> dict[str, dict[str, list[str]]]:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in graph.merged:
        facts[getattr(quad.subject, "value", "")][quad.predicate.value].append(getattr(quad.object, "value", ""))
    return facts


def _with_point(facts: Mapping[str, Mapping[str, list[str]]], place: str) -> str | None:
    """A place, or the nearest larger one that it is part of, that has a point; None where none has."""
    seen: set[str] = set()
    while place and place not in seen:
        if facts.get(place, {}).get(_POINT):
            return place
        seen.add(place)
        larger = facts.get(place, {}).get(MFA.partOf, [""])
        place = sorted(larger)[0]
    return None


def _feature(facts: Mapping[str, list[str]], identifier: str | None, about: dict[str, Any]) -> dict[str, Any]:
    """A feature (RFC 7946 3.2); its id is an IRI where the feature is the thing itself."""
    feature: dict[str, Any] = {"type": "Feature"}
    if identifier:
        feature["id"] = identifier
    if box := facts.get(_BOX):
        feature["bbox"] = _box(box[0])
    points = [[float(number) for number in _NUMBER.findall(text)] for text in facts.get(_POINT, ())]
    feature["geometry"] = {"type": "Point", "coordinates": points[0]} if points else None
    feature["properties"] = about
    return feature


def _box(text: str) -> list[float]:
    """West, south, east, north of a polygon, or of the two into which a box over the antimeridian is cut."""
    rings = [[float(number) for number in _NUMBER.findall(ring)] for ring in re.findall(r"\(([^()]+)\)", text)]
    boxes = sorted((min(ring[::2]), min(ring[1::2]), max(ring[::2]), max(ring[1::2])) for ring in rings)
    west, south, east, north = boxes[0]
    if len(boxes) > 1:
        west, east = boxes[-1][0], boxes[0][2]
        south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    return [west, south, east, north]
