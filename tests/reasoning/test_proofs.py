"""Every inferred triple has a proof, and a checker that shares no code with the reasoner verifies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.axioms import Statement
from mfa_graph.reasoning.closure import close
from mfa_graph.reasoning.engines import ENGINES
from mfa_graph.reasoning.explain import Explainer, Proof
from mfa_graph.reasoning.rules import read_rules
from mfa_graph.reasoning.run import INFERRED, closure_of, inferred_quads, is_inferred, statements_of
from mfa_graph.store import NamedNode, Quad
from mfa_graph.store.syntax import canonical
from mfa_graph.vocabulary import BASE
from tests.reasoning.checker import Checker
from tests.reasoning.ontologies import EXAMPLE, World, triple_of, worlds


def triples(quads: Iterable[Quad]) -> frozenset[Statement]:
    """The triples of quads."""
    return frozenset(triple_of(quad) for quad in quads)


def ontology_of(graph: KnowledgeGraph) -> frozenset[Statement]:
    """The ontology that a graph holds."""
    home = NamedNode(BASE + "graph/ontology")
    return triples(canonical(quad for quad in graph.quads if quad.graph_name == home))


def test_every_inferred_triple_of_the_graph_has_a_proof(whole: KnowledgeGraph) -> None:
    """All 12,959 inferred triples have a proof that the checker accepts, whose last rule names their graph."""
    said = triples(statements_of(whole))
    explainer, checker = Explainer(closure_of(whole), said), Checker(ontology_of(whole), said)
    ends: Counter[str] = Counter()
    for quad in whole.quads:
        if is_inferred(quad.graph_name):
            proof = explainer.smallest(triple_of(quad))
            assert proof is not None
            assert proof.rule is not None
            assert checker.faults(proof) == []
            assert quad.graph_name == NamedNode(INFERRED + proof.rule.name)
            ends[proof.rule.name] += 1
    assert ends.total() == 12_959
    assert len(ends) >= 6


@seed(7)
@settings(
    max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(worlds(keys=True))
def test_every_inferred_triple_of_any_graph_has_a_proof(world: World) -> None:
    """In 150 small worlds too, keys and equal things included, and every other way to prove it is right as well."""
    closure = close(world.program, world.said)
    explainer = Explainer(closure, triples(world.said))
    checker = Checker(world.axioms, triples(world.said))
    inferred = list(inferred_quads(closure))
    foreseeing = Explainer(closure, triples(world.said))
    foreseeing.foresee(map(triple_of, inferred))
    for quad in inferred:
        statement = triple_of(quad)
        proof = explainer.smallest(statement)
        assert proof is not None
        assert proof.rule is not None
        assert proof.statement == statement
        assert foreseeing.smallest(statement) == proof
        assert checker.faults(proof) == []
        assert quad.graph_name == NamedNode(INFERRED + proof.rule.name)
        if str(quad.predicate) != "<http://www.w3.org/2002/07/owl#sameAs>":
            ways = list(explainer.all(statement))
            assert ways[0] == proof
            assert [fault for way in ways for fault in checker.faults(way)] == []


@pytest.mark.parametrize("engine", ENGINES)
def test_what_was_foreseen_gives_the_same_proofs(whole: KnowledgeGraph, engine: str) -> None:
    """The proofs of all inferred triples are the same where what they need was read before, and then nothing more is read."""
    said = triples(statements_of(whole))
    inferred = [triple_of(quad) for quad in whole.quads if is_inferred(quad.graph_name)]
    plain, closure = Explainer(closure_of(whole), said), closure_of(whole, engine=engine)
    expected = [plain.smallest(each) for each in inferred]
    foreseeing = Explainer(closure, said)
    foreseeing.foresee(inferred)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(closure), "solutions", lambda *_: pytest.fail("something more was read"))
        assert [foreseeing.smallest(each) for each in inferred] == expected
    assert len(expected) == 12_959


# ---- the checker refuses what is false

WORLD = World(
    (
        ":p rdfs:subPropertyOf :q .",
        ":q a owl:TransitiveProperty .",
        ":r owl:propertyChainAxiom ( :q :s ) .",
        ":s rdfs:range :A .",
        ":A rdfs:subClassOf :B .",
        ":t a owl:FunctionalProperty .",
        ":C owl:hasKey ( :v :w ) .",
    ),
    (
        ":a :p :b . :b :p :c . :c :s :d .",
        ":a :t :e , :f .",
        ':a a :C ; :v "1" ; :w "2" . :b a :C ; :v "1" ; :w "2" .',
    ),
)


def proof_of(subject: str, predicate: str, value: str) -> Proof:
    """A proof in the small world, which the checker accepts."""
    explainer = Explainer(close(WORLD.program, WORLD.said), triples(WORLD.said))
    proof = explainer.smallest((NamedNode(EXAMPLE + subject), named(predicate), NamedNode(EXAMPLE + value)))
    assert proof is not None
    assert faults(proof) == []
    return proof


def named(name: str) -> NamedNode:
    """A property by its name in the small world, `a` or `sameAs`."""
    known = {"a": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "sameAs": "http://www.w3.org/2002/07/owl#sameAs"}
    return NamedNode(known.get(name, EXAMPLE + name))


def faults(proof: Proof) -> list[str]:
    """What the checker finds wrong with a proof in the small world."""
    return Checker(WORLD.axioms, triples(WORLD.said)).faults(proof)


PROOFS = {
    "prp-spo2": ("a", "r", "d"),
    "cax-sco": ("d", "a", "B"),
    "prp-fp": ("e", "sameAs", "f"),
    "prp-key": ("a", "sameAs", "b"),
}
RULES = {rule.name: rule for rule in read_rules()}
X = NamedNode(EXAMPLE + "x")


def swapped(proof: Proof) -> Proof:
    """With the premises in the wrong order, or another one where there is one only."""
    one, *others = proof.premises
    return replace(proof, premises=(*others, one) if others else (Proof((X, *one.statement[1:])),))


FALSE: dict[str, Callable[[Proof], Proof]] = {
    "premises swapped": swapped,
    "a premise left out": lambda proof: replace(proof, premises=proof.premises[:-1]),
    "a premise too many": lambda proof: replace(proof, premises=(*proof.premises, proof.premises[0])),
    "an axiom that is not in the ontology": lambda proof: replace(
        proof, axioms=((X, *proof.axioms[0][1:]), *proof.axioms[1:])
    ),
    "an axiom left out": lambda proof: replace(proof, axioms=()),
    "another rule": lambda proof: replace(proof, rule=RULES["prp-dom"]),
    "a rule that concludes nothing": lambda proof: replace(proof, rule=RULES["cax-dw"]),
    "a leaf that nobody said": lambda proof: Proof(proof.statement),
    "a leaf inside that nobody said": lambda proof: replace(
        proof, premises=(Proof((X, *proof.premises[0].statement[1:])), *proof.premises[1:])
    ),
    "another subject": lambda proof: replace(proof, statement=(X, *proof.statement[1:])),
    "another object": lambda proof: replace(proof, statement=(*proof.statement[:2], X)),
    "another predicate": lambda proof: replace(proof, statement=(proof.statement[0], X, proof.statement[2])),
}


@pytest.mark.parametrize("name", PROOFS)
@pytest.mark.parametrize("lie", FALSE)
def test_a_false_proof_is_refused(lie: str, name: str) -> None:
    """Twelve ways to make a proof false are seen, each in four proofs."""
    proof = proof_of(*PROOFS[name])
    assert proof.rule is not None
    assert proof.rule.name == name
    false = FALSE[lie](proof)
    assert false != proof
    assert faults(false)


def test_things_that_are_one_are_no_two() -> None:
    """That a thing has one and the same value twice does not make it the same as itself."""
    proof = proof_of(*PROOFS["prp-fp"])
    one = proof.premises[0]
    false = replace(proof, premises=(one, one), statement=(one.statement[2], proof.statement[1], one.statement[2]))
    assert faults(false)
