"""The algebra of a query (SPARQL 1.1, section 18), read by rdflib and written as text again.

rdflib is the reader because it gives the algebra of the standard; the text is written here, since what is explained has to be
the query that ran, and each step of it must be one that can be explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pyparsing import ParseException
from rdflib import XSD, Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql import algebra
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from mfa_graph.errors import Unexplained
from mfa_graph.heads import QueryFile
from mfa_graph.questions.ordering import begun, one_by_one, table
from mfa_graph.questions.patterns import NOTES, Select, in_scope
from mfa_graph.store.federation import asks_elsewhere
from mfa_graph.vocabulary import PREFIXES

__all__ = ["Writer", "algebra_of", "term"]

_PARAMETER = "urn:parameter:"
_SAFE = re.compile(r"[A-Za-z_][\w-]*")


def algebra_of(file: QueryFile) -> CompValue:
    """The algebra of a query file, with a placeholder for each parameter.

    Raises:
        ContentProblem: the text is no SPARQL query.
        Unexplained: the query has a construct that cannot be explained.
    """
    if asks_elsewhere(file.text):
        raise Unexplained("SERVICE asks another server, whose statements cannot be traced.", remedy="ask without it.")
    names = {name: [f"<{_PARAMETER}{name}>"] * len(file.variables(name)) for name in file.defaults}
    text = file.filled({name: terms if len(terms) == 1 else [f"({' '.join(terms)})"] for name, terms in names.items()})
    try:
        with _order_of_the_author():
            query = translateQuery(parseQuery(text)).algebra
    except ParseException as error:
        raise file.problem(f"The query cannot be read: {error}.", remedy="mend its syntax.") from error
    _read_throughout(query)
    if query.name not in {"SelectQuery", "ConstructQuery"}:
        raise Unexplained(f"{query.name} is neither SELECT nor CONSTRUCT.", remedy="ask for rows.")
    if query.datasetClause:
        raise Unexplained("FROM names graphs that the evidence would not see.", remedy="use GRAPH instead.")
    return query


def _read_throughout(node: Any) -> None:
    """Puts the algebra of each EXISTS in the place of its text: rdflib sets it beside that, without the filters in it."""
    if isinstance(node, CompValue):
        if node.name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
            node["graph"] = node.graph
        for key, value in node.items():
            if key not in NOTES:
                _read_throughout(value)
    elif isinstance(node, list):
        for each in node:
            _read_throughout(each)


@contextmanager
def _order_of_the_author() -> Iterator[None]:
    """Keeps the triple patterns in their order: rdflib sorts them for its own evaluator, and others are slower by it."""
    sorted_by_rdflib = algebra.reorderTriples
    algebra.reorderTriples = lambda l_: list(l_)
    try:
        yield
    finally:
        algebra.reorderTriples = sorted_by_rdflib


def term(node: Node | str) -> str:
    """A term as SPARQL writes it, with our prefixes."""
    if isinstance(node, Variable):
        return f"?{node}"
    if isinstance(node, URIRef):
        for prefix, namespace in PREFIXES.items():
            local = str(node).removeprefix(namespace)
            if local != str(node) and _SAFE.fullmatch(local):
                return f"{prefix}:{local}"
        return f"<{node}>"
    if isinstance(node, Literal):
        if node.datatype in {XSD.boolean, XSD.integer}:
            return str(node)
        typed = f"^^{term(node.datatype)}" if node.datatype else f"@{node.language}" if node.language else ""
        return f"{Literal(str(node)).n3()}{typed}"
    raise Unexplained(f"{node!r} has no name that its evidence could use.", remedy="write a variable for a blank node.")


_NEEDS_BRACES = {"Filter", "LeftJoin", "Extend", "Minus", "Join"}
_NONE: Mapping[Variable, CompValue] = {}


@dataclass(slots=True)
class Writer:
    """Writes patterns and expressions as text.

    Attributes:
        defaults: What stands in the marked line of each parameter.
        first: For a variable the parameter that each pattern with it as a key begins with, so that it need not find all there
            is.
    """

    defaults: dict[str, str]
    first: dict[Variable, CompValue] = field(default_factory=dict)

    def begin(self, variable: Variable, name: str) -> None:
        """Let each pattern that has a variable as a key begin with a new parameter, which any term fits by default."""
        self.defaults[name] = "UNDEF"
        self.first[variable] = table(variable, URIRef(_PARAMETER + name))

    def any_of(self, variables: Iterable[Variable], name: str) -> str:
        """The line of a new parameter for rows of some variables, which any row fits by default."""
        named = [f"?{variable}" for variable in variables]
        self.defaults[name] = f"({' '.join('UNDEF' for _ in named)})"
        return f"VALUES ({' '.join(named)}) {{ {self.defaults[name]} }} #+ {name}"

    def begun(self, pattern: CompValue, keys: Iterable[Variable]) -> CompValue:
        """A pattern that begins with the parameter of one of its keys, if any has one."""
        return next((begun(pattern, key, self.first[key]) for key in keys if key in self.first), pattern)

    def group(self, node: CompValue) -> list[str]:
        """The lines of a group graph pattern, without its braces."""
        match node.name:
            case "BGP":
                return [f"{term(s)} {self.path(p)} {term(o)} ." for s, p, o in node.triples]
            case "Join":
                return [*self._first(node.p1), *self._next(node.p2)]
            case "LeftJoin":
                return [*self._first(node.p1), *self.braced("OPTIONAL", [*self.group(node.p2), *self._condition(node)])]
            case "Filter":
                return [*self.group(node.p), f"FILTER ({self.expression(node.expr, known=in_scope(node.p))})"]
            case "Extend":
                written = self.expression(node.expr, known=in_scope(node.p))
                return [*self._first(node.p), f"BIND ({written} AS {term(node.var)})"]
            case "Minus":
                return [*self._first(node.p1), *self.braced("MINUS", self.group(node.p2))]
            case "Union":
                return [*self._branch(node.p1), "UNION", *self.braced("", self.group(node.p2))]
            case "Graph":
                return self.braced(f"GRAPH {term(node.term)}", self.group(node.p))
            case "ToMultiSet" if node.p.name == "values":
                return [self.values(node.p)]
            case "ToMultiSet":
                return self.braced("", self.select(Select.of(node.p)))
            case name:
                raise Unexplained(f"{name} cannot be explained.", remedy="ask without it.")

    def select(self, select: Select) -> list[str]:
        """The lines of a SELECT."""
        inner = self.group(self.begun(select.pattern, select.keys))
        heads = [
            f"({self.expression(select.computed[var], select.aggregates)} AS {term(var)})"
            if var in select.computed
            else term(var)
            for var in select.variables
        ]
        lines = [
            f"SELECT {'DISTINCT ' if select.distinct else ''}{' '.join(heads)}",
            *self.braced("WHERE", inner),
        ]
        if select.aggregates and select.keys:
            lines.append(f"GROUP BY {' '.join(map(term, select.keys))}")
        return lines

    def braced(self, word: str, lines: Sequence[str]) -> list[str]:
        """Lines in braces, one step further in."""
        return [f"{word} {{".lstrip(), *(f"  {line}" for line in lines), "}"]

    def values(self, node: CompValue) -> str:
        """A VALUES block in one line, marked if it is a parameter."""
        variables = list(dict.fromkeys(variable for row in node.res for variable in row))
        first = next((str(value) for row in node.res for value in row.values()), "")
        head = f"?{variables[0]}" if len(variables) == 1 else f"({' '.join(map(term, variables))})"
        if first.startswith(_PARAMETER):
            name = first.removeprefix(_PARAMETER)
            return f"VALUES {head} {{ {self.defaults[name]} }} #+ {name}"
        rows = [" ".join(term(row[v]) if v in row else "UNDEF" for v in variables) for row in node.res]
        return f"VALUES {head} {{ {' '.join(rows if len(variables) == 1 else [f'({row})' for row in rows])} }}"

    def path(self, path: Any) -> str:
        """A predicate or a property path (9)."""
        match path:
            case InvPath():
                return f"^{self._step(path.arg)}"
            case SequencePath():
                return "/".join(map(self._step, path.args))
            case AlternativePath():
                return "|".join(map(self._step, path.args))
            case MulPath():
                return f"{self._step(path.path)}{path.mod}"
            case Path():
                raise Unexplained(f"The path {path.n3()} names what it does not walk.", remedy="name the properties.")
        return term(path)

    def _step(self, path: Any) -> str:
        return f"({self.path(path)})" if isinstance(path, SequencePath | AlternativePath | MulPath) else self.path(path)

    def expression(
        self, node: Any, aggregates: Mapping[Variable, CompValue] = _NONE, known: Set[Variable] = frozenset()
    ) -> str:
        """An expression (17), with the aggregates in the place of their results, where some variables are known."""

        def written(each: Any) -> str:
            return self.expression(each, aggregates, known)

        if isinstance(node, Node):
            return (
                self._aggregate(aggregates[node]) if isinstance(node, Variable) and node in aggregates else term(node)
            )
        if isinstance(node, list):
            return ", ".join(map(written, node))
        match node.name:
            case "ConditionalOrExpression" | "ConditionalAndExpression":
                word = " || " if "Or" in node.name else " && "
                return f"({word.join(map(written, [node.expr, *node.other]))})"
            case "RelationalExpression" if node.op in {"IN", "NOT IN"}:
                return f"({written(node.expr)} {node.op} ({written(list(node.other))}))"
            case "RelationalExpression":
                return f"({written(node.expr)} {node.op} {written(node.other)})"
            case "AdditiveExpression" | "MultiplicativeExpression":
                rest = "".join(f" {op} {written(other)}" for op, other in zip(node.op, node.other, strict=True))
                return f"({written(node.expr)}{rest})"
            case "UnaryNot" | "UnaryMinus":
                return f"({'!' if node.name == 'UnaryNot' else '-'}{written(node.expr)})"
            case "Builtin_NOTEXISTS" | "Builtin_EXISTS":
                word = "NOT EXISTS" if "NOT" in node.name else "EXISTS"
                return f"{word} {{ {' '.join(line.strip() for line in self.group(one_by_one(node.graph, known)))} }}"
            case name if name.startswith("Builtin_"):
                arguments = [value for key, value in node.items() if key not in NOTES and value is not None]
                return f"{name.removeprefix('Builtin_')}({', '.join(map(written, arguments))})"
            case "Function" if str(node.iri).startswith(PREFIXES["xsd"]):
                return f"{term(node.iri)}({written(node.expr)})"
            case "Function":
                remedy = "use SPARQL's own functions."
                raise Unexplained(f"What the function <{node.iri}> does is not known here.", remedy=remedy)
            case name:
                raise Unexplained(f"{name} cannot be explained.", remedy="ask without it.")

    def _aggregate(self, node: CompValue) -> str:
        name = node.name.removeprefix("Aggregate_").upper()
        argument = "*" if node.vars == "*" else self.expression(node.vars)
        return f"{name}({'DISTINCT ' if node.distinct else ''}{argument})"

    def _condition(self, node: CompValue) -> list[str]:
        known = in_scope(node.p1) | in_scope(node.p2)
        return [] if node.expr.name == "TrueFilter" else [f"FILTER ({self.expression(node.expr, known=known)})"]

    def _first(self, node: CompValue) -> list[str]:
        lines = self.group(node)
        return self.braced("", lines) if node.name == "Filter" else lines

    def _next(self, node: CompValue) -> list[str]:
        lines = self.group(node)
        return self.braced("", lines) if node.name in _NEEDS_BRACES else lines

    def _branch(self, node: CompValue) -> list[str]:
        return self.group(node) if node.name == "Union" else self.braced("", self.group(node))
