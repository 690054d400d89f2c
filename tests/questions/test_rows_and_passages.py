"""Each row cites the passage that states its very fact, and says no more than that: on made-up passages."""

from __future__ import annotations

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.store import NamedNode, Quad, Term
from mfa_graph.vocabulary import BASE, MFA, RDF
from tests.reasoning.sources import literal, said_by_us, with_all_derived

CATALOGUE = Catalogue.read(Content.bundled())
Said = tuple[str, str, str | Term]


def world(content: Content, **passages: list[Said]) -> KnowledgeGraph:
    """What passages say, each named by its key, of things that are named without our base, with all that is derived."""
    quads = []
    for name, said in passages.items():
        passage = NamedNode(f"{BASE}source/{name}")
        quads.append(Quad(passage, NamedNode(RDF.type), NamedNode(MFA.Passage), passage))
        for subject, property_, value in said:
            named = value if not isinstance(value, str) else NamedNode(value if ":" in value else BASE + value)
            quads.append(Quad(NamedNode(BASE + subject), NamedNode(property_), named, passage))
    return with_all_derived(content, [*said_by_us(content), *quads])


def relation(name: str, role: str, who: str, towards: str, what: str, **dates: str) -> list[Said]:
    """A relation node of one actor to one thing, with its dates by property."""
    return [
        (f"{name}/1", MFA.ofRelation, name),
        (f"{name}/1", role, who),
        (f"{name}/1", towards, what),
        *((f"{name}/1", f"{MFA.start.removesuffix('start')}{key}", literal(text)) for key, text in dates.items()),
    ]


def rows(content: Content, graph: KnowledgeGraph, question: str, **parameters: str) -> list[list[str]]:
    """The rows of an answer, without our base and that of our terms."""
    given = {name: BASE + value for name, value in parameters.items()}
    answer = Asker(graph, content).ask(CATALOGUE.get(question), given)
    cells = (
        [str(getattr(term, "value", "")).removeprefix(BASE).removeprefix("ontology#") for term in r]
        for r in answer.rows
    )
    return list(cells)


SHARED = [
    (MFA.basedIn, "id/place/xyz", MFA.hostedBy),
    (MFA.purpose, "concept/purpose/x", MFA.eventKind),
    (MFA.targetGroup, "concept/target-group/x", MFA.alongside),
    (MFA.organisationType, "concept/organisation-type/x", MFA.eventKind),
]


@pytest.mark.parametrize(("how", "thing", "mentions"), SHARED)
def test_what_organisations_share_is_cited_from_who_states_it(
    content: Content, how: str, thing: str, mentions: str
) -> None:
    """A passage on a meeting of the other organisation, which mentions the thing too, is no source for what the two share."""
    graph = world(
        content,
        own=[("id/organisation/x", RDF.type, MFA.Organisation), ("id/organisation/x", how, thing)],
        fact=[("id/organisation/y", RDF.type, MFA.Organisation), ("id/organisation/y", how, thing)],
        meeting=[("id/event/m/1", MFA.eventOf, "id/organisation/y"), ("id/event/m/1", mentions, thing)],
    )
    found = rows(content, graph, "q20", organisation="id/organisation/x")
    assert found == [["id/organisation/y", "1", how.rpartition("#")[2], thing, "source/fact"]]


def test_what_only_a_meeting_mentions_is_not_shared(content: Content) -> None:
    """That a State hosted a meeting of a network does not make it one that is based there."""
    graph = world(
        content,
        own=[("id/organisation/x", RDF.type, MFA.Organisation), ("id/organisation/x", MFA.basedIn, "id/place/xyz")],
        meeting=[("id/event/m/1", MFA.eventOf, "id/organisation/y"), ("id/event/m/1", MFA.hostedBy, "id/place/xyz")],
    )
    assert rows(content, graph, "q20", organisation="id/organisation/x") == []


def test_partners_and_places_do_not_multiply(content: Content) -> None:
    """Of an initiative with a leader, three partners and two places there are six rows, each with its own passage."""
    series, made_by, works = "id/initiative/i", MFA.contributionTo, MFA.operatingPlace
    graph = world(
        content,
        led=[
            ("id/organisation/x", RDF.type, MFA.Organisation),
            (series, RDF.type, MFA.Initiative),
            *relation(f"{series}/c", MFA.leader, "id/organisation/x", made_by, series, start="2004"),
        ],
        **{
            f"partner-{n}": relation(f"{series}/p{n}", MFA.partner, f"id/organisation/p{n}", made_by, series)
            for n in (1, 2, 3)
        },
        **{f"place-{n}": relation(f"{series}/o{n}", MFA.operator, series, works, f"id/place/o{n}") for n in (1, 2)},
    )
    found = rows(content, graph, "q02", organisation="id/organisation/x")
    assert found == [
        [series, "leader", "", "2004", "", "", "source/led", ""],
        *([series, "partner", f"id/organisation/p{n}", "", "", "", f"source/partner-{n}", ""] for n in (1, 2, 3)),
        *([series, "", "", "", "", f"id/place/o{n}", f"source/place-{n}", ""] for n in (1, 2)),
    ]


def test_the_timeline_of_a_country(content: Content) -> None:
    """Memberships, treaties, events that it hosted, chaired or had within it come in the order of their days; others stay out."""
    country, city, event = "id/place/xyz", "id/place/city", MFA.ofRelation
    graph = world(
        content,
        place=[(country, RDF.type, MFA.Country), (city, MFA.partOf, country), ("id/place/far", RDF.type, MFA.City)],
        seat=relation("id/m/1", MFA.memberParty, country, MFA.body, "id/process/b", start="2003", end="2009-05"),
        treaty=relation(
            "id/t/1",
            MFA.ratifyingState,
            country,
            MFA.instrument,
            "id/instrument/i",
            signedOn="2001-02-03",
            ratifiedOn="2002-12",
            inForceFrom="2003-12-01",
            denouncedOn="2010",
        ),
        hosted=[
            ("id/event/h/1", event, "id/event/h"),
            ("id/event/h/1", MFA.hostedBy, country),
            ("id/event/h/1", MFA.heldIn, city),
            ("id/event/h/1", MFA.start, literal("2004-09-22")),
        ],
        chaired=[
            ("id/event/c/1", event, "id/event/c"),
            ("id/event/c/1", MFA.chairedBy, country),
            ("id/event/c/1", MFA.heldIn, "id/place/far"),
            ("id/event/c/1", MFA.start, literal("2003-06")),
        ],
        held=[
            ("id/event/d/1", event, "id/event/d"),
            ("id/event/d/1", MFA.heldIn, city),
            ("id/event/d/1", MFA.end, literal("2008-10-10")),
        ],
        elsewhere=[
            ("id/event/e/1", event, "id/event/e"),
            ("id/event/e/1", MFA.heldIn, "id/place/far"),
            ("id/event/e/1", MFA.start, literal("2005")),
        ],
    )
    body, instrument = "id/process/b", "id/instrument/i"
    assert rows(content, graph, "q03", thing=country) == [
        ["2001-02-03", "signedOn", "ratifyingState", instrument, "", "source/treaty"],
        ["2002-12", "ratifiedOn", "ratifyingState", instrument, "", "source/treaty"],
        ["2003", "start", "memberParty", body, "", "source/seat"],
        ["2003-06", "start", "chairedBy", "id/event/c", "id/place/far", "source/chaired"],
        ["2003-12-01", "inForceFrom", "ratifyingState", instrument, "", "source/treaty"],
        ["2004-09-22", "start", "hostedBy", "id/event/h", city, "source/hosted"],
        ["2008-10-10", "end", "heldIn", "id/event/d", city, "source/held"],
        ["2009-05", "end", "memberParty", body, "", "source/seat"],
        ["2010", "denouncedOn", "ratifyingState", instrument, "", "source/treaty"],
    ]


def test_the_timeline_of_the_philippines(content: Content, whole: KnowledgeGraph) -> None:
    """It has the seat in ASEAN, the ratification of Convention 189, and the forum that the country hosted and chaired in 2008."""
    found = {tuple(row[:4]) for row in rows(content, whole, "q03", thing="id/place/phl")}
    assert found >= {
        ("1967-08-08", "start", "memberParty", "id/process/asean"),
        ("2012-09-05", "ratifiedOn", "ratifyingState", "id/instrument/ilo-c189"),
        ("2008-10-27", "start", "hostedBy", "id/event/gfmd-summit-2"),
        ("2008-10-27", "start", "chairedBy", "id/event/gfmd-summit-2"),
    }
