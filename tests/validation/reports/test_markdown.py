"""Markdown for a pull request: whole, or honest about what it leaves out, and never somebody else's markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings

from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.validation.reports.as_markdown import MOST, as_markdown
from mfa_graph.validation.reports.words import clipped, one_line
from mfa_graph.vocabulary import BASE
from tests.validation.reports.random_findings import HOSTILE, REPORTS, many


def told(text: str) -> int:
    """How many findings a text lists."""
    return len(re.findall(r"^- (?!… and )", text, re.MULTILINE))


def left_out(text: str) -> int:
    """How many findings the end of a text says to be left out."""
    said = re.search(r"^([\d,]+) more findings? left out here", text, re.MULTILINE)
    return int(said[1].replace(",", "")) if said else 0


@given(REPORTS)
@settings(deadline=None)
def test_any_report_is_whole_or_says_what_is_left_out(report: Report) -> None:
    """A text is never longer than GitHub takes, and the findings listed and those said to be left out are all."""
    text = as_markdown(report)
    assert len(text) <= MOST
    assert told(text) + left_out(text) == len(report)
    assert text.count("<details>") == text.count("</details>") == text.count("<summary>") == text.count("</summary>")


@pytest.mark.parametrize("count", [1, 300, 5_000])
def test_a_long_report_is_cut_at_findings(count: int) -> None:
    """Of very many findings those that fit are listed whole, and the others counted, rule by rule and together."""
    text = as_markdown(many(count, label="a label of some length that takes room"))
    assert len(text) <= MOST
    assert told(text) + left_out(text) == count
    assert (left_out(text) > 0) == (count == 5_000)
    if count == 5_000:
        assert told(text) > 400
        assert "- … and " in text


def test_many_rules_leave_room_for_findings() -> None:
    """A table of too many rules is cut, says so, and findings follow."""
    report = Report.of(
        [Finding(f"{BASE}shapes#rule-{n}", Severity.INFO, "Long. " * 60, f"{BASE}id/{n}") for n in range(900)]
    )
    text = as_markdown(report)
    assert len(text) <= MOST
    assert "more rules left out of this table." in text
    assert told(text) > 0
    assert told(text) + left_out(text) == 900


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_is_markup(hostile: str) -> None:
    """A label or message is shown as it is: no tag, link, emphasis, table or mention of it is left."""
    text = as_markdown(Report.of([Finding("http://a/r", Severity.INFO, f"m{hostile}", "http://a/b", f"l{hostile}")]))
    for kind in ("m", "l"):
        assert clipped(one_line(kind + hostile), 300) in html.unescape(text)
    ours = {"<details>", "</details>", "<summary>", "</summary>", "<b>", "</b>"}
    assert set(re.findall(r"<[^>]*>?", text)) == ours
    assert not set("@`*~$") & set(text)


def test_places_are_links_where_the_address_is_given() -> None:
    """With the beginning of addresses a place leads to its line; without, it is text."""
    report = Report.of([Finding("http://a/r", Severity.INFO, "m", "http://a/b", file="data/a b.csv", line=3, column=9)])
    assert "- [data/a b.csv:3:9](https://h/o/n/blob/1/data/a%20b.csv#L3) " in as_markdown(
        report, links="https://h/o/n/blob/1/"
    )
    assert "](" not in as_markdown(report)


def test_nothing_found_is_a_line() -> None:
    """Without findings the counts are told, and no table."""
    assert as_markdown(Report()) == "### mfa-graph check: 0 violations, 0 warnings, 0 infos\n\n"
