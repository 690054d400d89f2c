"""Which sources contradict each other, and which of them answers by default."""

from __future__ import annotations

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import MFA
from tests.reasoning.sources import GROUP, Says, graph_of


def answering(graph: KnowledgeGraph) -> set[str]:
    """The sources whose nodes answer by default; empty where there is no conflict."""
    rows = graph.select(f"SELECT ?node {{ <{GROUP}> <{MFA.answeredBy}> ?node }}")
    return {str(getattr(row[0], "value", "")).rpartition("/")[2] for row in rows}


def in_conflict(graph: KnowledgeGraph) -> set[frozenset[str]]:
    """The pairs of sources that cannot both be right."""
    rows = graph.select(f"SELECT ?a ?b {{ ?a <{MFA.conflictsWith}> ?b }}")
    return {frozenset(str(getattr(term, "value", "")).rpartition("/")[2] for term in row) for row in rows}


TIE = (Says("a", start="1984-01-07"), Says("b", start="1984-01-08"))


def test_two_days_are_a_conflict_and_equals_are_a_tie(content: Content) -> None:
    """Two newspapers with two days contradict each other, and both answer."""
    graph = graph_of(content, *TIE)
    assert in_conflict(graph) == {frozenset("ab")}
    assert answering(graph) == {"a", "b"}


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        # The kind of source comes first ...
        ((*TIE, Says("c", kind="depositary", start="1984-02")), {"c"}),
        ((Says("a", kind="official", start="1984"), Says("b", kind="secondary-table", start="1985-01-01")), {"a"}),
        ((Says("a", kind="wiki", start="1984-01-07"), Says("b", kind="news", start="1985")), {"b"}),
        ((Says("a", kind="body-itself", start="1984"), Says("b", kind="depositary", start="1985")), {"a", "b"}),
        # ... then how many other sources agree ...
        ((*TIE, Says("c", kind="wiki", start="1984-01-08")), {"b"}),
        ((*TIE, Says("c", kind="wiki", start="1984")), {"a", "b"}),
        # ... then exactness ...
        ((Says("a", start="1984"), Says("b", start="1985-01")), {"b"}),
        # ... then the day of observation.
        ((Says("a", start="1984", observed="2020-01-01"), Says("b", start="1985", observed="2021-01-01")), {"b"}),
    ],
)
def test_the_default_rule(content: Content, sources: tuple[Says, ...], expected: set[str]) -> None:
    """Eight cases of the default rule: kind of source, agreement, exactness, observation, in this order."""
    assert answering(graph_of(content, *sources)) == expected


@pytest.mark.parametrize(
    "sources",
    [
        (Says("a", start="1984"), Says("b", start="1984-01-08")),
        (Says("a", start="1984-01"), Says("b", start="1984-01-31")),
        (Says("a", start="1984-01-07"), Says("b")),
        (Says("a", start="1984-01-07"), Says("b", observed="2020-01-01")),
        (Says("a", start="1984-01-07"), Says("b", role=MFA.observerParty, start="1981")),
        (Says("a", role=MFA.ratifyingState, start="2012-09-05"), Says("b", role=MFA.nonParty, observed="2012-09-04")),
        (
            Says("a", role=MFA.ratifyingState, start="1958", denounced="1990-01-10"),
            Says("b", role=MFA.nonParty, observed="2000-01-01"),
        ),
    ],
)
def test_what_can_both_be_true_is_no_conflict(content: Content, sources: tuple[Says, ...]) -> None:
    """Seven pairs that agree, or speak of different roles or times, are not in conflict."""
    graph = graph_of(content, *sources)
    assert in_conflict(graph) == set()
    assert answering(graph) == set()


def test_a_party_is_not_a_non_party_on_the_same_day(content: Content) -> None:
    """Ratified in 2012, and seen not to have ratified in 2013: one of the two is wrong."""
    party = Says("a", role=MFA.ratifyingState, start="2012-09-05", kind="depositary")
    graph = graph_of(content, party, Says("b", role=MFA.nonParty, observed="2013-01-01"))
    assert in_conflict(graph) == {frozenset("ab")}
    assert answering(graph) == {"a"}
