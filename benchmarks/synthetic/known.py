"""What must come out: the answers of questions and the number of inferred shortcuts, told from the plan and not from the graph.

`known` gives ``shortcuts``, the number of triples of each property that follows by a chain or by transitivity; and
``questions``, a list of cases: a question's id, its parameters, its columns, and all rows in the order of their text. A cell is
the text of a term, empty where the answer has none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from benchmarks.synthetic.plan import DAY, Body, Instrument, Relation, kind_of, number
from benchmarks.synthetic.times import MEMBER, Bounds, bounds_of, first, last, list_end
from benchmarks.synthetic.world import World

from mfa_graph.vocabulary import BASE, PREFIXES

__all__ = ["known"]

Row = tuple[str, ...]
_IN_2010 = "2010-06-15"
_ONTOLOGY = PREFIXES["mfa"]


def known(world: World) -> dict[str, Any]:
    """The number of inferred triples and the answers of the cases; see the head of this module."""
    return {
        "triples": world.triples,
        "seed": world.seed,
        "shortcuts": dict(sorted(_shortcuts(world).items())),
        "questions": [_case(world, *case) for case in _cases(world)],
    }


def _cases(world: World) -> Iterator[tuple[Callable[..., Iterable[Row]], dict[str, Any]]]:
    """The questions that are asked, each with what it is asked about."""
    yield _q01, {"organisation": 0}
    yield from ((_q02, {"organisation": index}) for index in (0, 1, 2))
    whole_day = world.process(0).list_day
    for day in (whole_day, "2000-06-15", _IN_2010, DAY):
        yield _q04, {"body": world.process(0), "as-of": day}
        yield _q04, {"body": world.network(4), "as-of": day}
        yield _q08, {"organisation": 0, "at-least": 2, "as-of": day}
        yield _q10, {"record": 0, "as-of": day}
        yield _q12, {"body": world.process(0), "organisation": _contributor(world), "as-of": day}
        yield _q14, {"body": world.process(0), "instrument": world.instrument(0), "as-of": day}
        yield _q16, {"body": world.process(0), "as-of": day}
    yield _q20, {"organisation": 1}


def _case(world: World, question: Callable[..., Iterable[Row]], about: dict[str, Any]) -> dict[str, Any]:
    """One question with its parameters as people write them, and its rows."""
    parameters = {
        name: BASE + value.address if isinstance(value, Body | Instrument)
        else BASE + number(name, value) if name in ("organisation", "record")
        else str(value)
        for name, value in about.items()
    }  # fmt: skip
    rows = sorted({tuple(map(_address, row)) for row in question(world, *about.values())})
    return {"id": question.__name__.strip("_"), "parameters": parameters, "rows": [list(row) for row in rows]}


def _address(cell: str) -> str:
    """A cell as an answer has it: an address in full."""
    return BASE + cell if cell.startswith(("id/", "source/", "concept/", "ontology#")) else cell


def _contributor(world: World) -> int:
    """An organisation with a hand in an initiative that is at work somewhere."""
    return int(world.contributions(0)[0][0].actor[-6:])


# ----------------------------------------------------------------------------------------------------
# Questions about one thing
# ----------------------------------------------------------------------------------------------------


def _q01(world: World, organisation: int) -> Iterator[Row]:
    for one in world.engagements(organisation):
        more = dict(one.more)
        kind = kind_of("process", int(one.thing[-6:]))
        own = "global" if "Global" in kind or "Human" in kind else "regional"
        yield one.thing, more.get("level", f"concept/level/{own}"), more.get("capacity", ""), one.passage


def _q02(world: World, organisation: int) -> Iterator[Row]:
    actor = number("organisation", organisation)
    for index in range(world.counts.initiatives):
        groups = world.contributions(index)
        own = [one for group in groups for one in group if one.actor == actor and one.role != "contributor"]
        others = [group[0].actor for group in groups if group[0].actor != actor]
        places = [(one.thing, one.passage) for one in world.operations(index)] or [("", "")]
        for one in own:
            withs = [*others, *(value for name, value in one.more if name == "alongside")] or [""]
            since, until = one.date("start") or "", one.date("end") or ""
            for companion in withs:
                for place, where in places:
                    yield (
                        one.thing, f"ontology#{one.role}", companion, since, until, place, one.passage,
                        one.passage if until else "", where,
                    )  # fmt: skip


def _q04(_: World, body: Body, day: str) -> Iterator[Row]:
    for one, bounds in _seats(body):
        if certainty := bounds.certainty(day):
            dates = [one.date(name) or "" for name in ("start", "end", "observedOn")]
            yield (one.actor, f"ontology#{one.role}", *dates, certainty, one.passage)


def _seats(body: Body) -> Iterator[tuple[Relation, Bounds]]:
    """All seats in a body, one for each source, with their bounds."""
    for seat in body.seats:
        for one in seat:
            yield one, bounds_of(one, seat, body.founded, list_end(body, seat, one))


def _members(body: Body, day: str) -> dict[str, str]:
    """Who may be a member on a day, each with the first of the passages that say so."""
    members: dict[str, str] = {}
    for one, bounds in _seats(body):
        if one.role in MEMBER and bounds.is_possible(day):
            members[one.actor] = min(one.passage, members.get(one.actor, one.passage))
    return members


# ----------------------------------------------------------------------------------------------------
# Questions across countries and processes
# ----------------------------------------------------------------------------------------------------


def _engaged(world: World, organisation: int) -> list[tuple[Relation, Body]]:
    return [(one, world.process(int(one.thing[-6:]))) for one in world.engagements(organisation)]


def _q08(world: World, organisation: int, at_least: int, day: str) -> Iterator[Row]:
    engaged = _engaged(world, organisation)
    seats = Counter(member for _, body in engaged for member in _members(body, day))
    for engagement, body in engaged:
        for one, bounds in _seats(body):
            certainty = bounds.certainty(day)
            if one.role in MEMBER and certainty and seats[one.actor] >= at_least:
                yield one.actor, str(seats[one.actor]), body.address, certainty, one.passage, engagement.passage


def _q10(world: World, record: int, day: str) -> Iterator[Row]:
    printed = f"source/g-record-{record:06d}/countries"
    for _, body in _engaged(world, record):
        held = defaultdict(list)
        for one, bounds in _seats(body):
            if bounds.is_possible(day):
                held[one.actor].append((one, "certain" if bounds.is_certain(day) else "possible"))
        for country in (number("place", index) for index in world.covered(record)):
            for one, certainty in held[country]:
                yield country, body.address, f"ontology#{one.role}", certainty, one.passage, printed
            if not held[country]:
                is_no = body.list_day == day
                passage = body.seats[0][0].passage if is_no else ""
                yield country, body.address, "no" if is_no else "unknown", "", passage, printed


def _q12(world: World, body: Body, organisation: int, day: str) -> Iterator[Row]:
    actor = number("organisation", organisation)
    members = _members(body, day)
    reached = set()
    for index in range(world.counts.initiatives):
        if all(group[0].actor != actor for group in world.contributions(index)):
            continue
        for one in world.operations(index):
            bounds = bounds_of(one, [one], world.founded("initiative", index))
            if one.thing in members and bounds.is_possible(day):
                reached.add(one.thing)
                yield one.thing, "yes", one.actor, one.passage, members[one.thing]
    yield from ((member, "unknown", "", "", seat) for member, seat in members.items() if member not in reached)


# ----------------------------------------------------------------------------------------------------
# Questions about standards
# ----------------------------------------------------------------------------------------------------


def _q14(_: World, body: Body, instrument: Instrument, day: str) -> Iterator[Row]:
    standing = _standing(instrument, day)
    for member, seat in _members(body, day).items():
        yield (member, *standing.get(member, ("unknown", "", ""))[:3], seat)


def _standing(instrument: Instrument, day: str) -> dict[str, Row]:
    """How each State stands that some source speaks of: yes, no or unknown; the day; its passage; the first passage for it."""
    yes: defaultdict[str, list[Row]] = defaultdict(list)
    no: defaultdict[str, list[Row]] = defaultdict(list)
    seen: defaultdict[str, list[Row]] = defaultdict(list)
    for one in (one for status in instrument.statuses for one in status):
        if one.role == "ratifyingState":
            ratified, denounced = one.date("ratifiedOn"), one.date("denouncedOn")
            since = ratified or one.date("inForceFrom") or one.date("observedOn")
            if since and last(since) <= day and not (denounced and first(denounced) <= day):
                exactness = {10: "1", 7: "2", 4: "3", 0: "4"}[len(ratified or "")]
                yes[one.actor].append((exactness, one.passage, ratified or ""))
            if denounced and last(denounced) <= day:
                no[one.actor].append((last(denounced), denounced, one.passage))
        elif observed := one.date("observedOn"):
            (no if observed >= day else seen)[one.actor].append((observed, observed, one.passage))
    answers = {state: ("unknown", *max(rows)[1:], "") for state, rows in seen.items()}
    answers |= {state: ("no", *min(rows)[1:], min(row[2] for row in rows)) for state, rows in no.items()}
    return answers | {
        state: ("yes", min(rows)[2], min(rows)[1], min(row[1] for row in rows)) for state, rows in yes.items()
    }


def _q16(world: World, body: Body, day: str) -> Iterator[Row]:
    members = _members(body, day)
    for instrument in world.instruments():
        if members and any(status[0].role == "ratifyingState" for status in instrument.statuses):
            standing = _standing(instrument, day)
            told = [standing[member] for member in members if member in standing]
            words = Counter(row[0] for row in told)
            passages = [row[3] for row in told if row[0] in ("yes", "no")]
            share = (200 * words["yes"] + len(members)) // (2 * len(members))
            counts = words["yes"], words["no"], len(members) - words["yes"] - words["no"], share
            yield (instrument.address, *map(str, counts), min(passages, default=""))


# ----------------------------------------------------------------------------------------------------
# Comparing
# ----------------------------------------------------------------------------------------------------


def _q20(world: World, organisation: int) -> Iterator[Row]:
    actor = number("organisation", organisation)
    joins = defaultdict(set)
    for other, how, thing, _ in _joins(world):
        if other == actor:
            joins[how].add(thing)
    common = [join for join in _joins(world) if join[0] != actor and join[2] in joins.get(join[1], ())]
    shared = defaultdict(set)
    for other, _, thing, _ in common:
        shared[other].add(thing)
    for other, how, thing, passage in common:
        yield other, str(len(shared[other])), f"ontology#{how}", thing, passage


def _joins(world: World) -> Iterator[Row]:
    """What joins organisations and initiatives to what they may share, with the passage that says so."""
    for index in world.networks():
        for one in (one for seat in world.network(index).seats for one in seat if one.role in MEMBER):
            yield one.actor, "memberOf", one.thing, one.passage
    for index in range(world.counts.organisations):
        for one in world.engagements(index):
            yield one.actor, "engagesWith", one.thing, one.passage
        yield from _shared_facts(number("organisation", index), world.organisation_facts(index), "own/facts")
    for index in range(world.counts.initiatives):
        for one in (one for group in world.contributions(index) for one in group):
            yield one.actor, "contributesTo", one.thing, one.passage
        yield from _shared_facts(number("initiative", index), world.initiative_facts(index), "0/1-s1")


def _shared_facts(thing: str, facts: Iterable[tuple[str, str]], where: str) -> Iterator[Row]:
    _, kind, slug = thing.split("/")
    for name, value in facts:
        if name in ("basedIn", "purpose", "targetGroup", "organisationType"):
            yield thing, name, value, f"source/g-{kind}-{slug[2:]}-{where}"


# ----------------------------------------------------------------------------------------------------
# Shortcuts
# ----------------------------------------------------------------------------------------------------

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


def _shortcuts(world: World) -> Counter[str]:
    """How many triples of each shortcut follow: one for each pair of ends, however many sources name it."""
    counts: Counter[str] = Counter()
    for group in _groups(world):
        if shortcut := _SHORTCUTS.get(group[0].role):
            counts[shortcut] += 1
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
    yield from ((one,) for one in world.replacements())


def _depth(index: int, above: Callable[[int], int | None]) -> int:
    """How many things a thing is a part of, at whatever remove."""
    depth, whole = 0, above(index)
    while whole is not None:
        depth, whole = depth + 1, above(whole)
    return depth
