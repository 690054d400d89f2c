"""What the closure adds, and what it must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.run import INFERRED, is_inferred, reason
from mfa_graph.store import Literal, NamedNode
from mfa_graph.store.syntax import read
from mfa_graph.vocabulary import BASE, MFA, PREFIXES

MFA_ID = NamedNode(BASE + "id/organisation/mfa")


def holds(graph: KnowledgeGraph, subject: str, predicate: str, value: str) -> bool:
    """Whether a triple of two things is in the merged set."""
    return graph.query(f"ASK {{ <{BASE}{subject}> <{predicate}> <{BASE}{value}> }}") is True


def with_relations(founding: KnowledgeGraph, tmp_path: Path, turtle: str) -> KnowledgeGraph:
    """The authored graph and some relations in a passage of their own, with what follows from them."""
    file = tmp_path / "more.trig"
    prefixes = f"@base <{BASE}> . @prefix mfa: <{PREFIXES['mfa']}> ."
    file.write_text(f"{prefixes} <source/test/1> {{ {turtle} }}")
    authored = [quad for quad in founding.quads if not is_inferred(quad.graph_name)]
    graph = KnowledgeGraph([*authored, *read(file)])
    return graph.extended(reason(graph))


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("id/organisation/mfa", MFA.engagesWith, "id/process/asean"),
        ("id/process/gfmd", MFA.engagedBy, "id/organisation/mfa"),
        ("id/organisation/mfa", MFA.advocatesFor, "id/instrument/ilo-c189"),
        ("id/organisation/mfa", MFA.secretariatOf, "id/initiative/asian-inter-parliamentary-caucus"),
        ("id/organisation/mfa", MFA.leads, "id/initiative/dialogue-with-missions"),
        ("id/organisation/asian-migrant-centre", MFA.contributesTo, "id/initiative/asian-migrant-yearbook"),
        ("id/person/jose-ramos-horta", MFA.contributesTo, "id/organisation/dtp"),
        ("id/initiative/dialogue-with-missions", MFA.operatesIn, "id/place/qat"),
        (
            "id/initiative/yearbook-policy-briefs",
            PREFIXES["dcterms"] + "replaces",
            "id/initiative/asian-migrant-yearbook",
        ),
    ],
)
def test_shortcuts_follow(founding: KnowledgeGraph, subject: str, predicate: str, value: str) -> None:
    """Nine shortcuts of the founding record are inferred from its relation nodes."""
    assert holds(founding, subject, predicate, value)


def test_only_a_member_is_a_member(founding: KnowledgeGraph, tmp_path: Path) -> None:
    """A member party yields memberOf; an observer yields observerOf and not memberOf."""
    graph = with_relations(
        founding,
        tmp_path,
        """<id/membership/asean-tls-observer/test> mfa:observerParty <id/place/tls> ; mfa:body <id/process/asean> .
        <id/membership/asean-phl/test> mfa:memberParty <id/place/phl> ; mfa:body <id/process/asean> .""",
    )
    assert holds(graph, "id/place/phl", MFA.memberOf, "id/process/asean")
    assert holds(graph, "id/place/tls", MFA.observerOf, "id/process/asean")
    assert not holds(graph, "id/place/tls", MFA.memberOf, "id/process/asean")


def test_only_a_ratification_is_a_ratification(founding: KnowledgeGraph, tmp_path: Path) -> None:
    """A ratifying State has ratified; a signatory and a non-party have not."""
    graph = with_relations(
        founding,
        tmp_path,
        """<id/treaty-status/ilo-c189-phl/test> mfa:ratifyingState <id/place/phl> ; mfa:instrument <id/instrument/ilo-c189> .
        <id/treaty-status/ilo-c189-npl/test> mfa:nonParty <id/place/npl> ; mfa:instrument <id/instrument/ilo-c189> .
        <id/treaty-status/ilo-c189-ind/test> mfa:signatoryState <id/place/ind> ; mfa:instrument <id/instrument/ilo-c189> .""",
    )
    assert holds(graph, "id/place/phl", MFA.hasRatified, "id/instrument/ilo-c189")
    assert not holds(graph, "id/place/npl", MFA.hasRatified, "id/instrument/ilo-c189")
    assert not holds(graph, "id/place/ind", MFA.hasRatified, "id/instrument/ilo-c189")


def test_nothing_is_inferred_that_is_known_or_useless(founding: KnowledgeGraph) -> None:
    """No inferred triple is asserted, has a blank node, is about vocabulary, or says that a thing is itself."""
    inferred = [quad for quad in founding.quads if is_inferred(quad.graph_name)]
    others = {quad.triple for quad in founding.quads if not is_inferred(quad.graph_name)}
    terms = {quad.subject for quad in founding.quads if quad.graph_name == NamedNode(BASE + "graph/ontology")}
    assert len(inferred) > 500
    assert not any(quad.triple in others for quad in inferred)
    assert all(isinstance(quad.subject, NamedNode) and quad.subject not in terms for quad in inferred)
    assert all(isinstance(quad.object, NamedNode | Literal) and quad.subject != quad.object for quad in inferred)
    assert not any("owl#Thing" in str(quad.object) or "owl#sameAs" in str(quad.predicate) for quad in inferred)


def test_keys_do_not_merge_different_things(founding: KnowledgeGraph) -> None:
    """Two places with different codes stay two, though places have a key."""
    merged = f"ASK {{ ?a <{PREFIXES['owl']}sameAs> ?b }}"
    assert founding.query(merged) is False


def test_unsourced_concepts_have_no_consequences(founding: KnowledgeGraph) -> None:
    """Nothing is inferred about what stands only in graph/unsourced."""
    unsourced = {quad.subject for quad in founding.quads if quad.graph_name == NamedNode(BASE + "graph/unsourced")}
    sourced = {
        quad.subject
        for quad in founding.quads
        if "unsourced" not in str(quad.graph_name) and not is_inferred(quad.graph_name)
    }
    only = unsourced - sourced
    assert len(only) == 14
    assert not any(
        quad.subject in only or quad.object in only for quad in founding.quads if is_inferred(quad.graph_name)
    )


def test_reasoning_does_not_depend_on_order(founding: KnowledgeGraph) -> None:
    """The same statements in another order have the same consequences."""
    authored = [quad for quad in founding.quads if not is_inferred(quad.graph_name)]
    again = reason(KnowledgeGraph(sorted(authored, key=str)))
    assert again == [quad for quad in founding.quads if is_inferred(quad.graph_name)]


def test_a_statement_taken_away_takes_its_consequence(founding: KnowledgeGraph) -> None:
    """Without the process of the engagement with SAARC, MFA is not inferred to engage with SAARC."""
    target = (NamedNode(MFA.process), NamedNode(BASE + "id/process/saarc"))
    kept = [q for q in founding.quads if not is_inferred(q.graph_name) and (q.predicate, q.object) != target]
    predicates = NamedNode(MFA.engagesWith)
    reached = {q.object for q in reason(KnowledgeGraph(kept)) if q.subject == MFA_ID and q.predicate == predicates}
    assert NamedNode(BASE + "id/process/saarc") not in reached
    assert len(reached) == 8
    assert isinstance(next(iter(reached)), NamedNode)


def test_quads_are_in_the_graph_of_their_rule(founding: KnowledgeGraph) -> None:
    """An inferred triple stands in the graph of the rule of its smallest proof, so that a reader knows where it came from."""
    rules = {quad.graph_name.value for quad in founding.quads if isinstance(quad.graph_name, NamedNode)}
    inferred = {name.removeprefix(INFERRED) for name in rules if name.startswith(INFERRED)}
    assert inferred == {"cax-sco", "prp-dom", "prp-inv2", "prp-spo1", "prp-spo2", "prp-trp"}
