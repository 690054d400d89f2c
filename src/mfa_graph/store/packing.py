"""Files packed with gzip (RFC 1952) or Zstandard (RFC 8878): written piece by piece, and read without unpacking them first.

A packed file holds no name and no day, so the same bytes are packed to the same bytes, by the same version of zlib or Zstandard.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, cast

import zstandard

from mfa_graph.errors import Place, SyntaxProblem
from mfa_graph.formats import Packing, packing_of

__all__ = ["opened", "packed"]

_GZIP_LEVEL, _ZSTD_LEVEL = 6, 9
_LARGEST_WINDOW = 1 << 27
"""In bytes: how much of a text Zstandard may have to look back on, and so hold; the default of its own program too."""

_BITE = 1024
"""In bytes: so little is unpacked at once, since it may become tens of thousands of times as much."""

_ALLOWED, _RATIO = 1 << 26, 200
"""Beyond so many bytes a text must not be more than so many times as large as its archive; RDF packs 10 to 50 times."""


def packed(pieces: Iterable[bytes], packing: Packing) -> Iterator[bytes]:
    """The pieces packed, piece by piece."""
    buffer = io.BytesIO()
    with _WRITERS[packing.name](buffer) as writer:
        for piece in pieces:
            writer.write(piece)
            if ready := buffer.getvalue():
                yield ready
                buffer.seek(0)
                buffer.truncate()
    yield buffer.getvalue()


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """A file to read from, unpacked as it is read if its name ends in ``.gz`` or ``.zst``.

    Raises:
        OSError: it cannot be opened.
        SyntaxProblem: while it is read: the archive is damaged, ends too early, or unpacks to so much that it must be a trap.
    """
    with path.open("rb") as file:
        packing = packing_of(path)
        yield file if packing is None else io.BufferedReader(_Unpacking(_unpacked(file, packing, path)))


def _unpacked(file: IO[bytes], packing: Packing, path: Path) -> Iterator[bytes]:
    """The text of an archive, of one part or of several one after the other."""
    engine, read, given = _READERS[packing.name](), 0, 0
    try:
        while bite := file.read(_BITE):
            read += len(bite)
            while bite:
                if engine.eof:
                    engine = _READERS[packing.name]()
                piece = engine.decompress(bite)
                given += len(piece)
                if given > max(_ALLOWED, _RATIO * read):
                    raise _damaged(packing, path, f"unpacks to more than {_RATIO} times its size, as no RDF file does")
                yield piece
                bite = engine.unused_data
    except (zlib.error, zstandard.ZstdError) as error:
        raise _damaged(packing, path, f"is damaged ({error})") from error
    if not engine.eof:
        raise _damaged(packing, path, "ends too early")


def _damaged(packing: Packing, path: Path, what: str) -> SyntaxProblem:
    return SyntaxProblem(
        f"This {packing.name} archive {what}.",
        place=Place(path),
        remedy=f"fetch the file again, or name it without {packing.suffix} if it is not packed.",
    )


class _Unpacking(io.RawIOBase):
    """Pieces as a file that is read once."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _gzip(buffer: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    return cast("IO[bytes]", gzip.GzipFile("", "wb", _GZIP_LEVEL, buffer, mtime=0))


def _zstd(buffer: IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).stream_writer(buffer, closefd=False)


_WRITERS: dict[str, Callable[[IO[bytes]], AbstractContextManager[IO[bytes]]]] = {"gzip": _gzip, "Zstandard": _zstd}
_READERS: dict[str, Callable[[], Any]] = {
    "gzip": lambda: zlib.decompressobj(16 + zlib.MAX_WBITS),
    "Zstandard": lambda: zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).decompressobj(),
}
