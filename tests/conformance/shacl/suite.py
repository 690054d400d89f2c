"""The W3C's test suite of SHACL: its cases, what they expect, and what an engine of ours makes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mfa_graph.errors import ContentProblem
from mfa_graph.store import BlankNode, NamedNode, Term, Triple
from mfa_graph.store.syntax import read
from mfa_graph.validation.results import ValidationResult, members, properties_of, read_report

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"

Outcome = Counter[tuple[str, ...]] | None
"""Each result as focus node, path, value, component and severity, with how often it comes; None where the run must fail."""


@dataclass(frozen=True, slots=True)
class Case:
    """One test of the suite: a data graph, a shapes graph, and what comes out."""

    name: str
    data: tuple[Triple, ...]
    shapes: tuple[Triple, ...]
    expected: Outcome


def outcome_of(results: Iterable[ValidationResult]) -> Counter[tuple[str, ...]]:
    """Results in the form in which they are compared; blank nodes are all alike."""
    return Counter((_told(r.focus), r.path, _told(r.value), r.component, r.severity) for r in results)


def _told(term: Term | None) -> str:
    return "" if term is None else "_:" if isinstance(term, BlankNode) else str(term)


def outcome(case: Case, run: Callable[[Iterable[Triple], tuple[Triple, ...]], list[ValidationResult]]) -> Outcome:
    """What an engine makes of a case; None where it fails."""
    try:
        return outcome_of(run(case.data, case.shapes))
    except (ContentProblem, ValueError):
        return None


def cases_of(suite: Path) -> list[Case]:
    """All cases below a manifest, in the order of their names."""
    return sorted(_below(suite / "manifest.ttl"), key=lambda case: case.name)


def _below(file: Path) -> Iterable[Case]:
    triples = [quad.triple for quad in read(file, base=file.as_uri())]
    graph = properties_of(triples)
    for manifest in list(graph):
        for included in graph[manifest].get(MF + "include", []):
            yield from _below(_path(included))
        for head in graph[manifest].get(MF + "entries", []):
            for entry in members(graph, head):
                (action,), (result,) = graph[entry][MF + "action"], graph[entry][MF + "result"]
                graphs = {
                    role: tuple(triples if _path(name) == file else _triples(_path(name)))
                    for role in ("dataGraph", "shapesGraph")
                    for name in graph[action][SHT + role]
                }
                failure = result == NamedNode(SHT + "Failure")
                expected = None if failure else outcome_of(read_report(_report(triples, result)))
                name = f"{file.parent.parent.name}/{file.parent.name}/{file.stem}"
                yield Case(name, graphs["dataGraph"], graphs["shapesGraph"], expected)


def _report(triples: list[Triple], report: Term) -> list[Triple]:
    """The triples without the results of other reports."""
    result = NamedNode("http://www.w3.org/ns/shacl#result")
    return [triple for triple in triples if triple.predicate != result or triple.subject == report]


def _triples(file: Path) -> list[Triple]:
    return [quad.triple for quad in read(file, base=file.as_uri())]


def _path(name: Term) -> Path:
    assert isinstance(name, NamedNode)
    return Path(name.value.removeprefix("file://"))
