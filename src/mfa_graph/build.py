"""The main job: load, reason, check, write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mfa_graph.assembly import Progress, assembled, remember
from mfa_graph.assets import Content
from mfa_graph.exporters.catalogue import catalogue_files
from mfa_graph.exporters.dumps import files_of
from mfa_graph.exporters.files import File, staged
from mfa_graph.exporters.forms import published
from mfa_graph.exporters.jsonld import jsonld_files
from mfa_graph.exporters.manifest import manifest_of
from mfa_graph.exporters.questions import published_questions
from mfa_graph.exporters.releases import release_of
from mfa_graph.exporters.slices import slice_files
from mfa_graph.findings import Report
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.validation.engines import Note
from mfa_graph.validation.run import check
from mfa_graph.vocabulary import BASE

__all__ = ["Build", "build", "files_described"]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build came to: the graph, what the checks found, and the names of the files written, the manifest last."""

    graph: KnowledgeGraph
    report: Report
    files: tuple[str, ...]


def build(
    content: Content,
    out: Path,
    *,
    base: str = BASE,
    reasoner: str = "rules",
    engine: str | None = None,
    note: Note = lambda words: None,
    progress: Progress = lambda words: None,
) -> Build:
    """Make the whole graph of a content root, check it, and write its files, at addresses under `base`, into the folder `out`.

    The graph is made anew each time, and remembered for the questions that follow if our own rules made it. With violations it is
    not published: then no file is written. Each file is made once. All files appear when all are made, each whole, and the
    manifest last, so that it vouches for everything beside it. `engine` and `note` are those of `mfa_graph.validation.run.check`.

    Raises:
        MfaGraphError: the content is missing or broken, or the folder cannot be written.
    """
    graph, closure = assembled(content, reasoner=reasoner, progress=progress)
    if closure is not None:
        remember(content, graph)
    progress("checking")
    report = check(graph, content, engine=engine, note=note, closure=closure)
    if report.fails():
        return Build(graph, report, ())
    progress(f"writing {out}")
    graph = graph if base == BASE else graph.moved(base)
    with staged(out) as write:
        entries = [entry for file in files_described(graph, report, content, base) for entry in write(file)]
        entries += [entry for file in catalogue_files(graph, content, entries, base=base) for entry in write(file)]
        entries += [entry for file in jsonld_files(graph, content) for entry in write(file)]
        entries += write(manifest_of(graph, entries, licence=release_of(graph, content).licence, base=base))
    return Build(graph, report, tuple(entry.name for entry in entries))


def files_described(graph: KnowledgeGraph, report: Report, content: Content, base: str) -> Iterator[File]:
    """The files of a release that its catalogue describes, one after the other, so that no two are held at once.

    `graph` stands at `base` already.
    """
    yield from files_of(graph, report, content, base=base)
    yield from slice_files(graph, base=base)
    yield from published(graph, content)
    yield from published_questions(content, base=base)
