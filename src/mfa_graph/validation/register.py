"""The register of rules: everything that a check of a content root can find, with its reason and its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mfa_graph.assets import Content
from mfa_graph.findings import Severity, code_of, docs_of, in_two
from mfa_graph.heads import read_query
from mfa_graph.reasoning.rules import read_rules
from mfa_graph.store import NamedNode, Term
from mfa_graph.store.syntax import read
from mfa_graph.validation.checks import LITERAL_MESSAGE, LITERAL_REMEDY, LITERAL_RULE
from mfa_graph.validation.contradictions import REMEDY, SAME_REMEDY, SAME_RULE
from mfa_graph.validation.expectations import EXPECTED_REMEDY, EXPECTED_RULE
from mfa_graph.validation.policy import EXPIRED_REMEDY, EXPIRED_RULE, UNUSED_REMEDY, UNUSED_RULE
from mfa_graph.validation.results import properties_of
from mfa_graph.validation.terms import SH
from mfa_graph.validation.vocabularies import (
    ADDRESS_MESSAGE,
    ADDRESS_REMEDY,
    ADDRESS_RULE,
    BORROWED_MESSAGE,
    BORROWED_REMEDY,
    BORROWED_RULE,
)
from mfa_graph.vocabulary import BASE

__all__ = ["KINDS", "Rule", "register"]

KINDS = {
    "shape": "Shapes",
    "check query": "Check queries",
    "term": "Literals and terms",
    "contradiction": "Contradictions",
    "profile": "Profiles",
}
"""The kinds of rules, each with its heading."""

_WEIGHTS = {SH.Info: Severity.INFO, SH.Warning: Severity.WARNING, SH.Violation: Severity.VIOLATION}


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be found.

    Attributes:
        iri: The IRI of the rule, by which findings name it.
        kind: One of `KINDS`.
        severity: How much a finding weighs.
        title: What should hold, in a few words.
        message: What a finding says.
        remedy: What to do.
        why: Why the rule is there, or ``""``.
        file: The file of the content that has the rule, or ``""`` where the program has it.
    """

    iri: str
    kind: str
    severity: Severity
    title: str
    message: str
    remedy: str
    why: str = ""
    file: str = ""

    @property
    def code(self) -> str:
        """The rule in short: the last part of its IRI."""
        return code_of(self.iri)

    @property
    def docs(self) -> str:
        """The address of the section about the rule, or ``""``."""
        return docs_of(self.iri)


def register(content: Content) -> tuple[Rule, ...]:
    """All rules of a content root, by their kinds and codes. A shape without an address or a message has no entry.

    Raises:
        MfaGraphError: shapes or check queries are missing or broken.
    """
    rules = [*_shapes(content), *_queries(content), *_terms(), *_contradictions(), *_profiles()]
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


def _terms() -> Iterator[Rule]:
    yield Rule(
        iri=LITERAL_RULE,
        kind="term",
        severity=Severity.VIOLATION,
        title="A value is written in the canonical form of its datatype",
        message=LITERAL_MESSAGE,
        remedy=LITERAL_REMEDY,
        why="What is asked equals what was written only if a store has nothing to rewrite: it turns `007` into `7`.",
    )
    yield Rule(
        iri=BORROWED_RULE,
        kind="term",
        severity=Severity.VIOLATION,
        title="A term of another vocabulary is one of its terms",
        message=BORROWED_MESSAGE,
        remedy=BORROWED_REMEDY,
        why="A misspelt term is no error to any reader of RDF: what it says is lost without a word.",
    )
    yield Rule(
        iri=ADDRESS_RULE,
        kind="term",
        severity=Severity.VIOLATION,
        title="An address of ours or of a vocabulary has the scheme that it was given",
        message=ADDRESS_MESSAGE,
        remedy=ADDRESS_REMEDY,
        why="RDF compares addresses letter by letter, so that the other scheme names another thing.",
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
    yield Rule(
        iri=SAME_RULE,
        kind="contradiction",
        severity=Severity.VIOLATION,
        title="No two things turn out to be the same",
        message="Two things share what only one thing can have, so they are the same thing.",
        remedy=SAME_REMEDY,
        why="Things are merged by hand alone, so that two of them share a key is a slip.",
    )


def _profiles() -> Iterator[Rule]:
    yield Rule(
        iri=EXPIRED_RULE,
        kind="profile",
        severity=Severity.VIOLATION,
        title="No waiver has run out",
        message="A waiver of this profile ran out.",
        remedy=EXPIRED_REMEDY,
        why="What is put up with for a while is not to be put up with for good because nobody looks.",
    )
    yield Rule(
        iri=UNUSED_RULE,
        kind="profile",
        severity=Severity.WARNING,
        title="Each waiver matches a finding",
        message="A waiver of this profile matches no finding.",
        remedy=UNUSED_REMEDY,
        why="A waiver that is left over would hide the next fault of its kind.",
    )
    yield Rule(
        iri=EXPECTED_RULE,
        kind="profile",
        severity=Severity.VIOLATION,
        title="The graph holds as much as the profile expects",
        message="There is less, or more, in the graph than the profile expects.",
        remedy=EXPECTED_REMEDY,
        why="A file that was lost breaks no rule about what is still there.",
    )
