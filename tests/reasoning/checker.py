"""A checker of proofs that shares no code with what makes them: it reads the rules' files by itself, in its own way.

A step is right if what it says is an instance of its rule: there is one way to put terms in place of the variables under which
the patterns are the step's axioms, premises and conclusion. Axioms are in the ontology or follow from it by the rules of table 9,
or are true of any class or property. A leaf is right if it was said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Any, Protocol

import mfa_graph.reasoning.rules

Triple = tuple[Any, Any, Any]
Bound = dict[str, Any]
FOLDER = Path(str(mfa_graph.reasoning.rules.__file__)).parent
PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
THING = f"<{PREFIXES['owl']}Thing>"
SAME = f"<{PREFIXES['owl']}sameAs>"
TYPE = f"<{PREFIXES['rdf']}type>"
BELOW = {f"<{PREFIXES['rdfs']}{name}>" for name in ("subClassOf", "subPropertyOf")}


class Proven(Protocol):
    """What a proof must have to be checked."""

    @property
    def statement(self) -> Triple:
        """What is proven."""

    @property
    def rule(self) -> Any:
        """The rule of the last step, or None where the statement was said."""

    @property
    def axioms(self) -> tuple[Triple, ...]:
        """The axioms that the rule applies."""

    @property
    def premises(self) -> tuple[Any, ...]:
        """The proofs of its premises."""


def text(triple: Iterable[object]) -> tuple[str, str, str]:
    """A triple as the N-Triples texts of its terms."""
    subject, predicate, value = map(str, triple)
    return subject, predicate, value


class Checker:
    """Checks proofs against an ontology and what was said under it."""

    def __init__(self, ontology: Iterable[Triple], said: Iterable[Triple]) -> None:
        self.said = set(map(text, said))
        self.ontology = set(map(text, ontology))
        self.rules = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
        self._right: dict[int, Proven] = {}

    def faults(self, proof: Proven) -> list[str]:
        """What is wrong with a proof, its steps included; nothing where it is right."""
        if id(proof) in self._right:
            return []
        found = [fault for premise in proof.premises for fault in self.faults(premise)] + self._step(proof)
        if not found:
            self._right[id(proof)] = proof  # kept, so that no other proof gets its id
        return found

    def _step(self, proof: Proven) -> list[str]:
        statement = text(proof.statement)
        if proof.rule is None:
            return [] if statement in self.said and not proof.premises else [f"{statement} was not said"]
        rule = self.rules.get(proof.rule.name)
        if rule is None or "then" not in rule:
            return [f"{proof.rule.name} is no rule that concludes something"]
        axioms = [text(axiom) for axiom in proof.axioms]
        unknown = [axiom for axiom in axioms if not self._holds(axiom)]
        if unknown:
            return [f"{axiom} is not in the ontology" for axiom in unknown]
        premises = [text(premise.statement) for premise in proof.premises]
        if not self._is_instance(rule, axioms, premises, statement):
            return [f"{statement} does not follow by {proof.rule.name} from {axioms} and {premises}"]
        return []

    def _is_instance(
        self, rule: dict[str, Any], axioms: list[Triple], premises: list[Triple], conclusion: Triple
    ) -> bool:
        patterns = rule.get("axioms", [])
        if len(patterns) != len(axioms):
            return False
        return any(
            self._concludes(rule, bound, premises, conclusion)
            for bound in self._bound(list(zip(patterns, axioms, strict=True)), {})
        )

    def _bound(self, pairs: list[tuple[str, Triple]], bound: Bound) -> Iterator[Bound]:
        """The ways in which axiom patterns are these axioms; a list that is taken whole is bound to all its members."""
        if not pairs:
            yield bound
            return
        (pattern, axiom), *others = pairs
        subject, predicate, value = split(pattern)
        for one in self._listed(value, axiom[2], bound) if value.startswith("(") else matched(value, axiom[2], bound):
            for two in matched(subject, axiom[0], one):
                if resolved(predicate) == axiom[1]:
                    yield from self._bound(others, two)

    def _listed(self, pattern: str, head: str, bound: Bound) -> Iterator[Bound]:
        names = re.findall(r"\?\w\[\w\]", pattern)
        members = self._members(head)
        if not pattern.startswith("(…"):
            yield {**bound, "n": members}
            return
        for taken in permutations(members, len(names)):
            yield {**bound, **dict(zip(names, taken, strict=True))}

    def _members(self, head: str) -> list[str]:
        members: list[str] = []
        nil = f"<{PREFIXES['rdf']}nil>"
        while head != nil:
            (first,), (rest,) = self._values(head, "first"), self._values(head, "rest")
            members.append(first)
            head = rest
        return members

    @cached_property
    def _cells(self) -> dict[tuple[str, str], list[str]]:
        cells: dict[tuple[str, str], list[str]] = {}
        for subject, predicate, value in self.ontology:
            cells.setdefault((subject, predicate), []).append(value)
        return cells

    def _values(self, subject: str, name: str) -> list[str]:
        return self._cells.get((subject, f"<{PREFIXES['rdf']}{name}>"), [])

    def _concludes(self, rule: dict[str, Any], bound: Bound, premises: list[Triple], conclusion: Triple) -> bool:
        """Whether, with axioms bound, the premises in their order and the conclusion fit; two that differ do."""
        expected = [triple for pattern in rule.get("if", []) for triple in repeated(pattern, bound)]
        last = len(bound.get("n", [])) + 1
        for head in rule["then"]:
            wanted = [*expected, split(head.replace("n+1", str(last)))]
            for end in self._fitted(wanted, [*premises, conclusion], bound):
                one, other = [end.get(name) for name in rule.get("different", "").split()] or ("", "other")
                if one != other:
                    return True
        return False

    def _fitted(self, patterns: list[Triple], triples: list[Triple], bound: Bound) -> Iterator[Bound]:
        """Patterns against triples in order. That a thing is an owl:Thing need not be shown."""
        if not patterns:
            if not triples:
                yield bound
            return
        pattern, *others = patterns
        if triples:
            for end in all_matched(pattern, triples[0], bound):
                yield from self._fitted(others, triples[1:], end)
        if (place(pattern[1], bound), place(pattern[2], bound)) == (TYPE, THING):
            yield from self._fitted(others, triples, bound)

    # ---- axioms

    def _holds(self, axiom: Triple) -> bool:
        subject, predicate, value = axiom
        return (
            axiom in self.ontology
            or axiom in self._derived
            or (predicate in BELOW and (subject == value or value == THING))
        )

    @cached_property
    def _derived(self) -> set[Triple]:
        """What follows from the ontology by the rules of table 9, and that what is the same is so both ways and on."""
        rules = [rule for name, rule in self.rules.items() if rule["table"] == 9 or name in {"eq-sym", "eq-trans"}]
        known = set(self.ontology)
        while True:
            new = {triple for rule in rules for triple in self._consequences(rule, known)} - known
            if not new:
                return known
            known |= new

    def _consequences(self, rule: dict[str, Any], known: set[Triple]) -> Iterator[Triple]:
        patterns = rule.get("axioms", []) + rule.get("if", [])
        for bound in self._joined(patterns, known, {}):
            for head in rule["then"]:
                subject, predicate, value = (place(slot, bound) for slot in split(head))
                yield subject, predicate, value

    def _joined(self, patterns: list[str], known: set[Triple], bound: Bound) -> Iterator[Bound]:
        if not patterns:
            yield bound
            return
        pattern, *others = patterns
        verb = resolved(split(pattern)[1])
        for triple in {triple for triple in known if triple[1] == verb} | set(trivial(pattern, bound)):
            for end in self._bound([(pattern, triple)], bound):
                yield from self._joined(others, known, end)


def trivial(pattern: str, bound: Bound) -> Iterator[Triple]:
    """That a class lies in itself and in owl:Thing, and a property in itself, where both sides are known."""
    subject, predicate, value = (place(slot, bound) for slot in split(pattern))
    if predicate in BELOW and not subject.startswith("?") and value in (subject, THING):
        yield subject, predicate, value


def split(pattern: str) -> tuple[str, str, str]:
    """The three parts of a pattern as they are written."""
    parts = re.fullmatch(r"(\S+) (\S+) (\([^)]*\)|\S+)(?: …)?", pattern)
    assert parts is not None, pattern
    return parts[1], parts[2], parts[3]


def resolved(written: str) -> str:
    """A name or value of a pattern as N-Triples text; a variable as it is."""
    if written.startswith(("?", "<", "_:", "(")):
        return written
    if written == "a":
        return TYPE
    if written.startswith('"'):
        value, datatype = written.split("^^")
        return f"{value}^^{resolved(datatype)}"
    prefix, local = written.split(":")
    return f"<{PREFIXES[prefix]}{local}>"


def place(slot: str, bound: Bound) -> str:
    """What stands in the place of a slot: its term, or the variable that it is."""
    if slot in bound:
        return str(bound[slot])
    written = re.fullmatch(r"\?p?c?\w*\[(\d+)\]", slot)
    if written and slot.startswith(("?p", "?c")) and "n" in bound:
        return str(bound["n"][int(written[1]) - 1])
    return resolved(slot) if not slot.startswith('"') or "^^<" not in slot else slot


def matched(slot: str, term: str, bound: Bound) -> Iterator[Bound]:
    """Whether a slot can be this term, and what is bound then."""
    here = place(slot, bound)
    if here.startswith("?"):
        yield {**bound, here: term}
    elif here == term:
        yield bound


def all_matched(pattern: Triple, triple: Triple, bound: Bound) -> Iterator[Bound]:
    """Whether a pattern can be this triple."""
    for one in matched(pattern[0], triple[0], bound):
        for two in matched(pattern[1], triple[1], one):
            yield from matched(pattern[2], triple[2], two)


def repeated(pattern: str, bound: Bound) -> list[Triple]:
    """A premise, or, where it ends in `…`, one for each member of the list that is taken whole."""
    if not pattern.endswith(" …"):
        return [split(pattern)]
    count = len(bound["n"])
    places = range(1, count + 1)
    return [split(pattern.replace("[i+1]", f"[{i + 1}]").replace("[i]", f"[{i}]")) for i in places]
