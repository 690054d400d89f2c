"""Documents of the graph: whatever is written is read back, by processors that know nothing of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld

from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.jsonld.context import Context, context_of
from mfa_graph.jsonld.offline import offline
from mfa_graph.jsonld.writer import node_of, pieces
from mfa_graph.store import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.store.syntax import canonical, parse, write
from mfa_graph.vocabulary import MFA, OWL, PREFIXES, RDF, RDFS, SKOS, XSD

XSD_ = PREFIXES["xsd"]
A, TYPE, HOME = NamedNode("https://a.example/a"), NamedNode(RDF.type), DefaultGraph()


def document_of(quads: list[Quad], shapes: list[Quad] | None = None) -> bytes:
    """The document of some quads as the writer makes it."""
    quads = canonical(quads)
    return b"".join(pieces(quads, context_of(quads, shapes or [])))


def lines(quads: list[Quad]) -> set[str]:
    """Quads as canonical N-Quads lines."""
    return {str(quad) for quad in canonical(quads)}


def by_pyld(document: bytes) -> set[str]:
    """What PyLD reads in a document, with no network."""
    text = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads", "documentLoader": offline({})})
    return lines(parse(text.encode(), by_name("nquads")))


IRIS = st.sampled_from(
    [
        MFA.start,
        MFA.memberOf,
        MFA.isoCode,
        PREFIXES["schema"] + "memberOf",
        PREFIXES["dcterms"] + "type",
        PREFIXES["schema"] + "id",
        PREFIXES["schema"],
        PREFIXES["mfa"] + "schema_memberOf",
        SKOS.prefLabel,
        RDFS.label,
        RDFS.range,
        RDF.type,
        RDF.first,
        "https://other.example/ns#label",
        "https://other.example/ns#",
        "urn:isbn:0451450523",
        "label:mailbox",
        "mailto:a@b.example",
        "https://a.example/ü?x=%20#é",
        MFA.Country,
        OWL.ObjectProperty,
        PREFIXES["owl"] + "DatatypeProperty",
    ]
)
DATATYPES = (
    "string",
    "integer",
    "boolean",
    "date",
    "gYear",
    "float",
    "decimal",
)  # doubles PyLD writes in a form of its own
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8) | st.sampled_from(
    ["7", "007", "-0", "+1", "1" * 20, "true", "1", "", "2015", "@id", "_:b0", "https://a.example/a", '\u2028\\"\n']
)
NODES = IRIS.map(NamedNode) | st.sampled_from(["b0", "b1"]).map(BlankNode)
LITERALS = st.one_of(
    st.builds(lambda text, name: Literal(text, datatype=NamedNode(XSD_ + name)), TEXTS, st.sampled_from(DATATYPES)),
    st.builds(lambda text: Literal(text, datatype=NamedNode("https://other.example/ns#label")), TEXTS),
    st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["en", "en-gb", "zh-hant"])),
)
QUADS = st.builds(Quad, NODES, IRIS.map(NamedNode), NODES | LITERALS, st.just(HOME) | NODES)
SH = PREFIXES["sh"]
SHAPES = st.lists(
    st.builds(
        lambda node, property_, kind: [
            Quad(node, NamedNode(SH + "path"), property_, HOME),
            Quad(node, NamedNode(SH + "datatype"), NamedNode(kind), HOME),
            Quad(node, NamedNode(SH + "maxCount"), Literal(1), HOME),
        ],
        st.integers(0, 9).map(lambda number: BlankNode(f"s{number}")),
        IRIS.map(NamedNode),
        st.sampled_from([XSD_ + "integer", XSD_ + "date", XSD_ + "string", RDF.type.replace("type", "langString")]),
    ),
    max_size=4,
).map(lambda groups: [quad for group in groups for quad in group])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(QUADS, max_size=10), SHAPES)
def test_every_dataset_is_read_back(quads: list[Quad], shapes: list[Quad]) -> None:
    """Whatever the statements and whatever the shapes say of them, PyLD and Oxigraph read the same dataset, also as a stream."""
    document = document_of(quads, shapes)
    expected = lines(quads)
    assert lines(parse(document, by_name("jsonld"))) == expected
    assert by_pyld(document) == expected


def said(text: str) -> list[Quad]:
    """The quads of some Turtle with our prefixes."""
    prefixes = "".join(f"PREFIX {prefix}: <{start}>\n" for prefix, start in PREFIXES.items())
    return parse((prefixes + text).encode(), by_name("trig"))


def node(text: str, shapes: str = "") -> dict[str, Any]:
    """The node that is written of some statements about one thing, without its address."""
    quads = said(text)
    about = [quad for quad in quads if quad.subject == A]
    written = node_of(about, context_of(quads, said(shapes)))
    assert written.pop("id") == A.value
    return written


def test_values_are_plain_where_they_can_be() -> None:
    """By hand: text, numbers, truth, days by their shape, languages, addresses; else the datatype stands beside."""
    shapes = """
        [] sh:path mfa:seenOn ; sh:datatype xsd:date ; sh:maxCount 1 .
        [] sh:path mfa:value ; sh:node [ sh:datatype xsd:integer ] ; sh:maxCount 1 .
        [] sh:path mfa:isoCode ; sh:maxCount 1 .
    """
    assert node(
        """<https://a.example/a> a mfa:Country , schema:Country ; mfa:isoCode "NPL" ; mfa:seenOn "2026-11-24"^^xsd:date ;
        mfa:value 7 ; mfa:independent true ; skos:prefLabel "Nepal"@en , "Népal"@fr ; skos:altLabel "b"@en , "a"@en ;
        mfa:memberOf <https://a.example/b> ; mfa:start "2015"^^xsd:gYear .""",
        shapes,
    ) == {
        "type": ["Country", "schema_Country"],
        "isoCode": "NPL",
        "seenOn": "2026-11-24",
        "value": 7,
        "independent": [True],
        "prefLabel": {"en": "Nepal", "fr": "Népal"},
        "altLabel": {"en": ["b", "a"]},
        "memberOf": ["https://a.example/b"],
        "start": [{"type": "gYear", "@value": "2015"}],
    }


def test_numbers_that_json_would_alter_are_text() -> None:
    """Leading zeros, signs and more than fifteen digits stay as they are written, with their datatype."""
    written = node("<https://a.example/a> mfa:value 7 , -7 , 0 , 007 , +1 , 1234567890123456 .")["value"]
    assert [value for value in written if isinstance(value, int)] == [7, -7, 0]
    assert [value["@value"] for value in written if isinstance(value, dict)] == ["007", "+1", "1234567890123456"]


def test_a_document_is_a_stream() -> None:
    """A piece comes for each node as soon as the next begins, however many follow."""

    def endless() -> Iterator[Quad]:
        for number in count():
            yield Quad(NamedNode(f"https://a.example/{number:09}"), NamedNode(MFA.isoCode), Literal("x"), HOME)

    context = context_of(islice(endless(), 1))
    head, *nodes = islice(pieces(endless(), context), 4)
    assert head.endswith(b'"@graph": [')
    assert [json.loads(piece.strip(b",\n"))["id"][-1] for piece in nodes] == ["0", "1", "2"]


def test_named_graphs_stand_in_objects_of_their_own(founding: KnowledgeGraph) -> None:
    """Each named graph is one object with its address and its nodes; the merged set stands beside them, one line for a node."""
    document = json.loads(founding.dump(by_name("jsonld")))
    assert document.keys() == {"@context", "@graph"}
    graphs = [each["id"] for each in document["@graph"] if "@graph" in each]
    assert sorted(graphs) == list(founding.counts())
    assert len(graphs) == len(set(graphs)) > 50
    things = [each["id"] for each in document["@graph"] if "@graph" not in each]
    assert len(things) == len(set(things)) == len({quad.subject for quad in founding.merged})


def test_the_keys_of_a_document_are_names(founding: KnowledgeGraph) -> None:
    """No key of any node of the graph is an address: each has a name, and all stand in the context."""
    document = json.loads(founding.dump(by_name("jsonld")))
    nodes = [node for each in document["@graph"] for node in each.get("@graph", [each])]
    keys = {key for node in nodes for key in node}
    assert keys <= document["@context"].keys()
    assert not {key for key in keys if ":" in key}
    assert {"id", "type", "engagesWith", "prefLabel"} <= keys


def test_oxigraph_reads_it_as_a_stream(founding: KnowledgeGraph) -> None:
    """The document has the streaming form: a parser that refuses any other order of keys reads it to the same dataset."""
    import pyoxigraph

    quads = [*founding.quads, *founding.merged]
    read = pyoxigraph.parse(founding.dump(by_name("jsonld")), format=pyoxigraph.RdfFormat.STREAMING_JSON_LD)
    assert lines(list(read)) == lines(quads)


def test_it_is_smaller_than_what_it_replaces(founding: KnowledgeGraph) -> None:
    """The expanded document of the same quads, as Oxigraph writes it, is half as long again."""
    expanded = write(canonical([*founding.quads, *founding.merged]), by_name("jsonld"), prefixes={})
    assert len(founding.dump(by_name("jsonld"))) * 1.5 < len(expanded)


def test_a_context_without_a_veto_would_lose_something() -> None:
    """What the veto is for: under a context that coerces all days, a year would be read back as a day."""
    quads = said('<https://a.example/a> mfa:start "2015"^^xsd:gYear .')
    days = said('<https://a.example/a> mfa:start "2015-01-01"^^xsd:date . mfa:start rdfs:range xsd:date .')
    context: Context = context_of(days)
    assert context.terms[MFA.start].type == XSD.date
    assert context_of([*quads, *days]).terms[MFA.start].type == ""
    coerced = b"".join(pieces(quads, context)).replace(
        b'{"type": "http://www.w3.org/2001/XMLSchema#gYear", "@value": "2015"}', b'"2015"'
    )
    assert by_pyld(coerced) != lines(quads)


def test_a_context_of_other_statements_loses_nothing_unseen() -> None:
    """Where a context has room for one label in a language and a thing has two, nothing is written rather than one of them."""
    one = said('<https://a.example/a> rdfs:label "a"@en .')
    two = said('<https://a.example/a> rdfs:label "a"@en , "b"@en .')
    assert b'"label": {"en": "a"}' in b"".join(pieces(one, context_of(one)))
    with pytest.raises(AssertionError, match="of other statements"):
        b"".join(pieces(two, context_of(one)))
