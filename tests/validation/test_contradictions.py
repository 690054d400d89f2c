"""Contradictions as findings: a sentence, the statements that make it, and where they stand."""

from __future__ import annotations

from pathlib import Path

from mfa_graph.findings import Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store.syntax import read
from mfa_graph.validation.contradictions import SAME_RULE, check_contradictions
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
    assert finding.rule == SAME_RULE
    assert "they are the same thing. It rests on:" in finding.message
    assert finding.remedy == "Give them one address, or mend what they share."
    assert finding.message.count("source/test/1") == 4
