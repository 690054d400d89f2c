"""Shapes: the constraints of ``shapes/``, checked by pySHACL on an rdflib Graph.

The engine sees the triples that it is given and no others: it infers nothing, follows no ``owl:imports`` and asks no network.
It walks the ``rdfs:subClassOf`` in those triples (SHACL, "SHACL instance"), so the class tree of the ontology has to be among
them. Literals reach it as they were written, not as a store would rewrite them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyshacl
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS, Literal, URIRef
from rdflib.term import Node

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, Place, nearest
from mfa_graph.findings import Finding, Report, Severity, in_two
from mfa_graph.store import NamedNode, Quad, Triple
from mfa_graph.store.as_rdflib import graph_of, silenced
from mfa_graph.store.syntax import read
from mfa_graph.vocabulary import shortened

__all__ = ["load_shapes", "validate"]

_NOWHERE: Mapping[str, str] = {}
_SEVERITIES: Mapping[Node | None, Severity] = {
    SH.Info: Severity.INFO,
    SH.Warning: Severity.WARNING,
    SH.Violation: Severity.VIOLATION,
}
_OF_THE_ENGINE = (
    (OWL.Class, RDFS.subClassOf, RDFS.Class),
    (OWL.DatatypeProperty, RDFS.subClassOf, RDF.Property),
)
_TALKATIVE = ("pyshacl-validate", "rdflib.term")


def load_shapes(content: Content) -> rdflib.Graph:
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
    return graph_of(triples)


def validate(triples: Iterable[Triple], shapes: rdflib.Graph, *, origins: Mapping[str, str] = _NOWHERE) -> Report:
    """What the shapes find in the triples: one finding for each validation result (SHACL, "Validation Report").

    A result inside another (``sh:detail``) is told by the outer one and makes no finding of its own. `origins` names the
    authored file that describes a thing, by the thing's IRI.

    Raises:
        ContentProblem: the shapes graph is ill-formed (SHACL, "Handling of Ill-formed Shapes Graphs").
    """
    with silenced(*_TALKATIVE):
        data = graph_of(triples)
        results = _run(data, shapes)
    return Report.of([_finding(results, result, data, origins) for result in results.objects(None, SH.result)])


def _run(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """The engine's report graph. The triples that the engine adds to the shapes graph are taken out again."""
    lent = [triple for triple in _OF_THE_ENGINE if triple not in shapes]
    try:
        _, results, _ = pyshacl.validate(
            data,
            shacl_graph=shapes,
            advanced=False,
            inference="none",
            do_owl_imports=False,
            meta_shacl=False,
            inplace=True,
        )
    except Exception as error:  # whatever an ill-formed shape sets off: of pySHACL, of re, of the SPARQL parser
        raise _ill_formed(error) from error
    finally:
        for triple in lent:
            shapes.remove(triple)
    if not isinstance(results, rdflib.Graph):  # a failure is handed back, not raised (SHACL, "Failures")
        raise _ill_formed(results)
    return results


def _ill_formed(error: object) -> ContentProblem:
    return ContentProblem(
        f"The shapes cannot be run: {error}",
        remedy="mend the file of shapes/ that was changed last; the message says what the engine stumbled over.",
    )


def _refuse_unknown_terms(quads: Iterable[Quad], path: Path) -> None:
    """Refuse terms in the namespace of SHACL that its vocabulary lacks, such as a misspelt ``sh:mincount``."""
    used = {term.value for quad in quads for term in quad.triple if isinstance(term, NamedNode)}
    unknown = sorted(iri for iri in used if iri.startswith(str(SH)) and URIRef(iri) not in SH)
    if unknown:
        names = [iri.removeprefix(str(SH)) for iri in unknown]
        raise ContentProblem(
            f"SHACL has no term sh:{names[0]}.",
            place=Place(path),
            remedy=nearest(names[0], (str(term).removeprefix(str(SH)) for term in dir(SH))),
        )


def _finding(results: rdflib.Graph, result: Node, data: rdflib.Graph, origins: Mapping[str, str]) -> Finding:
    """A validation result in the words of a finding (SHACL, "Validation Result")."""
    focus = results.value(result, SH.focusNode)
    preferred, label = (_english(data.objects(focus, term)) for term in (SKOS.prefLabel, RDFS.label))
    path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
    shape = results.value(result, SH.sourceShape)
    wrong = _path(path, focus, value, data)
    message, remedy = in_two(_english(results.objects(result, SH.resultMessage)))
    named = shape if isinstance(shape, URIRef) else results.value(result, SH.sourceConstraintComponent)
    return Finding(
        rule=str(named),
        severity=_SEVERITIES.get(results.value(result, SH.resultSeverity), Severity.VIOLATION),
        message=message,
        remedy=remedy,
        focus=str(focus),
        label=preferred or label or shortened(str(focus)),
        path=wrong,
        value="" if value is None or path is None else str(value),
        file=origins.get(f"{focus} {wrong}") or origins.get(str(focus), ""),
    )


def _english(texts: Iterable[Node]) -> str:
    """The English text, else one without a language, else any; always the same one of several; ``""`` where there is none."""
    literals = [text for text in texts if isinstance(text, Literal)]
    tags = {literal: (literal.language or "").lower() for literal in literals}
    ranked = sorted(literals, key=lambda t: (not f"{tags[t]}-".startswith("en-"), tags[t], str(t)))
    return str(ranked[0]) if ranked else ""


def _path(path: Node | None, focus: Node | None, value: Node | None, data: rdflib.Graph) -> str:
    """The property that is wrong. Where the path is more than one property, the one by which the focus node has the value."""
    if isinstance(path, URIRef):
        return str(path)
    if path is None or value is None:
        return ""
    return min((str(predicate) for predicate in data.predicates(focus, value)), default="")
