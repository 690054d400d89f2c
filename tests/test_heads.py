"""Query files and their heads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_graph.errors import ContentProblem, MissingContent
from mfa_graph.heads import QueryFile, read_query
from mfa_graph.store import Literal, NamedNode, Solutions
from mfa_graph.store.embedded import EmbeddedStore

TEXT = """#+ id = "q99"
#+ [parameters.organisation]
#+ type = "thing"
SELECT ?organisation ?day {
  VALUES ?organisation { <http://example.org/a#b> } #+ organisation
  VALUES ?day { "2015-05-05"^^<http://www.w3.org/2001/XMLSchema#date> } #+ as-of
}
"""


@pytest.fixture
def query_file(tmp_path: Path) -> QueryFile:
    """A query file with a head and two parameters."""
    path = tmp_path / "q99.rq"
    path.write_text(TEXT)
    return read_query(path)


def test_the_head_is_read_as_values(query_file: QueryFile) -> None:
    """Lines that begin with #+ are TOML, tables included; the text stays whole."""
    assert query_file.head == {"id": "q99", "parameters": {"organisation": {"type": "thing"}}}
    assert query_file.text == TEXT


def test_marked_lines_are_parameters_with_defaults(query_file: QueryFile) -> None:
    """Each marked VALUES line is a parameter; an IRI with a hash in it does not end the line."""
    assert query_file.defaults == {
        "organisation": "<http://example.org/a#b>",
        "as-of": '"2015-05-05"^^<http://www.w3.org/2001/XMLSchema#date>',
    }


def test_only_what_is_named_is_filled(query_file: QueryFile) -> None:
    """A parameter that is not given keeps its default."""
    filled = query_file.filled({"organisation": [NamedNode("http://example.org/c")]})
    assert "VALUES ?organisation { <http://example.org/c> } #+ organisation" in filled
    assert '"2015-05-05"' in filled
    with pytest.raises(KeyError):
        query_file.filled({"nobody": []})


def test_a_parameter_is_one_line() -> None:
    """A VALUES line without a mark is no part of the parameter that a later line is, even with no hash between the two."""
    text = "SELECT ?x {\n  VALUES ?kind { <a:a> <a:b> }\n  VALUES ?x { 1 } #+ x\n}\n"
    file = QueryFile(Path("x.rq"), {}, text)
    assert file.defaults == {"x": "1"}
    assert file.filled({"x": [Literal("2")]}) == text.replace("{ 1 }", '{ "2" }')


@given(st.text(max_size=40))
def test_no_value_can_leave_its_place(value: str) -> None:
    """Whatever text is given as a value comes back as that value: it is a term, and never a piece of the query."""
    file = QueryFile(Path("x.rq"), {}, 'SELECT ?x {\n  VALUES ?x { "default" } #+ x\n}\n')
    answer = EmbeddedStore().query(file.filled({"x": [Literal(value)]}))
    assert isinstance(answer, Solutions)
    assert answer.rows == ((Literal(value),),)


def test_a_broken_head_names_its_line(tmp_path: Path) -> None:
    """A head that is not TOML is an error at the line of the fault."""
    path = tmp_path / "x.rq"
    path.write_text('#+ id = "q1"\n#+ title = no quotes\nSELECT * {}\n')
    with pytest.raises(ContentProblem) as caught:
        read_query(path)
    assert caught.value.place is not None
    assert caught.value.place.line == 2


def test_missing_and_unreadable_files_are_told_apart(tmp_path: Path) -> None:
    """A file that is not there and a file that is not UTF-8 are different errors, and neither is a traceback."""
    with pytest.raises(MissingContent):
        read_query(tmp_path / "nowhere.rq")
    (tmp_path / "latin.rq").write_bytes('#+ title = "é"'.encode("latin-1"))
    with pytest.raises(ContentProblem, match="not UTF-8"):
        read_query(tmp_path / "latin.rq")


def test_unknown_keys_do_not_pass(query_file: QueryFile) -> None:
    """A key that nobody reads is an error at its line, with the nearest key."""
    with pytest.raises(ContentProblem, match="unknown key “id”") as caught:
        query_file.refuse_unknown({"ids", "parameters"})
    assert "did you mean “ids”?" in str(caught.value)
    assert ":1:" in str(caught.value)
