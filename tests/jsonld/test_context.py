"""The context: a name for every term, none twice, and forms of values that the model gives and the data cannot contradict."""

from __future__ import annotations

import json

import pytest

import mfa_graph
from mfa_graph.assets import Content
from mfa_graph.exporters.jsonld import context_address, jsonld_files
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.jsonld.context import Context, context_of
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, RDF, RDFS, SKOS, XSD
from tests.jsonld.test_writer import said

SCHEMA, DCT = PREFIXES["schema"], PREFIXES["dcterms"]


@pytest.fixture(scope="module")
def context(whole: KnowledgeGraph, content: Content) -> Context:
    """The context of this release."""
    return whole.context(content)


def test_every_term_has_a_name_of_its_own(whole: KnowledgeGraph, context: Context) -> None:
    """All terms of our ontology and all properties and classes that the graph uses have a name, and no two have the same."""
    used = {quad.predicate.value for quad in whole.quads} - {RDF.type}
    classes = {getattr(quad.object, "value", "") for quad in whole.quads if quad.predicate.value == RDF.type}
    assert context.terms.keys() >= {*used, *classes, *MFA}
    names = [term.name for term in context.terms.values()]
    assert len(names) == len(set(names)) == len(context.terms) >= 280
    assert not {name for name in names if ":" in name} | ({"id", "type"} & {*names})


def test_our_names_are_our_local_names(context: Context) -> None:
    """Each term of ours is called by its local name, whichever vocabularies have the same word."""
    assert {term: context.terms[term].name for term in MFA} == {term: term.partition("#")[2] for term in MFA}


def test_words_of_several_vocabularies_belong_to_nobody_else(context: Context) -> None:
    """By hand: the others of a shared word carry their prefix, and what nobody else has is plain."""
    assert {iri: context.terms[iri].name for iri in (
        SCHEMA + "memberOf", PREFIXES["org"] + "memberOf", SCHEMA + "identifier", DCT + "identifier",
        DCT + "type", SCHEMA + "Country", PREFIXES["foaf"] + "Person", SCHEMA + "sameAs", SKOS.prefLabel,
    )} == {
        SCHEMA + "memberOf": "schema_memberOf", PREFIXES["org"] + "memberOf": "org_memberOf",
        SCHEMA + "identifier": "schema_identifier", DCT + "identifier": "dcterms_identifier",
        DCT + "type": "dcterms_type", SCHEMA + "Country": "schema_Country",
        PREFIXES["foaf"] + "Person": "foaf_Person", SCHEMA + "sameAs": "sameAs", SKOS.prefLabel: "prefLabel",
    }  # fmt: skip


def test_names_do_not_rest_on_the_order_of_the_statements() -> None:
    """Terms that would take each other's names get the same ones whichever is met first; two that cannot are called by IRI."""
    quads = said("""<https://a.example/a> schema:memberOf 1 ; mfa:schema_memberOf 2 ; mfa:memberOf 3 ; org:memberOf 4 ;
        <https://o.example/x> 5 ; schema:id 6 .""")
    names = {iri: term.name for iri, term in context_of(quads).terms.items()}
    assert names == {iri: term.name for iri, term in context_of(quads[::-1]).terms.items()} == {
        SCHEMA + "memberOf": SCHEMA + "memberOf",
        PREFIXES["mfa"] + "schema_memberOf": "schema_memberOf",
        MFA.memberOf: "memberOf",
        PREFIXES["org"] + "memberOf": "org_memberOf",
        "https://o.example/x": "https://o.example/x",
        SCHEMA + "id": "schema_id",
        XSD.integer: "integer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("iri", "definition"),
    [
        (MFA.engagesWith, {"@id": MFA.engagesWith, "@type": "@id", "@container": "@set"}),
        (MFA.party, {"@id": MFA.party, "@type": "@id", "@container": "@set"}),
        (MFA.process, {"@id": MFA.process, "@type": "@id"}),
        (MFA.isoCode, MFA.isoCode),
        (MFA.seenOn, {"@id": MFA.seenOn, "@type": XSD.date}),
        (MFA.start, MFA.start),
        (MFA.independent, {"@id": MFA.independent, "@type": PREFIXES["xsd"] + "boolean", "@container": "@set"}),
        (SKOS.prefLabel, {"@id": SKOS.prefLabel, "@container": "@language"}),
        (SKOS.altLabel, {"@id": SKOS.altLabel, "@container": ["@language", "@set"]}),
        (MFA.Country, MFA.Country),
        (PREFIXES["xsd"] + "gYear", PREFIXES["xsd"] + "gYear"),
    ],
)
def test_forms_by_hand(context: Context, iri: str, definition: object) -> None:
    """The ontology and the shapes, read by a person, say the same of a property as its definition."""
    assert context.terms[iri].definition == definition


def test_the_data_have_a_veto() -> None:
    """What the shapes promise is not done where a value or a thing breaks the promise."""
    shapes = said("[] sh:path mfa:value ; sh:datatype xsd:integer ; sh:maxCount 1 .")
    kept = context_of(said("<https://a.example/a> mfa:value 1 . <https://a.example/b> mfa:value 2 ."), shapes)
    assert (kept.terms[MFA.value].type, kept.terms[MFA.value].containers) == (XSD.integer, ())
    two = context_of(said("<https://a.example/a> mfa:value 1 , 2 ."), shapes)
    assert (two.terms[MFA.value].type, two.terms[MFA.value].containers) == (XSD.integer, ("@set",))
    odd = context_of(said('<https://a.example/a> mfa:value "one" .'), shapes)
    assert (odd.terms[MFA.value].type, odd.terms[MFA.value].containers) == ("", ())
    label = said('<https://a.example/a> rdfs:label "a"@en . <https://a.example/b> rdfs:label 1 .')
    assert context_of(label).terms[RDFS.label].containers == ("@set",)


def test_the_context_is_a_file_of_the_release(founding: KnowledgeGraph, founding_content: Content) -> None:
    """``context/VERSION.jsonld`` holds the whole context, protected, and its address has the version."""
    context = founding.context(founding_content)
    files = {file.name: file for file in jsonld_files(founding, founding_content)}
    body = json.loads(files[f"context/{mfa_graph.__version__}.jsonld"].body)
    assert body == {"@context": context.body}
    assert (body["@context"]["@version"], body["@context"]["@protected"]) == (1.1, True)
    assert (body["@context"]["id"], body["@context"]["type"]) == ("@id", "@type")
    assert json.loads(context.text) == context.body
    assert context_address("https://data.example.org/") == f"https://data.example.org/context/{mfa_graph.__version__}"
    assert context_address() == f"{BASE}context/{mfa_graph.__version__}"


def test_no_address_moves_with_the_base(founding: KnowledgeGraph, founding_content: Content) -> None:
    """At another base the context and the frames are the same bytes: terms stay where they are."""
    moved = founding.moved("https://data.example.org/")
    here, there = (
        {file.name: file.body for file in jsonld_files(graph, founding_content)} for graph in (founding, moved)
    )
    assert here == there
    assert len(here) > 20
