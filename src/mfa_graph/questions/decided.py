"""Whether a row could be another one if something that nobody says were said.

An OPTIONAL that is left empty matters only if the row's values or filters could come out otherwise with it. SPARQL's own logic
decides that: where the variables of the OPTIONAL stand, a variable is put that is never bound, and its error spreads as far as
the value depends on it (17.2: an error is no answer, unless the other side of an ``||`` or ``&&`` settles it). What still has a
value is decided without the OPTIONAL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from rdflib import Literal, Variable
from rdflib.plugins.sparql.parserutils import CompValue

from mfa_graph.questions.patterns import NOTES, in_scope

__all__ = ["Decided"]

_NEVER = Variable("neverBound")


class Decided:
    """The filters and the values of one pattern, and which of its variables they come from."""

    def __init__(self, pattern: CompValue, shown: set[Variable]) -> None:
        self._shown = shown
        self._filters: list[Any] = []
        self._passed: set[int] = set()
        self._computed: dict[Variable, list[Any]] = defaultdict(list)
        self._joined: dict[Variable, int] = defaultdict(int)
        self._read(pattern, passed=True)

    def without(self, optional: CompValue) -> CompValue | None:
        """The expression that is true of a solution which is decided without what an OPTIONAL could bind.

        None where it never is: what it could bind is joined to something else.
        """
        variables = in_scope(optional.p2) - in_scope(optional.p1)
        here = Decided(optional.p2, set())
        if any(self._joined[variable] > here._joined[variable] for variable in variables):
            return None
        own = {id(each) for each in (*here._filters, optional.expr)}
        filters = [self._open(each, variables) for each in self._filters if id(each) not in own]
        tests = [self._known(expression, variables, truth=True) for expression in filters]
        tests += [self._known(variable, variables, truth=False) for variable in sorted(self._shown)]
        found = [test for test in tests if test is not None]
        return CompValue("ConditionalAndExpression", expr=Literal(True), other=found) if found else None

    def undecided(self, expression: Any, variables: set[Variable]) -> Any:
        """The expression that is true of a solution for which a filter is not false, whatever some variables are."""
        if not self._needs(expression, variables):
            return expression
        fails = CompValue("UnaryNot", expr=self._spread(expression, variables))
        return CompValue("UnaryNot", expr=CompValue("Builtin_COALESCE", arg=[fails, Literal(False)]))

    def _open(self, expression: Any, variables: set[Variable]) -> Any:
        """What a filter leaves to be decided: of several things that each solution has passed those that need the variables."""
        if id(expression) not in self._passed or getattr(expression, "name", "") != "ConditionalAndExpression":
            return expression
        needing = [each for each in [expression.expr, *expression.other] if self._needs(each, variables)]
        if len(needing) < 2:
            return needing[0] if needing else expression.expr
        return CompValue(expression.name, expr=needing[0], other=needing[1:])

    def _read(self, node: Any, *, passed: bool) -> None:
        """Note what is filtered and computed; `passed` where each solution of the whole is one of this pattern's too."""
        match node.name:
            case "BGP":
                for variable in {each for triple in node.triples for each in triple if isinstance(each, Variable)}:
                    self._joined[variable] += 1
            case "Filter":
                self._filters.append(node.expr)
                self._passed |= {id(node.expr)} if passed else set()
                self._read(node.p, passed=passed)
            case "Extend":
                self._computed[node.var].append(node.expr)
                self._read(node.p, passed=passed)
            case "Graph":
                if isinstance(node.term, Variable):
                    self._joined[node.term] += 1
                self._read(node.p, passed=passed)
            case "ToMultiSet":
                for variable in in_scope(node):
                    self._joined[variable] += 1
            case _:
                if node.name == "LeftJoin" and node.expr.name != "TrueFilter":
                    self._filters.append(node.expr)
                for part in ("p1", "p2", "p"):
                    if part in node:
                        is_sure = node.name == "Join" or (node.name != "Union" and part == "p1")
                        self._read(node[part], passed=passed and is_sure)

    def _known(self, expression: Any, variables: set[Variable], *, truth: bool) -> CompValue | None:
        """The expression that is true where another has a value without some variables; None where it never needs them."""
        if not self._needs(expression, variables):
            return None
        spread = self._spread(expression, variables)
        if truth:
            settled = CompValue("Builtin_IF", arg1=spread, arg2=Literal(True), arg3=Literal(True))
        else:
            length = CompValue("Builtin_STRLEN", arg=CompValue("Builtin_STR", arg=spread))
            settled = CompValue("RelationalExpression", expr=length, op=">=", other=Literal(0))
        return CompValue("Builtin_COALESCE", arg=[settled, Literal(False)])

    def _needs(self, expression: Any, variables: set[Variable]) -> bool:
        return bool(self._from(expression) & variables)

    def _from(self, expression: Any) -> set[Variable]:
        """The variables that a value comes from, through all that is computed on the way."""
        found: set[Variable] = set()
        waiting = list(in_scope(expression))
        while waiting:
            variable = waiting.pop()
            if variable not in found:
                found.add(variable)
                waiting += [each for computed in self._computed.get(variable, ()) for each in in_scope(computed)]
        return found

    def _spread(self, node: Any, variables: set[Variable]) -> Any:
        """An expression with a variable that is never bound in the place of some."""
        if not self._needs(node, variables):
            return node
        if isinstance(node, Variable):
            ways = self._computed.get(node, [])
            return self._spread(ways[0], variables) if len(ways) == 1 and node not in variables else _NEVER
        if isinstance(node, list):
            return [self._spread(each, variables) for each in node]
        match node.name:
            case "Builtin_BOUND" | "Builtin_EXISTS" | "Builtin_NOTEXISTS":
                return _NEVER
            case "Builtin_COALESCE":
                return CompValue(node.name, arg=list(self._until(node.arg, variables)))
        return CompValue(node.name, **{key: self._part(key, each, variables) for key, each in node.items()})

    def _part(self, key: str, value: Any, variables: set[Variable]) -> Any:
        is_expression = key not in NOTES and isinstance(value, Variable | CompValue | list)
        return self._spread(value, variables) if is_expression else value

    def _until(self, arguments: list[Any], variables: set[Variable]) -> Iterator[Any]:
        """The arguments of COALESCE up to the first that needs the variables: what comes after it is not decided."""
        for argument in arguments:
            yield self._spread(argument, variables)
            if self._needs(argument, variables):
                return
