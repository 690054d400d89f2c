"""Contradictions that are planted in the founding record are found, each with the smallest set of statements that makes it."""

from __future__ import annotations

import pyoxigraph
import pytest

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.axioms import Statement
from mfa_graph.reasoning.closure import close
from mfa_graph.reasoning.compile import compile_program
from mfa_graph.reasoning.contradictions import contradictions
from mfa_graph.reasoning.run import statements_of
from mfa_graph.store import NamedNode, Quad
from mfa_graph.store.syntax import canonical
from mfa_graph.vocabulary import BASE, PREFIXES
from tests.reasoning.ontologies import triple_of

HEAD = f"@prefix : <{BASE}id/> . @prefix mfa: <{PREFIXES['mfa']}> ." + "".join(
    f" @prefix {name}: <{PREFIXES[name]}> ." for name in ("owl", "rdfs", "xsd")
)
MFA, ILO, PHL, NPL = ":organisation\\/mfa", ":organisation\\/ilo", ":place\\/phl", ":place\\/npl"

# By the rule: axioms that our ontology does not have, what is planted, and what of the record itself belongs to the set.
PLANTED = {
    "cax-dw": ("", f"{MFA} a mfa:Event .", f"{MFA} a mfa:Organisation ."),
    "cax-adc": (
        "[] a owl:AllDisjointClasses ; owl:members ( mfa:T1 mfa:T2 mfa:T3 ) .",
        f"{MFA} a mfa:T1 , mfa:T3 .",
        "",
    ),
    "prp-irp": ("mfa:t a owl:IrreflexiveProperty .", f"{MFA} mfa:t {MFA} .", ""),
    "prp-asyp": ("mfa:t a owl:AsymmetricProperty .", f"{MFA} mfa:t {ILO} . {ILO} mfa:t {MFA} .", ""),
    "prp-pdw": ("mfa:t owl:propertyDisjointWith mfa:u .", f"{MFA} mfa:t {ILO} ; mfa:u {ILO} .", ""),
    "prp-adp": (
        "[] a owl:AllDisjointProperties ; owl:members ( mfa:t mfa:u mfa:w ) .",
        f"{MFA} mfa:t {ILO} ; mfa:w {ILO} .",
        "",
    ),
    "prp-npa1": (
        f"[] owl:sourceIndividual {MFA} ; owl:assertionProperty mfa:t ; owl:targetIndividual {ILO} .",
        f"{MFA} mfa:t {ILO} .",
        "",
    ),
    "prp-npa2": (
        f'[] owl:sourceIndividual {MFA} ; owl:assertionProperty mfa:v ; owl:targetValue "1" .',
        f'{MFA} mfa:v "1" .',
        "",
    ),
    "cls-com": ("mfa:T1 owl:complementOf mfa:T2 .", f"{MFA} a mfa:T1 , mfa:T2 .", ""),
    "cls-nothing2": ("mfa:T1 rdfs:subClassOf owl:Nothing .", f"{MFA} a mfa:T1 .", ""),
    "cls-maxc1": (
        'mfa:T1 owl:onProperty mfa:t ; owl:maxCardinality "0"^^xsd:nonNegativeInteger .',
        f"{MFA} a mfa:T1 ; mfa:t {ILO} .",
        "",
    ),
    "eq-diff1": (
        "",  # two countries with one code are one, by the key of places
        f'{NPL} mfa:isoCode "PHL" ; owl:differentFrom {PHL} .',
        f'{PHL} mfa:isoCode "PHL" .',  # what has a code is a place, by its domain
    ),
    "eq-diff2": (
        f"[] a owl:AllDifferent ; owl:members ( {MFA} {ILO} {PHL} ) .",
        f"{PHL} owl:sameAs {ILO} .",
        "",
    ),
    "dt-not-type": ("mfa:v rdfs:range xsd:date .", f'{MFA} mfa:v "2026-02-30"^^xsd:date .', ""),
    "dt-diff": ("mfa:v a owl:FunctionalProperty .", f"{MFA} mfa:v 1 , 2 .", ""),
}


def triples(turtle: str) -> list[Statement]:
    """Turtle without its prefixes, as triples."""
    quads = pyoxigraph.parse(f"{HEAD}\n{turtle}", format=pyoxigraph.RdfFormat.TURTLE)
    return [triple_of(quad) for quad in quads]


def found_in(
    graph: KnowledgeGraph, axioms: list[Statement], planted: list[Statement]
) -> set[tuple[str, frozenset[Statement]]]:
    """The contradictions of a graph with more axioms and statements: the rule of each, and its smallest set."""
    home = NamedNode(BASE + "graph/ontology")
    ours = [triple_of(q) for q in canonical(q for q in graph.quads if q.graph_name == home)]
    quads = [*statements_of(graph), *(Quad(*statement) for statement in planted)]  # type: ignore[arg-type]
    closure = close(compile_program([*ours, *axioms]), quads)
    said = frozenset(triple_of(quad) for quad in quads)
    return {(each.rule.name, frozenset(each.statements)) for each in contradictions(closure, said)}


def test_there_are_no_contradictions(founding: KnowledgeGraph, whole: KnowledgeGraph) -> None:
    """As they are, the founding record and the whole graph contradict nothing."""
    assert found_in(founding, [], []) == set()
    assert found_in(whole, [], []) == set()


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_planted_contradiction_is_found(name: str, founding: KnowledgeGraph) -> None:
    """Each of fifteen contradictions is found with its smallest set; without what was planted there is none."""
    ontology, said, also = PLANTED[name]
    axioms, planted, own = triples(ontology), triples(said), triples(also)
    assert own == [] or set(own) <= {triple_of(q) for q in founding.quads}
    assert found_in(founding, axioms, []) == set()
    found = [statements for rule, statements in found_in(founding, axioms, planted) if rule == name]
    assert found == [frozenset(planted + own)]


def test_fifteen_are_planted() -> None:
    """There are fifteen planted contradictions."""
    assert len(PLANTED) == 15
