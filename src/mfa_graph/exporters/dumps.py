"""The files of a build: the graph in six syntaxes, as it is and packed, its parts, and the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from mfa_graph.assets import Content
from mfa_graph.exporters.files import File
from mfa_graph.findings import Report
from mfa_graph.formats import FORMATS, Format, by_name
from mfa_graph.graph import KnowledgeGraph, text_of
from mfa_graph.jsonld.context import Context, context_of, shapes_of
from mfa_graph.store import DefaultGraph, Quad
from mfa_graph.store.syntax import canonical
from mfa_graph.validation.reports.as_json import as_json
from mfa_graph.vocabulary import BASE

__all__ = ["files_of", "rdf_file"]

_JSON = "application/json"


def files_of(whole: KnowledgeGraph, report: Report, content: Content, *, base: str = BASE) -> Iterator[File]:
    """All files of a build but its manifest, one after the other, the same bytes for the same inputs.

    `whole` stands at `base` already; the report, which was made before the move, follows it.
    """
    quads = canonical([*whole.quads, *whole.merged])
    shapes = shapes_of(content)
    context = context_of(quads, shapes)
    for syntax in FORMATS:
        yield rdf_file(f"mfa-graph{syntax.suffix}", quads, syntax, context=context, copied=True)
    turtle = by_name("turtle")
    yield rdf_file("inferred.ttl", _part(whole, "graph/inferred/"), turtle)
    yield rdf_file("ontology.ttl", _part(whole, "graph/ontology"), turtle)
    yield rdf_file("shapes.ttl", canonical(shapes), turtle)
    yield File.of("report.json", _JSON, _moved(as_json(report), base).encode())


def _moved(text: str, base: str) -> str:
    for part in ("id/", "source/", "graph/"):
        text = text.replace(BASE + part, base + part)
    return text


def rdf_file(
    name: str, quads: Sequence[Quad], syntax: Format, *, context: Context | None = None, copied: bool = False
) -> File:
    """A file of some quads in a syntax, in the order given; of a syntax without graphs, those of the default graph."""
    held = quads if syntax.has_graphs else [quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    return File(name, syntax.media_type, partial(text_of, held, syntax, context), len(held), copied)


def _part(whole: KnowledgeGraph, name: str) -> list[Quad]:
    """The triples of our own named graphs whose address has `name` in it, as quads of the default graph."""
    inside = (quad for quad in whole.quads if name in str(getattr(quad.graph_name, "value", "")))
    return canonical(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in inside)
