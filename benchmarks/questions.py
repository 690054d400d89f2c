"""How long each question takes on the whole graph, cold and warm, in our store and in rdflib, in one run.

The graph is put together once. For each question: its first run and the best of three more in an Oxigraph store, and one run of
the same text over the same named graphs and merged set in an rdflib Dataset, in a process of its own that has a time limit.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import rdflib

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.questions.catalogue import Catalogue, Question
from mfa_graph.store import Solutions

SECONDS = 20.0
FAILED = -1.0


def main() -> None:
    """Measure and print."""
    content = Content.bundled()
    graph = assemble(content)
    graph.query("ASK {}")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "graph.nq"
        graph.save(dump)
        print(f"{len(graph.quads):,} quads, {len(graph.merged):,} merged triples, Python {sys.version.split()[0]}\n")
        print(f"{'':5} {'rows':>6} {'cold s':>8} {'warm s':>8} {'rdflib s':>9} {'rdflib : warm':>14}")
        questions = list(Catalogue.read(content))
        in_rdflib = rdflib_seconds(dump, questions)
        for question in questions:
            ask = partial(graph.select, question.file.text)
            answer, cold = timed(ask)
            warm = min(timed(ask)[1] for _ in range(3))
            theirs = in_rdflib[question.id]
            ratio, shown = f"{theirs / warm:14.0f}", f"{theirs:9.2f}"
            if theirs == FAILED:
                ratio, shown = f"{'':14}", f"{'fails':>9}"
            elif theirs >= SECONDS:
                ratio = f"{f'> {SECONDS / warm:.0f}':>14}"
            print(f"{question.id:5} {len(answer):6} {cold:8.4f} {warm:8.4f} {shown} {ratio}")


def timed(ask: Callable[[], Solutions]) -> tuple[Solutions, float]:
    """What a question gives, and the seconds that it takes."""
    start = time.perf_counter()
    return ask(), time.perf_counter() - start


def rdflib_seconds(dump: Path, questions: list[Question]) -> dict[str, float]:
    """The seconds that rdflib takes for each question, or the limit; `FAILED` where it ends with an error."""
    rdflib.NORMALIZE_LITERALS = False
    dataset = rdflib.Dataset()
    dataset.parse(dump, format="nquads")
    fork = multiprocessing.get_context("fork")
    seconds = {}
    for question in questions:
        # A fork has the dataset already, and can be ended when it takes too long.
        process = fork.Process(target=_ask_to_the_end, args=(dataset, question.file.text))
        start = time.perf_counter()
        process.start()
        process.join(SECONDS)
        taken = min(time.perf_counter() - start, SECONDS)
        seconds[question.id] = FAILED if process.exitcode else taken  # it cannot sort rows in which a value is missing
        process.kill()
        process.join()
    return seconds


def _ask_to_the_end(dataset: rdflib.Dataset, text: str) -> None:
    len(dataset.query(text))


if __name__ == "__main__":
    main()
