"""The pages say what is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mfa_graph.cli import _VERBS
from tests.conftest import ROOT

PAGES = sorted(path for path in ROOT.rglob("*.md") if not {".venv", "node_modules"} & set(path.relative_to(ROOT).parts))
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_generated_pages_are_current() -> None:
    """`make docs` would change nothing."""
    command = [sys.executable, "docs/generate.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link of a page leads to a file or folder that is there."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert not [link for link in links if link and not (page.parent / link).exists()]


def test_there_are_pages() -> None:
    """The list of pages is not empty by accident."""
    assert len(PAGES) >= 15


def test_every_verb_is_in_the_docs() -> None:
    """Each verb of the command line is spoken of in the README, the tutorial or the changelog."""
    texts = README + (ROOT / "docs" / "tutorial.md").read_text() + (ROOT / "CHANGELOG.md").read_text()
    assert [verb for verb in _VERBS if f"`{verb}`" not in texts and f"mfa-graph {verb}" not in texts] == []


def test_the_readme_is_one_screen() -> None:
    """A newcomer sees what this is, how to run it and how to cite it without a long scroll."""
    prose = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    assert prose.count("\n") < 45
    for words in ("make run", "make test", "CC BY 4.0", "CITATION.cff", "independent work, not by MFA or the ILO"):
        assert words in README


@pytest.mark.parametrize("language", ["sparql", "python"])
def test_snippets_of_the_readme_run(language: str, tmp_path: Path) -> None:
    """Each snippet of the README runs as it is printed and shows something."""
    snippets = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert len(snippets) == {"sparql": 1, "python": 1}[language]
    for snippet in snippets:
        done = _run(language, snippet, tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()


def _run(language: str, snippet: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "mfa_graph.cli", "sparql", "-e", snippet]
    if language == "python":
        build = [sys.executable, "-m", "mfa_graph.cli", "build"]
        subprocess.run(build, cwd=folder, check=True, capture_output=True)
        program = [sys.executable, "-c", snippet]
    return subprocess.run(program, cwd=folder, capture_output=True, encoding="utf-8")
