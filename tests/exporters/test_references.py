"""Citations: what is cited, in forms that reference managers read."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem
from mfa_graph.exporters.references import FORMS, Reference, of_release, sources_of
from mfa_graph.exporters.releases import Release, release_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import BASE
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
