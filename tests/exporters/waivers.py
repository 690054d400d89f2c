"""The warnings of DCAT-AP's own shapes that our catalogue leaves, each with its reason; the page on DCAT-AP is made of them."""

from __future__ import annotations

import mfa_graph

SHAPES = (
    "shapes.ttl",
    "range.ttl",
    "shapes_recommended.ttl",
    "mdr-vocabularies.shape.ttl",
    "deprecateduris.ttl",
    "dcat-ap-SHACL.ttl",
)
"""The files of DCAT-AP 3.0.1 that judge us; none of them is part of this project."""

WAIVERS: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {
    ("shapes_recommended.ttl", "dcterms:temporal"): (
        ("catalogue/dataset/ontology", "catalogue/dataset/questions", "catalogue/dataset/shapes"),
        "Terms, rules and questions speak of no time of their own.",
    ),
    ("mdr-vocabularies.shape.ttl", "dcterms:publisher"): (
        (
            "catalogue",
            "catalogue/dataset/graph",
            "catalogue/dataset/ontology",
            "catalogue/dataset/questions",
            "catalogue/dataset/shapes",
            "catalogue/dataset/tables",
            f"catalogue/release/{mfa_graph.__version__}",
            "catalogue/series/releases",
            "catalogue/service/sparql",
        ),
        "The shape looks for the publisher in the EU's list of corporate bodies, which holds institutions; the contributors of "
        "an independent project cannot stand there.",
    ),
}
"""By file of shapes and property: the things of ours that are warned of, and why it stays so."""

NOT_USED = {
    "ranges.ttl": "pySHACL stops at it: one of its property shapes is not well-formed.",
    "imports.ttl, mdr_imports.ttl": "They hold only addresses of other documents; a test follows none.",
    "two property shapes of `DataService` in dcat-ap-SHACL.ttl": "They are named and not written, and pySHACL stops at them.",
}
"""What of DCAT-AP 3.0.1's shapes does not judge us, and why."""
