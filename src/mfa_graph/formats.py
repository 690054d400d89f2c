"""One table of RDF syntaxes: name, media type, suffix, and whether the syntax has named graphs; one of ways to pack files.

Command line, exports and, later, content negotiation all read this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mfa_graph.errors import UnknownName, nearest

__all__ = ["FORMATS", "PACKINGS", "Format", "Packing", "by_name", "by_path", "by_suffix", "packing_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """An RDF 1.1 syntax: `name` for the command line, registered `media_type`, file `suffix`, and whether it holds quads."""

    name: str
    media_type: str
    suffix: str
    has_graphs: bool


FORMATS = (
    Format("trig", "application/trig", ".trig", True),
    Format("nquads", "application/n-quads", ".nq", True),
    Format("turtle", "text/turtle", ".ttl", False),
    Format("ntriples", "application/n-triples", ".nt", False),
    Format("rdfxml", "application/rdf+xml", ".rdf", False),
    Format("jsonld", "application/ld+json", ".jsonld", True),
)


@dataclass(frozen=True, slots=True)
class Packing:
    """A way to pack one file: its `name`, registered `media_type`, and the `suffix` that it adds to the name of a file."""

    name: str
    media_type: str
    suffix: str


PACKINGS = (Packing("gzip", "application/gzip", ".gz"), Packing("Zstandard", "application/zstd", ".zst"))


def by_name(name: str) -> Format:
    """The format called `name`, or whose suffix or media type it is.

    Raises:
        UnknownName: there is none.
    """
    for candidate in FORMATS:
        if name in (candidate.name, candidate.suffix, candidate.suffix.lstrip("."), candidate.media_type):
            return candidate
    raise UnknownName(f"No RDF format is called “{name}”.", remedy=nearest(name, (f.name for f in FORMATS)))


def by_suffix(suffix: str) -> Format | None:
    """The format of files that end in `suffix` (with its dot), or None."""
    return next((candidate for candidate in FORMATS if candidate.suffix == suffix), None)


def by_path(path: Path) -> Format | None:
    """The format that the name of a file tells, packed or not, or None."""
    return by_suffix(path.suffix if packing_of(path) is None else path.with_suffix("").suffix)


def packing_of(path: Path) -> Packing | None:
    """How a file is packed by its name, or None."""
    return next((candidate for candidate in PACKINGS if candidate.suffix == path.suffix), None)
