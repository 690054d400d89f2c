"""One table of RDF syntaxes: name, media type, suffix, and whether the syntax has named graphs.

Command line, exports and, later, content negotiation all read this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from mfa_graph.errors import UnknownName, nearest

__all__ = ["FORMATS", "Format", "by_name", "by_suffix"]


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
