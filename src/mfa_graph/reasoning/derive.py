"""Derived statements: what the queries in ``queries/derived/`` construct from the asserted ones.

Each file is one rule. What it constructs stands in ``graph/derived/<name of the file>``, so that a reader of a statement finds
the rule that made it. A rule sees the asserted statements, and what came out of the rules before it: those that
its head names as ``after`` come before it.
"""

from __future__ import annotations

from mfa_graph.assets import Content
from mfa_graph.errors import nearest
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import QueryFile, read_query
from mfa_graph.store import NamedNode, Quad, Triples
from mfa_graph.vocabulary import graph as graph_iri

__all__ = ["derive"]


def derive(graph: KnowledgeGraph, content: Content) -> list[Quad]:
    """All statements that the rules under ``queries/derived/`` construct, each in the graph of its rule.

    Raises:
        MissingContent: the folder is not there or has no rule.
        ContentProblem: a rule's head cannot be read, or it comes after itself or after a rule that is not there.
        QueryProblem: a rule is not a query.
    """
    waiting = {path.stem: read_query(path) for path in content.files("queries/derived", ".rq")}
    derived: dict[str, list[Quad]] = {}
    while waiting:
        ready = {name: rule for name, rule in waiting.items() if _predecessors(rule) <= derived.keys()}
        if not ready:
            raise _stuck(waiting, derived)
        known = graph.extended(quad for quads in derived.values() for quad in quads)
        derived |= {name: _constructed(name, rule, known) for name, rule in ready.items()}
        waiting = {name: rule for name, rule in waiting.items() if name not in ready}
    return [quad for name in sorted(derived) for quad in derived[name]]


def _predecessors(rule: QueryFile) -> set[str]:
    return set(rule.head.get("after", []))


def _constructed(name: str, rule: QueryFile, graph: KnowledgeGraph) -> list[Quad]:
    answer = graph.query(rule.text)
    if not isinstance(answer, Triples):
        raise rule.problem("A rule must be a CONSTRUCT query.", remedy="construct the statements that it derives.")
    home = NamedNode(graph_iri(f"derived/{name}"))
    return [Quad(triple.subject, triple.predicate, triple.object, home) for triple in answer]


def _stuck(waiting: dict[str, QueryFile], derived: dict[str, list[Quad]]) -> Exception:
    name, rule = next(iter(waiting.items()))
    missing = sorted(_predecessors(rule) - derived.keys())
    remedy = nearest(missing[0], waiting.keys() - {name}) if missing[0] not in waiting else "break the circle."
    return rule.problem(f"The rule “{name}” waits for “{missing[0]}”, which never comes.", remedy=remedy, word="after")
