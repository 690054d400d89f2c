"""VoID: what it says of the datasets, and every count again from the lines of the N-Triples dump."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

import pytest
import rdflib
from rdflib import DCTERMS, FOAF, RDF, XSD, Namespace, URIRef

from mfa_graph.exporters.files import File
from mfa_graph.vocabulary import BASE

VOID = Namespace("http://rdfs.org/ns/void#")
GRAPH = URIRef(BASE + "catalogue/dataset/graph")
LINKS = {f"<{iri}>" for iri in ("https://schema.org/sameAs", "http://www.w3.org/2002/07/owl#sameAs")} | {
    f"<http://www.w3.org/2004/02/skos/core#{name}Match>" for name in ("exact", "close")
}

Line = tuple[str, str, str]


@pytest.fixture(scope="module")
def void(published: dict[str, bytes]) -> rdflib.Graph:
    """The description as rdflib reads it."""
    return rdflib.Graph().parse(data=published["void.ttl"], format="turtle")


@pytest.fixture(scope="module")
def lines(files: Sequence[File]) -> list[Line]:
    """The lines of the N-Triples dump, each cut at its first two spaces."""
    (dump,) = (file for file in files if file.name == "mfa-graph.nt")
    cut = [line.split(" ", 2) for line in dump.body.decode().splitlines()]
    return [(subject, predicate, rest.removesuffix(" .")) for subject, predicate, rest in cut]


def number(void: rdflib.Graph, subject: object, term: str) -> int:
    """The one whole number that a thing has."""
    (value,) = void.objects(subject, VOID[term])  # type: ignore[arg-type]
    assert isinstance(value, rdflib.Literal)
    assert value.datatype == XSD.integer
    return int(value)


def test_counts_are_those_of_the_dump(void: rdflib.Graph, lines: list[Line]) -> None:
    """Triples, entities, classes, properties, subjects and objects, counted in the text of the dump, are those of VoID."""
    subjects, predicates, objects = ({line[position] for line in lines} for position in range(3))
    counted = {
        "triples": len(lines),
        "distinctSubjects": len(subjects),
        "distinctObjects": len(objects),
        "properties": len(predicates),
        "classes": len({line[2] for line in lines if line[1] == f"<{RDF.type}>"}),
        "entities": sum(subject.startswith(f"<{BASE}id/") for subject in subjects),
    }
    assert {term: number(void, GRAPH, term) for term in counted} == counted
    assert counted["triples"] == len(set(lines)) > 40_000
    assert str(void.value(GRAPH, VOID.uriSpace)) == BASE + "id/"


def test_partitions_are_those_of_the_dump(void: rdflib.Graph, lines: list[Line]) -> None:
    """Each class has as many entities, and each property as many triples, as lines of the dump say."""
    members = defaultdict(set)
    for subject, predicate, thing in lines:
        if predicate == f"<{RDF.type}>":
            members[thing].add(subject)
    uses = Counter(predicate for _, predicate, _ in lines)
    classes: dict[str, int] = {}
    properties: dict[str, int] = {}
    for home, part in [*void.subject_objects(VOID.classPartition), *void.subject_objects(VOID.propertyPartition)]:
        assert home == GRAPH
        (term,) = [*void.objects(part, VOID["class"]), *void.objects(part, VOID.property)]
        if (part, VOID["class"], term) in void:
            classes[term.n3()] = number(void, part, "entities")
        else:
            properties[term.n3()] = number(void, part, "triples")
    assert classes == {kind: len(things) for kind, things in members.items()}
    assert properties == dict(uses)
    assert len(classes) > 50
    assert len(properties) > 100


def test_linksets_are_those_of_the_dump(void: rdflib.Graph, lines: list[Line]) -> None:
    """One linkset for each place that links lead to and each property that links, with one property and the right count."""
    counted = Counter(
        (predicate, urlsplit(thing.strip("<>")).netloc)
        for _, predicate, thing in lines
        if predicate in LINKS and not thing.startswith(f"<{BASE}")
    )
    found = {}
    for linkset in void.objects(GRAPH, VOID.subset):
        assert (linkset, RDF.type, VOID.Linkset) in void
        (link,) = void.objects(linkset, VOID.linkPredicate)
        assert void.value(linkset, VOID.subjectsTarget) == GRAPH
        target = void.value(linkset, VOID.objectsTarget)
        assert (target, RDF.type, VOID.Dataset) in void
        found[link.n3(), urlsplit(str(void.value(target, VOID.uriSpace))).netloc] = number(void, linkset, "triples")
    assert found == dict(counted)
    assert found["<https://schema.org/sameAs>", "www.wikidata.org"] == 73
    assert len(found) == 7


def test_each_vocabulary_in_use_is_named(void: rdflib.Graph, lines: list[Line]) -> None:
    """The vocabularies are the namespaces of all properties and classes of the dump."""
    terms = {predicate for _, predicate, _ in lines} | {t for _, p, t in lines if p == f"<{RDF.type}>"}
    spaces = {re.sub(r"[^#/]*$", "", term.strip("<>")) for term in terms}
    assert {str(vocabulary) for vocabulary in void.objects(GRAPH, VOID.vocabulary)} == spaces
    assert BASE + "ontology#" in spaces


def test_the_examples_are_entities_of_the_graph(void: rdflib.Graph, lines: list[Line]) -> None:
    """At least three examples are given, each an entity that the dump speaks of, of different kinds."""
    examples = {example.n3() for example in void.objects(GRAPH, VOID.exampleResource)}
    assert examples <= {line[0] for line in lines if line[0].startswith(f"<{BASE}id/")}
    assert len({example.split("/id/")[1].split("/")[0] for example in examples}) == 4


def test_every_rdf_dump_is_named_and_no_page(void: rdflib.Graph, files: Sequence[File]) -> None:
    """The dumps are the release's files in RDF, compressed ones too, each with its dataset; the slice of a class is no dump."""
    dumps = {str(dump).removeprefix(BASE) for dump in void.objects(None, VOID.dataDump)}
    rdf = re.compile(r"\.(trig|nq|ttl|nt|rdf|jsonld)(\.gz|\.zst)?$")
    assert dumps == {file.name for file in files if rdf.search(file.name)} - {"classes/Country.ttl"}
    assert len(set(void.objects(GRAPH, VOID.dataDump))) == 9


def test_the_dataset_is_described_and_so_is_the_description(void: rdflib.Graph) -> None:
    """The dataset has title, description, licence, people, days, subject, endpoint; the document has it as its topic."""
    for term in ("title", "description", "license", "creator", "publisher", "issued", "modified", "subject"):
        assert void.value(GRAPH, DCTERMS[term], any=True) is not None, term
    for term in ("issued", "modified"):
        assert void.value(GRAPH, DCTERMS[term]).datatype == XSD.date  # type: ignore[union-attr]
    assert isinstance(void.value(GRAPH, DCTERMS.publisher), URIRef)
    assert str(void.value(GRAPH, VOID.sparqlEndpoint)) == BASE + "sparql"
    (document,) = void.subjects(RDF.type, VOID.DatasetDescription)
    assert str(document) == BASE + "void.ttl"
    assert set(void.objects(document, FOAF.primaryTopic)) == {GRAPH}
    datasets = {str(dataset).rsplit("/", 1)[1] for dataset in void.objects(document, FOAF.topic)}
    assert datasets >= {"graph", "ontology", "shapes"}
    assert not [term for triple in void for term in triple if isinstance(term, rdflib.BNode)]
