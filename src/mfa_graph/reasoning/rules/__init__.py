"""The rule table: OWL 2 RL/RDF as far as it matters for instance data (OWL 2 Profiles 4.3, tables 4 to 9).

One TOML file is one rule, named as the standard names it::

    table = 5
    kind = "entailment"                                  # or "contradiction"
    axioms = ["?p owl:propertyChainAxiom (?p[i] …)"]     # what the ontology must say
    if = ["?u[i] ?p[i] ?u[i+1] …"]                       # what the data must say
    then = ["?u[1] ?p ?u[n+1]"]                          # what follows
    says = "{p} follows where {p[i]} lead one after the other, …"

`(?p[i] …)` is a list with all its members, `(… ?p[i] …)` one with one of its members, `(… ?p[i] … ?p[j] …)` with two of them.
A pattern that ends in `…` is repeated for each member. `different` names two variables whose values differ.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from mfa_graph.store import Literal, NamedNode, Term
from mfa_graph.vocabulary import PREFIXES, RDF

__all__ = ["Members", "Pattern", "Rule", "Slot", "Taken", "read_rules", "rule_named"]

Slot: TypeAlias = Term | str
"""What stands in a place of a pattern: a term, or a variable by its name, such as ``?x`` or ``?p[i]``."""


class Taken(Enum):
    """How many members of a list one application of a rule takes."""

    ALL = "all"
    ONE = "one"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Members:
    """A list in an axiom: the `names` of the members that are taken, one, or two for pairs."""

    names: tuple[str, ...]
    taken: Taken


class Pattern(NamedTuple):
    """A triple pattern; with `repeated` it stands once for each member of the list that its rule takes whole."""

    subject: Slot
    predicate: Slot
    object: Slot | Members
    repeated: bool = False

    @property
    def slots(self) -> tuple[Slot, Slot, Slot]:
        """Subject, predicate and object of a pattern that has no list."""
        assert not isinstance(self.object, Members), "this pattern takes a list apart"
        return self.subject, self.predicate, self.object


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the table; a rule without conclusions is a contradiction."""

    name: str
    table: int
    axioms: tuple[Pattern, ...]
    premises: tuple[Pattern, ...]
    different: tuple[str, ...]
    conclusions: tuple[Pattern, ...]
    says: str

    @property
    def is_contradiction(self) -> bool:
        """Whether the data are wrong where the rule applies."""
        return not self.conclusions


_TOKEN = re.compile(r'\([^)]*\)|"[^"]*"\^\^\S+|\S+')


@cache
def read_rules() -> tuple[Rule, ...]:
    """All rules of the table, in the order of their names."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return tuple(_rule(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in files)


@cache
def rule_named(name: str) -> Rule:
    """The rule of this name.

    Raises:
        StopIteration: the table has none.
    """
    return next(rule for rule in read_rules() if rule.name == name)


def _rule(name: str, file: dict[str, object]) -> Rule:
    def patterns(key: str) -> tuple[Pattern, ...]:
        lines = file.get(key, [])
        assert isinstance(lines, list)
        return tuple(map(_pattern, lines))

    rule = Rule(
        name=name,
        table=int(str(file["table"])),
        axioms=patterns("axioms"),
        premises=patterns("if"),
        different=tuple(str(file.get("different", "")).split()),
        conclusions=patterns("then"),
        says=str(file["says"]),
    )
    assert rule.is_contradiction == (file["kind"] == "contradiction"), name
    return rule


def _pattern(text: str) -> Pattern:
    subject, predicate, value, *rest = _TOKEN.findall(text)
    verb = NamedNode(RDF.type) if predicate == "a" else _slot(predicate)
    return Pattern(_slot(subject), verb, _members(value) if value.startswith("(") else _slot(value), rest == ["…"])


def _members(text: str) -> Members:
    names = tuple(re.findall(r"\?\S+?\]", text))
    if not text.startswith("(…"):
        return Members(names, Taken.ALL)
    return Members(names, Taken.ONE if len(names) == 1 else Taken.TWO)


def _slot(text: str) -> Slot:
    if text.startswith("?"):
        return text
    if text.startswith('"'):
        value, datatype = text[1:].split('"^^')
        return Literal(value, datatype=_name(datatype))
    return _name(text)


def _name(text: str) -> NamedNode:
    prefix, local = text.split(":")
    return NamedNode(PREFIXES[prefix] + local)
