"""The SHACL engines: the fast one finds what the reference finds, and what it misreads goes to the reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName, UsageProblem
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import BlankNode, NamedNode, Triple
from mfa_graph.store.syntax import read
from mfa_graph.validation import engines
from mfa_graph.validation.engines import ENGINES, FAST, REFERENCE, results_of
from mfa_graph.validation.gate import DEEPEST, beyond
from mfa_graph.validation.results import text_of
from mfa_graph.validation.run import check
from mfa_graph.validation.shapes import validate
from tests.conformance.shacl.suite import outcome_of
from tests.shapes.support import TWINS, shapes_graph, tree, triples
from tests.validation.random_cases import HEAD, data_of, shapes_of

RANDOM_CASES = 200


def turtle(folder: Path, text: str) -> list[Triple]:
    """The triples of a Turtle text."""
    file = folder / "text.ttl"
    file.write_text(text, encoding="utf-8")
    return [quad.triple for quad in read(file)]


def by_each(data: list[Triple], shapes: list[Triple]) -> list[Counter[tuple[str, ...]]]:
    """What each engine finds, in the form in which results are compared."""
    return [outcome_of(results_of(data, shapes, engine=engine)) for engine in ENGINES]


# --- the same results


TOGETHER = 10
"""In so many graphs the twins stand together, since pySHACL reads all shapes for each graph that it sees."""


@cache
def known() -> frozenset[object]:
    """What the shapes and the class tree speak of: a twin that describes something of it could be seen from another twin."""
    return frozenset(term for each in (*shapes_graph(), *tree()) for term in each)


def apart(twin: Sequence[Triple], number: int) -> list[Triple]:
    """A twin whose things have addresses of its own."""
    names: dict[object, NamedNode] = {
        triple.subject: NamedNode(f"{text_of(triple.subject)}-twin-{number}") for triple in twin
    }
    return [Triple(names[t.subject], t.predicate, names.get(t.object, t.object)) for t in twin]


def without_numbers(drawn: Counter[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """Results with the addresses that the things have in the file."""
    return Counter(tuple(re.sub(r"-twin-\d+", "", cell) for cell in each) for each in drawn.elements())


def by_fast(twin: Sequence[Triple]) -> Counter[tuple[str, ...]]:
    """What the fast engine finds in a twin alone."""
    return outcome_of(results_of([*tree(), *twin], shapes_graph(), engine=FAST))


def test_twins_of_what_the_shapes_speak_of_draw_the_same_from_both() -> None:
    """Each of the 22 twins that describe a term or a scheme of ours, seen alone, draws the same results from both engines."""
    twins = [file for file in TWINS.glob("*.ttl") if any(triple.subject in known() for triple in triples(file))]
    assert len(twins) == 22
    drawn = 0
    for file in twins:
        one, other = by_each([*tree(), *triples(file)], list(shapes_graph()))
        assert one == other, file.name
        drawn += one.total()
    assert drawn >= 11


def test_all_other_twins_draw_the_same_from_both() -> None:
    """Both engines find the same in ten graphs of the other 438 twins, and it is what the fast one finds in each twin alone."""
    files = [triples(file) for file in sorted(TWINS.glob("*.ttl"))]
    twins = [twin for twin in files if not any(triple.subject in known() for triple in twin)]
    assert (len(files), len(twins)) == (460, 438)
    drawn = 0
    for start in range(TOGETHER):
        some = [(twin, apart(twin, number)) for number, twin in enumerate(twins[start::TOGETHER])]
        each = [by_fast(renamed) for _, renamed in some]
        for (twin, _), found in zip(some, each, strict=True):
            assert without_numbers(found) == by_fast(twin)
        one, other = by_each([*tree(), *(triple for _, renamed in some for triple in renamed)], list(shapes_graph()))
        assert one == other == sum(each, Counter())
        drawn += one.total()
    assert drawn >= 219


def test_the_whole_graph_draws_the_same_from_both(whole: KnowledgeGraph, content: Content) -> None:
    """The check of all data is the same report in every field, and its shapes find something."""
    one, other = (check(whole, content, engine=engine) for engine in ENGINES)
    assert one == other
    assert sum("shapes#" in finding.rule for finding in one) > 300


def test_the_whole_graph_with_its_statements_shuffled_and_broken(whole: KnowledgeGraph) -> None:
    """Without every hundredth statement the whole graph breaks required constraints, and both engines say the same ones."""
    kept = [quad.triple for number, quad in enumerate(whole.quads) if number % 100]
    one, other = (validate(kept, shapes_graph(), engine=engine) for engine in ENGINES)
    assert one == other
    assert one.fails()


def test_random_cases_draw_the_same_from_both(tmp_path: Path) -> None:
    """On 200 random cases of data, paths, constraints and severities both engines find the same."""
    drawn, speaking = 0, 0
    for seed in range(RANDOM_CASES):
        one, other = by_each(turtle(tmp_path, data_of(seed)), turtle(tmp_path, shapes_of(seed)))
        assert one == other, f"seed {seed}"
        drawn, speaking = drawn + one.total(), speaking + bool(one)
    assert speaking > 150
    assert drawn > 1500


# Where they differ: shape, data, and how many results the fast engine and the reference draw. The first is right by the standard.
DIFFERENCES = {
    # SHACL 4.4.1: a blank node has no length, not even none.
    "no least length of a blank node": ("sh:targetNode <a> ; sh:property [ sh:path <p> ; sh:minLength 0 ]", 1, 0),
    # SHACL 4.3.4: terms of which one is not less than or equal to the other; addresses cannot be compared.
    "addresses compared": ("sh:targetNode <a> ; sh:property [ sh:path <q> ; sh:lessThanOrEquals <q> ]", 1, 0),
}


@pytest.mark.parametrize(("shape", "fast", "reference"), DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_where_the_engines_differ_is_written_down(tmp_path: Path, shape: str, fast: int, reference: int) -> None:
    """Of the known differences none is in our shapes; that one is gone is news too."""
    data = turtle(tmp_path, HEAD + "<a> <p> _:x ; <q> <b> .")
    rules = turtle(tmp_path, f"{HEAD}<s> a sh:NodeShape ; {shape} .")
    found = [len(results_of(data, rules, engine=engine)) for engine in (FAST, REFERENCE)]
    assert found == [fast, reference]


@pytest.mark.parametrize("engine", ENGINES)
def test_blank_nodes_keep_their_names(tmp_path: Path, engine: str) -> None:
    """A result speaks of the blank nodes of the data and of the shapes under the names that they were given."""
    data = turtle(tmp_path, HEAD + "_:x a <C> ; <p> _:y . _:y <p> 1 .")
    rules = turtle(
        tmp_path, HEAD + "<s> a sh:NodeShape ; sh:targetClass <C> ; sh:property [ sh:path <p> ; sh:nodeKind sh:IRI ] ."
    )
    (result,) = results_of(data, rules, engine=engine)
    (class_of_x,) = [triple for triple in data if triple.predicate.value.endswith("#type")]
    (listed,) = [triple.object for triple in rules if triple.predicate.value.endswith("#property")]
    assert isinstance(result.focus, BlankNode)
    assert (result.focus, result.shape) == (class_of_x.subject, listed)
    assert Triple(result.focus, NamedNode("http://example.org/p"), result.value) in data  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_class_of_owl_is_its_own_target(tmp_path: Path, engine: str) -> None:
    """A shape that is an owl:Class holds for its members."""
    owl = "<http://www.w3.org/2002/07/owl#Class>"
    rules = turtle(tmp_path, f"{HEAD}<C> a {owl} , sh:NodeShape ; sh:property [ sh:path <p> ; sh:minCount 1 ] .")
    assert len(results_of(turtle(tmp_path, HEAD + "<a> a <C> ."), rules, engine=engine)) == 1


def test_a_shape_without_a_message_has_the_same_words_from_both(tmp_path: Path) -> None:
    """Where a shape says nothing, the finding names the parameter and its value, whichever engine ran."""
    rules = turtle(
        tmp_path, HEAD + "<s> a sh:NodeShape ; sh:targetNode <a> ; sh:property [ sh:path <p> ; sh:minCount 2 ] ."
    )
    for engine in ENGINES:
        (finding,) = validate([], rules, engine=engine)
        assert finding.message == "This does not keep the constraint sh:minCount 2."


# --- the gate

QUERY = "<s> a sh:NodeShape ; sh:targetNode <a> ; sh:sparql "
BEYOND = {
    "switch a query": QUERY + '[ sh:deactivated true ; sh:select "SELECT $this { $this ?p ?o }" ] .',
    "query inside a query": QUERY + '[ sh:select "SELECT $this { { SELECT $this { $this ?p ?o } } }" ] .',
    "use an extension": "<f> a sh:SPARQLFunction .",
    "a rule": "<s> a sh:NodeShape ; sh:rule [] .",
    "kind of target": "<s> a sh:NodeShape ; sh:target [ a <T> ] . <T> a sh:SPARQLTargetType .",
    "a query of more than": QUERY
    + f'[ sh:select "SELECT $this {{ $this ?p ?o FILTER ({"(" * 2000}true{")" * 2000}) }}" ] .',
    "looks around": '<s> a sh:NodeShape ; sh:targetNode <a> ; sh:pattern "^(?!b)" .',
    "or back": '<s> a sh:NodeShape ; sh:targetNode <a> ; sh:pattern "(b)\\\\1" .',
    f"more than {DEEPEST} deep": "<s> sh:not " + "[ sh:not " * DEEPEST + "[]" + " ]" * DEEPEST + " .",
    "without one path": "<s> a sh:PropertyShape ; sh:minCount 1 .",
    "twice": "<s> a sh:NodeShape ; sh:datatype xsd:date , xsd:string .",
    "between no shapes": "<s> a sh:NodeShape ; sh:or () .",
    "not there": "<s> a sh:NodeShape ; sh:property <t> .",
}


@pytest.mark.parametrize("reason", BEYOND)
def test_what_the_fast_engine_misreads_is_seen(tmp_path: Path, reason: str) -> None:
    """Each kind of shape that the fast engine is not given is known by its own reason."""
    assert reason in beyond(turtle(tmp_path, HEAD + BEYOND[reason]))


def test_our_own_shapes_pass_the_gate() -> None:
    """Nothing in our shapes, and nothing that is nearly too much, keeps the fast engine from them."""
    assert beyond(shapes_graph()) == ""


def test_nearly_too_much_passes_the_gate(tmp_path: Path) -> None:
    """The word select in a comment, a group that is not captured, and just so deep a nest are given to the fast engine."""
    near = [
        QUERY + '[ sh:select "SELECT $this { $this ?p ?o } # select" ] .',
        '<s> a sh:NodeShape ; sh:targetNode <a> ; sh:pattern "^(?:b)" .',
        "<s> sh:not " + "[ sh:not " * (DEEPEST - 2) + "[]" + " ]" * (DEEPEST - 2) + " .",
        "<s> a sh:NodeShape ; sh:not <s> .",
    ]
    assert [beyond(turtle(tmp_path, HEAD + text)) for text in near] == [""] * 4


def test_the_reference_checks_in_its_place_and_it_is_said(tmp_path: Path) -> None:
    """Shapes beyond the fast engine are checked all the same, and a note says by whom and why."""
    said: list[str] = []
    found = results_of([], turtle(tmp_path, HEAD + BEYOND["looks around"]), engine=FAST, note=said.append)
    assert len(found) == 0
    assert said == ["pyshacl checks instead of shacl, since the shapes have a pattern that looks around or back."]


# --- names


def test_an_unknown_engine_is_told_with_those_that_there_are() -> None:
    """A name that no engine has is a wrong call, and the error lists the names."""
    with pytest.raises(UnknownName, match="There is no SHACL engine “jena”") as caught:
        results_of([], [], engine="jena")
    assert caught.value.exit_status == 2
    assert "pyshacl, shacl" in caught.value.remedy


@pytest.mark.parametrize(("version", "told"), [("", "not installed"), ("0.9.0", "in version 0.9.0, and only 0.3.4")])
def test_an_engine_that_was_not_tried_is_not_used(monkeypatch: pytest.MonkeyPatch, version: str, told: str) -> None:
    """If the fast engine is missing or of another version, asking for it says what to install, and the default goes without."""
    monkeypatch.setattr(engines, "_version", lambda: version)
    with pytest.raises(UsageProblem, match=told) as caught:
        results_of([], [], engine=FAST)
    assert "pip install shacl==0.3.4" in caught.value.remedy
    assert results_of([], shapes_graph()) == []


def test_the_default_is_the_fast_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name the fast engine runs."""
    ran: list[str] = []

    def named(name: str) -> engines.Run:
        ran.append(name)
        return lambda data, shapes: []

    monkeypatch.setattr(engines, "engine_named", named)
    results_of([], shapes_graph())
    assert ran == [FAST]
