"""The tables of facts: every row is in the graph, or in sight with the reason why it is not."""

from __future__ import annotations

import csv
import tomllib

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import NamedNode
from mfa_graph.vocabulary import BASE, MFA, PREFIXES

# For each table with sources: its rows, and those of them that are left out with a reason.
ROWS = {
    "event-measures": (21, 0),
    "events": (150, 5),
    "identifiers": (412, 2),
    "ilo-good-practices-labels": (17, 10),
    "instruments": (49, 6),
    "memberships": (229, 0),
    "mfa-events": (69, 12),
    "mfa-measures": (14, 0),
    "organisation-facts": (127, 33),
    "organisation-relations": (159, 38),
    "territorial-applications": (9, 1),
    "treaty-statuses": (511, 10),
}
# Tables of one graph, which describe things.
OURS = {
    "completeness": 13,
    "organisations": 84,
    "place-coordinates": 56,
    "place-labels": 56,
    "place-names": 1071,
    "place-regions": 56,
    "places": 56,
    "treaty-completeness": 7,
    "un-region-names": 380,
}


def rows_of(content: Content, table: str) -> list[dict[str, str]]:
    """The rows of a table as they stand in its file."""
    with (content.folder("data") / table / "rows.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_are_these(content: Content) -> None:
    """Twenty-one tables: twelve whose rows are passages, and nine that belong to one graph."""
    found = {path.parent.name for path in content.folder("data").glob("*/table.toml")}
    assert found == ROWS.keys() | OURS.keys()
    assert len(found) == 21


@pytest.mark.parametrize("table", [*ROWS, *OURS])
def test_a_table_expects_the_rows_that_it_has(table: str, content: Content) -> None:
    """The number of rows that a table expects is the number that it has, so that none is lost unseen."""
    settings = tomllib.loads((content.folder("data") / table / "table.toml").read_text(encoding="utf-8"))
    rows = rows_of(content, table)
    assert settings["rows"] == len(rows) == (ROWS[table][0] if table in ROWS else OURS[table])


@pytest.mark.parametrize("table", ROWS)
def test_every_row_is_in_the_graph_or_left_out_with_a_reason(
    table: str, whole: KnowledgeGraph, content: Content
) -> None:
    """A table's rows are as many passages; each of them says something, or carries the reason why it does not."""
    rows, left_out = ROWS[table]
    reading = f"<{BASE}id/reading/{table}>"
    generated = whole.select(f"SELECT ?p {{ ?p <{PREFIXES['prov']}wasGeneratedBy> {reading} }}")
    passages = {row[0] for row in generated}
    speaking = {quad.graph_name for quad in whole.quads} & passages
    silent = whole.select(
        f"SELECT ?p ?why {{ ?p <{PREFIXES['prov']}wasGeneratedBy> {reading} ; <{MFA.leftOut}> ?why }}"
    )
    reasons = {row[0]: str(getattr(row[1], "value", "")) for row in silent}
    assert len(passages) == rows == len(rows_of(content, table))
    assert len(reasons) == left_out
    assert all(len(reason) > 10 for reason in reasons.values())
    assert speaking | reasons.keys() == passages
    assert not speaking & reasons.keys()


def test_the_counts_add_up(content: Content) -> None:
    """In all, 1767 rows rest on sources; 117 of them are left out."""
    assert sum(rows for rows, _ in ROWS.values()) == 1767
    assert sum(left_out for _, left_out in ROWS.values()) == 117


def test_no_observer_is_a_member_and_no_outsider_a_party(whole: KnowledgeGraph) -> None:
    """Who is only ever an observer is memberOf nothing there, and who never ratified has not ratified."""
    wrong = whole.query(
        f"""ASK {{
            {{ ?node <{MFA.observerParty}> ?who ; <{MFA.body}> ?body . ?who <{MFA.memberOf}> ?body .
               FILTER NOT EXISTS {{ ?member <{MFA.memberParty}> ?who ; <{MFA.body}> ?body }} }}
            UNION
            {{ ?state <{MFA.hasRatified}> ?instrument .
               FILTER NOT EXISTS {{ ?party <{MFA.ratifyingState}> ?state ; <{MFA.instrument}> ?instrument }} }}
        }}"""
    )
    assert wrong is False
    assert whole.query(f"ASK {{ ?who <{MFA.observerOf}> ?body }}") is True


def test_no_row_that_says_no_yields_a_yes(whole: KnowledgeGraph) -> None:
    """A node of a signatory or a non-party is never the node of a ratifying State too, and there are enough of both."""
    counts = {}
    for end in ("nonParty", "signatoryState", "ratifyingState"):
        (row,) = whole.select(f"SELECT (COUNT(DISTINCT ?n) AS ?c) {{ GRAPH ?g {{ ?n <{PREFIXES['mfa']}{end}> ?s }} }}")
        counts[end] = int(str(getattr(row[0], "value", "0")))
    assert counts == {"nonParty": 243, "signatoryState": 5, "ratifyingState": 253}
    both = f"ASK {{ GRAPH ?g {{ ?n <{MFA.nonParty}> ?s ; <{MFA.ratifyingState}> ?s }} }}"
    assert whole.query(both) is False


def test_a_convention_of_the_ilo_binds_a_year_after_ratification(content: Content) -> None:
    """One report says that it binds after twelve months; wherever a source gives both days of a State, they are a year apart."""
    pairs = [
        (row["ratified"], row["in_force_from"])
        for row in rows_of(content, "treaty-statuses")
        if row["instrument"].startswith("ilo-") and row["ratified"] and row["in_force_from"]
    ]
    assert len(pairs) == 5
    assert all(f"{int(ratified[:4]) + 1}{ratified[4:]}" == binding for ratified, binding in pairs)
    spans = {row["binds_after"] for row in rows_of(content, "instruments") if row["instrument"].startswith("ilo-c")}
    assert spans == {"", "P1Y"}


SPOTS = [
    ("membership/asean-tls/ianslive-20251026134029", MFA.start, "2025-10-26"),
    ("membership/asean-tls-observer/ianslive-20251026134029", MFA.end, "2025-10-26"),
    ("membership/abu-dhabi-dialogue-sgp/oananews-236510", MFA.observerParty, "id/place/sgp"),
    ("membership/abu-dhabi-dialogue-sgp/colomboprocess-abu-dhabi-dialogue", MFA.destinationMemberParty, "id/place/sgp"),
    ("membership/saarc-npl/github-factbook-np", MFA.observedOn, "2026-05-17"),
    ("event/gfmd-summit-1/gfmd-belgium2007", MFA.end, "2007-07-12"),
    ("treaty-status/ilo-c105-mys/github-lavanyavaidya-ilo-conventions", MFA.ratifiedOn, "1958"),
    ("treaty-status/ilo-c105-mys/github-lavanyavaidya-ilo-conventions", MFA.denouncedOn, "1990"),
    ("treaty-status/ilo-c189-phl/lexaris-229609", MFA.inForceFrom, "2013-09-05"),
    ("treaty-status/ilo-c189-tls/einpresswire-849423130", MFA.nonParty, "id/place/tls"),
    ("treaty-status/un-icrmw-khm/github-zmjones-4-13", MFA.signedOn, "2004-09-27"),
    ("treaty-status/un-cedaw-khm/github-zmjones-4-8", MFA.act, "concept/act/accession"),
    ("treaty-status/un-palermo-tip-jpn/mofa-go-jp-press3-000292", MFA.act, "concept/act/acceptance"),
    ("membership/saarc-eu/gktoday-18th-saarc-summit", MFA.observerParty, "id/organisation/eu"),
    ("event/un-gcm-endorsement/vlex-res-73-195-resolucion-861191321", MFA.endorsed, "id/instrument/un-gcm"),
    ("event/un-gcm-endorsement/vlex-res-73-195-resolucion-861191321", MFA.start, "2018-12-19"),
    ("instrument/asean-consensus-2017", MFA.keptBy, "id/process/asean"),
    (
        "event/bali-process-ministerial-conference-1/goc-gov-tr-the-bali-process",
        MFA.firstMeetingOf,
        "id/process/bali-process",
    ),
    (
        "measure/gfmd-summit-15-participants/miragenews-colombia-forum-urges-stronger-global-migration-1527487",
        MFA.value,
        "800",
    ),
    ("application-declaration/ilo-c029-chn-hkg/sunsonline-06170297", MFA.territory, "id/place/hkg"),
    ("measure/mfa-member-organisations/sbmi-10337", MFA.value, "39"),
    (
        "membership/mfa-twc2/twc2-twc2-networks-with-regional-ngos-at-dhaka-conference",
        MFA.memberParty,
        "id/organisation/twc2",
    ),
    (
        "treaty-status/ilo-c190-bgd/miragenews-bangladesh-ratifies-landmark-work-safety-1575526",
        MFA.inForceFrom,
        "2026-11-20",
    ),
]


@pytest.mark.parametrize(("node", "predicate", "value"), SPOTS)
def test_spots_that_were_read_by_hand(node: str, predicate: str, value: str, whole: KnowledgeGraph) -> None:
    """Twenty-three statements that were read by hand in their rows are in the graph."""
    subject = NamedNode(f"{BASE}id/{node}")
    found = {
        str(getattr(quad.object, "value", "")).removeprefix(BASE)
        for quad in whole.quads
        if quad.subject == subject and quad.predicate.value == predicate
    }
    assert found == {value}
