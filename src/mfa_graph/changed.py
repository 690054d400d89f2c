"""Checking only what changed: the graph before a change and after it, and the findings about what it affects."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from mfa_graph.assembly import Progress, assemble, authored, completed, digest_of, recall, recalled
from mfa_graph.assets import FOLDERS, Content, content_name
from mfa_graph.errors import ContentProblem, MfaGraphError, MissingContent, Place
from mfa_graph.findings import Report
from mfa_graph.graph import ONTOLOGY, KnowledgeGraph
from mfa_graph.importers.table import table_of
from mfa_graph.memory import folder, keep, remembered
from mfa_graph.revisions import file_at, folders_at
from mfa_graph.validation.affected import EVERYTHING, Before, told
from mfa_graph.validation.engines import Note
from mfa_graph.validation.run import check, check_besides_shapes

__all__ = ["check_changed"]

_KEPT = 8
_RULES = ("ontology", "shapes")
"""A change in these folders affects everything."""


def check_changed(
    content: Content,
    files: Sequence[Path] = (),
    *,
    since: str | None = None,
    engine: str | None = None,
    note: Note = lambda words: None,
    progress: Progress = lambda words: None,
) -> tuple[Report, KnowledgeGraph]:
    """What is wrong with the things that a change affects, and the graph after it; see `mfa_graph.validation.affected`.

    The change is, `since` a revision, what has become of the `files` or, without any, of the content. Without a revision it is
    that the files are there at all: those of the content root, as far as they write a statement first, and any others, which are
    checked together with the content.

    Raises:
        UsageProblem: git does not know the revision, or is not there.
        MissingContent: a file is not there, and was not in the revision.
        MfaGraphError: the content, now or in the revision, or a file cannot be read.
    """
    change = _Change(content, [file.resolve() for file in files], since)
    said = authored(content, more=change.added, remembering=True, progress=progress)
    graph, closure = completed(said, content, progress=progress)
    progress("looking for what changed")
    before = None if change.is_of_rules else change.before(said)
    if before is None:
        note(EVERYTHING)
    progress("checking")
    return check(graph, content, engine=engine, note=note, closure=closure, before=before), graph


class _Change:
    """A change of some files, or of a whole content root since a revision."""

    def __init__(self, content: Content, files: Sequence[Path], since: str | None) -> None:
        self._content = content
        self._inside = [file for file in files if file.is_relative_to(content.root)]
        self._outside = [file for file in files if file not in self._inside]
        self._since = since
        self.added = [file for file in self._outside if file.is_file()]
        for file in files:
            self._refuse_nothing(file)

    @property
    def is_of_rules(self) -> bool:
        """Whether a named file is one by which everything is judged."""
        return any(file.relative_to(self._content.root).parts[0] != "data" for file in self._inside)

    def before(self, said: KnowledgeGraph) -> Before | None:
        """The graph before the change and what was told of it, or None where everything is affected."""
        if self._since is None:
            return self._without(said) if self._inside else _remembered(self._content)
        with ExitStack() as stack:
            then = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            try:
                return self._then(then, self._since)
            except MfaGraphError as error:
                if error.place is None or not error.place.file.is_relative_to(then):
                    raise
                raise ContentProblem(
                    f"In the revision “{self._since}” this could not be read: {error.message}",
                    place=Place(error.place.file.relative_to(then), error.place.line, error.place.column),
                    remedy="name a later revision, or check everything, without --since.",
                ) from error

    def _without(self, said: KnowledgeGraph) -> Before:
        """What was there without the files of the content root, and without the others."""
        names = {content_name(file, self._content.root) for file in [*self._inside, *self._outside]}
        kept = KnowledgeGraph(quad for quad in said.quads if said.written[quad][0] not in names)
        return _recalled(_digest_of_said(kept, self._content), lambda: completed(kept, self._content)[0], self._content)

    def _then(self, then: Path, revision: str) -> Before | None:
        """What was there in a revision."""
        content = self._content
        if not (self._inside or self._outside):
            folders_at(content.root, FOLDERS, revision, then)
            if any(_bytes_in(content.root / name) != _bytes_in(then / name) for name in _RULES):
                return None
            return _remembered(Content(then))
        for name in FOLDERS if self._inside else ():
            shutil.copytree(content.folder(name), then / name, copy_function=shutil.copyfile)
        for file in self._inside:
            _write_then(file, revision, then / file.relative_to(content.root))
        earlier = Content(then) if self._inside else content
        outside = self._outside_then(then / "outside", revision)
        if not outside:
            return _remembered(earlier)
        return _told_of(assemble(earlier, more=outside, remembering=True), earlier)

    def _outside_then(self, then: Path, revision: str) -> list[Path]:
        """The files that lie elsewhere, as they were in a revision, where they were there; tables with all their files."""
        places = []
        for file in self._outside:
            place = then.joinpath(*file.parts[1:])
            if file.is_file() and table_of(file) is not None and not place.parent.is_dir():
                shutil.copytree(file.parent, place.parent, copy_function=shutil.copyfile)
            if _write_then(file, revision, place):
                places.append(place)
        return places

    def _refuse_nothing(self, file: Path) -> None:
        if not file.is_file() and (file.is_dir() or self._since is None or file_at(file, self._since) is None):
            raise MissingContent(
                "This is a folder, and only files are checked." if file.is_dir() else "There is no such file.",
                place=Place(file),
                remedy="name files. What changed when a file was removed tells --since, with a revision that has it.",
            )


def _write_then(file: Path, revision: str, place: Path) -> bool:
    """Write what a file held in a revision, and tell whether it was there."""
    held = file_at(file, revision)
    place.unlink(missing_ok=True)
    if held is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(held)
    return held is not None


def _bytes_in(root: Path) -> dict[Path, bytes]:
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*.ttl") if path.is_file()}


def _remembered(content: Content) -> Before:
    """The graph of a content root and what is told of it, from memory where they are remembered."""
    return _recalled(digest_of(content), lambda: recall(content), content)


def _recalled(digest: str, make: Callable[[], KnowledgeGraph], content: Content) -> Before:
    """The graph that is remembered under a digest and what is told of it; else both are made."""
    graph = recalled(digest, make)
    file = folder() / "told" / f"{digest}.json"
    body = remembered(file)
    if body is not None:
        return Before(graph, frozenset((*each,) for each in json.loads(body)))
    before = _told_of(graph, content)
    keep(file, json.dumps(sorted(before.told)).encode(), files=_KEPT)
    return before


def _digest_of_said(graph: KnowledgeGraph, content: Content) -> str:
    """The SHA-256 of some of what people wrote, of the rules by which more follows from it, and of the program."""
    digest = hashlib.sha256(digest_of(content, ("ontology", "queries")).encode())
    for line in sorted(str(quad) for quad in graph.quads if quad.graph_name != ONTOLOGY):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _told_of(graph: KnowledgeGraph, content: Content) -> Before:
    return Before(graph, told(check_besides_shapes(graph, content)))
