"""Releases read to be compared: from their folder, or from a dump alone."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mfa_graph.errors import ContentProblem, MissingContent, Place
from mfa_graph.exporters.files import Entry
from mfa_graph.formats import FORMATS, by_path
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.releases.contents import has_graphs, read_exactly
from mfa_graph.releases.manifests import Manifest, digest_of, pieces_of, read_manifest
from mfa_graph.store import BlankNode, NamedNode, Quad
from mfa_graph.store.syntax import read, sorted_quads
from mfa_graph.vocabulary import BASE

__all__ = ["Snapshot", "read_snapshot"]

_ONTOLOGY = "graph/ontology"


@dataclass(frozen=True)
class Snapshot:
    """A release as it is compared.

    Attributes:
        path: The folder, or the dump, that was read.
        quads: What its dump holds: named graphs, and the merged set as the default graph.
        base: Below which its addresses stand.
        release: Its version IRI; empty where no manifest says it. So are `version` and `date`.
    """

    path: Path
    quads: frozenset[Quad] = field(repr=False)
    base: str
    release: str = ""
    version: str = ""
    date: str = ""

    @property
    def title(self) -> str:
        """What people call it: by its version and day, or by its file."""
        return f"release {self.version}, data of {self.date}" if self.version else self.path.name

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The graph at our own addresses, at which questions are asked, with its blank nodes named after what is said of them."""
        graph = KnowledgeGraph(quad for quad in self.quads if isinstance(quad.graph_name, NamedNode))
        if self.base != BASE:
            graph = graph.moved(BASE, before=self.base)
        return KnowledgeGraph(sorted_quads(_named_by_content(graph.quads)))


def read_snapshot(path: Path) -> Snapshot:
    """A release in a folder with a manifest, or a dump with named graphs.

    Raises:
        MissingContent: there is no such file or folder, or no manifest in the folder.
        SyntaxProblem: the manifest or the dump cannot be read.
        ContentProblem: it is no release, its dump is not the one that the manifest vouches for, or has no named graphs.
    """
    if not path.exists():
        raise MissingContent(
            "There is no such file or folder.",
            place=Place(path),
            remedy="name the folder that `mfa-graph build` wrote, or a TriG, N-Quads or JSON-LD file of it.",
        )
    if not path.is_dir():
        quads = _dump(path)
        return Snapshot(path, quads, _base(path, quads))
    manifest = read_manifest(path)
    dump = manifest.path(_vouched(manifest))
    return Snapshot(path, _dump(dump), manifest.base, manifest.release, manifest.version, manifest.date)


def _named_by_content(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads with each blank node named by a digest of what is said of it, so that it has the same name in each release.

    The names of RDFC-1.0 are numbers, which all become others when one more blank node comes. Blank nodes that lead to
    themselves keep them.
    """
    held = list(quads)
    about: dict[object, set[tuple[str, object]]] = defaultdict(set)
    leading: dict[object, set[object]] = defaultdict(set)
    for quad in held:
        if isinstance(quad.subject, BlankNode):
            about[quad.subject].add((quad.predicate.value, quad.object))
            if isinstance(quad.object, BlankNode):
                leading[quad.object].add(quad.subject)
        if isinstance(quad.object, BlankNode):
            about[quad.object] |= set()
    names: dict[object, BlankNode] = {}
    open_ends = {node: sum(isinstance(each, BlankNode) for _, each in said) for node, said in about.items()}
    waiting = [node for node, number in open_ends.items() if not number]
    while waiting:
        node = waiting.pop()
        said = sorted(f"{predicate} {names.get(value, value)}" for predicate, value in about[node])
        names[node] = BlankNode(f"b{hashlib.sha256(repr(said).encode()).hexdigest()[:16]}")
        for other in leading[node]:
            open_ends[other] -= sum(value == node for _, value in about[other])
            if not open_ends[other]:
                waiting.append(other)
    for quad in held:
        yield Quad(
            names.get(quad.subject, quad.subject),
            quad.predicate,
            names.get(quad.object, quad.object),
            quad.graph_name,
        )


def _vouched(manifest: Manifest) -> Entry:
    """The dump of a release, if it is the one that its manifest vouches for."""
    dumps = {file.suffix: file for file in manifest.files if file.stem == manifest.name and has_graphs(file)}
    found = next((dumps[syntax.suffix] for syntax in FORMATS if syntax.suffix in dumps), None)
    if found is None:
        raise ContentProblem(
            "The manifest names no dump with named graphs, so nothing tells who says what.",
            place=Place(manifest.folder),
            remedy=f"name a release that has {manifest.name}.trig, .nq or .jsonld.",
        )
    path = manifest.path(found)
    try:
        is_it = digest_of(pieces_of(path)) == (found.bytes, found.sha256)
    except OSError as error:
        raise MissingContent(
            f"The manifest names this dump, and it cannot be read: {error.strerror}.",
            place=Place(path),
            remedy="get the whole release again from where it came.",
        ) from error
    if not is_it:
        raise ContentProblem(
            "This is not the file that the manifest vouches for.",
            place=Place(path),
            remedy=f"see what else is wrong with mfa-graph verify {manifest.folder}; to compare the file as it is, name it.",
        )
    return found


def _dump(path: Path) -> frozenset[Quad]:
    syntax = by_path(path)
    quads = read_exactly(read(path))
    if (syntax is not None and not syntax.has_graphs) or not any(isinstance(q.graph_name, NamedNode) for q in quads):
        raise ContentProblem(
            "The file has no named graph, so nobody says what is in it.",
            place=Place(path),
            remedy="name the TriG, N-Quads or JSON-LD file of the same release.",
        )
    return quads


def _base(path: Path, quads: frozenset[Quad]) -> str:
    """The base of a dump, by the named graph that has the ontology."""
    names = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    bases = [name.removesuffix(_ONTOLOGY) for name in names if name.endswith(f"/{_ONTOLOGY}")]
    if len(bases) != 1:
        raise ContentProblem(
            "This is no dump of a release: it has no named graph for the ontology."
            if not bases
            else f"This holds {len(bases)} releases, at different bases.",
            place=Place(path),
            remedy="name a file that `mfa-graph build` wrote, such as mfa-graph.trig.",
        )
    return bases[0]
