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

__all__ = ["derive", "with_derived"]


def derive(graph: KnowledgeGraph, content: Content) -> list[Quad]:
    """All statements that the rules under ``queries/derived/`` construct, each in the graph of its rule; see `with_derived`."""
    return list(with_derived(graph, content).quads[len(graph.quads) :])


def with_derived(graph: KnowledgeGraph, content: Content) -> KnowledgeGraph:
    """A graph and all statements that the rules under ``queries/derived/`` construct, rule by rule in the order of their turns.

    Raises:
        MissingContent: the folder is not there or has no rule.
        ContentProblem: a rule's head cannot be read, or it comes after itself or after a rule that is not there.
        QueryProblem: a rule is not a query.
    """
    waiting = {path.stem: read_query(path) for path in content.files("queries/derived", ".rq")}
    done: set[str] = set()
    known = graph.extended(())
    while waiting:
        ready = {name: rule for name, rule in waiting.items() if _predecessors(rule) <= done}
        if not ready:
            raise _stuck(waiting, done)
        derived = [quad for name in sorted(ready) for quad in _constructed(name, ready[name], known)]
        known = known.grown(derived)
        done |= ready.keys()
        waiting = {name: rule for name, rule in waiting.items() if name not in done}
    return known


def _predecessors(rule: QueryFile) -> set[str]:
    return set(rule.head.get("after", []))


def _constructed(name: str, rule: QueryFile, graph: KnowledgeGraph) -> list[Quad]:
    answer = graph.query(rule.text)
    if not isinstance(answer, Triples):
        raise rule.problem("A rule must be a CONSTRUCT query.", remedy="construct the statements that it derives.")
    home = NamedNode(graph_iri(f"derived/{name}"))
    return [Quad(triple.subject, triple.predicate, triple.object, home) for triple in answer]


def _stuck(waiting: dict[str, QueryFile], done: set[str]) -> Exception:
    name, rule = next(iter(waiting.items()))
    missing = sorted(_predecessors(rule) - done)
    remedy = nearest(missing[0], waiting.keys() - {name}) if missing[0] not in waiting else "break the circle."
    return rule.problem(f"The rule “{name}” waits for “{missing[0]}”, which never comes.", remedy=remedy, word="after")
