"""Reading and writing RDF files, exactly: what was read is what is written.

Quads come from Oxigraph's parsers, which keep the lexical form of every literal, and never from a store, which does not.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from mfa_graph.errors import MissingContent, Place, SyntaxProblem, not_utf8
from mfa_graph.formats import Format, by_suffix

__all__ = [
    "canonical",
    "ntriples",
    "parse",
    "parse_nquads",
    "parse_ntriples",
    "read",
    "read_term",
    "sorted_quads",
    "stream",
    "write",
]

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(path: Path, *, base: str | None = None) -> list[Quad]:
    """The quads of an RDF file, all at once; see `stream`. Here comments must be UTF-8 too, which parsers pass over."""
    quads = list(stream(path, base=base))
    if not _is_utf8(path):
        raise not_utf8(path, SyntaxProblem)
    return quads


def stream(path: Path, *, base: str | None = None) -> Iterator[Quad]:
    """The quads of an RDF file, in the order of the file, with literals as they are written; blank nodes get fresh names.

    Raises:
        MissingContent: there is no such file, or it cannot be read.
        SyntaxProblem: its suffix names no RDF format, or its text does not follow that format's grammar. The place names
            line and column.
    """
    syntax = by_suffix(path.suffix)
    if syntax is None:
        raise SyntaxProblem(
            f"No RDF format has the suffix “{path.suffix}”.",
            place=Place(path),
            remedy="name the file .ttl, .trig, .nt, .nq, .rdf or .jsonld after what is in it.",
        )
    try:
        with path.open("rb") as file:
            if file.read(len(_BYTE_ORDER_MARK)) != _BYTE_ORDER_MARK:
                file.seek(0)
            yield from pyoxigraph.parse(file, format=_engine_format(syntax), base_iri=base, rename_blank_nodes=True)
    except OSError as error:
        raise MissingContent(
            f"The file cannot be read: {error.strerror}.", place=Place(path), remedy="check the name."
        ) from error
    except SyntaxError as error:
        if not _is_utf8(path):
            raise not_utf8(path, SyntaxProblem) from error
        raise SyntaxProblem(
            f"This is not {syntax.name}: {error.msg}",
            place=Place(path, error.lineno, error.offset),
            remedy="mend the text there; often a dot, a semicolon or a prefix is missing just before.",
        ) from error


def _is_utf8(path: Path) -> bool:
    """Whether a file can be read as UTF-8, which all our formats are written in, and holds no byte zero, which no text has."""
    body = path.read_bytes()
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in body


def parse(body: bytes, syntax: Format, *, base: str | None = None) -> list[Quad]:
    """The quads of a text in a syntax, in its order; no address in it is ever opened.

    Raises:
        SyntaxProblem: the text does not follow the syntax's grammar, or cannot be read without another address.
    """
    try:
        return list(pyoxigraph.parse(body, format=_engine_format(syntax), base_iri=base, rename_blank_nodes=True))
    except (SyntaxError, ValueError) as error:
        raise SyntaxProblem(f"This is not {syntax.name}: {error}", remedy="mend the text there.") from error


def read_term(text: str, prefixes: Mapping[str, str]) -> NamedNode | Literal:
    """An IRI or a literal as Turtle writes it.

    Raises:
        SyntaxProblem: the text is neither.
    """
    declared = "".join(f"@prefix {name}: <{start}> . " for name, start in prefixes.items())
    try:
        (quad,) = pyoxigraph.parse(f"{declared}<urn:s> <urn:p> {text} .", format=RdfFormat.TURTLE)
    except (SyntaxError, ValueError) as error:
        raise SyntaxProblem(f"“{text}” is no IRI and no literal.", remedy="write it as Turtle does.") from error
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object


def canonical(quads: Iterable[Quad]) -> list[Quad]:
    """The same quads, each once, with canonical blank node names (RDFC-1.0), sorted by their N-Quads text."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted_quads(dataset)


def sorted_quads(quads: Iterable[Quad]) -> list[Quad]:
    """The quads in the order in which files have them: by the N-Quads text of graph, subject, predicate and object."""
    return sorted(quads, key=_reading_order)


def write(quads: Iterable[Quad], syntax: Format, *, prefixes: Mapping[str, str]) -> bytes:
    """The quads in a syntax, in the order given; for a syntax without graphs, the triples of the default graph only."""
    output = io.BytesIO()
    statements: Iterable[Quad | Triple] = quads
    if not syntax.has_graphs:
        statements = [quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
    pyoxigraph.serialize(statements, output, _engine_format(syntax), prefixes=dict(prefixes))  # type: ignore[arg-type]
    return output.getvalue()


def ntriples(triples: Iterable[Triple]) -> str:
    """The triples as N-Triples, for a tool that takes text; blank nodes keep their names."""
    output = io.BytesIO()
    pyoxigraph.serialize(triples, output, RdfFormat.N_TRIPLES)
    return output.getvalue().decode()


def parse_ntriples(text: str) -> list[Triple]:
    """The triples of N-Triples that a tool of ours wrote, blank nodes under the names that it gave them."""
    return [quad.triple for quad in pyoxigraph.parse(text, format=RdfFormat.N_TRIPLES)]


def parse_nquads(text: bytes) -> Iterator[Quad]:
    """The quads of N-Quads that this program wrote."""
    return iter(pyoxigraph.parse(text, format=RdfFormat.N_QUADS))


def _reading_order(quad: Quad) -> tuple[str, str, str, str]:
    return (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object))


def _engine_format(syntax: Format) -> RdfFormat:
    found = RdfFormat.from_media_type(syntax.media_type)
    assert found is not None, f"Oxigraph knows no {syntax.media_type}"
    return found
