"""The catalogue in schema.org (DataCatalog, Dataset, DataDownload) as JSON-LD, for search engines of datasets and for pages."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mfa_graph.assets import Content
from mfa_graph.exporters.dcat import constructed, held
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import PREFIXES, RDF

__all__ = ["schema_org_of"]

_SCHEMA = PREFIXES["schema"]
_BOOLEAN = PREFIXES["xsd"] + "boolean"


def schema_org_of(content: Content, catalogue: Iterable[Quad]) -> bytes:
    """One JSON-LD document: the catalogue with its datasets, their files, places and people inside it.

    It can be put between the tags of ``<script type="application/ld+json">`` as it is, since no “<” stands in it. What was
    described once is named by its ``@id`` afterwards.
    """
    about: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for quad in constructed(held(catalogue), content, "schema-org", {}):
        assert isinstance(quad.subject, NamedNode)
        about[quad.subject.value][quad.predicate.value].append(quad.object)
    (start,) = (thing for thing, said in about.items() if NamedNode(_SCHEMA + "DataCatalog") in said[RDF.type])
    document = {"@context": _SCHEMA, **_node(start, about, set())}
    text = json.dumps(document, ensure_ascii=False, indent=2).replace("<", "\\u003c")
    return text.encode() + b"\n"


def _node(thing: str, about: dict[str, dict[str, list[Any]]], told: set[str]) -> dict[str, Any]:
    """A thing with all that is said of it; only its address if it was told before or nothing is said."""
    if thing in told or thing not in about:
        return {"@id": thing}
    told.add(thing)
    said = about[thing]
    kinds = [kind.value.removeprefix(_SCHEMA) for kind in said[RDF.type]]
    node: dict[str, Any] = {"@id": thing, "@type": kinds[0]}
    for key in sorted(key for key in said if key != RDF.type):
        values = [_value(term, about, told) for term in said[key]]
        node[key.removeprefix(_SCHEMA)] = values[0] if len(values) == 1 else values
    return node


def _value(term: Any, about: dict[str, dict[str, list[Any]]], told: set[str]) -> Any:
    """Text, true or false, an address, or a node; an address that nothing is said of stands as text, as schema.org has it."""
    if isinstance(term, Literal):
        return term.value == "true" if term.datatype.value == _BOOLEAN else term.value
    return _node(term.value, about, told) if term.value in about else term.value
