"""What a graph is expected to hold: counts of things, and shares of them that are described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from mfa_graph.errors import ContentProblem, Place, nearest
from mfa_graph.findings import Finding, Report, Rule, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.validation.policy import Expectation
from mfa_graph.vocabulary import BASE, PREFIXES, RDF, RDFS, SKOS, shortened

__all__ = ["EXPECTED", "check_expectations"]

EXPECTED = Rule(
    iri=BASE + "check/expectation-not-met",
    kind="profile",
    severity=Severity.VIOLATION,
    title="The graph holds as much as the profile expects",
    message="There is less, or more, in the graph than the profile expects.",
    remedy="Look for what was lost, or change the expectation if it was taken out on purpose.",
    why="A file that was lost breaks no rule about what is still there.",
)


def check_expectations(expectations: Iterable[Expectation], graph: KnowledgeGraph, file: str) -> Report:
    """Find the expectations of a profile that a whole graph, inferred classes included, does not meet.

    Raises:
        ContentProblem: a class or property is none of the ontology or of a vocabulary in use; the place names the line.
    """
    found = _Described(graph.merged)
    return Report.of([each for wanted in expectations for each in _judged(wanted, found, graph, file)])


class _Described:
    """The things of each class, and what is said of them."""

    def __init__(self, merged: Iterable[Quad]) -> None:
        self.things: dict[str, set[str]] = defaultdict(set)
        self.having: dict[str, set[str]] = defaultdict(set)
        self.labelled: dict[str, set[str]] = defaultdict(set)
        for quad in merged:
            subject, predicate = getattr(quad.subject, "value", ""), quad.predicate.value
            if predicate == RDF.type and isinstance(quad.object, NamedNode):
                self.things[quad.object.value].add(subject)
            self.having[predicate].add(subject)
            if predicate in (SKOS.prefLabel, RDFS.label) and isinstance(quad.object, Literal):
                self.labelled[(quad.object.language or "").lower()].add(subject)


def _judged(wanted: Expectation, found: _Described, graph: KnowledgeGraph, file: str) -> Iterator[Finding]:
    kind = _term(wanted.kind, "class", wanted, found.things, graph, file)
    things = found.things.get(kind, set())
    name = shortened(kind)
    counted = f"There are {len(things)} things of the class {name}"
    if len(things) < wanted.least:
        yield _finding(f"{counted}, and at least {wanted.least} are expected.", wanted, kind, file)
    if wanted.most is not None and len(things) > wanted.most:
        yield _finding(f"{counted}, and at most {wanted.most} are expected.", wanted, kind, file)
    asked = []
    if wanted.property:
        path = _term(wanted.property, "property", wanted, found.having, graph, file)
        asked.append((f"have {shortened(path)}", found.having.get(path, set())))
    if wanted.language:
        asked.append((f"have a label in {wanted.language}", found.labelled.get(wanted.language.lower(), set())))
    for words, having in asked:
        share = len(things & having) / len(things) if things else 0.0
        if share < wanted.share:
            message = (
                f"Of {len(things)} things of the class {name} {len(things & having)} {words}, which is a share of {share:.2f}, "
                f"and at least {wanted.share:.2f} is expected."
            )
            yield _finding(message, wanted, kind, file)


def _term(name: str, what: str, wanted: Expectation, used: Iterable[str], graph: KnowledgeGraph, file: str) -> str:
    """The IRI of a class or property that is named with its prefix or whole."""
    prefix, _, local = name.partition(":")
    iri = PREFIXES[prefix] + local if prefix in PREFIXES else name
    known = {
        *used,
        *(getattr(quad.subject, "value", "") for quad in graph.quads if quad.predicate.value == RDFS.isDefinedBy),
    }
    if iri not in known:
        kin = [shortened(each) for each in known if shortened(each).partition(":")[0] in PREFIXES]
        raise ContentProblem(
            f"There is no {what} “{name}”.", place=Place(Path(file), wanted.line), remedy=nearest(name, kin)
        )
    return iri


def _finding(message: str, wanted: Expectation, kind: str, file: str) -> Finding:
    return Finding(
        rule=EXPECTED.iri,
        severity=wanted.severity,
        message=message,
        remedy=EXPECTED.remedy,
        focus=kind,
        label=shortened(kind),
        file=file,
        line=wanted.line,
        column=1,
    )
