"""Where what was said cannot all be true: the contradictions of the rule table, each with a smallest set that makes it.

A set is smallest in the sense that none of its statements can be left out: without any one the rule would not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mfa_graph.reasoning.axioms import Statement, quad_of
from mfa_graph.reasoning.closure import Closure, Equality, close
from mfa_graph.reasoning.explain import Explainer, Proof, sentence
from mfa_graph.reasoning.program import SAME, Clause, Program
from mfa_graph.reasoning.rules import Rule, rule_named
from mfa_graph.store import Literal, NamedNode, Term
from mfa_graph.vocabulary import PREFIXES

__all__ = ["Contradiction", "contradictions"]

_XSD = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction: the rule that sees it, the axioms it rests on, and the smallest set of `statements`, sorted.

    `proofs` lead from what was said to the premises of the rule; `terms` and `lists` are what its variables stand for.
    """

    rule: Rule
    statements: tuple[Statement, ...]
    axioms: tuple[Statement, ...] = field(compare=False, default=())
    proofs: tuple[Proof, ...] = field(compare=False, default=())
    terms: Mapping[str, Term] = field(compare=False, default_factory=dict)
    lists: Mapping[str, tuple[Term, ...]] = field(compare=False, default_factory=dict)

    @property
    def focus(self) -> Term:
        """The thing that is wrong: the subject of the first premise."""
        return self.proofs[0].statement[0]

    def sentence(self, label: Callable[[Term], str]) -> str:
        """What is wrong, in words."""
        return sentence(self.rule, self.terms, self.lists, label)


def contradictions(closure: Closure, said: frozenset[Statement]) -> list[Contradiction]:
    """All contradictions in a closure of what was `said`, each smallest set once for a rule, in the order of rules and sets."""
    smallest = {_reduced(contradiction, closure.program) for contradiction in _all(closure, said)}
    return sorted(smallest, key=lambda c: (c.rule.name, str(list(map(_text, c.statements)))))


def _all(closure: Closure, said: frozenset[Statement]) -> Iterator[Contradiction]:
    explainer = Explainer(closure, said)
    yield from _of_clauses(closure, explainer)
    yield from _of_values(closure, explainer)
    yield from _of_datatypes(closure, explainer)


def _of_clauses(closure: Closure, explainer: Explainer) -> Iterator[Contradiction]:
    for clause in closure.program.contradictions:
        equal = [explainer.smallest((one, SAME, other)) for one, other in clause.equal]
        if None in equal:
            continue
        together = tuple(proof for proof in equal if proof is not None)
        for values, _ in closure.solutions(clause, {}):
            yield _made(clause, closure, values, (*explainer.premises(clause, values), *together))


def _made(clause: Clause, closure: Closure, values: Mapping[str, int], proofs: tuple[Proof, ...]) -> Contradiction:
    terms = {name: closure.facts.term(number) for name, number in values.items()}
    return Contradiction(
        rule=clause.rule,
        statements=_leaves(proofs),
        axioms=clause.match.axioms,
        proofs=proofs,
        terms={**clause.match.terms, **terms},
        lists=clause.match.lists,
    )


def _of_values(closure: Closure, explainer: Explainer) -> Iterator[Contradiction]:
    """Values that should be one and differ (dt-diff)."""
    from mfa_graph.store.as_rdflib import same_value

    for clash in closure.clashes:
        one, other = closure.facts.literal(clash.one), closure.facts.literal(clash.other)
        if clash.clause is not None and not same_value(one, other):
            yield _clashing(closure, explainer, clash, {"?y": one, "?z": other})


def _clashing(closure: Closure, explainer: Explainer, clash: Equality, terms: Mapping[str, Term]) -> Contradiction:
    assert clash.clause is not None
    proofs = explainer.premises(clash.clause, clash.values)
    return Contradiction(rule_named("dt-diff"), _leaves(proofs), clash.clause.match.axioms, proofs, terms)


def _of_datatypes(closure: Closure, explainer: Explainer) -> Iterator[Contradiction]:
    """Values that are not of the datatype that an axiom asks of them (dt-not-type)."""
    from mfa_graph.store.as_rdflib import is_of_datatype

    for clause in closure.program.entailments:
        slot, datatype = (clause.head.slots[0], clause.head.relation.member_of) if clause.head else (None, None)
        if not isinstance(slot, str) or not isinstance(datatype, NamedNode) or not datatype.value.startswith(_XSD):
            continue
        for values, _ in closure.solutions(clause, {}):
            value = closure.facts.term(values[slot])
            if isinstance(value, Literal) and not is_of_datatype(value, datatype):
                proofs = explainer.premises(clause, values)
                terms: dict[str, Term] = {"?y": value, "?c": datatype}
                yield Contradiction(rule_named("dt-not-type"), _leaves(proofs), clause.match.axioms, proofs, terms)


def _leaves(proofs: tuple[Proof, ...]) -> tuple[Statement, ...]:
    return tuple(sorted({leaf for proof in proofs for leaf in proof.leaves()}, key=_text))


def _text(statement: Statement) -> tuple[str, ...]:
    return tuple(map(str, statement))


def _reduced(contradiction: Contradiction, program: Program) -> Contradiction:
    """The contradiction with a set of which no statement can be left out.

    The proofs are the smallest of each premise by itself; together they may use more than is needed.
    """
    kept = list(contradiction.statements)
    for statement in contradiction.statements if len(kept) > 1 else ():
        fewer = [other for other in kept if other != statement]
        again = _seen_in(fewer, contradiction.rule, program)
        if again is not None:
            contradiction, kept = again, [other for other in kept if other in again.statements]
    return contradiction


def _seen_in(statements: list[Statement], rule: Rule, program: Program) -> Contradiction | None:
    """A contradiction of a rule in a few statements."""
    closure = close(program, map(quad_of, statements), engine="sqlite")
    return next((found for found in _all(closure, frozenset(statements)) if found.rule == rule), None)
