"""How long the evidence of a whole answer takes beside the answer itself, at a million statements, in one run.

The generated graph (`benchmarks.generate`) is put together with our ontology, derived and inferred; with FOLDER it is kept there
for the next run. For each question with known answers: the answer's query, the evidence query, and all of the evidence down to
passages, each the best of three (of one where it takes more than `LONG`), in seconds of the process (others on the machine do
not count) and with Python's collector off, which would walk through the million statements that the graph holds. Each is measured
in a process of its own, which is ended after `LIMIT` seconds. A question without rows has no evidence to find.

python -m benchmarks.evidence [TRIPLES [FOLDER [QUESTION ...]]]
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
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
from mfa_graph.reasoning.run import is_inferred

ASKED_AGAIN = 3
"""How often one question is measured, with the first parameters for which it has rows."""

LONG = 5.0
"""Seconds; what takes longer is measured once."""

LIMIT = 240
"""Seconds by the clock that the measurements of one question with one set of parameters may take."""

Measured = tuple[int, float, float, float]
"""The number of rows, and the seconds of the answer, the evidence query and the whole evidence."""


def main() -> None:
    """Measure and print."""
    triples = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    graph = graph_of(triples, Path(sys.argv[2]) if sys.argv[2:] else None)
    graph.query("ASK {}")
    print(f"{len(graph.quads):,} quads, {len(graph.merged):,} merged triples, Python {sys.version.split()[0]}")
    gc.disable()
    prove = prover_of(graph)
    inferred = next(quad for quad in graph.quads if is_inferred(quad.graph_name))
    print(f"{seconds(partial(prove, [said_by(inferred)])):.1f} s until the reasoner can prove, once\n")
    print(
        f"{'':5} {'rows':>6} {'answer s':>9} {'query s':>9} {'whole s':>9} {'query : answer':>15} {'whole : answer':>15}",
        flush=True,
    )
    sums = [0.0, 0.0, 0.0]
    for identifier, found in measured(graph, triples, prove):
        if found is None:
            print(f"{identifier:5} ended after {LIMIT} s", flush=True)
            continue
        rows, *taken = found
        print(line(identifier, rows, taken), flush=True)
        sums = [sum(pair) for pair in zip(sums, taken, strict=True)]
    print(line("sum", None, sums))


def measured(graph: KnowledgeGraph, triples: int, prove: Prover) -> Iterator[tuple[str, Measured | None]]:
    """For each question with rows what was measured; None where it was ended, and then it is not asked again."""
    times: Counter[str] = Counter()
    for case in cases(triples):
        if times[case["id"]] >= ASKED_AGAIN:
            continue
        found = apart(partial(measure, graph, prove, case))
        if found is None or found[0]:
            times[case["id"]] += ASKED_AGAIN if found is None else 1
            yield case["id"], found


def apart(run: Callable[[], Measured]) -> Measured | None:
    """The result of a run in a process of its own; None if it was ended at the limit."""
    forking = get_context("fork")
    receiver, sender = forking.Pipe(duplex=False)
    child = forking.Process(target=lambda: sender.send(run()))
    child.start()
    found: Measured | None = receiver.recv() if receiver.poll(LIMIT) else None
    child.kill()
    child.join()
    return found


def measure(graph: KnowledgeGraph, prove: Prover, case: dict[str, Any]) -> Measured:
    """Ask one question, and find all of its evidence."""
    content = Content.bundled()
    asker, question = Asker(graph, content), Catalogue.read(content).get(case["id"])
    answer = asker.ask(question, case["parameters"])
    if not answer.rows:
        return 0, 0.0, 0.0, 0.0
    values = {name: [term] for name, term in answer.parameters.items()}
    file = asker.witnesses(prove).file(question.id)
    own = {name: each for name, each in values.items() if name in file.defaults}
    asked = best(partial(graph.query, question.file.filled(values)))
    query = best(partial(graph.query, file.filled(own)))
    # A finder remembers what it has found out, so each run has one of its own.
    whole = best(lambda: asker.witnesses(prove).of(file, answer.rows, values))
    return len(answer.rows), asked, query, whole


def cases(triples: int) -> list[dict[str, Any]]:
    """The questions with known answers that have rows, of those that the command line names, in its order."""
    named = sys.argv[3:]
    known: list[dict[str, Any]] = [case for case in answers(triples, 1)["questions"] if case["rows"]]
    if not named:
        return known
    return sorted((case for case in known if case["id"] in named), key=lambda case: named.index(case["id"]))


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
    """The best of three runs, in seconds; of one if it takes long."""
    first = seconds(run)
    return first if first > LONG else min(first, seconds(run), seconds(run))


def seconds(run: Callable[[], object]) -> float:
    """How long this process works for a run."""
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
