"""The questions as RDF: SHACL's SPARQL executables (SHACL-AF 5), described as catalogues of SPARQL examples describe them.

A query is the text of its file, with its head, so that nothing is lost on the way; parameters are those of SHACL (6.2.1), columns
those of CSV on the Web.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mfa_graph.assets import Content
from mfa_graph.exporters.files import File
from mfa_graph.formats import by_name
from mfa_graph.questions.catalogue import Catalogue, Parameter, Question
from mfa_graph.questions.evidence import evidence_file
from mfa_graph.store import BlankNode, Literal, NamedNode, Quad
from mfa_graph.store.syntax import canonical, read_term, write
from mfa_graph.vocabulary import BASE, DCTERMS, PREFIXES, RDF, RDFS, SKOS, XSD

__all__ = ["moved_text", "queries_of", "question_iri"]

_PREFIXES = PREFIXES | {"csvw": "http://www.w3.org/ns/csvw#"}
_DATATYPES = {"date": XSD.date, "integer": XSD.integer, "text": XSD.string}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def question_iri(question: Question, base: str = BASE) -> str:
    """The IRI of a question."""
    return f"{base}question/{question.id}"


def moved_text(text: str, base: str) -> str:
    """A query with the addresses of things, sources and graphs under another base, as the data of a build have them."""
    for part in ("id/", "source/", "graph/"):
        text = text.replace(f"<{BASE}{part}", f"<{base}{part}")
    return text


def queries_of(content: Content, *, base: str = BASE) -> File:
    """``queries.ttl``: each question with its parameters, columns and keywords, and its evidence query."""
    quads = list(_prefixes(base))
    for question in Catalogue.read(content):
        quads += _question(question, content, base)
    quads = canonical(quads)
    turtle = by_name("turtle")
    return File.of("queries.ttl", turtle.media_type, write(quads, turtle, prefixes=_PREFIXES), len(quads))


def _prefixes(base: str) -> Iterator[Quad]:
    """What the prefixes in the queries stand for (SHACL 5.2.1)."""
    home = NamedNode(f"{base}question/prefixes")
    yield _said(home, RDF.type, NamedNode(_PREFIXES["owl"] + "Ontology"))
    for prefix, namespace in PREFIXES.items():
        declared = BlankNode(f"prefix-{prefix}")
        yield _said(home, "sh:declare", declared)
        yield _said(declared, "sh:prefix", Literal(prefix))
        yield _said(declared, "sh:namespace", Literal(namespace, datatype=NamedNode(XSD.anyURI)))


def _question(question: Question, content: Content, base: str) -> Iterator[Quad]:
    about = NamedNode(question_iri(question, base))
    yield from _executable(about, question.file.text, question.title, question.summary, base)
    yield _said(about, DCTERMS.identifier, Literal(question.id))
    for tag in question.tags:
        yield _said(about, "schema:keywords", Literal(tag, language="en"))
    if question.note:
        yield _said(about, SKOS.note, Literal(question.note, language="en"))
    for number, parameter in enumerate(question.parameters):
        yield from _parameter(about, question, parameter, number, base)
    yield from _columns(about, question)
    if question.about_the_graph:
        yield _said(about, "schema:about", NamedNode(f"{base}catalogue/dataset/graph"))
        return
    evidence = NamedNode(f"{about.value}/evidence")
    title = f"Evidence of {question.id}: {question.title}"
    summary = "The solutions behind each row of the answer; the head of the query says which statements they are."
    yield from _executable(evidence, evidence_file(content, question.id).text, title, summary, base)
    yield _said(evidence, "schema:isBasedOn", about)
    yield _said(about, RDFS.seeAlso, evidence)


def _executable(about: NamedNode, text: str, title: str, summary: str, base: str) -> Iterator[Quad]:
    """A SELECT query that can be run."""
    for kind in ("SPARQLExecutable", "SPARQLSelectExecutable"):
        yield _said(about, RDF.type, NamedNode(PREFIXES["sh"] + kind))
    yield _said(about, RDFS.label, Literal(title, language="en"))
    yield _said(about, RDFS.comment, Literal(summary, language="en"))
    yield _said(about, "sh:select", Literal(moved_text(text, base)))
    yield _said(about, "sh:prefixes", NamedNode(f"{base}question/prefixes"))
    yield _said(about, "schema:target", NamedNode(f"{base}sparql"))
    yield _said(about, DCTERMS.license, NamedNode(_LICENCE))


def _parameter(about: NamedNode, question: Question, parameter: Parameter, number: int, base: str) -> Iterator[Quad]:
    """A parameter; the last part of its path is its variable in the query, as SHACL has it."""
    (variable,) = question.file.variables(parameter.name)
    path = NamedNode(f"{about.value}/{variable}")
    node = BlankNode(f"{question.id}-{variable}")
    yield _said(about, "sh:parameter", node)
    yield _said(node, RDF.type, NamedNode(PREFIXES["sh"] + "Parameter"))
    yield _said(node, "sh:path", path)
    yield _said(node, "sh:name", Literal(parameter.name))
    yield _said(node, "sh:description", Literal(parameter.help, language="en"))
    yield _said(node, "sh:order", Literal(number))
    yield _said(node, "sh:optional", Literal(True))
    if parameter.default != "UNDEF":
        yield _said(node, "sh:defaultValue", read_term(moved_text(parameter.default, base), PREFIXES))
    if parameter.type in _DATATYPES:
        yield _said(node, "sh:datatype", NamedNode(_DATATYPES[parameter.type]))
    elif len(parameter.choices) == 1:
        yield _said(node, "sh:class", NamedNode(parameter.choices[0]))
    else:
        kinds = [BlankNode(f"{node.value}-{number}") for number in range(len(parameter.choices))]
        for kind, choice in zip(kinds, parameter.choices, strict=True):
            yield _said(kind, "sh:class", NamedNode(choice))
        yield from _list(node, "sh:or", kinds)


def _columns(about: NamedNode, question: Question) -> Iterator[Quad]:
    """The columns of the answer, in their order (CSV on the Web: Metadata 5.5 and 5.6)."""
    schema = BlankNode(f"{question.id}-columns")
    yield _said(about, "csvw:tableSchema", schema)
    yield _said(schema, RDF.type, NamedNode(_PREFIXES["csvw"] + "Schema"))
    columns = [BlankNode(f"{question.id}-column-{column.name}") for column in question.columns]
    yield from _list(schema, "csvw:column", columns)
    for node, column in zip(columns, question.columns, strict=True):
        yield _said(node, RDF.type, NamedNode(_PREFIXES["csvw"] + "Column"))
        yield _said(node, "csvw:name", Literal(column.name))
        yield _said(node, "csvw:title", Literal(column.heading, language="en"))
        yield _said(node, DCTERMS.description, Literal(column.meaning, language="en"))


def _list(about: NamedNode | BlankNode, property_: str, members: Iterable[BlankNode]) -> Iterator[Quad]:
    """A list of RDF (RDF Schema 5.2)."""
    last: NamedNode | BlankNode = about
    following = property_
    for member in members:
        cell = BlankNode(f"cell-{member.value}")
        yield _said(last, following, cell)
        yield _said(cell, RDF.first, member)
        last, following = cell, RDF.rest
    yield _said(last, following, NamedNode(RDF.nil))


def _said(about: NamedNode | BlankNode, property_: str, value: NamedNode | BlankNode | Literal) -> Quad:
    """A statement; the property is an IRI or a prefixed name."""
    prefix, _, local = property_.partition(":")
    return Quad(about, NamedNode(_PREFIXES[prefix] + local if prefix in _PREFIXES else property_), value)
