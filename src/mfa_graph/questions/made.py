"""The pattern of a rule, for statements that it is known to have made.

What is known need not be computed again: neither whether the rule's conditions hold, nor what value it takes from a group of
rows. What is left is what the statements were made from.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from mfa_graph.questions.patterns import Select, in_scope, triples_in

__all__ = ["Groups", "before"]


def before(node: CompValue, made: Set[Node], known: Set[Variable]) -> CompValue:
    """The pattern of a rule as it stood before the rule ran.

    A MINUS of what the rule makes would now find it. One that shares no variables but the `known` ones, of which the statements
    are made, took none of them away.
    """
    if node.name == "Minus":
        remade = any(predicate in made for _, predicate, _ in triples_in(node.p2))
        if remade or in_scope(node.p1) & in_scope(node.p2) <= known:
            return before(node.p1, made, known)
    inner = {
        key: before(value, made, known)
        for key, value in node.items()
        if key in {"p", "p1"} and node.name != "ToMultiSet"
    }
    return CompValue(node.name, **{**node, **inner})


@dataclass(slots=True)
class Groups:
    """Takes the groups of a thing's rows out of a pattern, with what is computed of them.

    Attributes:
        thing: The variable of the thing.
        found: The subqueries that group by it.
        gone: The variables that the pattern had by them.
    """

    thing: Variable
    found: list[Select] = field(default_factory=list)
    gone: set[Variable] = field(default_factory=set)

    def taken_from(self, node: CompValue) -> CompValue | None:
        """The rest of a pattern; None if nothing is left."""
        if node.name == "ToMultiSet" and node.p.name != "values":
            select = Select.of(node.p)
            if not select.aggregates or select.keys != (self.thing,):
                return node
            self.found.append(select)
            self.gone |= set(select.variables) - {self.thing}
            return None
        if node.name in {"Join", "LeftJoin"}:
            sides = [side for side in map(self.taken_from, (node.p1, node.p2)) if side is not None]
            return (
                CompValue(node.name, **{**node, "p1": sides[0], "p2": sides[1]})
                if sides[1:]
                else next(iter(sides), None)
            )
        if node.name not in {"Extend", "Filter"}:
            return node
        rest = self.taken_from(node.p)
        if in_scope(node.expr) & self.gone:
            self.gone |= {node.var} if node.name == "Extend" else set()
            return rest
        return None if rest is None else CompValue(node.name, **{**node, "p": rest})
