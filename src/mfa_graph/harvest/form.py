"""The form that a portal makes of a dataset: ckanext-dcat's reading of DCAT-AP 3, field by field.

The portal speaks English and has CKAN's own dataset form. Of several values it mostly takes the first, in the order of the feed.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mfa_graph.store import BlankNode, Literal, NamedNode, Quad

__all__ = ["Feed", "Form", "forms_of"]

_NS = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "locn": "http://www.w3.org/ns/locn#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}

# What CKAN itself knows licences and file formats by, as far as a feed like ours names them.
_LICENCES = {
    "http://www.opendefinition.org/licenses/cc-by": "cc-by",
    "http://www.opendefinition.org/licenses/cc-by-sa": "cc-by-sa",
    "http://www.opendefinition.org/licenses/cc-zero": "cc-zero",
    "http://www.opendefinition.org/licenses/odc-by": "odc-by",
    "http://www.opendefinition.org/licenses/odc-odbl": "odc-odbl",
    "http://www.opendefinition.org/licenses/odc-pddl": "odc-pddl",
    "Creative Commons Attribution": "cc-by",
    "Creative Commons Attribution Share-Alike": "cc-by-sa",
    "Creative Commons CCZero": "cc-zero",
}
_FORMATS = {
    "application/json": "JSON",
    "application/rdf+xml": "RDF",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/xml": "XML",
    "application/zip": "ZIP",
    "csv": "CSV",
    "json": "JSON",
    "rdf": "RDF",
    "text/csv": "CSV",
    "xlsx": "XLSX",
    "xml": "XML",
    "zip": "ZIP",
}


@dataclass(frozen=True, slots=True)
class Form:
    """A dataset as the portal shows it: its `fields` by their names in CKAN, and its `resources`, each with its own fields."""

    guid: str
    fields: dict[str, str]
    tags: tuple[str, ...]
    resources: tuple[dict[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The form as plain values."""
        return {"guid": self.guid, "fields": self.fields, "tags": list(self.tags), "resources": list(self.resources)}


class Feed:
    """The statements of a page, with their objects in the order of the page."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[tuple[object, str], dict[Any, None]] = defaultdict(dict)
        self._instances: dict[str, dict[Any, None]] = defaultdict(dict)
        for quad in quads:
            self._objects[quad.subject, quad.predicate.value][quad.object] = None
            if quad.predicate.value == _NS["rdf"] + "type":
                self._instances[getattr(quad.object, "value", "")][quad.subject] = None

    def instances(self, kind: str) -> list[Any]:
        """The things of a class, in the order of the page."""
        return list(self._instances.get(_iri(kind), ()))

    def objects(self, subject: object, *path: str) -> list[Any]:
        """What a property, or one after the other, leads to."""
        found = [subject]
        for step in path:
            found = [value for thing in found for value in self._objects.get((thing, _iri(step)), ())]
        return found

    def text(self, subject: object, *path: str) -> str:
        """The one text that CKAN takes: English before others, the label of a thing before its address, else the first."""
        fallback = ""
        for value in self.objects(subject, *path):
            if not isinstance(value, Literal):
                return str(next((label.value for label in self.objects(value, "rdfs:label")), _name(value)))
            if value.language == "en":
                return value.value
            fallback = fallback or value.value
        return fallback


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return _NS[prefix] + local


def _name(term: object) -> str:
    """An address, or a word, as it stands; a blank node has no name that would last."""
    return "" if isinstance(term, BlankNode) else str(getattr(term, "value", ""))


def forms_of(feed: Feed) -> Iterator[Form]:
    """The datasets of a page as the portal's forms, in the order of the page."""
    for dataset in feed.instances("dcat:Dataset"):
        fields = dict(_fields(feed, dataset))
        guid = _name(dataset) or fields.get("identifier", "") or fields.get("title", "")
        resources = tuple(dict(_resource(feed, found)) for found in feed.objects(dataset, "dcat:distribution"))
        yield Form(guid, fields, _tags(feed, dataset), resources)


def _fields(feed: Feed, dataset: object) -> Iterator[tuple[str, str]]:
    simple = {
        "title": feed.text(dataset, "dct:title"),
        "notes": feed.text(dataset, "dct:description"),
        "url": feed.text(dataset, "dcat:landingPage"),
        "version": next(filter(None, (feed.text(dataset, p) for p in ("dcat:version", "owl:versionInfo"))), ""),
        "license_id": _licence(feed, dataset),
        "identifier": feed.text(dataset, "dct:identifier"),
        "issued": feed.text(dataset, "dct:issued"),
        "modified": feed.text(dataset, "dct:modified"),
        "frequency": feed.text(dataset, "dct:accrualPeriodicity"),
        "provenance": feed.text(dataset, "dct:provenance"),
        "access_rights": next((_name(right) for right in feed.objects(dataset, "dct:accessRights")), ""),
        "publisher_name": feed.text(dataset, "dct:publisher", "foaf:name"),
        "publisher_url": feed.text(dataset, "dct:publisher", "foaf:homepage"),
        "contact_name": feed.text(dataset, "dcat:contactPoint", "vcard:fn"),
        "contact_email": feed.text(dataset, "dcat:contactPoint", "vcard:hasEmail").removeprefix("mailto:"),
        "contact_url": feed.text(dataset, "dcat:contactPoint", "vcard:hasURL"),
        "temporal_start": feed.text(dataset, "dct:temporal", "dcat:startDate"),
        "temporal_end": feed.text(dataset, "dct:temporal", "dcat:endDate"),
    }
    yield from ((key, value) for key, value in simple.items() if value)
    for key, path in (("language", "dct:language"), ("theme", "dcat:theme"), ("conforms_to", "dct:conformsTo")):
        if values := [_name(value) for value in feed.objects(dataset, path)]:
            yield key, json.dumps(values)
    yield from _place(feed, dataset)


def _tags(feed: Feed, dataset: object) -> tuple[str, ...]:
    """The keywords in all languages together; one with commas is several, and they come last."""
    words = [_name(word) for word in feed.objects(dataset, "dcat:keyword")]
    whole = [word for word in words if "," not in word]
    return (*whole, *(part.strip() for word in words if "," in word for part in word.split(",")))


def _licence(feed: Feed, dataset: object) -> str:
    """CKAN's name of the first licence of a distribution that it knows, by address, else by title."""
    for distribution in feed.objects(dataset, "dcat:distribution"):
        for licence in feed.objects(distribution, "dct:license")[:1]:
            known = _LICENCES.get(_name(licence)) or _LICENCES.get(feed.text(licence, "dct:title"))
            if known:
                return known
    return ""


def _place(feed: Feed, dataset: object) -> Iterator[tuple[str, str]]:
    """The place, put together from all that are named: the address and the label of the last, the shapes of the first."""
    places = feed.objects(dataset, "dct:spatial")
    located = [place for place in places if NamedNode(_iri("dct:Location")) in feed.objects(place, "rdf:type")]
    labels: list[str] = []
    for place in places:
        if isinstance(place, Literal):
            labels.append(place.value)
        elif place in located:
            paths = ("skos:prefLabel", "rdfs:label")
            labels += [label.value for path in paths for label in feed.objects(place, path)]
    addresses = [place.value for place in places if isinstance(place, NamedNode)]
    yield from ((key, found[-1]) for key, found in (("spatial_uri", addresses), ("spatial_text", labels)) if found)
    for key, path in (
        ("spatial", "locn:geometry"),
        ("spatial_bbox", "dcat:bbox"),
        ("spatial_centroid", "dcat:centroid"),
    ):
        shapes = [_geojson(shape) for place in located for shape in feed.objects(place, path)]
        if shape := next(filter(None, shapes), ""):
            yield key, shape


def _geojson(shape: Any) -> str:
    """A polygon or a point in WKT as GeoJSON; empty for what is neither."""
    if not isinstance(shape, Literal) or shape.datatype.value != _iri("geo:wktLiteral"):
        return ""
    found = re.fullmatch(r"\s*(POINT|POLYGON)\s*\(+([^()]*)\)+\s*", shape.value, re.IGNORECASE)
    try:
        corners = [[float(n) for n in pair.split()] for pair in found[2].split(",")] if found else []
    except ValueError:
        return ""
    if not found or not corners:
        return ""
    if found[1].upper() == "POINT":
        return json.dumps({"type": "Point", "coordinates": corners[0]})
    return json.dumps({"type": "Polygon", "coordinates": [corners]})


def _resource(feed: Feed, distribution: object) -> Iterator[tuple[str, str]]:
    mime = feed.text(distribution, "dcat:mediaType")
    form = next((_name(form) for form in feed.objects(distribution, "dct:format")), "")
    simple = {
        "name": feed.text(distribution, "dct:title"),
        "description": feed.text(distribution, "dct:description"),
        "url": feed.text(distribution, "dcat:downloadURL") or feed.text(distribution, "dcat:accessURL"),
        "format": _FORMATS.get(mime) or _FORMATS.get(form) or form or mime,
        "mimetype": mime,
        "size": feed.text(distribution, "dcat:byteSize"),
        "hash": feed.text(distribution, "spdx:checksum", "spdx:checksumValue"),
        "hash_algorithm": feed.text(distribution, "spdx:checksum", "spdx:algorithm"),
        "license": feed.text(distribution, "dct:license"),
        "compress_format": feed.text(distribution, "dcat:compressFormat"),
        "package_format": feed.text(distribution, "dcat:packageFormat"),
        "uri": _name(distribution),
    }
    yield from ((key, value) for key, value in simple.items() if value)
