"""The whole graph, put together: read what people wrote, derive, reason.

`assemble` does the work each time. `recall` remembers its result between runs, so that a question is answered at once.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from mfa_graph.assets import Content
from mfa_graph.errors import MfaGraphError
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph, write_whole
from mfa_graph.store import NamedNode, Quad
from mfa_graph.store.syntax import canonical, write

__all__ = ["Progress", "assemble", "bundled", "recall", "remember"]

Progress = Callable[[str], None]
"""Called with a few words before each step of a long run."""

_KEPT = 8
_INPUTS = {"ontology": (".ttl",), "data": (".ttl", ".trig", ".nq", ".csv", ".toml", ".rq"), "queries": (".rq",)}


def assemble(
    content: Content,
    *,
    more: Sequence[Path] = (),
    reasoner: str = "rules",
    progress: Progress = lambda words: None,
) -> KnowledgeGraph:
    """The authored statements of a content root and of the files in `more`, with all that follows from them.

    `reasoner` is one of `mfa_graph.reasoning.run.REASONERS`.

    Raises:
        UnknownName: there is no such reasoner.
        MfaGraphError: the content is missing or cannot be read; see `KnowledgeGraph.authored`.
    """
    from mfa_graph.reasoning.derive import derive
    from mfa_graph.reasoning.run import reason

    progress("reading ontology/ and data/")
    graph = _with_tables(KnowledgeGraph.authored(content, more=more), content)
    progress("deriving")
    graph = graph.extended(derive(graph, content))
    progress("reasoning")
    return graph.extended(reason(graph, reasoner=reasoner))


def _with_tables(graph: KnowledgeGraph, content: Content) -> KnowledgeGraph:
    """The authored graph and what the tables bring; a cell may name what the authored graph or a table of ours describes."""
    from mfa_graph.importers.table import described_by, read_tables

    tables = read_tables(content, described_by(graph.quads), graph.quads)
    origins: dict[str, str] = {}
    written: dict[Quad, tuple[str, int]] = {}
    for table in tables:
        for quad, place in table.written.items():
            written.setdefault(quad, place)
            if isinstance(quad.subject, NamedNode):
                origins.setdefault(quad.subject.value, place[0])
    return graph.extended(written, origins=origins, written=written)


def recall(content: Content) -> KnowledgeGraph:
    """The same graph as `assemble` makes, from the memory of an earlier run if its inputs and programs were the same.

    The memory is a folder of N-Quads files under ``$XDG_CACHE_HOME`` (or ``~/.cache``), named by the digest of everything
    that the graph depends on. The first line of a file is the digest of the rest, so a damaged one is made anew. Where the
    folder cannot be written, nothing is remembered; of what is, the `_KEPT` newest files stay.
    """
    memory = _memory(content)
    if _is_sound(memory):
        return KnowledgeGraph.load(memory)
    graph = assemble(content)
    remember(content, graph)
    return graph


def remember(content: Content, graph: KnowledgeGraph) -> None:
    """Keep the whole graph of a content root for later runs; see `recall`."""
    memory = _memory(content)
    body = write(
        canonical(graph.quads), by_name("nquads"), prefixes={}
    )  # the merged set is made again when it is loaded
    with suppress(MfaGraphError, OSError):
        write_whole(memory, _seal(body) + body)
        for older in sorted(memory.parent.glob("*.nq"), key=lambda path: -path.stat().st_mtime)[_KEPT:]:
            older.unlink(missing_ok=True)


def bundled() -> KnowledgeGraph:
    """The whole graph that came with this installation, ready to be asked."""
    return recall(Content.bundled())


def _memory(content: Content) -> Path:
    """The file in which the graph of a content root is remembered."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "mfa-graph" / f"{_digest(content)}.nq"


def _seal(body: bytes) -> bytes:
    """The first line of a remembered graph: a comment with the SHA-256 of the lines after it."""
    return f"# {hashlib.sha256(body).hexdigest()}\n".encode()


def _is_sound(memory: Path) -> bool:
    try:
        first, _, rest = memory.read_bytes().partition(b"\n")
    except OSError:
        return False
    return first + b"\n" == _seal(rest)


def _digest(content: Content) -> str:
    """The SHA-256 of every input file, of all code but the command line's, and of the versions of the libraries at work."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    code = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".toml") and path.parent.name != "cli")
    inputs = [path for folder, suffixes in _INPUTS.items() for path in content.files(folder, *suffixes)]
    for path in [*inputs, *code]:
        name = path.relative_to(content.root if path.is_relative_to(content.root) else package)
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for library in ("pyoxigraph", "rdflib"):
        digest.update(importlib.metadata.version(library).encode())
    return digest.hexdigest()
