"""When a relation without a start of its own can have begun, on made-up sources whose days were worked out by hand."""

from __future__ import annotations

from functools import partial

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import NamedNode, Quad, Term
from mfa_graph.vocabulary import BASE, MFA, PREFIXES
from tests.reasoning.sources import GROUP, Says, literal, said_by_us, statements, with_all_derived

Party = partial(Says, role=MFA.ratifyingState)
CASES = [
    # Another source gives the start; of several the earliest.
    ((Says("a"), Says("b", start="2000-05-05")), {"2000-05-05"}),
    ((Says("a", observed="2020-01-01"), Says("b", start="2000-05-05"), Says("c", start="1995")), {"1995-01-01"}),
    ((Says("a", end="2009"), Says("b", start="2000-05-05")), {"2000-05-05"}),
    # It lies after the node's own end, and is not taken; one that lies before it is.
    ((Says("a", end="1990"), Says("b", start="2000-05-05")), set()),
    ((Says("a", end="1990-01-10"), Says("b", start="1990-01-11")), set()),
    ((Says("a", end="1990"), Says("b", start="1990-06-01")), {"1990-06-01"}),
    ((Says("a", end="1990"), Says("b", start="2000-05-05"), Says("c", start="1984")), {"1984-01-01"}),
    ((Party("a", denounced="1990"), Party("b", start="2000-05-05")), set()),
    ((Party("a", denounced="1990"), Party("b", start="1958")), {"1958-01-01"}),
    # Seen by a later source, which tells of an end before it was seen.
    ((Says("a", end="1990", observed="2024-01-01"), Says("b", start="2000-05-05")), set()),
    # It lies after the day by which the node's own source has it begun.
    ((Says("a", observed="1980-01-01"), Says("b", start="2000-05-05")), set()),
    ((Party("a", in_force="1999-05-05"), Party("b", start="2000-05-05")), set()),
    # Another role is another matter.
    ((Says("a"), Says("b", role=MFA.observerParty, start="2000-05-05")), set()),
]
BODY, FOUNDED = NamedNode(BASE + "id/process/asean"), NamedNode(BASE + "id/event/founding/f")
LIST, PASSAGE = NamedNode(BASE + "id/completeness/list"), NamedNode(BASE + "source/list/1")


def earliest(graph: KnowledgeGraph) -> set[str]:
    """The first day on which the relation can have begun, as the node of source a has it; none if that is open."""
    rows = graph.select(f"SELECT ?day {{ <{GROUP}/a> <{MFA.earliestStart}> ?day }}")
    return {str(getattr(row[0], "value", "")) for row in rows}


def in_the_body(content: Content, *sources: Says, whole_list: str = "") -> KnowledgeGraph:
    """What the sources say of a seat in a body that was founded in 1967, and whose whole list of a day has not the State."""
    said: list[tuple[NamedNode, str, Term]] = [
        *((NamedNode(f"{GROUP}/{says.source}"), MFA.body, BODY) for says in sources),
        (FOUNDED, MFA.established, BODY),
        (FOUNDED, MFA.start, literal("1967-08-08")),
    ]
    if whole_list:
        said += [
            (LIST, MFA.completeFor, NamedNode(MFA.memberParty)),
            (LIST, MFA.completeWithin, BODY),
            (LIST, MFA.asOf, literal(whole_list)),
            (LIST, PREFIXES["dcterms"] + "source", PASSAGE),
            (PASSAGE, PREFIXES["oa"] + "hasSource", NamedNode(BASE + "source/list")),
        ]
    quads = [quad for says in sources for quad in statements(says)]
    quads += [Quad(subject, NamedNode(name), value, PASSAGE) for subject, name, value in said]
    return with_all_derived(content, [*said_by_us(content), *quads])


@pytest.mark.parametrize(("sources", "expected"), CASES)
def test_the_start_that_another_source_gives(content: Content, sources: tuple[Says, ...], expected: set[str]) -> None:
    """A start of another source bounds an undated node, unless the node's own source has it begun or over before."""
    quads = [quad for says in sources for quad in statements(says)]
    assert earliest(with_all_derived(content, [*said_by_us(content), *quads])) == expected


def test_the_number_of_cases() -> None:
    """Thirteen cases stand in the list; in seven the other source's start is not taken, or is of another matter."""
    assert len(CASES) == 13
    assert sum(not expected for _, expected in CASES) == 7


@pytest.mark.parametrize(
    ("own", "expected"),
    [(Says("a", end="1990"), {"1967-08-08"}), (Says("a", end="1960"), set()), (Says("a"), {"2000-05-05"})],
)
def test_what_is_not_taken_leaves_the_founding(content: Content, own: Says, expected: set[str]) -> None:
    """Over before the other source's start, a seat is as old as its body can be; over before that too, its start is open."""
    assert earliest(in_the_body(content, own, Says("b", start="2000-05-05"))) == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (Says("a", observed="2024-01-01"), "2003-04-03"),
        (Says("a", observed="2024-01-01", end="2010"), "2003-04-03"),
        (Says("a", observed="2024-01-01", end="2001"), "1967-08-08"),
    ],
)
def test_a_seat_that_was_over_before_a_list_did_not_begin_after_it(content: Content, own: Says, expected: str) -> None:
    """Not on the list of 2003, a seat seen in 2024 began after it, unless its own source has it over before."""
    assert earliest(in_the_body(content, own, whole_list="2003-04-02")) == {expected}
