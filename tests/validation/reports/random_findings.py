"""Random findings, with texts that would break a form if it did not shield itself."""

from __future__ import annotations

from hypothesis import strategies as st

from mfa_graph.findings import Finding, Related, Report, Severity
from mfa_graph.store import Literal
from mfa_graph.vocabulary import BASE

HOSTILE = (
    "a \"quoted\" 'label'",
    "two\nlines\r\nand\rmore",
    "100 % sure, 50%0A: yes, no",
    "]]> and <![CDATA[",
    "<script>alert(1)</script>",
    "</details></td></table><img src=x onerror=alert(1)>",
    "| a | b |\n|---|---|",
    "[link](javascript:alert(1)) `code` *bold* @somebody #1 ~~x~~ $x$",
    "::error::not a command",
    "{0} {braces} [brackets] \\backslash",
    "\x1b[31mred\x1b[0m \x00 \x07 \u202eturned\u202c",
    "&amp; &#60; é🙂 ျမန်မာ العربية",
    "x" * 5000,
    "",
)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = st.sampled_from(["organisation/a", "place/b", "event/c", "process/d", "instrument/e"])
RULES = st.sampled_from(
    [
        BASE + "shapes#relation-date-recommended",
        BASE + "check/row-left-out",
        BASE + "rule/cax-dw",
        "http://example.org/shapes#theirs",
        "http://example.com/shapes#theirs",
        "http://www.w3.org/ns/shacl#MinCountConstraintComponent",
    ]
)
FILES = st.sampled_from(
    ["", "data/a b,c:d%.trig", "data/x.csv", "../mine.ttl", "/home/you/é.trig", 'q"<>.ttl', "#[]?.nq"]
)
NUMBERS = st.integers(0, 100_000)
RELATED = st.builds(
    Related,
    statement=TEXTS,
    source=st.just(BASE + "source/a/1"),
    cited=TEXTS,
    file=FILES,
    line=NUMBERS,
    column=NUMBERS,
)
FINDINGS = st.builds(
    Finding,
    rule=RULES,
    severity=st.sampled_from(Severity),
    message=TEXTS.map(lambda text: text or "Wrong."),
    focus=NAMES.map(lambda name: f"{BASE}id/{name}") | st.just("_:b1") | st.just("a literal\nwith lines"),
    label=TEXTS,
    path=st.sampled_from(["", BASE + "ontology#start"]),
    value=TEXTS,
    file=FILES,
    remedy=TEXTS,
    source=st.sampled_from(["", BASE + "source/a/1"]),
    line=NUMBERS,
    column=NUMBERS,
    cited=TEXTS,
    component=st.sampled_from(["", "http://www.w3.org/ns/shacl#MinCountConstraintComponent"]),
    node=st.just("") | TEXTS.map(lambda text: str(Literal(text))) | st.just(f"<{BASE}id/place/b>"),
    related=st.lists(RELATED, max_size=3).map(tuple),
)
REPORTS = st.lists(FINDINGS, max_size=40).map(Report.of)


def many(count: int, severity: Severity = Severity.WARNING, label: str = "a label") -> Report:
    """A report of so many findings of four rules."""
    return Report.of(
        [
            Finding(
                f"{BASE}shapes#rule-{number % 4}",
                severity,
                "Wrong.",
                f"{BASE}id/place/{number:05}",
                f"{label} {number}",
            )
            for number in range(count)
        ]
    )
