"""What keeps a pattern from finding more.

A row may be what it is because something else is *not* found, and that may in turn be so because of what somebody says: whoever
may have been a party by a day was none if a source says that it began later, and who was one is none any more if a source says
that it has denounced. Without these statements the row is gone, so they are evidence for it as much as any other. It is so where
a pattern stands whose solutions count even where there are none (in a NOT EXISTS or a MINUS, in an OPTIONAL, in a group), and
which could find more if less were said: by a NOT EXISTS or a MINUS in it, or by a filter over its OPTIONALs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

from mfa_graph.questions.decided import Decided
from mfa_graph.questions.patterns import always_bound, asked_for, in_scope

__all__ = ["barred", "has_optionals", "open_pattern"]

_INNER = {
    "Filter": ("p",),
    "Extend": ("p",),
    "Graph": ("p",),
    "Minus": ("p1",),
    "LeftJoin": ("p1",),
    "Join": ("p1", "p2"),
    "Union": ("p1", "p2"),
}
"""Where in a pattern the ones stand without which it has no solution."""


def open_pattern(node: CompValue, fixed: set[Variable]) -> CompValue:
    """What a pattern could find if less were said: it denies nothing, and passes what a filter over OPTIONALs could let pass.

    `fixed` are variables that have one value in the whole question.
    """
    if node.name == "Minus":
        return open_pattern(node.p1, fixed)
    inner = {key: open_pattern(node[key], fixed) for key in _INNER.get(node.name, ())}
    opened = CompValue(node.name, **{**node, **inner})
    return _passing(opened, fixed) if node.name == "Filter" else opened


def _passing(node: CompValue, fixed: set[Variable]) -> CompValue:
    """A filter without what it says is or is not there, and open to all that its OPTIONALs could bind."""
    pattern: CompValue = node.p
    for condition in _conditions(node.expr):
        if any(True for word in ("EXISTS", "NOTEXISTS") for _ in asked_for(condition, word)):
            continue
        unknown = in_scope(condition) - always_bound(pattern) - fixed
        pattern = CompValue("Filter", p=pattern, expr=Decided(node.p, set()).undecided(condition, unknown))
    return pattern


def _conditions(expression: Any) -> list[Any]:
    if getattr(expression, "name", "") == "ConditionalAndExpression":
        return [expression.expr, *expression.other]
    return [expression]


def has_optionals(node: CompValue) -> bool:
    """Whether OPTIONALs stand in a pattern, over which a filter may decide."""
    return node.name == "LeftJoin" or any(has_optionals(node[key]) for key in _INNER.get(node.name, ()))


def barred(node: CompValue, fixed: set[Variable]) -> Iterator[CompValue]:
    """For each NOT EXISTS and MINUS in a pattern, what the pattern would find without it, together with what it finds there."""
    keys = _INNER.get(node.name, ())
    for key in keys:
        others = {each: open_pattern(node[each], fixed) for each in keys if each != key}
        for each in barred(node[key], fixed):
            if node.name in {"Minus", "Union"}:
                yield each
            else:
                found = CompValue(node.name, **{**node, **others, key: each})
                yield _passing(found, fixed) if node.name == "Filter" else found
    if node.name == "Filter":
        yield from (_found_too(open_pattern(node, fixed), each) for each in asked_for(node.expr, "NOTEXISTS"))
    if node.name == "Minus":
        yield _found_too(open_pattern(node.p1, fixed), node.p2)


def _found_too(pattern: CompValue, bar: CompValue) -> CompValue:
    """A pattern joined to what bars it, whose filters see both."""
    key = {"Filter": "p", "Extend": "p", "Minus": "p1", "LeftJoin": "p1"}.get(bar.name)
    if key is None:
        return CompValue("Join", p1=pattern, p2=bar)
    return CompValue(bar.name, **{**bar, key: _found_too(pattern, bar[key])})
