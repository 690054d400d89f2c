"""Fixtures that every test may use; each is named for what it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.build import build
from mfa_graph.graph import KnowledgeGraph

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def memory_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let no test read or leave anything in the memory of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        yield folder


@pytest.fixture(scope="session")
def content() -> Content:
    """The content of this checkout."""
    return Content.bundled()


@pytest.fixture(scope="session")
def whole(content: Content) -> KnowledgeGraph:
    """The whole graph of this checkout, derived and inferred statements included."""
    return assemble(content)


@pytest.fixture(scope="session")
def outside() -> Path:
    """The folder of outside test data: texts and test suites that are not ours and so are not in the project."""
    named = os.environ.get("MFA_GRAPH_OUTSIDE")
    if not named:
        pytest.skip("outside test data: MFA_GRAPH_OUTSIDE is not set")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"outside test data: {folder} is not a folder")
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests had no outside data to run on, so that their absence is seen."""
    skipped = terminalreporter.stats.get("skipped", [])
    missing = sum("outside test data" in str(report.longrepr) for report in skipped)
    if missing:
        terminalreporter.write_line(f"{missing} tests need outside test data: set MFA_GRAPH_OUTSIDE to its folder.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where all tools are said to be installed, make a failure of a test that skips for want of one."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if report.skipped and "needs the tool" in str(report.longrepr) and os.environ.get("MFA_GRAPH_TOOLS") == "required":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped, though its tool should be here: {report.longrepr}"
    return report  # type: ignore[return-value]


FOUNDING = {
    "concepts",
    "curation",
    "ilo-good-practices-58",
    "place-coordinates",
    "place-labels",
    "place-names",
    "place-regions",
    "places",
    "un-region-names",
}


def copied(content: Content, root: Path) -> Content:
    """A copy of the content under a new root: of the data only the founding record and what it needs, so that it is quick."""
    for folder in ("ontology", "shapes", "queries"):
        shutil.copytree(content.folder(folder), root / folder)
    for name in sorted(FOUNDING):
        shutil.copytree(content.folder("data") / name, root / "data" / name)
    return Content(root)


@pytest.fixture
def content_copy(tmp_path: Path, content: Content) -> Content:
    """A copy of the founding record's content that a test may break."""
    return copied(content, tmp_path / "content")


@pytest.fixture(scope="session")
def founding_content(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The content of the founding record alone, for tests that leave it as it is."""
    return copied(content, tmp_path_factory.mktemp("founding"))


@pytest.fixture(scope="session")
def founding_release(founding_content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of the founding record, for tests that leave it as it is."""
    folder = tmp_path_factory.mktemp("release") / "dist"
    assert build(founding_content, folder).files
    return folder


@pytest.fixture(scope="session")
def founding(founding_content: Content) -> KnowledgeGraph:
    """The graph of the founding record alone, derived and inferred statements included."""
    return assemble(founding_content)
