"""A report as JUnit XML, which every CI server counts: one case for each rule, failed where the rule was broken."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from mfa_graph.findings import Finding, Report, Rule, Severity, code_of, counted
from mfa_graph.validation.reports.words import by_rule, one_line, subject_of

__all__ = ["as_junit"]


def as_junit(report: Report, *, rules: Sequence[Rule] = (), least: Severity = Severity.VIOLATION) -> str:
    """The report as one suite. A rule whose findings all weigh less than `least` passes, and tells them as its output.

    `rules` are those that were tried, so that a rule without findings is counted as one that holds.
    """
    groups = dict(by_rule(report))
    found = {rule for _, rule in groups}
    cases = groups | {(rule.severity, rule.iri): [] for rule in rules if rule.iri not in found}
    failures = sum(_is_failure(findings, least) for findings in groups.values())
    counts = {
        "name": "mfa-graph check",
        "tests": str(len(cases)),
        "failures": str(failures),
        "errors": "0",
        "time": "0",
    }
    suites = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(suites, "testsuite", counts | {"skipped": "0"})
    for (severity, rule), findings in cases.items():
        case = ElementTree.SubElement(
            suite,
            "testcase",
            {"name": one_line(code_of(rule)), "classname": f"mfa-graph.{severity.word}", "time": "0"},
        )
        if findings:
            _tell(case, findings, fails=_is_failure(findings, least))
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _is_failure(findings: list[Finding], least: Severity) -> bool:
    return any(finding.severity >= least and not finding.waived for finding in findings)


def _tell(case: ElementTree.Element, findings: list[Finding], *, fails: bool) -> None:
    severity = findings[0].severity
    told = "\n".join(line for finding in findings for line in _lines(finding))
    if fails:
        words = f"{counted(len(findings), severity.word)}: {one_line(findings[0].message)}"
        ElementTree.SubElement(case, "failure", {"message": words, "type": severity.word}).text = told
    else:
        ElementTree.SubElement(case, "system-out").text = told


def _lines(finding: Finding) -> list[str]:
    place = f"{one_line(finding.place)}: " if finding.file else ""
    value = f", value {one_line(finding.value)}" if finding.value else ""
    return [
        f"{place}{one_line(subject_of(finding))} <{one_line(finding.focus)}>{value}: {one_line(finding.told)}",
        *(f"  {one_line(line)}" for line in finding.advice),
        *([f"  waived {one_line(finding.waived)}"] if finding.waived else []),
        *([f"  said by {one_line(finding.cited)}"] if finding.cited else []),
        *(f"  rests on {one_line(each.place or each.source)}: {one_line(each.statement)}" for each in finding.related),
    ]
