"""What follows does not depend on the order in which statements came, or on what was there before."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from mfa_graph.reasoning.closure import close
from mfa_graph.reasoning.compile import compile_program
from mfa_graph.reasoning.run import inferred_quads
from mfa_graph.store import Quad
from tests.reasoning.ontologies import World, worlds


def inferred(world: World, quads: list[Quad]) -> list[str]:
    """What follows, each triple in the graph of its rule, sorted."""
    return sorted(map(str, inferred_quads(close(world.program, quads))))


@seed(3)
@settings(
    max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(worlds(keys=True), st.randoms(use_true_random=False))
def test_edits_in_any_order_end_at_one_closure(world: World, chance: random.Random) -> None:
    """However statements come and go, in 200 worlds, what is left has the consequences that it has from scratch."""
    expected = inferred(world, world.said)
    present: list[Quad] = []
    edits = [*world.said, *chance.sample(world.said, len(world.said) // 2)]
    chance.shuffle(edits)
    for quad in edits:  # a statement that is there already is taken away
        present.remove(quad) if quad in present else present.append(quad)
    assert inferred(world, present) == inferred(world, [quad for quad in world.said if quad in present])
    present += [quad for quad in world.said if quad not in present]
    chance.shuffle(present)
    assert inferred(world, present) == expected
    assert inferred(world, [*present, *present]) == expected


@seed(5)
@settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(worlds(keys=True), st.randoms(use_true_random=False))
def test_axioms_in_any_order_are_one_ontology(world: World, chance: random.Random) -> None:
    """In whatever order an ontology is written, the same triples stand in the graphs of the same rules, in 60 worlds."""
    shuffled = chance.sample(world.axioms, len(world.axioms))
    again = inferred_quads(close(compile_program(shuffled), world.said))
    assert sorted(map(str, again)) == inferred(world, world.said)
