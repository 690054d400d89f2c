"""Derived statements: what the queries in ``queries/derived/`` construct from the asserted ones.

Each file is one rule. What it constructs stands in ``graph/derived/<name of the file>``, so that a reader of a statement finds
the rule that made it.
"""

from __future__ import annotations

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import read_query
from mfa_graph.store import NamedNode, Quad, Triples
from mfa_graph.vocabulary import graph as graph_iri

__all__ = ["derive"]


def derive(graph: KnowledgeGraph, content: Content) -> list[Quad]:
    """All statements that the rules under ``queries/derived/`` construct, each in the graph of its rule.

    Every rule sees the asserted statements only, so the order of the rules does not matter.

    Raises:
        MissingContent: the folder is not there or has no rule.
        ContentProblem: a rule's head cannot be read.
        QueryProblem: a rule is not a query.
    """
    quads: list[Quad] = []
    for path in content.files("queries/derived", ".rq"):
        rule = NamedNode(graph_iri(f"derived/{path.stem}"))
        answer = graph.query(read_query(path).text)
        assert isinstance(answer, Triples), f"{path} is not a CONSTRUCT query"
        quads += [Quad(t.subject, t.predicate, t.object, rule) for t in answer]
    return quads
