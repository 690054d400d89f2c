"""The register holds all that can be found, and each rule has its section on the page."""

from __future__ import annotations

import re
from collections import Counter

from mfa_graph.assets import Content
from mfa_graph.findings import PAGE, Report, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.rules import read_rules
from mfa_graph.validation.register import KINDS, register
from mfa_graph.validation.run import check
from mfa_graph.vocabulary import BASE
from tests.conftest import ROOT
from tests.shapes.support import constraints
from tests.validation.test_locate import SEEDS


def anchors() -> list[str]:
    """The anchors of the page of checks, as a code host makes them of its headings."""
    headings = re.findall(r"^#+ (.*)$", (ROOT / PAGE).read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]


def test_all_that_can_be_found_is_registered(content: Content) -> None:
    """All constraints, check queries, contradictions, checks of terms and of profiles are there: 230, 15, 19, 3 and 3."""
    rules = register(content)
    counts = {"shape": 230, "check query": 15, "contradiction": 19, "term": 3, "profile": 3}
    assert Counter(rule.kind for rule in rules) == counts
    assert {rule.code for rule in rules if rule.kind == "shape"} == set(constraints())
    assert {rule.code for rule in rules if rule.kind == "check query"} == {
        path.stem for path in content.files("queries/checks", ".rq")
    }
    names = {rule.name for rule in read_rules() if rule.is_contradiction}
    assert {rule.code for rule in rules if rule.kind == "contradiction"} == names | {"same"}
    assert set(KINDS) == {rule.kind for rule in rules}


def test_no_code_stands_for_two_rules(content: Content) -> None:
    """Codes differ, so that each is an anchor of its own; and every rule says what is wrong and what to do."""
    rules = register(content)
    assert len({rule.code for rule in rules}) == len(rules) == 270
    assert [rule.code for rule in rules if not (rule.title and rule.message and rule.remedy)] == []


def test_every_rule_has_its_section(content: Content) -> None:
    """The page has a heading for each rule, once, and the address of a rule leads to it."""
    found = Counter(anchors())
    assert [rule.code for rule in register(content) if found[rule.code] != 1] == []
    for rule in register(content):
        page, _, anchor = rule.docs.removeprefix(BASE).partition("#")
        assert (page, anchor) == ("docs/reference/checks.md", rule.code)


def test_findings_are_registered_and_their_addresses_lead_to_sections(
    content: Content, found_in_errors: Report
) -> None:
    """With every seeded error in the data, each finding is of a registered rule of the same weight, and its section is there."""
    report = found_in_errors
    rules = {rule.iri: rule for rule in register(content)}
    there = set(anchors())
    assert len({finding.rule for finding in report}) >= len({seed["code"] for seed in SEEDS}) >= 50
    for finding in report:
        assert rules[finding.rule].severity == finding.severity, finding
        assert finding.docs.rpartition("#")[2] in there
        assert not finding.file.startswith("/")
    assert {finding.severity for finding in report} == set(Severity)


def test_findings_say_what_people_call_their_source(whole: KnowledgeGraph, content: Content) -> None:
    """Each finding about what a passage says names the passage by its source's title and the place in it."""
    report = check(whole, content)
    sourced = [finding for finding in report if finding.source]
    assert len(sourced) > 100
    assert [finding.source for finding in sourced if ": " not in finding.cited] == []
    assert {finding.cited for finding in report if not finding.source} == {""}
    (promise,) = (finding for finding in report if finding.code == "promise-not-kept")
    assert promise.cited == (
        "Migrant Forum in Asia (MFA), record 58 of the ILO good practices database on labour migration: Section 1, sentence 9"
    )
