"""Each constraint has two twins: files that differ in one point, of which one is right and the other is wrong."""

from __future__ import annotations

import pytest
from rdflib import SH

from mfa_graph.assets import Content
from mfa_graph.findings import Severity
from mfa_graph.store.as_rdflib import graph_of
from mfa_graph.store.syntax import read
from tests.shapes.support import COMPONENTS, TWINS, broken_by, constraints, findings, shapes, triples

NAMES = sorted(path.name.removesuffix(".valid.ttl") for path in TWINS.glob("*.valid.ttl"))

# In these the wrong statement is the address of the thing itself, so that all its statements differ.
WRONG_ADDRESS = {"relation-address"}


def test_every_constraint_has_its_twins() -> None:
    """The folder holds a valid and an invalid file for each constraint, and nothing else."""
    assert sorted(path.name for path in TWINS.iterdir()) == sorted(
        f"{name}.{word}.ttl" for name in constraints() for word in ("valid", "invalid")
    )


def test_the_number_of_constraints() -> None:
    """There are 230 constraints: who adds or removes one says so here."""
    assert len(constraints()) == len(NAMES) == 230


@pytest.mark.parametrize("name", NAMES)
def test_a_constraint_says_one_thing(name: str) -> None:
    """A constraint has one component (a datatype and its pattern count as one), a name, a reason, a severity and one message."""
    shape = constraints()[name]
    used = {COMPONENTS[predicate] for predicate in shapes().predicates(shape) if predicate in COMPONENTS}
    assert len(used) == 1
    for told in (SH.name, SH.description, SH.severity, SH.message):
        assert len(list(shapes().objects(shape, told))) == 1, told


def test_whatever_can_be_broken_is_a_constraint() -> None:
    """A shape that has a target, or is listed by one that has, either is a constraint or only lists constraints."""
    targets = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    targeted = {shape for target in targets for shape in shapes().subjects(target)}
    listed = {shape for owner in targeted for shape in shapes().objects(owner, SH.property)}
    known = set(constraints().values())
    assert listed <= known
    assert known <= listed | targeted
    for owner in targeted - known:
        assert not COMPONENTS.keys() & set(shapes().predicates(owner)), owner


@pytest.mark.parametrize(
    ("file", "severity"),
    [
        ("required.ttl", SH.Violation),
        ("recommended.ttl", SH.Warning),
        ("informative.ttl", SH.Info),
        ("ontology.ttl", SH.Violation),
        ("person-safety.ttl", SH.Violation),
    ],
)
def test_a_file_has_one_severity(content: Content, file: str, severity: object) -> None:
    """What is required weighs as a violation, what is recommended as a warning, what is good to know as an info."""
    graph = graph_of(quad.triple for quad in read(content.folder("shapes") / file))
    assert set(graph.objects(None, SH.severity)) == {severity}


def test_no_other_file_holds_shapes(content: Content) -> None:
    """The shapes stand in five files."""
    assert [path.name for path in content.files("shapes", ".ttl")] == [
        "informative.ttl",
        "ontology.ttl",
        "person-safety.ttl",
        "recommended.ttl",
        "required.ttl",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_twins_differ_in_one_statement(name: str) -> None:
    """Each twin has at most one statement that the other lacks."""
    valid, invalid = (set(triples(TWINS / f"{name}.{word}.ttl")) for word in ("valid", "invalid"))
    if name in WRONG_ADDRESS:
        assert {(t.predicate, t.object) for t in valid} == {(t.predicate, t.object) for t in invalid}
    else:
        assert max(len(valid - invalid), len(invalid - valid)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_valid_twin_draws_no_finding(name: str) -> None:
    """The valid twin breaks no constraint at all."""
    assert list(findings(TWINS / f"{name}.valid.ttl")) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_invalid_twin_breaks_its_constraint_alone(name: str) -> None:
    """The invalid twin breaks the constraint that it is named for, and no other."""
    report = findings(TWINS / f"{name}.invalid.ttl")
    assert broken_by(report) == {name}
    weights = {str(SH.Info): Severity.INFO, str(SH.Warning): Severity.WARNING, str(SH.Violation): Severity.VIOLATION}
    weight = weights[str(shapes().value(constraints()[name], SH.severity))]
    assert {finding.severity for finding in report} == {weight}


@pytest.mark.parametrize("name", NAMES)
def test_only_the_constraint_sees_the_error(name: str) -> None:
    """With that one constraint taken out of the shapes, the invalid twin draws no finding: the test above would fail."""
    assert list(findings(TWINS / f"{name}.invalid.ttl", without=constraints()[name])) == []
