"""The facts of the founding record: each is in the graph, cited, and in the text; and the graph says nothing beyond them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rdflib.term import URIRef, Variable

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.vocabulary import BASE, MFA, SKOS, XSD
from tests.facts.facts import FOLDER, SOURCE, Fact, passages, read_facts, statements

FACTS = [
    *("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"),
    *("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9"),
    *("Y1", "Y2", "Y3", "Y4"),
    *("D1", "D2", "D3"),
    *("T1", "T2", "T3", "T4"),
    *("P1", "P2", "P3", "P4"),
    *("L1", "L2", "L3"),
]
READ = {fact.id: fact for fact in read_facts()}
each_fact = pytest.mark.parametrize("fact", [pytest.param(READ.get(name), id=name) for name in FACTS])

# What stands between the passages: the navigation of the page, one heading, and marks.
FURNITURE = {"Go", "to", "the", "home", "page", "Site", "map", "Contact", "us", "Description", "top"}


class ForgetfulStore(EmbeddedStore):
    """A store that can be without some of its statements for a while, so that nobody need fill it again for each of them."""

    @contextmanager
    def without(self, quads: list[Quad]) -> Iterator[None]:
        """Lack some quads in their graphs, and their triples in the merged set where no other graph holds them."""
        lost = list(quads)
        for quad in quads:
            self._store.remove(quad)
        for quad in quads:
            left = list(self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None))
            if all(isinstance(other.graph_name, DefaultGraph) for other in left):
                lost += left
        for quad in lost:
            self._store.remove(quad)
        try:
            yield
        finally:
            self.extend(lost)


@pytest.fixture(scope="module")
def forgetful() -> ForgetfulStore:
    """An empty store, for `poorer`."""
    return ForgetfulStore()


@pytest.fixture(scope="module")
def poorer(founding: KnowledgeGraph, forgetful: ForgetfulStore) -> KnowledgeGraph:
    """The founding graph in the store that can be made to forget."""
    return KnowledgeGraph(founding.quads, store=forgetful)


@pytest.fixture(scope="module")
def text(outside: Path, founding: KnowledgeGraph) -> str:
    """The record's text, which is that of the source's digest."""
    file = outside / "seed" / "000_76cfb0fc8106050c.txt"
    if not file.is_file():
        pytest.skip(f"outside test data: {file} is not there")
    body = file.read_bytes()
    (digest,) = founding.select(f"SELECT ?digest {{ <{SOURCE}> <{MFA.textDigest}> ?digest }}").rows[0]
    assert str(getattr(digest, "value", "")) == hashlib.sha256(body).hexdigest()
    return body.decode("utf-8")


@pytest.fixture(scope="module")
def behind(text: str, founding: KnowledgeGraph) -> dict[str, str]:
    """The words behind each passage, by its IRI, in the order of the text."""
    return {name: text[start:end] for name, start, end in passages(founding)}


def name_of(quad: Quad) -> str:
    """The IRI of the graph of a quad."""
    return str(getattr(quad.graph_name, "value", ""))


def stands_in(word: str, words: str) -> bool:
    """Whether a text holds a word as a word, in small or capital letters."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words, re.IGNORECASE) is not None


def test_the_list_of_facts_is_whole() -> None:
    """There are 35 facts, each with a query and an answer under its name, and no other files lie beside them."""
    assert list(READ) == FACTS
    assert len(FACTS) == 35
    files = {path.name for path in FOLDER.iterdir() if path.is_file()}
    expected = {f"{name}{suffix}" for name in FACTS for suffix in (".rq", ".csv")}
    assert files == expected | {"__init__.py", "facts.py", "test_facts.py"}


@each_fact
def test_a_fact_answers_as_stored(fact: Fact, founding: KnowledgeGraph) -> None:
    """The graph answers a fact's query with the rows that were checked by hand in the record, in their order."""
    assert fact.answer(founding) == fact.expected


@each_fact
def test_a_fact_has_the_form_of_a_fact(fact: Fact) -> None:
    """A fact's query selects its passage last, and names each predicate and no passage inside GRAPH."""
    assert fact.expected[0][-1] == "passage"
    assert len(re.findall(r"\bSELECT\b", fact.text)) == 1
    assert fact.patterns()
    for name, _, predicate, _ in fact.patterns():
        assert isinstance(name, Variable)
        assert isinstance(predicate, URIRef), (
            "a variable or path there would touch statements that the fact does not name"
        )


@each_fact
def test_a_fact_needs_each_of_its_passages(fact: Fact, poorer: KnowledgeGraph, forgetful: ForgetfulStore) -> None:
    """A fact has rows, and others or none when any one of the passages that it cites says nothing more."""
    assert len(fact.expected) > 1
    said = fact.rests_on(poorer)
    cited = {name_of(quad) for quad in said}
    assert cited == {BASE + cell for row in fact.expected for cell in row if cell.startswith("source/")}
    for passage in cited:
        with forgetful.without([quad for quad in said if name_of(quad) == passage]):
            assert fact.answer(poorer) != fact.expected, passage
    assert fact.answer(poorer) == fact.expected


def test_every_statement_is_part_of_a_fact(founding: KnowledgeGraph) -> None:
    """No statement stands in a passage of the record that no fact speaks of."""
    said = statements(founding)
    spoken_of = {quad for fact in READ.values() for quad in fact.rests_on(founding)}
    assert [str(quad) for quad in said if quad not in spoken_of] == []
    assert len(spoken_of) == len(said) > 300


def test_a_statement_too_many_would_be_seen(founding: KnowledgeGraph) -> None:
    """A statement that no fact speaks of is part of none, even about a thing that a fact speaks of."""
    known = next(quad for quad in statements(founding) if quad.predicate.value == MFA.membersOfKind)
    name = Literal("A name that no record gives", language="en")
    more = Quad(known.subject, NamedNode(SKOS.altLabel), name, known.graph_name)
    extended = founding.extended([more])
    assert more in statements(extended)
    assert all(more not in fact.rests_on(extended) for fact in READ.values())


def test_no_statement_can_be_lost_unseen(poorer: KnowledgeGraph, forgetful: ForgetfulStore) -> None:
    """Without any one statement of the record's passages, each fact that rests on it has another answer."""
    resting = [(fact, set(fact.rests_on(poorer))) for fact in READ.values()]
    for statement in statements(poorer):
        with forgetful.without([statement]):
            for fact in (fact for fact, said in resting if statement in said):
                assert fact.answer(poorer) != fact.expected, (fact.id, str(statement))


def test_passages_follow_the_text(text: str, founding: KnowledgeGraph) -> None:
    """Passages lie in the text one after another without blanks at their ends, and nothing but page furniture is left out."""
    rest, before = "", 0
    for name, start, end in passages(founding):
        assert before <= start < end <= len(text), name
        assert text[start:end] == text[start:end].strip(), name
        rest, before = rest + text[before:start], end
    assert set(re.findall(r"\w+", rest + text[before:])) == FURNITURE


def test_sentences_are_numbered_in_order(behind: dict[str, str]) -> None:
    """The sentences of the introduction and of each section are numbered from 1 in the order of the text."""
    found = [re.fullmatch(r"(.+)-s(\d+)", name.removeprefix(f"{SOURCE}/")) for name in behind]
    numbered: dict[str, list[int]] = {}
    for match in filter(None, found):
        numbered.setdefault(match[1], []).append(int(match[2]))
    assert list(numbered) == ["introduction", "1", "2", "3", "4", "5"]
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in numbered.values())
    assert all(words.endswith(".") for name, words in behind.items() if re.search(r"-s\d+$", name))


def test_section_numbers_are_those_printed(behind: dict[str, str], founding: KnowledgeGraph) -> None:
    """The number of a section is the one that the text prints before its title."""
    numbers = founding.select(f"SELECT ?passage ?number {{ ?passage <{MFA.sectionNumber}> ?number }}")
    given = {str(getattr(name, "value", "")): str(getattr(number, "value", "")) for name, number in numbers}
    titles = {name: words for name, words in behind.items() if name.endswith("-title")}
    assert len(titles) == 5
    assert all(words.startswith(f"{given[name]}. ") for name, words in titles.items())


@each_fact
def test_the_words_of_a_fact_are_in_its_passages(fact: Fact, behind: dict[str, str], founding: KnowledgeGraph) -> None:
    """Each key word of a fact stands in the text behind one of its passages, and each of the passages holds one."""
    read = {name_of(quad) for quad in fact.rests_on(founding)}
    assert fact.words
    for word in fact.words:
        assert any(stands_in(word, behind[name]) for name in read), word
    for name in read:
        assert any(stands_in(word, behind[name]) for word in fact.words), name


def test_what_is_printed_is_in_the_text(behind: dict[str, str], founding: KnowledgeGraph) -> None:
    """Every string that a passage states stands in its words letter for letter, and every year in its digits."""
    texts = (XSD.string, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
    checked = 0
    for quad in statements(founding):
        if not isinstance(quad.object, Literal) or quad.object.datatype.value.endswith(("boolean", "integer")):
            continue
        # A role in public is given in words of ours; a date is checked by its year.
        exact = quad.object.datatype.value in texts and quad.predicate.value != MFA.publicRole
        wanted = quad.object.value if exact else quad.object.value[:4]
        assert wanted in behind[name_of(quad)], str(quad)
        checked += 1
    assert checked > 60
