"""Whether a release is what its manifest says: every byte, every count, and that its files agree with one another.

Nothing is fetched and nothing is written. A file whose bytes are not those of the manifest is not looked into any further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mfa_graph.errors import SyntaxProblem
from mfa_graph.exporters.files import Entry
from mfa_graph.faults import Fault
from mfa_graph.findings import counted
from mfa_graph.formats import packing_of
from mfa_graph.releases.contents import Contents, has_graphs
from mfa_graph.releases.described import catalogue_faults, void_faults
from mfa_graph.releases.manifests import MANIFEST, Manifest, digest_of, pieces_of, read_manifest
from mfa_graph.store.packing import opened

__all__ = ["Verification", "verify"]

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a verification: the manifest, and what is wrong."""

    manifest: Manifest
    faults: tuple[Fault, ...]

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
        }


def verify(folder: Path, *, progress: Callable[[str], None] = lambda words: None) -> Verification:
    """Compare a release with its manifest, and its files with one another.

    Raises:
        MfaGraphError: there is no manifest that can be used; see `mfa_graph.releases.manifests.read_manifest`.
    """
    manifest = read_manifest(folder)
    progress("reading the files")
    faults = [*_unnamed(manifest)]
    intact: dict[str, Entry] = {}
    for file in manifest.files:
        fault = _bytes_of(manifest, file)
        if fault is None:
            intact[file.name] = file
        else:
            faults.append(fault)
    progress("unpacking copies")
    for file in intact.values():
        faults += _copy_of(manifest, file)
    progress("counting statements")
    contents = Contents(manifest, intact.values())
    faults += contents.faults()
    progress("comparing descriptions")
    faults += _descriptions(manifest, intact, contents)
    return Verification(manifest, tuple(faults))


def _descriptions(manifest: Manifest, intact: dict[str, Entry], contents: Contents) -> Iterator[Fault]:
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


def _bytes_of(manifest: Manifest, file: Entry) -> Fault | None:
    """Whether a file is there with the bytes that the manifest says."""
    path = manifest.path(file)
    if not path.is_file():
        is_there = path.exists()
        return Fault("absent", file.name, "it is no file." if is_there else "it is not there.")
    try:
        size, digest = digest_of(pieces_of(path))
    except OSError as error:
        return Fault("absent", file.name, f"it cannot be read: {error.strerror}.")
    if size != file.bytes:
        return Fault("bytes", file.name, f"it has {counted(size, 'byte')}, and the manifest says {file.bytes:,}.")
    if digest != file.sha256:
        return Fault("bytes", file.name, f"its SHA-256 is {digest}, and the manifest says {file.sha256}.")
    return None


def _copy_of(manifest: Manifest, file: Entry) -> Iterator[Fault]:
    """Whether a packed copy of another file of the release unpacks to that file's bytes."""
    path = manifest.path(file)
    original = next((each for each in manifest.files if each.name == file.stem), None)
    if original is None or packing_of(path) is None:
        return
    try:
        with opened(path) as unpacked:
            size, digest = digest_of(_at_most(unpacked.read, original.bytes))
    except (SyntaxProblem, OSError) as error:
        yield Fault("copy", file.name, f"it cannot be unpacked: {getattr(error, 'message', error)}")
    else:
        if (size, digest) != (original.bytes, original.sha256):
            yield Fault("copy", file.name, f"it does not unpack to {original.name}.")


def _at_most(read: Callable[[int], bytes], most: int) -> Iterator[bytes]:
    """The pieces, until they are more than the original has: a small file may unpack to more than any disk holds."""
    size = 0
    while size <= most and (piece := read(_PIECE)):
        size += len(piece)
        yield piece
