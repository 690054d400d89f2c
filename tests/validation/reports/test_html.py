"""The quality page: one file, whole, readable by machines that read pages aloud, and safe."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from mfa_graph.errors import ContentProblem, MissingContent
from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.validation.quality import Coverage, Listed, Quality, Share
from mfa_graph.validation.reports.as_html import as_html
from mfa_graph.validation.reports.as_json import as_json
from mfa_graph.validation.reports.earlier import Earlier, read_earlier
from mfa_graph.validation.reports.words import clipped, one_line
from mfa_graph.vocabulary import BASE
from tests.validation.reports.random_findings import HOSTILE, REPORTS, many

QUALITY = Quality(
    statements=1_000,
    single=900,
    sources=20,
    things=300,
    newest="2026-11-24",
    coverage=(Coverage("Event <b>", 300, 299, 1, 300, 0),),
    languages=(("en", 300), ("", 2)),
    lists=(Listed("member party", 4, 1, "2026-05-17"), Listed("observer party", 4, 0, "")),
    missing=(("that a list is whole", 7),),
    subjects=(Share("Event", 999, 1_000),),
    relations=(Share("Membership", 1, 1_000),),
)
VOID = {"meta", "rect"}


class Page(HTMLParser):
    """Reads a page and holds that every tag is closed by its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if tag not in VOID:
            assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all tags of a name."""
        return [attributes for name, attributes in self.tags if name == tag]


def page(report: Report) -> str:
    """The page about a report and the numbers above."""
    return as_html(report, QUALITY)


@given(REPORTS)
@settings(deadline=None, max_examples=50)
def test_any_report_is_a_well_formed_page_with_every_finding(report: Report) -> None:
    """Every tag is closed, nothing runs, nothing is fetched, and each finding is an item of its rule."""
    read = Page(page(report))
    assert not {"script", "img", "link", "iframe", "object"} & {tag for tag, _ in read.tags}
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on") or name == "style"]
    assert all(not (attributes.get("src")) for _, attributes in read.tags)
    inside = page(report).partition("<h3>Every finding</h3>")[2].partition("</section>")[0]
    assert inside.count("<li>") == len(report)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_label_is_shown_as_it_is(hostile: str) -> None:
    """Whatever a label says is text of the page, on one line and of bounded length."""
    read = Page(page(Report.of([Finding("http://a/r", Severity.INFO, "Wrong.", "http://a/b", f"l{hostile}")])))
    assert clipped(one_line(f"l{hostile}"), 400) in read.text


def test_the_page_can_be_read_aloud() -> None:
    """The page has a language, a title, one first heading, none skipped, a caption for each table and heads for its columns."""
    text = as_html(many(9), QUALITY, earlier=Earlier({"violation": 1, "warning": 2, "info": 3}, {"http://a/r": 2}))
    read = Page(text)
    assert read.all("html") == [{"lang": "en"}]
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(read.all("table")) == len(read.all("caption")) == 7
    assert {heading["scope"] for heading in read.all("th")} == {"col", "row"}
    anchors = {attributes["id"] for _, attributes in read.tags if attributes.get("id")}
    jumps = [link["href"] for link in read.all("a") if str(link["href"]).startswith("#")]
    assert len(jumps) == 6
    assert {str(jump)[1:] for jump in jumps} <= anchors


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2, 1.4.3)."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_colours_can_be_told_apart() -> None:
    """In light and in dark, text keeps a contrast of 4.5 to what is behind it, and bars one of 3."""
    blocks = re.findall(r":root \{(.*?)\}", page(Report()), re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        assert len(colours) == 17
        behind = [
            ("ink", "page"),
            ("ink", "card"),
            ("soft", "page"),
            ("soft", "card"),
            ("link", "page"),
            ("link", "card"),
        ]
        behind += [(word, f"{word}-tint") for word in ("violation", "warning", "info", "good")]
        behind += [(word, "card") for word in ("violation", "warning", "info", "good")]
        assert [pair for pair in behind if contrast(colours[pair[0]], colours[pair[1]]) < 4.5] == []
        assert contrast(colours["fill"], colours["card"]) >= 3


def test_shares_are_never_rounded_up_to_all_or_down_to_none() -> None:
    """299 of 300 are 99 %, 999 of 1,000 are 99 %, 1 of 1,000 is less than 1 %, and of nothing there is no share."""
    text = html.unescape(re.sub(r"<svg.*?</svg>", "", page(Report())))
    shares = re.findall(r'<span class="share" title="([^"]*)">([^<]*(?:<1%)?)</span>', text)
    assert dict(shares) == {
        "299 of 300": "99%",
        "1 of 300": "<1%",
        "300 of 300": "100%",
        "0 of 300": "0%",
        "1 of 4": "25%",
        "0 of 4": "0%",
        "999 of 1,000": "99%",
        "1 of 1,000": "<1%",
    }


def test_what_is_not_known_is_told_so() -> None:
    """A list that nobody gives whole has no day: the page says that it is not known."""
    text = page(Report())
    assert text.count("not known</td>") == 1
    assert "<title>Quality of the graph" in text


def test_the_chart_is_of_the_rules_broken_most_often() -> None:
    """Of twenty rules twelve are drawn, those broken most often, and the page says so; the table has all."""
    rules = [f"{BASE}shapes#rule-{number:02}" for number in range(20) for _ in range(number + 1)]
    report = Report.of([Finding(rule, Severity.INFO, "m", f"http://a/{n}") for n, rule in enumerate(rules)])
    before, _, after = page(report).partition("<table")
    assert re.findall(r'<span class="name">(rule-\d\d)', before) == [f"rule-{number:02}" for number in range(8, 20)]
    assert "The 12 rules that were broken most often." in before
    assert len(set(re.findall(r">(rule-\d\d)</a></th>", after.partition("</table>")[0]))) == 20
    assert "most often" not in page(many(4))


def test_without_an_earlier_report_there_is_no_trend() -> None:
    """The page says that there is nothing to compare with, and draws nothing."""
    trend = page(many(3)).partition('id="trend-title"')[2]
    assert "There is no earlier report to compare with." in trend
    assert "<svg" not in trend


def test_a_trend_tells_what_has_changed() -> None:
    """Against an earlier report the page tells each rule that was broken more or less often, and no other."""
    rule = f"{BASE}shapes#rule-"
    earlier = Earlier({"violation": 5, "warning": 8, "info": 0}, {f"{rule}0": 3, f"{rule}1": 1, f"{rule}9": 5})
    trend = as_html(many(8), QUALITY, earlier=earlier).partition('id="trend-title"')[2]
    assert re.findall(r"#(rule-\d)\">.*?<td class=\"number\">(\d+)</td><td class=\"number\">(\d+)</td>", trend) == [
        ("rule-0", "3", "2"),
        ("rule-1", "1", "2"),
        ("rule-2", "0", "2"),
        ("rule-3", "0", "2"),
        ("rule-9", "5", "0"),
    ]
    assert "5 earlier" in trend
    same = as_html(
        many(4),
        QUALITY,
        earlier=Earlier({"violation": 0, "warning": 4, "info": 0}, {f"{rule}{n}": 1 for n in range(4)}),
    )
    assert "Every rule was broken as often as in the earlier report." in same


def test_an_earlier_report_is_read_from_a_file_or_a_folder(tmp_path: Path) -> None:
    """What the form JSON wrote can be compared with, by its own name or that of its folder."""
    (tmp_path / "report.json").write_text(as_json(many(5)), encoding="utf-8")
    for path in (tmp_path, tmp_path / "report.json"):
        earlier = read_earlier(path)
        assert earlier.counts == {"violation": 0, "warning": 5, "info": 0}
        assert sum(earlier.rules.values()) == 5


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\x00",
        b'{"counts": 3, "findings": []}',
        b"[" * 100_000,
        json.dumps({"a": 1}).encode(),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, body: bytes) -> None:
    """A file of another kind is one error that names it; so is a file that is not there."""
    (tmp_path / "other.json").write_bytes(body)
    with pytest.raises(ContentProblem, match="no report of a check"):
        read_earlier(tmp_path / "other.json")
    with pytest.raises(MissingContent, match="cannot be read"):
        read_earlier(tmp_path)
