"""Profiles: severities, waivers with an end, and expectations of a graph."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.errors import MfaGraphError
from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.validation.expectations import check_expectations
from mfa_graph.validation.policy import Profile, read_profile
from mfa_graph.vocabulary import BASE

KNOWN = {"label-english", "relation-date-recommended", "unknown-term"}
DAY = datetime.date(2026, 11, 24)
WAIVER = """[[waive]]
rule = "label-english"
reason = "It is asked for."
by = "data steward"
expires = {expires}
"""


def profile(tmp_path: Path, text: str) -> Profile:
    """The profile with a text."""
    file = tmp_path / "checks.toml"
    file.write_text(text, encoding="utf-8")
    return read_profile(file, KNOWN, root=tmp_path)


def finding(rule: str = "label-english") -> Finding:
    """A violation of a rule, about the Philippines."""
    return Finding(
        rule=f"{BASE}shapes#{rule}",
        severity=Severity.VIOLATION,
        message="No.",
        focus=BASE + "id/place/phl",
        file="data/places/rows.csv",
    )


def test_a_profile_says_what_fails_and_what_weighs_what(tmp_path: Path) -> None:
    """A rule can be raised, lowered and switched off, and the profile says which weight fails."""
    read = profile(tmp_path, 'fail-on = "warning"\n[severity]\nlabel-english = "info"\nunknown-term = "off"\n')
    assert read.fail_on is Severity.WARNING
    report = read.weighed(Report.of([finding(), finding("unknown-term"), finding("relation-date-recommended")]), DAY)
    assert [(f.code, f.severity) for f in report] == [
        ("relation-date-recommended", Severity.VIOLATION),
        ("label-english", Severity.INFO),
    ]


def test_a_waived_finding_is_told_and_does_not_fail(tmp_path: Path) -> None:
    """On its last day a waiver still holds: the finding says until when, by whom and why, and fails nothing."""
    report = profile(tmp_path, WAIVER.format(expires="2026-11-24")).weighed(Report.of([finding()]), DAY)
    assert [f.waived for f in report] == ["until 2026-11-24 (data steward): It is asked for."]
    assert not report.fails(Severity.INFO)
    assert report.as_json()["conforms"] is True
    assert report.as_json()["findings"][0]["waived"]


def test_a_waiver_that_has_run_out_fails(tmp_path: Path) -> None:
    """The day after, the finding fails again, and so does the waiver itself, at its line."""
    report = profile(tmp_path, "\n\n" + WAIVER.format(expires="2026-11-23")).weighed(Report.of([finding()]), DAY)
    assert {(f.code, f.severity, f.file, f.line) for f in report} == {
        ("label-english", Severity.VIOLATION, "data/places/rows.csv", 0),
        ("waiver-expired", Severity.VIOLATION, "checks.toml", 3),
    }
    assert not any(f.waived for f in report)


def test_a_waiver_that_has_run_out_fails_without_a_finding_too(tmp_path: Path) -> None:
    """What it put up with may be mended, and still it has to be taken out."""
    report = profile(tmp_path, WAIVER.format(expires="2020-01-01")).weighed(Report(), DAY)
    assert [(f.code, f.severity) for f in report] == [("waiver-expired", Severity.VIOLATION)]
    assert "ran out on 2020-01-01, and today is 2026-11-24" in next(iter(report)).message


def test_a_waiver_of_nothing_is_told(tmp_path: Path) -> None:
    """A waiver that matches no finding is a warning at its line."""
    report = profile(tmp_path, WAIVER.format(expires="2027-01-01")).weighed(Report(), DAY)
    assert [(f.code, f.severity, f.place) for f in report] == [("waiver-unused", Severity.WARNING, "checks.toml:1:1")]


@pytest.mark.parametrize(
    ("narrowed", "waived"),
    [
        ('focus = "id/place/*"', True),
        ('focus = "https://w3id.org/mfa-graph/id/place/phl"', True),
        ('focus = "id/organisation/*"', False),
        ('file = "data/places/*"', True),
        ('file = "data/events/*"', False),
        ('value = "x*"', False),
        ('value = ""', None),
    ],
)
def test_a_waiver_can_be_narrow(narrowed: str, waived: bool | None, tmp_path: Path) -> None:
    """A waiver can be for some things, files or values only; an empty pattern is refused."""
    text = WAIVER.format(expires="2027-01-01") + narrowed
    if waived is None:
        with pytest.raises(MfaGraphError, match="“value” is empty"):
            profile(tmp_path, text)
    else:
        report = profile(tmp_path, text).weighed(Report.of([finding()]), DAY)
        assert any(f.waived for f in report) is waived


BAD = [
    ('fail-on = "fatal"', 1, "“fatal” is no severity", "choose one of: info, violation, warning"),
    ('\nfailon = "info"', 2, "Nobody reads the key “failon”", "did you mean “fail-on”?"),
    ('[severity]\n\nlabel-englsh = "off"', 3, "There is no rule “label-englsh”", "did you mean “label-english”?"),
    ('[severity]\nlabel-english = "of"', 2, "“of” is no severity", "“off”"),
    ("severity = 3", 1, "“severity” is no table", "[severity]"),
    ("waive = 3", 1, "“waive” is no list of tables", "[[waive]]"),
    ('[[waive]]\nrule = "unknown-trem"\nreason = "r"\nby = "x"\nexpires = 2027-01-01', 2, "There is no rule", "unknown-term"),
    (WAIVER.format(expires="2027-01-01").replace('reason = "It is asked for."\n', ""), 1, "“reason” is missing", "in words"),
    (WAIVER.format(expires="2027-01-01").replace("It is asked for.", "  "), 3, "“reason” is empty", "in words"),
    (WAIVER.format(expires="2027-01-01").replace('by = "data steward"\n', ""), 1, "“by” is missing", "in words"),
    (WAIVER.format(expires="2027-01-01").replace("data steward", "me@example.org"), 4, "an address of a person", "a role"),
    (WAIVER.format(expires='"31 November"'), 5, "“expires” is no day", "expires = 2027-06-30"),
    (WAIVER.format(expires="2027-01-01T00:00:00"), 5, "“expires” is no day", "expires = 2027-06-30"),
    (WAIVER.replace("expires = {expires}\n", ""), 1, "no day on which it ends", "a rule taken out"),
    (WAIVER.format(expires="2027-01-01") + WAIVER.replace("reason", "raison").format(expires=1), 8, "“raison”", "“reason”"),
    (WAIVER.format(expires="2027-13-01"), 5, "The profile is not TOML", "bare as 2027-06-30"),
    ("[[expect]]\nmin = 3", 1, "“class” is missing", "in words"),
    ('[[expect]]\nclass = "mfa:Place"\nmin = "3"', 3, "“min” is no count", "min = 20"),
    ('[[expect]]\nclass = "mfa:Place"', 1, "does not say how much", "min-share"),
    ('[[expect]]\nclass = "mfa:Place"\nmin-share = 2', 3, "is no share", "from 0 to 1"),
    ('[[expect]]\nclass = "mfa:Place"\nmin-share = 0.5', 1, "does not say how much", "language"),
    ("a = ", 1, "The profile is not TOML", "write key = value"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message", "remedy"), BAD, ids=[str(n) for n in range(len(BAD))])
def test_a_bad_profile_is_one_message(text: str, line: int, message: str, remedy: str, tmp_path: Path) -> None:
    """What nobody understands in a profile is an error with its line and what to write."""
    with pytest.raises(MfaGraphError) as caught:
        profile(tmp_path, text)
    assert message in caught.value.message
    assert remedy in caught.value.remedy
    assert caught.value.place is not None
    assert caught.value.place.line == line


@pytest.mark.parametrize(
    ("body", "message"),
    [(b"\xff\xfea\x00", "UTF-16"), (b"# ok\n# caf\xe9", "not UTF-8"), (b"\x00", "no text")],
)
def test_a_profile_in_another_encoding_is_refused(body: bytes, message: str, tmp_path: Path) -> None:
    """A profile that is not UTF-8, or no text, is an error that says so."""
    file = tmp_path / "checks.toml"
    file.write_bytes(body)
    with pytest.raises(MfaGraphError, match=message):
        read_profile(file, KNOWN, root=tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('class = "mfa:Person"\nmin = 1\nmax = 1', ""),
        ('class = "mfa:Person"\nmin = 2', "There are 1 things of the class mfa:Person, and at least 2 are expected."),
        ('class = "mfa:Person"\nmax = 0', "There are 1 things of the class mfa:Person, and at most 0 are expected."),
        ('class = "mfa:Person"\nlanguage = "en"\nmin-share = 1', ""),
        ('class = "mfa:Person"\nlanguage = "th"\nmin-share = 0.5', "Of 1 things of the class mfa:Person 0 have a label in th"),
        ('class = "mfa:Person"\nproperty = "mfa:publicRole"\nmin-share = 1', ""),
        ('class = "mfa:Person"\nproperty = "mfa:level"\nmin-share = 0.1', "0 have mfa:level"),
        ('class = "mfa:Campaign"\nlanguage = "en"\nmin-share = 0.1', "Of 0 things"),
    ],
)  # fmt: skip
def test_a_graph_meets_its_expectations(text: str, message: str, founding: KnowledgeGraph, tmp_path: Path) -> None:
    """Counts and shares are held against the whole graph; where there is no thing of a class no share is reached."""
    read = profile(tmp_path, f"\n[[expect]]\n{text}\n")
    found = list(check_expectations(read.expectations, founding, read.file))
    assert [(f.place, f.severity) for f in found] == [("checks.toml:2:1", Severity.VIOLATION)] * bool(message)
    assert all(message in f.message for f in found)


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ('class = "mfa:Organization"\nmin = 1', "There is no class “mfa:Organization”.", "“mfa:Organisation”"),
        ('class = "mfa:Person"\nproperty = "mfa:role"\nmin-share = 1', "There is no property “mfa:role”.", "“mfa:"),
    ],
)
def test_an_expectation_of_an_unknown_term_is_refused(
    text: str, message: str, remedy: str, founding: KnowledgeGraph, tmp_path: Path
) -> None:
    """A class or property that nobody knows would be counted as none: it is an error with its line and the nearest names."""
    read = profile(tmp_path, f"\n[[expect]]\n{text}\n")
    with pytest.raises(MfaGraphError) as caught:
        check_expectations(read.expectations, founding, read.file)
    assert (caught.value.message, caught.value.place and caught.value.place.line) == (message, 2)
    assert remedy in caught.value.remedy


def test_an_expectation_has_a_weight_of_its_own(founding: KnowledgeGraph, tmp_path: Path) -> None:
    """An expectation can be a warning."""
    read = profile(tmp_path, '[[expect]]\nclass = "mfa:Person"\nmin = 99\nseverity = "warning"\n')
    assert [f.severity for f in check_expectations(read.expectations, founding, read.file)] == [Severity.WARNING]


def test_there_is_no_profile_of_our_own(content: Content) -> None:
    """The bundled data are checked without waivers and without softer severities."""
    assert not (content.root / "checks.toml").exists()


def test_a_part_of_the_findings_makes_no_waiver_unused(tmp_path: Path) -> None:
    """Where only what a change affects is checked, a waiver of something else is not told to be left over."""
    told = '[[waive]]\nrule = "label-english"\nreason = "Not said."\nby = "data steward"\nexpires = 2099-01-01\n'
    read = profile(tmp_path, told)
    assert [each.code for each in read.weighed(Report(), DAY)] == ["waiver-unused"]
    assert not len(read.weighed(Report(), DAY, is_whole=False))
