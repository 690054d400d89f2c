"""`mfa-graph search`: things by name, and what to do where there are none."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from mfa_graph.vocabulary import BASE
from tests.cli.conftest import Run


def test_things_are_shown_as_a_table(run: Run) -> None:
    """A name with a typo leads to the thing, with its kind and address; a name that is not the label is shown."""
    done = run("search", "Filipina")
    assert (done.returncode, done.stderr) == (0, "")
    row = next(line for line in done.stdout.splitlines() if "id/place/phl" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "Philippines",
        "Country",
        "Filipina (id, ms)",
        "id/place/phl",
    ]


def test_words_need_no_quotation_marks(run: Run) -> None:
    """The words of a text may be given one by one, and a near name is said to be no more than near."""
    done = run("search", "colmbo", "proces")
    assert done.stdout == run("search", "colmbo proces").stdout
    assert done.stdout.startswith("Nothing is called “colmbo proces”; these names come near.\n")
    assert "id/process/colombo-process" in done.stdout


def test_found_as_json(run: Run) -> None:
    """With --json each thing has its IRI, label, kind, the name, its languages, the way and a score; --most bounds them."""
    (found,) = json.loads(run("search", "MFA", "--json", "--most", "1").stdout)
    assert found == {
        "thing": BASE + "id/organisation/mfa",
        "label": "Migrant Forum in Asia",
        "kind": "Network, Organisation",
        "name": "MFA",
        "languages": ["en"],
        "way": "name",
        "score": 1.0,
    }


def test_nothing_found_has_status_1(run: Run) -> None:
    """Where nothing is called so, the status is 1, and the nearest names are told; JSON is an empty list."""
    done = run("search", "Bangkok Process", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])
    assert done.stderr.startswith("Nothing is called “Bangkok Process”. The nearest names are “")


@pytest.mark.parametrize("words", [["???"], [""], ["a" * 501], [], ["MFA", "--most", "0"]])
def test_a_text_that_is_no_name_is_a_wrong_call(run: Run, words: list[str]) -> None:
    """No text, a text without letters, one longer than any name, and room for nothing have status 2."""
    assert run("search", *words).returncode == 2


def test_only_search_reads_its_libraries() -> None:
    """The module of the command does not import what finds alike words; finding does."""
    program = "import sys, mfa_graph.cli.search, mfa_graph.cli.ask; print({'rapidfuzz', 'anyascii'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "set()\n"
