"""The questions as RDF: nothing is lost on the way, and others' tools can read and run them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, RDFS, SH

from mfa_graph.assets import Content
from mfa_graph.exporters.queries import moved_text, queries_of, question_iri
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import query_of
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.evidence import evidence_file
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.vocabulary import BASE

CATALOGUE = list(Catalogue.read(Content.bundled()))
SCHEMA = rdflib.Namespace("https://schema.org/")
CSVW = rdflib.Namespace("http://www.w3.org/ns/csvw#")

STYLE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ;
  sh:class sh:SPARQLSelectExecutable ;
  sh:property [ sh:path sh:select ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
  sh:property [ sh:path rdfs:comment ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ] ;
  sh:property [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path sh:prefixes ; sh:minCount 1 ; sh:property [ sh:path sh:declare ; sh:minCount 1 ;
    sh:property [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
    sh:property [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] ] ] .
"""
"""What a collection of SPARQL examples in this style asks of each."""


@pytest.fixture(scope="module")
def published(content: Content) -> rdflib.Graph:
    """The file, as another library reads it."""
    return rdflib.Graph().parse(data=queries_of(content).body, format="turtle")


def test_the_file_says_how_much_it_holds(published: rdflib.Graph, content: Content) -> None:
    """Twenty-seven questions and twenty-four evidence queries, in as many statements as the file's entry says."""
    assert len(published) == queries_of(content).statements
    assert len(set(published.subjects(RDF.type, SH.SPARQLSelectExecutable))) == 27 + 24


@pytest.mark.parametrize("question", CATALOGUE, ids=lambda question: question.id)
def test_each_question_comes_back(
    question: Any, published: rdflib.Graph, founding: KnowledgeGraph, content: Content
) -> None:
    """From the RDF come the query, which gives the same answer, its parameters, its columns and its evidence query."""
    about = rdflib.URIRef(question_iri(question))
    text = str(published.value(about, SH.select))
    assert text == question.file.text
    assert founding.query(text) == founding.query(question.file.text)
    assert query_of(Path("again.rq"), text).head == question.file.head
    assert str(published.value(about, DCTERMS.identifier)) == question.id
    assert str(published.value(about, RDFS.comment)) == question.summary
    assert {str(word) for word in published.objects(about, SCHEMA.keywords)} == set(question.tags)
    parameters = sorted(
        published.objects(about, SH.parameter), key=lambda each: int(str(published.value(each, SH.order)))
    )
    assert [str(published.value(each, SH.name)) for each in parameters] == [each.name for each in question.parameters]
    for node, parameter in zip(parameters, question.parameters, strict=True):
        variable = str(published.value(node, SH.path)).removeprefix(f"{about}/")
        assert (variable,) == question.file.variables(parameter.name) and re.fullmatch(r"\w+", variable)
        either = published.value(node, SH["or"])
        nodes = Collection(published, either) if either else [node]
        kinds = [str(kind) for each in nodes if (kind := published.value(each, SH["class"]))]
        assert kinds == list(parameter.choices)
    (schema,) = published.objects(about, CSVW.tableSchema)
    (first,) = published.objects(schema, CSVW.column)
    columns = Collection(published, first)
    assert [str(published.value(each, CSVW.name)) for each in columns] == [each.name for each in question.columns]
    evidence = published.value(about, RDFS.seeAlso)
    if question.about_the_graph:
        assert evidence is None
    else:
        assert str(published.value(evidence, SH.select)) == evidence_file(content, question.id).text
        assert published.value(evidence, SCHEMA.isBasedOn) == about


def test_all_prefixes_are_declared(published: rdflib.Graph) -> None:
    """Without its own PREFIX lines each query can be run with those that it points to, as SHACL has it."""
    declared = {
        str(published.value(each, SH.prefix)): str(published.value(each, SH.namespace))
        for each in published.objects(rdflib.URIRef(f"{BASE}question/prefixes"), SH.declare)
    }
    heading = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared.items())
    store = EmbeddedStore()
    texts = [str(text) for text in published.objects(None, SH.select)]
    for text in texts:
        store.query(heading + re.sub(r"(?m)^PREFIX .*$", "", text))
    assert len(texts) == 51


def test_the_executables_are_valid(published: rdflib.Graph) -> None:
    """As shapes they are well-formed, and they are as the examples of others are; one without a comment is not."""
    well_formed, _, told = pyshacl.validate(rdflib.Graph(), shacl_graph=published, meta_shacl=True)
    assert well_formed, told
    style = rdflib.Graph().parse(data=STYLE, format="turtle")
    conforms, _, told = pyshacl.validate(published, shacl_graph=style)
    assert conforms, told
    published_less = rdflib.Graph()
    published_less += published
    published_less.remove((rdflib.URIRef(f"{BASE}question/q01"), RDFS.comment, None))
    assert not pyshacl.validate(published_less, shacl_graph=style)[0]


def test_another_base_moves_questions_and_what_they_ask_about(content: Content) -> None:
    """With a base of their own the queries name the things of that base, and the terms and concepts as ever."""
    text = queries_of(content, base="https://data.example.org/").body.decode()
    assert "<https://data.example.org/question/q01>" in text
    assert f"<{BASE}id/" not in text and f"<{BASE}source/" not in text
    assert "<https://data.example.org/id/organisation/mfa>" in text
    assert moved_text(f"<{BASE}concept/role/x> <{BASE}id/y>", "http://a/") == f"<{BASE}concept/role/x> <http://a/id/y>"
