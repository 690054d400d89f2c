"""Yes, no or unknown: who was a party to an instrument on a day, on made-up sources whose answers were worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.reasoning.derive import derive
from mfa_graph.store import Literal, NamedNode, Quad, Term
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, RDF

CATALOGUE = Catalogue.read(Content.bundled())
STATE = NamedNode(BASE + "id/place/xyz")
BODY = NamedNode(BASE + "id/process/asean")
INSTRUMENT = NamedNode(BASE + "id/instrument/ilo-c189")
DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@dataclass(frozen=True)
class Says:
    """What one source says of the State and the instrument: the joining property, and the dates that it gives."""

    role: str = MFA.ratifyingState
    ratified: str = ""
    denounced: str = ""
    in_force: str = ""
    observed: str = ""
    act: str = ""


def day(text: str) -> Literal:
    """A year, month or day."""
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + DATATYPES[len(text)]))


def statements(number: int, says: Says) -> list[Quad]:
    """The treaty status of one source, in the graph of its passage."""
    group = f"{BASE}id/treaty-status/ilo-c189-xyz"
    node, passage = NamedNode(f"{group}/{number}"), NamedNode(f"{BASE}source/{number}/1")
    dates = {
        MFA.ratifiedOn: says.ratified,
        MFA.denouncedOn: says.denounced,
        MFA.inForceFrom: says.in_force,
        MFA.observedOn: says.observed,
    }
    said: list[tuple[NamedNode, str, Term]] = [
        (node, RDF.type, NamedNode(MFA.TreatyStatus)),
        (node, MFA.ofRelation, NamedNode(group)),
        (node, says.role, STATE),
        (node, MFA.instrument, INSTRUMENT),
        *((node, name, day(text)) for name, text in dates.items() if text),
        *([(node, MFA.act, NamedNode(f"{BASE}concept/act/{says.act}"))] if says.act else []),
        (passage, RDF.type, NamedNode(MFA.Passage)),
    ]
    return [Quad(subject, NamedNode(name), value, passage) for subject, name, value in said]


@cache
def ontology() -> tuple[Quad, ...]:
    """The ontology, as it is authored."""
    authored = KnowledgeGraph.authored(Content.bundled()).quads
    return tuple(quad for quad in authored if quad.graph_name == NamedNode(BASE + "graph/ontology"))


def world(*sources: Says) -> KnowledgeGraph:
    """The ontology, a State that is a member of a body, and what the sources say of it, with all that is derived."""
    passage, source = NamedNode(f"{BASE}source/list/1"), NamedNode(f"{BASE}source/list")
    node = NamedNode(f"{BASE}id/membership/asean-xyz/list")
    seat: list[tuple[NamedNode, str, Term]] = [
        (node, MFA.ofRelation, NamedNode(f"{BASE}id/membership/asean-xyz")),
        (node, MFA.memberParty, STATE),
        (node, MFA.body, BODY),
        (node, MFA.start, day("1900-01-01")),
        (passage, RDF.type, NamedNode(MFA.Passage)),
        (source, MFA.seenOn, day("2026-11-24")),
        (INSTRUMENT, MFA.adoptedOn, day("1911-06-16")),
        *((place, RDF.type, NamedNode(kind)) for place, kind in ((STATE, MFA.Country), (BODY, MFA.Process))),
        (INSTRUMENT, RDF.type, NamedNode(MFA.Convention)),
    ]
    quads = [Quad(subject, NamedNode(name), value, passage) for subject, name, value in seat]
    quads += [quad for number, says in enumerate(sources) for quad in statements(number, says)]
    graph = KnowledgeGraph([*ontology(), *quads])
    return graph.extended(derive(graph, Content.bundled()))


def told(content: Content, graph: KnowledgeGraph, when: str) -> tuple[str, str]:
    """What q14 tells of the State on a day, and why."""
    (row,) = Asker(graph, content).ask(CATALOGUE.get("q14"), {"as-of": when}).rows
    return str(getattr(row[1], "value", "")), str(getattr(row[3], "value", ""))


TWICE = (Says(ratified="1958", denounced="1990"), Says(ratified="2000-05-05"))
CASES = [
    # Denounced, and ratified again.
    (TWICE, "1957-12-31", "no", "ratified later"),
    (TWICE, "1958-06-01", "unknown", "ratified around that day"),
    (TWICE, "1959-01-01", "yes", "ratified"),
    (TWICE, "1990-06-01", "unknown", "denounced around that day"),
    (TWICE, "1995-01-01", "no", "denounced"),
    (TWICE, "2000-05-04", "no", "denounced"),
    (TWICE, "2000-05-05", "yes", "ratified"),
    # Denounced, and by another source a party again, nobody says since when.
    ((TWICE[0], Says(observed="2020-01-01")), "1995-01-01", "unknown", "no source says"),
    ((TWICE[0], Says(observed="2020-01-01")), "2020-01-01", "yes", "seen as a party by then"),
    # The source of the ratification does not name the denunciation that another names.
    ((TWICE[0], Says(ratified="1958-03-03")), "1995-01-01", "no", "denounced"),
    # One date, exact or not.
    ((Says(ratified="2012-09-05"),), "2012-09-04", "no", "ratified later"),
    ((Says(ratified="2012"),), "2011-12-31", "no", "ratified later"),
    ((Says(ratified="2012"),), "2012-01-01", "unknown", "ratified around that day"),
    ((Says(ratified="2012-09-05"), Says(ratified="2012")), "2012-06-01", "unknown", "ratified around that day"),
    ((Says(ratified="2012-09-05"), Says(ratified="2012")), "2011-12-31", "no", "ratified later"),
    # Another source begins earlier.
    ((Says(ratified="2012-09-05"), Says(ratified="1995")), "2000-01-01", "yes", "ratified"),
    ((Says(ratified="2012-09-05"), Says(ratified="1995")), "1995-06-01", "unknown", "ratified around that day"),
    # An open start: seen as a party without a date, before or after the one that has a date.
    ((Says(ratified="2012-09-05"), Says(observed="2020-01-01")), "2012-09-04", "no", "ratified later"),
    ((Says(ratified="2012-09-05"), Says(observed="1980-01-01")), "1970-01-01", "unknown", "no source says"),
    ((Says(observed="2020-01-01"),), "2019-01-01", "unknown", "no source says"),
    ((Says(in_force="2010-04-21"),), "2010-04-20", "unknown", "no source says"),
    ((Says(in_force="2010-04-21"),), "2010-04-21", "yes", "in force by then"),
    # A denunciation whose ratification has no date says that it had been a party before.
    ((Says(denounced="1990"), Says(ratified="2000-05-05")), "1980-01-01", "unknown", "no source says"),
    # Nobody was a party before the instrument was adopted; who denounced it ratified when another source says, if before.
    ((Says(denounced="1990"), Says(ratified="2000-05-05")), "1911-06-15", "no", "ratified later"),
    ((Says(denounced="1990"), Says(ratified="1985-05-05")), "1985-05-04", "no", "ratified later"),
    ((Says(denounced="1990"), Says(ratified="1985-05-05")), "1985-05-05", "yes", "ratified"),
    # A successor was bound before it said so.
    ((Says(ratified="1994-05-05", act="succession"),), "1994-05-04", "unknown", "no source says"),
    ((Says(ratified="1994-05-05", act="accession"),), "1994-05-04", "no", "ratified later"),
    # Seen outside: no on that day and before, unless it may have been a party before and have left.
    ((Says(MFA.nonParty, observed="2020-10-05"),), "2019-01-01", "no", "seen not to have ratified"),
    ((Says(MFA.nonParty, observed="2020-10-05"),), "2020-10-06", "unknown", "last seen not to have ratified"),
    ((Says(MFA.nonParty, observed="2020-10-05"), TWICE[0]), "1990-06-01", "unknown", "denounced around that day"),
    (
        (Says(MFA.nonParty, observed="2011-01-01"), Says(ratified="2012")),
        "2010-01-01",
        "no",
        "seen not to have ratified",
    ),
    ((Says(MFA.nonParty, observed="2011-01-01"), Says(ratified="2012-05-05")), "2011-06-01", "no", "ratified later"),
    # Nobody says anything.
    ((), "2020-01-01", "unknown", "no source says"),
]


@pytest.mark.parametrize(("sources", "when", "verdict", "reason"), CASES)
def test_the_verdict_and_its_reason(
    content: Content, sources: tuple[Says, ...], when: str, verdict: str, reason: str
) -> None:
    """What the sources say gives the verdict on a day, and the reason for it."""
    assert told(content, world(*sources), when) == (verdict, reason)


def test_the_number_of_verdicts() -> None:
    """At least thirty cases stand in the list, of all three verdicts."""
    assert len(CASES) >= 30
    assert {verdict for _, _, verdict, _ in CASES} == {"yes", "no", "unknown"}


@pytest.mark.parametrize("when", ["1985-01-01", "2000-01-01", "2020-10-05", "2026-11-24"])
def test_the_counts_are_those_of_the_rows(content: Content, whole: KnowledgeGraph, when: str) -> None:
    """On four days q16 counts for each instrument the yes, no and unknown that q14 tells of the members one by one."""
    asker = Asker(whole, content)
    ranked = asker.ask(CATALOGUE.get("q16"), {"as-of": when}).rows
    assert len(ranked) == 14
    for instrument, *counts, _, _ in ranked:
        rows = asker.ask(CATALOGUE.get("q14"), {"as-of": when, "instrument": instrument.value}).rows  # type: ignore[union-attr]
        verdicts = [str(getattr(row[1], "value", "")) for row in rows]
        counted = [verdicts.count(word) for word in ("yes", "no", "unknown")]
        assert [int(str(getattr(count, "value", ""))) for count in counts] == counted, instrument
