"""Terms and addresses that look right and are not: misspelt ones of other vocabularies, and http where https belongs.

What the ontology of this project does not define is found by the check query ``unknown-term``. Here the vocabularies that we
borrow from are judged by the lists of their terms that rdflib carries; those that it does not carry are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import rdflib
from rdflib.namespace import DefinedNamespace

from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE, PREFIXES

__all__ = [
    "ADDRESS_MESSAGE",
    "ADDRESS_REMEDY",
    "ADDRESS_RULE",
    "BORROWED_MESSAGE",
    "BORROWED_REMEDY",
    "BORROWED_RULE",
    "address_in",
    "borrowed_terms",
    "check_vocabularies",
    "vocabulary_of",
    "with_right_scheme",
]

BORROWED_RULE = BASE + "check/unknown-borrowed-term"
BORROWED_MESSAGE = "The vocabulary of this term has no such term, so that no reader of the data will know it."
BORROWED_REMEDY = "Look it up where the vocabulary is published."
ADDRESS_RULE = BASE + "check/address-scheme"
ADDRESS_MESSAGE = "This address has http where https belongs, or the other way round, so that it is another address."
ADDRESS_REMEDY = "Write it with the scheme of the others."

_LISTED: tuple[type[DefinedNamespace], ...] = (
    rdflib.DCAT,
    rdflib.DCTERMS,
    rdflib.FOAF,
    rdflib.ORG,
    rdflib.OWL,
    rdflib.PROV,
    rdflib.RDF,
    rdflib.RDFS,
    rdflib.SDO,
    rdflib.SKOS,
    rdflib.XSD,
)
_TERMS = {str(listed): frozenset(map(str, dir(listed))) for listed in _LISTED}
_STARTS = (*PREFIXES.values(), BASE)


def check_vocabularies(graph: KnowledgeGraph) -> Report:
    """Find the terms that the vocabulary of their namespace does not have, and addresses of ours with the wrong scheme."""
    return Report.of([finding for quad in graph.written for finding in _judged(quad, graph)])


def address_in(value: str) -> str:
    """The address that the value of a finding is about: the datatype of a literal, else the value itself."""
    typed = re.search(r'"\^\^<([^>]*)>$', value)
    return typed[1] if typed else value


def vocabulary_of(iri: str) -> str:
    """The namespace of the listed vocabulary that an address belongs to, or ``""``."""
    return next((start for start in _TERMS if iri.startswith(start)), "")


def borrowed_terms(namespace: str) -> frozenset[str]:
    """The terms of a listed vocabulary, by its namespace."""
    return _TERMS[namespace]


def with_right_scheme(iri: str) -> str:
    """The address with https for http or the other way round, where that makes it one of a vocabulary or of ours; else ``""``."""
    scheme, colon, rest = iri.partition(":")
    other = {"http": "https", "https": "http"}.get(scheme, "") + colon + rest
    return other if other.startswith(_STARTS) and not iri.startswith(_STARTS) else ""


def _judged(quad: Quad, graph: KnowledgeGraph) -> Iterator[Finding]:
    for term in quad:
        shown = str(term) if isinstance(term, Literal) else getattr(term, "value", "")
        iri = term.datatype.value if isinstance(term, Literal) else shown
        namespace = vocabulary_of(iri)
        if namespace and iri not in _TERMS[namespace] and iri != namespace:
            yield _finding(BORROWED_RULE, BORROWED_MESSAGE, BORROWED_REMEDY, quad, shown, graph)
        if with_right_scheme(iri):
            yield _finding(ADDRESS_RULE, ADDRESS_MESSAGE, ADDRESS_REMEDY, quad, shown, graph)


def _finding(rule: str, message: str, remedy: str, quad: Quad, value: str, graph: KnowledgeGraph) -> Finding:
    about = quad.subject if isinstance(quad.subject, NamedNode) else quad.graph_name
    focus = getattr(about, "value", "")
    return Finding(
        rule=rule,
        severity=Severity.VIOLATION,
        message=message,
        remedy=remedy,
        focus=focus,
        label=graph.label(focus),
        path=quad.predicate.value,
        value=value,
        file=graph.origins.get(focus, ""),
    )
