"""How long the evidence of a whole answer takes beside the answer itself, at a million statements, in one run.

The generated graph (`benchmarks.generate`) is put together with our ontology, derived and inferred. For each question with known
answers: the answer, the evidence query, and all of the evidence down to passages, each the best of three.

python -m benchmarks.evidence [TRIPLES]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.generate import answers, generate

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.evidence import evidence_file
from mfa_graph.questions.prover import prover_of


def main() -> None:
    """Measure and print."""
    triples = int(sys.argv[1]) if sys.argv[1:] else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        content = content_of(triples, Path(folder))
        graph = assemble(content)
    content = Content.bundled()
    print(f"{len(graph.quads):,} quads, {len(graph.merged):,} merged triples, Python {sys.version.split()[0]}\n")
    print(
        f"{'':5} {'rows':>6} {'answer s':>9} {'query s':>9} {'whole s':>9} {'query : answer':>15} {'whole : answer':>15}"
    )
    asker, catalogue, prove = Asker(graph, content), Catalogue.read(content), prover_of(graph)
    for case in answers(triples, 1)["questions"]:
        question = catalogue.get(case["id"])
        answer = asker.ask(question, case["parameters"])
        values = {name: [term] for name, term in answer.parameters.items()}
        file = evidence_file(content, question.id)
        own = {name: each for name, each in values.items() if name in file.defaults}
        asked = best(partial(graph.query, question.file.filled(values)))
        query = best(partial(graph.query, file.filled(own)))
        # A finder remembers what it has found out, so each run has one of its own.
        finders = [asker.witnesses(prove) for _ in range(3)]
        whole = min(seconds(partial(finder.of, file, answer.rows, values)) for finder in finders)
        print(
            f"{question.id:5} {len(answer.rows):6} {asked:9.4f} {query:9.4f} {whole:9.4f}"
            f" {query / asked:15.1f} {whole / asked:15.1f}"
        )


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
    """How long a run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
