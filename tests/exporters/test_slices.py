"""Slices: one thing or one class with what is said of it."""

from __future__ import annotations

import io
import zipfile

import pytest

from mfa_graph.exporters.slices import Slices, slice_files
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.store.syntax import parse
from mfa_graph.vocabulary import BASE, DCTERMS, MFA, OA, RDF, SKOS

TURTLE, TRIG = by_name("turtle"), by_name("trig")
PASSAGE, OTHER, SOURCE = f"{BASE}source/s/1", f"{BASE}source/s/2", f"{BASE}source/s"
ONE, TWO, SEAT = f"{BASE}id/organisation/one", f"{BASE}id/organisation/two", f"{BASE}id/membership/one-two/s"


def quad(subject: str, predicate: str, value: str | Literal, home: str = PASSAGE) -> Quad:
    """A statement in a named graph."""
    return Quad(
        NamedNode(subject), NamedNode(predicate), NamedNode(value) if isinstance(value, str) else value, NamedNode(home)
    )


SAID = [
    quad(ONE, RDF.type, MFA.Organisation),
    quad(ONE, SKOS.prefLabel, Literal("One", language="en")),
    quad(ONE, SKOS.prefLabel, Literal("Eins", language="de")),
    quad(SEAT, RDF.type, MFA.Relation),
    quad(SEAT, MFA.memberParty, ONE),
    quad(SEAT, MFA.body, TWO),
]
NAMING = [quad(TWO, SKOS.prefLabel, Literal("Two", language="en"), OTHER)]
NOT_IN_IT = [
    quad(TWO, RDF.type, MFA.Organisation, OTHER),
    quad(TWO, SKOS.prefLabel, Literal("Zwei", language="de"), OTHER),
    quad(f"{BASE}id/organisation/three", RDF.type, MFA.Organisation),
    quad(f"{BASE}id/organisation/three", DCTERMS.source, ONE),
    quad(f"{SOURCE}/3", OA.hasSource, SOURCE, f"{BASE}graph/provenance"),
]
CITED = [
    quad(PASSAGE, OA.hasSource, SOURCE, f"{BASE}graph/provenance"),
    quad(OTHER, OA.hasSource, SOURCE, f"{BASE}graph/provenance"),
    quad(SOURCE, DCTERMS.title, Literal("The source", language="en"), f"{BASE}graph/provenance"),
]
GRAPH = KnowledgeGraph([*SAID, *NAMING, *NOT_IN_IT, *CITED])


def merged(quads: list[Quad]) -> set[Quad]:
    """The same statements in the default graph."""
    return {Quad(each.subject, each.predicate, each.object, DefaultGraph()) for each in quads}


def test_the_slice_of_a_thing() -> None:
    """What is said of it, the relations that point at it whole, and the English labels of what these name; nothing else."""
    assert set(Slices(GRAPH).of_thing(ONE, TURTLE)) == merged([*SAID, *NAMING])


def test_with_named_graphs_a_slice_has_its_passages_and_their_citations() -> None:
    """Each statement stands in its passage and merged, and each passage and source with what is said of it."""
    told = [*SAID, *NAMING, *CITED]
    assert set(Slices(GRAPH).of_thing(ONE, TRIG)) == {*told, *merged(told)}


def test_the_slice_of_a_class() -> None:
    """What is said of each of its things, and no relation that points at one."""
    slices = Slices(GRAPH)
    assert list(slices.classes) == [MFA.Organisation, MFA.Relation]
    cut = slices.of_class(MFA.Organisation, TURTLE)
    assert set(cut) == merged([*SAID[:3], *NAMING, *NOT_IN_IT[:4]])


def test_nothing_is_said_of_a_stranger() -> None:
    """The slice of what the graph does not know is empty."""
    assert Slices(GRAPH).of_thing("http://a/stranger", TRIG) == []


@pytest.mark.parametrize("base", [BASE, "https://data.example.org/"])
def test_a_release_has_a_file_for_each_class_and_an_archive_of_all_things(base: str, founding: KnowledgeGraph) -> None:
    """At whatever base: the files name classes, and the archive's entries go on as the addresses do."""
    graph = founding if base == BASE else founding.moved(base)
    *classes, things = slice_files(graph, base=base)
    assert {file.name for file in classes} >= {"classes/Country.ttl", "classes/Engagement.ttl", "classes/Passage.ttl"}
    assert len(classes) >= 30
    for file in classes[:3]:
        assert len(parse(file.body, TURTLE)) == file.statements
    with zipfile.ZipFile(io.BytesIO(things.body)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names, key=lambda name: name.removesuffix(".ttl"))
        body = archive.read("id/organisation/mfa.ttl")
    subjects = {each.subject.value for each in graph.merged if isinstance(each.subject, NamedNode)}
    assert {f"{base}{name.removesuffix('.ttl')}" for name in names} == {
        s for s in subjects if s.startswith(f"{base}id/")
    }
    assert set(parse(body, TURTLE)) == set(Slices(graph).of_thing(f"{base}id/organisation/mfa", TURTLE))
