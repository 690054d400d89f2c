"""The statements that prove an answer, and the question asked of nothing but them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.evidence import Evidence
from mfa_graph.questions.views import view_rows
from mfa_graph.store import NamedNode, Quad, Solutions, Store, Term
from mfa_graph.vocabulary import RDF, graph

__all__ = ["Row", "evidence_quads", "rows_on", "terms"]

Row = tuple[Term | None, ...]


def evidence_quads(evidence: Iterable[Evidence]) -> list[Quad]:
    """Each statement of the evidence of some rows, once in each graph that says it or whose rule concludes it."""
    return list(dict.fromkeys(quad for each in evidence for quad in _said(each)))


def _said(evidence: Evidence) -> Iterator[Quad]:
    for said in evidence.statements:
        for name in (*said.graphs, *([said.rule] if said.rule else [])):
            yield Quad(*said.statement, NamedNode(name))  # type: ignore[arg-type]


def terms(store: Store, content: Content) -> list[Quad]:
    """Which terms the ontology has: a path of no steps is looked for among the terms in the data alone (Oxigraph)."""
    kind, home = NamedNode(RDF.type), NamedNode(graph("ontology"))
    return [Quad(term, kind, of, home) for term, of in view_rows(store, content, "terms")]  # type: ignore[arg-type]


def rows_on(query: str, quads: Iterable[Quad]) -> tuple[Row, ...]:
    """The rows that a query has where nothing is known but some quads in named graphs, and the merged set that they make.

    Raises:
        QueryProblem: the text is no query that is answered here.
    """
    found = KnowledgeGraph(quads).query(query)
    return found.rows if isinstance(found, Solutions) else ()
