"""All checks of a graph, in one report."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, MissingContent, Place
from mfa_graph.findings import Report
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Triple
from mfa_graph.validation.affected import EVERYTHING, Before, affected_by, changed_between, told
from mfa_graph.validation.checks import check_literals, run_checks
from mfa_graph.validation.cite import cite
from mfa_graph.validation.contradictions import check_contradictions
from mfa_graph.validation.culprits import with_culprit
from mfa_graph.validation.engines import Note
from mfa_graph.validation.locate import Places, locate
from mfa_graph.validation.reach import Reach, narrowed
from mfa_graph.validation.remedies import Remedies
from mfa_graph.validation.rules import Rules
from mfa_graph.validation.shapes import load_shapes, validate
from mfa_graph.validation.vocabularies import check_vocabularies
from mfa_graph.vocabulary import graph as graph_iri

if TYPE_CHECKING:
    from mfa_graph.reasoning.closure import Closure

__all__ = ["affected", "check", "check_besides_shapes"]

_UNSEEN = (graph_iri("inferred/"), graph_iri("derived/"))
_BOUNDS = (graph_iri("derived/bounds"), graph_iri("derived/list-end"))


def check(
    graph: KnowledgeGraph,
    content: Content,
    *,
    engine: str | None = None,
    note: Note = lambda words: None,
    closure: Closure | None = None,
    before: Before | None = None,
) -> Report:
    """What shapes, check queries, literals and the ontology's contradictions find in a whole graph.

    Shapes see the asserted statements as they were parsed and the derived date bounds, never what was inferred: an inferred
    class would hide a misspelt one. Each finding tells the line in which a person wrote what is wrong, and what to write instead.
    `engine` names the SHACL engine, by default the fast one where it is installed; `note` is told where another checks in its
    place. `closure` is that of the graph, where it is at hand. With the graph `before` a change the report is of what the change
    affects alone; what that is `mfa_graph.validation.affected` defines.

    Raises:
        MfaGraphError: shapes or check queries are missing or broken.
    """
    _refuse_nothing(graph, content)
    shapes, triples = load_shapes(content), _seen_by_shapes(graph)
    places = Places(graph.written, content.root)
    besides = check_besides_shapes(graph, content, places, closure=closure)
    reach = None if before is None else Reach.of(shapes)
    things = None if before is None else affected(graph, before, reach, besides)
    rules, data = shapes, triples
    if things is not None and reach is not None:
        rules, data = narrowed(shapes, triples, things, reach)
    elif before is not None:
        note(EVERYTHING)
    try:
        found = validate(data, rules, origins=graph.origins, engine=engine, note=note) + besides
    except ContentProblem as problem:
        raise with_culprit(problem, content, triples, engine) from problem
    located = cite(locate(_about(found, things), places), graph, content)
    return Remedies(graph, Rules(shapes), content.root).advised(located)


def affected(graph: KnowledgeGraph, before: Before, reach: Reach | None, besides: Report) -> set[str] | None:
    """What a change affects, by the texts of its terms; None where it is everything.

    `reach` is how far the shapes look, and `besides` what other checks tell of the graph after the change.
    """
    things = affected_by(changed_between(before.graph, graph), graph, reach)
    return None if things is None else things | {each.focus for each in besides if not told([each]) <= before.told}


def check_besides_shapes(
    graph: KnowledgeGraph, content: Content, places: Places | None = None, *, closure: Closure | None = None
) -> Report:
    """What check queries, literals, vocabularies and contradictions find in a whole graph."""
    with ThreadPoolExecutor(1) as beside:  # the store answers without holding up Python
        asked = beside.submit(run_checks, graph, content)
        found = check_literals(graph) + check_vocabularies(graph) + check_contradictions(graph, places, closure=closure)
        return asked.result() + found


def _about(report: Report, nodes: Collection[str] | None) -> Report:
    """The findings about some things; all, where there is no choice."""
    return report if nodes is None else Report.of([finding for finding in report if finding.focus in nodes])


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
