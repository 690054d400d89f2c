"""Shapes: the constraints of ``shapes/``, checked by an engine of SHACL, and its results as findings.

The engine sees the triples that it is given and no others: it infers nothing, follows no ``owl:imports`` and asks no network.
It walks the ``rdfs:subClassOf`` in those triples (SHACL, "SHACL instance"), so the class tree of the ontology has to be among
them. Literals reach it as they were written, not as a store would rewrite them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, Place, nearest
from mfa_graph.findings import Finding, Report, Severity, in_two
from mfa_graph.store import BlankNode, Literal, NamedNode, Quad, Term, Triple
from mfa_graph.store.syntax import read
from mfa_graph.validation.culprits import line_of
from mfa_graph.validation.engines import Note, results_of
from mfa_graph.validation.results import Properties, ValidationResult, properties_of, text_of
from mfa_graph.validation.terms import SH
from mfa_graph.validation.vocabularies import borrowed_terms
from mfa_graph.vocabulary import PREFIXES, RDFS, SKOS, shortened

__all__ = ["load_shapes", "validate"]

_NOWHERE: Mapping[str, str] = {}
_SEVERITIES = {SH.Info: Severity.INFO, SH.Warning: Severity.WARNING, SH.Violation: Severity.VIOLATION}


def load_shapes(content: Content) -> list[Triple]:
    """The shapes graph: all Turtle files of ``shapes/`` together.

    Raises:
        MissingContent: the folder is not there or holds no Turtle.
        SyntaxProblem: a file is not Turtle; the place names line and column.
        ContentProblem: a file uses a term that SHACL does not have, which an engine would pass over in silence.
    """
    triples: list[Triple] = []
    for path in content.files("shapes", ".ttl"):
        quads = read(path)
        _refuse_unknown_terms(quads, path)
        triples += [quad.triple for quad in quads]
    return triples


def validate(
    triples: Iterable[Triple],
    shapes: Sequence[Triple],
    *,
    origins: Mapping[str, str] = _NOWHERE,
    engine: str | None = None,
    note: Note = lambda words: None,
) -> Report:
    """What the shapes find in the triples: one finding for each validation result (SHACL, "Validation Report").

    `origins` names the authored file that describes a thing, by the thing's IRI. `engine` is one of
    `mfa_graph.validation.engines.ENGINES`, by default the fast one where it is installed; `note` is told where another checks
    in its place.

    Raises:
        UnknownName: there is no such engine.
        UsageProblem: the engine is not installed.
        ContentProblem: the shapes graph is ill-formed (SHACL, "Handling of Ill-formed Shapes Graphs").
    """
    data = list(triples)
    results = results_of(data, shapes, engine=engine, note=note)
    labels, ways = _told_of(results, data)
    said = properties_of(shapes)
    return Report.of([_finding(result, said, labels, ways, origins) for result in results])


def _refuse_unknown_terms(quads: Iterable[Quad], path: Path) -> None:
    """Refuse terms in the namespace of SHACL that its vocabulary lacks, such as a misspelt ``sh:mincount``."""
    used = {term.value for quad in quads for term in quad.triple if isinstance(term, NamedNode)}
    terms = borrowed_terms(PREFIXES["sh"])
    unknown = sorted(iri for iri in used if iri.startswith(PREFIXES["sh"]) and iri not in terms)
    if unknown:
        name = unknown[0].removeprefix(PREFIXES["sh"])
        raise ContentProblem(
            f"SHACL has no term sh:{name}.",
            place=Place(path, line_of(path, unknown[0])),
            remedy=nearest(name, (term.removeprefix(PREFIXES["sh"]) for term in terms)),
        )


def _told_of(
    results: Iterable[ValidationResult], data: Iterable[Triple]
) -> tuple[dict[tuple[Term, str], list[Term]], dict[tuple[Term, Term], str]]:
    """Of the data what findings tell: labels of focus nodes, and the first property by which one has a value."""
    focused: dict[Term, set[Term | None]] = defaultdict(set)
    for result in results:
        focused[result.focus].add(result.value)
    labels: dict[tuple[Term, str], list[Term]] = defaultdict(list)
    ways: dict[tuple[Term, Term], str] = {}
    for triple in data if focused else ():
        if (values := focused.get(triple.subject)) is None:  # type: ignore[arg-type]
            continue
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if predicate in (SKOS.prefLabel, RDFS.label):
            labels[subject, predicate].append(value)  # type: ignore[index,arg-type]
        if value in values:
            key = (subject, value)
            ways[key] = min(predicate, ways.get(key, predicate))  # type: ignore[index,arg-type]
    return labels, ways


def _finding(
    result: ValidationResult,
    said: Properties,
    labels: Mapping[tuple[Term, str], list[Term]],
    ways: Mapping[tuple[Term, Term], str],
    origins: Mapping[str, str],
) -> Finding:
    """A validation result in the words of a finding."""
    focus, address = text_of(result.focus), result.focus.value
    preferred, label = (_english(labels.get((result.focus, term), [])) for term in (SKOS.prefLabel, RDFS.label))
    wrong = _property(result, ways)
    message, remedy = in_two(_message(result, said))
    return Finding(
        rule=text_of(result.shape) if isinstance(result.shape, NamedNode) else result.component,
        severity=_SEVERITIES.get(result.severity, Severity.VIOLATION),
        message=message,
        remedy=remedy,
        focus=focus,
        label=preferred or label or shortened(focus),
        path=wrong,
        value="" if result.value is None or not result.path else text_of(result.value),
        component=result.component,
        node="" if result.value is None else str(result.value),
        file=origins.get(f"{address} {wrong}") or origins.get(address, ""),
    )


def _message(result: ValidationResult, said: Properties) -> str:
    """The message that the shape states; where it states none, the same words whichever engine ran."""
    shape = said.get(result.shape, {}) if result.shape is not None else {}
    if SH.message in shape:
        return _english(shape[SH.message])
    constraints = (said.get(constraint, {}) for constraint in shape.get(SH.sparql, []))
    own = not result.component.startswith(PREFIXES["sh"])  # a component of others, whose validator has the message
    if result.messages and (own or any(SH.message in constraint for constraint in constraints)):
        return _english(result.messages)
    name = result.component.removeprefix(PREFIXES["sh"]).removesuffix("ConstraintComponent")
    parameter = name[:1].lower() + name[1:]
    values = sorted(
        shortened(text_of(v)) for v in shape.get(PREFIXES["sh"] + parameter, []) if not isinstance(v, BlankNode)
    )
    return f"This does not keep the constraint {' '.join([f'sh:{parameter}', *values])}."


def _english(texts: Iterable[Term]) -> str:
    """The English text, else one without a language, else any; always the same one of several; ``""`` where there is none."""
    literals = [text for text in texts if isinstance(text, Literal)]
    tags = {literal: (literal.language or "").lower() for literal in literals}
    ranked = sorted(literals, key=lambda t: (not f"{tags[t]}-".startswith("en-"), tags[t], t.value))
    return ranked[0].value if ranked else ""


def _property(result: ValidationResult, ways: Mapping[tuple[Term, Term], str]) -> str:
    """The property that is wrong. Where the path is more than one property, the one by which the focus node has the value."""
    if result.path.startswith("<"):
        return result.path[1:-1]
    if not result.path or result.value is None:
        return ""
    return ways.get((result.focus, result.value), "")
