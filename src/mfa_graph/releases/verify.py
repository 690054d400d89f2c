"""Whether a release is what its manifest says: every byte, every count, and that its files agree with one another.

Nothing is fetched and nothing is written. A file whose bytes are not those of the manifest is not looked into any further.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mfa_graph.findings import counted
from mfa_graph.releases.contents import Contents, has_graphs
from mfa_graph.releases.described import catalogue_faults, void_faults
from mfa_graph.releases.faults import Fault
from mfa_graph.releases.manifests import MANIFEST, Listed, Manifest, digest_of, pieces_of, read_manifest

__all__ = ["Verification", "verify"]

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a verification: the manifest, what is wrong, and in sentences what could not be looked into here."""

    manifest: Manifest
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The verification as plain values."""
        return {
            "release": self.manifest.release,
            "version": self.manifest.version,
            "date": self.manifest.date,
            "base": self.manifest.base,
            "files": len(self.manifest.files),
            "verified": not self.faults,
            "faults": [fault.as_json() for fault in self.faults],
            "notes": list(self.notes),
        }


def verify(folder: Path, *, progress: Callable[[str], None] = lambda words: None) -> Verification:
    """Compare a release with its manifest, and its files with one another.

    Raises:
        MfaGraphError: there is no manifest that can be used; see `mfa_graph.releases.manifests.read_manifest`.
    """
    manifest = read_manifest(folder)
    progress("reading the files")
    faults = [*_unnamed(manifest)]
    intact: dict[str, Listed] = {}
    for file in manifest.files:
        fault = _bytes_of(manifest, file)
        if fault is None:
            intact[file.name] = file
        else:
            faults.append(fault)
    progress("unpacking copies")
    notes: list[str] = []
    for file in intact.values():
        faults += _copy_of(manifest, file, notes)
    progress("counting statements")
    contents = Contents(manifest, intact.values())
    faults += contents.faults()
    progress("comparing descriptions")
    faults += _descriptions(manifest, intact, contents)
    return Verification(manifest, tuple(faults), tuple(dict.fromkeys(notes)))


def _descriptions(manifest: Manifest, intact: dict[str, Listed], contents: Contents) -> Iterator[Fault]:
    if not any(file.stem == manifest.name and has_graphs(file) for file in manifest.files):
        yield Fault("absent", MANIFEST, f"it names no dump with named graphs, such as {manifest.name}.nq.")
    if catalogue := intact.get("catalog.ttl"):
        yield from catalogue_faults(manifest, catalogue)
    if (void := intact.get("void.ttl")) and contents.merged is not None:
        yield from void_faults(manifest, void, contents.merged)


def _unnamed(manifest: Manifest) -> Iterator[Fault]:
    """The files in the folder that the manifest does not name."""
    named = {MANIFEST, *(file.name for file in manifest.files)}
    for path in sorted(manifest.folder.rglob("*")):
        name = path.relative_to(manifest.folder).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in named:
            yield Fault("unnamed", name, "the manifest does not name it.")


def _bytes_of(manifest: Manifest, file: Listed) -> Fault | None:
    """Whether a file is there with the bytes that the manifest says."""
    path = manifest.path(file)
    if not path.is_file():
        is_there = path.exists()
        return Fault("absent", file.name, "it is no file." if is_there else "it is not there.")
    try:
        size, digest = digest_of(pieces_of(path))
    except OSError as error:
        return Fault("absent", file.name, f"it cannot be read: {error.strerror}.")
    if size != file.size:
        return Fault("bytes", file.name, f"it has {counted(size, 'byte')}, and the manifest says {file.size:,}.")
    if digest != file.digest:
        return Fault("bytes", file.name, f"its SHA-256 is {digest}, and the manifest says {file.digest}.")
    return None


def _copy_of(manifest: Manifest, file: Listed, notes: list[str]) -> Iterator[Fault]:
    """Whether a compressed copy of another file of the release unpacks to that file's bytes."""
    original = next((each for each in manifest.files if each.name == file.stem), None)
    if original is None or file.suffix not in _UNPACKED:
        return
    try:
        size, digest = digest_of(_UNPACKED[file.suffix](manifest.path(file), original.size))
    except ModuleNotFoundError:
        notes.append(
            f"Copies that end in “{file.suffix}” were not unpacked, because zstandard is not installed: "
            "pip install zstandard."
        )
    except (OSError, EOFError, zlib.error, _Unpackable) as error:
        yield Fault("copy", file.name, f"it cannot be unpacked: {error}.")
    else:
        if (size, digest) != (original.size, original.digest):
            yield Fault("copy", file.name, f"it does not unpack to {original.name}.")


class _Unpackable(Exception):
    """A copy that breaks the rules of its compression."""


def _gunzipped(path: Path, most: int) -> Iterator[bytes]:
    with gzip.open(path) as file:
        yield from _at_most(file.read, most)


def _unzstandarded(path: Path, most: int) -> Iterator[bytes]:
    import zstandard  # type: ignore[import-not-found, unused-ignore]

    try:
        with path.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as file:
            yield from _at_most(file.read, most)
    except zstandard.ZstdError as error:
        raise _Unpackable(str(error)) from error


def _at_most(read: Callable[[int], bytes], most: int) -> Iterator[bytes]:
    """The pieces, until they are more than the original has: a small file may unpack to more than any disk holds."""
    size = 0
    while size <= most and (piece := read(_PIECE)):
        size += len(piece)
        yield piece


_UNPACKED: dict[str, Callable[[Path, int], Iterator[bytes]]] = {".gz": _gunzipped, ".zst": _unzstandarded}
