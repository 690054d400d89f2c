"""The page on JSON-LD does what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.exporters.jsonld import framed_files, jsonld_files
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph, write_whole
from tests.conftest import ROOT

SNIPPETS = re.findall(
    r"```python\n(.*?)```", (ROOT / "docs" / "how-to" / "use-the-json-ld.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.fixture(scope="module")
def folder(
    whole: KnowledgeGraph,
    content: Content,
    founding: KnowledgeGraph,
    founding_content: Content,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder with the files that the page speaks of; the dump is that of the founding record, which is quicker."""
    folder = tmp_path_factory.mktemp("page")
    for file in framed_files(whole, content, kind="Country", thing=None):
        write_whole(folder / "countries.jsonld", file.body)
    for file in jsonld_files(founding, founding_content):
        write_whole(folder / "dist" / file.name, file.body)
    write_whole(folder / "dist" / "mfa-graph.jsonld", founding.dump(by_name("jsonld"), founding_content))
    return folder


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "Nepal नेपाल"), (1, "https://w3id.org/mfa-graph/id/organisation/mfa https://w3id.org/mfa-graph/id/process/")],
)
def test_the_programs_of_the_page_run(number: int, words: str, folder: Path) -> None:
    """Each program runs as it is printed and shows what the page says."""
    assert len(SNIPPETS) == 2
    done = subprocess.run(
        [sys.executable, "-c", SNIPPETS[number]],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert words in done.stdout
