"""Writers of RDF side by side: a generated graph to each syntax, each run in a process of its own.

For each writer and syntax: seconds of the processor to sort and to write, and how far memory rises meanwhile, above what the
graph takes that is held already. Ours sorts, so that the same graph is always the same bytes; the others write as they hold.
TriG, N-Quads and JSON-LD hold each statement in its named graph and once more, merged; the others hold the merged set.
Whoever takes longer than the limit, reading included, is stopped. Written to ``benchmarks/export.md``.

Usage: ``python -m benchmarks.export [TRIPLES]``; without a number 1 million.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.generate import generate

from mfa_graph.formats import FORMATS, Format, by_name
from mfa_graph.graph import KnowledgeGraph, text_of, write_whole
from mfa_graph.store import Quad
from mfa_graph.store.syntax import canonical, read
from mfa_graph.vocabulary import PREFIXES

HERE = Path(__file__).parent
SIZE = 1_000_000
SECONDS = 400
SEED = 1
HEADING = """\
| Syntax | Writer | Sort s | Write s | Sort MB | Write MB | File MB |
|---|---|--:|--:|--:|--:|--:|"""
INTRODUCTION = """\
# Writing RDF

Written by `python -m benchmarks.export`: one run, each writer in a process of its own, {size:,} triples of
`benchmarks/generate.py` from memory to a file. Seconds are the processor's. Megabytes of memory are the peak above the graph that
is held already: who has a small number holds no text. Ours sorts, so that the same graph is the same bytes, and uses Oxigraph's
writer; that and rdflib write in whatever order they hold. Our JSON-LD has short keys and a context, which is made as part of
writing; Oxigraph's has full addresses. rdflib writes two syntaxes only, since it takes minutes for each.
"""


class Meter:
    """Seconds of the processor and the rise of memory since it was made or read last, by the kernel's own count."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
        self.before, self.begun = self._megabytes(), time.process_time()

    def _megabytes(self) -> float:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))

    def read(self) -> tuple[float, float]:
        """Both, and begin anew."""
        numbers = (time.process_time() - self.begun, max(0.0, self._megabytes() - self.before))
        self._start()
        return numbers


def ours(quads: list[Quad], syntax: Format, out: Path) -> dict[str, float]:
    """Sort, then write in pieces."""
    meter = Meter()
    held = canonical(quads)
    sort, sort_memory = meter.read()
    write_whole(out, text_of(held, syntax))
    write, write_memory = meter.read()
    return {"sort": sort, "sort_memory": sort_memory, "write": write, "write_memory": write_memory}


def oxigraph(quads: list[Quad], syntax: Format, out: Path) -> dict[str, float]:
    """Oxigraph's writer, all at once into a file."""
    import pyoxigraph

    meter = Meter()
    form = pyoxigraph.RdfFormat.from_media_type(syntax.media_type)
    statements = quads if syntax.has_graphs else (quad.triple for quad in quads)
    pyoxigraph.serialize(statements, str(out), form, prefixes=PREFIXES)
    write, write_memory = meter.read()
    return {"write": write, "write_memory": write_memory}


def rdflib(quads: list[Quad], syntax: Format, out: Path) -> dict[str, float]:
    """rdflib's writer, of the merged set in its memory."""
    from mfa_graph.store.as_rdflib import graph_of

    graph = graph_of(quad.triple for quad in quads)
    meter = Meter()
    graph.serialize(out, format=syntax.media_type, encoding="utf-8")
    write, write_memory = meter.read()
    return {"write": write, "write_memory": write_memory}


WRITERS: dict[str, tuple[Callable[[list[Quad], Format, Path], dict[str, float]], tuple[str, ...]]] = {
    "ours": (ours, tuple(syntax.name for syntax in FORMATS)),
    "Oxigraph": (oxigraph, tuple(syntax.name for syntax in FORMATS)),
    "rdflib": (rdflib, ("ntriples", "turtle")),
}
"""Each writer with the syntaxes that it is measured in."""


def one(writer: str, form: str, graph: Path) -> None:
    """Run one writer here, and print its numbers."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    whole, syntax = KnowledgeGraph(read(graph)), by_name(form)
    quads = [*whole.quads, *whole.merged] if syntax.has_graphs else [*whole.merged]
    out = graph.with_name(f"out{syntax.suffix}")
    numbers = WRITERS[writer][0](quads, syntax, out)
    print(json.dumps({**numbers, "file": out.stat().st_size / 1_000_000}))


def measured(writer: str, form: str, graph: Path) -> dict[str, float] | str:
    """One run in a process of its own, or why it has no numbers."""
    command = [sys.executable, "-m", "benchmarks.export", "--one", writer, form, str(graph)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    except subprocess.CalledProcessError as error:
        if error.returncode == -signal.SIGXCPU:
            return f"over {SECONDS}"
        print(error.stderr, file=sys.stderr)
        return "fails"
    result: dict[str, float] = json.loads(done.stdout)
    return result


def told(form: str, writer: str, result: dict[str, Any] | str) -> str:
    """One row of the table."""
    if isinstance(result, str):
        return f"| {form} | {writer} | | {result} | | | |"
    sort = f"{result['sort']:.1f}" if "sort" in result else ""
    sort_memory = f"{result['sort_memory']:,.0f}" if "sort" in result else ""
    written = f"{result['write']:.1f} | {sort_memory} | {result['write_memory']:,.0f} | {result['file']:,.0f}"
    return f"| {form} | {writer} | {sort} | {written} |"


def main(size: int) -> None:
    """Measure, print and write the table."""
    rows = []
    print(HEADING)
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.nq"
        with graph.open("w", encoding="utf-8") as lines:
            lines.writelines(generate(size, SEED))
        for syntax in FORMATS:
            for writer, (_, forms) in WRITERS.items():
                if syntax.name in forms:
                    rows.append(told(syntax.name, writer, measured(writer, syntax.name, graph)))
                    print(rows[-1], flush=True)
    text = "\n".join([f"{INTRODUCTION.format(size=size)}\n{HEADING}", *rows, ""])
    (HERE / "export.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else SIZE)
