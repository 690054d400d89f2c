"""Contradictions in the closure, as findings: what cannot be true together, with the statements that make it so."""

from __future__ import annotations

from collections.abc import Iterator

from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.axioms import Statement, said_by
from mfa_graph.reasoning.closure import Closure
from mfa_graph.reasoning.contradictions import contradictions
from mfa_graph.reasoning.explain import Explainer
from mfa_graph.reasoning.program import SAME
from mfa_graph.reasoning.run import closure_of, statements_of
from mfa_graph.store import NamedNode, Term
from mfa_graph.vocabulary import BASE, shortened

__all__ = ["REMEDY", "SAME_REMEDY", "SAME_RULE", "check_contradictions"]

_RULES = BASE + "rule/"
SAME_RULE = _RULES + "same"
REMEDY = "Correct the statement that is wrong, or the axiom if all of them are right."
SAME_REMEDY = "Give them one address, or mend what they share."


def check_contradictions(graph: KnowledgeGraph, *, closure: Closure | None = None) -> Report:
    """What cannot all be true, with the smallest set of statements and their sources; and what turns out to be the same thing.

    Things are merged by hand alone, so that two of them share a key is told as a slip. `closure` is that of the graph,
    where it is at hand.
    """
    closure = closure or closure_of(graph)
    said = frozenset(map(said_by, statements_of(graph)))
    sources = _Sources(graph)
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
        yield sources.finding(SAME_RULE, words, one, tuple(dict.fromkeys(proof.leaves())), SAME_REMEDY)


class _Sources:
    """Tells of statements in words: what they say and where it is said."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

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
        )

    def _told(self, statement: Statement) -> str:
        places = ", ".join(map(shortened, self._graph.said_in(statement)))
        return f"{' – '.join(map(self.label, statement))} (in {places})"
