"""Terms and addresses that look right and are not: misspelt ones of other vocabularies, and http where https belongs.

What the ontology of this project does not define is found by the check query ``unknown-term``. Here the vocabularies that we
borrow from are judged by the lists of their terms that rdflib carries; those that it does not carry are passed over. The lists
are remembered between runs, since to gather them takes longer than to use them.
"""

from __future__ import annotations

import json
import re
from functools import cache

from mfa_graph.findings import Finding, Report, Rule, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.memory import folder, keep, program_digest, remembered
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE, PREFIXES

__all__ = [
    "ADDRESS",
    "BORROWED",
    "address_in",
    "borrowed_terms",
    "check_vocabularies",
    "vocabulary_of",
    "with_right_scheme",
]

BORROWED = Rule(
    iri=BASE + "check/unknown-borrowed-term",
    kind="term",
    severity=Severity.VIOLATION,
    title="A term of another vocabulary is one of its terms",
    message="The vocabulary of this term has no such term, so that no reader of the data will know it.",
    remedy="Look it up where the vocabulary is published.",
    why="A misspelt term is no error to any reader of RDF: what it says is lost without a word.",
)
ADDRESS = Rule(
    iri=BASE + "check/address-scheme",
    kind="term",
    severity=Severity.VIOLATION,
    title="An address of ours or of a vocabulary has the scheme that it was given",
    message="This address has http where https belongs, or the other way round, so that it is another address.",
    remedy="Write it with the scheme of the others.",
    why="RDF compares addresses letter by letter, so that the other scheme names another thing.",
)

_LISTED = ("DCAT", "DCTERMS", "FOAF", "ORG", "OWL", "PROV", "RDF", "RDFS", "SDO", "SH", "SKOS", "XSD")
_STARTS = (*PREFIXES.values(), BASE)


def check_vocabularies(graph: KnowledgeGraph) -> Report:
    """Find the terms that the vocabulary of their namespace does not have, and addresses of ours with the wrong scheme."""
    met = {_address(term) for quad in graph.written for term in quad}  # a few stand in thousands of statements
    broken = {iri: rules for iri in met if (rules := _broken_by(iri))}
    placed = ((quad, term) for quad in graph.written for term in quad) if broken else ()
    return Report.of([_finding(rule, *each, graph) for each in placed for rule in broken.get(_address(each[1]), ())])


@cache
def _terms() -> dict[str, frozenset[str]]:
    """The terms of each listed vocabulary, by its namespace."""
    file = folder() / "terms" / f"{program_digest()}.json"
    body = remembered(file)
    if body is None:
        import rdflib

        vocabularies = [getattr(rdflib, name) for name in _LISTED]
        # What Python would not take as the name of an attribute, such as sh:class, rdflib keeps apart.
        terms = {str(each): {*map(str, dir(each)), *(each + more for more in each._extras)} for each in vocabularies}
        body = json.dumps({namespace: sorted(found) for namespace, found in terms.items()}).encode()
        keep(file, body, files=1)
    return {namespace: frozenset(terms) for namespace, terms in json.loads(body).items()}


def address_in(value: str) -> str:
    """The address that the value of a finding is about: the datatype of a literal, else the value itself."""
    typed = re.search(r'"\^\^<([^>]*)>$', value)
    return typed[1] if typed else value


def vocabulary_of(iri: str) -> str:
    """The namespace of the listed vocabulary that an address belongs to, or ``""``."""
    return next((start for start in _terms() if iri.startswith(start)), "")


def borrowed_terms(namespace: str) -> frozenset[str]:
    """The terms of a listed vocabulary, by its namespace."""
    return _terms()[namespace]


def with_right_scheme(iri: str) -> str:
    """The address with https for http or the other way round, where that makes it one of a vocabulary or of ours; else ``""``."""
    scheme, colon, rest = iri.partition(":")
    other = {"http": "https", "https": "http"}.get(scheme, "") + colon + rest
    return other if other.startswith(_STARTS) and not iri.startswith(_STARTS) else ""


def _address(term: object) -> str:
    """The address in a term: of a literal that of its datatype; ``""`` where there is none."""
    return term.datatype.value if isinstance(term, Literal) else getattr(term, "value", "")


def _broken_by(iri: str) -> tuple[Rule, ...]:
    """The rules that an address breaks, wherever it stands."""
    namespace = vocabulary_of(iri)
    is_unknown = namespace and iri not in borrowed_terms(namespace) and iri != namespace
    return (*([BORROWED] if is_unknown else []), *([ADDRESS] if with_right_scheme(iri) else []))


def _finding(rule: Rule, quad: Quad, term: object, graph: KnowledgeGraph) -> Finding:
    about = quad.subject if isinstance(quad.subject, NamedNode) else quad.graph_name
    focus = getattr(about, "value", "")
    return Finding(
        rule=rule.iri,
        severity=rule.severity,
        message=rule.message,
        remedy=rule.remedy,
        focus=focus,
        label=graph.label(focus),
        path=quad.predicate.value,
        value=str(term) if isinstance(term, Literal) else _address(term),
        file=graph.origins.get(focus, ""),
    )
