"""The SHACL engines by their names, and which of them checks given shapes.

pySHACL comes with this project and is the reference; ``shacl`` is faster, an extra, and is chosen where it is installed. Both see
the same triples under the same names, and their results differ in no point that a test of ours knows.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from mfa_graph.errors import ContentProblem, UnknownName, UsageProblem
from mfa_graph.store import BlankNode, NamedNode, Term, Triple
from mfa_graph.validation.gate import beyond
from mfa_graph.validation.results import ValidationResult
from mfa_graph.validation.terms import SH

__all__ = ["ENGINES", "FAST", "PINNED", "REFERENCE", "Note", "engine_named", "results_of"]

Note = Callable[[str], None]
"""Called with a sentence that whoever runs the check should read."""

Run = Callable[[Iterable[Triple], Iterable[Triple]], list[ValidationResult]]

REFERENCE = "pyshacl"
FAST = "shacl"
PINNED = "0.3.4"
"""The version of the fast engine that was held against the reference; no other is used."""

_TARGETS = {SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf}
_TYPES = {NamedNode(SH.NodeShape), NamedNode(SH.PropertyShape)}
_SHAPES = "urn:mfa-graph:shape:"
_KEPT = 2
"""So many shapes graphs stay as they were read: to check one thing takes a tenth of the time that reading takes."""


def _pyshacl() -> Run:
    from mfa_graph.validation.by_pyshacl import run

    return run


def _shacl() -> Run:
    if _version() != PINNED:
        found = f"in version {_version()}, and only {PINNED} was tried" if _version() else "not installed"
        raise UsageProblem(
            f"The SHACL engine “{FAST}” is {found}.",
            remedy=f"pip install {FAST}=={PINNED} (or 'mfa-graph[fast]'), or choose --engine {REFERENCE}.",
        )
    from mfa_graph.validation.by_shacl import run

    return run


ENGINES: dict[str, Callable[[], Run]] = {REFERENCE: _pyshacl, FAST: _shacl}


def engine_named(name: str) -> Run:
    """The engine of this name.

    Raises:
        UnknownName: there is no such engine.
        UsageProblem: the engine is not installed.
    """
    if name not in ENGINES:
        raise UnknownName(f"There is no SHACL engine “{name}”.", remedy=f"choose one of: {', '.join(ENGINES)}.")
    return ENGINES[name]()


def results_of(
    triples: Iterable[Triple],
    shapes: Sequence[Triple],
    *,
    engine: str | None = None,
    note: Note = lambda words: None,
) -> list[ValidationResult]:
    """What the engine of this name finds in the triples; without a name the fast one where it is installed.

    Shapes that the fast engine would misread go to the reference, and `note` is told why.

    Raises:
        UnknownName: there is no such engine.
        UsageProblem: the engine is not installed.
        ContentProblem: the shapes graph is ill-formed (SHACL 3.4.3).
    """
    name = engine or (FAST if _version() == PINNED else REFERENCE)
    run = engine_named(name)
    rules = tuple(shapes)
    reason = _beyond(rules) if name == FAST else ""
    if reason:
        note(f"{REFERENCE} checks instead of {FAST}, since the shapes {reason}.")
        run = ENGINES[REFERENCE]()
    named, before = _with_names(rules)
    try:
        found = run(triples, named)
    except Exception as error:  # whatever an ill-formed shape sets off: of an engine, of re, of a SPARQL parser
        raise ContentProblem(
            f"The shapes cannot be run: {error}",
            remedy="mend the file of shapes/ that was changed last; the message says what the engine stumbled over.",
        ) from error
    return [replace(result, shape=before.get(result.shape, result.shape)) for result in found]


def _version() -> str:
    """The installed version of the fast engine, or ``""``."""
    try:
        return importlib.metadata.version(FAST)
    except importlib.metadata.PackageNotFoundError:
        return ""


@lru_cache(maxsize=_KEPT)
def _beyond(shapes: tuple[Triple, ...]) -> str:
    return beyond(shapes)


@lru_cache(maxsize=_KEPT)
def _with_names(shapes: tuple[Triple, ...]) -> tuple[tuple[Triple, ...], dict[Term | None, Term]]:
    """The shapes with an address for each that has none, since engines report blank nodes under names of their own.

    Blank nodes that are paths or lists stay as they are: a path may not be an address.
    """
    shaped = {triple.object for triple in shapes if triple.predicate.value == SH.property}
    shaped |= {t.subject for t in shapes if t.predicate.value in _TARGETS or t.object in _TYPES}
    names: dict[object, NamedNode] = {n: NamedNode(_SHAPES + n.value) for n in shaped if isinstance(n, BlankNode)}
    renamed = (Triple(names.get(t.subject, t.subject), t.predicate, names.get(t.object, t.object)) for t in shapes)
    return tuple(renamed), {name: node for node, name in names.items()}  # type: ignore[misc]
