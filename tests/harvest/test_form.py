"""The portal's form, held to CKAN's own parser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mfa_graph
from mfa_graph.formats import by_name
from mfa_graph.harvest.form import _FORMATS, _LICENCES, Feed, forms_of
from mfa_graph.harvest.rehearsal import _TAG, PARSERS, rehearse
from mfa_graph.store.syntax import parse
from tests.harvest.conftest import Ckan

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix locn: <http://www.w3.org/ns/locn#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @base <http://example.org/> .
"""

ODD = {
    "languages": '<d> a dcat:Dataset ; dct:title "Eins"@de , "One"@en , "Un"@fr ; dct:description "Zwei"@de , "Deux"@fr .',
    "no English": '<d> a dcat:Dataset ; dct:title "Un"@fr , "Eins"@de ; dcat:keyword "a"@fr , "b"@de , "c, d" , "e" .',
    "no address": '[] a dcat:Dataset ; dct:title "One" ; dct:identifier "x1" .',
    "several places": """<d> a dcat:Dataset ; dct:title "One" ; dct:spatial <p1> , <p2> , "somewhere" .
        <p1> a dct:Location ; skos:prefLabel "First"@en ; dcat:bbox "POLYGON((1 2, 3 2, 3 4.5, 1 2))"^^geo:wktLiteral .
        <p2> a dct:Location ; rdfs:label "Second"@en ; dcat:bbox "POLYGON((5 6, 7 6, 7 8, 5 6))"^^geo:wktLiteral ;
          locn:geometry "POINT(-1 2.5)"^^geo:wktLiteral .""",
    "people": """<d> a dcat:Dataset ; dct:title "One" ; dct:publisher <p> ; dcat:contactPoint <c> .
        <p> foaf:name "Jemand"@de , "Someone"@en ; foaf:homepage <h> .
        <c> vcard:fn "Desk" ; vcard:hasEmail <mailto:desk@example.org> ; vcard:hasURL <u> .""",
    "licences": """<d> a dcat:Dataset ; dct:title "One" ; dcat:distribution <r1> , <r2> .
        <r1> dct:license <http://example.org/unknown> ; dcat:accessURL <a1> ; dct:format "csv" .
        <r2> dct:license <http://www.opendefinition.org/licenses/odc-by> ; dcat:accessURL <a2> ; dcat:mediaType "text/csv" .""",
    "times": """<d> a dcat:Dataset ; dct:title "One" ; owl:versionInfo "2" ; dct:issued "2020" ; dct:temporal <t> ;
        dct:provenance <v> ; dct:accrualPeriodicity <f> ; dcat:landingPage <l> . <t> dcat:startDate "1990" .
        <v> rdfs:label "By hand"@en . <f> rdfs:label "now and then" .""",
    "two datasets": '<d> a dcat:Dataset ; dct:title "One" . <e> a dcat:Dataset ; dct:title "Two" ; dcat:theme <y> .',
    "no title": '<d> a dcat:Dataset ; dct:description "Nothing" .',
}


def ours(body: bytes, syntax: str) -> list[dict[str, Any]]:
    """Our forms of a feed."""
    return [form.as_json() for form in forms_of(Feed(parse(body, by_name(syntax))))]


def in_any_order(forms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Forms whose lists have an order that no reader decides."""
    lists = ("conforms_to", "language", "theme")
    return [
        {
            "guid": form["guid"],
            "fields": {
                key: sorted(json.loads(value)) if key in lists else value for key, value in form["fields"].items()
            },
            "tags": sorted(form["tags"]),
            "resources": sorted(form["resources"], key=lambda resource: str(resource["uri"])),
        }
        for form in forms
    ]


def sorted_by_guid(forms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Forms in an order that no reader decides."""
    return sorted(forms, key=lambda form: str(form["guid"]))


TAGS = ("এশিয়া", "เอเชีย", "Asia", "アジア", "a/b", "x", "Châu Á", "l" * 101, "two words", "o'clock")
TAGGED = '<d> a dcat:Dataset ; dct:title "T" ; dcat:keyword ' + " , ".join(f'"{word}"' for word in TAGS) + " ."
UNREAD = ("text/plain", "text/html", "application/xml", "application/x-turtle", "application/octet-stream")
CATALOGUES = ("catalog.ttl", "catalog.rdf", "catalog.jsonld")


@pytest.fixture(scope="module")
def theirs(ckan: Ckan, published: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """What CKAN makes of each feed: our catalogue in three syntaxes, the odd ones, one with tags, and some of unknown types."""
    feeds = {name: (published[name], by_name("." + name.rsplit(".", 1)[1]).media_type) for name in CATALOGUES}
    feeds |= {name: ((PREFIXES + text).encode(), "text/turtle") for name, text in [*ODD.items(), ("tags", TAGGED)]}
    feeds |= {content_type: (b"<d> a <e> .", content_type) for content_type in UNREAD}
    return dict(zip(feeds, ckan(list(feeds.values())), strict=True))


@pytest.mark.parametrize("name", CATALOGUES)
def test_ckan_makes_the_same_forms_of_our_catalogue(
    name: str, published: dict[str, bytes], theirs: dict[str, dict[str, Any]]
) -> None:
    """Every field, tag and resource that our rehearsal shows is what CKAN's parser makes, in each syntax of the catalogue."""
    forms = ours(published[name], by_name("." + name.rsplit(".", 1)[1]).name)
    assert sorted_by_guid(in_any_order(forms)) == sorted_by_guid(in_any_order(theirs[name]["forms"]))
    if name == "catalog.ttl":
        assert forms == theirs[name]["forms"]
    assert len(forms) == 6
    assert theirs[name]["refused"] == []
    assert theirs[name]["next"] == ""


def test_ckan_shows_every_dataset_in_full(theirs: dict[str, dict[str, Any]]) -> None:
    """In CKAN each dataset has title, notes, tags, publisher, contact, licence and place; the data their time."""
    forms = theirs["catalog.ttl"]["forms"]
    for form in forms:
        wanted = {"title", "notes", "url", "version", "license_id", "publisher_name", "contact_name", "contact_url"}
        assert form["fields"].keys() >= wanted | {"spatial_uri", "spatial_text", "spatial_bbox", "issued", "modified"}
        assert form["fields"]["license_id"] == "cc-by"
        assert form["fields"]["spatial_text"] == "Asia"
        assert form["tags"]
        assert form["resources"]
        for resource in form["resources"]:
            assert resource.keys() >= {"name", "description", "url", "format"}
            assert "iana.org" not in resource.get("mimetype", "")
    timed = [form["guid"] for form in forms if {"temporal_start", "temporal_end"} <= form["fields"].keys()]
    assert {guid.split("/")[-1] for guid in timed} == {"graph", "tables", mfa_graph.__version__}


@pytest.mark.parametrize("name", ODD)
def test_ckan_makes_the_same_forms_of_odd_feeds(name: str, theirs: dict[str, dict[str, Any]]) -> None:
    """With several languages, places, people or licences, or without what is usual, both make the same of it."""
    forms = ours((PREFIXES + ODD[name]).encode(), "turtle")
    assert forms == theirs[name]["forms"]
    assert forms
    assert len(ODD) == 9


def test_what_ckan_knows_is_what_we_say_that_it_knows(theirs: dict[str, dict[str, Any]]) -> None:
    """Parsers, file formats and licences are those of CKAN itself."""
    known = theirs["tags"]
    assert PARSERS.keys() - {""} <= set(known["parsers"])
    assert {name: known["formats"][name] for name in _FORMATS} == _FORMATS
    assert {name: known["licences"][name] for name in _LICENCES} == _LICENCES
    for content_type in UNREAD:
        assert "error" in theirs[content_type]
        assert content_type not in PARSERS


def test_tags_that_ckan_refuses_are_found(theirs: dict[str, dict[str, Any]]) -> None:
    """Words with combining signs, slashes or one letter are refused by CKAN's pattern and by ours."""
    assert theirs["tags"]["refused"] == sorted(word for word in TAGS if not _TAG.fullmatch(word))
    assert len(theirs["tags"]["refused"]) == 6


def test_the_rehearsal_of_a_folder_makes_these_forms(published: dict[str, bytes], tmp_path: Path) -> None:
    """What the command shows of a folder are the forms of the catalogue in it."""
    (tmp_path / "catalog.ttl").write_bytes(published["catalog.ttl"])
    forms = [form.as_json() for form in rehearse(str(tmp_path)).forms]
    assert forms == ours(published["catalog.ttl"], "turtle")
