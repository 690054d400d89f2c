"""The register of rules: everything that a check of a content root can find, with its reason and its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mfa_graph.assets import Content
from mfa_graph.findings import Rule, Severity, code_of, in_two
from mfa_graph.heads import read_query
from mfa_graph.reasoning.rules import read_rules
from mfa_graph.store import NamedNode, Term
from mfa_graph.store.syntax import read
from mfa_graph.validation.checks import LITERAL
from mfa_graph.validation.contradictions import MERGED, REMEDY
from mfa_graph.validation.expectations import EXPECTED
from mfa_graph.validation.policy import EXPIRED, UNUSED
from mfa_graph.validation.results import properties_of
from mfa_graph.validation.terms import SH
from mfa_graph.validation.vocabularies import ADDRESS, BORROWED
from mfa_graph.vocabulary import BASE

__all__ = ["KINDS", "register"]

KINDS = {
    "shape": "Shapes",
    "check query": "Check queries",
    "term": "Literals and terms",
    "contradiction": "Contradictions",
    "profile": "Profiles",
}
"""The kinds of rules, each with its heading."""

_OF_THE_PROGRAM = (LITERAL, BORROWED, ADDRESS, MERGED, EXPIRED, UNUSED, EXPECTED)
_WEIGHTS = {SH.Info: Severity.INFO, SH.Warning: Severity.WARNING, SH.Violation: Severity.VIOLATION}


def register(content: Content) -> tuple[Rule, ...]:
    """All rules of a content root, by their kinds and codes. A shape without an address or a message has no entry.

    Raises:
        MfaGraphError: shapes or check queries are missing or broken.
    """
    rules = [*_shapes(content), *_queries(content), *_contradictions(), *_OF_THE_PROGRAM]
    return tuple(sorted(rules, key=lambda rule: (list(KINDS).index(rule.kind), rule.code, rule.iri)))


def _shapes(content: Content) -> Iterator[Rule]:
    for path in content.files("shapes", ".ttl"):
        for node, properties in properties_of(quad.triple for quad in read(path)).items():
            if not isinstance(node, NamedNode) or SH.message not in properties:
                continue
            message, remedy = in_two(_first(properties[SH.message]))
            weight = getattr(next(iter(properties.get(SH.severity, [])), None), "value", "")
            yield Rule(
                iri=node.value,
                kind="shape",
                severity=_WEIGHTS.get(weight, Severity.VIOLATION),
                title=_first(properties.get(SH.name, [])) or code_of(node.value),
                message=message,
                remedy=remedy,
                why=_first(properties.get(SH.description, [])),
                file=path.relative_to(content.root).as_posix(),
            )


def _first(texts: Iterable[Term]) -> str:
    return min((text.value for text in texts), default="")


def _queries(content: Content) -> Iterator[Rule]:
    for path in content.files("queries/checks", ".rq"):
        file = read_query(path)
        message, remedy = in_two(file.require("message", str))
        yield Rule(
            iri=f"{BASE}check/{path.stem}",
            kind="check query",
            severity=Severity[file.require("severity", str).upper()],
            title=file.require("title", str),
            message=message,
            remedy=remedy,
            file=path.relative_to(content.root).as_posix(),
        )


def _contradictions() -> Iterator[Rule]:
    for rule in read_rules():
        if rule.is_contradiction:
            yield Rule(
                iri=f"{BASE}rule/{rule.name}",
                kind="contradiction",
                severity=Severity.VIOLATION,
                title=f"No contradiction by the rule {rule.name} of OWL 2 RL",
                message=rule.says,
                remedy=REMEDY,
                why="What the ontology says to be impossible cannot be true of the data.",
            )
