"""How each engine does on the W3C's suite; the failures stand here, with their reasons, so that a new pass is news too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mfa_graph.store import Triple
from mfa_graph.validation.engines import FAST, REFERENCE, Run, engine_named, results_of
from mfa_graph.validation.results import ValidationResult

CASES = 120
MUST_FAIL = 7

# Each column of the table: what runs, and the cases that it gets wrong.
UNGATED = f"{FAST} without the gate"
FAILURES: dict[str, dict[str, str]] = {
    FAST: {},
    UNGATED: {
        "sparql/pre-binding/unsupported-sparql-004": "accepts a query inside a query, which it should refuse",
    },
    REFERENCE: {
        "core/property/uniqueLang-002": 'takes `"1"^^xsd:boolean` for true, where the test wants it ignored',
        "sparql/node/prefixes-001": "has prefixes behind `owl:imports`, which we never follow",
        "sparql/pre-binding/shapesGraph-001": "does not bind `$shapesGraph`",
    },
}


def run_of(name: str) -> Run:
    """An engine as it is measured: through our own function, or without what stands before it."""
    if name == UNGATED:
        return engine_named(FAST)

    def run(triples: Iterable[Triple], shapes: Iterable[Triple]) -> list[ValidationResult]:
        rules: Sequence[Triple] = list(shapes)
        return results_of(triples, rules, engine=name)

    return run
