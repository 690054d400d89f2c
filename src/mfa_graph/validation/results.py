"""What a SHACL engine found, as values that say nothing of the engine, read from its report graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mfa_graph.store import BlankNode, Literal, NamedNode, Term, Triple
from mfa_graph.validation.terms import SH
from mfa_graph.vocabulary import RDF

__all__ = ["Properties", "ValidationResult", "members", "properties_of", "read_report", "text_of"]

Properties = Mapping[Term, Mapping[str, list[Term]]]
"""The values of each property of each thing of a graph."""

_SUFFIXES = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """A validation result (SHACL 3.6.2).

    Attributes:
        focus: The focus node.
        component: IRI of the constraint component.
        severity: IRI of the severity.
        shape: The shape that has the constraint.
        path: The path in the syntax of SPARQL 1.1 Query 9.1, or ``""`` where the whole node is wrong.
        value: The value node, or None.
        messages: All messages; what an engine says of itself is among them.
    """

    focus: Term
    component: str
    severity: str
    shape: Term | None
    path: str
    value: Term | None
    messages: tuple[Literal, ...]


def text_of(term: Term | Triple | None) -> str:
    """What findings call a term: an address, a value, or the name of a blank node."""
    return "" if term is None else str(term) if isinstance(term, BlankNode | Triple) else term.value


def properties_of(triples: Iterable[Triple]) -> Properties:
    """A graph by its subjects and their properties."""
    found: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        found[triple.subject][triple.predicate.value].append(triple.object)  # type: ignore[index,arg-type]
    return {subject: dict(properties) for subject, properties in found.items()}


def members(graph: Properties, head: Term) -> list[Term]:
    """The members of a list; one that bites its tail ends there."""
    found: list[Term] = []
    seen: set[Term] = set()
    while head in graph and head not in seen:
        seen.add(head)
        found += graph[head].get(RDF.first, [])[:1]
        head = next(iter(graph[head].get(RDF.rest, [])), NamedNode(RDF.nil))
    return found


def read_report(report: Iterable[Triple]) -> list[ValidationResult]:
    """The results of a report graph (SHACL 3.6); those inside others (``sh:detail``) are told by the outer ones."""
    graph = properties_of(report)
    outer = [result for properties in graph.values() for result in properties.get(SH.result, [])]
    return [_result(graph, graph[result]) for result in outer]


def _result(graph: Properties, result: Mapping[str, list[Term]]) -> ValidationResult:
    def one(name: str) -> Term | None:
        return next(iter(result.get(name, [])), None)

    focus, path = one(SH.focusNode), one(SH.resultPath)
    assert focus is not None, "a validation result has a focus node"
    return ValidationResult(
        focus=focus,
        component=getattr(one(SH.sourceConstraintComponent), "value", ""),
        severity=getattr(one(SH.resultSeverity), "value", ""),
        shape=one(SH.sourceShape),
        path="" if path is None else _path(graph, path),
        value=one(SH.value),
        messages=tuple(text for text in result.get(SH.resultMessage, []) if isinstance(text, Literal)),
    )


def _path(graph: Properties, path: Term) -> str:
    """A path in SPARQL's syntax; what is in brackets needs none outside."""
    if not isinstance(path, BlankNode):
        return str(path)
    node = graph.get(path, {})
    if RDF.first in node:
        return f"({'/'.join(_path(graph, step) for step in members(graph, path))})"
    for name, values in node.items():
        inner = values[0]
        if name == SH.inversePath:
            return f"^{_path(graph, inner)}"
        if name == SH.alternativePath:
            return f"({'|'.join(_path(graph, choice) for choice in members(graph, inner))})"
        if name in _SUFFIXES:
            return f"({_path(graph, inner)}){_SUFFIXES[name]}"
    return str(path)
