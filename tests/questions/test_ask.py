"""Asking: what people write becomes terms, and what comes back has words and sources."""

from __future__ import annotations

import csv
import io
import json

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, UnknownName, WrongValue
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue, Parameter
from mfa_graph.questions.prover import prover_of
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, shortened

DTP = NamedNode(BASE + "id/organisation/dtp")
ORGANISATION = Parameter("organisation", "thing", (MFA.Organisation,), "h", "UNDEF")


@pytest.fixture
def asker(founding: KnowledgeGraph, content: Content) -> Asker:
    """Someone who asks the graph of the founding record."""
    return Asker(founding, content)


@pytest.mark.parametrize(
    "name",
    [
        "Diplomacy Training Program",
        "diplomacy training program",
        "DTP",
        "dtp",
        "organisation/dtp",
        BASE + "id/organisation/dtp",
        f"<{BASE}id/organisation/dtp>",
    ],
)
def test_a_thing_has_many_names(name: str, asker: Asker) -> None:
    """Label, acronym, slug and IRI, in any case, stand for the same thing."""
    assert asker.term(ORGANISATION, name) == DTP


def test_a_prefixed_name_is_an_address(asker: Asker) -> None:
    """A prefixed name is read as the IRI that it abbreviates."""
    parameter = Parameter("class", "thing", (PREFIXES["owl"] + "Class",), "h", "UNDEF")
    assert asker.term(parameter, "mfa:Passage") == NamedNode(MFA.Passage)


def test_an_unknown_thing_is_answered_with_the_nearest(asker: Asker) -> None:
    """A misspelt name is refused with the names that come near, and the kind of thing that fits."""
    with pytest.raises(UnknownName, match="No Organisation is called “Diplomacy Traning Programme”") as caught:
        asker.term(ORGANISATION, "Diplomacy Traning Programme")
    assert "did you mean “Diplomacy Training Program”" in caught.value.remedy


def test_an_unknown_country_is_refused(asker: Asker) -> None:
    """A country that the graph does not know is an error, and the remedy names near ones."""
    place = Parameter("country", "thing", (MFA.Country,), "h", "UNDEF")
    with pytest.raises(UnknownName, match="No Country is called “Phillipines”") as caught:
        asker.term(place, "Phillipines")
    assert "“Philippines”" in caught.value.remedy
    assert asker.term(place, "PHL") == NamedNode(BASE + "id/place/phl")


def test_a_thing_of_another_kind_does_not_fit(asker: Asker) -> None:
    """A process that is no organisation cannot stand where an organisation is asked for."""
    with pytest.raises(UnknownName):
        asker.term(ORGANISATION, BASE + "id/process/gfmd")


def test_two_things_of_one_name_are_both_offered(founding: KnowledgeGraph, content: Content) -> None:
    """A name that fits two things is refused, and both are named."""
    twin = NamedNode(BASE + "id/organisation/other-dtp")
    passage = NamedNode(BASE + "source/test/1")
    more = [
        Quad(twin, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(MFA.Organisation), passage),
        Quad(twin, NamedNode(PREFIXES["skos"] + "altLabel"), Literal("DTP", language="en"), passage),
    ]
    with pytest.raises(UnknownName, match="fits 2 things") as caught:
        Asker(founding.extended(more), content).term(ORGANISATION, "DTP")
    assert shortened(DTP.value) in caught.value.remedy
    assert shortened(twin.value) in caught.value.remedy


def test_some_words_of_a_name_are_enough(whole: KnowledgeGraph, content: Content) -> None:
    """Where nothing is called so, the one thing of which a name has all the words is meant; of several the first are told."""
    asker = Asker(whole, content)
    instrument = Parameter("instrument", "thing", (MFA.Instrument,), "h", "UNDEF")
    assert asker.term(instrument, "Convention 189") == NamedNode(BASE + "id/instrument/ilo-c189")
    with pytest.raises(UnknownName, match=r"“convention” fits 1[0-9] things") as caught:
        asker.term(instrument, "convention")
    assert caught.value.remedy.count(" or ") == 8
    assert " more." in caught.value.remedy


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [("date", "2015-05-05", "2015-02-30"), ("integer", "3", "three"), ("date", "1990-01-01", "yesterday")],
)
def test_values_are_of_their_type(kind: str, good: str, bad: str, asker: Asker) -> None:
    """A day that does not exist and a number that is none are refused with an example of what fits."""
    parameter = Parameter("p", kind, (), "h", "UNDEF")
    term = asker.term(parameter, good)
    assert isinstance(term, Literal)
    assert (term.value, term.datatype.value) == (good, PREFIXES["xsd"] + kind)
    with pytest.raises(WrongValue, match="does not fit the parameter “p”"):
        asker.term(parameter, bad)


def test_text_stays_text(asker: Asker) -> None:
    """A text parameter takes whatever is written."""
    assert asker.term(Parameter("p", "text", (), "h", "UNDEF"), '"} #') == Literal('"} #')


def test_an_unknown_parameter_is_refused(asker: Asker, content: Content) -> None:
    """A parameter that the question does not have is refused with the one it has."""
    with pytest.raises(UnknownName, match="no parameter “organization”"):
        asker.ask(Catalogue.read(content).get("q01"), {"organization": "DTP"})
    with pytest.raises(UnknownName, match="ask it without parameters"):
        asker.ask(Catalogue.read(content).get("q21"), {"organisation": "DTP"})


def test_a_parameter_changes_the_answer(asker: Asker, content: Content) -> None:
    """José Ramos-Horta, asked for by his name, founded the DTP in 1989, and that is all that is known of his roles."""
    answer = asker.ask(Catalogue.read(content).get("q05"), {"organisation": "José Ramos-Horta"})
    (row,) = answer.rows
    assert [answer.words(term) for term in row[:3]] == ["Founder", "Diplomacy Training Program", "1989"]


def test_columns_and_head_must_agree(asker: Asker, content_copy: Content) -> None:
    """A query that selects other columns than its head describes is refused with both lists."""
    file = content_copy.folder("queries") / "q21-replaced-and-ended.rq"
    file.write_text(file.read_text().replace("SELECT DISTINCT ?when ?thing", "SELECT DISTINCT ?thing ?when"))
    with pytest.raises(ContentProblem, match="The query selects thing, when"):
        asker.ask(Catalogue.read(content_copy).get("q21"), {})


def test_labels_follow_the_language(whole: KnowledgeGraph, content: Content) -> None:
    """A label in the language asked for comes first, then English, then any other."""
    thing, passage = NamedNode(BASE + "id/x"), NamedNode(BASE + "source/test/1")
    label = NamedNode(PREFIXES["skos"] + "prefLabel")
    words = {"fil": "Kandungan", "en": "Content", "zh": "内容"}
    quads = [Quad(thing, label, Literal(text, language=language), passage) for language, text in words.items()]
    asker = Asker(KnowledgeGraph(quads), content)
    for language, text in {**words, "ne": "Content"}.items():
        assert asker.labels([thing.value], language=language) == {thing.value: text}
    only_chinese = Asker(KnowledgeGraph(quads[2:]), content)
    assert only_chinese.labels([thing.value], language="fil") == {thing.value: "内容"}


def test_a_relation_is_called_by_its_kind_and_ends(asker: Asker) -> None:
    """A relation node without a label of its own is named in words, and so is its group."""
    group = BASE + "id/engagement/mfa-asean"
    named = asker.labels([group, f"{group}/ilo-good-practices-58"], language="en")
    assert named[group] == "Migrant Forum in Asia – ASEAN"
    assert named[f"{group}/ilo-good-practices-58"] == "Engagement: Migrant Forum in Asia – ASEAN"


def test_json_has_terms_words_and_null(asker: Asker, content: Content) -> None:
    """In JSON a cell is a term with its label, and null where nothing is known."""
    answer = json.loads(asker.ask(Catalogue.read(content).get("q01"), {"organisation": "MFA"}).to_json())
    assert answer["question"]["id"] == "q01"
    assert answer["parameters"]["organisation"]["label"] == "Migrant Forum in Asia"
    first = answer["rows"][0]
    assert (
        list(first) == [column["name"] for column in answer["columns"]] == ["process", "level", "capacity", "passage"]
    )
    assert first["process"] == {
        "type": "uri",
        "value": BASE + "id/process/abu-dhabi-dialogue",
        "label": "Abu Dhabi Dialogue",
    }
    assert first["capacity"] is None
    assert "Introduction, sentence 3" in first["passage"]["label"]


def test_csv_is_csv(asker: Asker, content: Content) -> None:
    """CSV has the headings, one line each row, and an empty cell for what is not known."""
    text = asker.ask(Catalogue.read(content).get("q01"), {}).to_csv()
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["Process", "Level", "Capacity", "Source"]
    assert len(rows) == 10
    assert rows[1][:3] == ["Abu Dhabi Dialogue", "Regional", ""]
    assert text.count("\r\n") == 10


def test_csv_with_evidence_has_a_cell_for_each_heading(whole: KnowledgeGraph, content: Content) -> None:
    """Asked for evidence, CSV names in the last cell of each row the passages that it rests on, and our own graphs by name."""
    answer = Asker(whole, content).ask(Catalogue.read(content).get("q01"), {}, prove=prover_of(whole))
    headings, *rows = csv.reader(io.StringIO(answer.to_csv(), newline=""))
    assert headings[-1] == "Rests on"
    assert {len(row) for row in rows} == {len(headings)}
    assert len(rows) == 12
    assert all(row[-2] in row[-1] for row in rows)


def test_markdown_has_numbered_notes(asker: Asker, content: Content) -> None:
    """In Markdown every number in the table has its note, and what is not known says so."""
    text = asker.ask(Catalogue.read(content).get("q01"), {}).to_markdown()
    assert "| Abu Dhabi Dialogue | Regional | not known | [1] |" in text
    assert text.count("\n[") == 3
    assert "[3] Migrant Forum in Asia (MFA), record 58" in text


def test_addresses_are_shortened_for_people() -> None:
    """Our base and known prefixes are left out; anything else stays whole."""
    assert shortened(BASE + "id/place/hkg") == "id/place/hkg"
    assert shortened(MFA.covers) == "mfa:covers"
    assert shortened("http://example.org/x") == "http://example.org/x"
