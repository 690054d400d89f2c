"""The SHACL engines side by side on our own shapes and generated graphs of growing size, each run in a process of its own.

For each engine and size: seconds to read the N-Quads, to validate, and both together, the peak of memory above that of an empty
Python, and how many results came out. The class tree of the ontology and the concepts are validated together with the graph.
Whoever takes longer than the limit is stopped; Jena runs where `JENA` names its class path. Written to
``benchmarks/validation.md``.

Usage: ``python -m benchmarks.validation [TRIPLES ...]``; without numbers 100 thousand and 1 million.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

from benchmarks.changed import section
from benchmarks.generate import generate

HERE = Path(__file__).parent
SIZES = (100_000, 1_000_000)
SECONDS = 150.0
SEED = 1
JENA = "MFA_GRAPH_JENA"
"""The environment variable with the class path of Jena; ``.ci/run`` says which of Debian's jars it needs."""

HEADING = """\
| Triples | Engine | Read s | Validate s | In all s | Memory MB | Results |
|--:|---|--:|--:|--:|--:|--:|"""
INTRODUCTION = """\
# SHACL engines side by side

Written by `python -m benchmarks.validation` (`make bench`): one run, each engine in a process of its own, our shapes on graphs of
`benchmarks/generate.py`. pySHACL and shacl stand behind `--engine`, and are measured through it, from parsed triples to plain
results; pyshacl-turbo and Jena are peers that read the file themselves. Memory is the peak above that of an empty Python.
"""


def through_us(name: str, graph: Path) -> dict[str, float]:
    """One of our own engines, from the file to plain results."""
    from mfa_graph.assets import Content
    from mfa_graph.store.syntax import stream
    from mfa_graph.validation.engines import engine_named, results_of
    from mfa_graph.validation.shapes import load_shapes

    engine_named(name)  # what it imports is not what it validates
    shapes = load_shapes(Content.bundled())
    start = time.perf_counter()
    triples = [quad.triple for quad in stream(graph)]
    read = time.perf_counter()
    results = results_of(triples, shapes, engine=name)
    return {"read": read - start, "validate": time.perf_counter() - read, "results": len(results)}


def by_turbo(graph: Path) -> dict[str, float]:
    """pyshacl-turbo, which reads files."""
    import pyshacl_turbo
    from rdflib import SH

    start = time.perf_counter()
    _, report, _ = pyshacl_turbo.validate(str(graph), shacl_graph=str(graph.with_name("shapes.ttl")))
    seconds = time.perf_counter() - start
    return {"read": 0.0, "validate": seconds, "results": sum(1 for _ in report.objects(None, SH.result))}


def by_jena(graph: Path) -> dict[str, float]:
    """Jena's command line, its start included."""
    words = ["shacl.shacl", "validate", "--shapes", str(graph.with_name("shapes.ttl")), "--data", str(graph)]
    start = time.perf_counter()
    done = subprocess.run(["java", "-cp", os.environ[JENA], *words], capture_output=True, text=True, check=True)
    return {"read": 0.0, "validate": time.perf_counter() - start, "results": done.stdout.count("sh:ValidationResult")}


ENGINES: dict[str, tuple[Callable[[Path], dict[str, float]], bool]] = {
    "shacl": (lambda graph: through_us("shacl", graph), find_spec("shacl") is not None),
    "pyshacl-turbo": (by_turbo, find_spec("pyshacl_turbo") is not None),
    "Jena": (by_jena, JENA in os.environ and which("java") is not None),
    "pySHACL": (lambda graph: through_us("pyshacl", graph), True),
}
"""Each engine with whether it is installed."""


def measured(engine: str, graph: Path) -> dict[str, float] | str:
    """One run in a process of its own, or why it has no numbers."""
    command = [sys.executable, "-m", "benchmarks.validation", "--one", engine, str(graph)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True, cwd=HERE.parent)
    except subprocess.TimeoutExpired:
        return f"over {SECONDS:.0f}"
    except subprocess.CalledProcessError as error:
        print(error.stderr, file=sys.stderr)
        return "fails"
    result: dict[str, float] = json.loads(done.stdout)
    return result


def one(engine: str, graph: Path) -> None:
    """Run one engine here, and print its numbers."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    numbers = ENGINES[engine][0](graph)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN if engine == "Jena" else resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({**numbers, "megabytes": (peak - before) / 1024}))


def write_inputs(folder: Path, size: int) -> Path:
    """A generated graph with the ontology and the concepts as N-Triples, and beside it the shapes as one file."""
    from mfa_graph.assets import Content
    from mfa_graph.store import Quad
    from mfa_graph.store.syntax import ntriples, read
    from mfa_graph.validation.shapes import load_shapes

    content = Content.bundled()
    files = [*content.files("ontology", ".ttl"), *content.files("data/concepts", ".ttl")]
    said: Iterable[Quad] = (quad for file in files for quad in read(file))
    graph = folder / f"{size}.nt"
    with graph.open("w", encoding="utf-8") as lines:
        lines.writelines(dict.fromkeys(f"{quad.triple} .\n" for quad in said))
        lines.writelines(f"{line[: line.rindex(' <')]} .\n" for line in generate(size, SEED))
    (folder / "shapes.ttl").write_text(ntriples(load_shapes(content)), encoding="utf-8")
    return graph


def main(sizes: tuple[int, ...]) -> None:
    """Measure, print and write the table."""
    rows = []
    print(HEADING)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            graph = write_inputs(Path(folder), size)
            for engine, (_, installed) in ENGINES.items():
                rows.append(told(size, engine, measured(engine, graph) if installed else "not installed"))
                print(rows[-1], flush=True)
    table = "\n".join([f"{INTRODUCTION}\n{HEADING}", *rows, "", section()])
    (HERE / "validation.md").write_text(table, encoding="utf-8")


def told(size: int, engine: str, result: dict[str, Any] | str) -> str:
    """One row of the table; an engine that reads the file itself has one number for both."""
    if isinstance(result, str):
        return f"| {size:,} | {engine} | | | {result} | | |"
    parts = [f"{result[part]:.2f}" if result["read"] else "" for part in ("read", "validate")]
    numbers = [f"{result['read'] + result['validate']:.2f}", f"{result['megabytes']:,.0f}", f"{result['results']:,}"]
    return f"| {size:,} | {engine} | {' | '.join([*parts, *numbers])} |"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
