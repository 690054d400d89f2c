"""Small ontologies with data, as Turtle, so that a failure can be read: written by hand, or drawn by Hypothesis.

Names of classes (`:A` …), properties (`:p` …), properties of values (`:v`, `:w`) and things (`:a` …) are apart from each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyoxigraph
from hypothesis import strategies as st

from mfa_graph.reasoning.axioms import Statement
from mfa_graph.reasoning.compile import compile_program
from mfa_graph.reasoning.program import Program
from mfa_graph.store import Quad
from mfa_graph.vocabulary import PREFIXES

EXAMPLE = "http://example.org/"
PREAMBLE = f"@prefix : <{EXAMPLE}> ." + "".join(
    f" @prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in ("owl", "rdf", "rdfs", "xsd")
)
CLASSES, PROPERTIES, OF_VALUES, THINGS = "ABCDE", "pqrst", "vw", "abcdef"
KINDS = {
    f":{name}": kind
    for names, kind in ((CLASSES, "Class"), (PROPERTIES, "ObjectProperty"), (OF_VALUES, "DatatypeProperty"))
    for name in names
}


def quads(turtle: str) -> list[Quad]:
    """The quads of Turtle or TriG without its prefixes."""
    return list(pyoxigraph.parse(f"{PREAMBLE}\n{turtle}", format=pyoxigraph.RdfFormat.TRIG))


def statements(turtle: str) -> list[Statement]:
    """The triples of Turtle without its prefixes."""
    return [triple_of(quad) for quad in quads(turtle)]


def triple_of(quad: Quad) -> Statement:
    """The triple of a quad."""
    return quad.subject, quad.predicate, quad.object  # type: ignore[return-value]  # no triple is a term here


@dataclass(frozen=True)
class World:
    """An ontology and what is said under it, each as lines of Turtle."""

    ontology: tuple[str, ...]
    data: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(["", *self.ontology, "#", *self.data])

    @cached_property
    def axioms(self) -> list[Statement]:
        """The ontology, with all names declared that are used."""
        used = set(" ".join([*self.ontology, *self.data]).split())
        return statements(
            "\n".join([*(f"{name} a owl:{KINDS[name]} ." for name in sorted(used & KINDS.keys())), *self.ontology])
        )

    @cached_property
    def said(self) -> list[Quad]:
        """The data."""
        return quads("\n".join(self.data))

    @cached_property
    def program(self) -> Program:
        """The ontology, compiled."""
        return compile_program(self.axioms)


AXIOMS = {
    "cax-sco": ":{C} rdfs:subClassOf :{D} .",
    "cax-eqc1": ":{C} owl:equivalentClass :{D} .",
    "prp-dom": ":{p} rdfs:domain :{C} .",
    "prp-rng": ":{p} rdfs:range :{C} .",
    "prp-dom of values": ":{v} rdfs:domain :{C} .",
    "prp-fp": ":{p} a owl:FunctionalProperty .",
    "prp-ifp": ":{p} a owl:InverseFunctionalProperty .",
    "prp-ifp of values": ":{v} a owl:InverseFunctionalProperty .",
    "prp-symp": ":{p} a owl:SymmetricProperty .",
    "prp-trp": ":{p} a owl:TransitiveProperty .",
    "prp-spo1": ":{p} rdfs:subPropertyOf :{q} .",
    "prp-spo1 of values": ":v rdfs:subPropertyOf :w .",
    "prp-spo2": ":{p} owl:propertyChainAxiom ( :{q} :{r} ) .",
    "prp-spo2 of three": ":{p} owl:propertyChainAxiom ( :{q} :{r} :{s} ) .",
    "prp-eqp1": ":{p} owl:equivalentProperty :{q} .",
    "prp-inv1": ":{p} owl:inverseOf :{q} .",
    "eq-rep-p": ":{p} owl:sameAs :{q} .",
    "cls-int1": ":{C} owl:{below} [ owl:intersectionOf ( :{D} :{E} ) ] .",
    "cls-uni": ":{C} owl:{below} [ owl:unionOf ( :{D} :{E} ) ] .",
    "named cls-int2": ":{C} owl:intersectionOf ( :{D} :{E} ) .",
    "named cls-uni": ":{C} owl:unionOf ( :{D} :{E} ) .",
    "cls-oo": ":{C} owl:oneOf ( :{i} :{j} ) .",
    "cls-svf1": ":{C} owl:{below} [ owl:onProperty :{p} ; owl:someValuesFrom :{D} ] .",
    "cls-svf2": ":{C} owl:{below} [ owl:onProperty :{p} ; owl:someValuesFrom owl:Thing ] .",
    "cls-svf2 of values": ":{C} owl:{below} [ owl:onProperty :{v} ; owl:someValuesFrom owl:Thing ] .",
    "cls-avf": ":{C} owl:{below} [ owl:onProperty :{p} ; owl:allValuesFrom :{D} ] .",
    "cls-hv1": ":{C} owl:{below} [ owl:onProperty :{p} ; owl:hasValue :{i} ] .",
    "cls-hv1 of values": ':{C} owl:{below} [ owl:onProperty :{v} ; owl:hasValue "1" ] .',
    "cls-maxc2": ':{C} owl:{below} [ owl:onProperty :{p} ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .',
    "cls-maxqc3": ":{C} owl:{below} [ owl:onProperty :{p} ; owl:onClass :{D} ; "
    'owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ] .',
    "cls-maxqc4": ":{C} owl:{below} [ owl:onProperty :{p} ; owl:onClass owl:Thing ; "
    'owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ] .',
    "scm-svf1": "_:{i}1 owl:onProperty :{p} ; owl:someValuesFrom :{C} . :{D} owl:equivalentClass _:{i}1 ."
    " _:{j}2 owl:onProperty :{p} ; owl:someValuesFrom :{E} . :{E} owl:equivalentClass _:{j}2 .",
}
"""A form of axiom for each rule that has some, without those that only contradict, and without keys."""

KEYS = {
    "prp-key": ":{C} owl:hasKey ( :{p} ) .",
    "prp-key of two": ":{C} owl:hasKey ( :{p} :{q} ) .",
    "prp-key of values": ":{C} owl:hasKey ( :{v} ) .",
}
DATA = (":{i} a :{C} .", ":{i} :{p} :{j} .", ":{i} :{p} :{j} .", ":{i} :{p} :{j} .", ':{i} :{v} "{n}" .')
EQUAL = ":{i} owl:sameAs :{j} ."


def _names(draw: st.DrawFn) -> dict[str, str]:
    def some(names: str, count: int) -> list[str]:
        return [draw(st.sampled_from(names)) for _ in range(count)]

    names = dict(zip("CDE", some(CLASSES, 3), strict=True)) | dict(zip("pqrs", some(PROPERTIES, 4), strict=True))
    names |= dict(zip("ij", some(THINGS, 2), strict=True)) | dict(
        zip("vn", (*some(OF_VALUES, 1), *some("12", 1)), strict=True)
    )
    return names | {"below": draw(st.sampled_from(["equivalentClass", "BELOW"]))}


@st.composite
def _line(draw: st.DrawFn, forms: tuple[str, ...]) -> str:
    line = draw(st.sampled_from(forms)).format(**_names(draw))
    return line.replace("owl:BELOW", "rdfs:subClassOf")


@st.composite
def worlds(draw: st.DrawFn, *, keys: bool = False) -> World:
    """Ontologies of up to eight axioms, each with up to fourteen statements; with `keys` keys too."""
    forms = tuple(AXIOMS.values()) + (tuple(KEYS.values()) * 3 if keys else ())
    said = DATA * 3 + (EQUAL,)
    ontology = draw(st.lists(_line(forms), min_size=1, max_size=8, unique=True))
    data = draw(st.lists(_line(said), min_size=1, max_size=14, unique=True))
    if any(
        "owl:sameAs" in line for line in ontology
    ):  # axioms do not move from one property to another that is the same
        ontology = [line for line in ontology if "owl:onProperty" not in line]
    return World(tuple(ontology), tuple(data))
