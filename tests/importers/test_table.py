"""Tables of facts: what comes in, and what is refused with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, MfaGraphError, MissingContent
from mfa_graph.importers.table import read_tables
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, RDF

SETTINGS = """title = "Seats"
rows = 2
key = ["body", "country", "source"]
[columns.body]
type = "thing"
of = "process"
required = true
[columns.country]
type = "thing"
of = "place"
required = true
[columns.role]
type = "choice"
choices = ["member", "observer"]
[columns.start]
type = "date"
[columns.count]
type = "integer"
[columns.page]
type = "address"
[columns.source]
type = "source"
required = true
[columns.left_out]
type = "text"
"""
ROWS = """body,country,role,start,count,page,source,left_out
asean,phl,member,1967-08-08,,,news-1,
asean,tls,observer,2022,7,https://example.org/a?b=c,news-2,
"""
SOURCES = """key,address,path,kind,title,publisher,seen
news-1,https://example.org/1,,news,One,,2026-11-24
news-2,https://github.com/a/b,data/x.csv,secondary-table,,ilo,2026-11-23
"""
MAPPING = """#+ title = "Seats"
PREFIX mfa: <https://w3id.org/mfa-graph/ontology#>
CONSTRUCT { ?node a mfa:Membership ; mfa:memberParty ?country ; mfa:body ?body ; mfa:start ?start ; mfa:value ?count }
WHERE {
  VALUES (?body ?bodySlug ?country ?countrySlug ?start ?count ?sourceSlug) { (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF) } #+ row
  BIND (IRI(CONCAT("https://w3id.org/mfa-graph/id/membership/", ?bodySlug, "-", ?countrySlug, "/", ?sourceSlug)) AS ?node)
}
"""
KNOWN = {f"{BASE}id/{name}" for name in ("process/asean", "place/phl", "place/tls", "place/tha")}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The folder of a small table with two rows and two sources."""
    folder = tmp_path / "data" / "seats"
    folder.mkdir(parents=True)
    for name, text in {"table.toml": SETTINGS, "rows.csv": ROWS, "sources.csv": SOURCES, "mapping.rq": MAPPING}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def quads_of(table: Path) -> tuple[Quad, ...]:
    """What the one table of a content root brings."""
    (read,) = read_tables(Content(table.parents[1]), KNOWN)
    return tuple(read.written)


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_row_is_a_passage_of_its_source(table: Path) -> None:
    """A row's statements stand in a graph whose address comes from source and key; the passage has locator and source."""
    passage = NamedNode(f"{BASE}source/news-1/seats-asean-phl")
    said = {(quad.predicate.value, str(quad.object)) for quad in quads_of(table) if quad.graph_name == passage}
    assert said == {
        (RDF.type, f"<{MFA.Membership}>"),
        (MFA.memberParty, f"<{BASE}id/place/phl>"),
        (MFA.body, f"<{BASE}id/process/asean>"),
        (MFA.start, f'"1967-08-08"^^<{PREFIXES["xsd"]}date>'),
    }
    about = {quad.predicate.value: quad.object for quad in quads_of(table) if quad.subject == passage}
    assert about[MFA.locator] == Literal("asean, phl", language="en")
    assert about[PREFIXES["oa"] + "hasSource"] == NamedNode(f"{BASE}source/news-1")


def test_cells_become_terms_of_their_type(table: Path) -> None:
    """A year is a gYear and a count an integer; empty cells make no statement."""
    node = NamedNode(f"{BASE}id/membership/asean-tls/news-2")
    said = {quad.predicate.value: str(quad.object) for quad in quads_of(table) if quad.subject == node}
    assert said[MFA.start] == f'"2022"^^<{PREFIXES["xsd"]}gYear>'
    assert said[MFA.value] == f'"7"^^<{PREFIXES["xsd"]}integer>'
    other = NamedNode(f"{BASE}id/membership/asean-phl/news-1")
    assert MFA.value not in {quad.predicate.value for quad in quads_of(table) if quad.subject == other}


def test_a_file_in_a_repository_is_a_source(table: Path) -> None:
    """A source with a path has an address that leads to the file, a publisher, and a title made of both where it has none."""
    source = NamedNode(f"{BASE}source/news-2")
    about = {quad.predicate.value: quad.object for quad in quads_of(table) if quad.subject == source}
    assert about[PREFIXES["schema"] + "url"] == NamedNode("https://github.com/a/b/blob/HEAD/data/x.csv")
    assert about[PREFIXES["dcterms"] + "publisher"] == NamedNode(f"{BASE}id/organisation/ilo")
    assert about[PREFIXES["dcterms"] + "title"] == Literal("https://github.com/a/b, data/x.csv", language="en")


def test_a_row_left_out_stays_in_sight(table: Path) -> None:
    """A row with a reason makes no statement, and its passage carries the reason."""
    change(table / "rows.csv", "https://example.org/a?b=c,news-2,", "https://example.org/a?b=c,news-2,a front page")
    passage = NamedNode(f"{BASE}source/news-2/seats-asean-tls")
    quads = quads_of(table)
    assert not [quad for quad in quads if quad.graph_name == passage]
    assert [quad.object for quad in quads if quad.subject == passage and quad.predicate.value == MFA.leftOut] == [
        Literal("a front page", language="en")
    ]


def test_the_order_of_rows_does_not_matter(table: Path) -> None:
    """Rows in another order bring the same statements: addresses come from keys."""
    before = set(quads_of(table))
    heading, *rows = ROWS.splitlines()
    (table / "rows.csv").write_text("\n".join([heading, *reversed(rows)]) + "\n")
    assert set(quads_of(table)) == before


def test_a_table_may_belong_to_one_graph(table: Path) -> None:
    """A table without sources puts all its rows into the graph that it names."""
    settings = SETTINGS.replace('[columns.source]\ntype = "source"\nrequired = true\n', "").replace(', "source"]', "]")
    (table / "table.toml").write_text('graph = "graph/curation"\n' + settings)
    (table / "rows.csv").write_text("body,country,role,start,count,page,left_out\nasean,phl,,,,,\nasean,tls,,,,,\n")
    change(
        table / "mapping.rq",
        " ?sourceSlug) { (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF) }",
        ") { (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF) }",
    )
    change(table / "mapping.rq", ', "/", ?sourceSlug', "")
    assert {quad.graph_name for quad in quads_of(table)} == {NamedNode(f"{BASE}graph/curation")}


FAULTS = {
    "an unknown column": ("rows.csv", ",role,", ",rôle,", "Nobody reads the column “rôle”", "rows.csv:1:3"),
    "a missing column": ("rows.csv", ",left_out\n", "\n", "The column “left_out” is missing", "rows.csv:1"),
    "an unknown code": ("rows.csv", "asean,phl", "asean,php", "Nothing has the code “php” here", "rows.csv:2:2"),
    "a day that does not exist": ("rows.csv", "1967-08-08", "1967-02-30", "“1967-02-30” is no date", "rows.csv:2:4"),
    "a date day first": ("rows.csv", "1967-08-08", "08.08.1967", "“08.08.1967” is no date", "rows.csv:2:4"),
    "an unknown choice": ("rows.csv", ",observer,", ",observr,", "“observr” does not fit “role”", "rows.csv:3:3"),
    "a number in words": ("rows.csv", ",7,", ",seven,", "“seven” is not a whole number", "rows.csv:3:5"),
    "an address with a space": ("rows.csv", "a?b=c", "a b", "is not a web address", "rows.csv:3:6"),
    "a source that is not described": (
        "rows.csv",
        "news-2",
        "news-3",
        "No source has the key “news-3”",
        "rows.csv:3:7",
    ),
    "an empty cell that is needed": ("rows.csv", "asean,phl", "asean,", "The cell “country” is empty", "rows.csv:2:2"),
    "a comma too many": ("rows.csv", ",news-1,", ",,news-1,", "9 cells under 8 columns", "rows.csv:2"),
    "the same key twice": (
        "rows.csv",
        "asean,tls,observer,2022,7,https://example.org/a?b=c,news-2",
        "asean,phl,observer,2022,,,news-1",
        "the key of line 2",
        "rows.csv:3",
    ),
    "too few rows": ("table.toml", "rows = 2", "rows = 3", "has 2 rows and expects at least 3", "rows.csv"),
    "an unknown setting": ("table.toml", "rows = 2", "rows = 2\nrow = 2", "Nobody reads the key “row”", "table.toml"),
    "a missing setting": ("table.toml", "rows = 2\n", "", "The key “rows” is missing", "table.toml"),
    "an unknown type": ("table.toml", '"integer"', '"number"', "no type that is known", "table.toml"),
    "an unknown key of a column": (
        "table.toml",
        "required = true",
        "needed = true",
        "unknown key “needed”",
        "table.toml",
    ),
    "a number in words for rows": (
        "table.toml",
        "rows = 2",
        'rows = "2"',
        "The key “rows” is not of type int",
        "table.toml",
    ),
    "a key that is no column": (
        "table.toml",
        '"country", "source"]',
        '"land", "source"]',
        "names “land”, which is no column",
        "table.toml",
    ),
    "a column that is not described": (
        "table.toml",
        "[columns.body]",
        'columns.x = "y"\n[columns.body]',
        "The column “x” is not described",
        "table.toml",
    ),
    "a quote that is not closed": (
        "rows.csv",
        "asean,tls,observer",
        'asean,tls,"observer',
        "This is not CSV",
        "rows.csv:3",
    ),
    "a mapping of another form": (
        "mapping.rq",
        MAPPING.splitlines(keepends=True)[2],
        "ASK\n",
        "must be a CONSTRUCT query",
        "mapping.rq:1",
    ),
    "settings that are not TOML": ("table.toml", "rows = 2", "rows : 2", "not TOML", "table.toml"),
    "an unknown kind of source": (
        "sources.csv",
        ",news,",
        ",gossip,",
        "“gossip” is not good for “kind”",
        "sources.csv:2:4",
    ),
    "a source seen on no day": (
        "sources.csv",
        "2026-11-23",
        "2026-11",
        "“2026-11” is not good for “seen”",
        "sources.csv:3:7",
    ),
    "a key that is no slug": ("sources.csv", "news-1,", "News 1,", "“News 1” is not good for “key”", "sources.csv:2:1"),
    "a variable without a column": (
        "mapping.rq",
        "?count ?sourceSlug",
        "?counts ?sourceSlug",
        "no column for ?counts",
        "mapping.rq:5",
    ),
    "a row that maps to nothing": (
        "mapping.rq",
        '"/", ?sourceSlug',
        '"/", ?nobody',
        "makes no statement of this row",
        "rows.csv:2",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_at_its_place(fault: str, table: Path) -> None:
    """Each of the faults is refused with what is wrong, where, and what to do; nothing is dropped in silence."""
    name, old, new, message, place = FAULTS[fault]
    change(table / name, old, new)
    with pytest.raises(MfaGraphError, match=message.replace("?", r"\?")) as caught:
        quads_of(table)
    assert isinstance(caught.value, ContentProblem | MissingContent)
    assert str(caught.value.place).endswith(place)
    assert caught.value.remedy


def test_the_number_of_faults() -> None:
    """No fault has been lost from the list."""
    assert len(FAULTS) == 28


@pytest.mark.parametrize("name", ["rows.csv", "sources.csv", "mapping.rq"])
def test_a_missing_file_is_named(name: str, table: Path) -> None:
    """A table without one of its files is an error that names it."""
    (table / name).unlink()
    with pytest.raises(MissingContent) as caught:
        quads_of(table)
    assert str(caught.value.place).endswith(name)
