"""The files that leave the graph, as values whose bytes are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["File"]


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release: name with its folder, media type, what makes its bytes, and how many statements it holds.

    `pieces` makes the bytes anew each time, piece after piece, so that a large file need not be held whole. `statements` counts
    triples, or quads where the syntax has graphs; it is None for what is not RDF.
    """

    name: str
    media_type: str
    pieces: Callable[[], Iterable[bytes]]
    statements: int | None = None

    @classmethod
    def of(cls, name: str, media_type: str, body: bytes, statements: int | None = None) -> File:
        """A file whose bytes are at hand."""
        return cls(name, media_type, lambda: (body,), statements)

    @property
    def body(self) -> bytes:
        """All bytes together."""
        return b"".join(self.pieces())
