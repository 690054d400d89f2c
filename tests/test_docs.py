"""The pages say what is so."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.cli import _VERBS
from mfa_graph.graph import KnowledgeGraph
from tests.conftest import ROOT

PAGES = sorted(path for path in ROOT.rglob("*.md") if not {".venv", "node_modules"} & set(path.relative_to(ROOT).parts))
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_generated_pages_are_current(
    whole: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make docs` would change nothing."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    monkeypatch.setattr(generate, "whole", lambda: whole)
    assert generate.main(["--check"]) == 0, capsys.readouterr().err


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
def test_snippets_of_the_readme_run(
    language: str, tmp_path: Path, whole: KnowledgeGraph, founding_content: Content
) -> None:
    """Each snippet of the README runs as it is printed and shows something."""
    snippets = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert len(snippets) == {"sparql": 1, "python": 1}[language]
    whole.save(tmp_path / "dist" / "mfa-graph.jsonld")
    program = {
        "python": [sys.executable, "-c"],
        "sparql": [sys.executable, "-m", "mfa_graph.cli", "sparql", "--content", str(founding_content.root), "-e"],
    }[language]
    for snippet in snippets:
        done = subprocess.run([*program, snippet], cwd=tmp_path, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
