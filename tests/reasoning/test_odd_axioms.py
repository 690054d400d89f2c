"""Axioms and data at the edge: what the program refuses, leaves out, or must not stumble over."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph
import pytest

from mfa_graph.errors import ContentProblem
from mfa_graph.reasoning.axioms import Statement, said_by
from mfa_graph.reasoning.closure import Closure, close
from mfa_graph.reasoning.compile import compile_program
from mfa_graph.reasoning.explain import Explainer
from mfa_graph.reasoning.run import INFERRED, inferred_nquads, inferred_quads
from mfa_graph.store import NamedNode, Quad
from mfa_graph.vocabulary import PREFIXES

EX = "http://x/"
HEAD = "@prefix : <http://x/> . " + " ".join(f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("owl", "rdf", "rdfs"))
ENGINES = ("sqlite", "duckdb")


def quads_of(turtle: str) -> list[Quad]:
    """The triples of some Turtle, as quads of the default graph."""
    return list(pyoxigraph.parse(HEAD + turtle, format=pyoxigraph.RdfFormat.TURTLE))


def closure_of(ontology: str, data: str, engine: str = "sqlite") -> Closure:
    """What follows from some data under an ontology."""
    return close(compile_program(map(said_by, quads_of(ontology))), quads_of(data), engine=engine)


def inferred(closure: Closure) -> set[tuple[str, ...]]:
    """The inferred triples, each term by the end of its name, and the rule."""
    return {tuple(str(term).strip("<>").rsplit("/", 1)[-1] for term in quad) for quad in inferred_quads(closure)}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_proof_does_not_rest_on_itself(engine: str) -> None:
    """Where an equality rests on the very triple, the smallest proof goes another way, and the graph is that of its rule."""
    closure = closure_of(
        ":r a owl:InverseFunctionalProperty . :q owl:equivalentProperty :r . :p rdfs:subPropertyOf :q .",
        ":d :p :c, :d . :d :r :e . :f :r :b, :c . :c owl:sameAs :b .",
        engine,
    )
    said = frozenset(map(said_by, quads_of(":d :p :c, :d . :d :r :e . :f :r :b, :c . :c owl:sameAs :b .")))
    statement: Statement = (NamedNode(EX + "d"), NamedNode(EX + "q"), NamedNode(EX + "b"))
    proof = Explainer(closure, said).smallest(statement)
    assert proof is not None
    assert all(step.statement != statement for premise in proof.premises for step in premise.steps())
    assert proof.rule is not None
    assert proof.rule.name == "prp-spo1"
    assert ("d", "q", "b", "prp-spo1") in inferred(closure)


@pytest.mark.parametrize(
    "axiom", [":p rdfs:subPropertyOf owl:sameAs .", "owl:sameAs rdfs:subPropertyOf :q .", "owl:sameAs rdfs:domain :C ."]
)
def test_axioms_about_equality_itself_are_refused(axiom: str) -> None:
    """An axiom that makes owl:sameAs follow from a property, or the other way round, is named and not followed for ever."""
    with pytest.raises(ContentProblem, match="speaks of owl:sameAs itself"):
        compile_program(map(said_by, quads_of(axiom)))


def test_inverse_expressions_are_used_and_not_published() -> None:
    """An anonymous inverse serves a chain, and no triple has it as its property."""
    closure = closure_of(":u owl:propertyChainAxiom ([ owl:inverseOf :p ] :p) .", ":a :p :b, :c .")
    assert ("b", "u", "c", "prp-spo2") in inferred(closure)
    text = "".join(inferred_nquads(closure))
    assert text
    assert "_:" not in text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "names",
    [("p", "p/said", "p/new"), ("P", "p", "p~2"), ("p", "p%20said", "P"), ("p", "p/said", "p (2)".replace(" ", "%20"))],
)
def test_names_of_relations_do_not_collide(engine: str, names: Sequence[str]) -> None:
    """Properties whose names look like those of tables of our own, or differ only in case, keep their rows apart."""
    axioms = [f"<{EX}{name}> rdfs:subPropertyOf :q ." for name in names] + [
        f"<{EX}{names[0]}> a owl:TransitiveProperty ."
    ]
    data = [f":s{number} <{EX}{name}> :o{number} ." for number, name in enumerate(names)]
    found = inferred(closure_of(" ".join(axioms), " ".join(data), engine))
    assert found == {(f"s{number}", "q", f"o{number}", "prp-spo1") for number in range(len(names))}


def test_what_ends_a_line_in_a_literal_is_no_end_of_a_line() -> None:
    """A value with separators of lines and paragraphs stays one triple in N-Quads."""
    closure = closure_of(":p rdfs:subPropertyOf :q .", ':a :p "x\u2028y\u0085z" .')
    text = "".join(inferred_nquads(closure))
    assert text.count("\n") == 1
    assert text.rstrip().endswith(f"<{INFERRED}prp-spo1> .")


def test_terms_of_the_ontology_are_not_made_the_same_by_data() -> None:
    """Data that call a class the same as a thing have no consequences."""
    assert (
        inferred(closure_of(":C a owl:Class . :p rdfs:domain :C .", ":z owl:sameAs :C . :y owl:sameAs :p .")) == set()
    )
