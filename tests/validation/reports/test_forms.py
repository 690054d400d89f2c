"""What all forms of a report have in common: nothing is lost in silence, and nothing depends on the run."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

import mfa_graph
from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.validation.reports import FORMS
from mfa_graph.validation.reports.as_github import as_github
from mfa_graph.validation.reports.as_json import as_json
from mfa_graph.validation.reports.as_junit import as_junit
from mfa_graph.validation.reports.as_markdown import as_markdown
from mfa_graph.validation.reports.as_sarif import as_sarif
from mfa_graph.validation.reports.as_shacl import as_shacl
from mfa_graph.validation.reports.as_text import as_text
from tests.validation.reports.random_findings import REPORTS, many
from tests.validation.reports.test_html import page

MAKERS: dict[str, Callable[[Report], str]] = {
    "text": lambda report: as_text(report, least=Severity.INFO),
    "json": as_json,
    "sarif": as_sarif,
    "junit": as_junit,
    "github": as_github,
    "md": as_markdown,
    "html": page,
    "ttl": as_shacl,
}


def test_every_form_is_tried_here() -> None:
    """The eight forms are those of the command line."""
    assert MAKERS.keys() == FORMS.keys()
    assert len(set(FORMS.values())) == 8


@pytest.mark.parametrize("name", MAKERS)
@given(REPORTS)
@settings(max_examples=30, deadline=None)
def test_a_form_is_a_function_of_the_report(name: str, report: Report) -> None:
    """The same findings in another order make the same text, which is Unicode and ends in a line end."""
    text = MAKERS[name](report)
    assert text == MAKERS[name](Report.of(list(reversed(report.findings))))
    assert text.encode("utf-8").decode("utf-8") == text
    assert text.endswith("\n") or (name, text) == ("github", "")


@pytest.mark.parametrize("name", MAKERS)
def test_a_form_does_not_depend_on_the_hash_seed(name: str) -> None:
    """Two processes with other hash seeds write the same bytes."""
    program = (
        "import hashlib\n"
        "from tests.validation.reports.test_forms import MAKERS\n"
        "from tests.validation.reports.random_findings import many\n"
        f"print(hashlib.sha256(MAKERS[{name!r}](many(30)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[3],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("name", ["text", "junit", "md", "html"])
def test_a_form_for_people_tells_each_thing(name: str) -> None:
    """Of 30 findings each thing is called by its label."""
    text = MAKERS[name](many(30))
    assert [number for number in range(30) if f"a label {number}" not in text] == []


@given(REPORTS)
@settings(deadline=None)
def test_json_is_the_report(report: Report) -> None:
    """What JSON says is the report, with every field of every finding."""
    told = json.loads(as_json(report))
    assert told == report.as_json()
    fields = set(Finding.__dataclass_fields__)
    assert all(fields | {"code", "docs"} == finding.keys() for finding in told["findings"])


@given(REPORTS)
@settings(deadline=None)
def test_no_text_steers_a_terminal(report: Report) -> None:
    """In text there is no control character but the ends of lines, and each finding begins its own line."""
    text = as_text(report, least=Severity.INFO)
    assert all(character.isprintable() or character == "\n" or ord(character) > 0x9F for character in text)
    assert not {"\x1b", "\u202e", "\r", "\x00"} & set(text)
    assert sum(
        line.startswith("  ") and not line.startswith(("   ", "  rule: ", "  more: ")) for line in text.split("\n")
    ) == (len(report))


def test_text_wraps_sentences_and_never_places() -> None:
    """At 60 characters sentences are broken between words; a place and an address keep their line."""
    finding = Finding(
        "http://a/r", Severity.WARNING, "word " * 40, "http://a/" + "x" * 100, file="data/" + "y" * 80 + ".trig", line=7
    )
    lines = as_text(Report.of([finding]), width=60).split("\n")
    assert sum(line.count("word") for line in lines) == 40
    assert all(len(line) <= 60 for line in lines if "word" in line)
    assert any(f"{finding.file}:7: <{finding.focus}>" in line for line in lines)


def test_text_paints_only_with_the_colours_it_is_given() -> None:
    """Each part is painted by its name; without paint there is none."""
    painted = as_text(many(2), paint=lambda text, part: f"<{part}|{text}>")
    assert "<warning|warning:> Wrong." in painted
    assert "<label|a label 0> " in painted
    assert "|" not in as_text(many(2))


def test_lighter_findings_are_counted() -> None:
    """Text leaves out what is lighter than asked for, counts it, and says how to see it."""
    text = as_text(many(3, Severity.INFO))
    assert text == "0 violations, 0 warnings, 3 infos\n--show info lists the others too.\n"


def test_forms_import_no_terminal_and_no_clock() -> None:
    """No form reads the clock, the environment or the terminal: only its arguments."""
    folder = Path(mfa_graph.__file__).parent / "validation" / "reports"
    files = sorted(folder.glob("*.py"))
    assert len(files) == 12
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not {alias.name for alias in node.names} & {
                    "os",
                    "sys",
                    "time",
                    "datetime",
                    "random",
                    "click",
                    "shutil",
                }
