"""The catalogue of a release in DCAT-AP 3.0.1 (DCAT 3, W3C): datasets, their releases, files and endpoint, for data portals.

The texts and the queries that join them to a release stand in ``queries/catalogue/``; here is only the order of the steps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import mfa_graph
from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, Place
from mfa_graph.exporters.files import Entry
from mfa_graph.exporters.manifest import data_date
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import read_query
from mfa_graph.store import Literal, NamedNode, Quad, Store, Triple, Triples
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.store.syntax import canonical, read
from mfa_graph.vocabulary import BASE, DCAT, PREFIXES, XSD

__all__ = ["CATALOGUE_PREFIXES", "catalogue_of", "constructed", "held"]

CATALOGUE_PREFIXES = PREFIXES | {
    "adms": "http://www.w3.org/ns/adms#",
    "dcatap": "http://data.europa.eu/r5r/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}

_UNSET = "UNDEF"


def catalogue_of(whole: KnowledgeGraph, content: Content, files: Iterable[Entry], *, base: str = BASE) -> list[Quad]:
    """The catalogue of a release that consists of `files`, in the order in which it is written.

    `whole` stands at `base` already. Time, place, languages and subjects are asked of it; the day is its data date.

    Raises:
        ContentProblem: the texts have no ``<catalogue>``.
    """
    folder = content.folder("queries") / "catalogue"
    authored = [quad for path in sorted(folder.glob("*.ttl")) for quad in read(path, base=base)]
    found: list[Quad] = list(authored)
    store = held([*whole.merged, *authored])
    values: dict[str, Sequence[object]] = {
        "base": [Literal(base)],
        "day": [Literal(data_date(whole))],
        "version": [Literal(mfa_graph.__version__)],
        "file": [_row(file) for file in files],
    }
    for name in ("distributions", "cover", "datasets", "release"):
        more = constructed(store, content, name, values)
        store.extend(more)
        found += more
    whole_catalogue = NamedNode(base + "catalogue")
    if not any(quad.subject == whole_catalogue for quad in authored):
        raise ContentProblem(
            "The texts have no <catalogue>.", place=Place(folder), remedy="describe it there as a dcat:Catalog."
        )
    return canonical(_reached(found, whole_catalogue))


def constructed(store: Store, content: Content, name: str, values: Mapping[str, Sequence[object]]) -> list[Quad]:
    """What the query ``queries/catalogue/NAME.rq`` makes of a store, with those of the `values` that it takes."""
    file = read_query(content.folder("queries") / "catalogue" / f"{name}.rq")
    answer = store.query(file.filled({key: terms for key, terms in values.items() if key in file.defaults}))
    assert isinstance(answer, Triples), "a query of the catalogue is a CONSTRUCT query"
    return [_quad(triple) for triple in answer]


def held(quads: Iterable[Quad]) -> EmbeddedStore:
    """A store in memory that holds some quads."""
    store = EmbeddedStore()
    store.extend(quads)
    return store


def _quad(triple: Triple) -> Quad:
    """A triple of an answer; a store gives back any whole number as xsd:integer, and DCAT-AP wants sizes exactly so."""
    value = triple.object
    if triple.predicate.value == DCAT.byteSize:
        assert isinstance(value, Literal)
        value = Literal(value.value, datatype=NamedNode(XSD.nonNegativeInteger))
    return Quad(triple.subject, triple.predicate, value)


def _row(file: Entry) -> str:
    """A file as a row of VALUES: name, media type, bytes, SHA-256, statements."""
    terms = [Literal(value) for value in (file.name, file.media_type, file.bytes, file.sha256)]
    counted = str(Literal(file.statements)) if file.statements is not None else _UNSET
    return f"({' '.join(map(str, terms))} {counted})"


def _reached(quads: Iterable[Quad], start: NamedNode) -> list[Quad]:
    """The statements about a thing, and about all that they lead to; unused codes and datasets without a file drop out."""
    about: dict[object, list[Quad]] = defaultdict(list)
    for quad in dict.fromkeys(quads):
        about[quad.subject].append(quad)
    seen: set[object] = {start}
    waiting: list[object] = [start]
    reached: list[Quad] = []
    while waiting:
        for quad in about[waiting.pop()]:
            reached.append(quad)
            if quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)
    return reached
