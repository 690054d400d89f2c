"""How a planned fact becomes lines of N-Quads: of things, relation nodes, passages and sources.

Lines are put together as text, since a library for RDF would take most of the time. `iris` and `literals` of the plan need no
escapes, because the plan writes none that would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.synthetic.draws import Fact
from benchmarks.synthetic.plan import DAY, Relation, source_kind

from mfa_graph.vocabulary import BASE, PREFIXES

__all__ = [
    "CONCEPTS",
    "CURATION",
    "NAMES",
    "date_of",
    "facts_of",
    "lines_of",
    "passage_of",
    "readings",
    "relations_of",
    "sources_of",
    "text_of",
    "typed",
]

CURATION, _PROVENANCE, CONCEPTS = "graph/curation", "graph/provenance", "graph/concepts"
NAMES = "source/g-names"
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


def lines_of(subject: str, graph: str, facts: Iterable[Fact]) -> str:
    """What a graph says of a thing. A value is an address below the base, a whole term, or a literal."""
    start, end = f"<{BASE}{subject}> ", f" <{BASE}{graph}> .\n"
    return "".join(
        [
            f"{start}{_PROPERTIES[name]} {value if value[0] in _WRITTEN else _BEGIN + value + '>'}{end}"
            for name, value in facts
        ]
    )


def typed(name: str, label: str, graph: str = CURATION, **more: str) -> str:
    """The class and the preferred label of a thing, which we say ourselves; `more` are further facts."""
    classes = [("type", f"ontology#{one}") for one in more.pop("classes").split()]
    return lines_of(name, graph, [*classes, ("prefLabel", f'"{label}"@en'), *more.items()])


def _dated(facts: Iterable[Fact]) -> Iterator[Fact]:
    return ((name, date_of(date)) for name, date in facts)


def date_of(text: str) -> str:
    """A date with the datatype of its exactness."""
    return f'"{text}"{_DATES[len(text)]}'


def relations_of(relations: Iterable[Relation]) -> str:
    """Relation nodes, each in the graph of its passage, with the description of the passage."""
    return "".join(
        [
            passage_of(one.passage, "tables")
            + lines_of(
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


def passage_of(passage: str, reading: str, more: Iterable[Fact] = ()) -> str:
    """The description of a passage: its source, its place in it, and how it was read."""
    _, source, locator = passage.split("/")
    return lines_of(
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


def sources_of(about: str, slugs: Iterable[str], *, publisher: str = "", is_text: bool = False) -> str:
    """Sources, and that a reading used them; of a text that was kept the digest is known."""
    reading = "texts" if is_text else "tables"
    text = []
    for place, slug in enumerate(slugs):
        facts = [
            ("type", "ontology#Source"),
            ("title", f'"Generated source on {about}, number {place + 1}"@en'),
            ("url", f"<https://example.org/{slug}>"),
            ("sourceKind", f"concept/source-kind/{source_kind(slug)}"),
            ("seenOn", date_of(DAY)),
        ]
        if publisher and place == 0:
            facts.append(("publisher", publisher))
        if is_text:
            facts.append(("textDigest", f'"{slug.encode().hex():0<64.64}"'))
        text.append(lines_of(f"source/{slug}", _PROVENANCE, facts))
        text.append(lines_of(f"id/reading/g-{reading}", _PROVENANCE, [("used", f"source/{slug}")]))
    return "".join(text)


def readings() -> str:
    """The two ways in which sources were read, and the source of names."""
    readings = {"tables": "by-mapping", "texts": "by-hand"}
    return sources_of("names", ["g-names"]) + "".join(
        lines_of(
            f"id/reading/g-{name}",
            _PROVENANCE,
            [("type", "ontology#Reading"), ("readingMethod", f"concept/reading-method/{method}")],
        )
        for name, method in readings.items()
    )


def facts_of(
    passage: str, thing: str, facts: Iterable[Fact], reading: str = "tables", more: Iterable[Fact] = ()
) -> str:
    """What a passage says of a thing; nothing where there is nothing to say."""
    lines = lines_of(thing, passage, facts)
    return lines and passage_of(passage, reading, more) + lines


def text_of(passage: str, thing: str, facts: Iterable[Fact], start: int) -> str:
    """What a passage of a text says of a thing, with the place of its words; nothing where there is nothing to say."""
    position = f"{passage}#position"
    more = [("hasSelector", position), ("sectionNumber", f'"1"^^<{_XSD}integer>')]
    lines = facts_of(passage, thing, facts, "texts", more)
    ends = [(name, f'"{at}"^^<{_XSD}integer>') for name, at in (("selectorStart", start), ("selectorEnd", start + 80))]
    selector = [("type", f"<{PREFIXES['oa']}TextPositionSelector>"), *ends]
    return lines and lines + lines_of(position, _PROVENANCE, selector)
