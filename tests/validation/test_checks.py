"""Check queries and the check of literals: each sees its fault, and a clean tree draws nothing but what is written here."""

from __future__ import annotations

import pytest

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem
from mfa_graph.findings import Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.validation.checks import LITERAL, check_literals, run_checks
from mfa_graph.vocabulary import BASE, MFA, PREFIXES

RECORD = BASE + "id/record/ilo-good-practices-58"
HEAD = f"@base <{BASE}> . @prefix mfa: <{PREFIXES['mfa']}> . "
FAULTS = {
    "blank-node-in-data": "<graph/curation> { <id/place/asia> mfa:partOf [ a mfa:Area ] }",
    "graph-without-passage": "<source/nowhere/1> { <id/place/asia> a mfa:Area }",
    "relation-of-another-source": """<graph/provenance> { <source/other/1> a mfa:Passage ;
        <http://www.w3.org/ns/oa#hasSource> <source/other> }
        <source/other/1> { <id/engagement/mfa-asean/ilo-good-practices-58> mfa:level <concept/level/global> }""",
    "unknown-term": """<source/ilo-good-practices-58/introduction-s3> { <id/process/saarc> mfa:levle <concept/level/global> }""",
    "relation-not-of-its-group": """<source/ilo-good-practices-58/introduction-s3> {
        <id/engagement/mfa-apec/ilo-good-practices-58> mfa:ofRelation <id/engagement/mfa-asean> }""",
    "label-preferred-and-alternative": """<source/ilo-good-practices-58/introduction-s3> {
        <id/process/saarc> <http://www.w3.org/2004/02/skos/core#altLabel> "SAARC"@en }""",
    "left-out-speaks": """<graph/provenance> {
        <source/ilo-good-practices-58/introduction-s3> mfa:leftOut "rests on the front page of a site"@en }""",
    "placeholder-left": """<source/ilo-good-practices-58/introduction-s3> {
        <id/process/saarc> <http://www.w3.org/2004/02/skos/core#altLabel> "…"@en }""",
    "label-whitespace": """<source/ilo-good-practices-58/introduction-s3> {
        <id/process/saarc> <http://www.w3.org/2004/02/skos/core#altLabel> "SAARC  countries"@en }""",
    "person-role-without-passage": """<graph/curation> {
        <id/person/somebody> a mfa:Person ; mfa:publicRole "senator"@en }""",
    "person-not-agreed": """<source/ilo-good-practices-58/introduction-s3> {
        <id/person/somebody> a mfa:Person ; mfa:publicRole "senator"@en }""",
    "contact-in-text": """<source/ilo-good-practices-58/introduction-s3> {
        <id/process/saarc> <http://www.w3.org/2004/02/skos/core#note> "Write to somebody@example.org"@en }""",
    "framework-line-against-themes": """<source/ilo-good-practices-58/thematic-areas> {
        <id/record/ilo-good-practices-58> mfa:theme <concept/theme/fair-recruitment> }""",
}
# What another check says of the same fault: a passage that is left out is told of, whether it speaks or not.
TOLD_BESIDES = {"left-out-speaks": {"row-left-out"}}


def test_a_clean_tree_draws_one_finding(founding: KnowledgeGraph, content: Content) -> None:
    """The founding record promises briefs and has none: that is the only thing the check queries find."""
    (finding,) = run_checks(founding, content)
    assert finding.rule == BASE + "check/promise-not-kept"
    assert (finding.focus, finding.severity) == (RECORD, Severity.INFO)
    assert finding.value == BASE + "id/initiative/yearbook-policy-briefs"
    assert finding.label == "Record 58 of the ILO good practices database"
    assert finding.file == "data/curation/records.ttl"


@pytest.mark.parametrize("rule", FAULTS)
def test_a_check_sees_its_fault(rule: str, content_copy: Content) -> None:
    """Each of the thirteen other checks finds the fault that is put in, and no further check speaks of it."""
    (content_copy.root / "data" / "fault.trig").write_text(HEAD + FAULTS[rule])
    report = run_checks(assemble(content_copy), content_copy)
    assert {finding.rule.removeprefix(BASE + "check/") for finding in report} == {
        rule,
        "promise-not-kept",
        *TOLD_BESIDES.get(rule, ()),
    }


def test_every_check_is_tried(content: Content) -> None:
    """There are fifteen checks: thirteen with a fault of their own, one that the record draws, and one that tells of rows."""
    assert {path.stem for path in content.files("queries/checks", ".rq")} == {
        *FAULTS,
        "promise-not-kept",
        "row-left-out",
    }


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("2015-05-05", "date", True),
        ("1990", "gYear", True),
        ("1990-01", "gYearMonth", True),
        ("2200", "integer", True),
        ("true", "boolean", True),
        ("P1Y", "duration", True),
        ("007", "integer", False),
        ("1", "boolean", False),
        ("1.50", "decimal", False),
        ("P12M", "duration", False),
        ("5", "byte", False),
        ("2015-05-05Z", "date", True),
    ],
)
def test_literals_that_a_store_rewrites_are_found(text: str, kind: str, kept: bool) -> None:
    """A value in canonical form passes; one that a store would rewrite is a violation that shows it."""
    literal = Literal(text, datatype=NamedNode(PREFIXES["xsd"] + kind))
    graph = KnowledgeGraph([Quad(NamedNode(RECORD), NamedNode(MFA.value), literal, NamedNode(BASE + "source/test/1"))])
    found = [(finding.rule, finding.value) for finding in check_literals(graph)]
    assert found == ([] if kept else [(LITERAL.iri, str(literal))])


@pytest.mark.parametrize("text", ["ASK {}", "SELECT ?thing { ?thing ?p ?o }"])
def test_a_check_that_selects_no_focus_is_refused(text: str, content_copy: Content, founding: KnowledgeGraph) -> None:
    """A check of another form is an error of the check that names its file."""
    file = content_copy.folder("queries") / "checks" / "promise-not-kept.rq"
    head = [line for line in file.read_text().splitlines() if line.startswith("#+")]
    file.write_text("\n".join([*head, text]))
    with pytest.raises(ContentProblem, match="A check must SELECT"):
        run_checks(founding, content_copy)


def test_a_check_with_a_wrong_head_is_refused(content_copy: Content, founding: KnowledgeGraph) -> None:
    """A severity that does not exist is an error of the check, not a finding."""
    file = content_copy.folder("queries") / "checks" / "promise-not-kept.rq"
    file.write_text(file.read_text().replace('"info"', '"fatal"'))
    with pytest.raises(ContentProblem, match="“fatal” is no severity"):
        run_checks(founding, content_copy)
