"""The description of the RDF datasets in VoID (W3C Interest Group Note): dumps, endpoint, vocabularies, counts, links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mfa_graph.assets import Content
from mfa_graph.exporters.dcat import constructed, held
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, Quad
from mfa_graph.store.syntax import canonical
from mfa_graph.vocabulary import BASE

__all__ = ["void_of"]


def void_of(whole: KnowledgeGraph, content: Content, catalogue: Iterable[Quad], *, base: str = BASE) -> list[Quad]:
    """The datasets of a catalogue that have dumps in RDF, as VoID; every count is asked of the merged set of `whole`."""
    values: dict[str, Sequence[object]] = {"base": [Literal(base)]}
    merged = held(whole.merged)
    described = constructed(held(catalogue), content, "void-datasets", values)
    counted = [quad for name in ("void-counts", "void-links") for quad in constructed(merged, content, name, values)]
    return canonical([*described, *counted])
