"""Each rule does what the standard says, and no more.

A file under `cases/` is named as its rule. It has an ontology, data and what `follows` from them; and a twin that nearly fits,
from which that does `not` follow. The data of a rule that sees a contradiction are the smallest set that makes it, and the twin
makes none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
import pytest

from mfa_graph.reasoning.axioms import Statement
from mfa_graph.reasoning.closure import Closure, close
from mfa_graph.reasoning.compile import compile_program
from mfa_graph.reasoning.contradictions import contradictions
from mfa_graph.reasoning.explain import Explainer
from mfa_graph.reasoning.program import SAME, Program
from mfa_graph.reasoning.rules import read_rules
from mfa_graph.reasoning.run import INFERRED, inferred_quads
from mfa_graph.store import NamedNode, Quad
from mfa_graph.vocabulary import RDFS
from tests.conftest import ROOT
from tests.reasoning.ontologies import EXAMPLE, triple_of
from tests.reasoning.standard import LEFT_OUT, NEVER_CONCLUDED, TABLES

CASES = Path(__file__).parent / "cases"
RULES = {rule.name: rule for rule in read_rules()}
ENTAILMENTS = sorted(name for name, rule in RULES.items() if not rule.is_contradiction)
CONTRADICTIONS = sorted(name for name, rule in RULES.items() if rule.is_contradiction)
ENGINES = ("sqlite", "duckdb")
OF_SCHEMA = {NamedNode(RDFS.subClassOf), NamedNode(RDFS.subPropertyOf)}

# Another rule says the same of this ontology and comes first by its name; without it the rule is seen at work.
HIDING = {"cls-int2": "scm-int", "cls-maxqc4": "cls-maxqc3", "cls-svf2": "cls-svf1", "cls-uni": "scm-uni"}
# What is drawn from an axiom of table 9 is drawn by one of these.
FROM_SCHEMA = {"cax-eqc2", "cax-sco", "prp-eqp2", "prp-spo1"}


@dataclass(frozen=True)
class Case:
    """What a file says of its rule."""

    name: str

    def graph(self, name: str) -> list[Statement]:
        """The triples of one of the file's graphs."""
        quads = pyoxigraph.parse(path=CASES / f"{self.name}.trig")
        home = NamedNode(EXAMPLE + name)
        return [triple_of(quad) for quad in quads if quad.graph_name == home]

    def program(self, *, twin: bool = False) -> Program:
        """The ontology, or that of the twin where it has its own, compiled."""
        axioms = (twin and self.graph("twin-ontology")) or self.graph("ontology")
        return compile_program(axioms, [rule for rule in RULES.values() if rule.name != HIDING.get(self.name)])

    def closure(self, engine: str, *, twin: bool = False) -> Closure:
        """The closure of the data, or of the twin."""
        return close(self.program(twin=twin), quads_of(self.said(twin=twin)), engine=engine)

    def said(self, *, twin: bool = False) -> frozenset[Statement]:
        """The data, or those of the twin."""
        return frozenset(self.graph("twin" if twin else "data"))


def quads_of(statements: frozenset[Statement]) -> list[Quad]:
    """Statements as quads, in a fixed order."""
    return [Quad(*statement) for statement in sorted(statements, key=str)]  # type: ignore[arg-type]


def test_all_rules_of_the_standard_are_accounted_for() -> None:
    """The standard has 78 rules: 62 are files here, and 16 are left out with a reason."""
    standard = [name for _, names in TABLES.values() for name in names]
    assert len(standard) == len(set(standard)) == 78
    assert len(RULES) == 62
    assert len(LEFT_OUT) == 16
    assert RULES.keys() | LEFT_OUT.keys() == set(standard)
    assert all(RULES[name].table == table for table, (_, names) in TABLES.items() for name in names if name in RULES)


def test_every_rule_has_its_case() -> None:
    """There is a case for each of the 62 rules and no other, 44 of entailments and 18 of contradictions."""
    assert sorted(path.name for path in CASES.iterdir()) == sorted(f"{name}.trig" for name in RULES)
    assert (len(ENTAILMENTS), len(CONTRADICTIONS)) == (44, 18)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ENTAILMENTS)
def test_it_follows(name: str, engine: str) -> None:
    """What a rule concludes is in the closure, in the graph of the rule, with a proof whose last step is the rule."""
    case = Case(name)
    closure, expected = case.closure(engine), case.graph("follows")
    inferred = {(quad.triple, quad.graph_name) for quad in inferred_quads(closure)}
    explainer = Explainer(closure, case.said())
    for statement in expected:
        if statement[1] in OF_SCHEMA:
            assert closure.program.axioms.derived[statement][0].name == name
            continue
        proof = explainer.smallest(statement)
        assert proof is not None
        assert proof.rule is not None
        last = proof.rule.name
        assert last == name or (RULES[name].table == 9 and last in FROM_SCHEMA)
        home = NamedNode(INFERRED + last)
        assert {(quad.triple, home) for quad in quads_of(as_written(statement))} & inferred
    assert expected


def as_written(statement: Statement) -> frozenset[Statement]:
    """A statement, and for an equality also the one turned round: it is written towards the thing that stands for both."""
    subject, predicate, value = statement
    return frozenset({statement, (value, predicate, subject)} if predicate == SAME else {statement})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ENTAILMENTS)
def test_it_does_not_follow_from_the_twin(name: str, engine: str) -> None:
    """What nearly fits a rule has none of its consequences: no axiom, no triple, no proof."""
    case = Case(name)
    closure, unwanted = case.closure(engine, twin=True), case.graph("not")
    inferred = {triple_of(quad) for quad in inferred_quads(closure)}
    explainer = Explainer(closure, case.said(twin=True))
    for statement in unwanted:
        assert statement not in closure.program.axioms.derived
        assert not as_written(statement) & inferred
        assert statement in case.said(twin=True) or explainer.smallest(statement) is None
    assert unwanted
    assert not contradictions(closure, case.said(twin=True))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_it_is_a_contradiction(name: str, engine: str) -> None:
    """A rule sees its contradiction once, with the data as the smallest set that makes it."""
    case = Case(name)
    found = [each for each in contradictions(case.closure(engine), case.said()) if each.rule.name == name]
    assert [frozenset(each.statements) for each in found] == [case.said()]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_the_twin_is_no_contradiction(name: str, engine: str) -> None:
    """What nearly fits a rule contradicts nothing."""
    case = Case(name)
    said = case.said(twin=True)
    assert said
    assert contradictions(case.closure(engine, twin=True), said) == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_twin_differs_in_little(name: str) -> None:
    """The data and their twin share terms, so that the twin is near."""
    case = Case(name)
    terms = [{str(term) for statement in case.graph(graph) for term in statement} for graph in ("data", "twin")]
    assert terms[0] & terms[1]


def test_the_docs_list_what_is_left_out() -> None:
    """The page of rules names all 78 rules, each reason for leaving one out, and what is never concluded."""
    page = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
    for _, names in TABLES.values():
        assert all(f"`{name}`" in page for name in names)
    assert all(reason in page for reason in [*LEFT_OUT.values(), *NEVER_CONCLUDED.values()])
