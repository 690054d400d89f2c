"""The axioms of an ontology: what they say, what follows from them, and where a rule's axiom patterns match.

Axioms are read from the ontology and closed under the rules of table 9; none is inferred from data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from mfa_graph.reasoning.rules import Members, Pattern, Rule, Slot, Taken
from mfa_graph.store import DefaultGraph, NamedNode, Quad, Term, Triple
from mfa_graph.vocabulary import OWL, RDF, RDFS

__all__ = ["Axioms", "Match", "Statement", "filled", "quad_of", "said_by"]

Statement = tuple[Term, Term, Term]
"""A triple: subject, predicate and object."""


def said_by(quad: Quad | Triple) -> Statement:
    """The triple of a quad."""
    return quad.subject, quad.predicate, quad.object  # type: ignore[return-value] # no quoted triples in RDF 1.1


def quad_of(statement: Statement, home: NamedNode | DefaultGraph = DefaultGraph()) -> Quad:  # noqa: B008 (immutable)
    """A triple as a quad of a graph."""
    return Quad(*statement, home)  # type: ignore[arg-type] # whoever makes a triple makes a proper one


_FIRST, _REST, _NIL = NamedNode(RDF.first), NamedNode(RDF.rest), NamedNode(RDF.nil)


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which axiom patterns match: terms by variable, whole lists by variable, and the `axioms` matched.

    A list taken whole stands in `lists` under the name of its members, such as ``?p[i]``; a member taken from a list stands in
    `terms` under that name.
    """

    terms: Mapping[str, Term] = field(default_factory=dict)
    lists: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    axioms: tuple[Statement, ...] = ()


class Axioms:
    """A set of axioms with its indexes, closed under those of `rules` that conclude from axioms alone.

    `derived` tells for each axiom that was not stated which rule gave it first and from which axioms.
    """

    def __init__(self, stated: Iterable[Statement], rules: Iterable[Rule] = ()) -> None:
        self.stated: set[Statement] = set()
        self.derived: dict[Statement, tuple[Rule, tuple[Statement, ...]]] = {}
        self._objects: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._subjects: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._pairs: dict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        for axiom in stated:
            if axiom not in self.stated:
                self.stated.add(axiom)
                self._index(axiom)
        self._close([rule for rule in rules if rule.table == _SCHEMA_TABLE or rule.name in _OF_EQUALS])

    def matches(self, patterns: tuple[Pattern, ...], found: Match = Match()) -> Iterator[Match]:
        """All ways in which the patterns match together."""
        if not patterns:
            yield found
            return
        first, *others = patterns
        for match in self._one(first, found):
            yield from self.matches(tuple(others), match)

    def members(self, head: Term) -> tuple[Term, ...] | None:
        """The members of an RDF list in order, or None where the list is broken or runs in a circle."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != _NIL:
            firsts, rests = self._objects.get((head, _FIRST), []), self._objects.get((head, _REST), [])
            if head in seen or len(firsts) != 1 or len(rests) != 1:
                return None
            seen.add(head)
            members.append(firsts[0])
            head = rests[0]
        return tuple(members)

    def _index(self, axiom: Statement) -> None:
        subject, predicate, value = axiom
        self._objects[subject, predicate].append(value)
        self._subjects[predicate, value].append(subject)
        self._pairs[predicate].append((subject, value))

    def _close(self, rules: list[Rule]) -> None:
        new = True
        while new:
            new = False
            for rule in rules:
                for match in list(self.matches(rule.axioms + rule.premises)):
                    for conclusion in rule.conclusions:
                        new |= self._add(_statement(conclusion, match), rule, match)

    def _add(self, axiom: Statement, rule: Rule, match: Match) -> bool:
        if axiom[0] == axiom[2] or axiom in self.stated or axiom in self.derived:
            return False
        self.derived[axiom] = (rule, match.axioms)
        self._index(axiom)
        return True

    def _one(self, pattern: Pattern, found: Match) -> Iterator[Match]:
        predicate = pattern.predicate
        assert not isinstance(predicate, str), "an axiom pattern names its predicate"
        subject = filled(pattern.subject, found)
        value = None if isinstance(pattern.object, Members) else filled(pattern.object, found)
        for s, o in self._candidates(subject, predicate, value):
            terms = dict(found.terms)
            if _bound(terms, pattern.subject, s) and _bound(terms, pattern.object, o):
                match = Match(terms, found.lists, (*found.axioms, (s, predicate, o)))
                yield from self._with_members(pattern.object, o, match)

    def _candidates(self, subject: Slot, predicate: Term, value: Slot | None) -> list[tuple[Term, Term]]:
        if not isinstance(subject, str):
            if not (value is None or isinstance(value, str)) and _is_trivial((subject, predicate, value)):
                return [(subject, value)]
            return [(subject, o) for o in self._objects.get((subject, predicate), [])]
        if value is not None and not isinstance(value, str):
            return [(s, value) for s in self._subjects.get((predicate, value), [])]
        return self._pairs.get(predicate, [])

    def _with_members(self, wanted: Slot | Members, head: Term, match: Match) -> Iterator[Match]:
        if not isinstance(wanted, Members):
            yield match
            return
        members = self.members(head)
        if not members:
            return
        if wanted.taken is Taken.ALL:
            yield Match(match.terms, {**match.lists, wanted.names[0]: members}, match.axioms)
            return
        for taken in combinations(members, len(wanted.names)):
            yield Match({**match.terms, **dict(zip(wanted.names, taken, strict=True))}, match.lists, match.axioms)


_SCHEMA_TABLE = 9
_BELOW = {NamedNode(RDFS.subClassOf), NamedNode(RDFS.subPropertyOf)}
_THING = NamedNode(OWL.Thing)
_OF_EQUALS = {"eq-sym", "eq-trans"}  # so that it does not matter in which order two properties are said to be the same


def _is_trivial(axiom: Statement) -> bool:
    """Whether an axiom is true of any class or property (scm-cls, scm-op, scm-dp): it lies in itself, a class in owl:Thing."""
    subject, predicate, value = axiom
    return predicate in _BELOW and (subject == value or value == _THING)


def filled(slot: Slot, match: Match) -> Slot:
    """What a match puts in the place of a variable; a variable that it leaves open stays."""
    return match.terms.get(slot, slot) if isinstance(slot, str) else slot


def _bound(terms: dict[str, Term], slot: Slot | Members, term: Term) -> bool:
    """Bind a variable to a term, if it fits what stands there already."""
    if isinstance(slot, Members):
        return True
    if isinstance(slot, str):
        return terms.setdefault(slot, term) == term
    return slot == term


def _statement(pattern: Pattern, match: Match) -> Statement:
    subject, predicate, value = (filled(slot, match) for slot in pattern.slots)
    assert not (isinstance(subject, str) or isinstance(predicate, str) or isinstance(value, str))
    return subject, predicate, value
