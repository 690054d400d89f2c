"""What the fast engine is not given: shapes that it would read otherwise than the standard has it, or pass over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mfa_graph.store import Literal, Term, Triple
from mfa_graph.validation.results import Properties, members, properties_of
from mfa_graph.validation.terms import SH
from mfa_graph.vocabulary import RDF

__all__ = ["DEEPEST", "LONGEST", "beyond"]

DEEPEST = 48
"""Deeper nesting of shapes than this is refused by the engine, though it is well-formed."""

LONGEST = 4_000
"""A longer query may nest so deep, or have a path of so many steps, that the engine ends the process (from 6,000 brackets on), or
never ends itself (from 1,000 steps)."""

_LISTS = (SH.and_, SH.or_, SH.xone)
_NESTING = (SH.node, SH.not_, SH.property, SH.qualifiedValueShape)
_EXTENSIONS = (SH.expression, SH.js, SH.rule, SH.target)
_EXTENSION_TYPES = {SH.SPARQLFunction, SH.SPARQLTargetType}
_SHAPES = {SH.NodeShape, SH.PropertyShape}
_LOOKING_AROUND = re.compile(r"\(\?(?:=|!|<=|<!)|\\[1-9]")
_SELECT = re.compile(r"\bselect\b", re.IGNORECASE)
_COMMENT = re.compile(r"#[^\n>]*$", re.MULTILINE)


def beyond(shapes: Iterable[Triple]) -> str:
    """Why the fast engine is not given these shapes, as the end of a sentence that begins with “the shapes”; ``""`` if it is."""
    graph = properties_of(shapes)
    return next(
        (reason for told in (_extensions, _queries, _patterns, _ill_formed, _deep) for reason in told(graph)), ""
    )


def _extensions(graph: Properties) -> Iterator[str]:
    for properties in graph.values():
        types = {getattr(kind, "value", "") for kind in properties.get(RDF.type, [])}
        if types & _EXTENSION_TYPES or any(name in properties for name in _EXTENSIONS):
            yield "use an extension of SHACL: a function, a rule, an expression, a script or a kind of target"


def _queries(graph: Properties) -> Iterator[str]:
    for properties in graph.values():
        for constraint in properties.get(SH.sparql, []):
            if SH.deactivated in graph.get(constraint, {}):
                yield "switch a query on or off with sh:deactivated"
        for text in [*properties.get(SH.select, []), *properties.get(SH.ask, [])]:
            selects = _SELECT.findall(_COMMENT.sub("", getattr(text, "value", "")))
            if len(getattr(text, "value", "")) > LONGEST:
                yield f"have a query of more than {LONGEST:,} characters"
            if len(selects) > (1 if text in properties.get(SH.select, []) else 0):
                yield "have a query inside a query"


def _patterns(graph: Properties) -> Iterator[str]:
    for properties in graph.values():
        for pattern in properties.get(SH.pattern, []):
            if isinstance(pattern, Literal) and _LOOKING_AROUND.search(pattern.value):
                yield "have a pattern that looks around or back"


def _ill_formed(graph: Properties) -> Iterator[str]:
    """What is ill-formed (SHACL, Appendix B) and would be passed over in silence: the reference engine says it in words."""
    listed = {shape for properties in graph.values() for shape in properties.get(SH.property, [])}
    for node, properties in graph.items():
        types = {getattr(kind, "value", "") for kind in properties.get(RDF.type, [])}
        paths = len(properties.get(SH.path, []))
        is_property = SH.PropertyShape in types or node in listed
        if (is_property and paths != 1) or (SH.NodeShape in types and paths):
            yield "have a property shape without one path, or a node shape with a path"
        if any(len(properties.get(once, [])) > 1 for once in (SH.datatype, SH.nodeKind, SH.in_, SH.pattern)):
            yield "give a parameter twice that can be given once"
        for choice in (head for name in _LISTS for head in properties.get(name, [])):
            if not members(graph, choice):
                yield "have a choice between no shapes"
    if not listed <= graph.keys():
        yield "list a shape that is not there"


def _deep(graph: Properties) -> Iterator[str]:
    """Shapes within shapes, level by level from those that are in none; a circle is left to the engine."""
    inside = {node: _parts(graph, node) for node in graph}
    level = inside.keys() - {part for parts in inside.values() for part in parts}
    for _ in range(DEEPEST):
        level = {part for node in level for part in inside.get(node, ())}
    if level:
        yield f"stand in one another more than {DEEPEST} deep"


def _parts(graph: Properties, node: Term) -> set[Term]:
    """The shapes that stand directly in a shape."""
    properties = graph[node]
    single = {part for name in _NESTING for part in properties.get(name, [])}
    return single | {part for name in _LISTS for head in properties.get(name, []) for part in members(graph, head)}
