"""Tables: each row and cell is in the graph, and other programs read them as we mean them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import time
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName, UsageProblem
from mfa_graph.exporters import parquet as parquet_module
from mfa_graph.exporters import sheets
from mfa_graph.exporters.columns import separated
from mfa_graph.exporters.csvw import csv_of
from mfa_graph.exporters.forms import FORMS
from mfa_graph.exporters.parquet import parquet_of
from mfa_graph.exporters.releases import Release
from mfa_graph.exporters.sheets import workbook_of
from mfa_graph.exporters.tables import IRI, Column, Table, table_of_class, tables_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, XSD
from tests.conftest import ROOT

MADE_UP = Table(
    name="oddities",
    title="Oddities",
    meaning="Cells that trip readers.",
    columns=(Column("iri", "IRI", "The address.", type=IRI), Column("text", "text", "A text.")),
    rows=tuple(
        ((f"https://example.org/{number}",), (text,) if text else ())
        for number, text in enumerate(
            [
                "=1+1",
                "+46",
                "-3",
                "@SUM(A1)",
                'a "quoted", text',
                "two\r\nlines",
                "  spaces ",
                "النص العربي",
                "",
                "\tTab",
            ]
        )
    ),
    about=MFA.Place,
)


def merged(graph: KnowledgeGraph) -> set[tuple[str, str, str]]:
    """The statements of the merged set as texts, datatypes left out."""
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in graph.merged
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    }


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, by Python's own reader, which knows nothing of ours."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spelt_out(name: str) -> str:
    """An IRI that the context of CSVW shortens, in full; anything else as it is."""
    prefix, _, local = name.partition(":")
    prefixes = {**PREFIXES, "dc": PREFIXES["dcterms"]}
    return prefixes[prefix] + local if prefix in prefixes else name


def test_every_class_has_as_many_rows_as_things(whole: KnowledgeGraph, content: Content) -> None:
    """The rows of each class's table are counted again by SPARQL, on all data."""
    tables = [table for table in tables_of(whole, content) if table.about]
    assert len(tables) == 27
    for table in tables:
        ((count,),) = whole.select(f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ ?thing a <{table.about}> }}")
        assert count is not None
        assert len(table.rows) == int(count.value), table.name
        assert len({row[0] for row in table.rows}) == len(table.rows)


def test_every_thing_has_a_row(founding: KnowledgeGraph, tables: dict[str, Table]) -> None:
    """Whatever has a class and is no term of the ontology stands in a table."""
    rows = founding.select(
        "SELECT DISTINCT ?thing { ?thing a ?class . "
        f"FILTER (STRSTARTS(STR(?thing), '{BASE}id/') || STRSTARTS(STR(?thing), '{BASE}source/') || "
        f"STRSTARTS(STR(?thing), '{BASE}concept/')) MINUS {{ GRAPH <{BASE}graph/unsourced> {{ ?thing a ?class }} }} }}"
    )
    inside = {row[0][0] for table in tables.values() if table.about for row in table.rows}
    assert len(rows) > 400
    assert {thing.value for (thing,) in rows if thing is not None} == inside


def test_every_cell_is_a_statement(founding: KnowledgeGraph, folder: Path, tables: dict[str, Table]) -> None:
    """Read back from the files, each value of a property's column is a statement of the merged set."""
    known, checked = merged(founding), 0
    for table in tables.values():
        for row in read(folder, table.name):
            for column in table.columns:
                if column.property and row[column.heading]:
                    cell = row[column.heading]
                    for value in cell.split(column.separator) if column.separator else [cell]:
                        assert (row["IRI"], column.property, value) in known
                        checked += 1
    assert checked > 5000


def test_every_said_statement_is_in_a_cell(founding: KnowledgeGraph, tables: dict[str, Table]) -> None:
    """The other way round: what passages say of things with a class is in the tables, but for their wider classes."""
    cells = {
        (row[0][0], column.property, value)
        for table in tables.values()
        if table.about
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if column.property
        for value in cell
    }
    said = [
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in founding.quads
        if "/source/" in str(quad.graph_name) and quad.predicate.value != RDF_TYPE
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    ]
    assert len(said) > 1500
    assert [each for each in said if each not in cells] == []


RDF_TYPE = PREFIXES["rdf"] + "type"


def test_links_are_those_of_the_passages(whole: KnowledgeGraph, content: Content) -> None:
    """Counted by SPARQL: members, contributors and seats join two things once for each passage; non-parties never."""
    table = table_of_class(whole, content, "links")
    graph, predicate = table.position("graph"), table.position("predicate")
    for shortcut, roles, end in (
        (MFA.memberOf, (MFA.memberParty, MFA.originMemberParty, MFA.destinationMemberParty), MFA.body),
        (MFA.hasRatified, (MFA.ratifyingState,), MFA.instrument),
        (MFA.operatesIn, (MFA.operator,), MFA.operatingPlace),
    ):
        values = " ".join(f"<{role}>" for role in roles)
        ((count,),) = whole.select(
            f"SELECT (COUNT(*) AS ?n) {{ VALUES ?role {{ {values} }} "
            f"GRAPH ?passage {{ ?node ?role ?actor ; <{end}> ?about }} ?passage a <{MFA.Passage}> }}"
        )
        found = [row for row in table.rows if row[predicate] == (shortcut,) and "/source/" in row[graph][0]]
        assert count is not None
        assert len(found) == int(count.value) > 15
    assert not [row for row in table.rows if MFA.nonParty in (*row[predicate], *row[table.position("role")])]


def test_links_bear_their_days_and_their_source(tables: dict[str, Table]) -> None:
    """By hand from the record: MFA founded Lawyers Beyond Borders in 2011 (section 5, sentence 1); a year is two bounds."""
    table = tables["links"]
    rows = [dict(zip([c.name for c in table.columns], row, strict=True)) for row in table.rows]
    (row,) = [
        row for row in rows
        if row["object_label"] == ("Lawyers Beyond Borders",) and row["role_label"] == ("Founder",)
    ]  # fmt: skip
    assert row["subject_label"] == ("Migrant Forum in Asia",)
    assert (row["earliestStart"], row["latestStart"]) == (("2011-01-01",), ("2011-12-31",))
    assert (row["earliestEnd"], row["latestEnd"]) == ((), ())
    assert row["locator"] == ("Section 5, sentence 1",)
    assert row["address"][0].startswith("https://www.ilo.org/dyn/migpractice/")


def test_the_file_follows_rfc_4180_and_alters_nothing() -> None:
    """Lines end in CRLF, quotes are doubled, and a cell that looks like a formula is written as it is; `bom` adds three bytes."""
    body = csv_of(MADE_UP)
    text = body.decode("utf-8")
    assert text.startswith("IRI,text\r\n")
    assert '"a ""quoted"", text"' in text
    assert [row["text"] for row in csv.DictReader(io.StringIO(text, newline=""))] == [
        "".join(row[1]) for row in MADE_UP.rows
    ]
    assert csv_of(MADE_UP, bom=True) == b"\xef\xbb\xbf" + body


def test_a_separator_stands_in_no_value() -> None:
    """Where a value holds the usual separator the next one is taken, and a column of single values has none."""
    column = Column("text", "text", "A text.")
    assert separated(column, [(("a", "b"),)], 0).separator == "|"
    assert separated(column, [(("a|b", "c"),)], 0).separator == "¦"
    assert separated(column, [(("a|b",),), ((),)], 0).separator == ""


def test_an_empty_cell_never_says_no(tables: dict[str, Table]) -> None:
    """No cell of a table has a word of ours for nothing: what is not known is empty, everywhere."""
    words = {"no", "none", "null", "n/a", "false", "not known", "unknown", "-"}
    cells = [value for table in tables.values() for row in table.rows for cell in row for value in cell]
    assert len(cells) > 10_000
    assert not [value for value in cells if value.casefold() in words]
    assert all(value for value in cells)


def test_frictionless_finds_the_package_valid(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Types, keys from table to table, bytes and hashes hold by an independent judge, which finds a fault that is put in."""
    import frictionless

    monkeypatch.chdir(folder)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["title", "type", "message"])[:5]
    assert report.stats["tasks"] == len(list(folder.glob("*.csv")))
    package = json.loads((folder / "datapackage.json").read_text())
    assert sum(len(resource["schema"].get("foreignKeys", ())) for resource in package["resources"]) > 70
    body = (folder / "contributions.csv").read_bytes()
    try:
        (folder / "contributions.csv").write_bytes(body.replace(b"/id/organisation/mfa,", b"/id/organisation/mfb,"))
        faults = {kind for (kind,) in frictionless.validate("datapackage.json").flatten(["type"])}
    finally:
        (folder / "contributions.csv").write_bytes(body)
    assert faults == {"foreign-key", "hash-count"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_reader_of_csvw_gets_the_statements_back(founding: KnowledgeGraph, folder: Path) -> None:
    """The csvw package finds the files valid, and its conversion gives single values back as statements of the graph."""
    from csvw.metadata import CSVW

    package = CSVW(str(folder / "csv-metadata.json"), validate=True)
    assert package.is_valid, package.warnings
    known, found = merged(founding), 0
    for thing in package.to_json(minimal=True):
        for name, value in thing.items():
            if name != "@id" and isinstance(value, str | int) and not isinstance(value, bool):
                assert {(thing["@id"], spelt_out(name), each) for each in (str(value), spelt_out(str(value)))} & known
                found += 1
    assert found > 2500


def test_keys_of_the_metadata_are_full(folder: Path) -> None:
    """A key to another table is declared only where no row lacks it, since readers differ over empty ones."""
    keys = 0
    for table in json.loads((folder / "csv-metadata.json").read_text())["tables"]:
        headings = {column["name"]: column["titles"] for column in table["tableSchema"]["columns"]}
        for key in table["tableSchema"].get("foreignKeys", ()):
            assert all(row[headings[key["columnReference"]]] for row in read(folder, table["url"].removesuffix(".csv")))
            keys += 1
    assert keys > 40


def test_a_workbook_reads_as_it_was_meant(tables: dict[str, Table], release: Release) -> None:
    """By openpyxl: a sheet for each table, frozen headings, filters, days as days, links to rows and pages, and no formula."""
    import openpyxl

    body = workbook_of([*tables.values(), MADE_UP], release)
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["Read me", *(table.title for table in tables.values()), "Oddities"]
    for table in tables.values():
        sheet = book[table.title]
        assert (sheet.max_row, sheet.max_column) == (len(table.rows) + 1, len(table.columns))
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        assert [cell.value for cell in sheet[1]] == [column.heading for column in table.columns]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in book["Oddities"]["B"][1:5]] == ["=1+1", "+46", "-3", "@SUM(A1)"]
    sources = book["Sources"]
    place = [cell.value for cell in sources[1]].index("seen on")
    assert isinstance(sources[2][place].value, datetime.datetime)
    linked = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert any(link.location and link.location.startswith("'Passages'!A") for link in linked)
    assert any((link.target or "").startswith("https://www.ilo.org/") for link in linked)
    assert "An empty cell is not known. It never means no." in [row[0].value for row in book["Read me"].iter_rows()]


def test_a_key_of_a_workbook_leads_to_its_row(tables: dict[str, Table], release: Release) -> None:
    """A link inside the workbook ends at the row of the very thing that the cell names."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook_of(list(tables.values()), release)))
    inside = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink and cell.hyperlink.location
    ]
    assert len(inside) > 500
    for cell in inside:
        name, row = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location or "").groups()  # type: ignore[union-attr]
        assert book[name].cell(int(row), 1).value == cell.value


def test_parquet_is_typed(tables: dict[str, Table], release: Release) -> None:
    """By DuckDB: as many rows, days as DATE, numbers as BIGINT, several values as a list, what is not known as NULL."""
    import duckdb
    import pyarrow.parquet

    sources = pyarrow.parquet.read_table(io.BytesIO(parquet_of(tables["sources"], release)))
    assert sources.schema.field("seenOn").metadata[b"property"] == MFA.seenOn.encode()
    assert sources.schema.metadata[b"date"] == release.date.encode()
    types = dict(duckdb.execute("SELECT column_name, column_type FROM (DESCRIBE sources)").fetchall())
    assert (types["seenOn"], types["passages"], types["license"]) == ("DATE", "BIGINT", "VARCHAR")
    counted = duckdb.execute("SELECT COUNT(*), COUNT(license), SUM(passages) FROM sources").fetchall()
    assert counted == [(len(tables["sources"].rows), 0, len(tables["passages"].rows))]
    initiatives = pyarrow.parquet.read_table(io.BytesIO(parquet_of(tables["initiatives"], release)))
    assert (
        dict(duckdb.execute("SELECT column_name, column_type FROM (DESCRIBE initiatives)").fetchall())["topic"]
        == "VARCHAR[]"
    )
    assert initiatives.num_rows == len(tables["initiatives"].rows)


def test_the_same_data_make_the_same_bytes(tables: dict[str, Table], release: Release) -> None:
    """Workbooks and Parquet carry no clock: two that are made two seconds apart, the grain of a ZIP, are equal."""
    some = [tables["sources"], tables["processes"]]
    first = workbook_of(some, release), parquet_of(tables["sources"], release)
    time.sleep(2.1)
    assert (workbook_of(some, release), parquet_of(tables["sources"], release)) == first


def test_a_missing_library_says_how_to_get_it(
    tables: dict[str, Table], release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its extra a form ends with the command that installs it."""
    monkeypatch.setattr(sheets, "find_spec", lambda name: None)
    monkeypatch.setattr(parquet_module, "find_spec", lambda name: None)
    with pytest.raises(UsageProblem, match=r'pip install "mfa-graph\[sheets\]"'):
        workbook_of([tables["sources"]], release)
    with pytest.raises(UsageProblem, match=r'pip install "mfa-graph\[tables\]"'):
        parquet_of(tables["sources"], release)


def test_days_that_a_calendar_lacks_stay_text(release: Release) -> None:
    """A day before 1900 is text in a workbook, and a column with an odd day is text in Parquet: nothing is changed to fit."""
    import openpyxl
    import pyarrow.parquet

    column = Column("day", "day", "A day.", property=MFA.asOf, type=XSD.date)
    table = Table(
        "days",
        "Days",
        "Days.",
        (MADE_UP.columns[0], column),
        ((("urn:a",), ("1899-12-31",)), (("urn:b",), ("2015-05-05Z",))),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of([table], release)))["Days"]
    assert sheet["B2"].value == "1899-12-31"
    read_back = pyarrow.parquet.read_table(io.BytesIO(parquet_of(table, release)))
    assert read_back["day"].to_pylist() == ["1899-12-31", "2015-05-05Z"]


@pytest.mark.parametrize("name", ["Country", "countries", "mfa:Country", MFA.Country, "country"])
def test_a_narrow_class_has_a_table_when_it_is_asked_for(
    founding: KnowledgeGraph, founding_content: Content, name: str
) -> None:
    """A class is named by its name, label, plural, prefixed name or IRI."""
    table = table_of_class(founding, founding_content, name)
    ((count,),) = founding.select(f"SELECT (COUNT(?place) AS ?n) {{ ?place a <{MFA.Country}> }}")
    assert count is not None
    assert (table.name, len(table.rows)) == ("countries", int(count.value))


def test_an_unknown_class_is_met_with_near_ones(founding: KnowledgeGraph, founding_content: Content) -> None:
    """A misspelt class is a wrong call that names the nearest."""
    with pytest.raises(UnknownName, match="did you mean “Country”"):
        table_of_class(founding, founding_content, "Contry")


def test_every_form_is_on_the_page() -> None:
    """The page of tables, networks and maps names each form that export knows, and no other."""
    page = (ROOT / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(FORMS)


def test_classes_above_each_other_do_not_end_the_program(founding: KnowledgeGraph, founding_content: Content) -> None:
    """A loop of classes or of properties, which OWL allows, is walked once, and the tables are the same."""
    ontology = NamedNode(f"{BASE}graph/ontology")
    loops = [
        Quad(NamedNode(below), NamedNode(PREFIXES["rdfs"] + word), NamedNode(above), ontology)
        for word, below, above in (
            ("subClassOf", MFA.Country, MFA.Country),
            ("subPropertyOf", MFA.relatesFrom, MFA.party),
            ("subPropertyOf", MFA.party, MFA.party),
        )
    ]
    looped = tables_of(founding.extended(loops), founding_content)
    assert [(table.name, len(table.rows)) for table in looped] == [
        (table.name, len(table.rows)) for table in tables_of(founding, founding_content)
    ]
