"""Reading and writing RDF files."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.errors import MissingContent, SyntaxProblem
from mfa_graph.formats import FORMATS, Format
from mfa_graph.store import Quad
from mfa_graph.store.syntax import canonical, read, write

EXAMPLE = """@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:number "007"^^xsd:integer ; ex:list ( 1.50 "x"@fil-PH ) ; ex:year "1990"^^xsd:gYear .
"""
FAULTS = {
    "x.ttl": ("ex:a ex:b ex:c .", 1),
    "x.trig": ("<a:g> {\n <a:a> <a:b> .\n}", 2),
    "x.nt": ("<a:a> <a:b> <a:c> .\n<a:a> <a:b> .", 2),
    "x.nq": ("<a:a> <a:b> <a:c> <a:d> <a:e> .", 1),
    "x.rdf": ("<rdf:RDF>", None),
    "x.jsonld": ("{", None),
}


@pytest.fixture
def example(tmp_path: Path) -> list[Quad]:
    """Quads with lexical forms and a list that are easily lost."""
    path = tmp_path / "example.ttl"
    path.write_text(EXAMPLE)
    return canonical(read(path))


@pytest.mark.parametrize("syntax", FORMATS, ids=lambda syntax: syntax.name)
def test_what_was_read_is_what_is_written(syntax: Format, example: list[Quad], tmp_path: Path) -> None:
    """Through each of the six syntaxes the quads come back the same, to the letter of each literal."""
    path = tmp_path / f"copy{syntax.suffix}"
    path.write_bytes(write(example, syntax, prefixes={"ex": "http://example.org/"}))
    assert canonical(read(path)) == example
    assert len(example) == 7


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_its_file_and_line(name: str, tmp_path: Path) -> None:
    """A file that breaks its format's grammar gives an error with the file and, where the parser knows it, the line."""
    text, line = FAULTS[name]
    (tmp_path / name).write_text(text)
    with pytest.raises(SyntaxProblem, match="What to do") as caught:
        read(tmp_path / name)
    assert caught.value.place is not None
    assert caught.value.place.file == tmp_path / name
    assert line is None or caught.value.place.line == line


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    """Latin-1 text is refused, not guessed at."""
    (tmp_path / "x.ttl").write_bytes('<a:a> <a:b> "é" .'.encode("latin-1"))
    with pytest.raises(SyntaxProblem):
        read(tmp_path / "x.ttl")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """A file that an editor began with a byte order mark reads like any other."""
    (tmp_path / "x.ttl").write_bytes(b"\xef\xbb\xbf<a:a> <a:b> <a:c> .")
    assert len(read(tmp_path / "x.ttl")) == 1


def test_no_file_and_no_format_are_told_apart(tmp_path: Path) -> None:
    """A file that is not there is missing; a suffix that names no syntax is a fault of the name."""
    with pytest.raises(MissingContent):
        read(tmp_path / "nowhere.ttl")
    with pytest.raises(SyntaxProblem, match=r"No RDF format has the suffix “\.txt”"):
        read(tmp_path / "x.txt")


def test_canonical_quads_do_not_depend_on_blank_node_names(tmp_path: Path) -> None:
    """Two files that differ in the names of blank nodes and in order are the same quads."""
    (tmp_path / "a.nt").write_text("_:x <a:p> _:y .\n_:y <a:p> <a:o> .\n")
    (tmp_path / "b.nt").write_text("_:n <a:p> <a:o> .\n_:m <a:p> _:n .\n")
    assert canonical(read(tmp_path / "a.nt")) == canonical(read(tmp_path / "b.nt"))
