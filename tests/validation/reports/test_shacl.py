"""The report as a graph, held against what SHACL 3.6 asks of validation reports, by two engines and two parsers."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given, settings
from rdflib import RDF, RDFS, SH, Literal, URIRef

from mfa_graph.findings import Finding, Related, Report, Severity
from mfa_graph.store.as_rdflib import triple_from
from mfa_graph.validation.engines import ENGINES, results_of
from mfa_graph.validation.reports.as_shacl import EARL, PTR, as_shacl
from mfa_graph.validation.results import read_report
from mfa_graph.vocabulary import BASE, PREFIXES
from tests.validation.reports.random_findings import REPORTS, many

# What section 3.6 says of a report and its results, as shapes: the standard has none of its own.
STANDARD = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
<urn:report> a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
    sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
    sh:property [ sh:path sh:result ; sh:class sh:ValidationResult ] .
<urn:result> a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
    sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:value ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:sourceShape ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path sh:resultMessage ; sh:or ( [ sh:datatype xsd:string ] [ sh:datatype rdf:langString ] ) ] .
"""
SHAPES = [ours for triple in rdflib.Graph().parse(data=STANDARD) if (ours := triple_from(triple)) is not None]


def graph_of(report: Report) -> rdflib.Graph:
    """The report as another parser than ours reads it."""
    return rdflib.Graph().parse(data=as_shacl(report), format="turtle")


def wrong(graph: rdflib.Graph, engine: str) -> int:
    """How often a report breaks the standard."""
    return len(results_of([t for triple in graph if (t := triple_from(triple)) is not None], SHAPES, engine=engine))


@given(REPORTS)
@settings(deadline=None, max_examples=50)
def test_any_report_is_read_as_shacl_reports_are(report: Report) -> None:
    """Read as an engine's report is, it has each finding's node, severity and message, and it conforms if there is none."""
    graph = graph_of(report)
    assert graph.value(None, SH.conforms) is None
    read = read_report(ours for triple in graph if (ours := triple_from(triple)) is not None)
    assert len(read) == len(report)
    weights = {Severity.INFO: SH.Info, Severity.WARNING: SH.Warning, Severity.VIOLATION: SH.Violation}
    expected = sorted((str(weights[finding.severity]), finding.told) for finding in report)
    assert sorted((result.severity, result.messages[0].value) for result in read) == expected
    assert graph.value(URIRef("urn:mfa-graph:report"), SH.conforms) == Literal(not report.findings)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_report_is_what_the_standard_asks_for(engine: str) -> None:
    """A report keeps the shapes that section 3.6 states, and one without a severity or with two nodes breaks them."""
    graph = graph_of(many(8, Severity.INFO) + many(3, Severity.VIOLATION))
    assert len(list(graph.subjects(RDF.type, SH.ValidationResult))) == 11
    assert wrong(graph, engine) == 0
    result = next(graph.subjects(RDF.type, SH.ValidationResult))
    graph.remove((result, SH.resultSeverity, None))
    graph.add((result, SH.focusNode, Literal("another")))
    assert wrong(graph, engine) == 2


def test_a_finding_keeps_its_terms_and_its_place() -> None:
    """Path, value with its datatype, shape, component, passage, file, line and character are all there."""
    node = '"1998"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    component = str(SH.DatatypeConstraintComponent)
    related = Related("A – b – C", BASE + "source/b/2", "", "data/b.trig", 3, 4)
    finding = Finding(
        BASE + "shapes#x", Severity.WARNING, "Wrong.", BASE + "id/a", "A", PREFIXES["mfa"] + "start", "1998",
        "data/a b.csv", "Mend it.", BASE + "source/a/1", 7, 9, "", component, node, (related,),
    )  # fmt: skip
    graph = graph_of(Report.of([finding]))
    (result,) = graph.subjects(RDF.type, SH.ValidationResult)
    assert graph.value(result, SH.focusNode) == URIRef(BASE + "id/a")
    assert graph.value(result, SH.resultPath) == URIRef(PREFIXES["mfa"] + "start")
    assert graph.value(result, SH.value).n3() == node  # type: ignore[union-attr]
    assert graph.value(result, SH.sourceShape) == URIRef(BASE + "shapes#x")
    assert graph.value(result, SH.sourceConstraintComponent) == URIRef(component)
    assert graph.value(result, SH.resultMessage) == Literal("Wrong. Mend it.")
    said = set(graph.objects(result, URIRef(PREFIXES["prov"] + "wasDerivedFrom")))
    assert said == {URIRef(BASE + "source/a/1"), URIRef(BASE + "source/b/2")}
    for leads, file, line, character in (
        (URIRef(EARL + "pointer"), "data/a b.csv", 7, 9),
        (RDFS.seeAlso, "data/b.trig", 3, 4),
    ):
        place = graph.value(result, leads)
        assert graph.value(place, RDF.type) == URIRef(PTR + "LineCharPointer")
        assert graph.value(graph.value(place, URIRef(PTR + "reference")), RDFS.label) == Literal(file)
        assert graph.value(place, URIRef(PTR + "lineNumber")) == Literal(line)
        assert graph.value(place, URIRef(PTR + "charNumber")) == Literal(character)


def test_a_rule_that_is_no_shape_is_its_own_component() -> None:
    """A check query or a contradiction has no shape; its rule stands where SHACL wants the component."""
    graph = graph_of(Report.of([Finding(BASE + "check/x", Severity.INFO, "Wrong.", "_:b1")]))
    (result,) = graph.subjects(RDF.type, SH.ValidationResult)
    assert graph.value(result, SH.sourceConstraintComponent) == URIRef(BASE + "check/x")
    assert graph.value(result, SH.sourceShape) is None
    assert isinstance(graph.value(result, SH.focusNode), rdflib.BNode)
