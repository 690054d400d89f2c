"""A report as a validation report of SHACL (1.0, section 3.6) in Turtle, so that it can be asked like any graph.

SHACL has no words for places. Those here are of two vocabularies of the W3C: ``earl:pointer`` of EARL 1.0 leads from a result
to a ``ptr:LineCharPointer`` of Pointers in RDF 1.0, which names file, line and character. The passage that says what is wrong
is the ``prov:wasDerivedFrom`` of the result (PROV-O); so are the homes of the statements that it rests on, whose places are
``rdfs:seeAlso``. A rule that is no shape is named as its own constraint component, since SHACL wants one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

from mfa_graph.findings import Finding, Related, Report, Severity
from mfa_graph.formats import by_name
from mfa_graph.store import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Term
from mfa_graph.store.syntax import parse_ntriples, write
from mfa_graph.validation.reports.words import one_line
from mfa_graph.validation.terms import SH
from mfa_graph.vocabulary import PREFIXES, RDF, RDFS, XSD

__all__ = ["EARL", "PTR", "as_shacl"]

EARL = "http://www.w3.org/ns/earl#"
PTR = "http://www.w3.org/2009/pointers#"

_URN = "urn:mfa-graph:"
_WEIGHTS = {Severity.INFO: SH.Info, Severity.WARNING: SH.Warning, Severity.VIOLATION: SH.Violation}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_DERIVED = PREFIXES["prov"] + "wasDerivedFrom"


def as_shacl(report: Report) -> str:
    """The report as Turtle, the same text for the same findings. It conforms if there is no finding at all, as SHACL has it."""
    head = NamedNode(_URN + "report")
    names = _names(report)
    quads = [
        _said(head, RDF.type, NamedNode(SH.ValidationReport)),
        _said(head, SH.conforms, Literal(not report.findings)),
        *(_said(head, SH.result, name) for name in names),
        *(quad for name, finding in zip(names, report, strict=True) for quad in _result(name, finding)),
    ]
    prefixes = {name: PREFIXES[name] for name in ("mfa", "prov", "rdfs", "sh")} | {"earl": EARL, "ptr": PTR}
    return write(dict.fromkeys(quads), by_name("turtle"), prefixes=prefixes).decode()


def _names(report: Report) -> list[NamedNode]:
    """A name for each result, the same in every report; where two faults are told alike, the second gets a number."""
    seen: Counter[str] = Counter()
    names = []
    for finding in report:
        seen[finding.fingerprint] += 1
        again = f"-{seen[finding.fingerprint]}" if seen[finding.fingerprint] > 1 else ""
        names.append(NamedNode(f"{_URN}result:{finding.fingerprint}{again}"))
    return names


def _result(result: NamedNode, finding: Finding) -> Iterator[Quad]:
    yield _said(result, RDF.type, NamedNode(SH.ValidationResult))
    yield _said(result, SH.focusNode, _term(finding.focus))
    if finding.path:
        yield _said(result, SH.resultPath, _term(finding.path))
    if finding.node:
        yield _said(result, SH.value, _value(finding.node))
    if finding.component and finding.component != finding.rule:  # a shape without an address is named by its component
        yield _said(result, SH.sourceShape, _term(finding.rule))
    yield _said(result, SH.sourceConstraintComponent, _term(finding.component or finding.rule))
    yield _said(result, SH.resultSeverity, NamedNode(_WEIGHTS[finding.severity]))
    yield _said(result, SH.resultMessage, Literal(finding.told))
    yield from _where(result, EARL + "pointer", finding, "")
    for number, each in enumerate(finding.related, 1):
        yield from _where(result, PREFIXES["rdfs"] + "seeAlso", each, f":{number}")


def _where(result: NamedNode, leads: str, placed: Finding | Related, suffix: str) -> Iterator[Quad]:
    if placed.source:
        yield _said(result, _DERIVED, _term(placed.source))
    if not placed.file:
        return
    pointer = NamedNode(f"{result.value}:place{suffix}")
    file = NamedNode(f"{_URN}file:{quote(placed.file, safe='/')}")
    yield _said(result, leads, pointer)
    yield _said(pointer, RDF.type, NamedNode(PTR + "LineCharPointer"))
    yield _said(pointer, PTR + "reference", file)
    for name, number in (("lineNumber", placed.line), ("charNumber", placed.column)):
        if number:
            yield _said(pointer, PTR + name, Literal(str(number), datatype=NamedNode(XSD.integer)))
    yield _said(file, RDFS.label, Literal(one_line(placed.file)))


def _said(subject: NamedNode, predicate: str, value: Term) -> Quad:
    return Quad(subject, NamedNode(predicate), value, DefaultGraph())


def _term(text: str) -> Term:
    """The node that a finding names by its text."""
    if _ADDRESS.fullmatch(text):
        return NamedNode(text)
    return BlankNode(text[2:]) if re.fullmatch(r"_:[A-Za-z0-9]+", text) else Literal(text)


def _value(node: str) -> Term:
    (triple,) = parse_ntriples(f"<urn:s> <urn:p> {node} .")
    return triple.object  # type: ignore[return-value] # no quoted triples in RDF 1.1
