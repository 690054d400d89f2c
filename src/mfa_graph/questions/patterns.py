"""What the patterns of a query's algebra bind, need and deny (SPARQL 1.1, section 18)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rdflib import Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from mfa_graph.errors import Unexplained

__all__ = [
    "NOTES",
    "Select",
    "always_bound",
    "asked_for",
    "fixed_in",
    "in_scope",
    "needed",
    "plain",
    "triples_in",
    "values_in",
    "ways",
]

NOTES = {"_vars", "live", "beside"}
"""What is noted at a pattern, and is no part of it."""


def _chain(select: CompValue) -> Iterator[CompValue]:
    """The solution modifiers of a SELECT, outermost first, with the pattern or the aggregation that they end in."""
    node = select
    while node.name in {"Distinct", "Reduced", "Project", "OrderBy", "Slice"} or (
        node.name == "Extend" and _is_of_aggregate(node)
    ):
        yield node
        node = node.p
    yield node


def _is_of_aggregate(node: CompValue) -> bool:
    while node.name == "Extend":
        node = node.p
    return bool(node.name == "AggregateJoin")


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT taken apart.

    Attributes:
        variables: What it projects.
        pattern: The pattern whose solutions it takes.
        keys: The variables by which it groups them; all that it projects if it does not group.
        computed: What each variable that is computed of a group is, as an expression over the results of the aggregates.
        aggregates: The aggregates, by the name of their results.
        distinct: Whether it leaves out repeated rows.
    """

    variables: tuple[Variable, ...]
    pattern: CompValue
    keys: tuple[Variable, ...]
    computed: Mapping[Variable, Any] = field(default_factory=dict)
    aggregates: Mapping[Variable, CompValue] = field(default_factory=dict)
    distinct: bool = False

    def of_rows(self, variable: Variable) -> set[Variable]:
        """The variables of the rows of a group from which one of its own variables is computed."""
        results = in_scope(self.computed[variable])
        return {each for result in results & self.aggregates.keys() for each in in_scope(self.aggregates[result].vars)}

    def needed(self) -> set[Variable]:
        """The variables of the rows of a group from which something is computed."""
        return {variable for name in self.computed for variable in self.of_rows(name)}

    def best(self) -> dict[str, str]:
        """For each variable that is the least or the greatest value of a group, the variable whose value that is."""
        found = {}
        for name, result in self.computed.items():
            aggregate = self.aggregates.get(result) if isinstance(result, Variable) else None
            if aggregate is None or not isinstance(aggregate.vars, Variable):
                continue
            if aggregate.name in {"Aggregate_Max", "Aggregate_Min"}:
                found[str(name)] = str(aggregate.vars)
        return found

    @classmethod
    def of(cls, node: CompValue) -> Select:
        """Take a SELECT apart.

        Raises:
            Unexplained: it has LIMIT or OFFSET, or groups by an expression.
        """
        chain = list(_chain(node))
        names = {each.name for each in chain}
        if "Slice" in names:
            raise Unexplained("LIMIT leaves rows out for no reason that could be shown.", remedy="ask without it.")
        projected = next(each for each in chain if each.name == "Project")
        last = chain[-1]
        if last.name != "AggregateJoin":
            variables = tuple(projected.PV)
            return cls(variables, last, variables, distinct="Distinct" in names)
        keys = tuple(last.p.expr or ())
        if not all(isinstance(key, Variable) for key in keys):
            raise Unexplained("GROUP BY groups by an expression.", remedy="BIND the expression to a variable first.")
        by_result = {aggregate.res: aggregate for aggregate in last.A}
        extends = {each.var: each.expr for each in chain if each.name == "Extend"}
        computed = {var: expr for var, expr in extends.items() if var not in keys}
        return cls(tuple(projected.PV), last.p.p, keys, computed, by_result)


def in_scope(node: Any) -> set[Variable]:
    """The variables in scope of a pattern (18.2.1), those of its expressions included."""
    if isinstance(node, Variable):
        return {node}
    if isinstance(node, CompValue):
        if node.name == "ToMultiSet" and node.p.name != "values":
            return set(Select.of(node.p).variables)
        if node.name == "values":
            return {variable for row in node.res for variable in row}
        return {each for key, value in node.items() if key not in NOTES for each in in_scope(value)}
    if isinstance(node, Path | str):
        return set()
    return {each for value in node for each in in_scope(value)} if isinstance(node, Iterable) else set()


def triples_in(node: Any) -> Iterator[tuple[Node, Any, Node]]:
    """The triple patterns of a pattern, wherever they stand in it."""
    if isinstance(node, CompValue):
        if node.name == "BGP":
            yield from node.triples
        else:
            yield from (each for key, value in node.items() if key not in NOTES for each in triples_in(value))
    elif isinstance(node, list | tuple):
        yield from (each for value in node for each in triples_in(value))


def asked_for(expression: Any, word: str) -> Iterator[CompValue]:
    """The patterns that an expression says exist (``EXISTS``) or do not (``NOTEXISTS``), without those inside of them."""
    if isinstance(expression, CompValue):
        if expression.name == f"Builtin_{word}":
            yield expression.graph
        elif expression.name not in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
            yield from (
                each for key, value in expression.items() if key not in NOTES for each in asked_for(value, word)
            )
    elif isinstance(expression, list):
        yield from (each for value in expression for each in asked_for(value, word))


def values_in(node: Any) -> Iterator[CompValue]:
    """The VALUES blocks of a pattern, those of its subqueries left out."""
    if isinstance(node, CompValue):
        if node.name == "values":
            yield node
        elif node.name != "ToMultiSet" or node.p.name == "values":
            yield from (each for key, value in node.items() if key not in NOTES for each in values_in(value))


def fixed_in(pattern: CompValue) -> dict[Variable, CompValue]:
    """The variables of a pattern that have one value, each with the VALUES that gives it."""
    return {variable: node for node in values_in(pattern) if len(node.res) == 1 for variable in node.res[0]}


def always_bound(node: CompValue) -> set[Variable]:
    """The variables that every solution of a pattern binds."""
    match node.name:
        case "Join":
            return always_bound(node.p1) | always_bound(node.p2)
        case "LeftJoin" | "Minus":
            return always_bound(node.p1)
        case "Filter" | "Extend":
            return always_bound(node.p)
        case "Union":
            return always_bound(node.p1) & always_bound(node.p2)
        case "Graph":
            return always_bound(node.p) | ({node.term} if isinstance(node.term, Variable) else set())
        case "ToMultiSet" if node.p.name != "values":
            return set(Select.of(node.p).variables)
        case "ToMultiSet":
            return set()
    return in_scope(node)


def _required(node: Any, graph: Node | None) -> Iterator[tuple[CompValue, Node | None]]:
    """The basic patterns and the UNIONs that a pattern cannot be without, each with its graph."""
    match node.name:
        case "BGP" | "Union":
            yield node, graph
        case "Join":
            yield from _required(node.p1, graph)
            yield from _required(node.p2, graph)
        case "LeftJoin" | "Minus":
            yield from _required(node.p1, graph)
        case "Filter" | "Extend":
            yield from _required(node.p, graph)
        case "Graph":
            yield from _required(node.p, node.term)


def needed(node: Any, graph: Node | None) -> Iterator[tuple[Any, Node | None]]:
    """The triple patterns that a pattern cannot be without, each with its graph."""
    for each, home in _required(node, graph):
        if each.name == "BGP":
            yield from ((triple, home) for triple in each.triples)


def ways(node: Any, graph: Node | None) -> Iterator[list[Any]]:
    """The ways in which a pattern can have a solution: for each branch of its UNIONs the triple patterns that it needs."""
    pattern = Select.of(node.p).pattern if node.name == "ToMultiSet" and node.p.name != "values" else node
    unions = (each for each in _required(pattern, graph) if each[0].name == "Union")
    branches = [_filled(branch, home) for union, home in unions for branch in _branches(union)]
    shared = _filled(pattern, graph)
    yield from ([*shared, *branch] for branch in branches or [[]])


def _filled(node: Any, graph: Node | None) -> list[Any]:
    return [(*plain(triple), home) for triple, home in needed(node, graph)]


def _branches(node: CompValue) -> Iterator[CompValue]:
    """The branches of a UNION, of however many."""
    for each in (node.p1, node.p2):
        yield from _branches(each) if each.name == "Union" else (each,)


def plain(triple: Any) -> tuple[Node, Node, Node]:
    """A triple pattern with the last property of a path in its place, which is what would have to be said."""
    subject, path, value = triple
    while isinstance(path, Path):
        match path:
            case MulPath():
                path = path.path
            case InvPath():
                path, subject, value = path.arg, value, subject
            case SequencePath() | AlternativePath():
                path = path.args[-1]
            case _:
                raise Unexplained(f"What {path.n3()} needs cannot be told.", remedy="name the properties.")
    return subject, path, value
