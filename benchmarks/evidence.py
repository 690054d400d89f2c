"""How long the evidence of a whole answer takes beside the answer itself, at a million statements, in one run.

The generated graph (`benchmarks.generate`) is put together with our ontology, derived and inferred; with FOLDER it is kept there
for the next run. For each question with known answers: the answer's query, the evidence query, and all of the evidence down to
passages, each the best of three, in seconds of this process (others on the machine do not count) and with Python's collector off,
which would walk through the million statements that the graph holds. A question without rows has no evidence to find.

python -m benchmarks.evidence [TRIPLES [FOLDER [QUESTION ...]]]
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.generate import answers, generate

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.evidence import Prover
from mfa_graph.questions.prover import prover_of
from mfa_graph.reasoning.axioms import said_by

ASKED_AGAIN = 3
"""How often one question is measured, with the first parameters for which it has rows."""


def main() -> None:
    """Measure and print."""
    triples = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    graph = graph_of(triples, Path(sys.argv[2]) if sys.argv[2:] else None)
    graph.query("ASK {}")
    print(f"{len(graph.quads):,} quads, {len(graph.merged):,} merged triples, Python {sys.version.split()[0]}")
    gc.disable()
    prove = prover_of(graph)
    print(f"{seconds(partial(prove, said_by(graph.quads[0]))):.1f} s until the reasoner can prove, once\n")
    print(
        f"{'':5} {'rows':>6} {'answer s':>9} {'query s':>9} {'whole s':>9} {'query : answer':>15} {'whole : answer':>15}",
        flush=True,
    )
    sums = [0.0, 0.0, 0.0]
    for identifier, rows, *taken in measured(graph, triples, prove):
        print(line(identifier, rows, taken), flush=True)
        sums = [sum(pair) for pair in zip(sums, taken, strict=True)]
    print(line("sum", None, sums))


def measured(graph: KnowledgeGraph, triples: int, prove: Prover) -> Iterator[tuple[str, int, float, float, float]]:
    """For each question with rows: how many, and the seconds of the answer, the evidence query and the whole evidence."""
    content = Content.bundled()
    asker, catalogue = Asker(graph, content), Catalogue.read(content)
    times: dict[str, int] = defaultdict(int)
    for case in cases(triples):
        if times[case["id"]] == ASKED_AGAIN:
            continue
        question = catalogue.get(case["id"])
        answer = asker.ask(question, case["parameters"])
        if not answer.rows:
            continue
        times[question.id] += 1
        values = {name: [term] for name, term in answer.parameters.items()}
        file = asker.witnesses(prove).file(question.id)
        own = {name: each for name, each in values.items() if name in file.defaults}
        asked = best(partial(graph.query, question.file.filled(values)))
        query = best(partial(graph.query, file.filled(own)))
        # A finder remembers what it has found out, so each run has one of its own.
        finders = [asker.witnesses(prove) for _ in range(3)]
        whole = min(seconds(partial(finder.of, file, answer.rows, values)) for finder in finders)
        yield question.id, len(answer.rows), asked, query, whole


def cases(triples: int) -> list[dict[str, Any]]:
    """The questions with known answers that have rows, of those that the command line names."""
    named = sys.argv[3:]
    known: list[dict[str, Any]] = answers(triples, 1)["questions"]
    return [case for case in known if case["rows"] and (not named or case["id"] in named)]


def line(name: str, rows: int | None, taken: list[float]) -> str:
    """One line of the table."""
    asked, query, whole = taken
    return (
        f"{name:5} {'' if rows is None else rows:>6} {asked:9.4f} {query:9.4f} {whole:9.4f}"
        f" {query / asked:15.1f} {whole / asked:15.1f}"
    )


def graph_of(triples: int, kept: Path | None) -> KnowledgeGraph:
    """The generated graph, derived and inferred; from a folder if it is kept there."""
    file = None if kept is None else kept / f"generated-{triples}.nq"
    if file is not None and file.exists():
        return KnowledgeGraph.load(file)
    with tempfile.TemporaryDirectory() as folder:
        graph = assemble(content_of(triples, Path(folder)), progress=partial(print, "…", flush=True))
    if file is not None:
        graph.save(file)
    return graph


def content_of(triples: int, folder: Path) -> Content:
    """A content root with our ontology and queries and the generated data."""
    bundled = Content.bundled()
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(bundled.folder(name), folder / name)
    data = folder / "data" / "generated"
    data.mkdir(parents=True)
    shutil.copytree(bundled.folder("data") / "concepts", folder / "data" / "concepts")
    with (data / "generated.nq").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(generate(triples, 1))
    return Content(folder)


def best(run: Callable[[], object]) -> float:
    """The best of three runs, in seconds."""
    return min(seconds(run) for _ in range(3))


def seconds(run: Callable[[], object]) -> float:
    """How long this process works for a run."""
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
