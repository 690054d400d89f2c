"""The compiler: an ontology and the rule table become a program.

Axioms are bound into the rules, so that what is left speaks of data alone. Of two clauses that do the same, one stays. That two
things are the same is not copied from statement to statement: each set of equal things has one representative, so a
premise `?x owl:sameAs ?y` says that both variables have one value, and the rules of equality (eq-sym, eq-trans, eq-rep-*) have
nothing left to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mfa_graph.errors import ContentProblem
from mfa_graph.reasoning.axioms import Axioms, Match, Statement, filled
from mfa_graph.reasoning.program import SAME, TYPE, Atom, Clause, Program, Relation
from mfa_graph.reasoning.rules import Members, Pattern, Rule, Slot, read_rules
from mfa_graph.store import NamedNode, Term
from mfa_graph.vocabulary import OWL, RDFS

__all__ = ["STEPWISE", "compile_program"]

STEPWISE = frozenset({"scm-sco", "scm-spo"})
"""Rules whose axioms are not bound into clauses: what they say of things, the axioms that they rest on say step by step."""

_EVERYTHING = frozenset({NamedNode(OWL.Thing), NamedNode(RDFS.Resource)})
_OF_EQUALITY = 4  # the table of the rules that say what equality is
_OF_VALUES = 8  # the table whose rules compare values, which is done where literals are read


def compile_program(axioms: Iterable[Statement], rules: Iterable[Rule] | None = None) -> Program:
    """The program of an ontology, with its clauses in the order of their rules and axioms.

    `axioms` are the triples of the ontology, `rules` the whole table unless given.
    """
    table = tuple(rules) if rules is not None else read_rules()
    closed = Axioms(axioms, table)
    clauses = list(_distinct(clause for rule in table if rule.table != _OF_VALUES for clause in _clauses(rule, closed)))
    return Program(
        axioms=closed,
        entailments=tuple(c for c in clauses if c.head and c.head.relation.predicate != SAME),
        equalities=tuple(c for c in clauses if c.head and c.head.relation.predicate == SAME),
        contradictions=tuple(c for c in clauses if c.head is None),
    )


def _clauses(rule: Rule, axioms: Axioms) -> Iterator[Clause]:
    """All clauses that a rule makes with the axioms, without those that say nothing new or nothing of things."""
    if not rule.premises and not any(pattern.predicate == TYPE for pattern in rule.conclusions):
        return
    matches = (match for match in axioms.matches(rule.axioms) if _is_bound(match, axioms))
    for match in sorted(matches, key=lambda match: [list(map(str, axiom)) for axiom in match.axioms]):
        premises = [pattern for each in rule.premises for pattern in _expanded(each, match)]
        _refuse_axioms_about_same(rule, match, [*premises, *(_conclusion(head, match) for head in rule.conclusions)])
        unified, equal = _unified(premises)
        body = [_atom(pattern, unified) for pattern in premises if pattern.predicate != SAME]
        different = tuple((a, b) for a, b in zip(rule.different[::2], rule.different[1::2], strict=True))
        for head in rule.conclusions or (None,):
            atom = None if head is None else _atom(_conclusion(head, match), unified)
            if None in body or (head is not None and not _is_new(atom, body)):
                continue
            yield Clause(rule, atom, _without_everything(body), match, different, equal)


def _refuse_axioms_about_same(rule: Rule, match: Match, patterns: list[Pattern]) -> None:
    """Let no axiom be bound that makes `owl:sameAs` follow from a property, or a property from it."""
    if rule.table == _OF_EQUALITY or rule.different or all(pattern.predicate != SAME for pattern in patterns):
        return
    told = "; ".join(" ".join(map(str, axiom)) for axiom in match.axioms)
    raise ContentProblem(
        f"An axiom speaks of owl:sameAs itself, which the rules do not follow: {told}.",
        remedy="make the property functional or inverse functional, or give its class a key, if that is what is meant.",
    )


def _is_bound(match: Match, axioms: Axioms) -> bool:
    """Whether clauses are made of the axioms matched: of those that others say step by step none are."""
    return not any(axiom in axioms.derived and axioms.derived[axiom][0].name in STEPWISE for axiom in match.axioms)


def _distinct(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses without those that read and conclude the same as one before."""
    seen = set()
    for clause in clauses:
        content = (clause.head, frozenset(clause.body), clause.different, clause.equal)
        if clause.head is None:
            content = (clause.rule.name, *content[1:])  # type: ignore[assignment]
        if content not in seen:
            seen.add(content)
            yield clause


_INDEX = re.compile(r"\[([^\]]+)\]")


def _expanded(pattern: Pattern, match: Match) -> Iterator[Pattern]:
    """A pattern with the match put in: once, or once for each member of the list."""
    if not pattern.repeated:
        yield _filled(pattern, match, {})
        return
    length = len(next(iter(match.lists.values())))
    for place in range(1, length + 1):
        yield _filled(pattern, match, {"i": str(place), "i+1": str(place + 1)})


def _conclusion(pattern: Pattern, match: Match) -> Pattern:
    length = len(next(iter(match.lists.values()), ()))
    return _filled(pattern, match, {"n+1": str(length + 1)})


def _filled(pattern: Pattern, match: Match, places: dict[str, str]) -> Pattern:
    def at(slot: Slot | Members) -> Slot:
        assert not isinstance(slot, Members)
        if isinstance(slot, str) and slot in match.lists:
            return match.lists[slot][int(places["i"]) - 1]
        if isinstance(slot, str) and slot not in match.terms:
            return _INDEX.sub(lambda index: f"[{places.get(index[1], index[1])}]", slot)
        return filled(slot, match)

    return Pattern(at(pattern.subject), at(pattern.predicate), at(pattern.object))


def _unified(premises: list[Pattern]) -> tuple[dict[Slot, Slot], tuple[tuple[Term, Term], ...]]:
    """What premises of equality say: which variable is which other, and which two terms must be the same thing."""
    unified: dict[Slot, Slot] = {}
    equal: list[tuple[Term, Term]] = []
    for subject, predicate, value, _ in premises:
        assert not isinstance(value, Members)
        if predicate != SAME:
            continue
        if isinstance(subject, str) or isinstance(value, str):
            subject, value = unified.get(subject, subject), unified.get(value, value)
            unified[value] = subject
        else:
            equal.append((subject, value))
    return unified, tuple(equal)


def _atom(pattern: Pattern, unified: dict[Slot, Slot]) -> Atom | None:
    """The atom of a pattern, or None where its relation is open, which only says that equal things are alike."""
    subject, predicate, value = (unified.get(slot, slot) for slot in pattern.slots)
    if isinstance(predicate, str) or (predicate == TYPE and isinstance(value, str)):
        return None
    if predicate == TYPE:
        assert not isinstance(value, str)
        return Atom(Relation(predicate, value), (subject,))
    return Atom(Relation(predicate), (subject, value))


def _is_new(head: Atom | None, body: list[Atom | None]) -> bool:
    """Whether a conclusion says more than its premises, and more than that a thing is a thing or the same as itself."""
    if head is None or head in body or head.relation.member_of in _EVERYTHING:
        return False
    return head.relation.predicate != SAME or len(set(head.slots)) > 1


def _without_everything(body: list[Atom | None]) -> tuple[Atom, ...]:
    """The premises without those that a thing is a thing, where another premise speaks of it."""
    atoms = [atom for atom in body if atom is not None]
    kept = [atom for atom in atoms if atom.relation.member_of not in _EVERYTHING]
    spoken_of = {slot for atom in kept for slot in atom.slots}
    return tuple(a for a in atoms if a in kept or not set(a.slots) <= spoken_of)
