"""A planned world as lines of N-Quads: blocks of whole lines, one block for a thing with its sources and passages.

Lines are put together as text, since a library for RDF would take most of the time. `iris` and `literals` of the plan need no
escapes, because the plan writes none that would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import ascii_uppercase

from benchmarks.synthetic.draws import Fact
from benchmarks.synthetic.plan import DAY, Relation, kind_of, number
from benchmarks.synthetic.world import World

from mfa_graph.vocabulary import BASE, PREFIXES

__all__ = ["blocks"]

_CURATION, _PROVENANCE, _CONCEPTS = "graph/curation", "graph/provenance", "graph/concepts"
_NAMES = "source/g-names"
_WRITTEN, _BEGIN = '<"', "<" + BASE
_XSD = PREFIXES["xsd"]
_DATES = {4: f"^^<{_XSD}gYear>", 7: f"^^<{_XSD}gYearMonth>", 10: f"^^<{_XSD}date>"}
_OTHER = {
    "type": "rdf",
    "title publisher source modified identifier isPartOf": "dcterms",
    "url sameAs": "schema",
    "prefLabel altLabel note definition notation inScheme broader": "skos",
    "hasSource hasSelector": "oa",
    "used wasGeneratedBy": "prov",
    "primaryTopic": "foaf",
}


class _Properties(dict[str, str]):
    """The term of a property, by its local name; one that no other vocabulary claims is ours."""

    def __missing__(self, name: str) -> str:
        self[name] = term = f"<{PREFIXES['mfa']}{name}>"
        return term


_PROPERTIES = _Properties(
    {name: f"<{PREFIXES[prefix]}{name}>" for names, prefix in _OTHER.items() for name in names.split()}
    | {"selectorStart": f"<{PREFIXES['oa']}start>", "selectorEnd": f"<{PREFIXES['oa']}end>"}
    | {"orgPurpose": f"<{PREFIXES['org']}purpose>"}
)
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
    yield _readings()
    yield from (_concept(world, index) for index in range(counts.concepts))
    yield from (_place(world, index) for index in range(world.first_area + max(counts.territories, 2)))
    yield from (_process(world, index) for index in range(counts.processes))
    yield from (_instrument(world, index) for index in range(counts.instruments))
    yield from (_organisation(world, index) for index in range(counts.organisations))
    yield from (_initiative(world, index) for index in range(counts.initiatives))
    yield from (_record(world, index) for index in range(counts.records))
    declarations = list(world.declarations())
    yield _sources("declarations", dict.fromkeys(one.source for one in declarations)) + _relations(declarations)
    yield _relations(world.replacements())
    for index in range(counts.left_out):
        passage = f"source/g-initiative-{index % counts.initiatives:06d}-0/left-out-{index:06d}"
        yield _passage(passage, "tables", [("leftOut", '"says nothing that is not said already"@en')])


# ----------------------------------------------------------------------------------------------------
# Lines
# ----------------------------------------------------------------------------------------------------


def _lines(subject: str, graph: str, facts: Iterable[Fact]) -> str:
    """What a graph says of a thing. A value is an address below the base, a whole term, or a literal."""
    start, end = f"<{BASE}{subject}> ", f" <{BASE}{graph}> .\n"
    return "".join(
        [
            f"{start}{_PROPERTIES[name]} {value if value[0] in _WRITTEN else _BEGIN + value + '>'}{end}"
            for name, value in facts
        ]
    )


def _typed(name: str, label: str, graph: str = _CURATION, **more: str) -> str:
    """The class and the preferred label of a thing, which we say ourselves; `more` are further facts."""
    classes = [("type", f"ontology#{one}") for one in more.pop("classes").split()]
    return _lines(name, graph, [*classes, ("prefLabel", f'"{label}"@en'), *more.items()])


def _dated(facts: Iterable[Fact]) -> Iterator[Fact]:
    return ((name, _date(date)) for name, date in facts)


def _date(text: str) -> str:
    """A date with the datatype of its exactness."""
    return f'"{text}"{_DATES[len(text)]}'


def _relations(relations: Iterable[Relation]) -> str:
    """Relation nodes, each in the graph of its passage, with the description of the passage."""
    return "".join(
        [
            _passage(one.passage, "tables")
            + _lines(
                one.node,
                one.passage,
                [
                    ("type", f"ontology#{one.class_name}"),
                    ("ofRelation", f"id/{one.kind}/{one.key}"),
                    (one.role, one.actor),
                    (one.to, one.thing),
                    *_dated(one.dates),
                    *one.more,
                ],
            )
            for one in relations
        ]
    )


def _passage(passage: str, reading: str, more: Iterable[Fact] = ()) -> str:
    _, source, locator = passage.split("/")
    return _lines(
        passage,
        _PROVENANCE,
        [
            ("type", "ontology#Passage"),
            ("hasSource", f"source/{source}"),
            ("locator", f'"{locator}"@en'),
            ("wasGeneratedBy", f"id/reading/g-{reading}"),
            *more,
        ],
    )


def _sources(about: str, slugs: Iterable[str], *, publisher: str = "", is_text: bool = False) -> str:
    """Sources, and that a reading used them; of a text that was kept the digest is known."""
    reading = "texts" if is_text else "tables"
    kinds = ["depositary", "body-itself", "official", "secondary-table", "news", "wiki"]
    text = []
    for place, slug in enumerate(slugs):
        facts = [
            ("type", "ontology#Source"),
            ("title", f'"Generated source on {about}, number {place + 1}"@en'),
            ("url", f"<https://example.org/{slug}>"),
            ("sourceKind", f"concept/source-kind/{kinds[(place + len(about)) % 6]}"),
            ("seenOn", _date(DAY)),
        ]
        if publisher and place == 0:
            facts.append(("publisher", publisher))
        if is_text:
            facts.append(("textDigest", f'"{slug.encode().hex():0<64.64}"'))
        text.append(_lines(f"source/{slug}", _PROVENANCE, facts))
        text.append(_lines(f"id/reading/g-{reading}", _PROVENANCE, [("used", f"source/{slug}")]))
    return "".join(text)


def _readings() -> str:
    """The two ways in which sources were read, and the source of names."""
    readings = {"tables": "by-mapping", "texts": "by-hand"}
    return _sources("names", ["g-names"]) + "".join(
        _lines(
            f"id/reading/g-{name}",
            _PROVENANCE,
            [("type", "ontology#Reading"), ("readingMethod", f"concept/reading-method/{method}")],
        )
        for name, method in readings.items()
    )


def _facts(passage: str, thing: str, facts: Iterable[Fact], reading: str = "tables", more: Iterable[Fact] = ()) -> str:
    """What a passage says of a thing; nothing where there is nothing to say."""
    lines = _lines(thing, passage, facts)
    return lines and _passage(passage, reading, more) + lines


# ----------------------------------------------------------------------------------------------------
# Things
# ----------------------------------------------------------------------------------------------------


def _concept(world: World, index: int) -> str:
    """A topic, a theme or a principle; topics stand below topics, themes bring principles, principles name instruments."""
    scheme = ("policy-topic", "theme", "mlflm")[index % 3]
    facts = [("type", f"<{PREFIXES['skos']}Concept>"), ("inScheme", f"concept/{scheme}"), ("notation", f'"G{index}"')]
    facts.append(("prefLabel", f'"Generated heading {index}"@en'))
    facts.append(("definition", f'"The heading with the number {index}."@en'))
    facts.append(("source", _NAMES))
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
    return _lines(f"concept/{scheme}/g-{index:06d}", _CONCEPTS, facts)


def _place(world: World, index: int) -> str:
    address, kind = number("place", index), world.place_kind(index)
    text = _typed(address, f"Generated place {index}", classes=kind)
    if index < world.first_city:
        code = _PAIRS[index // 26] + chr(65 + index % 26)
        facts = [("isoCode", f'"{code}"'), ("notation", f'"{code}"'), ("notation", f'"{index}"')]
        facts += [("sameAs", f"<https://example.org/place/{index}-{one}>") for one in range(3)]
        return text + _lines(address, _NAMES, facts)
    whole = world.whole("place", index)
    return text if whole is None else text + _lines(address, _CURATION, [("partOf", number("place", whole))])


def _process(world: World, index: int) -> str:
    body, kind = world.process(index), kind_of("process", index)
    level = "global" if "Global" in kind or "Human" in kind else "regional"
    text = _typed(body.address, f"Generated process {index}", classes=kind)
    text += _lines(body.address, _CURATION, [("level", f"concept/level/{level}"), *_part(world, "process", index)])
    text += _sources(
        f"process {index}", body.sources, publisher=number("organisation", index % world.counts.organisations)
    )
    text += _relations(one for seat in body.seats for one in seat)
    text += _relations([*world.meetings("process", index), *world.beginnings("process", index)])
    if body.list_day:
        facts = [("type", "ontology#CompletenessStatement"), ("prefLabel", f'"All members of process {index}"@en')]
        facts += [
            ("asOf", _date(body.list_day)),
            ("completeFor", "ontology#memberParty"),
            ("completeWithin", body.address),
        ]
        facts.append(("source", body.seats[0][0].passage))
        text += _lines(f"id/completeness/g-{index:06d}", _CURATION, facts)
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
        ("adoptedOn", _date(instrument.adopted)),
    ]
    facts.append(("altLabel", f'"G{index}"@en'))
    if kind in ("Convention", "Protocol"):
        entry = f"{int(instrument.adopted[:4]) + 2}{instrument.adopted[4:]}"
        facts += [("entryIntoForce", _date(entry)), ("bindsAfter", f'"P1Y"^^<{_XSD}duration>')]
        facts += [("depositary", number("organisation", 5)), ("note", '"open to ratification"@en')]
    text = _typed(instrument.address, f"Generated instrument {index}", classes=kind, instrumentCode=f'"g:{index}"')
    text += _sources(f"instrument {index}", instrument.sources) + _facts(passage, instrument.address, facts)
    return text + _relations(one for status in instrument.statuses for one in status)


def _organisation(world: World, index: int) -> str:
    address, own = number("organisation", index), f"g-organisation-{index:06d}-own"
    is_network = index % 4 == 0
    classes = (
        "Organisation Network" if is_network else "IntergovernmentalOrganisation" if index % 14 == 5 else "Organisation"
    )
    text = _typed(address, f"Generated organisation {index}", classes=classes) + _lines(
        address, _CURATION, _part(world, "organisation", index)
    )
    body = world.network(index) if is_network else None
    beginnings = list(world.beginnings("organisation", index))
    told = dict.fromkeys(one.source for one in beginnings) if body is None else body.sources
    relations = [*world.engagements(index), *world.advocacies(index), *beginnings]
    if body is not None:
        relations += [*(one for seat in body.seats for one in seat), *world.meetings("organisation", index)]
    text += _sources(f"organisation {index}", [own, *told], publisher=address) + _relations(relations)
    text += _facts(f"source/{own}/facts", address, world.organisation_facts(index))
    links = [("url", f"<https://example.org/organisation/{index}>")] if index % 3 == 0 else []
    links += [("sameAs", f"<https://example.org/entity/{index}>")] if index % 4 == 0 else []
    links += [("altLabel", f'"GO{index}"@en'), ("note", '"as in a table of organisations"@en')]
    return text + "".join(_facts(f"source/{own}/{link[0]}", address, [link]) for link in links)


def _initiative(world: World, index: int) -> str:
    address, slug = number("initiative", index), f"g-initiative-{index:06d}"
    text = _typed(address, f"Generated initiative {index}", classes=kind_of("initiative", index))
    text += _lines(address, _CURATION, _part(world, "initiative", index))
    text += _sources(f"initiative {index}", [f"{slug}-0", f"{slug}-1"])
    for actor in (group[-1].actor for group in world.contributions(index) if "/person/" in group[-1].actor):
        text += _typed(actor, f"Generated office holder {index}", classes="Person", publicRole='"minister"@en')
    measure = world.measure(index)
    text += _relations(one for group in world.contributions(index) for one in group)
    text += _relations(
        [*world.operations(index), *world.beginnings("initiative", index), *([measure] if measure else [])]
    )
    if index % 7 == 4:
        text += _text(f"source/{slug}-0/1-s2", address, [("grewFrom", number("initiative", index - 1))], index + 80)
    return text + _text(f"source/{slug}-0/1-s1", address, world.initiative_facts(index), index)


def _text(passage: str, thing: str, facts: Iterable[Fact], start: int) -> str:
    """What a passage of a text says of a thing, with the place of its words; nothing where there is nothing to say."""
    position = f"{passage}#position"
    more = [("hasSelector", position), ("sectionNumber", f'"1"^^<{_XSD}integer>')]
    lines = _facts(passage, thing, facts, "texts", more)
    ends = [(name, f'"{at}"^^<{_XSD}integer>') for name, at in (("selectorStart", start), ("selectorEnd", start + 80))]
    selector = [("type", f"<{PREFIXES['oa']}TextPositionSelector>"), *ends]
    return lines and lines + _lines(position, _PROVENANCE, selector)


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
        "update": [("printedUpdate", '"05.05.2015"'), ("modified", _date("2015-05-05"))],
        "documents": [("emptyField", '"Documents"@en')],
        "introduction": [("highlights", number("initiative", one)) for one in range(5)]
        + [("announces", number("initiative", 0))],
    }
    text = _typed(record, f"Generated record {index}", classes="PracticeRecord")
    text += _typed(practice, f"Generated practice {index}", classes="GoodPractice")
    text += _sources(f"record {index}", [slug], is_text=True)
    texts = (_text(f"source/{slug}/{name}", record, facts, 100 * at) for at, (name, facts) in enumerate(fields.items()))
    return text + "".join(texts)


def _names(world: World, many: int) -> Iterator[str]:
    """So many names in other languages than English: of places first, then of whatever has a name."""
    for name in _named(world):
        spelt = name[-6:]
        facts = [
            ("prefLabel", f'"{spelt.translate({48 + digit: first + digit for digit in range(10)})}"@{language}')
            for language, first in _LETTERS.items()
        ]
        yield _lines(name, _NAMES, facts[:many])
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
