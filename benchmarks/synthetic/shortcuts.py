"""How many triples of each shortcut and of each transitive property follow by the axioms, told from the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.synthetic.events import all_hands, replacements
from benchmarks.synthetic.plan import Relation
from benchmarks.synthetic.world import World

__all__ = ["shortcuts"]

_SHORTCUTS = {
    "memberParty": "memberOf", "originMemberParty": "memberOf", "destinationMemberParty": "memberOf",
    "observerParty": "observerOf", "ratifyingState": "hasRatified", "engagedOrganisation": "engagesWith",
    "advocate": "advocatesFor", "leader": "leads", "secretariat": "secretariatOf", "operator": "operatesIn",
    "replaced": "replaces",
}  # fmt: skip
_INVERSES = {
    "memberOf": "hasMember", "observerOf": "hasObserver", "hasRatified": "ratifiedBy", "engagesWith": "engagedBy",
    "advocatesFor": "advocatedBy", "leads": "ledBy", "secretariatOf": "hasSecretariat", "operatesIn": "placeOfOperationOf",
    "contributesTo": "hasContributor",
}  # fmt: skip


def shortcuts(world: World) -> Counter[str]:
    """How many triples of each shortcut follow: one for each pair of ends, however many sources name it."""
    counts: Counter[str] = Counter()
    for group in _groups(world):
        counts.update({_SHORTCUTS[one.role] for one in group if one.role in _SHORTCUTS})
        counts["contributesTo"] += group[0].kind == "contribution"
    counts |= Counter({inverse: counts[shortcut] for shortcut, inverse in _INVERSES.items()})
    kinds = {
        "organisation": world.counts.organisations,
        "process": world.counts.processes,
        "initiative": world.counts.initiatives,
    }
    kinds["place"] = world.first_area + max(world.counts.territories, 2)
    for kind, many in kinds.items():
        counts["partOf"] += sum(_depth(index, partial(world.whole, kind)) for index in range(many))
    counts["broaderTransitive"] = sum(_depth(index, world.broader) for index in range(0, world.counts.concepts, 3))
    return counts


def _groups(world: World) -> Iterator[tuple[Relation, ...]]:
    """All relations from which a shortcut follows, the nodes of several sources together."""
    bodies = [world.processes(), (world.network(index) for index in world.networks())]
    yield from (seat for some in bodies for body in some for seat in body.seats)
    yield from (status for instrument in world.instruments() for status in instrument.statuses)
    for index in range(world.counts.organisations):
        yield from ((one,) for one in (*world.engagements(index), *world.advocacies(index)))
    for index in range(world.counts.initiatives):
        yield from world.contributions(index)
        yield from ((one,) for one in world.operations(index))
    yield from ((one,) for one, _ in all_hands(world))
    yield from ((one,) for one in replacements(world))


def _depth(index: int, above: Callable[[int], int | None]) -> int:
    """How many things a thing is a part of, at whatever remove."""
    depth, whole = 0, above(index)
    while whole is not None:
        depth, whole = depth + 1, above(whole)
    return depth
