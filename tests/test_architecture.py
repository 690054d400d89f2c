"""The house has levels, and a module imports only from lower ones."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "mfa_graph"

# From the ground up: what stands in a row may import what stands in the rows above it, and its own.
LEVELS = (
    {"errors", "vocabulary", "formats", "faults", "findings", "assets", "heads", "revisions"},
    {"store"},
    {"jsonld"},
    {"graph"},
    {"memory"},
    {"reasoning", "validation", "questions"},
    {"importers", "exporters", "harvest", "packs", "releases"},
    {"assembly"},
    {"build", "changed"},
    {"cli"},
)

# Who alone may import a library.
KEEPERS = {
    "pyoxigraph": {"store"},
    "SPARQLWrapper": {"store"},
    "zstandard": {"store"},
    "rdflib": {"store", "graph", "validation", "questions"},
    "pyparsing": {"questions"},
    "pyshacl": {"validation"},
    "shacl": {"validation"},
    "owlrl": {"reasoning"},
    "duckdb": {"reasoning"},
    "numpy": {"reasoning"},
    "anyascii": {"questions"},
    "rapidfuzz": {"questions"},
    "pyarrow": {"exporters"},
    "pyld": {"jsonld"},
    "xlsxwriter": {"exporters"},
    "click": {"cli"},
    "prettytable": {"cli"},
}


def level_of(part: str) -> int:
    """How high above the ground a part stands."""
    return next(level for level, parts in enumerate(LEVELS) if part in parts)


def part_of(path: Path) -> str:
    """The package or module at the top of the house that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """The dotted names of all modules that a file imports anywhere, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.name != "__init__.py")


def test_every_part_has_a_level() -> None:
    """No part of the package stands outside the levels, and no level names a part that is not there."""
    parts = {part_of(path) for path in MODULES}
    assert parts == set().union(*LEVELS)
    assert len(MODULES) >= 30


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    """A module imports only from its own part and from lower levels."""
    part = part_of(path)
    others = {name.split(".")[1] for name in imports_of(path) if name.startswith("mfa_graph.")} - {"__version__"}
    others = {other for other in others if other in set().union(*LEVELS)}
    wrong = {other for other in others if other != part and level_of(other) > level_of(part)}
    assert not wrong, f"{path.name} imports from above: {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_have_keepers(path: Path) -> None:
    """A library is imported only where its seam is, and no library without a seam is imported at all."""
    tops = {name.split(".")[0] for name in imports_of(path)} - {"mfa_graph"}
    foreign = {top for top in tops if top not in sys.stdlib_module_names}
    assert foreign <= KEEPERS.keys()
    assert all(part_of(path) in KEEPERS[top] for top in foreign)


def test_a_wrong_import_would_be_seen(tmp_path: Path) -> None:
    """The reader of imports sees those inside functions and those of the form `from x import y`."""
    module = tmp_path / "module.py"
    module.write_text("import rdflib.term\ndef late():\n    from mfa_graph.cli import common\n")
    assert imports_of(module) == {"rdflib.term", "mfa_graph.cli", "mfa_graph.cli.common"}


def test_gauges() -> None:
    """95 in 100 functions have fewer than 40 lines, and no file has more than 400."""
    lengths = []
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, path
        functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef))
        lengths += [(node.end_lineno or node.lineno) - node.lineno + 1 for node in functions]
    assert len(lengths) > 100
    assert sum(length < 40 for length in lengths) >= 0.95 * len(lengths)
