"""Writing in pieces: the same bytes as all at once, in an order in which a small change is a small difference."""

from __future__ import annotations

import difflib
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mfa_graph.formats import FORMATS, Format, by_name
from mfa_graph.store import DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.store import syntax as writing
from mfa_graph.store.syntax import canonical, parse, pieces, write
from mfa_graph.vocabulary import PREFIXES, RDF, SKOS, XSD

A = "http://a.example/"
SUBJECTS = [NamedNode(A + name) for name in ("s", "s/1", "t", "t-ü", "u")]
PREDICATES = [NamedNode(iri) for iri in (RDF.type, SKOS.prefLabel, A + "p", A + "q")]
OBJECTS = [
    *SUBJECTS,
    NamedNode(PREFIXES["mfa"] + "Place"),
    Literal('two\nlines "and" \\'),
    Literal("} .\n<x> {", language="en"),
    Literal("ü", language="de"),
    Literal("007", datatype=NamedNode(XSD.integer)),
]
GRAPHS = [DefaultGraph(), NamedNode(A + "g"), NamedNode(PREFIXES["mfa"] + "h"), NamedNode(A + "i")]
QUADS = some.builds(
    Quad,
    *(some.sampled_from(terms) for terms in (SUBJECTS, PREDICATES, OBJECTS, GRAPHS)),
)


@pytest.mark.parametrize("syntax", FORMATS, ids=lambda syntax: syntax.name)
@given(quads=some.lists(QUADS, max_size=40))
def test_pieces_are_what_is_written_at_once(syntax: Format, quads: list[Quad]) -> None:
    """However small the runs, the bytes are the same, and they are read back to the same quads."""
    held = canonical(quads)
    with pytest.MonkeyPatch.context() as patch:
        whole = write(held, syntax, prefixes=PREFIXES)
        patch.setattr(writing, "_RUN", 3)
        assert b"".join(pieces(held, syntax, prefixes=PREFIXES)) == whole
    kept = {quad for quad in held if syntax.has_graphs or isinstance(quad.graph_name, DefaultGraph)}
    assert set(parse(whole, syntax)) == kept


@given(quads=some.lists(QUADS, max_size=40), more=QUADS)
def test_one_more_statement_is_at_most_three_lines(quads: list[Quad], more: Quad) -> None:
    """In Turtle, one statement more changes three lines at most: its own, and the one whose full stop moves."""
    triples = [Quad(each.subject, each.predicate, each.object, DefaultGraph()) for each in [*quads, more]]
    before, after = (
        write(canonical(held), by_name("turtle"), prefixes=PREFIXES).decode().splitlines()
        for held in (triples[:-1], triples)
    )
    changed = [line for line in difflib.ndiff(before, after) if line[:2] in ("+ ", "- ")]
    assert len(changed) <= 3
    assert bool(changed) == (triples[-1] not in triples[:-1])


@given(quads=some.lists(QUADS, max_size=40, unique=True), order=some.randoms())
def test_the_order_of_the_quads_does_not_matter(quads: list[Quad], order: object) -> None:
    """Sorted, the same quads are the same list, each once."""
    mixed = [*quads, *quads]
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert canonical(mixed) == canonical(quads)
    assert len(canonical(mixed)) == len(quads)


@pytest.mark.parametrize("name", ["trig", "nquads", "turtle", "ntriples", "rdfxml"])
def test_the_text_is_not_held(name: str) -> None:
    """Of a text of some megabytes no more than one is in memory at a time."""
    predicate, home = NamedNode(A + "p"), DefaultGraph()
    quads = [Quad(NamedNode(f"{A}{n // 4:06}"), predicate, Literal(f"{n} " + "x" * 40), home) for n in range(60_000)]
    tracemalloc.start()
    size = sum(map(len, pieces(quads, by_name(name), prefixes=PREFIXES)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 3_000_000
    assert peak < size / 2


def test_prefixes_stand_in_order() -> None:
    """Whatever their order in the mapping, so that no version of a library moves them."""
    text = write(
        [Quad(SUBJECTS[0], PREDICATES[0], NamedNode(PREFIXES["mfa"] + "Place"))], by_name("turtle"), prefixes=PREFIXES
    ).decode()
    assert [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")] == sorted(
        f"{p}:" for p in PREFIXES
    )
    assert text.endswith("<http://a.example/s> a mfa:Place .\n")
