"""All checks of a graph, in one report."""

from __future__ import annotations

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, MissingContent, Place
from mfa_graph.findings import Report
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Triple
from mfa_graph.validation.checks import check_literals, run_checks
from mfa_graph.validation.cite import cite
from mfa_graph.validation.contradictions import check_contradictions
from mfa_graph.validation.culprits import with_culprit
from mfa_graph.validation.engines import Note
from mfa_graph.validation.locate import Places, locate
from mfa_graph.validation.remedies import Remedies
from mfa_graph.validation.rules import Rules
from mfa_graph.validation.shapes import load_shapes, validate
from mfa_graph.validation.vocabularies import check_vocabularies
from mfa_graph.vocabulary import graph as graph_iri

__all__ = ["check"]

_UNSEEN = (graph_iri("inferred/"), graph_iri("derived/"))
_BOUNDS = (graph_iri("derived/bounds"), graph_iri("derived/list-end"))


def check(
    graph: KnowledgeGraph,
    content: Content,
    *,
    engine: str | None = None,
    note: Note = lambda words: None,
) -> Report:
    """What shapes, check queries, literals and the ontology's contradictions find in a whole graph.

    Shapes see the asserted statements as they were parsed and the derived date bounds, never what was inferred: an inferred
    class would hide a misspelt one. Each finding tells the line in which a person wrote what is wrong, and what to write instead.
    `engine` names the SHACL engine, by default the fast one where it is installed; `note` is told where another checks in its
    place.

    Raises:
        MfaGraphError: shapes or check queries are missing or broken.
    """
    _refuse_nothing(graph, content)
    shapes = load_shapes(content)
    seen = _seen_by_shapes(graph)
    try:
        found = validate(seen, shapes, origins=graph.origins, engine=engine, note=note)
    except ContentProblem as problem:
        raise with_culprit(problem, content, seen, engine) from problem
    places = Places(graph.written, content.root)
    found += run_checks(graph, content) + check_literals(graph) + check_vocabularies(graph)
    found += check_contradictions(graph, places)
    located = cite(locate(found, places), graph, content)
    return Remedies(graph, Rules(shapes), content.root).advised(located)


def _refuse_nothing(graph: KnowledgeGraph, content: Content) -> None:
    """Let no graph pass for clean that holds no data at all."""
    unsaid = (graph_iri("ontology"), *_UNSEEN)
    if all(getattr(quad.graph_name, "value", "").startswith(unsaid) for quad in graph.quads):
        raise MissingContent(
            "There is no statement in data/, so there is nothing to check.",
            place=Place(content.root / "data"),
            remedy="add data, or name another root.",
        )


def _seen_by_shapes(graph: KnowledgeGraph) -> list[Triple]:
    names = ((quad, getattr(quad.graph_name, "value", "")) for quad in graph.quads)
    return [quad.triple for quad, name in names if not name.startswith(_UNSEEN) or name.startswith(_BOUNDS)]
