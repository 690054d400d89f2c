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
    """What tells of inferred statements the leaves of their smallest proofs; the reasoner starts when it is first asked.

    A server is asked for its whole graph then, since a proof may need any of it.
    """

    @cache
    def explainer() -> Explainer:
        from mfa_graph.reasoning.run import explainer_of

        return explainer_of(store if isinstance(store, KnowledgeGraph) else _copied(store))

    def prove(statements: Sequence[Statement]) -> list[list[Statement]]:
        explainer().foresee(statements)
        proofs = map(explainer().smallest, statements)
        return [list(proof.leaves()) if proof else [] for proof in proofs]

    return prove


def _copied(store: Store) -> KnowledgeGraph:
    answer = store.query(_EVERYTHING)
    assert isinstance(answer, Solutions), "a SELECT query"
    return KnowledgeGraph(Quad(*row) for row in answer)  # type: ignore[arg-type]
