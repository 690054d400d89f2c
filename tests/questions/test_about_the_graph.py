"""The questions that ask of the graph itself, q23, q25 and q26, against counts made without SPARQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.store import NamedNode, Quad
from mfa_graph.vocabulary import BASE, MFA, RDF
from tests.questions.test_catalogue import GOOD, catalogue_of
from tests.reasoning.sources import literal, said_by_us, with_all_derived

HAS_SOURCE = "http://www.w3.org/ns/oa#hasSource"


def rows_of(identifier: str, graph: KnowledgeGraph, content: Content) -> list[tuple[str, ...]]:
    """The cells of an answer as text, IRIs without our base."""
    answer = Asker(graph, content).ask(Catalogue.read(content).get(identifier), {})
    return [tuple(str(getattr(term, "value", "")).removeprefix(BASE) for term in row) for row in answer.rows]


def test_three_questions_say_that_they_are_about_the_graph(content: Content) -> None:
    """q23, q25 and q26 are marked as questions about the graph, and no other is."""
    assert [question.id for question in Catalogue.read(content) if question.about_the_graph] == ["q23", "q25", "q26"]


def test_the_mark_is_true_or_false(tmp_path: Path) -> None:
    """The mark is read from the head, is false where it is missing, and a word for it is refused."""
    assert not next(iter(catalogue_of(tmp_path, GOOD))).about_the_graph
    marked = GOOD.replace("#+ chart", "#+ about-the-graph = true\n#+ chart")
    assert next(iter(catalogue_of(tmp_path, marked))).about_the_graph
    with pytest.raises(ContentProblem, match="not of type bool"):
        catalogue_of(tmp_path, marked.replace("true", '"yes"'))


def test_statements_are_counted_by_source(whole: KnowledgeGraph, content: Content) -> None:
    """For each of 287 sources q23 counts the statements, and those that it makes alone, as a count over the quads does."""
    group = {str(quad.subject): str(quad.object) for quad in whole.quads if quad.predicate.value == MFA.ofRelation}
    source = {str(quad.subject): str(quad.object) for quad in whole.quads if quad.predicate.value == HAS_SOURCE}
    makers = defaultdict(set)
    for quad in whole.quads:
        subject, value, home = str(quad.subject), str(quad.object), str(quad.graph_name)
        if home in source and quad.predicate.value not in (MFA.ofRelation, MFA.observedOn):
            makers[group.get(subject, subject), quad.predicate, group.get(value, value)].add(source[home])
    every = Counter(maker for each in makers.values() for maker in each)
    alone = Counter(maker for each in makers.values() if len(each) == 1 for maker in each)
    counted = {row[0]: (int(row[2]), int(row[3])) for row in rows_of("q23", whole, content)}
    assert len(counted) == 287
    assert counted == {maker[1:-1].removeprefix(BASE): (every[maker], alone[maker]) for maker in every}


def test_agreeing_sources_are_not_alone(content: Content) -> None:
    """Of two sources that name one member and one that adds its beginning, each is alone only with what it alone says."""
    node, member, body = "id/membership/x-y", "id/place/xyz", "id/process/b"

    def said(source: str, *more: tuple[str, object]) -> list[Quad]:
        passage, subject = NamedNode(f"{BASE}source/{source}/p"), NamedNode(f"{BASE}{node}/{source}")
        facts = [
            (MFA.ofRelation, NamedNode(BASE + node)),
            (MFA.memberParty, NamedNode(BASE + member)),
            (MFA.body, NamedNode(BASE + body)),
            *more,
        ]
        provenance = NamedNode(f"{BASE}graph/provenance")
        return [
            Quad(passage, NamedNode(RDF.type), NamedNode(MFA.Passage), provenance),
            Quad(passage, NamedNode(HAS_SOURCE), NamedNode(f"{BASE}source/{source}"), provenance),
            *(Quad(subject, NamedNode(property_), value, passage) for property_, value in facts),  # type: ignore[arg-type]
        ]

    quads = [*said("one"), *said("two", (MFA.start, literal("2003")))]
    graph = with_all_derived(content, [*said_by_us(content), *quads])
    assert rows_of("q23", graph, content) == [
        ("source/two", "", "3", "1", "source/two/p"),
        ("source/one", "", "2", "0", "source/one/p"),
    ]


def test_what_is_missing_is_named(whole: KnowledgeGraph, content: Content) -> None:
    """The empty heading, the briefs that it should hold, the word of two meanings and the fourteen recalled concepts are rows."""
    rows = rows_of("q25", whole, content)
    record = "id/record/ilo-good-practices-58"
    assert {row[1:] for row in rows if row[0].startswith(("what", "which"))} == {
        (record, "ontology#emptyField", "Documents", "source/ilo-good-practices-58/documents"),
        (
            record,
            "ontology#announces",
            "Policy briefs after the Asian Migrant Yearbook",
            "source/ilo-good-practices-58/1-s9",
        ),
        (
            "id/initiative/asian-migrant-yearbook",
            "ontology#printedFrequency",
            "bi-annual",
            "source/ilo-good-practices-58/1-s1",
        ),
    }
    assert Counter(row[0] for row in rows) == {
        "what a heading announces": 1,
        "what the record announces": 1,
        "which of two meanings the words have": 1,
        "a source": 14,
        "that a list is whole": 20,
        "any date of a relation or event": 12,
        "any date of a body or undertaking": 79,
    }
    assert {row[0] for row in rows if not row[4]} == {"a source"}


def test_a_whole_list_is_not_missing(whole: KnowledgeGraph, content: Content) -> None:
    """Of ASEAN only the observers are not known to be all; its members are, and so are the parties to Convention 189."""
    lists = {row[1:3] for row in rows_of("q25", whole, content) if row[0] == "that a list is whole"}
    assert [towards for body, towards in lists if body == "id/process/asean"] == ["ontology#observerParty"]
    assert not [body for body, _ in lists if body == "id/instrument/ilo-c189"]


def test_what_follows_is_counted_by_rule(whole: KnowledgeGraph, content: Content) -> None:
    """q26 counts what each of nineteen rules made, and its examples are statements that the rule made."""
    made = {
        graph.removeprefix(BASE): number
        for graph, number in whole.counts().items()
        if "/graph/inferred/" in graph or "/graph/derived/" in graph
    }
    answer = Asker(whole, content).ask(Catalogue.read(content).get("q26"), {})
    assert len(answer.rows) == 19
    assert {row[0].value.removeprefix(BASE): int(row[1].value) for row in answer.rows} == made  # type: ignore[union-attr]
    for rule, _, *statement, _ in answer.rows:
        assert rule.value in whole.said_in(tuple(statement))  # type: ignore[union-attr]
