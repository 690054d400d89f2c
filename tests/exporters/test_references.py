"""Citations: what is cited, in forms that reference managers read."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem
from mfa_graph.exporters.references import FORMS, Reference, of_release, sources_of
from mfa_graph.exporters.releases import Release, release_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import BASE
from tests.cli.conftest import Run, run  # noqa: F401
from tests.conftest import ROOT

ODD = Reference(
    key="source-odd",
    kind="webpage",
    title=r"100 % of A & B_c #1 {x} $5 ~ ^ \n “é” 中",
    authors=("Núñez & Co", "The {mfa-graph} contributors"),
    issued="2026-11-24",
    address="https://example.org/a_b?c=%20&d={e}#f",
    publisher="Under_score & Sons",
    accessed="2026-11-23",
)


def bibtex(text: str) -> Any:
    """The entries of BibTeX text, as pybtex reads them."""
    from pybtex.database import parse_string

    return parse_string(text, "bibtex").entries


def plain(latex: str) -> str:
    """LaTeX as a reader sees it."""
    from pylatexenc.latex2text import LatexNodes2Text

    # Its table has a letter of its own for the circumflex.
    return str(LatexNodes2Text().latex_to_text(latex)).replace("ˆ", "^")


def test_the_release_is_that_of_the_citation_file(founding: KnowledgeGraph, content: Content) -> None:
    """Title, authors, licence and address are those that a reader of YAML finds in CITATION.cff, and the packages' too."""
    import yaml

    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    release = release_of(founding, content)
    assert (release.title, release.abstract, release.address) == (said["title"], said["abstract"], said["url"])
    assert (release.licence_name, release.version) == (said["license"], said["version"])
    assert list(release.authors) == [author["name"] for author in said["authors"]]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert list(release.authors) == [author["name"] for author in project["authors"]]


def test_a_citation_file_without_a_title_is_refused(founding: KnowledgeGraph, content_copy: Content) -> None:
    """What is missing in the file is named."""
    (content_copy.root / "CITATION.cff").write_text('abstract: "An abstract."\n')
    with pytest.raises(ContentProblem, match="“title” is missing"):
        release_of(founding, content_copy)


def test_pybtex_reads_odd_texts_back(release: Release) -> None:
    """Signs that TeX takes for commands are escaped, letters stay UTF-8, and an author with “and” or braces is one author."""
    text = FORMS["bibtex"]([ODD, of_release(release)])
    entries = bibtex(text)
    assert list(entries) == ["source-odd", f"mfa-graph-{release.version}"]
    odd = entries["source-odd"]
    assert plain(odd.fields["title"]) == ODD.title
    assert [plain(str(author)) for author in odd.persons["author"]] == list(ODD.authors)
    assert plain(odd.fields["publisher"]) == ODD.publisher
    assert odd.fields["url"] == "https://example.org/a_b?c=%20&d=%7Be%7D#f"
    assert (odd.fields["year"], odd.fields["urldate"]) == ("2026", "2026-11-23")
    assert "é” 中" in text


@pytest.mark.filterwarnings("ignore")
def test_citeproc_renders_the_items(release: Release) -> None:
    """A processor of CSL reads the items and prints author, year, title and address by a style."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(FORMS["csl"]([of_release(release), ODD]))
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"]) for item in items]))
    printed = "\n".join(str(line) for line in bibliography.bibliography())
    for words in ("The mfa-graph contributors", "2026", "a knowledge graph of labour-migration governance in Asia"):
        assert words in printed


def test_items_have_the_members_of_csl(release: Release) -> None:
    """Each item has an id and a type of CSL 1.0.2, names and dates in its form, and nothing that is empty."""
    items = json.loads(FORMS["csl"]([of_release(release), ODD]))
    known = {
        "id",
        "type",
        "title",
        "author",
        "issued",
        "accessed",
        "container-title",
        "publisher",
        "version",
        "URL",
        "note",
    }
    for item in items:
        assert {"id", "type", "title"} <= item.keys() <= known
        assert item["type"] in {"dataset", "entry", "webpage"}
        assert all(item.values())
        assert all(set(name) == {"literal"} for name in item["author"])
    assert items[0]["issued"] == {"date-parts": [[int(part) for part in release.date.split("-")]]}


def test_the_sources_of_a_thing_are_those_that_speak_of_it(founding: KnowledgeGraph, founding_content: Content) -> None:
    """By hand: of the founding record's data only the record speaks of Lawyers Beyond Borders; of no thing, no source."""
    found = sources_of(founding, founding_content, [f"{BASE}id/initiative/lawyers-beyond-borders"])
    assert [(each.key, each.publisher, each.accessed) for each in found] == [
        ("source-ilo-good-practices-58", "International Labour Organization", "2026-11-24")
    ]
    assert sources_of(founding, founding_content, []) == []
    assert sources_of(founding, founding_content, ["https://example.org/nothing"]) == []


def test_cite_names_thing_version_day_and_address(run: Run) -> None:  # noqa: F811
    """In words: an entry of this graph, with its address, the version, the day of the data, and the sources behind it."""
    done = run("cite", "MFA")
    assert (done.returncode, done.stderr) == (0, "")
    first, _, behind, source = done.stdout.splitlines()[:4]
    assert first == (
        "The mfa-graph contributors. “Migrant Forum in Asia”. In mfa-graph: a knowledge graph of labour-migration governance in "
        f"Asia. Version 0.1.0, data of 2026-11-24. {BASE}id/organisation/mfa"
    )
    assert behind == "Behind it stands 1 source; cite with a statement the one that it names:"
    assert source.endswith("p_practice_id=58 (seen 2026-11-24)")


def test_cite_names_question_parameters_and_day(run: Run) -> None:  # noqa: F811
    """An answer is cited by its question, what was asked for, and the day that it holds for."""
    done = run("cite", "q04", "--body", "Colombo Process", "--as-of", "2015-05-05", "--format", "csl")
    assert (done.returncode, done.stderr) == (0, "")
    first = json.loads(done.stdout)[0]
    assert first["note"] == "Question q04; body: Colombo Process; as of 2015-05-05"
    assert first["container-title"].startswith("mfa-graph: ")
    assert [item["id"] for item in json.loads(run("cite", "q04", "--no-sources", "--format", "csl").stdout)] == [
        "mfa-graph-q04"
    ]


@pytest.mark.parametrize("form", ["text", "bibtex", "csl"])
def test_no_day_comes_from_the_clock(run: Run, form: str) -> None:  # noqa: F811
    """Every year that is printed is one of the data, or, where it is set, of the day that a build is given."""
    done = run("cite", "--release", "--format", form, SOURCE_DATE_EPOCH="0")
    assert done.returncode == 0
    assert re.search(r"\b1970\b", done.stdout)
    assert not re.search(r"\b20\d\d\b", done.stdout)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Nothing is named that could be cited"),
        (["MFA", "--release"], "are two things"),
        (["Colombo Proces"], "did you mean “colombo process”"),
        (["q99"], "`mfa-graph ask` lists them"),
        (["q01", "--organization", "MFA"], "did you mean “organisation”"),
        (["MFA", "--organisation", "MFA"], "belongs to a question"),
        (["Process"], "name one of them: “Process” (mfa:Process) or “process” (mfa:process)"),
        (["MFA", "--format", "bibtx"], "did you mean “bibtex”"),
        ([""], "Nothing is called “”"),
        (["\x01é中"], "Nothing is called"),
    ],
)
def test_a_wrong_call_is_met_with_what_is_meant(run: Run, words: list[str], said: str) -> None:  # noqa: F811
    """Each ends with status 2 and what to do."""
    done = run("cite", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "What to do" in done.stderr
