"""The order in which the patterns of an evidence query stand, so that an engine need not look at more than it is asked about.

Nothing here changes what a pattern finds. Engines begin with the shortest of several VALUES, and with a table of properties they
read all that is said with them; the right side of a MINUS they evaluate wholly; and they take the patterns of an EXISTS each by
itself, without an order of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set

from rdflib import Variable
from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from mfa_graph.questions.patterns import always_bound, in_scope

__all__ = ["begun", "one_by_one", "table"]

_ADDED_TO = {"Filter": "p", "Extend": "p", "LeftJoin": "p1", "Minus": "p1"}
"""Where in a pattern the one stands that it adds to."""


def table(variable: Variable, term: Node) -> CompValue:
    """A VALUES block of one term."""
    return CompValue("ToMultiSet", p=CompValue("values", res=[{variable: term}]))


def begun(pattern: CompValue, key: Variable, first: CompValue) -> CompValue:
    """A pattern joined to the terms of a key, with these first and its own tables last."""
    inside = _ADDED_TO.get(pattern.name)
    if inside is None:
        return _in_order(pattern, first)
    changed = {inside: begun(pattern[inside], key, first)}
    if pattern.name == "Minus" and key in always_bound(pattern.p2):
        changed["p2"] = begun(pattern.p2, key, first)
    return CompValue(pattern.name, **{**pattern, **changed})


def _in_order(pattern: CompValue, first: CompValue) -> CompValue:
    joined = first
    parts = list(_joined(pattern))
    for each in sorted(parts, key=_is_table):
        joined = _looked_up(joined, each) if _is_table(each) else CompValue("Join", p1=joined, p2=each)
    return joined


def _joined(node: CompValue) -> Iterator[CompValue]:
    """What a pattern joins, in its order."""
    if node.name == "Join":
        yield from _joined(node.p1)
        yield from _joined(node.p2)
    else:
        yield node


def _is_table(node: CompValue) -> bool:
    return bool(node.name == "ToMultiSet" and node.p.name == "values")


def _looked_up(pattern: CompValue, rows: CompValue) -> CompValue:
    """A pattern joined to a table, in a form in which its solutions come first and are looked up in the table."""
    known, columns = in_scope(pattern), in_scope(rows)
    if len(columns) == 1 and columns <= known:
        (column,) = columns
        terms = list(dict.fromkeys(row[column] for row in rows.p.res))
        return _filtered(pattern, CompValue("RelationalExpression", expr=column, op="IN", other=terms))
    told = sorted(column for column in columns - known if all(column in row for row in rows.p.res))
    if not told or not columns & known:
        return CompValue("Join", p1=pattern, p2=rows)
    either = CompValue("LeftJoin", p1=pattern, p2=rows, expr=CompValue("TrueFilter"))
    return _filtered(either, CompValue("Builtin_BOUND", arg=told[0]))


def _filtered(pattern: CompValue, expression: CompValue) -> CompValue:
    return CompValue("Filter", p=pattern, expr=expression)


def one_by_one(pattern: CompValue, known: Set[Variable]) -> CompValue:
    """The pattern of an EXISTS with its triple patterns one inside the other, where some variables are known outside.

    What one of them finds is known to the next; the narrowest comes first.
    """
    steps, ended = _steps(pattern)
    if len(steps) < 2:
        return pattern
    ordered = list(_narrowest_first(steps, set(known)))
    nested = ended(ordered[-1])
    for step in reversed(ordered[:-1]):
        nested = _filtered(step, CompValue("Builtin_EXISTS", graph=nested))
    return nested


def _narrowest_first(steps: Sequence[CompValue], known: set[Variable]) -> Iterator[CompValue]:
    waiting = list(steps)
    while waiting:
        step = min(waiting, key=lambda each: _width(each, known))
        waiting.remove(step)
        known |= in_scope(step)
        yield step


def _width(step: CompValue, known: Set[Variable]) -> tuple[int, bool]:
    """How much a triple pattern may find where some variables are known, as a rank; more in any graph than in the merged set."""
    ((subject, path, value),) = (step.p if step.name == "Graph" else step).triples
    is_from, is_of, is_to = (not isinstance(each, Variable) or each in known for each in (subject, path, value))
    if is_from and is_to:
        rank = 0
    elif isinstance(path, Path):
        rank = 5 if is_from or is_to else 7
    else:
        rank = (1 if is_from else 3 if is_to else 6) + (not is_of)
    return rank, step.name == "Graph" and step.term not in known


def _steps(node: CompValue) -> tuple[list[CompValue], Callable[[CompValue], CompValue]]:
    """The triple patterns that a pattern joins, and how the rest of it is put on the last of them; none if it joins others."""
    inside = _ADDED_TO.get(node.name)
    if inside in {"p", "p1"} and node.name != "Minus":
        steps, ended = _steps(node[inside])
        return steps, lambda last: CompValue(node.name, **{**node, inside: ended(last)})
    parts = _singles(node)
    return [] if None in parts else [each for each in parts if each is not None], lambda last: last


def _singles(node: CompValue) -> list[CompValue | None]:
    """The triple patterns that a pattern joins, each by itself; None for what else it joins."""
    singles: list[CompValue | None] = []
    for part in _joined(node):
        match part.name:
            case "BGP":
                singles += [CompValue("BGP", triples=[triple]) for triple in part.triples]
            case "Graph":
                singles += [each and CompValue("Graph", term=part.term, p=each) for each in _singles(part.p)]
            case _:
                singles.append(None)
    return singles
