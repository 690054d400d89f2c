"""What changed between two releases, and which answers changed because of which statements; the changes are made by hand here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.releases import answers
from mfa_graph.releases.answers import REASONS, AnswerChange, Row, RowChange
from mfa_graph.releases.as_json import as_json
from mfa_graph.releases.as_markdown import as_markdown
from mfa_graph.releases.compare import Difference, compared, patch_between
from mfa_graph.releases.contents import read_exactly
from mfa_graph.releases.patch import applied
from mfa_graph.releases.snapshots import Snapshot
from mfa_graph.store import Literal, NamedNode
from mfa_graph.store.syntax import parse
from mfa_graph.vocabulary import BASE
from tests.releases.conftest import NETWORK, PROVENANCE, RECORD, Edit, edited, snapshot_of

Snapshots = Callable[..., Snapshot]
Told = tuple[str, bool, str]
"""Why a row changed: the kind of reason, whether the statement came, and what it says; the day in place of a statement."""

PROCESS = "    mfa:process <id/process/saarc> ;\n"
SAARC = """<id/engagement/mfa-saarc/ilo-good-practices-58>
    a mfa:Engagement ;
    mfa:ofRelation <id/engagement/mfa-saarc> ;
    mfa:engagedOrganisation <id/organisation/mfa> ;
    mfa:process <id/process/saarc> ;
    mfa:level <concept/level/regional> ;
.
"""
ENGAGEMENT = "Engagement: Migrant Forum in Asia – SAARC"
FOUNDING = "Founding: The Migrant Forum in Asia is formally established"
RECORD_58 = "Record 58 of the ILO good practices database"

UNSAID: Edit = (NETWORK, SAARC, "")
LATER_YEAR: Edit = (NETWORK, 'mfa:start "1994"', 'mfa:start "1995"')
JORDAN: Edit = (RECORD, "    mfa:covers\n", "    mfa:covers\n        <id/place/jor> ,\n")
ASEAN = "    mfa:process <id/process/asean> ;\n"
CAPACITY: Edit = (NETWORK, ASEAN, f"{ASEAN}    mfa:capacity <concept/capacity/civil-society> ;\n")
TOMORROW: Edit = (NETWORK, PROCESS, f'{PROCESS}    mfa:start "2026-11-25"^^xsd:date ;\n')
SEEN_LATER: Edit = (PROVENANCE, 'mfa:seenOn "2026-11-24"', 'mfa:seenOn "2026-11-25"')

ABOUT_THE_GRAPH = {"q23", "q25", "q26"}


@pytest.fixture(scope="module")
def before(founding: KnowledgeGraph) -> Snapshot:
    """The founding record as it is."""
    return snapshot_of(founding)


@pytest.fixture(scope="module")
def after(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The founding record with four changes: a relation gone, another year, a place more in a list, a capacity given."""
    root = tmp_path_factory.mktemp("after") / "content"
    return snapshot_of(assemble(edited(content, root, UNSAID, LATER_YEAR, JORDAN, CAPACITY)))


@pytest.fixture(scope="module")
def forward(before: Snapshot, after: Snapshot, content: Content) -> Difference:
    """What the four changes come to."""
    return compared(before, after, content)


@pytest.fixture(scope="module")
def backward(before: Snapshot, after: Snapshot, content: Content) -> Difference:
    """What taking them back comes to."""
    return compared(after, before, content)


def rows_of(difference: Difference) -> dict[str, list[tuple[str, str, set[Told]]]]:
    """By question the rows that changed: the first cell of the one that went and of the one that came, and why."""
    words = difference.words

    def why(change: AnswerChange, row: RowChange) -> set[Told]:
        assert change.days or all(reason.quad for reason in row.because)
        return {
            (each.kind, each.came, words.statement(each.quad) if each.quad else str(change.days))
            for each in row.because
        }

    def first(row: Any) -> str:
        return "" if row is None else words.term(row[0])

    return {
        change.question.id: [(first(row.gone), first(row.new), why(change, row)) for row in change.rows]
        for change in difference.answers or ()
        if change.rows
    }


GONE = {
    name: ("rests-on", False, f"{ENGAGEMENT} – {name} – {value}")
    for name, value in {
        "engaged organisation": "Migrant Forum in Asia",
        "process": "SAARC",
        "level": "Regional",
        "of relation": "Migrant Forum in Asia – SAARC",
        "rdf:type": "Engagement",
    }.items()
}
YEARS = {("rests-on", False, f"{FOUNDING} – start – 1994"), ("rests-on", True, f"{FOUNDING} – start – 1995")}
GIVEN = "Engagement: Migrant Forum in Asia – ASEAN – capacity – Civil society"
LISTED = f"{RECORD_58} – covers – Jordan"


def test_the_questions_whose_answers_changed(forward: Difference) -> None:
    """The four changes reach these questions, and no others; no row of theirs changed without a reason.

    The list of processes (q01) and the parts of MFA (q27) by the engagement, the timeline (q03) by the year, the initiatives
    outside the country line (q11) by the place, the statements of the source (q07) by all four; and those about the graph.
    """
    rows = rows_of(forward)
    assert rows.keys() == {"q01", "q03", "q07", "q11", "q27"} | ABOUT_THE_GRAPH
    assert all(why for name in rows.keys() - ABOUT_THE_GRAPH for *_, why in rows[name])
    assert not any(why for name in ABOUT_THE_GRAPH for *_, why in rows[name])


def test_what_is_no_longer_said(forward: Difference) -> None:
    """Without the engagement with SAARC two answers lose a row each, because of the ends of the engagement and what they show."""
    rows = rows_of(forward)
    assert ("SAARC", "", {GONE["engaged organisation"], GONE["process"], GONE["level"]}) in rows["q01"]
    assert rows["q27"] == [("SAARC", "", {GONE["engaged organisation"], GONE["process"], GONE["of relation"]})]
    reasons: set[Told] = set().union(*(why for _, _, why in rows["q07"]))
    assert reasons == {*GONE.values(), *YEARS, ("rests-on", True, GIVEN), ("rests-on", True, LISTED)}
    assert len(rows["q07"]) == 8  # five are gone, one has another year, two are new


def test_a_day_that_is_another(forward: Difference) -> None:
    """With another year of the founding, the timeline has one row in the place of another."""
    assert rows_of(forward)["q03"] == [("1994", "1995", YEARS)]


def test_what_rules_a_row_out(forward: Difference, backward: Difference) -> None:
    """When the country line lists Jordan, Jordan is no longer outside of it; and the other way round it is again."""
    assert rows_of(forward)["q11"] == [("Jordan", "", {("denies", True, LISTED)})]
    assert rows_of(backward)["q11"] == [("", "Jordan", {("denies", False, LISTED)})]


def test_what_nobody_said(forward: Difference, backward: Difference) -> None:
    """A capacity that was not known and now is changes a cell: what the row left open is said; and the other way round."""
    assert ("ASEAN", "ASEAN", {("leaves-open", True, GIVEN)}) in rows_of(forward)["q01"]
    assert ("ASEAN", "ASEAN", {("rests-on", False, GIVEN)}) in rows_of(backward)["q01"]
    assert f"because now said, which the row left open: {GIVEN}" in as_markdown(forward)


def test_things_sources_and_graphs(forward: Difference) -> None:
    """What is said is told by thing and by source, apart from what follows by rule, which is counted."""
    assert {
        (each.thing.removeprefix(BASE), each.kind, each.change, len(each.added), len(each.removed))
        for each in forward.changes.things()
    } == {
        (
            "id/engagement/mfa-saarc/ilo-good-practices-58",
            "relation",
            "changed",
            0,
            5,
        ),  # the day it was seen is still said
        ("id/engagement/mfa-asean/ilo-good-practices-58", "relation", "changed", 1, 0),
        ("id/event/mfa-founding/ilo-good-practices-58", "relation", "changed", 1, 1),
        ("id/record/ilo-good-practices-58", "thing", "changed", 1, 0),
    }
    (source,) = forward.changes.sources()
    assert (source.source, source.change) == (BASE + "source/ilo-good-practices-58", "changed")
    assert (source.added, source.removed, source.passages_gone) == (3, 6, ())
    graphs = {
        each.graph.removeprefix(BASE): (each.kind, each.added, each.removed) for each in forward.changes.by_graph()
    }
    assert graphs["source/ilo-good-practices-58/introduction-s3"] == ("asserted", 1, 5)
    assert graphs["graph/derived/bounds"] == ("derived", 2, 2)
    assert graphs["graph/inferred/prp-spo2"] == ("inferred", 0, 1)  # MFA engages with SAARC
    assert all(kind != "asserted" or name.startswith("source/") for name, (kind, *_) in graphs.items())


def test_another_day_of_the_data(snapshot: Snapshots, content: Content) -> None:
    """An engagement from the day after the old data is there for the new day alone, and only because of the day.

    For one day for both releases, nothing changes.
    """
    old, new = snapshot(TOMORROW), snapshot(TOMORROW, SEEN_LATER)
    difference = compared(old, new, content)
    assert rows_of(difference) == {"q27": [("", "SAARC", {("day", True, "('2026-11-24', '2026-11-25')")})]}
    assert "because of the day: asked for 2026-11-25, the old release gave it already" in as_markdown(difference)
    assert rows_of(compared(old, new, content, as_of="2026-11-25")) == {}


def test_a_source_that_is_new(before: Snapshot, founding: KnowledgeGraph, content: Content) -> None:
    """A source with a passage is new from one side and gone from the other; a thing that only it speaks of too."""
    said = f"""
        <{BASE}source/news/p1> {{
          <{BASE}id/organisation/new> a <{BASE}ontology#Organisation> ;
            <http://www.w3.org/2004/02/skos/core#prefLabel> "New <b>House</b>"@en .
        }}
        <{BASE}graph/provenance> {{
          <{BASE}source/news> a <{BASE}ontology#Source> ; <http://purl.org/dc/terms/title> "News" .
          <{BASE}source/news/p1> a <{BASE}ontology#Passage> .
        }}"""
    after = with_more(founding, said)
    told = as_json(compared(before, after, content, answers=False))
    assert [(each["label"], each["change"], each["added"]) for each in told["sources"]] == [("News", "new", 2)]
    assert told["sources"][0]["passages"] == {"new": [BASE + "source/news/p1"], "gone": []}
    (thing,) = told["things"]
    assert (thing["change"], thing["class"], thing["kind"]) == ("new", "Organisation", "thing")
    assert told["answers"] is None
    back = compared(after, before, content, answers=False)
    page = as_markdown(back)
    assert "- gone: News: +0 −2 statements in its passages" in page
    assert "- gone: **New &lt;b>House&lt;/b>** (Organisation) `id/organisation/new`" in page
    assert "## Answers" not in page


def with_more(graph: KnowledgeGraph, trig: str) -> Snapshot:
    """A graph and further statements, as a release of both would be compared."""
    return snapshot_of(graph.extended(parse(trig.encode(), by_name("trig"))))


def test_equal_releases(before: Snapshot, content: Content) -> None:
    """Between equal releases nothing changed, no answer either."""
    difference = compared(before, replace(before), content)
    told = as_json(difference)
    assert told["same"] is True
    assert told["graphs"] == told["sources"] == told["things"] == []
    assert len(told["answers"]) == 27
    assert not any(each["changed"] for each in told["answers"])
    assert "Both say the same." in as_markdown(difference)
    assert "Answered as before: q01, q02" in as_markdown(difference)


def test_releases_at_different_addresses(before: Snapshot, founding: KnowledgeGraph, content: Content) -> None:
    """A release at another base says the same; that they were moved to be compared is told. The patch moves them."""
    base = "https://data.example.org/"
    moved = founding.moved(base)
    other = Snapshot(before.path, read_exactly([*moved.quads, *moved.merged]), base)
    difference = compared(before, other, content, answers=False)
    assert as_json(difference)["same"] is True
    assert any("different addresses" in note for note in difference.notes)
    assert applied(patch_between(before, other), before.quads) == other.quads


def test_the_patch_between_releases(before: Snapshot, after: Snapshot) -> None:
    """Applied to the old release the patch gives the new one, merged set and all; the lists of the ontology stay as they are."""
    patch = patch_between(before, after)
    assert applied(patch, before.quads) == after.quads
    assert 10 < len(patch.removed) + len(patch.added) < 100


def test_one_list_more_is_no_other_change(before: Snapshot, founding: KnowledgeGraph, content: Content) -> None:
    """When the ontology gets one more list, the other lists are the same: blank nodes are compared by what is said of them."""
    chain = f"""<{BASE}graph/ontology> {{
        <{BASE}ontology#engagesWith> <http://www.w3.org/2002/07/owl#propertyChainAxiom>
          ( <{BASE}ontology#process> <{BASE}ontology#leads> ) . }}"""
    difference = compared(before, with_more(founding, chain), content, answers=False)
    assert (len(difference.changes.added), len(difference.changes.removed)) == (5, 0)
    assert {each.kind for each in difference.changes.things()} == {"term"}


def test_the_page_is_cut_and_json_is_whole(forward: Difference) -> None:
    """Of long lists the page tells the first and how many more; with 0 all of them, as JSON always does."""
    cut, whole = as_markdown(forward, most=2), as_markdown(forward, most=0)
    assert "  - and 3 more (--most 0 tells all)" in cut
    assert "more (--most 0" not in whole
    (q07,) = (each for each in as_json(forward)["answers"] if each["question"] == "q07")
    assert len(q07["changed"]) == 8
    assert all(each["because"] for each in q07["changed"])
    assert {reason["reason"] for each in q07["changed"] for reason in each["because"]} <= REASONS.keys()


def test_no_reason_is_made_up(before: Snapshot, content: Content) -> None:
    """A row for which no statement can be named says so; a question about the graph itself is told as such."""
    questions = {question.id: question for question in Catalogue.read(content)}
    difference = compared(before, replace(before), content, answers=False)
    rows = (RowChange((Literal("x"), *[None] * 3), None),)
    page = as_markdown(replace(difference, answers=(AnswerChange(questions["q01"], None, (1, 0), rows),)))
    assert "no statement can be named as the reason" in page
    assert "- − x | not known | not known | not known" in page
    page = as_markdown(replace(difference, answers=(AnswerChange(questions["q23"], None, (1, 0), rows),)))
    assert "no statement can be named" not in page
    assert "speaks of the graph itself" in page


cells = st.sampled_from([None, NamedNode("urn:a"), NamedNode("urn:b"), Literal("1"), Literal("2")])
rows = st.lists(st.tuples(cells, cells, cells), max_size=8)


@given(gone=rows, came=rows)
def test_rows_are_paired_as_if_each_were_held_against_each(gone: list[Row], came: list[Row]) -> None:
    """A row that went stands beside the first of those that are most alike and not yet taken; all rows stand once."""
    waiting, expected = list(came), list[tuple[Row | None, Row | None]]()
    for row in gone:
        best = max(waiting, key=lambda each: answers._alike(row, each), default=None)
        fits = best is not None and answers._alike(row, best)
        if fits and best is not None:
            waiting.remove(best)
        expected.append((row, best if fits else None))
    assert answers._paired(gone, came) == [*expected, *((None, row) for row in waiting)]


def test_rows_of_other_things_are_not_held_against_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 500 things each has another value: each row is compared with its own successor, and not 500 times."""
    compared: list[Row] = []
    alike = answers._alike
    monkeypatch.setattr(answers, "_alike", lambda one, other: compared.append(one) or alike(one, other))  # type: ignore[func-returns-value]
    gone = [(NamedNode(f"urn:{number}"), Literal("x"), Literal("1")) for number in range(500)]
    came = [(*row[:2], Literal("2")) for row in gone]
    assert answers._paired(gone, came) == list(zip(gone, came, strict=True))
    assert len(compared) <= 1000
