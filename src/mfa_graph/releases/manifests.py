"""The manifest of a release, as whoever received the release reads it: every value is checked before it is believed."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from mfa_graph.errors import ContentProblem, MissingContent, Place, SyntaxProblem, text_of
from mfa_graph.exporters.files import Entry

__all__ = ["MANIFEST", "Manifest", "digest_of", "pieces_of", "read_manifest"]

MANIFEST = "manifest.json"

_PIECE = 1 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\\]")
_REMEDY = "build the release again, or get the whole of it again from where it came."


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release says of itself: version IRI, version, day, base, licence; triples by named graph, and of the merged set."""

    folder: Path
    name: str
    release: str
    version: str
    date: str
    base: str
    licence: str
    graphs: Mapping[str, int]
    merged: int
    files: tuple[Entry, ...]

    def path(self, file: Entry) -> Path:
        """Where a file lies."""
        return self.folder / file.name


def read_manifest(folder: Path) -> Manifest:
    """The manifest in the folder of a release.

    Raises:
        MissingContent: there is no such folder, or no manifest in it.
        SyntaxProblem: the manifest is not JSON.
        ContentProblem: it is no manifest of a release, or names a file that would lie outside the folder.
    """
    path = folder / MANIFEST
    if not folder.is_dir():
        raise MissingContent(
            "This is no folder." if folder.exists() else "There is no such file or folder.",
            place=Place(folder),
            remedy="name the folder of a release.",
        )
    try:
        said = json.loads(text_of(path))
    except OSError as error:
        raise MissingContent(
            f"A release has a manifest, and this cannot be read: {error.strerror}.",
            place=Place(path),
            remedy="name the folder that `mfa-graph build` wrote.",
        ) from error
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise SyntaxProblem("The manifest is not JSON.", place=Place(path, line), remedy=_REMEDY) from error
    return _Reader(path).manifest(said)


def pieces_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece after piece.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def digest_of(pieces: Iterator[bytes]) -> tuple[int, str]:
    """How many bytes the pieces have together, and their SHA-256."""
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads what a manifest should say, and refuses what it should not."""

    path: Path

    def manifest(self, said: object) -> Manifest:
        head = self._object(said, "the manifest")
        if head.get("kind") != "release":
            raise self._problem("“kind” is not “release”, so this is no manifest of a release")
        base = self._text(head, "base")
        if not base.startswith(("http://", "https://")) or not base.endswith("/"):
            raise self._problem("“base” is no address that ends with a slash")
        release = self._text(head, "release")
        if not release.startswith(base):
            raise self._problem("“release” does not stand below “base”")
        graphs = self._object(head.get("graphs"), "“graphs”")
        listed = head.get("files")
        if not isinstance(listed, list):
            raise self._problem("“files” is no list")
        files = tuple(self._listed(self._object(each, "an entry of “files”")) for each in listed)
        names = Counter(file.name for file in files)
        if doubled := next((name for name, times in names.items() if times > 1), None):
            raise self._problem(f"“{doubled}” is named twice")
        return Manifest(
            folder=self.path.parent,
            name=self._text(head, "name"),
            release=release,
            version=self._text(head, "version"),
            date=self._text(head, "date"),
            base=base,
            licence=self._text(head, "licence"),
            graphs={name: self._count(graphs, name) for name in graphs},
            merged=self._count(head, "merged"),
            files=files,
        )

    def _listed(self, entry: Mapping[str, Any]) -> Entry:
        name = self._text(entry, "name")
        digest = self._text(entry, "sha256")
        if not _DIGEST.fullmatch(digest):
            raise self._problem(f"the “sha256” of “{name}” is not 64 hexadecimal digits")
        self._refuse_outside(name)
        statements = self._count(entry, "statements") if "statements" in entry else None
        return Entry(name, self._text(entry, "mediaType"), self._count(entry, "bytes"), digest, statements)

    def _refuse_outside(self, name: str) -> None:
        """Let no name lead out of the folder, by its parts or by a link."""
        parts = PurePosixPath(name).parts
        if _UNPRINTABLE.search(name) or name.startswith("/") or {"..", "."} & set(name.split("/")) or not parts:
            raise self._problem(f"{json.dumps(name)} is no name of a file in this folder")
        if name == MANIFEST:
            raise self._problem("it names itself")
        folder = self.path.parent.resolve()
        try:
            is_inside = (folder / name).resolve().is_relative_to(folder)
        except (
            OSError,
            RuntimeError,
            ValueError,
        ) as error:  # a link that leads to itself, a name that no file can have
            raise self._problem(f"{json.dumps(name)} is no name of a file in this folder") from error
        if not is_inside:
            raise self._problem(f"“{name}” is a link that leads out of the folder")

    def _object(self, value: object, what: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._problem(f"{what} is no object")
        return value

    def _text(self, entry: Mapping[str, Any], key: str) -> str:
        text: str = self._of(entry, key, "text", lambda value: isinstance(value, str) and value != "")
        return text

    def _count(self, entry: Mapping[str, Any], key: str) -> int:
        number: int = self._of(entry, key, "whole number", lambda value: type(value) is int and value >= 0)
        return number

    def _of(self, entry: Mapping[str, Any], key: str, kind: str, fits: Callable[[Any], bool]) -> Any:
        if not fits(entry.get(key)):
            raise self._problem(f"“{key}” is no {kind}" if key in entry else f"“{key}” is missing")
        return entry[key]

    def _problem(self, message: str) -> ContentProblem:
        return ContentProblem(f"The manifest cannot be used: {message}.", place=Place(self.path), remedy=_REMEDY)
