"""Contradictions in the closure, as findings: what cannot be true together, with the statements that make it so."""

from __future__ import annotations

from collections.abc import Iterator

from mfa_graph.findings import Finding, Related, Report, Rule, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.axioms import Statement, quad_of, said_by
from mfa_graph.reasoning.closure import Closure
from mfa_graph.reasoning.contradictions import contradictions
from mfa_graph.reasoning.explain import Explainer
from mfa_graph.reasoning.program import SAME
from mfa_graph.reasoning.run import closure_of, statements_of
from mfa_graph.store import NamedNode, Term
from mfa_graph.validation.locate import Places
from mfa_graph.vocabulary import BASE, shortened

__all__ = ["MERGED", "REMEDY", "check_contradictions"]

_RULES = BASE + "rule/"
REMEDY = "Correct the statement that is wrong, or the axiom if all of them are right."
MERGED = Rule(
    iri=_RULES + "same",
    kind="contradiction",
    severity=Severity.VIOLATION,
    title="No two things turn out to be the same",
    message="Two things share what only one thing can have, so they are the same thing.",
    remedy="Give them one address, or mend what they share.",
    why="Things are merged by hand alone, so that two of them share a key is a slip.",
)


def check_contradictions(
    graph: KnowledgeGraph, places: Places | None = None, *, closure: Closure | None = None
) -> Report:
    """What cannot all be true, with the smallest set of statements and their sources; and what turns out to be the same thing.

    Things are merged by hand alone, so that two of them share a key is told as a slip. With `places` each statement tells where
    it is written. `closure` is that of the graph, where it is at hand.
    """
    closure = closure or closure_of(graph)
    said = frozenset(map(said_by, statements_of(graph)))
    sources = _Sources(graph, places)
    found = [
        sources.finding(_RULES + each.rule.name, each.sentence(sources.label), each.focus, each.statements, REMEDY)
        for each in contradictions(closure, said)
    ]
    return Report.of([*found, *_merged(closure, Explainer(closure, said), sources)])


def _merged(closure: Closure, explainer: Explainer, sources: _Sources) -> Iterator[Finding]:
    for equality in closure.equalities:
        if equality.clause is None:
            continue
        one, other = closure.facts.term(equality.one), closure.facts.term(equality.other)
        proof = explainer.smallest((one, SAME, other))
        assert proof is not None
        words = proof.sentence(sources.label)
        yield sources.finding(MERGED.iri, words, one, tuple(dict.fromkeys(proof.leaves())), MERGED.remedy)


class _Sources:
    """Tells of statements in words: what they say and where it is said."""

    def __init__(self, graph: KnowledgeGraph, places: Places | None) -> None:
        self._graph = graph
        self._places = places

    def label(self, term: Term) -> str:
        """What a term is called."""
        return self._graph.label(term.value) if isinstance(term, NamedNode) else term.value

    def finding(self, rule: str, words: str, focus: Term, statements: tuple[Statement, ...], remedy: str) -> Finding:
        """The finding that some statements cannot stand together."""
        told = "; ".join(map(self._told, statements))
        return Finding(
            rule=rule,
            severity=Severity.VIOLATION,
            message=f"{words} It rests on: {told}.",
            remedy=remedy,
            focus=focus.value,
            label=self._graph.label(focus.value),
            file=self._graph.origins.get(focus.value, ""),
            related=tuple(related for statement in statements for related in self._related(statement)),
        )

    def _told(self, statement: Statement) -> str:
        homes = ", ".join(map(shortened, self._graph.said_in(statement)))
        return f"{self._words(statement)} (in {homes})"

    def _related(self, statement: Statement) -> Iterator[Related]:
        """The statement in each graph that holds it, with its place."""
        for home in self._graph.said_in(statement):
            place = None if self._places is None else self._places.of(quad_of(statement, NamedNode(home)))
            yield Related(self._words(statement), home, "", *(place or ()))

    def _words(self, statement: Statement) -> str:
        return " – ".join(map(self.label, statement))
