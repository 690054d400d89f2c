"""How two things are connected: chains that are sound, shortest, all there, and the same each time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName, WrongValue
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.connect import MOST_STEPS, Connections, connect
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE, MFA, RDF, SKOS, shortened
from tests.reasoning.sources import literal, said_by_us

HORTA, C189, MFA_ITSELF = "id/person/jose-ramos-horta", "id/instrument/ilo-c189", "id/organisation/mfa"
PLACES = {"h0", "h1"}
THINGS = ["t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", *sorted(PLACES)]
Edge = tuple[str, str]


def ways(found: Connections) -> list[list[str]]:
    """The things on each chain, without our base."""
    return [
        [end.removeprefix(BASE) for end in (found.start, *(step.end for step in chain.steps))] for chain in found.chains
    ]


def thing(name: str) -> NamedNode:
    """A made-up thing."""
    return NamedNode(f"{BASE}id/organisation/{name}")


def graph_of(content: Content, edges: Iterable[Edge], **dates: str) -> KnowledgeGraph:
    """A graph in which each edge is a partnership that a passage of its own gives, with dates by property."""
    curation, derived = NamedNode(BASE + "graph/curation"), NamedNode(BASE + "graph/derived/group")
    quads = [*said_by_us(content)]
    for name in THINGS:
        quads.append(Quad(thing(name), NamedNode(RDF.type), NamedNode(MFA.Organisation), curation))
        quads.append(Quad(thing(name), NamedNode(SKOS.prefLabel), Literal(name), curation))
        if name in PLACES:
            quads.append(Quad(thing(name), NamedNode(RDF.type), NamedNode(MFA.Place), curation))
    for one, other in edges:
        group, passage = NamedNode(f"{BASE}id/contribution/{one}-{other}"), NamedNode(f"{BASE}source/s/{one}-{other}")
        node = NamedNode(f"{group.value}/s")
        said: list[tuple[str, NamedNode | Literal]] = [
            (MFA.ofRelation, group),
            (MFA.partner, thing(one)),
            (MFA.contributionTo, thing(other)),
            *((MFA.start.removesuffix("start") + key, literal(day)) for key, day in dates.items()),
        ]
        quads.append(Quad(passage, NamedNode(RDF.type), NamedNode(MFA.Passage), passage))
        quads += [Quad(node, NamedNode(property_), value, passage) for property_, value in said]
        quads.append(Quad(group, NamedNode(MFA.relatesFrom), thing(one), derived))
    return KnowledgeGraph(quads)


def shortest(edges: Iterable[Edge], start: str, end: str) -> set[tuple[str, ...]]:
    """All shortest ways of at most six steps that pass through no place, by trying every way."""
    near = {frozenset(edge) for edge in edges}
    reached: set[tuple[str, ...]] = {(start,)}
    for _ in range(MOST_STEPS):
        reached = {(*way, name) for way in reached for name in THINGS if frozenset((way[-1], name)) in near}
        reached = {way for way in reached if len(set(way)) == len(way) and not PLACES & set(way[1:-1])}
        if found := {way for way in reached if way[-1] == end}:
            return found
    return set()


EDGES = st.sets(st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)).filter(lambda e: e[0] != e[1]), max_size=18)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDGES, st.sampled_from(list(combinations(THINGS, 2))))
def test_chains_are_all_the_shortest(content: Content, edges: set[Edge], ends: Edge) -> None:
    """On made-up graphs the chains are those that trying every way finds, no other, and the same from the other end."""
    asker = Asker(graph_of(content, edges), content)
    found, back = (connect(asker, thing(a).value, thing(b).value, most=1000) for a, b in (ends, ends[::-1]))
    expected = {tuple(f"id/organisation/{name}" for name in way) for way in shortest(edges, *ends)}
    assert {tuple(way) for way in ways(found)} == expected
    assert {tuple(way[::-1]) for way in ways(back)} == expected
    assert found.total == back.total == len(found.chains) == len(expected)


def test_seven_steps_are_too_many(content: Content) -> None:
    """A way of six steps is found, one of seven is not."""
    asker = Asker(graph_of(content, pairwise(THINGS[:8])), content)
    assert ways(connect(asker, "t0", "t6")) == [[f"id/organisation/t{n}" for n in range(7)]]
    assert connect(asker, "t0", "t7").total == 0


def test_a_place_is_an_end_and_never_between(content: Content) -> None:
    """Two things that meet in a place alone are not connected, while each is connected with the place."""
    asker = Asker(graph_of(content, [("t0", "h0"), ("t1", "h0")]), content)
    assert connect(asker, "t0", "t1").total == 0
    assert connect(asker, "t0", "h0").total == connect(asker, "h0", "t1").total == 1


@pytest.mark.parametrize(
    ("day", "certainty"),
    [("2003-06-01", "certain"), ("2002-12-31", None), ("2004-06-01", None), ("2003-01-01", "certain")],
)
def test_a_step_holds_on_the_day(content: Content, day: str, certainty: str | None) -> None:
    """With a day only what holds on it makes a step, and its certainty is told; before its start and after its end it is none."""
    bounds = {
        "earliestStart": "2003-01-01",
        "latestStart": "2003-01-01",
        "earliestEnd": "2004-01-01",
        "latestEnd": "2004-01-01",
    }
    found = connect(Asker(graph_of(content, [("t0", "t1")], **bounds), content), "t0", "t1", as_of=day)
    assert [link.certainty for chain in found.chains for step in chain.steps for link in step.links] == (
        [certainty] if certainty else []
    )


def test_ramos_horta_and_convention_189(whole: KnowledgeGraph, content: Content) -> None:
    """They are joined by the training program, its work with MFA, and MFA; each of the steps rests on the record."""
    found = connect(Asker(whole, content), "Ramos-Horta", "Convention 189")
    assert ways(found)[0] == [HORTA, "id/organisation/dtp", "id/initiative/mfa-dtp-training", MFA_ITSELF, C189]
    cited = [{passage for link in step.links for passage in link.passages} for step in found.chains[0].steps]
    record = [{p.rpartition("/")[2] for p in passages if "ilo-good-practices-58" in p} for passages in cited]
    assert record == [{"3-s2"}, {"3-s5"}, {"3-s5"}, {"introduction-s5"}]
    assert found.total == 10


PAIRS = [
    ("MFA", "C189"),
    ("Nepal", "C189"),
    ("Dubai", "Ramos-Horta"),
    ("GFMD", "Philippines"),
    ("id/organisation/jcmk", "ASEAN"),
]


@pytest.mark.parametrize(("start", "end"), PAIRS)
def test_each_step_is_in_the_graph(whole: KnowledgeGraph, content: Content, start: str, end: str) -> None:
    """Every link joins the ends of its step by statements that stand in each passage it cites; both directions agree."""
    asker = Asker(whole, content)
    found, back = connect(asker, start, end, most=100), connect(asker, end, start, most=100)
    assert found.chains
    assert {tuple(way) for way in ways(found)} == {tuple(way[::-1]) for way in ways(back)}
    said = {(quad.graph_name.value, quad.predicate.value) for quad in whole.quads}  # type: ignore[union-attr]
    group = {str(quad.subject): str(quad.object) for quad in whole.quads if quad.predicate.value == MFA.ofRelation}
    spoken: dict[str, set[str]] = {}
    for quad in whole.quads:
        terms = {group.get(str(term), str(term)).strip("<>") for term in (quad.subject, quad.object)}
        spoken.setdefault(quad.graph_name.value, set()).update(terms)  # type: ignore[union-attr]
    for chain in found.chains:
        assert [step.end for step in chain.steps[:-1]] == [step.start for step in chain.steps[1:]]
        for step in chain.steps:
            assert step.links
            for link in step.links:
                assert {link.subject, link.object} == {step.start, step.end}
                assert link.passages
                assert all(
                    (passage, link.property) in said and {link.subject, link.object} <= spoken[passage]
                    for passage in link.passages
                )
                assert all(passage in found.citations for passage in link.passages)


def test_no_chain_passes_through_a_country(whole: KnowledgeGraph, content: Content) -> None:
    """Nepal and the Philippines sit together in many bodies; the chains go through these and never through a place or concept."""
    found = connect(Asker(whole, content), "Nepal", "Philippines", most=100)
    inner = {name for way in ways(found) for name in way[1:-1]}
    assert found.total == len(found.chains) == 9
    assert not {name for name in inner if name.startswith(("id/place/", "concept/", "id/record/"))}


def test_a_state_outside_is_not_connected(whole: KnowledgeGraph, content: Content) -> None:
    """That Nepal has not ratified Convention 189 is no step between the two, as the Philippines' ratification is."""
    asker = Asker(whole, content)
    assert len(connect(asker, "Nepal", "C189").chains[0].steps) == 3
    (chain,) = connect(asker, "Philippines", "C189").chains
    (step,) = chain.steps
    assert [link.property for link in step.links] == [MFA.ratifyingState]


def test_question_six_finds_the_same(whole: KnowledgeGraph, content: Content) -> None:
    """A chain of lasting relations that q06 shows is one of those that the search finds, where both are as short."""
    asker = Asker(whole, content)
    rows = asker.ask(Catalogue.read(content).get("q06"), {}).rows
    found = connect(asker, HORTA, MFA_ITSELF, most=100)
    between = [[term.value.removeprefix(BASE) for term in (row[3], row[6]) if term] for row in rows]
    assert len(between) == 1
    assert all([HORTA, *inner, MFA_ITSELF] in ways(found) for inner in between)


def test_names_are_read_as_people_write_them(whole: KnowledgeGraph, content: Content) -> None:
    """Accents and case do not matter, words of a name are enough, and an exact name goes before parts of others."""
    asker = Asker(whole, content)
    for name in ("jose ramos horta", "Ramos-Horta", HORTA, BASE + HORTA):
        assert connect(asker, name, "MFA").start == BASE + HORTA
    for name in ("Convention 189", "C189", "convention no. 189", "domestic convention 2011"):
        assert connect(asker, "MFA", name).end == BASE + C189


@pytest.mark.parametrize("name", ["The  “Twins”", "twins", "THE TWINS"])
def test_things_with_one_name_are_both_offered(content: Content, name: str) -> None:
    """A name of two things is refused as either end, and both are named, by whatever words of it."""
    graph = graph_of(content, [("t0", "t1"), ("t1", "t2")])
    passage = NamedNode(BASE + "source/test/twins")
    called = NamedNode(SKOS.prefLabel)
    twins = [thing("t0"), thing("t2")]
    names = [Quad(twin, called, Literal("The Twins", language="en"), passage) for twin in twins]
    asker = Asker(graph.extended(names), content)
    for ends in ((name, "t1"), ("t1", name)):
        with pytest.raises(UnknownName, match="fits 2 things") as caught:
            connect(asker, *ends)
        assert all(f"“The Twins” ({shortened(twin.value)})" in caught.value.remedy for twin in twins)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("Convention", "MFA", "fits 17 things"),
        ("MFA", "mfa", "are one thing"),
        ("", "MFA", "Nothing is called “”"),
        ("MFA", "Convention 188889", "Nothing is called"),
        ("MFA", "rdfs:label", "is no thing that can be connected"),
        ("MFA", "\x00 “', 」}", "Nothing is called"),
    ],
)
def test_wrong_names_are_refused(whole: KnowledgeGraph, content: Content, start: str, end: str, message: str) -> None:
    """A name of several things, of none, of no thing, and the same thing twice are refused, each with what to do."""
    with pytest.raises((UnknownName, WrongValue), match=message) as caught:
        connect(Asker(whole, content), start, end)
    assert caught.value.remedy


def test_wrong_numbers_and_days_are_refused(whole: KnowledgeGraph, content: Content) -> None:
    """No chains, fewer than none, and a day that is not in the calendar cannot be asked for."""
    asker = Asker(whole, content)
    for most in (0, -1):
        with pytest.raises(WrongValue, match="cannot be shown"):
            connect(asker, "MFA", "C189", most=most)
    with pytest.raises(WrongValue, match="does not fit the parameter “as-of”"):
        connect(asker, "MFA", "C189", as_of="2025-02-30")
