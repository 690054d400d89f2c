"""Not known is not no: absence says no only where a source gives a list whole."""

from __future__ import annotations

from collections import Counter

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.store import Literal, NamedNode, Quad, Term
from mfa_graph.vocabulary import BASE, MFA, PREFIXES

CATALOGUE = Catalogue.read(Content.bundled())
SAARC = f"{BASE}id/process/saarc"


def seats(graph: KnowledgeGraph, content: Content, day: str) -> dict[str, str]:
    """For each covered country its seat in SAARC on a day, as q10 tells it."""
    answer = Asker(graph, content).ask(CATALOGUE.get("q10"), {"as-of": day})
    rows = ([str(getattr(term, "value", "")) for term in row] for row in answer.rows)
    return {country.rpartition("/")[2]: seat for country, process, seat, *_ in rows if process == SAARC}


def verdicts(graph: KnowledgeGraph, content: Content, day: str, body: str = "asean") -> dict[str, tuple[str, str]]:
    """For each member of a body: has it ratified Convention 189 by a day, and the day that the answer names."""
    parameters = {"as-of": day, "body": body, "instrument": "ilo-c189"}
    answer = Asker(graph, content).ask(CATALOGUE.get("q14"), parameters)
    rows = ([str(getattr(term, "value", "")) for term in row] for row in answer.rows)
    return {member.rpartition("/")[2]: (verdict, seen) for member, verdict, seen, *_ in rows}


def test_a_whole_list_says_no_on_its_day_alone(whole: KnowledgeGraph, content: Content) -> None:
    """Mongolia is not among the members of SAARC on the day of the whole list; the day after, nobody knows."""
    assert seats(whole, content, "2026-05-17")["mng"] == "no"
    assert seats(whole, content, "2026-05-18")["mng"] == "unknown"
    assert seats(whole, content, "2026-05-16")["mng"] == "unknown"


def test_without_its_completeness_statement_a_list_says_nothing(whole: KnowledgeGraph, content: Content) -> None:
    """With the statement that the list is whole taken away, no becomes unknown, and nothing else changes."""
    statement = NamedNode(f"{BASE}id/completeness/saarc-members-2026")
    assert [quad for quad in whole.quads if quad.subject == statement]
    poorer = KnowledgeGraph(quad for quad in whole.quads if quad.subject != statement)
    before, after = (seats(graph, content, "2026-05-17") for graph in (whole, poorer))
    assert "no" in before.values()
    assert after == {country: "unknown" if seat == "no" else seat for country, seat in before.items()}


def test_q11_needs_the_whole_list_too(founding: KnowledgeGraph, content: Content) -> None:
    """Without the statement that the country line is whole, no place is said to be missing from it."""
    statement = NamedNode(f"{BASE}id/completeness/ilo-good-practices-58-countries")
    poorer = KnowledgeGraph(quad for quad in founding.quads if quad.subject != statement)
    assert len(Asker(founding, content).ask(CATALOGUE.get("q11"), {}).rows) == 5
    assert Asker(poorer, content).ask(CATALOGUE.get("q11"), {}).rows == ()


@pytest.mark.parametrize(
    ("day", "counts", "seen"),
    [
        ("2020-10-05", {"yes": 1, "no": 9}, "2020-10-05"),
        ("2020-12-31", {"yes": 1, "no": 9}, "2025-09-16"),
        ("2026-11-01", {"yes": 1, "unknown": 10}, "2025-09-16"),
    ],
)
def test_convention_189_in_asean(
    day: str, counts: dict[str, int], seen: str, whole: KnowledgeGraph, content: Content
) -> None:
    """One of ASEAN's members has ratified Convention 189; the others had not when last seen, and today that is not known."""
    told = verdicts(whole, content, day)
    assert Counter(verdict for verdict, _ in told.values()) == counts
    assert told.pop("phl") == ("yes", "2012-09-05")
    assert {when for _, when in told.values()} == {seen}
    assert len(told) == sum(counts.values()) - 1


def test_an_explicit_no_taken_away_is_unknown(whole: KnowledgeGraph, content: Content) -> None:
    """Without the two nodes that see Indonesia outside Convention 189, its no of 2020 becomes unknown with no day."""
    group = f"{BASE}id/treaty-status/ilo-c189-idn"
    poorer = KnowledgeGraph(
        quad for quad in whole.quads if not str(getattr(quad.subject, "value", "")).startswith(group)
    )
    assert verdicts(whole, content, "2020-10-05")["idn"] == ("no", "2020-10-05")
    assert verdicts(poorer, content, "2020-10-05")["idn"] == ("unknown", "")


def test_no_question_makes_no_of_mere_absence(whole: KnowledgeGraph, content: Content) -> None:
    """A State of which no source says anything is unknown, whatever is asked: a made-up member of ASEAN shows it."""
    member, node = NamedNode(f"{BASE}id/place/xyz"), NamedNode(f"{BASE}id/membership/asean-xyz/test")
    passage = NamedNode(f"{BASE}source/test/1")
    made_up: list[tuple[NamedNode, str, Term]] = [
        (member, PREFIXES["rdf"] + "type", NamedNode(MFA.Country)),
        (node, MFA.ofRelation, NamedNode(f"{BASE}id/membership/asean-xyz")),
        (node, MFA.memberParty, member),
        (node, MFA.body, NamedNode(f"{BASE}id/process/asean")),
        (node, MFA.start, Literal("1967-08-08", datatype=NamedNode(PREFIXES["xsd"] + "date"))),
        (passage, PREFIXES["rdf"] + "type", NamedNode(MFA.Passage)),
    ]
    graph = whole.extended(Quad(subject, NamedNode(name), value, passage) for subject, name, value in made_up)
    for identifier in ("q12", "q14"):
        answer = Asker(graph, content).ask(CATALOGUE.get(identifier), {"body": "asean"})
        names = [column.name for column in answer.question.columns]
        verdict = names.index("reached" if identifier == "q12" else "ratified")
        (told,) = (str(getattr(row[verdict], "value", "")) for row in answer.rows if row[0] == member)
        assert told == "unknown"
