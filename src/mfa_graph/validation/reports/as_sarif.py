"""A report as SARIF 2.1.0 (OASIS, errata 01), which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import mfa_graph
from mfa_graph.findings import Finding, Related, Report, Rule, Severity
from mfa_graph.validation.reports.words import one_line, rule_id, sentence_of, subject_of
from mfa_graph.vocabulary import BASE

__all__ = ["as_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_MARKED = {"{": "{{", "}": "}}", "[": "\\[", "]": "\\]", "\\": "\\\\"}


def as_sarif(report: Report, *, rules: Sequence[Rule] = ()) -> str:
    """The report as one run; `rules` are those that were tried, so that rules without findings are known to hold."""
    described = {rule.code if rule.docs else rule.iri: _rule(rule) for rule in rules}
    for finding in report:
        described.setdefault(rule_id(finding), _unregistered(finding))
    index = {name: number for number, name in enumerate(described)}
    driver = {
        "name": "mfa-graph",
        "version": mfa_graph.__version__,
        "informationUri": BASE,
        "rules": list(described.values()),
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index[rule_id(finding)]) for finding in report],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    told = f"{rule.message} {rule.remedy}".strip()
    described: dict[str, Any] = {
        "id": rule.code if rule.docs else rule.iri,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title}. {rule.why}".strip()},
        "help": {"text": told, "markdown": told},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"iri": rule.iri, "kind": rule.kind},
    }
    return described | ({"helpUri": rule.docs} if rule.docs else {})


def _unregistered(finding: Finding) -> dict[str, Any]:
    """A rule of which no more is known than its findings say."""
    described: dict[str, Any] = {
        "id": rule_id(finding),
        "shortDescription": {"text": one_line(finding.code) or "A rule without a name"},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"iri": finding.rule},
    }
    return described | ({"helpUri": finding.docs} if finding.docs else {})


def _result(finding: Finding, number: int) -> dict[str, Any]:
    named = {"name": subject_of(finding), "fullyQualifiedName": finding.focus, "kind": "resource"}
    location = {"logicalLocations": [named]} | _physical(finding)
    known = {name: getattr(finding, name) for name in ("label", "path", "value", "node", "source", "cited", "remedy")}
    result: dict[str, Any] = {
        "ruleId": rule_id(finding),
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": _marked(sentence_of(finding))},
        "locations": [location],
        "partialFingerprints": {"finding/v1": finding.fingerprint},
        "properties": {name: value for name, value in known.items() if value},
    }
    if finding.waived:  # what a profile puts up with is shown as such and not counted (SARIF 3.27.23)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived}]
    if finding.related:
        result["relatedLocations"] = [_related(each, number) for number, each in enumerate(finding.related, 1)]
    return result


def _related(related: Related, number: int) -> dict[str, Any]:
    words = f"{related.statement} ({related.cited or related.source})"
    return {"id": number, "message": {"text": _marked(words)}} | _physical(related)


def _physical(placed: Finding | Related) -> dict[str, Any]:
    """The place in a file; nothing where it is not known."""
    if not placed.file:
        return {}
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(placed.file, safe="/")}}
    if placed.line:
        column = {"startColumn": placed.column} if placed.column else {}
        location["region"] = {"startLine": placed.line} | column
    return {"physicalLocation": location}


def _marked(text: str) -> str:
    """A text in which no brace is a placeholder and no bracket a link (SARIF 3.11.5 and 3.11.6)."""
    return re.sub(r"[{}\[\]\\]", lambda found: _MARKED[found[0]], text)
