"""The whole graph, put together: read what people wrote, derive, reason.

`assemble` does the work each time. `recall` remembers its result between runs, so that a question is answered at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mfa_graph.assets import Content
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.memory import folder, keep, program_digest, remembered
from mfa_graph.store import NamedNode, Quad
from mfa_graph.store.syntax import canonical, write

if TYPE_CHECKING:
    from mfa_graph.reasoning.closure import Closure

__all__ = [
    "Progress",
    "assemble",
    "assembled",
    "authored",
    "bundled",
    "completed",
    "digest_of",
    "recall",
    "recalled",
    "remember",
]

Progress = Callable[[str], None]
"""Called with a few words before each step of a long run."""

_KEPT = 8
_INPUTS = {"ontology": (".ttl",), "data": (".ttl", ".trig", ".nq", ".csv", ".toml", ".rq"), "queries": (".rq",)}


def assemble(
    content: Content,
    *,
    more: Sequence[Path] = (),
    reasoner: str = "rules",
    remembering: bool = False,
    progress: Progress = lambda words: None,
) -> KnowledgeGraph:
    """The authored statements of a content root and of the files in `more`, with all that follows from them.

    `reasoner` is one of `mfa_graph.reasoning.run.REASONERS`. A file in `more` is TriG or N-Quads, or one of the files of a table,
    which is then read whole. `remembering` says whether tables may come from the memory of earlier runs.

    Raises:
        UnknownName: there is no such reasoner.
        MfaGraphError: the content is missing or cannot be read; see `KnowledgeGraph.authored`.
    """
    return assembled(content, more=more, reasoner=reasoner, remembering=remembering, progress=progress)[0]


def assembled(
    content: Content,
    *,
    more: Sequence[Path] = (),
    reasoner: str = "rules",
    remembering: bool = False,
    progress: Progress = lambda words: None,
) -> tuple[KnowledgeGraph, Closure | None]:
    """The graph that `assemble` makes, and the closure that knows why, if our own rules made it."""
    said = authored(content, more=more, remembering=remembering, progress=progress)
    if reasoner == "rules":
        return completed(said, content, progress=progress)
    from mfa_graph.reasoning.derive import with_derived
    from mfa_graph.reasoning.run import reason

    graph = with_derived(said, content)
    progress("reasoning")
    return graph.grown(reason(graph, reasoner=reasoner)), None


def completed(
    graph: KnowledgeGraph, content: Content, *, progress: Progress = lambda words: None
) -> tuple[KnowledgeGraph, Closure]:
    """What people wrote and all that follows from it, and the closure that knows why."""
    from mfa_graph.reasoning.derive import with_derived
    from mfa_graph.reasoning.run import closure_of, inferred_quads

    progress("deriving")
    derived = with_derived(graph, content)
    progress("reasoning")
    closure = closure_of(derived)
    return derived.grown(sorted(inferred_quads(closure), key=str)), closure


def authored(
    content: Content,
    *,
    more: Sequence[Path] = (),
    remembering: bool = False,
    progress: Progress = lambda words: None,
) -> KnowledgeGraph:
    """What people wrote, tables included; see `assemble`."""
    from mfa_graph.importers.remembered import TableMemory
    from mfa_graph.importers.table import described_by, read_tables, table_of

    progress("reading ontology/ and data/")
    tables = [table for file in more if (table := table_of(file)) is not None]
    graph = KnowledgeGraph.authored(content, more=[file for file in more if table_of(file) is None])
    origins: dict[str, str] = {}
    written: dict[Quad, tuple[str, int]] = {}
    memory = TableMemory.of_this_program() if remembering else TableMemory()
    # A cell may name what the authored graph or a table of ours describes.
    known = described_by(graph.quads)
    for read in read_tables(content, known, graph.quads, more=dict.fromkeys(tables), memory=memory):
        for quad, place in read.written.items():
            written.setdefault(quad, place)
            if isinstance(quad.subject, NamedNode):
                origins.setdefault(quad.subject.value, place[0])
    return graph.extended(written, origins=origins, written=written)


def recall(content: Content) -> KnowledgeGraph:
    """The same graph as `assemble` makes, from the memory of an earlier run if its inputs and programs were the same.

    The memory is a folder of N-Quads files, named by the digest of everything that the graph depends on; see `mfa_graph.memory`.
    Of the remembered graphs the `_KEPT` newest stay.
    """
    return recalled(digest_of(content), lambda: assemble(content, remembering=True))


def recalled(digest: str, make: Callable[[], KnowledgeGraph]) -> KnowledgeGraph:
    """The graph that is remembered under the digest of all that it depends on; else it is made, and remembered."""
    memory = _memory(digest)
    if remembered(memory) is not None:
        return KnowledgeGraph.load(memory)
    graph = make()
    _keep(digest, graph)
    return graph


def remember(content: Content, graph: KnowledgeGraph) -> None:
    """Keep the whole graph of a content root for later runs; see `recall`."""
    _keep(digest_of(content), graph)


def bundled() -> KnowledgeGraph:
    """The whole graph that came with this installation, ready to be asked."""
    return recall(Content.bundled())


def digest_of(content: Content, folders: Collection[str] = tuple(_INPUTS)) -> str:
    """The SHA-256 of every input file, or of those in some folders, and of the program."""
    digest = hashlib.sha256(program_digest().encode())
    for path in (path for name in folders for path in content.files(name, *_INPUTS[name])):
        name = path.relative_to(content.root)
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _memory(digest: str) -> Path:
    return folder() / f"{digest}.nq"


def _keep(digest: str, graph: KnowledgeGraph) -> None:
    quads = canonical(graph.quads)  # the merged set is made again when it is loaded
    keep(_memory(digest), write(quads, by_name("nquads"), prefixes={}), files=_KEPT)
