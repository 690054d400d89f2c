"""The facts that were given, row by row: each has its rows in the tables, and the numbers add up.

The given files are not in the project. Every row of theirs is looked up by key: the address of its source, what it is about, and
what it says of it. It is answered by one or more rows of ours, which make statements or carry the reason why they do not; rows of
ours that answer none were split off, since a note of a given row named a further source, day or thing.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, SKOS

Row = dict[str, str]

ORGANISATIONS = ("mfa-events", "mfa-measures", "organisation-facts", "organisation-relations")
# For each given file: our tables, its rows, those of them that make statements and those that are left out, and our rows that
# were split off from notes.
FILES = {
    "memberships": (("memberships",), 123, 123, 0, 106),
    "ratifications": (("treaty-statuses", "territorial-applications"), 499, 498, 1, 21),
    "instruments": (("instruments",), 28, 25, 3, 21),
    "events": (("events",), 122, 117, 5, 28),
    "identifiers": (("identifiers",), 411, 410, 1, 1),
    "mfa": (ORGANISATIONS, 287, 222, 65, 56),
}

PROCESSES = {
    "ASEAN": "asean",
    "ASEAN Forum on Migrant Labour": "asean-forum-on-migrant-labour",
    "Abu Dhabi Dialogue": "abu-dhabi-dialogue",
    "Asia-EU Dialogue on Labour Migration": "asia-eu-dialogue",
    "Bali Process": "bali-process",
    "Colombo Process": "colombo-process",
    "GFMD": "gfmd",
    "People's Global Action on Migration, Development and Human Rights": "peoples-global-action",
    "SAARC": "saarc",
    "UN": "un",
}
# Which kind of row says what a given property says: the choice that a table makes, or the unit of a count.
ANSWERS = {
    "MFLM principles cited in the ILO record": {"other"},
    "advisory committee meeting": {"event"},
    "affiliated with": {"contributor", "other"},
    "also called": {"name"},
    "amount claimed": {"us-dollars"},
    "annual programme": {"leader"},
    "award": {"other"},
    "based in": {"based-in"},
    "calls for ratification of": {"advocate"},
    "campaign": {"leader", "advocate"},
    "case documentation countries": {"operates-in"},
    "cases documented": {"cases-documented"},
    "conceived": {"event"},
    "conference": {"event"},
    "convened by": {"facilitator"},
    "coordinates": {"contributor"},
    "countries named in the ILO record": {"other"},
    "countries of agencies listed": {"other"},
    "country": {"based-in"},
    "developed by": {"founder"},
    "email": {"other"},
    "engages with": {"engaged"},
    "established": {"founding"},
    "facebook page": {"other"},
    "formerly": {"name"},
    "founded": {"founding"},
    "frequency": {"other"},
    "full name": {"name"},
    "general forum": {"event"},
    "governing body": {"other"},
    "headquarters city": {"based-in"},
    "headquarters country": {"based-in"},
    "hosted by": {"facilitator", "partner"},
    "hosts": {"secretariat"},
    "initiative of": {"leader"},
    "launched": {"founding"},
    "launched by": {"founder", "leader"},
    "launched with": {"partner"},
    "lawyers at 2014 conference from": {"other"},
    "meeting": {"event"},
    "member of": {"member"},
    "member of network": {"member"},
    "member organisation": {"member"},
    "membership procedure": {"other"},
    "membership size": {"member-organisations", "countries"},
    "migrant worker programmes with MFA since": {"partner"},
    "national chapter": {"part-of"},
    "organised": {"event"},
    "part of": {"part-of"},
    "participants in migrant worker programmes": {"people-trained", "countries"},
    "partner": {"partner"},
    "partner of": {"founder", "partner", "facilitator"},
    "partners meeting": {"event"},
    "prepared by": {"contributor"},
    "programme": {"event"},
    "programmes since": {"other"},
    "publication": {"leader", "other"},
    "report series": {"part-of"},
    "role": {"part-of"},
    "runs platform": {"leader"},
    "secretariat address": {"other"},
    "short name": {"name"},
    "start year": {"other", "facilitator"},
    "status": {"other"},
    "succeeded by": {"replacement"},
    "takes part in": {"contributor", "participant"},
    "thematic areas in the ILO record": {"other"},
    "took part in": {"contributor", "engaged"},
    "type": {"type"},
    "website": {"website"},
}
# Subjects that the given rows and ours name in two ways, and campaigns and programmes whose rows are those of who runs them.
ALSO = {
    "Asian Inter-Parliamentary Caucus on Labour Migration": {
        "asian-inter-parliamentary-caucus",
        "parliamentarians-programme",
    },
    "Diplomacy Training Program": {"dtp", "mfa-dtp-training"},
    "Step It Up: Dignity, Rights, Development": {"step-it-up", "mfa"},
}
ENDS = ("actor", "actor_initiative", "initiative", "organisation", "owner", "whole_initiative", "whole_organisation")
# What another given row of the same source says too, in another word: it has no row of ours for itself.
SAID_TWICE = {"based in", "launched with"}


HEADS = f"BASE <{BASE}> " + " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("mfa", "skos", "xsd"))


def rows_of(file: Path) -> list[Row]:
    """The rows of a CSV file."""
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.fixture(scope="module")
def facts(outside: Path) -> Path:
    """The folder of the given files."""
    folder = outside / "facts"
    if not folder.is_dir():
        pytest.skip(f"outside test data: {folder} is not there")
    return folder


@pytest.fixture(scope="module")
def ours(content: Content) -> dict[str, list[Row]]:
    """Our rows by the address of their source; each knows its table, and whose event it is about."""
    data = content.folder("data")
    events = [row for table in ("events", "mfa-events") for row in rows_of(data / table / "rows.csv")]
    owners = {row["event"]: row["organisation"] or row["initiative"] or row["process"] for row in events}
    found: dict[str, list[Row]] = defaultdict(list)
    for file in sorted(data.glob("*/sources.csv")):
        addresses = {row["key"]: " ".join(filter(None, (row["address"], row["path"]))) for row in rows_of(file)}
        for row in rows_of(file.with_name("rows.csv")):
            found[addresses[row["source"]]].append(
                {**row, "table": file.parent.name, "owner": owners.get(row.get("event", ""), "")}
            )
    return found


@pytest.fixture(scope="module")
def slugs(whole: KnowledgeGraph) -> dict[str, set[str]]:
    """What organisations, networks, initiatives and processes are called, each name with their slugs."""
    found: dict[str, set[str]] = defaultdict(set)
    kinds = tuple(f"{BASE}id/{kind}/" for kind in ("organisation", "initiative"))
    for quad in whole.quads:
        thing = str(getattr(quad.subject, "value", ""))
        if quad.predicate.value in (SKOS.prefLabel, SKOS.altLabel) and thing.startswith(kinds):
            found[str(getattr(quad.object, "value", ""))].add(thing.rpartition("/")[2])
    return {**found, **ALSO}


def of_memberships(given: Row, row: Row, _: dict[str, set[str]]) -> bool:
    """The same country has the same role in the same body."""
    return (PROCESSES[given["body"]], given["iso3"].lower(), given["role"]) == (
        row["body"],
        row["country"],
        row["role"],
    )


# How a given status stands in our rows: the standing, and the days among which its date is to be found.
STANDINGS = {
    "in-force": ("ratified", ("ratified", "in_force_from", "observed")),
    "ratified-not-yet-in-force": ("ratified", ("ratified",)),
    "denounced": ("ratified", ("denounced",)),
    "signed": ("signed", ("signed",)),
    "not-ratified": ("not-party", ()),
}


def of_ratifications(given: Row, row: Row, _: dict[str, set[str]]) -> bool:
    """The same State, instrument, standing and day, which a remark may hold; or a territory to which the instrument applies."""
    if row["table"] == "territorial-applications":
        return (slug(given["instrument"]), given["iso3"].lower()) == (row["instrument"], row["territory"])
    standing, days = STANDINGS[given["status"]]
    dated = not given["date"] or given["date"] in {row[day] for day in days} or given["date"] in row["remark"]
    asked = (slug(given["instrument"]), given["iso3"].lower(), standing)
    return asked == (row["instrument"], row["country"], row["standing"]) and dated


def of_instruments(given: Row, row: Row, _: dict[str, set[str]]) -> bool:
    """The same instrument, or the same draft, which is none yet."""
    return row["instrument"] == slug(given["id"]) or (
        row["instrument"] == "" and row["title"] == given["official_title"]
    )


def of_events(given: Row, row: Row, _: dict[str, set[str]]) -> bool:
    """The same kind of event of the same process, on a day that fits; where the page names several, by its title."""
    first = given["date_or_year"].partition("/")[0]
    owner = row["process"] or row["organisation"] or row["initiative"]
    kinds = {"ministerial", "senior-officials", "summit", "civil-society-days"}
    kind = row["kind"] if row["kind"] in kinds else "other"
    fits = row["start"].startswith(first) or first.startswith(row["start"])
    named = given["event_title"] in row["title"] or row["start"] != ""
    return (owner, kind) == (PROCESSES[given["process"]], given["kind"]) and fits and named


def of_identifiers(given: Row, row: Row, _: dict[str, set[str]]) -> bool:
    """The same value of the same scheme, without the address that some schemes write before it."""
    value = given["identifier"]
    if given["scheme"] in ("ror", "eu-publications-office"):
        value = value.rpartition("/")[2]
    if given["scheme"] == "isni":
        value = value.replace(" ", "")
    return (given["scheme"], value) == (row["scheme"], row["value"])


def of_mfa(given: Row, row: Row, slugs: dict[str, set[str]]) -> bool:
    """A row about the same subject that says this kind of thing of the same other end; of an event, in a year that fits."""
    said = row.get("fact") or row.get("role") or row.get("kind") or row.get("unit", "")
    ends = {row.get(name, "") for name in ENDS}
    # To be a partner means to share an event or a campaign: there that is the other end.
    other = ends if given["property"] == "partner of" else slugs.get(given["value"], ends)
    year = row["start"][:4] if row["table"] == "mfa-events" else ""
    return bool(
        ends & slugs[given["subject"]]
        and ends & other
        and said in ANSWERS[given["property"]]
        and year in given["value"]
    )


def slug(code: str) -> str:
    """The slug of an instrument, from the code that the given files have for it."""
    known = {
        "saarc:Plan-of-Action-migration": "",
        "saarc:Draft-Declaration-labour-migration": "",
    }
    return known.get(code, code.lower().replace(":", "-"))


FITS: dict[str, Callable[[Row, Row, dict[str, set[str]]], bool]] = {
    "memberships": of_memberships,
    "ratifications": of_ratifications,
    "instruments": of_instruments,
    "events": of_events,
    "identifiers": of_identifiers,
    "mfa": of_mfa,
}


@pytest.mark.parametrize("file", FILES)
def test_every_given_row_has_its_rows(
    file: str, facts: Path, ours: dict[str, list[Row]], slugs: dict[str, set[str]]
) -> None:
    """Each given row is answered by rows of its source that say the same: given = loaded + left out; the rest was split off."""
    tables, given, loaded, left_out, split = FILES[file]
    rows = rows_of(facts / f"{file}.csv")
    used: set[int] = set()
    wanted: dict[tuple[int, ...], list[Row]] = defaultdict(list)
    states: Counter[bool] = Counter()
    for row in rows:
        answers = [our for our in ours[row["source_url"]] if our["table"] in tables and FITS[file](row, our, slugs)]
        assert answers, f"no row answers {row}"
        if row.get("property") not in SAID_TWICE:
            wanted[tuple(sorted(map(id, answers)))].append(row)
        used |= set(map(id, answers))
        states[any(not our["left_out"] for our in answers)] += 1
    # As many rows of ours answer as there are given rows that they answer.
    assert [askers for answers, askers in wanted.items() if len(askers) > len(answers)] == []
    everything = [our for rows_of_source in ours.values() for our in rows_of_source if our["table"] in tables]
    assert (len(rows), states[True], states[False]) == (given, loaded, left_out)
    assert given == loaded + left_out
    assert sum(id(our) not in used for our in everything) == split


def test_the_framework_is_there_whole(facts: Path, whole: KnowledgeGraph) -> None:
    """Of the 28 parts, principles and guidelines 14 rest on a source, and 14 that were recalled stand in a graph of their own."""
    graphs = {
        str(getattr(quad.object, "value", "")): str(getattr(quad.graph_name, "value", "")).rpartition("/")[2]
        for quad in whole.quads
        if quad.predicate.value == f"{PREFIXES['skos']}notation"
        and str(getattr(quad.subject, "value", "")).startswith(f"{BASE}concept/mlflm/")
    }
    rows = rows_of(facts / "mlflm.csv")
    homes = {row["notation"]: "unsourced" if row["basis"] == "recalled-high" else "concepts" for row in rows}
    assert graphs == homes
    assert Counter(homes.values()) == {"concepts": 14, "unsourced": 14}


@pytest.mark.parametrize(
    ("scheme", "seen", "inferred"),
    [
        ("thematic_area", 7, 7),
        ("ilo_region", 6, 0),
        ("organisation_type", 3, 4),
        ("country_label", 33, 10),
        ("field_label", 8, 0),
    ],
)
def test_the_words_of_the_database_are_there(
    scheme: str, seen: int, inferred: int, facts: Path, whole: KnowledgeGraph, ours: dict[str, list[Row]]
) -> None:
    """Each word that was seen is a concept, a printed field of the record, or a row of its own; those only inferred are not."""
    rows = [row for row in rows_of(facts / "ilo_gp_taxonomy.csv") if row["scheme"] == scheme]
    there = {row["label"] for row in rows if word_is_there(row, whole, ours)}
    assert there == {row["label"] for row in rows if row["source_url"]}
    assert (len(there), sum(row["note"].startswith("INFERRED") for row in rows)) == (seen, inferred)


CONCEPTS = {"thematic_area": "theme", "ilo_region": "ilo-region", "organisation_type": "organisation-type"}


def word_is_there(given: Row, whole: KnowledgeGraph, ours: dict[str, list[Row]]) -> bool:
    """Whether a word of the database has its concept, its field in the record, its name in the printed line, or its row."""
    label = given["label"]
    if given["scheme"] in CONCEPTS:
        scheme = f"{BASE}concept/{CONCEPTS[given['scheme']]}"
        return bool(whole.query(f'{HEADS} ASK {{ ?c skos:inScheme <{scheme}> ; skos:prefLabel "{label}"@en }}'))
    rows = [row for row in ours[given["source_url"]] if row["table"] == "ilo-good-practices-labels"]
    if any(row["label"] == label for row in rows):
        return True
    record = f"{BASE}id/record/ilo-good-practices-58"
    if given["scheme"] == "field_label":
        asked = f'?p <{MFA.locator}> ?field . FILTER (CONTAINS(?field, "{label}") && STRSTARTS(STR(?p), "{BASE}source/ilo-"))'
    else:
        asked = (
            f'<{record}> <{MFA.printedCountries}> ?line . FILTER (CONTAINS(CONCAT("; ", ?line, "; "), "; {label}; "))'
        )
    return bool(given["source_url"]) and bool(whole.query(f"ASK {{ {asked} }}"))


# The thirteen given rows that are the founding record itself: the passage that says the same, and a pattern of what it says.
RECORD = {
    ("Migrant Forum in Asia", "short name"): ("title", '<id/organisation/mfa> skos:altLabel "MFA"@en'),
    ("Migrant Forum in Asia", "type"): (
        "introduction-s1",
        "<id/organisation/mfa> mfa:membersOfKind <concept/organisation-type/trade-union>",
    ),
    ("Migrant Forum in Asia", "conceived"): ("introduction-s2", '?e a mfa:Conception ; mfa:start "1990"^^xsd:gYear'),
    ("Migrant Forum in Asia", "founded"): ("introduction-s2", '?e a mfa:Founding ; mfa:start "1994"^^xsd:gYear'),
    ("Migrant Forum in Asia", "countries named in the ILO record"): ("countries", "?r mfa:covers <id/place/hkg>"),
    ("Migrant Forum in Asia", "thematic areas in the ILO record"): (
        "thematic-areas",
        "?r mfa:theme <concept/theme/ratification-campaigns-and-implementation>",
    ),
    ("Migrant Forum in Asia", "MFLM principles cited in the ILO record"): (
        "mlflm",
        '?r mfa:printedFramework "3.; 8.; 9.(a),(b),(c); 11.; 8.; 9.(b); 10."',
    ),
    ("Migrant Forum in Asia", "engages with"): (
        "introduction-s3",
        "?a mfa:process <id/process/asean> . ?b mfa:process <id/process/colombo-process> . "
        "?c mfa:process <id/process/abu-dhabi-dialogue> . ?d mfa:process <id/process/saarc>",
    ),
    ("Migrant Forum in Asia", "campaign"): (
        "introduction-s5",
        "?a a mfa:Advocacy ; mfa:instrument <id/instrument/ilo-c189>",
    ),
    ("Asian Migrant Yearbook", "start year"): ("1-s1", '?c mfa:coProducer ?who ; mfa:start "1998"^^xsd:gYear'),
    ("Asian Migrant Yearbook", "prepared by"): (
        "1-s1",
        "?c mfa:coProducer <id/organisation/asian-migrant-centre> . ?d mfa:coProducer <id/organisation/mfa>",
    ),
    ("Asian Migrant Yearbook", "frequency"): ("1-s1", '?y mfa:printedFrequency "bi-annual"'),
    ("Dialogue with Missions", "initiative of"): (
        "2-s1",
        "?c mfa:leader <id/organisation/mfa> ; mfa:contributionTo <id/initiative/dialogue-with-missions>",
    ),
}


def test_what_the_record_says_itself_is_not_said_twice(facts: Path, whole: KnowledgeGraph, content: Content) -> None:
    """Thirteen given rows and one identifier are the record itself: its passages say them, and their own rows are left out."""
    address = "migmain.showPractice?p_lang=en&p_practice_id=58"
    given = [row for row in rows_of(facts / "mfa.csv") if row["source_url"].endswith(address)]
    assert [(row["subject"], row["property"]) for row in given] == list(RECORD)
    for passage, pattern in RECORD.values():
        assert whole.query(f"{HEADS} ASK {{ GRAPH <source/ilo-good-practices-58/{passage}> {{ {pattern} }} }}"), pattern
    rows = [
        row for table in (*ORGANISATIONS, "identifiers") for row in rows_of(content.folder("data") / table / "rows.csv")
    ]
    of_the_record = [row for row in rows if row["source"] == "ilo-good-practices-58"]
    assert len(of_the_record) == 21
    assert all(row["left_out"] for row in of_the_record)
    lines = {row["value"] for row in given if row["property"] == "countries named in the ILO record"}
    covered = whole.select(f"{HEADS} SELECT ?code {{ <id/record/ilo-good-practices-58> mfa:covers/mfa:isoCode ?code }}")
    assert {str(getattr(row[0], "value", "")) for row in covered} == set(lines.pop().split(";"))
