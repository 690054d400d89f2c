"""What must come out: the answers of questions and the number of inferred shortcuts, told from the plan and not from the graph.

`known` gives ``shortcuts``, the number of triples of each property that follows by a chain or by transitivity; and
``questions``, a list of cases: a question's id, its parameters, its columns, and all rows in the order of their text. A cell is
the text of a term, empty where the answer has none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from benchmarks.synthetic.events import all_hands
from benchmarks.synthetic.plan import DAY, Body, Instrument, Relation, kind_of, number
from benchmarks.synthetic.precedence import Precedence, precedence
from benchmarks.synthetic.shortcuts import shortcuts
from benchmarks.synthetic.standing import NOT_TOLD, verdicts
from benchmarks.synthetic.times import MEMBER, Bounds, bounds_of, bounds_of_hand, bounds_of_seat, earliest
from benchmarks.synthetic.world import World

from mfa_graph.vocabulary import BASE

__all__ = ["known"]

Row = tuple[str, ...]
_DAYS = ("1988-06-15", "2000-06-15", "2010-06-15", "2024-06-15", "2025-06-15", DAY)
_KINDS = {"organisation": "organisation", "actor": "organisation", "record": "record"}


def known(world: World) -> dict[str, Any]:
    """The number of inferred triples and the answers of the cases; see the head of this module."""
    return {
        "triples": world.triples,
        "seed": world.seed,
        "shortcuts": dict(sorted(shortcuts(world).items())),
        "questions": [_case(world, *case) for case in _cases(world)],
    }


def _cases(world: World) -> Iterator[tuple[Callable[..., Iterable[Row]], dict[str, Any]]]:
    """The questions that are asked, each with what it is asked about."""
    yield _q01, {"organisation": 0}
    yield from ((_q02, {"organisation": index}) for index in (0, 1, 2))
    whole_day = world.process(0).list_day
    for day in (world.process(4).list_day, whole_day, *_DAYS):
        yield from ((_q04, {"body": world.process(index), "as-of": day}) for index in (0, 3, 4))
        yield _q04, {"body": world.network(4), "as-of": day}
        yield _q27, {"actor": _helper(world), "as-of": day}
        yield _q08, {"organisation": 0, "at-least": 2, "as-of": day}
        yield _q10, {"record": 0, "as-of": day}
        yield _q12, {"body": world.process(0), "organisation": _contributor(world), "as-of": day}
        yield from (
            (_q14, {"body": world.process(0), "instrument": world.instrument(index), "as-of": day})
            for index in (0, 2, 3)
        )
        yield _q16, {"body": world.process(0), "as-of": day}
    yield _q20, {"organisation": 1}


def _case(world: World, question: Callable[..., Iterable[Row]], about: dict[str, Any]) -> dict[str, Any]:
    """One question with its parameters as people write them, and its rows."""
    parameters = {
        name: BASE + value.address if isinstance(value, Body | Instrument)
        else BASE + number(_KINDS[name], value) if name in _KINDS
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


def _helper(world: World) -> int:
    """An organisation with a hand in a meeting."""
    return int(next(all_hands(world))[0].actor[-6:])


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
        hands = [one for group in world.contributions(index) for one in group if one.role != "contributor"]
        if not any(one.actor == actor for one in hands):
            continue
        for one in hands:
            beside = [value for name, value in one.more if name == "alongside"] or [""]
            since, until = one.date("start") or "", one.date("end") or ""
            for companion in beside if one.actor == actor else [one.actor]:
                ended = one.passage if until else ""
                yield one.thing, f"ontology#{one.role}", companion, since, until, "", one.passage, ended
        for one in world.operations(index):
            yield hands[0].thing, "", "", "", "", one.thing, one.passage, ""


def _q04(_: World, body: Body, day: str) -> Iterator[Row]:
    for seat in body.seats:
        for one, certainty in _holding(body, seat, day):
            dates = [one.date(name) or "" for name in ("start", "end", "observedOn")]
            yield (one.actor, f"ontology#{one.role}", *dates, certainty, one.passage)


def _q27(world: World, organisation: int, day: str) -> Iterator[Row]:
    actor = number("organisation", organisation)
    for one, bounds in _all_of(world, organisation):
        if one.actor == actor and (certainty := bounds.certainty(day)):
            dates = [one.date(name) or "" for name in ("start", "end", "observedOn")]
            yield (one.thing, f"ontology#{one.role}", *dates, certainty, one.passage)


def _all_of(world: World, organisation: int) -> Iterator[tuple[Relation, Bounds]]:
    """All relations that an organisation can be in, and those of others beside them."""
    for index in world.networks():
        body = world.network(index)
        yield from ((one, bounds_of_seat(body, seat, one)) for seat in body.seats for one in seat)
    for one in world.engagements(organisation):
        yield one, _bounds_of_engagement(one, world.process(int(one.thing[-6:])))
    for one in world.advocacies(organisation):
        yield one, bounds_of(one, [one], world.instrument(int(one.thing[-6:])).adopted)
    for index in range(world.counts.initiatives):
        opened = _opened(world, index)
        yield from ((one, bounds_of(one, group, opened)) for group in world.contributions(index) for one in group)
    yield from ((hand, bounds_of_hand(hand, meeting)) for hand, meeting in all_hands(world))


# ----------------------------------------------------------------------------------------------------
# Seats, and what bears them out
# ----------------------------------------------------------------------------------------------------


class _Best(NamedTuple):
    """How certain something is, and the passage that says so; of several the greatest goes first."""

    is_certain: bool
    precedence: Precedence
    passage: str

    @property
    def certainty(self) -> str:
        return "certain" if self.is_certain else "possible"


class _Seat(NamedTuple):
    """A seat on a day: who has it, the role, by how many sources, and the best of them."""

    actor: str
    role: str
    sources: int
    best: _Best


def _holding(body: Body, seat: tuple[Relation, ...], day: str) -> Iterator[tuple[Relation, str]]:
    """The sources by which a seat may be held on a day, with how certain each of them is."""
    for one in seat:
        if certainty := bounds_of_seat(body, seat, one).certainty(day):
            yield one, certainty


def _seats(body: Body, day: str) -> Iterator[_Seat]:
    """All seats that may be held on a day."""
    for seat in body.seats:
        if held := list(_holding(body, seat, day)):
            best = max(_Best(certainty == "certain", precedence(one, seat), one.passage) for one, certainty in held)
            yield _Seat(seat[0].actor, seat[0].role, len({one.source for one, _ in held}), best)


def _members(body: Body, day: str) -> dict[str, _Seat]:
    """Who may be a member on a day."""
    return {seat.actor: seat for seat in _seats(body, day) if seat.role in MEMBER}


def _bounds_of_engagement(one: Relation, body: Body) -> Bounds:
    return bounds_of(one, [one], earliest(body.founded, body.first_met))


def _opened(world: World, initiative: int) -> str | None:
    """The day before which nobody can have had a hand in an initiative."""
    return earliest(world.founded("initiative", initiative), world.first_met("initiative", initiative))


# ----------------------------------------------------------------------------------------------------
# Questions across countries and processes
# ----------------------------------------------------------------------------------------------------


def _engaged(world: World, organisation: int) -> list[tuple[Relation, Body]]:
    return [(one, world.process(int(one.thing[-6:]))) for one in world.engagements(organisation)]


def _q08(world: World, organisation: int, at_least: int, day: str) -> Iterator[Row]:
    engaged = [
        (one, certainty, body, _members(body, day))
        for one, body in _engaged(world, organisation)
        if (certainty := _bounds_of_engagement(one, body).certainty(day))
    ]
    seats = Counter(member for *_, members in engaged for member in members)
    for engagement, engaging, body, members in engaged:
        for seat in members.values():
            if seats[seat.actor] >= at_least:
                certainty = "certain" if engaging == seat.best.certainty == "certain" else "possible"
                yield (
                    seat.actor, str(seats[seat.actor]), body.address, certainty, str(seat.sources),
                    seat.best.passage, engagement.passage,
                )  # fmt: skip


def _q10(world: World, record: int, day: str) -> Iterator[Row]:
    printed = f"source/g-record-{record:06d}/countries"
    for _, body in _engaged(world, record):
        held = {seat.actor: seat for seat in _seats(body, day)}
        for country in (number("place", index) for index in world.covered(record)):
            if seat := held.get(country):
                best = seat.best
                role = f"ontology#{seat.role}"
                yield country, body.address, role, best.certainty, str(seat.sources), best.passage, printed
            else:
                is_no = body.list_day == day
                passage = body.seats[0][0].passage if is_no else ""
                yield country, body.address, "no" if is_no else "unknown", "", "", passage, printed


def _q12(world: World, body: Body, organisation: int, day: str) -> Iterator[Row]:
    members = _members(body, day)
    reached = set()
    for initiative in range(world.counts.initiatives):
        for place, best in _works(world, initiative, number("organisation", organisation), day):
            if seat := members.get(place):
                reached.add(place)
                certainty = "certain" if best.is_certain and seat.best.is_certain else "possible"
                at_work = number("initiative", initiative)
                yield place, seat.best.certainty, "yes", certainty, at_work, best.passage, seat.best.passage
    for member, seat in members.items():
        if member not in reached:
            yield member, seat.best.certainty, "unknown", "", "", "", seat.best.passage


def _works(world: World, initiative: int, actor: str, day: str) -> Iterator[tuple[str, _Best]]:
    """Where an initiative may be at work on a day on which an organisation may have a hand in it."""
    opened = _opened(world, initiative)
    groups = (group for group in world.contributions(initiative) if group[0].actor == actor)
    helping = {bounds_of(one, group, opened).certainty(day) for group in groups for one in group} - {""}
    for one in world.operations(initiative) if helping else ():
        if certainty := bounds_of(one, [one], opened).certainty(day):
            is_certain = certainty == "certain" in helping
            yield one.thing, _Best(is_certain, precedence(one, [one]), one.passage)


# ----------------------------------------------------------------------------------------------------
# Questions about standards
# ----------------------------------------------------------------------------------------------------


def _q14(_: World, body: Body, instrument: Instrument, day: str) -> Iterator[Row]:
    told = verdicts(instrument, day)
    for member, seat in _members(body, day).items():
        word, date, reason, passage, _order = told.get(member, NOT_TOLD)
        yield member, word, date, reason, seat.best.certainty, passage, seat.best.passage


def _q16(world: World, body: Body, day: str) -> Iterator[Row]:
    members = _members(body, day)
    for instrument in world.instruments():
        if members and any(one.role == "ratifyingState" for status in instrument.statuses for one in status):
            told = verdicts(instrument, day)
            known_of = [told[member] for member in members if member in told]
            words = Counter(verdict.word for verdict in known_of)
            bearing = [verdict for verdict in known_of if verdict.word != "unknown"]
            share = (200 * words["yes"] + len(members)) // (2 * len(members))
            counts = words["yes"], words["no"], len(members) - words["yes"] - words["no"], share
            passage = min(bearing, key=lambda verdict: verdict.order).passage if bearing else ""
            yield (instrument.address, *map(str, counts), passage)


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
    for hand, _ in all_hands(world):
        yield hand.actor, "contributesTo", hand.thing, hand.passage


def _shared_facts(thing: str, facts: Iterable[tuple[str, str]], where: str) -> Iterator[Row]:
    _, kind, slug = thing.split("/")
    for name, value in facts:
        if name in ("basedIn", "purpose", "targetGroup", "organisationType"):
            yield thing, name, value, f"source/g-{kind}-{slug[2:]}-{where}"
