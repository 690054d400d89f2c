"""The shapes speak of terms, concepts and examples that exist, and leave out no role that the ontology has."""

from __future__ import annotations

import re

import pytest
import rdflib
from rdflib import RDFS, SH, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store.as_rdflib import graph_of
from mfa_graph.vocabulary import BASE, MFA, PREFIXES
from tests.shapes.support import constraints, ontology, shapes

MESSAGES = {name: str(shapes().value(shape, SH.message)) for name, shape in constraints().items()}


def roles_below(end: str) -> set[str]:
    """The properties below an end, at any depth."""
    graph = graph_of(quad.triple for quad in ontology())
    return {str(role) for role in graph.transitive_subjects(RDFS.subPropertyOf, URIRef(end))} - {end}


def members(path: Node | None) -> set[str]:
    """The properties of an alternative path."""
    return {str(member) for member in Collection(shapes(), shapes().value(path, SH.alternativePath))}  # type: ignore[arg-type]


def alternatives(name: str) -> set[str]:
    """The properties of the alternative path of a constraint."""
    return members(shapes().value(constraints()[name], SH.path))


def test_shapes_use_terms_of_the_ontology() -> None:
    """Every term of ours that a shape names is one that the ontology defines."""
    used = {str(term) for triple in shapes() for term in triple if str(term).startswith(PREFIXES["mfa"])}
    assert len(used) > 90
    assert used <= set(MFA)


def test_messages_name_terms_that_exist() -> None:
    """Every term of ours in a message is one that the ontology defines."""
    named = {term for message in MESSAGES.values() for term in re.findall(r"\bmfa:(\w+)", message)}
    assert len(named) > 60
    assert {PREFIXES["mfa"] + term for term in named} <= set(MFA)


@pytest.mark.parametrize(
    ("constraint", "end", "itself"),
    [
        ("membership-party-required", MFA.party, set()),
        ("treaty-status-state-required", MFA.state, set()),
        ("contribution-contributor-required", MFA.contributor, {MFA.contributor}),
    ],
)
def test_every_role_counts(constraint: str, end: str, itself: set[str]) -> None:
    """A path over roles lists every role that the ontology has below the end."""
    assert alternatives(constraint) == roles_below(end) | itself


@pytest.mark.parametrize(
    ("constraint", "same_path", "general"),
    [
        ("membership-role-single", "membership-party-required", {MFA.memberParty}),
        ("treaty-status-standing-single", "treaty-status-state-required", set()),
        ("contribution-role-single", "contribution-contributor-required", {MFA.contributor}),
    ],
)
def test_one_role_is_one_of_all(constraint: str, same_path: str, general: set[str]) -> None:
    """The constraint that allows one role knows the roles of the constraint that asks for one, and which of them are general."""
    none, one = Collection(shapes(), shapes().value(constraints()[constraint], SH["or"]))  # type: ignore[arg-type]
    assert members(shapes().value(none, SH.path)) == alternatives(same_path)
    choices = Collection(shapes(), shapes().value(one, SH.xone))  # type: ignore[arg-type]
    single = {str(path) for choice in choices for path in shapes().objects(choice, SH.path)}
    assert single == alternatives(same_path) - general
    paths = {
        path
        for choice in choices
        for part in shapes().objects(choice, SH.property)
        for path in shapes().objects(part, SH.path)
    }
    assert {str(path) for path in paths if isinstance(path, URIRef)} == general
    below = [members(path) for path in paths if not isinstance(path, URIRef)]
    assert below == [roles_below(role) for role in general]


def test_schemes_exist(content: Content) -> None:
    """Every scheme that a shape asks for has its file of concepts."""
    asked = {str(scheme) for scheme in shapes().objects(None, SH.hasValue)} - {BASE + "ontology"}
    there = {f"{BASE}concept/{path.stem}" for path in content.files("data/concepts", ".ttl")}
    assert len(asked) == 21
    assert asked <= there


def test_examples_in_messages_exist(content: Content) -> None:
    """Every address that a message gives as an example is one that the data have."""
    data = KnowledgeGraph.authored(content)
    known = {getattr(term, "value", "") for quad in data.quads for term in quad.triple}
    examples = {
        example for message in MESSAGES.values() for example in re.findall(r"<((?:id|concept)/[^>]+)>", message)
    }
    assert len(examples) > 20
    assert {BASE + example for example in examples if example != "id/kind/key/source"} <= known


def test_patterns_are_plain() -> None:
    """Patterns use what every engine knows: no look-around, no properties of characters, no back-references."""
    patterns = [str(pattern) for pattern in shapes().objects(None, SH.pattern)]
    assert len(patterns) >= 8
    assert not [pattern for pattern in patterns if re.search(r"\(\?|\\[pPkicIC0-9]", pattern)]


def test_nothing_asks_for_an_extension() -> None:
    """The shapes use SHACL Core alone: no rules, functions, custom targets or script, and no class that is its own shape."""
    extensions = {SH.rule, SH.target, SH.js, SH.expression, SH.sparql}
    assert not extensions & set(shapes().predicates())
    types = set(shapes().objects(None, rdflib.RDF.type))
    assert types == {SH.NodeShape, SH.PropertyShape}
