"""Reading and writing RDF files, exactly: what was read is what is written.

Quads come from Oxigraph's parsers, which keep the lexical form of every literal, and never from a store, which does not.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
)

from mfa_graph.errors import MissingContent, Place, SyntaxProblem, not_utf8
from mfa_graph.formats import Format, by_path
from mfa_graph.store.contexts import named_in, refusal
from mfa_graph.store.packing import opened

__all__ = [
    "canonical",
    "ntriples",
    "parse",
    "parse_nquads",
    "parse_ntriples",
    "pieces",
    "read",
    "read_term",
    "sorted_quads",
    "stream",
    "write",
]

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_RUN = 5000
"""How many quads are written at once."""


def read(path: Path, *, base: str | None = None) -> list[Quad]:
    """The quads of an RDF file, all at once; see `stream`. Here comments must be UTF-8 too, which parsers pass over."""
    quads = list(stream(path, base=base))
    if not _is_utf8(path):
        raise not_utf8(path, SyntaxProblem)
    return quads


def stream(path: Path, *, base: str | None = None) -> Iterator[Quad]:
    """The quads of an RDF file, in the order of the file, with literals as they are written; blank nodes get fresh names.

    A file whose name ends in ``.gz`` or ``.zst`` after its suffix is unpacked as it is read.

    Raises:
        MissingContent: there is no such file, or it cannot be read.
        SyntaxProblem: its suffix names no RDF format, its text does not follow that format's grammar, or its archive is
            damaged or a trap. The place names line and column.
    """
    syntax = by_path(path)
    if syntax is None:
        raise SyntaxProblem(
            f"No RDF format has the suffix “{path.suffix}”.",
            place=Place(path),
            remedy="name the file .ttl, .trig, .nt, .nq, .rdf or .jsonld after what is in it, and .gz or .zst if it is packed.",
        )
    try:
        with opened(path) as file:
            if file.peek(len(_BYTE_ORDER_MARK)).startswith(_BYTE_ORDER_MARK):
                file.read(len(_BYTE_ORDER_MARK))
            yield from pyoxigraph.parse(file, format=_engine_format(syntax), base_iri=base, rename_blank_nodes=True)
    except OSError as error:
        raise MissingContent(
            f"The file cannot be read: {error.strerror}.", place=Place(path), remedy="check the name."
        ) from error
    except SyntaxError as error:
        if not _is_utf8(path):
            raise not_utf8(path, SyntaxProblem) from error
        if address := named_in(_unpacked(path), error):
            raise refusal(address, Place(path)) from error
        raise SyntaxProblem(
            f"This is not {syntax.name}: {error.msg}",
            place=Place(path, error.lineno, error.offset),
            remedy="mend the text there; often a dot, a semicolon or a prefix is missing just before.",
        ) from error


def _unpacked(path: Path) -> bytes:
    with opened(path) as file:
        return file.read()


def _is_utf8(path: Path) -> bool:
    """Whether a file can be read as UTF-8, which all our formats are written in, and holds no byte zero, which no text has."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(path) as file:
        try:
            while piece := file.read(1 << 16):
                decoder.decode(piece)
                if b"\0" in piece:
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def parse(body: bytes, syntax: Format, *, base: str | None = None) -> list[Quad]:
    """The quads of a text in a syntax, in its order; no address in it is ever opened.

    Raises:
        SyntaxProblem: the text does not follow the syntax's grammar, or cannot be read without another address.
    """
    try:
        return list(pyoxigraph.parse(body, format=_engine_format(syntax), base_iri=base, rename_blank_nodes=True))
    except (SyntaxError, ValueError) as error:
        if address := named_in(body, error):
            raise refusal(address) from error
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
    distinct = dict.fromkeys(quads)
    blank = [quad for quad in distinct if any(isinstance(term, BlankNode | Triple) for term in quad)]
    if blank:  # the names depend on these quads alone, and a Dataset is several times as large as a list
        dataset = Dataset(blank)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        distinct = dict.fromkeys([*(distinct.keys() - blank), *dataset])
    return sorted_quads(distinct)


def sorted_quads(quads: Iterable[Quad]) -> list[Quad]:
    """The quads in the order in which files have them: by the N-Quads text of graph, subject, predicate and object."""
    return sorted(quads, key=_reading_order())


def write(quads: Iterable[Quad], syntax: Format, *, prefixes: Mapping[str, str]) -> bytes:
    """The quads in a syntax, all bytes together; see `pieces`."""
    return b"".join(pieces(quads, syntax, prefixes=prefixes))


def pieces(quads: Iterable[Quad], syntax: Format, *, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The quads in a syntax, in the order given, piece by piece; of a syntax without graphs the triples of the default graph.

    Oxigraph writes run after run of some thousand quads; what it writes around each run is written once around all. JSON-LD
    comes in one piece.
    """
    held = quads if syntax.has_graphs else (quad for quad in quads if isinstance(quad.graph_name, DefaultGraph))
    match syntax.name:
        case "turtle" | "trig":
            yield from _turtle(held, syntax, prefixes)
        case "rdfxml":
            yield from _rdfxml(held, syntax, prefixes)
        case "jsonld":
            yield _run(held, syntax, prefixes)
        case _:
            yield from (_run(run, syntax, {}) for run in _runs(held))


def _turtle(quads: Iterable[Quad], syntax: Format, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """Turtle or TriG: the prefixes in order, and the runs without theirs; a graph that goes on in the next run stays open."""
    yield "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes)).encode()
    before: object = None
    for run, after in _with_next(_runs(quads)):
        body = _run(run, syntax, prefixes).split(b"\n", len(prefixes))[-1]
        first, last = run[0].graph_name, run[-1].graph_name
        if first == before and not isinstance(first, DefaultGraph):
            body = body.split(b"\n", 1)[-1]
        if after is not None and after[0].graph_name == last and not isinstance(last, DefaultGraph):
            body = body.removesuffix(b"}\n")
        before = last
        yield body


def _rdfxml(quads: Iterable[Quad], syntax: Format, prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """RDF/XML: all nodes in one element."""
    foot = b"</rdf:RDF>"
    head = _run([], syntax, prefixes).removesuffix(foot)
    yield head
    yield from (_run(run, syntax, prefixes).removeprefix(head).removesuffix(foot) for run in _runs(quads))
    yield foot + b"\n"


def _run(quads: Iterable[Quad], syntax: Format, prefixes: Mapping[str, str]) -> bytes:
    output = io.BytesIO()
    statements = quads if syntax.has_graphs else (quad.triple for quad in quads)
    pyoxigraph.serialize(statements, output, _engine_format(syntax), prefixes=dict(prefixes))
    return output.getvalue()


def _runs(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """The quads in runs of some thousand, cut where the subject or the graph changes."""
    run: list[Quad] = []
    for quad in quads:
        if len(run) >= _RUN and (quad.subject, quad.graph_name) != (run[-1].subject, run[-1].graph_name):
            yield run
            run = []
        run.append(quad)
    if run:
        yield run


def _with_next(runs: Iterator[list[Quad]]) -> Iterator[tuple[list[Quad], list[Quad] | None]]:
    """Each run with the one after it, or None."""
    run = next(runs, None)
    while run is not None:
        after = next(runs, None)
        yield run, after
        run = after


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


def _reading_order() -> Callable[[Quad], tuple[str, str, str, str]]:
    """The key by which quads are sorted: the text of graph, subject, predicate and object; a term's text is held once."""

    @cache
    def text(term: object) -> str:
        return str(term)

    def key(quad: Quad) -> tuple[str, str, str, str]:
        subject, predicate, value, graph = quad
        return text(graph), text(subject), text(predicate), text(value)

    return key


def _engine_format(syntax: Format) -> RdfFormat:
    found = RdfFormat.from_media_type(syntax.media_type)
    assert found is not None, f"Oxigraph knows no {syntax.media_type}"
    return found
