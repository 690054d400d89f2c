"""The quality page: a report and the numbers of its graph as one HTML file that needs nothing beside it and runs no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

import mfa_graph
from mfa_graph.findings import Finding, Related, Report, Severity, code_of, counted, docs_of
from mfa_graph.validation.quality import Quality, Share
from mfa_graph.validation.reports.charts import bars, meter, pairs
from mfa_graph.validation.reports.earlier import Earlier
from mfa_graph.validation.reports.words import by_rule, clipped, one_line, subject_of

__all__ = ["as_html"]

_LONGEST = 400
_MOST_BARS = 12


def as_html(report: Report, quality: Quality, *, earlier: Earlier | None = None, links: str = "") -> str:
    """The page. `earlier` is the report that it is compared with; `links` is what the address of a file begins with."""
    sections = {
        "Findings": _findings(report, links),
        "Coverage": _coverage(quality),
        "Completeness": _completeness(quality),
        "Single sources": _single(quality),
        "Trend": _trend(report, earlier),
    }
    jumps = "".join(f'<li><a href="#{_anchor(name)}">{name}</a></li>' for name in sections)
    body = "".join(
        f'<section id="{_anchor(name)}" aria-labelledby="{_anchor(name)}-title">'
        f'<h2 id="{_anchor(name)}-title">{name}</h2>{text}</section>\n'
        for name, text in sections.items()
    )
    seen = f"Data seen up to {escape(quality.newest)}. " if quality.newest else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Quality of the graph – mfa-graph</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the findings</a>\n'
        f"<header><h1>Quality of the graph</h1>{_verdict(report)}"
        f'{_tiles(report, quality)}<nav aria-label="Sections"><ul>{jumps}</ul></nav></header>\n'
        f'<main id="main">\n{body}</main>\n'
        f"<footer><p>{seen}Made by mfa-graph {mfa_graph.__version__} from the graph itself; every number is the answer of a "
        "query. What is not known is counted as not known, never as no.</p></footer>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def _anchor(name: str) -> str:
    return name.lower().replace(" ", "-")


def _verdict(report: Report) -> str:
    violations = report.counts()[Severity.VIOLATION.word]
    if violations:
        return f'<p class="verdict violation">{counted(violations, "violation")} to mend before a release</p>'
    return '<p class="verdict good">No violations: the data keep all rules that must hold</p>'


def _tiles(report: Report, quality: Quality) -> str:
    found = [
        (word if count else "none", f"{count:,}", word if count == 1 else f"{word}s")
        for word, count in report.counts().items()
    ]
    held = [
        ("", f"{quality.statements:,}", "statements with a source"),
        ("", f"{quality.sources:,}", "sources"),
        ("", f"{quality.things:,}", "things described"),
    ]
    tiles = (f'<li class="{kind}"><b>{number}</b><span>{word}</span></li>' for kind, number, word in [*found, *held])
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


# --- findings


def _findings(report: Report, links: str) -> str:
    groups = list(by_rule(report))
    if not groups:
        return "<p>Nothing was found.</p>"
    most = sorted((len(found) for _, found in groups), reverse=True)[:_MOST_BARS][-1]
    drawn = [
        (clipped(one_line(code_of(rule)), 60), len(found), severity.word)
        for (severity, rule), found in groups
        if len(found) >= most
    ][:_MOST_BARS]
    few = f'<p class="soft">The {len(drawn)} rules that were broken most often.</p>' if len(drawn) < len(groups) else ""
    chart = few + bars("Findings by rule", drawn)
    rows = [
        [_chip(severity), _rule(rule), f"{len(found):,}", _text(found[0].told if _alike(found) else found[0].shared)]
        for (severity, rule), found in groups
    ]
    table = _table(
        "How often each rule was broken, the heaviest first.",
        ["Severity", "Rule", "#Findings", "What is wrong, and what to do"],
        rows,
        kind="stack",
    )
    told = "".join(_details(severity, rule, found, links) for (severity, rule), found in groups)
    return f"{chart}{table}<h3>Every finding</h3>{told}"


def _alike(findings: Sequence[Finding]) -> bool:
    return len({finding.told for finding in findings}) == 1


def _details(severity: Severity, rule: str, findings: Sequence[Finding], links: str) -> str:
    told = not _alike(findings)
    items = "".join(f"<li>{_finding(finding, links, told=told)}</li>" for finding in findings)
    words = "" if told else f"<p>{_text(findings[0].told)}</p>"
    return (
        f"<details><summary>{_chip(severity)} {_text(code_of(rule))} "
        f'<span class="count">({len(findings):,})</span></summary>{words}<ul>{items}</ul></details>'
    )


def _finding(finding: Finding, links: str, *, told: bool) -> str:
    value = f", value {_text(finding.value)}" if finding.value else ""
    message = f": {_text(finding.told)}" if told else ""
    cited = f"<small>Said by {_text(finding.cited)}</small>" if finding.cited else ""
    related = "".join(
        f"<small>Rests on {_text(each.statement)} {_where(each, links) or _text(each.source)}</small>"
        for each in finding.related
    )
    advice = "".join(f"<small>{_text(line)}</small>" for line in finding.advice)
    waived = f"<small>Waived {_text(finding.waived)}</small>" if finding.waived else ""
    return f"{_text(subject_of(finding))}{value}{message} {_where(finding, links)}{advice}{waived}{cited}{related}"


def _where(placed: Finding | Related, links: str) -> str:
    if not placed.file:
        return ""
    if not links:
        return f'<span class="where">{_text(placed.place)}</span>'
    line = f"#L{placed.line}" if placed.line else ""
    address = escape(f"{links}{quote(placed.file, safe='/')}{line}")
    return f'<a class="where" href="{address}">{_text(placed.place)}</a>'


def _rule(rule: str) -> str:
    code = _text(code_of(rule))
    return f'<a href="{escape(docs_of(rule))}">{code}</a>' if docs_of(rule) else code


def _chip(severity: Severity) -> str:
    return f'<span class="chip {severity.word}">{severity.word}</span>'


# --- the graph


def _coverage(quality: Quality) -> str:
    rows = [
        [
            _text(each.name),
            f"{each.things:,}",
            *(_share(part, each.things) for part in (each.labels, each.texts, each.passages, each.dates)),
        ]
        for each in quality.coverage
    ]
    table = _table(
        "Things by the class that somebody gives them, and the share of them that has each of four marks. "
        "A relation needs no label of its own, and a place no date.",
        ["Class", "#Things", "Label", "Description or note", "Named by a passage", "Date"],
        rows,
    )
    chart = bars(
        "Things with a label, by language",
        [(tag or "no language", count, "fill") for tag, count in quality.languages],
        short_names=True,
    )
    words = "Things with a label, by the label's language tag."
    return f'{table}<h3>Languages of labels</h3><p class="soft">{words}</p>{chart}'


def _completeness(quality: Quality) -> str:
    lists = _table(
        "Lists: how many bodies, instruments or records have one, and how many of these lists a source gives whole. "
        "Only a whole list turns absence into a no, and only for its day.",
        ["List of", "#Lists", "Whole", "Newest day of a whole list"],
        [
            [_text(each.name), f"{each.lists:,}", _share(each.whole, each.lists), _text(each.newest) or "not known"]
            for each in quality.lists
        ],
    )
    missing = _table(
        "What the sources leave open, by kind (question 25 lists each).",
        ["Not known", "#How often"],
        [[_text(kind), f"{count:,}"] for kind, count in quality.missing],
    )
    return f"{lists}<h3>What is not known</h3>{missing}"


def _single(quality: Quality) -> str:
    relations = _table(
        "Relations and events, whatever sources tell of them, of which only one source does.",
        ["Class", "#Relations", "Of one source only"],
        _shares(quality.relations),
    )
    statements = _table(
        "Statements that one passage only makes, by the class of their subject. Relations are told source by source: what "
        "two sources say of one relation are two statements, which the table above brings together.",
        ["Class", "#Statements", "Of one passage only"],
        _shares(quality.subjects),
    )
    return (
        f"<p>Passages make {quality.statements:,} statements, and only one passage makes {quality.single:,} of them. "
        f"What rests on one source alone falls with it.</p>{relations}<h3>Statements</h3>{statements}"
    )


def _shares(shares: Iterable[Share]) -> list[list[str]]:
    return [[_text(each.name), f"{each.whole:,}", _share(each.part, each.whole)] for each in shares]


def _trend(report: Report, earlier: Earlier | None) -> str:
    if earlier is None:
        return (
            "<p>There is no earlier report to compare with. <code>mfa-graph check --report html --against FILE</code> "
            "compares with the <code>report.json</code> of a release.</p>"
        )
    counts = report.counts()
    chart = pairs(
        "Findings in the earlier report and now",
        [(f"{word}s", earlier.counts.get(word, 0), count, word) for word, count in counts.items()],
    )
    now = {rule: len(found) for (_, rule), found in by_rule(report)}
    rules = sorted(now.keys() | earlier.rules.keys(), key=lambda rule: (code_of(rule), rule))
    changed = [
        [_rule(rule), f"{before:,}", f"{after:,}", f"{after - before:+,}"]
        for rule in rules
        if (before := earlier.rules.get(rule, 0)) != (after := now.get(rule, 0))
    ]
    legend = '<p class="legend"><i class="old"></i>earlier <i class="new"></i>now, in the colour of the severity</p>'
    table = _table("Rules that were broken more or less often.", ["Rule", "#Earlier", "#Now", "#Change"], changed)
    return legend + chart + (table if changed else "<p>Every rule was broken as often as in the earlier report.</p>")


# --- parts


def _table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]], *, kind: str = "plain") -> str:
    """A table of HTML cells; a heading that begins with # is that of a column of numbers, and the first column names the row."""
    if not rows:
        return f"<p>{caption} There is none.</p>"
    named = next((index for index, heading in enumerate(headings) if heading not in ("Severity",)), 0)
    kinds = [' class="number"' if heading.startswith("#") else "" for heading in headings]
    head = "".join(f'<th scope="col"{kind}>{name.lstrip("#")}</th>' for name, kind in zip(headings, kinds, strict=True))

    def cell(index: int, text: str) -> str:
        return f'<th scope="row">{text}</th>' if index == named else f"<td{kinds[index]}>{text}</td>"

    body = "".join(f"<tr>{''.join(cell(index, text) for index, text in enumerate(row))}</tr>\n" for row in rows)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="{kind}"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>"
    )


def _share(part: int, whole: int) -> str:
    """A share in per cent, rounded down, so that only what holds of all is 100%; what holds of some is never 0%."""
    percent = "–" if not whole else "<1%" if 0 < part * 100 < whole else f"{part * 100 // whole}%"
    return f'<span class="share" title="{part:,} of {whole:,}">{meter(part, whole)}{escape(percent)}</span>'


def _text(text: str) -> str:
    """A text in which nothing is markup, on one line and not very long."""
    return escape(clipped(one_line(text), _LONGEST))
