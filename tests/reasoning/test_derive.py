"""Derived statements."""

from __future__ import annotations

import calendar
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import read_query
from mfa_graph.reasoning.derive import derive
from mfa_graph.store import Literal, NamedNode, Quad, Term, Triples
from mfa_graph.vocabulary import BASE, MFA, PREFIXES

PASSAGE = NamedNode("http://example.org/passage")
NODE = NamedNode("http://example.org/node")
RULES = (
    "bounds",
    "bounds-own",
    "citation",
    "conflict",
    "default",
    "event-end",
    "group",
    "in-force",
    "list-end",
    "list-start",
    "precedence",
    "principle",
)


def rule(name: str) -> str:
    """The text of a rule of the content."""
    return read_query(Content.bundled().folder("queries") / "derived" / f"{name}.rq").text


def dated(**dates: tuple[str, str]) -> KnowledgeGraph:
    """A graph of one node with some dates, each given as its text and its datatype's name."""
    return KnowledgeGraph(
        Quad(
            NODE, NamedNode(PREFIXES["mfa"] + name), Literal(text, datatype=NamedNode(PREFIXES["xsd"] + kind)), PASSAGE
        )
        for name, (text, kind) in dates.items()
    )


def bounds(graph: KnowledgeGraph, name: str) -> dict[str, str]:
    """The bounds that a rule derives for the one node, by the property's name."""
    answer = graph.query(rule(name))
    assert isinstance(answer, Triples)
    assert all(
        isinstance(triple.object, Literal) and triple.object.datatype.value.endswith("#date") for triple in answer
    )
    return {triple.predicate.value.rpartition("#")[2]: str(getattr(triple.object, "value", "")) for triple in answer}


def test_the_rules_are_these(content: Content) -> None:
    """There are twelve rules, and each derives something from the data."""
    assert {path.stem for path in content.files("queries/derived", ".rq")} == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_each_rule_fills_its_graph(name: str, whole: KnowledgeGraph) -> None:
    """What a rule derives stands in the graph that carries its name."""
    assert whole.counts()[f"{BASE}graph/derived/{name}"] > 0


@given(st.dates())
def test_bounds_of_a_day(day: datetime.date) -> None:
    """A day is its own first and last day."""
    text = day.isoformat()
    assert bounds(dated(start=(text, "date")), "bounds") == {"earliestStart": text, "latestStart": text}


@given(st.dates())
def test_bounds_of_a_month(day: datetime.date) -> None:
    """A month reaches from its first day to its last, leap years included."""
    month = day.isoformat()[:7]
    last = calendar.monthrange(day.year, day.month)[1]
    expected = {"earliestEnd": f"{month}-01", "latestEnd": f"{month}-{last:02}"}
    assert bounds(dated(end=(month, "gYearMonth")), "bounds") == expected


@given(st.dates())
def test_bounds_of_a_year(day: datetime.date) -> None:
    """A year reaches from its first of January to its thirty-first of December."""
    year = day.isoformat()[:4]
    assert bounds(dated(start=(year, "gYear")), "bounds") == {
        "earliestStart": f"{year}-01-01",
        "latestStart": f"{year}-12-31",
    }


def test_an_observation_bounds_what_is_not_given() -> None:
    """What was observed had begun by then and had not ended before; a start that is given is left alone."""
    observed = {"observedOn": ("2015-05-05", "date")}
    assert bounds(dated(**observed), "bounds") == {"latestStart": "2015-05-05", "earliestEnd": "2015-05-05"}
    known = dated(start=("1998", "gYear"), **observed)
    expected = {"earliestStart": "1998-01-01", "latestStart": "1998-12-31", "earliestEnd": "2015-05-05"}
    assert bounds(known, "bounds") == expected


def test_an_observation_in_a_month_lies_anywhere_in_it() -> None:
    """Seen in June 2024: begun by the end of the month, and not ended before it began."""
    seen = dated(observedOn=("2024-06", "gYearMonth"))
    assert bounds(seen, "bounds") == {"latestStart": "2024-06-30", "earliestEnd": "2024-06-01"}


def test_a_party_is_one_since_it_ratified() -> None:
    """A ratification bounds the start, a denunciation the end, and a binding day alone the latest start."""
    assert bounds(dated(ratifiedOn=("1958", "gYear"), denouncedOn=("1990-01-10", "date")), "bounds") == {
        "earliestStart": "1958-01-01",
        "latestStart": "1958-12-31",
        "earliestEnd": "1990-01-10",
        "latestEnd": "1990-01-10",
    }
    assert bounds(dated(inForceFrom=("2010-04-21", "date")), "bounds") == {"latestStart": "2010-04-21"}
    both = dated(ratifiedOn=("2009-04-21", "date"), inForceFrom=("2010-04-21", "date"))
    assert bounds(both, "bounds") == {"earliestStart": "2009-04-21", "latestStart": "2009-04-21"}


@pytest.mark.parametrize(
    ("ratified", "entry", "expected"),
    [
        ("2012-09-05", "2013-09-05", "2013-09-05"),
        ("2025-11-20", "2021-06-25", "2026-11-20"),
        ("2012-02-29", "2000-01-01", "2013-02-28"),
        ("2011-06-16", "2013-09-05", "2013-09-05"),
    ],
)
def test_a_ratification_binds_after_the_time_that_the_instrument_names(
    ratified: str, entry: str, expected: str
) -> None:
    """Twelve months after ratification, and never before the instrument itself is in force."""
    instrument = NamedNode("http://example.org/instrument")

    def literal(text: str, kind: str) -> Literal:
        return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + kind))

    said: list[tuple[NamedNode, str, Term]] = [
        (NODE, MFA.ratifyingState, NamedNode("http://example.org/state")),
        (NODE, MFA.instrument, instrument),
        (NODE, MFA.ratifiedOn, literal(ratified, "date")),
        (instrument, MFA.bindsAfter, literal("P1Y", "duration")),
        (instrument, MFA.entryIntoForce, literal(entry, "date")),
    ]
    graph = KnowledgeGraph(Quad(subject, NamedNode(name), value, PASSAGE) for subject, name, value in said)
    assert bounds(graph, "in-force") == {"inForceFrom": expected}


def ends_of(graph: KnowledgeGraph) -> list[tuple[str, str]]:
    """For each group how many things stand at its one end and at the other."""
    rows = graph.select(
        f"""SELECT ?group (COUNT(DISTINCT ?from) AS ?f) (COUNT(DISTINCT ?to) AS ?t) {{
            ?group a <{MFA.RelationGroup}> .
            OPTIONAL {{ ?group <{MFA.relatesFrom}> ?from }} OPTIONAL {{ ?group <{MFA.relatesTo}> ?to }}
        }} GROUP BY ?group"""
    )
    return [(str(getattr(f, "value", "")), str(getattr(t, "value", ""))) for _, f, t in rows]


def test_the_two_ends_stand_once_in_their_group(whole: KnowledgeGraph, founding: KnowledgeGraph) -> None:
    """Each group has at most one thing at each end and one at the other, and no date, level or role."""
    assert len(ends_of(founding)) == 38
    assert len(ends_of(whole)) > 600
    assert set(ends_of(whole)) <= {("1", "1"), ("0", "1")}
    others = ", ".join(f"<{term}>" for term in (MFA.start, MFA.end, MFA.level, MFA.leader))
    asked = f"ASK {{ ?group a <{MFA.RelationGroup}> ; ?property ?value . FILTER (?property IN ({others})) }}"
    assert whole.query(asked) is False


def earliest_starts(graph: KnowledgeGraph, group: str) -> dict[str, str]:
    """The first day on which each node of a group can have begun, by the slug of its source."""
    rows = graph.select(
        f"SELECT ?node ?day {{ ?node <{MFA.ofRelation}> <{BASE}id/{group}> OPTIONAL {{ ?node <{MFA.earliestStart}> ?day }} }}"
    )
    return {
        str(getattr(row[0], "value", "")).rpartition("/")[2][:20]: str(getattr(row[1], "value", "")) for row in rows
    }


def test_who_is_not_on_a_whole_list_began_after_it(whole: KnowledgeGraph) -> None:
    """Afghanistan is not among the ten States of 2003: its later seat began after their list, and so did the undated one."""
    assert earliest_starts(whole, "membership/colombo-process-afg") == {
        "colomboprocess-manil": "2004-09-01",
        "fdocuments-report-of": "2003-04-03",
        "iom-regional-consult": "2003-04-03",
        "tribuneindia-india-m": "2003-04-03",
    }


def test_a_start_that_a_source_gives_goes_before_a_list(whole: KnowledgeGraph) -> None:
    """Malaysia is not on the list of 2012, but one source has it from 2008: the seats that others see can be as old."""
    starts = earliest_starts(whole, "membership/abu-dhabi-dialogue-mys")
    assert len(starts) == 4
    assert set(starts.values()) == {"2008-01-21"}


@pytest.mark.parametrize(
    ("body", "day", "seats"),
    [("abu-dhabi-dialogue", "2008-01-21", 118), ("bali-process", "2002-02-26", 21)],
)
def test_a_process_has_no_seat_before_it_first_met(body: str, day: str, seats: int, whole: KnowledgeGraph) -> None:
    """No source says when it was founded; its first meeting is the first day on which anyone can have a seat in it."""
    rows = whole.select(
        f"""SELECT ?node (MIN(?start) AS ?first) {{ ?node <{MFA.body}> <{BASE}id/process/{body}> .
            OPTIONAL {{ ?node <{MFA.earliestStart}> ?start }} }} GROUP BY ?node"""
    )
    starts = [str(getattr(row[1], "value", "")) for row in rows]
    assert len(starts) == seats
    assert min(starts) == day


def test_a_bound_is_one_day(whole: KnowledgeGraph) -> None:
    """However many rules can tell when a relation can have begun, each node has one such day at most."""
    two = f"ASK {{ ?node <{MFA.earliestStart}> ?one , ?other . FILTER (?one < ?other) }}"
    assert whole.query(two) is False


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3.; 8.; 9.(a),(b),(c); 11.; 8.; 9.(b); 10.", {"3", "8", "9.(a)", "9.(b)", "9.(c)", "10", "11"}),
        ("13.; 14.", {"13", "14"}),
        ("9.", {"9"}),
        ("9.7", set()),
        ("1.", set()),
        ("", set()),
    ],
)
def test_notations_are_read_from_the_line(line: str, expected: set[str], founding: KnowledgeGraph) -> None:
    """A printed line names exactly the principles of its notations, each once; unsourced ones (1.) stay out."""
    printed = Quad(NODE, NamedNode(MFA.printedFramework), Literal(line), PASSAGE)
    concepts = [quad for quad in founding.quads if quad.graph_name == NamedNode(BASE + "graph/concepts")]
    answer = KnowledgeGraph([printed, *concepts]).query(rule("principle"))
    assert isinstance(answer, Triples)
    named = {str(getattr(triple.object, "value", "")).rpartition("/")[2] for triple in answer}
    assert named == {notation.replace(".(", "-").rstrip(")") for notation in expected}


def test_citations_name_every_passage_that_speaks_of_a_thing(whole: KnowledgeGraph) -> None:
    """The yearbook rests on the three passages that say something of it, and on no other."""
    rows = whole.select(
        f"""SELECT ?passage {{ <{BASE}id/initiative/asian-migrant-yearbook> <http://purl.org/dc/terms/source> ?passage }}"""
    )
    assert {str(getattr(row[0], "value", "")).rpartition("/")[2] for row in rows} == {"1-s1", "1-s3", "1-s4"}


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ('#+ after = ["nobody"]', "waits for “nobody”, which never comes"),
        ('#+ after = ["extra"]', "waits for “extra”, which never comes"),
        ("", "A rule must be a CONSTRUCT query"),
    ],
)
def test_a_rule_that_cannot_run_is_refused(head: str, message: str, content_copy: Content) -> None:
    """A rule that waits for none or for itself, or constructs nothing, is an error that names its file."""
    (content_copy.folder("queries") / "derived" / "extra.rq").write_text(f"{head}\nASK {{}}")
    with pytest.raises(ContentProblem, match=message):
        derive(KnowledgeGraph.authored(content_copy), content_copy)


def test_rules_are_documented(content: Content) -> None:
    """Each rule says in its head what it derives."""
    for path in content.files("queries/derived", ".rq"):
        file = read_query(Path(path))
        assert file.require("title", str)
        assert file.require("summary", str).endswith(".")
