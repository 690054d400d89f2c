"""RDF Patch: that it leads from one dataset to the other, on random ones, and what is refused."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfa_graph.errors import ContentProblem, MfaGraphError, MissingContent, SyntaxProblem
from mfa_graph.releases.contents import read_exactly
from mfa_graph.releases.patch import Patch, applied, patch_of, read_patch
from mfa_graph.store import BlankNode, DefaultGraph, Literal, NamedNode, Quad

XSD = "http://www.w3.org/2001/XMLSchema#"

addresses = st.sampled_from([NamedNode(f"http://example.org/{name}") for name in ("a", "b#.c", "d.#e", "é")])
blanks = st.sampled_from([BlankNode(name) for name in ("x", "y", "z")])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda text: Literal(text, language="en"), texts),
    st.builds(lambda text: Literal(text, datatype=NamedNode(XSD + "integer")), st.sampled_from(["7", "007", "seven"])),
)
quads = st.builds(
    Quad,
    st.one_of(addresses, blanks),
    addresses,
    st.one_of(addresses, blanks, literals),
    st.one_of(addresses, st.just(DefaultGraph())),
)
datasets = st.lists(quads, max_size=12).map(read_exactly)


def reread(patch: Patch) -> Patch:
    """A patch after it was written and read again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "change.rdfp"
        path.write_text(patch.text(), encoding="utf-8", newline="")
        return read_patch(path)


@settings(max_examples=60, deadline=None)
@given(datasets, datasets)
def test_a_patch_leads_from_one_dataset_to_the_other(one: frozenset[Quad], other: frozenset[Quad]) -> None:
    """Applied to the one it gives the other, and reversed it leads back, also after it was written and read."""
    patch = patch_of(one, other)
    again = reread(patch)
    assert (again.removed, again.added) == (patch.removed, patch.added)
    assert applied(again, one) == other
    assert applied(patch.reversed, other) == one


@settings(max_examples=20, deadline=None)
@given(datasets)
def test_equal_datasets_differ_in_nothing(one: frozenset[Quad]) -> None:
    """The patch between equal datasets has no row that changes anything, and changes nothing."""
    patch = patch_of(one, one)
    assert patch.text().splitlines()[1:] == ["TX .", "TC ."]
    assert applied(patch, one) == one


@settings(max_examples=20, deadline=None)
@given(datasets, datasets)
def test_a_patch_fits_one_dataset(one: frozenset[Quad], other: frozenset[Quad]) -> None:
    """To what already has the change the patch is not applied, unless it changes nothing."""
    patch = patch_of(one, other)
    if one != other:
        with pytest.raises(ContentProblem, match="not for this graph"):
            applied(patch, other)


def test_a_patch_as_it_is_written() -> None:
    """Header, then what goes, then what comes, in one transaction; the id depends on the rows alone."""
    subject, predicate = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
    old = Quad(subject, predicate, Literal("a\nb"), NamedNode("http://example.org/g"))
    new = Quad(subject, predicate, BlankNode("c14n0"))
    text = patch_of(frozenset([old]), frozenset([new]), {"old": "<http://example.org/1>"}).text()
    assert text.splitlines()[1:] == [
        "H old <http://example.org/1> .",
        "TX .",
        r'D <http://example.org/s> <http://example.org/p> "a\nb" <http://example.org/g> .',
        "A <http://example.org/s> <http://example.org/p> _:c14n0 .",
        "TC .",
    ]
    first = text.splitlines()[0]
    assert first.startswith("H id <uuid:")
    assert patch_of(frozenset([old]), frozenset([new])).text().startswith(first)


ROW = "<http://example.org/s> <http://example.org/p> <http://example.org/o>"


@pytest.mark.parametrize(
    ("rows", "removed", "added"),
    [
        (f"A {ROW} .", 0, 1),
        (f'# a comment\n\n  TX .\nPA "ex" "http://example.org/" .\nD\t{ROW} . # gone\nTC .', 1, 0),
        (f"TX .\nA {ROW} .\nTA .\nTX .\nTC .\nH id <uuid:1> .", 0, 0),
        (f"TX .\nA {ROW} .\nD {ROW} .\nTC .", 0, 0),
        (f"D {ROW} .\nA {ROW} .\nD {ROW} .", 1, 0),
    ],
)
def test_patches_of_others_are_read(tmp_path: Path, rows: str, removed: int, added: int) -> None:
    """Comments, prefixes, several transactions and aborted ones are read; what comes and goes again is no change."""
    path = tmp_path / "change.rdfp"
    path.write_text(rows)
    patch = read_patch(path)
    assert (len(patch.removed), len(patch.added)) == (removed, added)


@pytest.mark.parametrize(
    ("rows", "words", "line"),
    [
        ("", "no row", 1),
        ("hello", "no row of an RDF Patch", 1),
        (f"TX .\nA {ROW} .", "breaks off", 2),
        (f"A {ROW}", "cannot be read", 1),
        ("A .", "cannot be read|one statement", 1),
        ("A", "one statement", 1),
        (f"A {ROW} . {ROW} .", "cannot be read|one statement", 1),
        ("TX .\nA ex:s ex:p ex:o .\nTC .", "cannot be read", 2),
        ("TX .\nTX .", "inside another", 2),
        ("TC .", "none has begun", 1),
        ("TX", "does not end with a dot", 1),
        ("H id <uuid:1>", "does not end with a dot", 1),
    ],
)
def test_what_is_no_patch_is_refused(tmp_path: Path, rows: str, words: str, line: int) -> None:
    """A row that cannot be read, or a patch that breaks off, is refused with its line."""
    path = tmp_path / "change.rdfp"
    path.write_text(rows)
    with pytest.raises(SyntaxProblem, match=words) as raised:
        read_patch(path)
    assert raised.value.place is not None
    assert raised.value.place.line == line


@pytest.mark.parametrize(("body", "kind"), [(None, MissingContent), (b"A \xff", ContentProblem)])
def test_what_cannot_be_read_is_said(tmp_path: Path, body: bytes | None, kind: type[MfaGraphError]) -> None:
    """A patch that is not there, or no text, is an error of its kind."""
    path = tmp_path / "change.rdfp"
    if body is not None:
        path.write_bytes(body)
    with pytest.raises(kind):
        read_patch(path)
