"""The knowledge graph: named graphs as they were parsed, and the merged set that questions are put to.

The **named graphs** say who says what: one for each passage, and a few of our own. The **merged set** holds each of their
triples once, except those of ``graph/unsourced``, and stands in the default graph of the store, because no engine merges
named graphs by itself.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mfa_graph.assets import Content, content_name
from mfa_graph.errors import ContentProblem, MissingContent, Place, UnwritableOutput
from mfa_graph.formats import Format, by_path, packing_of
from mfa_graph.store import Answer, DefaultGraph, Literal, NamedNode, Quad, Solutions, Term
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.store.packing import packed
from mfa_graph.store.syntax import canonical, pieces, read
from mfa_graph.vocabulary import BASE, PREFIXES, RDFS, SKOS, graph, shortened

if TYPE_CHECKING:
    import rdflib

    from mfa_graph.jsonld.context import Context
    from mfa_graph.store.base import WritableStore

__all__ = ["UNSOURCED_ENDING", "KnowledgeGraph", "text_of", "unwritable", "write_whole"]

ONTOLOGY = NamedNode(graph("ontology"))
UNSOURCED = NamedNode(graph("unsourced"))
UNSOURCED_ENDING = "/graph/unsourced"
"""How the name ends, at whatever base a graph was built, of the one named graph that the merged set leaves out."""

_FOLDER_GRAPHS = {"concepts": graph("concepts"), "curation": graph("curation")}
_READ = {".ttl", ".trig", ".nq", ".csv", ".toml", ".rq", ".md"}
_MOVABLE = ("id/", "source/", "graph/")
_REMEDIES = {
    errno.EISDIR: "this is a folder: name a file, or move the folder away.",
    errno.EEXIST: "a file stands where a folder is needed: name another folder, or move the file away.",
    errno.ENOTDIR: "a file stands where a folder is needed: name another folder, or move the file away.",
    errno.ENOSPC: "make room there, or choose another disk.",
}
"""What to do about a place that cannot be written, by what the system says of it."""


class KnowledgeGraph:
    """A set of named graphs, and a store that answers questions over them and over their merged set.

    `quads` are the statements as parsed, each in a named graph. `origins` tells which authored file, named relative to the
    content's root, speaks of a thing first: by the thing's IRI, and by its IRI, a space and a property's. `written` tells in
    which file a statement was written first, and in which line if it is a row of a table (else 0). Without a `store` the graph
    keeps one in memory.
    """

    def __init__(
        self,
        quads: Iterable[Quad],
        *,
        origins: dict[str, str] | None = None,
        written: dict[Quad, tuple[str, int]] | None = None,
        store: WritableStore | None = None,
    ) -> None:
        self.quads: tuple[Quad, ...] = tuple(dict.fromkeys(quads))
        self.origins: dict[str, str] = origins or {}
        self.written: dict[Quad, tuple[str, int]] = written or {}
        self._given_store = store
        self._before: KnowledgeGraph | None = None

    @classmethod
    def load(cls, *paths: Path, store: WritableStore | None = None) -> KnowledgeGraph:
        """The graph in RDF files, such as a dump of a release; a dump's own merged set is left out, since it is made again.

        Raises:
            MissingContent: a file is not there.
            SyntaxProblem: a file cannot be read as what its suffix says.
            ContentProblem: a file has no named graph, so that it says nothing of its sources.
        """
        quads: list[Quad] = []
        for path in paths:
            named = [quad for quad in read(path) if isinstance(quad.graph_name, NamedNode)]
            if not named:
                raise ContentProblem(
                    "The file has no named graph, so nobody says what is in it.",
                    place=Place(path),
                    remedy="load the TriG, N-Quads or JSON-LD file of the same release.",
                )
            quads += named
        return cls(quads, store=store)

    @classmethod
    def authored(cls, content: Content, *, more: Sequence[Path] = ()) -> KnowledgeGraph:
        """The statements that people wrote: ``ontology/`` and ``data/`` under a root, and the files in `more`.

        Turtle in ``ontology/``, ``data/concepts/`` and ``data/curation/`` goes into the named graph of that folder. Everywhere
        else a file names its graphs itself, so it is TriG (or N-Quads).

        Raises:
            MissingContent: a folder or file is not there or empty.
            SyntaxProblem: a file cannot be read as what its suffix says.
            ContentProblem: a statement stands in no named graph, so that nobody says it.
        """
        origins: dict[str, str] = {}
        written: dict[Quad, tuple[str, int]] = {}
        _refuse_unread(content)
        files = [*content.files("ontology", ".ttl"), *content.files("data", ".ttl", ".trig", ".nq"), *more]
        for path in files:
            name = content_name(path, content.root)
            place = (name, 0)
            quads = read(path)
            if path in more and not quads:
                raise MissingContent(
                    "There is no statement in this file.", place=Place(path), remedy="name another, or leave it out."
                )
            for quad in _in_graphs(quads, path, content):
                written.setdefault(quad, place)
                subject = str(getattr(quad.subject, "value", ""))
                origins.setdefault(subject, name)
                origins.setdefault(f"{subject} {quad.predicate.value}", name)
        return cls(written, origins=origins, written=written)

    def extended(
        self,
        quads: Iterable[Quad],
        *,
        origins: Mapping[str, str] | None = None,
        written: Mapping[Quad, tuple[str, int]] | None = None,
    ) -> KnowledgeGraph:
        """This graph and further statements in named graphs, as a new graph.

        `origins` tells where new subjects come from, `written` where the statements do.
        """
        return KnowledgeGraph(
            [*self.quads, *quads],
            origins={**(origins or {}), **self.origins},
            written={**(written or {}), **self.written},
        )

    def grown(self, quads: Iterable[Quad]) -> KnowledgeGraph:
        """This graph and further statements, as a new graph that takes over its store: for a graph that nobody asks any more."""
        grown = self.extended(quads)
        grown._before = self if self._given_store is None else None
        return grown

    def moved(self, base: str, *, before: str = BASE) -> KnowledgeGraph:
        """This graph at other addresses, as a new graph: `base` replaces the base `before` in things, sources and graphs.

        Terms and concepts stay where they are, whoever builds. The queries of the content speak of our own addresses, so a
        graph is moved last, before it is written.
        """
        movable = tuple(before + part for part in _MOVABLE)
        return KnowledgeGraph(
            Quad(*(_moved_term(term, before, movable, base) for term in quad))  # type: ignore[arg-type]
            for quad in self.quads
        )

    @cached_property
    def merged(self) -> tuple[Quad, ...]:
        """Each triple that some named graph holds, once, as quads of the default graph; ``graph/unsourced`` is left out."""
        return tuple(dict.fromkeys(_in_default_graph(self.quads)))

    @cached_property
    def _store(self) -> WritableStore:
        before, known = self._before, 0
        store: WritableStore = self._given_store if self._given_store is not None else EmbeddedStore()
        if before is not None:
            store, known = before._store, len(before.quads)
            del before.__dict__["_store"]
        new = self.quads[known:]
        store.extend(chain(new, _in_default_graph(new)))
        self._before = None
        return store

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query. Outside GRAPH it sees the merged set, inside GRAPH the named graphs.

        Raises:
            QueryProblem: the text is not a query.
        """
        return self._store.query(text)

    def graphs_of(self, triple: tuple[Term, Term, Term]) -> list[str]:
        """The named graphs that hold a triple, sorted."""
        # To ask whether the store is a LookupStore takes longer than to look.
        look_up: Callable[[object], list[str]] | None = getattr(self._store, "graphs_of", None)
        if look_up is not None:
            return look_up(triple)
        rows = self.select(f"SELECT ?graph WHERE {{ GRAPH ?graph {{ {' '.join(map(str, triple))} }} }}")
        return sorted(graph.value for (graph,) in rows if graph is not None)

    def select(self, text: str) -> Solutions:
        """The solutions of a SELECT query; see `query`."""
        answer = self.query(text)
        assert isinstance(answer, Solutions), "not a SELECT query"
        return answer

    def counts(self) -> dict[str, int]:
        """How many triples each named graph holds, by its IRI, in the order of the IRIs."""
        return dict(sorted(Counter(_address(quad) for quad in self.quads).items()))

    @cached_property
    def _labels(self) -> dict[str, str]:
        """One label for each labelled thing: preferred before others, English before others."""
        ranked: dict[str, tuple[bool, bool, str]] = {}
        for quad in self.quads:
            if quad.predicate.value in (SKOS.prefLabel, RDFS.label) and isinstance(quad.object, Literal):
                rank = (
                    quad.predicate.value != SKOS.prefLabel,
                    quad.object.language != "en",
                    quad.object.value,
                )
                subject = getattr(quad.subject, "value", "")
                ranked[subject] = min(rank, ranked.get(subject, rank))
        return {subject: label for subject, (_, _, label) in ranked.items()}

    @cached_property
    def _homes(self) -> dict[tuple[object, ...], list[str]]:
        homes: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for quad in self.quads:
            homes[quad.subject, quad.predicate, quad.object].append(_address(quad))
        return homes

    def said_in(self, statement: tuple[object, ...]) -> list[str]:
        """The named graphs that hold a triple, by their IRIs, in order."""
        return sorted(self._homes.get(statement, ()))

    def label(self, thing: str) -> str:
        """What people call a thing, given by its IRI; the IRI, shortened, where it has no label."""
        return self._labels.get(thing) or shortened(thing)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset: named graphs, and the merged set as its default graph, with literals as written."""
        from mfa_graph.store.as_rdflib import dataset_of

        return dataset_of([*self.quads, *self.merged])

    def dump(self, syntax: Format, content: Content | None = None) -> bytes:
        """The graph in a syntax, always the same bytes: named graphs and merged set, or without graphs the merged set alone.

        JSON-LD is written with a context by the shapes of `content`, which are those of this installation where none is given.
        """
        return b"".join(self.pieces(syntax, content))

    def pieces(self, syntax: Format, content: Content | None = None) -> Iterator[bytes]:
        """The same piece by piece, so that the text of a large graph is never held."""
        held = canonical([*self.quads, *self.merged] if syntax.has_graphs else self.merged)
        return text_of(held, syntax, _context(held, content) if syntax.name == "jsonld" else None)

    def context(self, content: Content | None = None) -> Context:
        """The JSON-LD context of the graph, by the shapes of `content`, or of this installation."""
        return _context(canonical([*self.quads, *self.merged]), content)

    def save(self, path: Path) -> None:
        """Write the graph to a file, in the syntax that its suffix names, packed if ``.gz`` or ``.zst`` follows: whole or not.

        Raises:
            ContentProblem: the suffix names no RDF format.
            UnwritableOutput: the file cannot be written.
        """
        syntax, packing = by_path(path), packing_of(path)
        if syntax is None:
            raise ContentProblem(
                f"No RDF format has the suffix “{path.suffix}”.",
                place=Place(path),
                remedy="end the name in .trig, .nq, .ttl, .nt, .rdf or .jsonld, and .gz or .zst to pack it.",
            )
        text = self.pieces(syntax)
        write_whole(path, text if packing is None else packed(text, packing))


def _in_default_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    """What some quads of named graphs bring into the merged set, as often as they say it."""
    home = DefaultGraph()
    for subject, predicate, value, name in quads:
        assert isinstance(name, NamedNode)
        if not name.value.endswith(UNSOURCED_ENDING):
            yield Quad(subject, predicate, value, home)


def _context(quads: Sequence[Quad], content: Content | None) -> Context:
    from mfa_graph.jsonld.context import context_of, shapes_of

    return context_of(quads, shapes_of(content or Content.bundled()))


def text_of(quads: Sequence[Quad], syntax: Format, context: Context | None = None) -> Iterator[bytes]:
    """Sorted quads in a syntax, piece by piece: with our prefixes, or in JSON-LD with the context, by default their own."""
    if syntax.name != "jsonld":
        return pieces(quads, syntax, prefixes=PREFIXES)
    from mfa_graph.jsonld.context import context_of
    from mfa_graph.jsonld.writer import pieces as document

    return document(quads, context or context_of(quads))


def write_whole(path: Path, body: bytes | Iterable[bytes]) -> None:
    """Write a file, given whole or in pieces, beside its place and then rename it, so that nobody ever sees half of it.

    A link is followed to its file. What is no regular file, such as ``/dev/null``, is written to and stays what it is.

    Raises:
        UnwritableOutput: the folder cannot be made or written to, or the place is a folder.
    """
    pieces = (body,) if isinstance(body, bytes) else body
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(pieces)
            return
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(pieces)
            Path(beside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(beside).replace(path)
        except BaseException:  # also one from making the pieces, or from the keyboard
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> UnwritableOutput:
    """What is said of a place that cannot be written."""
    return UnwritableOutput(
        f"This cannot be written: {error.strerror}.",
        place=Place(path),
        remedy=_REMEDIES.get(error.errno or 0, "choose a folder that you may write to."),
    )


def _refuse_unread(content: Content) -> None:
    """Let no file lie among the data that looks like RDF and that nobody reads."""
    for path in sorted(content.folder("data").rglob("*")):
        if path.is_file() and path.suffix not in _READ:
            raise ContentProblem(
                f"Nobody reads files that end in “{path.suffix}” here.",
                place=Place(path),
                remedy="write the statements as TriG (.trig), or move the file out of data/.",
            )


def _in_graphs(quads: list[Quad], path: Path, content: Content) -> Iterable[Quad]:
    """Put the triples of a Turtle file into the graph of its folder; refuse triples that no graph claims."""
    home = _home_graph(path, content)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            yield quad
        elif home is not None:
            yield Quad(quad.subject, quad.predicate, quad.object, home)
        else:
            raise ContentProblem(
                f"No named graph holds the statement {quad.triple}, so nobody says it.",
                place=Place(path),
                remedy="write the file as TriG and put the statement into the graph of the passage that says it: "
                "<source/SOURCE/PASSAGE> { ... }.",
            )


def _home_graph(path: Path, content: Content) -> NamedNode | None:
    """The graph of a folder whose Turtle files all belong to one graph, or None."""
    if path.suffix != ".ttl" or not path.is_relative_to(content.root):
        return None
    top, second, *_ = [*path.relative_to(content.root).parts, ""]
    if top == "ontology":
        return ONTOLOGY
    return NamedNode(_FOLDER_GRAPHS[second]) if second in _FOLDER_GRAPHS else None


def _moved_term(term: object, before: str, movable: tuple[str, ...], base: str) -> object:
    if isinstance(term, NamedNode) and term.value.startswith(movable):
        return NamedNode(base + term.value.removeprefix(before))
    return term


def _address(quad: Quad) -> str:
    assert isinstance(quad.graph_name, NamedNode)
    return quad.graph_name.value
