"""The package as its users get it."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import mfa_graph
from tests.conftest import ROOT


def test_what_is_promised_is_there_and_sorted() -> None:
    """Every promised name can be had, and the list is complete and in order."""
    assert list(mfa_graph.__all__) == sorted(mfa_graph.__all__)
    assert len(mfa_graph.__all__) == 9
    for name in mfa_graph.__all__:
        assert getattr(mfa_graph, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        mfa_graph.Nothing  # noqa: B018


def test_the_version_is_written_once() -> None:
    """The package's version is that of the citation file and of the ontology."""
    assert f"\nversion: {mfa_graph.__version__}\n" in (ROOT / "CITATION.cff").read_text()
    assert f'owl:versionInfo "{mfa_graph.__version__}"' in (ROOT / "ontology" / "mfa.ttl").read_text()


def test_every_module_says_what_it_is_for() -> None:
    """Each module of the package begins with a docstring."""
    modules = sorted((ROOT / "src" / "mfa_graph").rglob("*.py"))
    assert len(modules) > 30
    assert not [path for path in modules if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]


def test_every_library_that_is_imported_is_required() -> None:
    """What the package imports is what it says that it needs, neither less nor more."""
    from tests.test_architecture import KEEPERS

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    required = {re.split(r"[<>=]", name)[0].lower() for name in wanted}
    assert {library.lower() for library in KEEPERS} == required


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_four_folders_travel_inside_the_wheel(wheel: Path) -> None:
    """Ontology, shapes, data and questions are in the wheel, file for file as in the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        inside = {name.removeprefix("mfa_graph/content/") for name in archive.namelist() if "/content/" in name}
    folders = ("ontology", "shapes", "data", "queries")
    tracked = {
        str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()
    }
    assert inside == tracked | {"CITATION.cff"}
    assert len(inside) > 80


def test_an_installed_wheel_answers(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, away from the checkout, the installed command answers the first question.

    The environment sees the libraries of the one that runs the tests, since they need a network to install, but not the
    checkout: the command runs from the wheel's files alone.
    """
    home = tmp_path / "environment"
    venv.create(home, with_pip=True, symlinks=os.name != "nt")
    python = home / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True, cwd=tmp_path)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(f"{tmp_path / 'libraries'}\n")
    _link_libraries(tmp_path / "libraries")
    command = [str(home / "bin" / "mfa-graph"), "ask", "q01"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.endswith("12 rows\n")
    where = "import mfa_graph.assets as a; print(a.Content.bundled().root)"
    done = subprocess.run([str(python), "-c", where], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == str(packages / "mfa_graph" / "content")


def _link_libraries(folder: Path) -> None:
    """A folder with links to all installed libraries but ours, and to none of the files that point at the checkout."""
    import click

    folder.mkdir()
    for path in Path(click.__file__).parents[1].iterdir():
        if "mfa_graph" not in path.name and path.suffix != ".pth":
            (folder / path.name).symlink_to(path)
