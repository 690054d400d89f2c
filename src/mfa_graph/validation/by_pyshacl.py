"""pySHACL on an rdflib Graph: the engine that others are held against.

It infers nothing, follows no ``owl:imports`` and asks no network. A pyoxigraph store in place of the rdflib Graph would make it
report what is not wrong.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyshacl
import rdflib

from mfa_graph.store import Triple
from mfa_graph.store.as_rdflib import graph_of, silenced, triple_from
from mfa_graph.validation.results import ValidationResult, read_report

__all__ = ["run"]

_TALKATIVE = ("pyshacl-validate", "rdflib.term")


def run(triples: Iterable[Triple], shapes: Iterable[Triple]) -> list[ValidationResult]:
    """What pySHACL finds.

    Raises:
        Exception: whatever an ill-formed shape sets off: of pySHACL, of re, of the SPARQL parser.
    """
    with silenced(*_TALKATIVE):
        _, report, text = pyshacl.validate(
            graph_of(triples),
            shacl_graph=graph_of(shapes),
            advanced=False,
            inference="none",
            do_owl_imports=False,
            meta_shacl=False,
            inplace=True,
        )
        if not isinstance(report, rdflib.Graph):  # a failure is handed back, not raised (SHACL, "Failures")
            raise report if isinstance(report, Exception) else ValueError(text)
        return read_report(ours for triple in report if (ours := triple_from(triple)) is not None)
