"""Contradictions as findings: a sentence, the statements that make it, and where they stand."""

from __future__ import annotations

from pathlib import Path

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.findings import Related, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store.syntax import read
from mfa_graph.validation.contradictions import MERGED, check_contradictions
from mfa_graph.validation.run import check
from mfa_graph.vocabulary import BASE, PREFIXES

HEAD = f"@base <{BASE}> . @prefix mfa: <{PREFIXES['mfa']}> . "


def with_passage(graph: KnowledgeGraph, folder: Path, turtle: str) -> KnowledgeGraph:
    """A graph and a passage that says some more."""
    file = folder / "more.trig"
    file.write_text(f"{HEAD} <source/test/1> {{ {turtle} }}")
    return graph.extended(read(file))


def test_the_record_contradicts_nothing(founding: KnowledgeGraph) -> None:
    """No rule finds a contradiction in the founding record, and no two things turn out to be the same."""
    assert len(check_contradictions(founding)) == 0


def test_a_person_where_a_place_should_stand(founding: KnowledgeGraph, tmp_path: Path) -> None:
    """An event held in a person makes the person a place; the finding names both statements and both sources."""
    graph = with_passage(founding, tmp_path, "<id/event/z> mfa:heldIn <id/person/jose-ramos-horta>")
    (finding,) = check_contradictions(graph)
    assert (finding.rule, finding.severity) == (BASE + "rule/cax-dw", Severity.VIOLATION)
    assert (finding.focus, finding.label) == (BASE + "id/person/jose-ramos-horta", "José Ramos-Horta")
    assert finding.file == "data/curation/persons.ttl"
    assert finding.message == (
        "Nothing is of the class “Person” and of the class “Place” at once, and José Ramos-Horta is. It rests on: "
        "id/event/z – held in – José Ramos-Horta (in source/test/1); "
        "José Ramos-Horta – rdf:type – Person (in graph/curation)."
    )


def test_two_things_with_one_code(founding: KnowledgeGraph, tmp_path: Path) -> None:
    """Two instruments with one code turn out to be the same thing, which nobody said: that is a violation."""
    code = 'mfa:instrumentCode "test:1"'
    graph = with_passage(founding, tmp_path, f"<id/a> a mfa:Instrument ; {code} . <id/b> a mfa:Instrument ; {code}")
    (finding,) = check_contradictions(graph)
    assert finding.rule == MERGED.iri
    assert "they are the same thing. It rests on:" in finding.message
    assert finding.remedy == "Give them one address, or mend what they share."
    assert finding.message.count("source/test/1") == 4


def test_each_statement_is_told_with_its_place(content_copy: Content, tmp_path: Path) -> None:
    """In a whole check a contradiction names, for each statement that it rests on, source, file, line and column."""
    file = content_copy.root / "data" / "mine" / "more.trig"
    file.parent.mkdir()
    place = "<id/event/mfa-founding/ilo-good-practices-58> mfa:heldIn <id/person/jose-ramos-horta>"
    file.write_text(f"{HEAD}\n<source/ilo-good-practices-58/title> {{\n  {place}\n}}\n")
    report = check(assemble(content_copy), content_copy)
    (finding,) = (finding for finding in report if finding.code == "cax-dw")
    held, born = finding.related
    assert held == Related(
        "id/event/mfa-founding/ilo-good-practices-58 – held in – José Ramos-Horta",
        BASE + "source/ilo-good-practices-58/title",
        "Migrant Forum in Asia (MFA), record 58 of the ILO good practices database on labour migration: Title",
        "data/mine/more.trig",
        3,
        3,
    )
    assert (born.statement, born.file) == ("José Ramos-Horta – rdf:type – Person", "data/curation/persons.ttl")
    written = (content_copy.root / born.file).read_text().splitlines()[born.line - 1]
    assert written[born.column - 1 :].startswith("<id/person/jose-ramos-horta>")
    assert born.cited == ""
