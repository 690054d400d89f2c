"""A planned world as blocks of whole lines of N-Quads, one block for a thing with its sources and passages."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from benchmarks.synthetic.draws import Fact
from benchmarks.synthetic.events import beginnings, hands, measure, meetings, replacements
from benchmarks.synthetic.lines import (
    CONCEPTS,
    CURATION,
    NAMES,
    date_of,
    facts_of,
    lines_of,
    passage_of,
    readings,
    relations_of,
    sources_of,
    text_of,
    typed,
)
from benchmarks.synthetic.plan import kind_of, number
from benchmarks.synthetic.world import World

from mfa_graph.vocabulary import PREFIXES

__all__ = ["blocks"]

_XSD = PREFIXES["xsd"]
_REGIONS = ["035", "034", "145", "030", "039", "154", "151", "155", "015", "014", "005", "013", "021", "053", "054"]
# The first two letters of the codes that ISO 3166-1 leaves to its users, so that no generated place is taken for a real one.
_PAIRS = [*("X" + letter for letter in ascii_uppercase), *("Q" + letter for letter in ascii_uppercase[12:]), "AA", "ZZ"]
# Letters in which a number is spelt, where a language has a script of its own: from the first letter of its block on.
_LETTERS = {
    "ar": 0x0627, "bn": 0x0995, "fil": 0x61, "hi": 0x0915, "id": 0x61, "ja": 0x304B, "km": 0x1780, "ko": 0xAC00, "lo": 0x0E94,
    "mn": 0x0430, "ms": 0x61, "my": 0x1000, "ne": 0x0915, "si": 0x0D9A, "ta": 0x0B92, "th": 0x0E01, "ur": 0x0633, "vi": 0x61,
    "zh": 0x4E00,
}  # fmt: skip


def blocks(world: World) -> Iterator[str]:
    """The graph of a world: so many lines as it has triples, in blocks."""
    written = 0
    for block in _planned(world):
        written += block.count("\n")
        yield block
    assert written <= world.triples, f"{written - world.triples} triples too many were planned"
    yield from _names(world, world.triples - written)


def _planned(world: World) -> Iterator[str]:
    """All that the plan holds; what is missing to the size are names."""
    counts = world.counts
    yield readings()
    yield from (_concept(world, index) for index in range(counts.concepts))
    yield from (_place(world, index) for index in range(world.first_area + max(counts.territories, 2)))
    yield from (_process(world, index) for index in range(counts.processes))
    yield from (_instrument(world, index) for index in range(counts.instruments))
    yield from (_organisation(world, index) for index in range(counts.organisations))
    yield from (_initiative(world, index) for index in range(counts.initiatives))
    yield from (_record(world, index) for index in range(counts.records))
    declarations = list(world.declarations())
    yield sources_of("declarations", dict.fromkeys(one.source for one in declarations)) + relations_of(declarations)
    yield relations_of(replacements(world))
    for index in range(counts.left_out):
        passage = f"source/g-initiative-{index % counts.initiatives:06d}-0/left-out-{index:06d}"
        yield passage_of(passage, "tables", [("leftOut", '"says nothing that is not said already"@en')])


# ----------------------------------------------------------------------------------------------------
# Things
# ----------------------------------------------------------------------------------------------------


def _concept(world: World, index: int) -> str:
    """A topic, a theme or a principle; topics stand below topics, themes bring principles, principles name instruments."""
    scheme = ("policy-topic", "theme", "mlflm")[index % 3]
    facts = [("type", f"<{PREFIXES['skos']}Concept>"), ("inScheme", f"concept/{scheme}"), ("notation", f'"G{index}"')]
    facts.append(("prefLabel", f'"Generated heading {index}"@en'))
    facts.append(("definition", f'"The heading with the number {index}."@en'))
    facts.append(("source", NAMES))
    if scheme == "policy-topic" and (above := world.broader(index)) is not None:
        facts.append(("broader", f"concept/policy-topic/g-{above:06d}"))
    if scheme == "theme":
        facts.append(
            (
                "themePrinciple",
                f"concept/mlflm/g-{index + 1:06d}" if index + 1 < world.counts.concepts else "concept/mlflm/8",
            )
        )
    if scheme == "mlflm":
        facts += [("namesInstrument", number("instrument", index % world.counts.instruments)), ("basis", '"generated"')]
    return lines_of(f"concept/{scheme}/g-{index:06d}", CONCEPTS, facts)


def _place(world: World, index: int) -> str:
    address, kind = number("place", index), world.place_kind(index)
    text = typed(address, f"Generated place {index}", classes=kind)
    if index < world.first_city:
        code = _PAIRS[index // 26] + chr(65 + index % 26)
        facts = [("isoCode", f'"{code}"'), ("notation", f'"{code}"'), ("notation", f'"{index}"')]
        facts.append(("unRegion", f"concept/un-region/{_REGIONS[index % len(_REGIONS)]}"))
        facts += [("sameAs", f"<https://example.org/place/{index}-{one}>") for one in range(3)]
        return text + lines_of(address, NAMES, facts)
    whole = world.whole("place", index)
    return text if whole is None else text + lines_of(address, CURATION, [("partOf", number("place", whole))])


def _process(world: World, index: int) -> str:
    body, kind = world.process(index), kind_of("process", index)
    level = "global" if "Global" in kind or "Human" in kind else "regional"
    text = typed(body.address, f"Generated process {index}", classes=kind)
    text += lines_of(body.address, CURATION, [("level", f"concept/level/{level}"), *_part(world, "process", index)])
    text += sources_of(
        f"process {index}", body.sources, publisher=number("organisation", index % world.counts.organisations)
    )
    text += relations_of(one for seat in body.seats for one in seat)
    text += relations_of([*meetings(world, "process", index), *beginnings(world, "process", index)])
    text += relations_of(one for one, _ in hands(world, "process", index))
    if body.list_day:
        facts = [("type", "ontology#CompletenessStatement"), ("prefLabel", f'"All members of process {index}"@en')]
        facts += [
            ("asOf", date_of(body.list_day)),
            ("completeFor", "ontology#memberParty"),
            ("completeWithin", body.address),
        ]
        facts.append(("source", body.seats[0][0].passage))
        text += lines_of(f"id/completeness/g-{index:06d}", CURATION, facts)
    return text


def _part(world: World, kind: str, index: int) -> list[Fact]:
    whole = world.whole(kind, index)
    return [] if whole is None else [("partOf", number(kind, whole))]


def _instrument(world: World, index: int) -> str:
    instrument, kind = world.instrument(index), kind_of("instrument", index)
    passage = f"source/{instrument.sources[0]}/instrument-{index:06d}"
    facts = [
        ("title", f'"Generated instrument {index}"@en'),
        ("identifier", f'"G{index}"'),
        ("adoptedOn", date_of(instrument.adopted)),
    ]
    facts.append(("altLabel", f'"G{index}"@en'))
    if kind in ("Convention", "Protocol"):
        entry = f"{int(instrument.adopted[:4]) + 2}{instrument.adopted[4:]}"
        facts += [("entryIntoForce", date_of(entry)), ("bindsAfter", f'"P1Y"^^<{_XSD}duration>')]
        facts += [("depositary", number("organisation", 5)), ("note", '"open to ratification"@en')]
    else:
        facts.append(("keptBy", number("process", index % world.counts.processes)))
    text = typed(instrument.address, f"Generated instrument {index}", classes=kind, instrumentCode=f'"g:{index}"')
    text += sources_of(f"instrument {index}", instrument.sources) + facts_of(passage, instrument.address, facts)
    return text + relations_of(one for status in instrument.statuses for one in status)


def _organisation(world: World, index: int) -> str:
    address, own = number("organisation", index), f"g-organisation-{index:06d}-own"
    is_network = index % 4 == 0
    classes = (
        "Organisation Network" if is_network else "IntergovernmentalOrganisation" if index % 14 == 5 else "Organisation"
    )
    text = typed(address, f"Generated organisation {index}", classes=classes) + lines_of(
        address, CURATION, _part(world, "organisation", index)
    )
    body = world.network(index) if is_network else None
    began = list(beginnings(world, "organisation", index))
    told = dict.fromkeys(one.source for one in began) if body is None else body.sources
    relations = [*world.engagements(index), *world.advocacies(index), *began]
    if body is not None:
        relations += [*(one for seat in body.seats for one in seat), *meetings(world, "organisation", index)]
        relations += [one for one, _ in hands(world, "organisation", index)]
    text += sources_of(f"organisation {index}", [own, *told], publisher=address) + relations_of(relations)
    text += facts_of(f"source/{own}/facts", address, world.organisation_facts(index))
    links = [("url", f"<https://example.org/organisation/{index}>")] if index % 3 == 0 else []
    links += [("sameAs", f"<https://example.org/entity/{index}>")] if index % 4 == 0 else []
    links += [("altLabel", f'"GO{index}"@en'), ("note", '"as in a table of organisations"@en')]
    return text + "".join(facts_of(f"source/{own}/{link[0]}", address, [link]) for link in links)


def _initiative(world: World, index: int) -> str:
    address, slug = number("initiative", index), f"g-initiative-{index:06d}"
    text = typed(address, f"Generated initiative {index}", classes=kind_of("initiative", index))
    text += lines_of(address, CURATION, _part(world, "initiative", index))
    text += sources_of(f"initiative {index}", [f"{slug}-0", f"{slug}-1"])
    for actor in (group[-1].actor for group in world.contributions(index) if "/person/" in group[-1].actor):
        text += typed(actor, f"Generated office holder {index}", classes="Person")
        text += lines_of(actor, f"source/{slug}-0/1-s1", [("publicRole", '"minister"@en')])
    counted = measure(world, index)
    text += relations_of(one for group in world.contributions(index) for one in group)
    text += relations_of(
        [*world.operations(index), *beginnings(world, "initiative", index), *([counted] if counted else [])]
    )
    if index % 7 == 4:
        text += text_of(f"source/{slug}-0/1-s2", address, [("grewFrom", number("initiative", index - 1))], index + 80)
    return text + text_of(f"source/{slug}-0/1-s1", address, world.initiative_facts(index), index)


def _record(world: World, index: int) -> str:
    """A practice record, each of its fields a passage."""
    record, practice = number("record", index), number("practice", index)
    slug = f"g-record-{index:06d}"
    covered = world.covered(index)
    themes = [f"concept/theme/{name}" for name in ("protection", "fair-recruitment")]
    fields: dict[str, list[Fact]] = {
        "title": [("title", f'"Generated practice {index}"@en'), ("primaryTopic", practice)],
        "countries": [
            ("printedCountries", f'"{len(covered)} places"@en'),
            *(("covers", number("place", one)) for one in covered),
        ],
        "organisations": [
            ("printedResponsibleOrganisations", f'"Generated organisation {index}"@en'),
            ("responsibleOrganisation", number("organisation", index)),
        ],
        "regions": [
            ("printedRegions", '"Asia and the Pacific"@en'),
            ("region", "concept/ilo-region/asia-and-the-pacific"),
        ],
        "themes": [("printedThemes", '"Protection; Fair recruitment"@en'), *(("theme", theme) for theme in themes)],
        "framework": [("printedFramework", '"8.; 9.(a),(b)"')],
        "update": [("printedUpdate", '"05.05.2015"'), ("modified", date_of("2015-05-05"))],
        "documents": [("emptyField", '"Documents"@en')],
        "introduction": [("highlights", number("initiative", one)) for one in range(5)]
        + [("announces", number("initiative", 0))],
    }
    text = typed(record, f"Generated record {index}", classes="PracticeRecord")
    text += typed(practice, f"Generated practice {index}", classes="GoodPractice")
    text += sources_of(f"record {index}", [slug], is_text=True)
    texts = (
        text_of(f"source/{slug}/{name}", record, facts, 100 * at) for at, (name, facts) in enumerate(fields.items())
    )
    return text + "".join(texts)


def _names(world: World, many: int) -> Iterator[str]:
    """So many names in other languages than English: of places first, then of whatever has a name."""
    for name in _named(world):
        spelt = name[-6:]
        facts = [
            ("prefLabel", f'"{spelt.translate({48 + digit: first + digit for digit in range(10)})}"@{language}')
            for language, first in _LETTERS.items()
        ]
        yield lines_of(name, NAMES, facts[:many])
        many -= len(facts)
        if many <= 0:
            return
    raise AssertionError(f"{many} triples too few were planned")


_FEW = {"process": "processes", "instrument": "instruments"}


def _named(world: World) -> Iterator[str]:
    yield from (number("place", index) for index in range(world.first_city))
    yield from (number("organisation", index) for index in range(world.counts.organisations))
    yield from (number("initiative", index) for index in range(world.counts.initiatives))
    yield from (number("place", index) for index in range(world.first_city, world.first_area))
    yield from (number(kind, index) for kind, many in _FEW.items() for index in range(getattr(world.counts, many)))
