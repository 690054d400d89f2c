"""The laws of evidence, over all questions and all rows: what a row rests on gives the row, and nothing in it is idle."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import pyoxigraph
import pytest

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.errors import Unexplained
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import query_of
from mfa_graph.questions.answers import Answer
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue, Question
from mfa_graph.questions.evidence import Evidence, Pattern, Prover, Said, evidence_file
from mfa_graph.questions.prover import prover_of
from mfa_graph.questions.witnesses import evidence_query
from mfa_graph.store import DefaultGraph, Literal, NamedNode, Quad, Term
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, RDF, XSD
from mfa_graph.vocabulary import graph as graph_iri

CONTENT = Content.bundled()
CATALOGUE = Catalogue.read(CONTENT)
EXEMPT = {"q23", "q25", "q26"}
"""Questions about the graph itself, whose evidence is the release."""
ASKED = [question for question in CATALOGUE if question.id not in EXEMPT]
ROWS = 1217

DAYS = ("1990-01-01", "2000-01-01", "2005-01-01", "2012-01-01")
INSTRUMENTS = ("ilo-c105", "ilo-c189", "un-palermo-tip")
BODIES = ("process/colombo-process", "process/saarc", "organisation/ilo")
ACTORS = ("organisation/ilo", "organisation/iom", "place/phl")
OTHERWISE: list[tuple[str, dict[str, str]]] = [
    *((name, {"as-of": day}) for name in ("q04", "q08", "q09", "q14", "q16", "q27") for day in DAYS),
    *(
        ("q15", {"as-of": day, "instrument": f"{BASE}id/instrument/{each}"})
        for day in DAYS[1::2]
        for each in INSTRUMENTS
    ),
    *((name, {"as-of": DAYS[2]}) for name in ("q10", "q12")),
    *((name, {"body": f"{BASE}id/{body}"}) for name in ("q04", "q13") for body in BODIES),
    *(("q27", {"actor": f"{BASE}id/{actor}"}) for actor in ACTORS),
]
"""Other days and other things than the defaults, for the questions that take them."""
ROWS_OTHERWISE = [
    8,
    12,
    12,
    12,
    0,
    0,
    18,
    36,
    0,
    0,
    2,
    6,
    6,
    10,
    10,
    10,
    14,
    14,
    14,
    14,
    20,
    23,
    29,
    38,
    17,
    17,
    17,
    17,
    17,
    17,
    68,
    0,
    49,
    28,
    0,
    39,
    4,
    1,
    1,
    0,
    32,
]
"""How many rows each of these answers has."""

PARTS = 4
"""The longest of the laws is tested in so many parts of each answer, side by side."""

LONG, OF_A_FORM = {"q15"}, 3
"""Of these answers, so many rows of each form are tested statement by statement; all with MFA_GRAPH_EVERY_ROW, for minutes."""
ROWS_APART = 1014

Row = tuple[Term | None, ...]


@cache
def graph() -> KnowledgeGraph:
    """The whole graph, put together once in each process."""
    return assemble(CONTENT)


@cache
def terms() -> tuple[Quad, ...]:
    """Which terms there are: a path of no steps is looked for among the terms in the data alone (Oxigraph)."""
    typed = (quad for quad in graph().quads if quad.predicate.value == RDF.type)
    ours = [quad for quad in typed if getattr(quad.graph_name, "value", "") == graph_iri("ontology")]
    return tuple(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in ours)


@cache
def prover() -> Prover:
    """What inferred statements rest on; the reasoner starts once in each process."""
    return prover_of(graph())


@cache
def answered(identifier: str, *parameters: tuple[str, str]) -> Answer:
    """The answer to a question with its defaults or with other parameters, with evidence."""
    return Asker(graph(), CONTENT).ask(CATALOGUE.get(identifier), dict(parameters), prove=prover())


def evidence_of(answer: Answer) -> Sequence[tuple[Row, Evidence]]:
    """The rows of an answer, each with its evidence."""
    assert answer.evidence is not None
    return list(zip(answer.rows, answer.evidence, strict=True))


def of_each_form(answer: Answer) -> Sequence[tuple[Row, Evidence]]:
    """All rows of an answer, or of a long one some of each form: those whose evidence has the same properties are alike."""
    rows = evidence_of(answer)
    if answer.question.id not in LONG or os.environ.get("MFA_GRAPH_EVERY_ROW"):
        return rows
    forms: dict[object, list[tuple[Row, Evidence]]] = defaultdict(list)
    for row, evidence in rows:
        said = frozenset(statement[1] for statement in evidence.direct)
        denied = frozenset(p for closing in evidence.covering for _, p, _ in closing.denied)
        absent = frozenset(p for ways in evidence.absent for way in ways for _, p, _ in way)
        forms[said, denied, absent].append((row, evidence))
    return [each for alike in forms.values() for each in alike[:OF_A_FORM]]


@cache
def texts(identifier: str, parameters: tuple[tuple[str, Term], ...]) -> tuple[str, str]:
    """A question with some terms for its parameters, and its evidence query; to read the files takes as long as to ask."""
    values = {name: [term] for name, term in parameters}
    file = evidence_file(CONTENT, identifier)
    known = {name: terms for name, terms in values.items() if name in file.defaults}
    return CATALOGUE.get(identifier).file.filled(values), file.filled(known)


@dataclass
class Little:
    """A store that holds the evidence of one row and nothing else, and the question that is asked of it."""

    asked: str
    witnessed: str
    store: pyoxigraph.Store

    @classmethod
    def of(cls, answer: Answer, evidence: Evidence) -> Little:
        """The statements of the evidence, in the graphs that say them and in the merged set."""
        store = pyoxigraph.Store()
        store.extend([*(quad for said in evidence.statements for quad in quads_of(said)), *terms()])
        return cls(*texts(answer.question.id, tuple(answer.parameters.items())), store)

    def rows(self) -> set[Row]:
        """The rows that the question has here."""
        found = self.store.query(self.asked)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return {tuple(solution) for solution in found}

    def solutions(self) -> frozenset[bytes]:
        """The solutions of the evidence query here, each as the line that it is in tab-separated values."""
        found = self.store.query(self.witnessed)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        written = found.serialize(format=pyoxigraph.QueryResultsFormat.TSV)
        assert written is not None
        return frozenset(written.splitlines()[1:])

    def without(self, said: Said) -> Iterator[None]:
        """A while without one statement."""
        for quad in quads_of(said):
            self.store.remove(quad)
        yield
        self.store.extend(quads_of(said))


def quads_of(said: Said) -> list[Quad]:
    """A statement in each graph that says it, and in the merged set."""
    names = [*said.graphs, *([said.rule] if said.rule else [])]
    subject, predicate, value = said.statement
    assert isinstance(subject, NamedNode) and isinstance(predicate, NamedNode)
    merged = [Quad(subject, predicate, value)] if names != [graph_iri("unsourced")] else []
    return [*(Quad(subject, predicate, value, NamedNode(name)) for name in names), *merged]


def test_the_laws_are_for_all_questions_but_three() -> None:
    """Every question has an evidence query, but for those about the graph itself; these are q23, q25 and q26."""
    assert {question.id for question in CATALOGUE if question.about_the_graph} == EXEMPT
    assert len(ASKED) == 24
    assert all(evidence_file(CONTENT, question.id).head["parts"] for question in ASKED)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_each_row_has_evidence_that_ends_in_what_somebody_says(question: Question) -> None:
    """Every row rests on statements, and each of them stands in a passage or in a graph of ours, or is concluded from others."""
    for _, evidence in evidence_of(answered(question.id)):
        assert evidence.statements and evidence.solutions
        there = {said.statement for said in evidence.statements}
        for said in evidence.statements:
            assert said.graphs or (said.rule and said.because), said
            assert set(said.because) <= there
            assert not any(name.startswith((graph_iri("derived/"), graph_iri("inferred/"))) for name in said.graphs)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_each_row_comes_back_on_its_evidence(question: Question) -> None:
    """Asked of the evidence of a row and nothing else, the question has that row."""
    answer = answered(question.id)
    missing = [row for row, evidence in evidence_of(answer) if row not in Little.of(answer, evidence).rows()]
    assert not missing, f"{len(missing)} of {len(answer.rows)}: {missing[0]}"


def test_the_number_of_rows() -> None:
    """The laws are for so many rows."""
    assert sum(len(answered(question.id).rows) for question in ASKED) == ROWS
    if not os.environ.get("MFA_GRAPH_EVERY_ROW"):
        assert sum(len(of_each_form(answered(question.id))) for question in ASKED) == ROWS_APART


@pytest.mark.parametrize("number", range(len(OTHERWISE)))
def test_on_other_days_and_of_other_things_each_row_comes_back(number: int) -> None:
    """Whatever the day and the thing asked about, a row comes back on its evidence, and one put in by hand has none."""
    identifier, parameters = OTHERWISE[number]
    answer = answered(identifier, *parameters.items())
    assert len(answer.rows) == ROWS_OTHERWISE[number]
    missing = [row for row, evidence in evidence_of(answer) if row not in Little.of(answer, evidence).rows()]
    assert not missing, f"{len(missing)} of {len(answer.rows)}: {missing[0]}"
    columns = evidence_file(CONTENT, identifier).head["parts"][0]["keys"]
    false = (Literal("put in by hand"), *(answer.rows[0][1:] if answer.rows else [None for _ in columns[1:]]))
    values = {name: [term] for name, term in answer.parameters.items()}
    witnesses = Asker(graph(), CONTENT).witnesses(prover())
    assert witnesses.of(evidence_file(CONTENT, identifier), [false], values) == [Evidence()]


def test_the_number_of_rows_otherwise() -> None:
    """The law for other days and things is for so many rows of so many answers."""
    assert (len(OTHERWISE), len(ROWS_OTHERWISE), sum(ROWS_OTHERWISE)) == (41, 41, 632)


def test_what_bars_something_is_not_idle() -> None:
    """Where later ratifications keep a row from being another one, no statement of every fourth row is idle."""
    answer = answered("q15", ("as-of", DAYS[1]), ("instrument", f"{BASE}id/instrument/un-palermo-tip"))
    asserted = 0
    for row, evidence in evidence_of(answer)[::4]:
        little = Little.of(answer, evidence)
        before = little.solutions()
        for said in (each for each in evidence.statements if each.statement in evidence.direct):
            for _ in little.without(said):
                assert row not in little.rows() or little.solutions() != before, said
                asserted += 1
    assert asserted > 100


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_a_row_goes_with_any_statement_unless_another_solution_gives_it(question: Question, part: int) -> None:
    """Without any one statement the row is gone, or other solutions than before give it."""
    answer = answered(question.id)
    idle, gone, kept = [], 0, 0
    rows = of_each_form(answer)[part::PARTS]
    for row, evidence in rows:
        little = Little.of(answer, evidence)
        before = little.solutions()
        for said in evidence.statements:
            if said.statement not in evidence.direct:
                continue
            for _ in little.without(said):
                if row not in little.rows():
                    gone += 1
                elif little.solutions() != before:
                    kept += 1
                else:
                    idle.append((row, said))
    assert not idle, f"{len(idle)} idle, {gone} gone, {kept} kept: {idle[0]}"
    assert bool(gone) == bool(rows)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_a_false_row_has_no_evidence(question: Question) -> None:
    """A row that is put into an answer by hand rests on nothing, and does not come back."""
    answer = answered(question.id)
    false = (Literal("put in by hand"), *answer.rows[0][1:])
    witnesses = Asker(graph(), CONTENT).witnesses(prover())
    values = {name: [term] for name, term in answer.parameters.items()}
    (evidence,) = witnesses.of(evidence_file(CONTENT, question.id), [false], values)
    assert evidence == Evidence()
    assert false not in Little.of(answer, evidence).rows()


EARLY, LATE = (Literal(day, datatype=NamedNode(XSD.date)) for day in ("1800-01-01", "2200-01-01"))
THING = NamedNode("https://example.org/added")
OBJECTS = (EARLY, LATE, THING, NamedNode(MFA.Territory))
PREDICATES = [THING, *(NamedNode(name) for name in (MFA.start, MFA.end, MFA.nonParty, MFA.memberParty))]


def edits(answer: Answer, evidence: Evidence, ways: Sequence[Sequence[Pattern]]) -> Iterator[str]:
    """Updates that add what is absent: alone, with all else that is absent of the same property, with another absence."""
    predicates = {p for way in ways for _, p, _ in way}
    alike = [way for other in evidence.absent for way in other if {p for _, p, _ in way} == predicates]
    others = [way for other in evidence.absent if other != ways for way in other[:1]]
    day = answer.parameters.get("as-of", EARLY)
    for value, predicate in product((*OBJECTS, day), PREDICATES):
        alone = (added(way, value, predicate) for way in ways)
        together = " ".join(added(way, value, predicate) for way in alike)
        yield from (said_everywhere(evidence, text) for text in dict.fromkeys((*alone, together)))
    for value, beside, way, other in product((*OBJECTS, day), (EARLY, LATE, day), ways, others):
        yield said_everywhere(evidence, f"{added(way, value, THING)} {added(other, beside, THING)}")


def added(way: Sequence[Pattern], value: Term, predicate: Term) -> str:
    """The triples of a way in which something could be said; a new thing has dates."""
    triples = [f"{s or THING} {p or predicate} {o or value} ." for s, p, o in way]
    if any(s is None for s, _, _ in way):
        triples += [f"{THING} <{MFA.ratifiedOn}> {EARLY} .", f"{THING} <{MFA.observedOn}> {LATE} ."]
    return " ".join(triples)


def said_everywhere(evidence: Evidence, text: str) -> str:
    """Triples in the merged set and in each graph that the evidence speaks of."""
    homes = sorted({name for said in evidence.statements for name in said.graphs})
    return f"{text} {' '.join(f'GRAPH <{home}> {{ {text} }}' for home in homes)}"


def denials(answer: Answer, evidence: Evidence) -> Iterator[str]:
    """Nothing; then, one after the other, what would be said if something that the row takes not to be so were so."""
    yield ""
    for closing in evidence.covering:
        day = answer.parameters.get("as-of", EARLY)
        yield said_everywhere(evidence, added(closing.denied, day, THING))


def row_with(answer: Answer, row: Row, evidence: Evidence, *said: str) -> bool:
    """Whether the row is there where its evidence and some more is said."""
    little = Little.of(answer, evidence)
    for text in filter(None, said):
        little.store.update(f"INSERT DATA {{ {text} }}")
    return row in little.rows()


def is_idle(
    answer: Answer, row: Row, evidence: Evidence, ways: Sequence[Sequence[Pattern]], before: dict[str, bool]
) -> bool:
    """Whether no edit that says what is absent makes a difference to the row; `before` keeps whether it is there without one."""
    for text, also in product(edits(answer, evidence, ways), denials(answer, evidence)):
        if also not in before:
            before[also] = row_with(answer, row, evidence, also)
        if row_with(answer, row, evidence, also, text) != before[also]:
            return False
    return True


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_what_is_absent_would_change_the_row(question: Question) -> None:
    """For whatever nobody says an edit that says it changes the row, or keeps it where something that it denies is said too."""
    answer = answered(question.id)
    idle, changed = [], 0
    for row, evidence in of_each_form(answer):
        before: dict[str, bool] = {}
        for ways in evidence.absent:
            if is_idle(answer, row, evidence, ways, before):
                idle.append((row, ways))
            else:
                changed += 1
    assert not idle, f"{len(idle)} idle, {changed} changed: {idle[0]}"


REFUSED = {
    "SELECT ?s WHERE { SERVICE <http://example.org/sparql> { ?s ?p ?o } }": "SERVICE",
    "SELECT ?s WHERE { service silent <http://x.org/> { ?s ?p ?o } }": "SERVICE",
    "PREFIX f: <http://example.org/f#> SELECT ?s WHERE { ?s ?p ?o FILTER (f:near(?o)) }": "f#near",
    "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1": "LIMIT",
    "SELECT ?s FROM <http://example.org/g> WHERE { ?s ?p ?o }": "FROM",
    "SELECT ?s WHERE { ?s !<http://example.org/p> ?o }": "path",
    "SELECT ?s WHERE { ?s (<http://example.org/p>/<http://example.org/q>)* ?o }": "path",
    "SELECT ?s WHERE { GRAPH ?g { ?s <http://example.org/p>* ?o } }": "GRAPH",
    "SELECT ?s WHERE { [] <http://example.org/p> ?s }": "blank node",
    "ASK { ?s ?p ?o }": "neither SELECT nor CONSTRUCT",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_explained_is_said_so(text: str) -> None:
    """A query with a construct whose evidence would not be whole is refused by the construct's name."""
    with pytest.raises(Unexplained, match=REFUSED[text]):
        evidence_query(query_of(Path("query"), text))
    assert len(REFUSED) == 10


def test_literals_of_a_query_are_terms_of_its_evidence() -> None:
    """A number, a text and a year in a pattern come back in the evidence as they are written."""
    values = [Literal(3), Literal('a "b"', language="en"), Literal("2020", datatype=NamedNode(XSD.gYear))]
    property_ = NamedNode("https://example.org/p")
    store = EmbeddedStore()
    store.extend(Quad(THING, property_, value, NamedNode(graph_iri("curation"))) for value in values)
    store.extend(Quad(THING, property_, value) for value in values)
    for value in values:
        text = f"SELECT ?s WHERE {{ ?s {property_} {value} }}"
        witnesses = Asker(store, CONTENT).witnesses(lambda _: [])
        (evidence,) = witnesses.of(query_of(Path("q"), evidence_query(query_of(Path("q"), text))), [(THING,)], {})
        assert [said.statement for said in evidence.statements] == [(THING, property_, value)]


CLOSED = [
    (["nonParty ilo-c189 2020-01-01"], "2020-01-01", "closed"),
    (["nonParty ilo-c189 2019-01-01", "nonParty ilo-c189 2021-01-01"], "2021-01-01", "closed"),
    (["nonParty ilo-c189 2018-12-31"], "2018-12-31", "unknown"),
    (["nonParty ilo-c143 2020-01-01"], None, "unknown"),
    (["signatoryState ilo-c189 2020-01-01"], None, "unknown"),
    ([], None, "unknown"),
]
"""What is said of a State, the day of what closes that it has not ratified C189, and whether it does for 2019-01-01."""


@pytest.mark.parametrize("instrument", ["mfa:instrument ?of", "mfa:instrument <INSTRUMENT>"])
@pytest.mark.parametrize(("said", "day", "word"), CLOSED)
def test_an_explicit_negative_closes_a_denial(instrument: str, said: list[str], day: str | None, word: str) -> None:
    """A State that is seen outside an instrument on the day or later has not ratified it; outside another one it may have."""
    state, c189 = NamedNode(f"{BASE}id/place/xaa"), NamedNode(f"{BASE}id/instrument/ilo-c189")
    home = NamedNode(f"{BASE}source/test/1")
    quads = [Quad(state, NamedNode(RDF.type), NamedNode(MFA.Country), home)]
    for number, words in enumerate(said):
        role, about, seen = words.split()
        node = NamedNode(f"{BASE}id/status/test-{number}")
        quads += [
            Quad(node, NamedNode(f"{PREFIXES['mfa']}{role}"), state, home),
            Quad(node, NamedNode(MFA.instrument), NamedNode(f"{BASE}id/instrument/{about}"), home),
            Quad(node, NamedNode(MFA.observedOn), Literal(seen, datatype=NamedNode(XSD.date)), home),
        ]
    graph_ = KnowledgeGraph([*ontology(), *quads])
    text = (
        "PREFIX mfa: <https://w3id.org/mfa-graph/ontology#> SELECT ?state WHERE { VALUES ?of { <INSTRUMENT> } "
        f"?state a mfa:Country FILTER NOT EXISTS {{ ?status mfa:ratifyingState ?state ; {instrument} }} }}"
    ).replace("INSTRUMENT", c189.value)
    file = query_of(Path("q"), evidence_query(query_of(Path("q"), text)))
    (evidence,) = Asker(graph_, CONTENT).witnesses(lambda _: []).of(file, [(state,)], {})
    (closing,) = evidence.covering
    assert (closing.day, closing.word("2019-01-01")) == (day, word)
    told = [
        (MFA.nonParty, state),
        (MFA.instrument, c189),
        (MFA.observedOn, Literal(str(day), datatype=NamedNode(XSD.date))),
    ]
    expected = {(NamedNode(name), value) for name, value in told} if day else set()
    assert {(predicate, value) for _, predicate, value in closing.by} == expected
    assert len(CLOSED) == 6


@cache
def ontology() -> tuple[Quad, ...]:
    """The statements of our ontology."""
    home = NamedNode(graph_iri("ontology"))
    return tuple(quad for quad in KnowledgeGraph.authored(CONTENT).quads if quad.graph_name == home)
