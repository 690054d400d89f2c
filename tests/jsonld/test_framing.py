"""Frames and framed documents: plain keys, an address, classes and a label everywhere, and two processors of one mind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import SyntaxProblem, UsageProblem
from mfa_graph.exporters.jsonld import Trees, jsonld_files
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.jsonld import framing
from mfa_graph.jsonld.framing import framed
from mfa_graph.vocabulary import BASE, MFA
from tests.jsonld.javascript import jsonld_js

NPL, MFA_ = f"{BASE}id/place/npl", f"{BASE}id/organisation/mfa"


@pytest.fixture(scope="module")
def trees(whole: KnowledgeGraph, content: Content) -> Trees:
    """What frames are made from, of all data."""
    return Trees(whole, content)


@pytest.fixture(scope="module")
def frames(whole: KnowledgeGraph, content: Content) -> dict[str, Any]:
    """The frames of a release, by the names of their classes."""
    files = {file.name: json.loads(file.body) for file in jsonld_files(whole, content)}
    return {
        name.removeprefix("frames/").removesuffix(".jsonld"): body
        for name, body in files.items()
        if name.startswith("frames/")
    }


@pytest.fixture(scope="module")
def countries(trees: Trees) -> dict[str, Any]:
    """The countries, framed, by their addresses."""
    return {node["id"]: node for node in trees.of_class(MFA.Country)["@graph"]}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document but its context."""
    if isinstance(value, dict):
        yield value
        value = [inner for key, inner in value.items() if key != "@context"]
    if isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def test_there_is_a_frame_for_every_class(whole: KnowledgeGraph, frames: dict[str, Any]) -> None:
    """Each class of ours that something is of has a frame that asks for it, and for a label."""
    rows = whole.select("SELECT DISTINCT ?class { ?thing a ?class } ORDER BY ?class")
    ours = {kind.value for (kind,) in rows if kind is not None} & {*MFA}
    assert {kind.partition("#")[2] for kind in ours} <= frames.keys()
    assert len(frames) == 53
    for name, frame in frames.items():
        assert frame["type"] == name
        assert (frame["@embed"], frame["@explicit"]) == ("@once", True)
        assert "http://www.w3.org/2000/01/rdf-schema#label" in frame


def test_nepal_by_hand(countries: dict[str, Any]) -> None:
    """Nepal as a program finds it: its code, its names, what it belongs to by name, and its own address."""
    nepal = countries[NPL]
    assert (nepal["isoCode"], nepal["label"], nepal["type"]) == ("NPL", {"en": "Nepal"}, ["Country", "Place"])
    assert nepal["prefLabel"]["ne"] == "नेपाल"
    assert {body["label"]["en"] for body in nepal["memberOf"]} == {
        "Abu Dhabi Dialogue",
        "Colombo Process",
        "SAARC",
    }
    assert len(countries) == 54


def test_every_node_has_address_classes_and_label(trees: Trees) -> None:
    """In the framed documents of eight classes no node is blank, and none is without id, type and label; all keys are names."""
    kinds = (
        MFA.Country,
        MFA.Organisation,
        MFA.Process,
        MFA.Engagement,
        MFA.Event,
        MFA.Instrument,
        MFA.Source,
        MFA.Passage,
    )
    met = 0
    for kind in kinds:
        document = trees.of_class(kind)
        assert {node["id"] for node in document["@graph"]} == set(trees.tables.classes[kind])
        for each in (each for node in document["@graph"] for each in objects(node)):
            assert not {key for key in each if ":" in key}
            if str(each.get("id", "")).startswith("https:"):  # “id” is the tag of Indonesian, too
                assert {"id", "type", "label"} <= each.keys(), each
                assert isinstance(each["type"], list)
                met += 1
        assert "_:" not in json.dumps(document["@graph"])
    assert met > 3000


def test_a_thing_is_one_object(trees: Trees) -> None:
    """Asked for one thing, by what people call it, the document is that thing, and its links lead to things with labels."""
    document = trees.of_thing(trees.tables.asker.the_one("MFA"))
    assert (document["id"], document["label"]) == (MFA_, {"en": "Migrant Forum in Asia"})
    assert "@graph" not in document
    engaged = {process["label"]["en"] for process in document["engagesWith"]}
    assert {"Abu Dhabi Dialogue", "Colombo Process", "International Labour Conference"} <= engaged
    assert len(engaged) == 9


def test_jsonld_js_frames_alike(trees: Trees) -> None:
    """From the same documents and frames jsonld.js makes the same, thing by thing, of five classes."""
    for kind in (MFA.Country, MFA.Process, MFA.Engagement, MFA.Network, MFA.City):
        frame = trees.frame_of_class(kind)
        ours = framed(trees.document(trees.tables.classes[kind]), frame)
        theirs = framing._with_lists(
            jsonld_js("frame", trees.document(trees.tables.classes[kind]), frame, {"omitGraph": False})
        )
        assert ours == theirs


def test_a_frame_works_on_the_dump(founding: KnowledgeGraph, founding_content: Content) -> None:
    """Whoever frames the published graph with a published frame finds the same things with the same values."""
    trees = Trees(founding, founding_content)
    document = json.loads(founding.dump(by_name("jsonld"), founding_content))
    document["@graph"] = [node for node in document["@graph"] if "@graph" not in node]
    found = {node["id"]: node for node in framed(document, trees.frame_of_class(MFA.Country))["@graph"]}
    ours = {node["id"]: node for node in trees.of_class(MFA.Country)["@graph"]}
    assert found.keys() == ours.keys()
    for thing, node in ours.items():
        assert found[thing]["isoCode"] == node["isoCode"]
        assert found[thing]["prefLabel"] == node["prefLabel"]
        assert set(node["type"]) <= set(found[thing]["type"])


def test_without_pyld_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, one line names it."""
    monkeypatch.setattr(framing, "find_spec", lambda name: None)
    with pytest.raises(UsageProblem, match=r"mfa-graph\[jsonld\]"):
        framed({}, {})


def test_what_is_no_jsonld_is_said_so() -> None:
    """A document that breaks the grammar ends in a message, not in a trace."""
    with pytest.raises(SyntaxProblem, match="This is not JSON-LD"):
        framed({"@id": 7}, {})
