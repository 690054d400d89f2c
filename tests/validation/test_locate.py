"""Findings are located where a person wrote what is wrong: 60 seeded errors, each with the character at which it stands."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.findings import Report
from mfa_graph.formats import by_name
from mfa_graph.store import BlankNode, DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.store.syntax import read, write
from mfa_graph.validation.run import check
from mfa_graph.validation.tokens import Lines, Unreadable
from mfa_graph.validation.turtle import statements
from mfa_graph.vocabulary import BASE
from tests.conftest import ROOT

SEEDS = tomllib.loads((Path(__file__).parent / "seeded" / "seeds.toml").read_text(encoding="utf-8"))["seed"]


def sown(content: Content, root: Path) -> Content:
    """A copy of all content with every seeded error in it."""
    for folder in ("ontology", "shapes", "queries", "data"):
        shutil.copytree(content.folder(folder), root / folder)
    for seed in SEEDS:
        file = root / seed["file"]
        text = file.read_bytes().decode("utf-8")
        assert text.count(seed["old"]) == 1, seed
        file.write_bytes(text.replace(seed["old"], seed["new"]).encode("utf-8"))
    return Content(root)


def place(text: str, marked: str) -> tuple[int, int]:
    """Line and column of the character that follows the sign in a stretch of text."""
    stretch = marked.replace("»", "")
    assert text.count(stretch) == 1, stretch
    before = text[: text.index(stretch) + marked.index("»")]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_seeded_errors_are_found_where_they_stand(with_errors: Content, found_in_errors: Report) -> None:
    """Of 60 errors 59 are found in the right line and 58 at the right character.

    A label that is preferred and alternative is told where it is preferred, though here the alternative one was put in; and of
    two cells of a row with the same day the wrong one is pointed at.
    """
    found = {(f.code, f.file, f.line, f.column) for f in found_in_errors}
    lines = {spot[:3] for spot in found}
    spots = [
        (seed["code"], seed["file"], *place((with_errors.root / seed["file"]).read_text(encoding="utf-8"), seed["at"]))
        for seed in SEEDS
    ]
    assert len(spots) == 60
    assert [spot[0] for spot in spots if spot[:3] not in lines] == ["label-preferred-and-alternative"]
    inexact = [spot[:2] for spot in spots if spot not in found and spot[:3] in lines]
    assert inexact == [("relation-start-before-end", "data/memberships/rows.csv")]


def test_blank_nodes_have_a_place_and_a_name_that_stays(content_copy: Content, tmp_path: Path) -> None:
    """A relation without an address is found where it is written, and two runs tell of it in the same words."""
    file = tmp_path / "mine.trig"
    mfa = f"{BASE}ontology#"
    file.write_text(f"<{BASE}source/x/1> {{\n <{BASE}id/a> <{mfa}level> [] .\n [] a <{mfa}Engagement>\n}}\n")
    one, other = (check(assemble(content_copy, more=[file]), content_copy) for _ in range(2))
    assert one == other
    found = {(f.code, f.focus, f.value, f.line, f.column) for f in one if "_:" in f.focus + f.value}
    assert ("engagement-process-required", "_:b2", "", 3, 2) in found
    assert ("level-scheme", f"{BASE}id/a", "_:b1", 2, 80) in found
    assert len(found) == 7


def test_every_file_of_ours_is_read_as_the_parser_reads_it() -> None:
    """The statements found with their places are those of Oxigraph's parser, in all Turtle and TriG of this repository."""
    paths = [
        path
        for folder in ("ontology", "shapes", "data", "tests")
        for suffix in ("ttl", "trig")
        for path in (ROOT / folder).rglob(f"*.{suffix}")
    ]
    assert len(paths) > 500
    for path in paths:
        placed = [
            (each.subject, each.predicate, each.object, each.graph or DefaultGraph())
            for each in statements(path.read_text(encoding="utf-8"))
        ]
        parsed = read(path)
        if any(isinstance(term, BlankNode) for quad in parsed for term in quad):
            assert len(placed) == len(parsed), path
        else:
            assert set(placed) == set(map(tuple, parsed)), path


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ['"', "\\", "\n", "# .", "é🙂"]
)
IRIS = st.sampled_from([f"http://example.org/{name}" for name in ("a", "b.c", "d;e", "f/g")]).map(NamedNode)
VALUES = IRIS | WORDS.map(Literal) | WORDS.map(lambda text: Literal(text, language="en")) | st.integers().map(Literal)


@given(st.lists(st.builds(Quad, IRIS, IRIS, VALUES, IRIS | st.just(DefaultGraph())), min_size=1, max_size=8))
def test_places_are_those_of_the_terms(quads: list[Quad]) -> None:
    """Of any statements as TriG, all are found, and the text at the place of each object is how it is written."""
    text = write(quads, by_name("trig"), prefixes={}).decode("utf-8")
    placed = statements(text)
    assert {(s.subject, s.predicate, s.object, s.graph or DefaultGraph()) for s in placed} == {
        tuple(quad) for quad in quads
    }
    for each in placed:
        assert text.startswith(str(each.subject), each.at[0])
        assert text.startswith(str(each.object)[:1], each.at[2]) or text[each.at[2]] in "-0123456789"
        assert Lines(text).place(each.at[2])[0] == text.count("\n", 0, each.at[2]) + 1


@pytest.mark.parametrize("text", ["<a", "<a> <b> c .", "x:a x:b x:c .", "[" * 5000, "<<( <a:a> <a:b> 1 )>> .", "\x00"])
def test_what_is_no_turtle_is_unreadable(text: str) -> None:
    """Rubbish is one kind of exception, which leaves a finding without a line."""
    with pytest.raises(Unreadable):
        statements(text)
