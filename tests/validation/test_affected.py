"""Only what a change affects is checked, and that loses nothing."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from mfa_graph.assembly import authored, completed
from mfa_graph.assets import Content
from mfa_graph.errors import MfaGraphError
from mfa_graph.findings import Report
from mfa_graph.formats import by_suffix
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.closure import Closure
from mfa_graph.store import Literal, NamedNode, Quad, Triple
from mfa_graph.store.syntax import read, write
from mfa_graph.validation.affected import Before, told
from mfa_graph.validation.engines import FAST, REFERENCE
from mfa_graph.validation.reach import Reach, Step, narrowed
from mfa_graph.validation.results import text_of
from mfa_graph.validation.run import affected, check, check_besides_shapes
from mfa_graph.validation.shapes import load_shapes, validate
from mfa_graph.vocabulary import MFA, PREFIXES, RDF
from tests.conftest import copied
from tests.validation.random_cases import data_of, shapes_of

Edit = Callable[[Path, Random], None]
Complete = tuple[KnowledgeGraph, Closure]


def turtle(text: str, folder: Path) -> list[Triple]:
    """The triples of a Turtle text."""
    file = folder / "text.ttl"
    file.write_text(text)
    return [quad.triple for quad in read(file)]


@pytest.mark.parametrize(("engine", "seeds"), [(FAST, range(240)), (REFERENCE, range(0, 240, 16))])
def test_shapes_find_the_same_where_they_see_only_what_they_look_at(engine: str, seeds: range, tmp_path: Path) -> None:
    """On random shapes and data, narrowed to some things, the results are those of the whole for these things."""
    bounded = found = narrower = 0
    for seed in seeds:
        random = Random(seed)  # noqa: S311
        shapes, data = turtle(shapes_of(seed), tmp_path), turtle(data_of(seed), tmp_path)
        reach = Reach.of(shapes)
        if reach is None:
            continue
        terms = sorted({getattr(term, "value", "") for triple in data for term in (triple.subject, triple.object)})
        chosen = set(random.sample(terms, len(terms) // 3))
        rules, seen = narrowed(shapes, data, chosen, reach)
        whole = [finding for finding in validate(data, shapes, engine=engine) if finding.focus in chosen]
        assert [each for each in validate(seen, rules, engine=engine) if each.focus in chosen] == whole, seed
        narrower += len(seen) < len(data)
        bounded, found = bounded + 1, found + len(whole)
    assert bounded >= len(seeds) // 5
    assert found >= bounded
    assert narrower >= bounded // 4


def said(triple: Triple) -> Quad:
    """A triple as somebody says it."""
    return Quad(triple.subject, triple.predicate, triple.object, NamedNode("http://example.org/g"))


def test_a_change_reaches_every_thing_whose_results_change(tmp_path: Path) -> None:
    """On random shapes and data, whatever is found new or no longer after a change is about things that the change reaches."""
    changed_results = 0
    for seed in range(300):
        random = Random(seed)  # noqa: S311
        shapes, data = turtle(shapes_of(seed), tmp_path), turtle(data_of(seed), tmp_path)
        reach = Reach.of(shapes)
        if reach is None:
            continue
        gone = random.sample(data[:-1], 2)
        gone = [triple for triple in gone if "subClassOf" not in triple.predicate.value]
        rest = [triple for triple in data if triple not in gone]
        reached = reach.backwards(list(map(said, gone)), map(said, data))
        differing = told(validate(data, shapes)) ^ told(validate(rest, shapes))
        assert {focus for _, focus, *_ in differing} <= {text_of(term) for term in reached}, seed
        changed_results += len(differing)
    assert changed_results >= 40


@pytest.mark.parametrize(
    "shape",
    [
        "sh:path [ sh:zeroOrMorePath <p> ] ; sh:minCount 1",
        "sh:path <p> ; sh:node <shape>",
        "sh:path [ sh:alternativePath ( <p> ( <p> <q> ) ) ] ; sh:minCount 1",
    ],
)
def test_shapes_that_look_anywhere_are_known(shape: str, tmp_path: Path) -> None:
    """A path without end, a shape in itself and a path of two lengths have no reach."""
    text = f"@prefix sh: <{PREFIXES['sh']}> . @base <http://e/> . <shape> sh:targetNode <a> ; sh:property [ {shape} ] ."
    assert Reach.of(turtle(text, tmp_path)) is None


def test_our_shapes_look_two_steps_far(content: Content) -> None:
    """Our shapes have a reach: they look at things, at the classes and schemes of their values, and no further than that."""
    reach = Reach.of(load_shapes(content))
    assert reach is not None
    assert len(reach.steps) == 2
    assert {Step(RDF.type), Step(MFA.ofRelation)} <= reach.steps[0]
    assert {Step(RDF.type), Step(f"{PREFIXES['skos']}inScheme")} <= reach.steps[1]


# Random edits of real files


def edit_statements(file: Path, random: Random) -> None:
    """Remove some statements, give some another value or another subject, and write one twice with a new value."""
    quads = list(read(file))
    for _ in range(random.randint(1, 6)):
        place = random.randrange(len(quads))
        quad, other = quads[place], random.choice(quads)
        kind = random.choice(("remove", "value", "subject", "predicate", "add"))
        if kind == "remove":
            del quads[place]
        elif kind == "value":
            quads[place] = Quad(quad.subject, quad.predicate, other.object, quad.graph_name)
        elif kind == "subject":
            quads[place] = Quad(other.subject, quad.predicate, quad.object, quad.graph_name)
        elif kind == "predicate":
            quads[place] = Quad(quad.subject, other.predicate, quad.object, quad.graph_name)
        else:
            quads.append(Quad(quad.subject, quad.predicate, Literal(f"value {random.random()}"), quad.graph_name))
    syntax = by_suffix(file.suffix)
    assert syntax is not None
    file.write_bytes(write(quads, syntax, prefixes={}))


def edit_rows(file: Path, random: Random) -> None:
    """Remove a row, or put the cell of another row, or nothing, in the place of one."""
    heading, *rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    for _ in range(random.randint(1, 6)):
        row, other, column = random.choice(rows), random.choice(rows), random.randrange(len(heading))
        if random.random() < 0.3:
            rows.remove(row)
        else:
            row[column] = random.choice((other[column], ""))
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([heading, *rows])


def complete(content: Content) -> Complete:
    """The whole graph of a content root, with tables from memory, and its closure, which all checks of it share."""
    return completed(authored(content, remembering=True), content)


def edited(content: Content, places: list[tuple[str, Edit]], seeds: range, root: Path) -> Iterator[Complete]:
    """The whole graph after each of some random edits, those left out after which it cannot be put together."""
    for seed in seeds:
        random = Random(seed)  # noqa: S311
        name, edit = places[seed % len(places)]
        file = root / name
        before = file.read_bytes()
        edit(file, random)
        try:
            yield complete(content)
        except MfaGraphError:
            continue
        finally:
            file.write_bytes(before)


def assert_nothing_is_lost(content: Content, after: Complete, before: Before, at_first: Report) -> int:
    """The two laws of `mfa_graph.validation.affected`, for one change; the number of its new findings."""
    graph, closure = after
    full = check(graph, content, closure=closure)
    narrow = check(graph, content, closure=closure, before=before)
    besides = check_besides_shapes(graph, content, closure=closure)
    things = affected(graph, before, Reach.of(load_shapes(content)), besides)
    assert things is not None
    assert len(things) < 2000
    assert list(narrow) == [finding for finding in full if finding.focus in things]
    new = told(full) - told(at_first)
    assert new <= told(narrow)
    return len(new)


FOUNDING_PLACES: list[tuple[str, Edit]] = [
    ("data/ilo-good-practices-58/network.trig", edit_statements),
    ("data/curation/organisations.ttl", edit_statements),
    ("data/concepts/level.ttl", edit_statements),
    ("data/places/rows.csv", edit_rows),
]
WHOLE_PLACES: list[tuple[str, Edit]] = [
    ("data/memberships/rows.csv", edit_rows),
    ("data/treaty-statuses/rows.csv", edit_rows),
    ("data/ilo-good-practices-58/network.trig", edit_statements),
    ("data/events/rows.csv", edit_rows),
]


@pytest.mark.parametrize(
    ("whole", "places", "edits"), [(False, FOUNDING_PLACES, 12), (True, WHOLE_PLACES, 4)], ids=["founding", "whole"]
)
def test_a_check_of_what_changed_loses_nothing(
    whole: bool, places: list[tuple[str, Edit]], edits: int, tmp_path: Path, content: Content
) -> None:
    """After random edits of Turtle, TriG and tables, what is found for affected things is what a full check finds, and new."""
    root = tmp_path / "content"
    if whole:
        for folder in ("ontology", "shapes", "queries", "data"):
            shutil.copytree(content.folder(folder), root / folder)
        copy = Content(root)
    else:
        copy = copied(content, root)
    graph, closure = complete(copy)
    before = Before(graph, told(check_besides_shapes(graph, copy, closure=closure)))
    at_first = check(graph, copy, closure=closure)
    news = [assert_nothing_is_lost(copy, after, before, at_first) for after in edited(copy, places, range(edits), root)]
    assert len(news) >= edits // 3, "too few edits could be read"
    assert sum(1 for new in news if new) >= len(news) // 3, "too few edits break anything"
