"""Which optional patterns and computed variables of a query its rows depend on.

A label that only puts rows in order has no say in what a row states, and so is no evidence for it.
"""

from __future__ import annotations

from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

from mfa_graph.questions.patterns import in_scope

__all__ = ["live_pattern"]


def live_pattern(node: CompValue, live: set[Variable], beside: frozenset[Variable] = frozenset()) -> CompValue:
    """The pattern without the OPTIONALs and BINDs that none of the `live` variables, nor any of its joins and filters, needs.

    Subqueries are given the attribute ``live``: which of their variables are needed outside. OPTIONALs are given the attribute
    ``beside``: the variables that the patterns joined to them bind.
    """
    match node.name:
        case "Join":
            one, other = in_scope(node.p1), in_scope(node.p2)
            return CompValue(
                "Join",
                p1=live_pattern(node.p1, live | other, beside | other),
                p2=live_pattern(node.p2, live | one, beside | one),
            )
        case "LeftJoin":
            return _optional(node, live, beside)
        case "Filter":
            return CompValue("Filter", p=live_pattern(node.p, live | in_scope(node.expr), beside), expr=node.expr)
        case "Extend" if node.var not in live:
            return live_pattern(node.p, live, beside)
        case "Extend":
            inner = live_pattern(node.p, live | in_scope(node.expr), beside)
            return CompValue("Extend", p=inner, expr=node.expr, var=node.var)
        case "Minus":
            return CompValue("Minus", p1=live_pattern(node.p1, live | in_scope(node.p2), beside), p2=node.p2)
        case "Union":
            return CompValue("Union", p1=live_pattern(node.p1, live, beside), p2=live_pattern(node.p2, live, beside))
        case "Graph":
            named = {node.term} if isinstance(node.term, Variable) else set()
            return CompValue("Graph", term=node.term, p=live_pattern(node.p, live | named, beside))
        case "ToMultiSet" if node.p.name != "values":
            return CompValue("ToMultiSet", p=node.p, live=live)
    return node


def _optional(node: CompValue, live: set[Variable], beside: frozenset[Variable]) -> CompValue:
    left, right = in_scope(node.p1), in_scope(node.p2)
    if not (right - left) & live:
        return live_pattern(node.p1, live, beside)
    needed = live | in_scope(node.expr)
    return CompValue(
        "LeftJoin",
        p1=live_pattern(node.p1, needed | right, beside | right),
        p2=live_pattern(node.p2, needed | left, beside | left),
        expr=node.expr,
        beside=beside,
    )
