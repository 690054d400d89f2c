"""What inferred statements rest on, for the graph in this installation and for one on a server."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.evidence import Prover, Statement
from mfa_graph.store import Quad, Solutions, Store

if TYPE_CHECKING:
    from mfa_graph.reasoning.explain import Explainer

__all__ = ["prover_of"]

_EVERYTHING = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


def prover_of(store: Store) -> Prover:
    """What tells of an inferred statement the leaves of its smallest proof; the reasoner starts when it is first asked.

    A server is asked for its whole graph then, since a proof may need any of it.
    """

    @cache
    def explainer() -> Explainer:
        from mfa_graph.reasoning.run import explainer_of

        return explainer_of(store if isinstance(store, KnowledgeGraph) else _copied(store))

    def prove(statement: Statement) -> Sequence[Statement]:
        proof = explainer().smallest(statement)
        return list(proof.leaves()) if proof else []

    return prove


def _copied(store: Store) -> KnowledgeGraph:
    answer = store.query(_EVERYTHING)
    assert isinstance(answer, Solutions), "a SELECT query"
    return KnowledgeGraph(Quad(*row) for row in answer)  # type: ignore[arg-type]
