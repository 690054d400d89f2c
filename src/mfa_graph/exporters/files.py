"""The files of a release: values whose bytes are made when they are written, and what is known of them once they are."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from mfa_graph.formats import PACKINGS, Packing
from mfa_graph.graph import unwritable, write_whole
from mfa_graph.store.packing import packed

__all__ = ["Entry", "File", "staged", "with_copies", "written"]


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: name with its folder, media type, what makes its bytes, and how many statements it holds.

    `pieces` makes the bytes anew each time, piece after piece, so that a large file need not be held whole. `statements` counts
    triples, or quads where the syntax has graphs; it is None for what is not RDF. A file that is `copied` is accompanied by a
    copy of itself in each packing of `mfa_graph.formats.PACKINGS`.
    """

    name: str
    media_type: str
    pieces: Callable[[], Iterable[bytes]]
    statements: int | None = None
    copied: bool = False

    @classmethod
    def of(cls, name: str, media_type: str, body: bytes, statements: int | None = None) -> File:
        """A file whose bytes are at hand."""
        return cls(name, media_type, lambda: (body,), statements)

    @property
    def body(self) -> bytes:
        """All bytes together."""
        return b"".join(self.pieces())


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it was written: name with its folder, media type, size in bytes, SHA-256 in hexadecimal, and statements."""

    name: str
    media_type: str
    bytes: int
    sha256: str
    statements: int | None = None

    @property
    def suffix(self) -> str:
        """The last suffix of the name, with its dot."""
        return PurePosixPath(self.name).suffix

    @property
    def stem(self) -> str:
        """The name without its last suffix: the same for one text in several syntaxes, and for a packed copy its original's."""
        return self.name.removesuffix(self.suffix)


def written(folder: Path, file: File) -> Entry:
    """Write a file below a folder, and tell what was written: its bytes are made once, and measured as they pass.

    Raises:
        UnwritableOutput: it cannot be written.
    """
    digest, size = hashlib.sha256(), 0

    def measured() -> Iterator[bytes]:
        nonlocal size
        for piece in file.pieces():
            digest.update(piece)
            size += len(piece)
            yield piece

    write_whole(folder / file.name, measured())
    return Entry(file.name, file.media_type, size, digest.hexdigest(), file.statements)


def with_copies(folder: Path, file: File) -> Iterator[Entry]:
    """Write a file below a folder, and the packed copies that accompany it, which are made of what was written.

    Raises:
        UnwritableOutput: one cannot be written.
    """
    yield written(folder, file)
    for packing in PACKINGS if file.copied else ():
        pieces = partial(_packed, folder / file.name, packing)
        yield written(folder, File(file.name + packing.suffix, packing.media_type, pieces, file.statements))


def _packed(path: Path, packing: Packing) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from packed(iter(partial(file.read, 1 << 20), b""), packing)


@contextmanager
def staged(out: Path) -> Iterator[Callable[[File], list[Entry]]]:
    """What writes the files of a release, each with its copies, and tells what was written.

    They reach the folder `out` when all are made, each whole, in the order of writing. If anything fails before that, `out`
    holds what it held. What else lies in it is left alone.

    Raises:
        UnwritableOutput: the folder cannot be made or written to.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(dir=out, prefix=".unfinished-"))
    except OSError as error:
        raise unwritable(out, error) from error
    names: list[str] = []

    def write(file: File) -> list[Entry]:
        entries = [*with_copies(stage, file)]
        names.extend(entry.name for entry in entries)
        return entries

    try:
        yield write
        for name in names:
            _refuse_taken(out, name)
        for name in names:
            _move(stage / name, out / name)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _refuse_taken(out: Path, name: str) -> None:
    """Refuse a place that something else holds before any file is moved, so that no half of a release replaces one.

    Raises:
        UnwritableOutput: a folder stands where the file should, or a file where its folder should.
    """
    place = out / name
    if place.is_dir():
        raise unwritable(place, IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
    for folder in place.parents[: len(PurePosixPath(name).parts) - 1]:
        if folder.exists() and not folder.is_dir():
            raise unwritable(folder, FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)))


def _move(path: Path, place: Path) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    except OSError as error:
        raise unwritable(place, error) from error
