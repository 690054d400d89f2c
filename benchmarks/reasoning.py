"""Our rules against owlrl and reasonable, on generated graphs of growing size, each run in a process of its own.

For each reasoner and size: seconds to read and encode, to reason, and to write out what is new, the peak of memory above that of
an empty Python, and how many triples came out. Whoever takes longer than the limit is not asked for the next size.
Written to ``benchmarks/reasoning.md``, a table, and ``benchmarks/reasoning.svg``, a plot of growth.

Usage: ``python -m benchmarks.reasoning [TRIPLES ...]``; without numbers 10 thousand, 100 thousand and 1 million.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.generate import generate

HERE = Path(__file__).parent
SIZES = (10_000, 100_000, 1_000_000)
SECONDS = 400.0
SEED = 1
PHASES = ("read", "reason", "write")
HEADING = """\
| Asserted triples | Reasoner | Read s | Reason s | Write s | In all s | Memory MB | Triples out |
|--:|---|--:|--:|--:|--:|--:|--:|"""
INTRODUCTION = """\
# Reasoners side by side

Written by `python -m benchmarks.reasoning` (`make bench`): one run, each reasoner in a process of its own, on graphs of
`benchmarks/generate.py`. Our rules give only what is new; reasonable gives all triples, the asserted ones too, and lacks rules;
owlrl runs without keys. Memory is the peak above that of an empty Python. Whoever takes long is not asked for the next size.

![How the time grows](reasoning.svg)
"""


class Stopwatch:
    """The seconds of each phase of a run, by its name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, phase: str) -> Iterator[None]:
        """Measure what is done inside."""
        start = time.perf_counter()
        yield
        self.seconds[phase] = time.perf_counter() - start


def ours(graph: Path, out: Path, engine: str, watch: Stopwatch) -> int:
    """Our rules on an engine: read the file as a stream, reason, write what is inferred."""
    from mfa_graph.reasoning.closure import Closure
    from mfa_graph.reasoning.compile import compile_program
    from mfa_graph.reasoning.engines import engine_for
    from mfa_graph.reasoning.facts import read_facts
    from mfa_graph.reasoning.run import inferred_nquads
    from mfa_graph.store.syntax import stream

    program = compile_program(axioms())
    with watch("read"):
        facts = read_facts(program, stream(graph))
    with watch("reason"):
        closure = Closure(program, facts, engine_for(engine, len(facts)), same={})
    count = 0
    with watch("write"), out.open("w", encoding="utf-8") as file:
        for lines in inferred_nquads(closure):
            file.write(lines)
            count += lines.count("\n")
    return count


def by_owlrl(graph: Path, out: Path, watch: Stopwatch) -> int:
    """owlrl on an rdflib graph, without keys."""
    from mfa_graph.reasoning.oracle import closure_by_owlrl
    from mfa_graph.store.syntax import read

    with watch("read"):
        quads = read(graph)
    with watch("reason"):
        new = closure_by_owlrl(axioms(), (quad.triple for quad in quads))
    with watch("write"):
        out.write_text("".join(f"{' '.join(map(str, statement))} .\n" for statement in new), encoding="utf-8")
    return len(new)


def by_reasonable(graph: Path, out: Path, watch: Stopwatch) -> int:
    """Reasonable, which reads Turtle files and gives all triples, the asserted ones too."""
    import reasonable

    reasoner = reasonable.PyReasoner()
    with watch("read"):
        reasoner.load_file(str(graph.with_suffix(".ttl")))
    with watch("reason"):
        triples = reasoner.reason()
    with watch("write"):
        out.write_text("".join(f"{s} {p} {o}\n" for s, p, o in triples), encoding="utf-8")
    return len(triples)


REASONERS: dict[str, Callable[[Path, Path, Stopwatch], int]] = {
    "ours, SQLite": lambda graph, out, watch: ours(graph, out, "sqlite", watch),
    "ours, DuckDB": lambda graph, out, watch: ours(graph, out, "duckdb", watch),
    "reasonable": by_reasonable,
    "owlrl": by_owlrl,
}


def axioms() -> list[Any]:
    """The triples of our ontology."""
    from mfa_graph.assets import Content
    from mfa_graph.reasoning.axioms import said_by
    from mfa_graph.store.syntax import canonical, read

    quads = (quad for file in Content.bundled().files("ontology", ".ttl") for quad in read(file))
    return [said_by(quad) for quad in canonical(quads)]


def measured(reasoner: str, graph: Path) -> dict[str, Any] | None:
    """One run in a process of its own, or None where it takes too long."""
    command = [sys.executable, "-m", "benchmarks.reasoning", "--one", reasoner, str(graph)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True, cwd=HERE.parent)
    except subprocess.TimeoutExpired:
        return None
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def one(reasoner: str, graph: Path) -> None:
    """Run one reasoner here, and print its numbers."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    watch = Stopwatch()
    count = REASONERS[reasoner](graph, graph.with_suffix(".out"), watch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({**watch.seconds, "triples": count, "megabytes": (peak - before) / 1024}))


def write_inputs(folder: Path, size: int) -> Path:
    """A generated graph as N-Quads for us, and with the ontology as Turtle for those who read triples."""
    graph = folder / f"{size}.nq"
    lines = dict.fromkeys(" ".join(map(str, axiom)) + " .\n" for axiom in axioms())
    with graph.open("w", encoding="utf-8") as quads, graph.with_suffix(".ttl").open("w", encoding="utf-8") as triples:
        triples.writelines(lines)
        for line in generate(size, SEED):
            quads.write(line)
            triples.write(line[: line.rindex(" <")] + " .\n")
    return graph


def main(sizes: tuple[int, ...]) -> None:
    """Measure, print and write the table and the plot."""
    runs: list[tuple[int, str, dict[str, Any] | None]] = []
    slow: set[str] = set()
    print(HEADING)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            graph = write_inputs(Path(folder), size)
            for reasoner in [name for name in REASONERS if name not in slow]:
                result = measured(reasoner, graph)
                runs.append((size, reasoner, result))
                print(told(size, reasoner, result), flush=True)
                if result is None or total(result) > SECONDS / 40:
                    slow.add(reasoner)
    table = "\n".join([HEADING, *(told(*run) for run in runs)])
    (HERE / "reasoning.md").write_text(f"{INTRODUCTION}\n{table}\n", encoding="utf-8")
    plot(runs)


def total(result: dict[str, Any]) -> float:
    """The seconds of a whole run."""
    return float(sum(result[phase] for phase in PHASES))


def told(size: int, reasoner: str, result: dict[str, Any] | None) -> str:
    """One row of the table."""
    if result is None:
        return f"| {size:,} | {reasoner} | | | | > {SECONDS:.0f} | | |"
    seconds = [*(result[phase] for phase in PHASES), total(result)]
    cells = [f"{size:,}", reasoner, *(f"{each:.2f}" for each in seconds)]
    return f"| {' | '.join(cells)} | {result['megabytes']:,.0f} | {result['triples']:,} |"


def plot(runs: list[tuple[int, str, dict[str, Any] | None]]) -> None:
    """Draw how the seconds of a whole run grow with the size, on logarithmic axes."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "reasoning"  # the same drawing has the same text
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6, 4))
    for reasoner in REASONERS:
        points = [(size, total(result)) for size, name, result in runs if name == reasoner and result is not None]
        axes.loglog(*zip(*points, strict=True), marker="o", label=reasoner)
    axes.set_xlabel("asserted triples")
    axes.set_ylabel("seconds: read, reason, write")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(HERE / "reasoning.svg", metadata={"Date": None})


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
