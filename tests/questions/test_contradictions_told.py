"""What q24 tells of two sources that cannot both be right, worked out by hand on made-up sources for each way and each reason."""

from __future__ import annotations

from functools import partial

import pytest

from mfa_graph.assets import Content
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.vocabulary import BASE, MFA
from tests.reasoning.sources import Says, graph_of

CATALOGUE = Catalogue.read(Content.bundled())
Told = tuple[str, str, str, str, str, str, str]

Party = partial(Says, role=MFA.ratifyingState)
Outside = partial(Says, role=MFA.nonParty)
Count = partial(Says, role=MFA.measureOf, observed="2015-05-05")
TIE = (Says("a", start="1984-01-07"), Says("b", start="1984-01-08"))
# How they differ, what the one says, what the other, which goes first and why, and the sources of the two.
CASES: list[tuple[tuple[Says, ...], set[Told]]] = [
    (TIE, {("start", "1984-01-07", "1984-01-08", "a tie", "equal in all", "a", "b")}),
    (
        (Says("a", "secondary-table", end="2001"), Says("b", "official", end="2002-05")),
        {("end", "2002-05", "2001", "the one", "kind of source: official before secondary table", "b", "a")},
    ),
    (
        (Party("a", "wiki", start="2013"), Party("b", "depositary", start="2012-09-05")),
        {("ratification", "2012-09-05", "2013", "the one", "kind of source: depositary before wiki", "b", "a")},
    ),
    (
        (
            Party("a", denounced="1990-01-10", observed="2020-01-01"),
            Party("b", denounced="1991", observed="2021-01-01"),
        ),
        {("denunciation", "1991", "1990-01-10", "the one", "it speaks for a later day", "b", "a")},
    ),
    # A party by its ratification, by an observation, by the day on which it was bound; and on either side of the pair.
    (
        (Party("a", "depositary", start="2012-09-05"), Outside("b", observed="2013-01-01")),
        {
            (
                "party or not",
                "ratified 2012-09-05",
                "not a party on 2013-01-01",
                "the one",
                "kind of source: depositary before news",
                "a",
                "b",
            )
        },
    ),
    (
        (Party("a", observed="2020-01-01"), Outside("b", "official", observed="2021-01-01")),
        {
            (
                "party or not",
                "not a party on 2021-01-01",
                "a party on 2020-01-01",
                "the one",
                "kind of source: official before news",
                "b",
                "a",
            )
        },
    ),
    (
        (Party("a", in_force="2013-09-05"), Outside("b", observed="2014-01-01")),
        {("party or not", "not a party on 2014-01-01", "a party", "the one", "it speaks for a later day", "b", "a")},
    ),
    # A denunciation before the day on which it was seen outside, and one after it.
    ((Party("a", start="1958", denounced="1990-01-10"), Outside("b", observed="2000-01-01")), set()),
    (
        (Party("a", start="1958", denounced="2010-01-10"), Outside("b", observed="2000-01-01")),
        {("party or not", "ratified 1958", "not a party on 2000-01-01", "the one", "its date is more exact", "a", "b")},
    ),
    (
        (Count("a", count=40), Count("b", "body-itself", count=38)),
        {("count", "38", "40", "the one", "kind of source: the body itself before news", "b", "a")},
    ),
    ((Count("a", count=40), Count("b", count=40)), set()),
    ((Count("a", count=40), Says("b", role=MFA.measureOf, observed="2016-05-05", count=38)), set()),
    # A third source that agrees with one of two, and is itself in conflict with the other.
    (
        (*TIE, Says("c", "wiki", start="1984-01-08")),
        {
            ("start", "1984-01-08", "1984-01-07", "the one", "more other sources agree", "b", "a"),
            ("start", "1984-01-07", "1984-01-08", "the one", "kind of source: news before wiki", "a", "c"),
        },
    ),
    (
        (Says("a", start="1984"), Says("b", start="1985-01")),
        {("start", "1985-01", "1984", "the one", "its date is more exact", "b", "a")},
    ),
    # Two in two things: each has its row.
    (
        (Says("a", start="1984", end="2001"), Says("b", start="1985", end="2002")),
        {
            ("start", "1984", "1985", "a tie", "equal in all", "a", "b"),
            ("end", "2001", "2002", "a tie", "equal in all", "a", "b"),
        },
    ),
    # Two in one thing alone: the other has no row.
    (
        (Says("a", start="1984", end="2001"), Says("b", start="1984-05-05", end="2002")),
        {("end", "2002", "2001", "the one", "its date is more exact", "b", "a")},
    ),
    ((Says("a", start="1984"), Says("b", start="1984-01-08")), set()),
]


def told(content: Content, *sources: Says) -> list[Told]:
    """The rows of q24 on these sources: all columns after the matter and the role, passages by the name of their source."""
    rows = Asker(graph_of(content, *sources), content).ask(CATALOGUE.get("q24"), {}).rows
    words = [
        [str(getattr(term, "value", "")).removeprefix(f"{BASE}source/").removesuffix("/1") for term in r] for r in rows
    ]
    return [(differ, one, other, first, why, a, b) for _, _, differ, one, other, first, why, a, b in words]


@pytest.mark.parametrize(("sources", "expected"), CASES)
def test_what_is_told_of_two_sources(content: Content, sources: tuple[Says, ...], expected: set[Told]) -> None:
    """Each contradiction has one row, with what both say, which goes first and why; what can both be true has none."""
    rows = told(content, *sources)
    assert set(rows) == expected
    assert len(rows) == len(expected)


def test_each_way_to_differ_and_each_reason_has_a_case() -> None:
    """The seventeen cases have all six ways to differ and all five reasons, a tie, and four pairs without a contradiction."""
    rows = [row for _, expected in CASES for row in expected]
    assert len(CASES) == 17
    assert {row[0] for row in rows} == {"start", "end", "ratification", "denunciation", "party or not", "count"}
    reasons = {row[4].partition(":")[0] for row in rows}
    assert reasons == {
        "kind of source",
        "more other sources agree",
        "its date is more exact",
        "it speaks for a later day",
        "equal in all",
    }
    assert {row[3] for row in rows} == {"a tie", "the one"}
    assert sum(not expected for _, expected in CASES) == 4
