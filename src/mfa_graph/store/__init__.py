"""The one seam to where RDF is kept: an embedded Oxigraph by default, any SPARQL 1.1 server besides.

Only this package imports pyoxigraph and SPARQLWrapper; the terms of RDF are handed on from here.
"""

from mfa_graph.store.base import (
    Answer,
    BlankNode,
    DefaultGraph,
    Literal,
    LookupStore,
    NamedNode,
    Quad,
    Solutions,
    Store,
    Term,
    Triple,
    Triples,
    UpdatableStore,
)

__all__ = [
    "Answer",
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "LookupStore",
    "NamedNode",
    "Quad",
    "Solutions",
    "Store",
    "Term",
    "Triple",
    "Triples",
    "UpdatableStore",
]
