"""The W3C's test suite of SHACL, through our wrappers of engines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from mfa_graph.store import Triple
from mfa_graph.validation.engines import FAST, REFERENCE
from tests.conformance.shacl.score import CASES, FAILURES, MUST_FAIL, run_of
from tests.conformance.shacl.suite import Case, cases_of, outcome
from tests.shapes.support import COMPONENTS, shapes_graph


@pytest.fixture(scope="module")
def cases(outside: Path) -> list[Case]:
    """All cases of the suite."""
    return cases_of(outside / "w3c" / "shacl" / "tests")


def parameters(triples: Iterable[Triple]) -> set[str]:
    """The parameters of constraints that shapes use."""
    known = {str(parameter) for parameter in COMPONENTS}
    return {triple.predicate.value for triple in triples} & known


@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")
@pytest.mark.parametrize("name", FAILURES)
def test_an_engine_fails_where_it_is_known_to(cases: list[Case], name: str) -> None:
    """Of the 120 cases, 7 of which must be refused, an engine gets wrong exactly those that are written down."""
    assert len(cases) == CASES
    assert sum(case.expected is None for case in cases) == MUST_FAIL
    run = run_of(name)
    wrong = {case.name for case in cases if outcome(case, run) != case.expected}
    assert wrong == FAILURES[name].keys()


@pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")
def test_the_engines_agree_on_what_our_shapes_use(cases: list[Case]) -> None:
    """On each of the cases that use no other constraints than our shapes do, both find the same, but for a known failure."""
    ours = parameters(shapes_graph())
    same = [case for case in cases if parameters(case.shapes) <= ours]
    fast, reference = run_of(FAST), run_of(REFERENCE)
    differ = {case.name for case in same if outcome(case, fast) != outcome(case, reference)}
    assert len(same) == 80
    assert differ == FAILURES[REFERENCE].keys() & {case.name for case in same}
