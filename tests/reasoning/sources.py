"""What made-up sources say of one relation, with all that is derived from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.reasoning.derive import derive
from mfa_graph.store import Literal, NamedNode, Quad, Term
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, RDF

GROUP = f"{BASE}id/membership/asean-brn"
STATE = NamedNode(BASE + "id/place/brn")
DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@dataclass(frozen=True)
class Says:
    """What one source says of the one relation: its kind, the joining property, and dates by property; or a count."""

    source: str
    kind: str = "news"
    role: str = MFA.memberParty
    start: str = ""
    observed: str = ""
    denounced: str = ""
    end: str = ""
    in_force: str = ""
    count: int | None = None


def graph_of(content: Content, *sources: Says) -> KnowledgeGraph:
    """The ontology, the concepts and what the sources say, with all that is derived."""
    quads = [quad for says in sources for quad in statements(says)]
    return with_all_derived(content, [*said_by_us(content), *quads])


def with_all_derived(content: Content, quads: Iterable[Quad]) -> KnowledgeGraph:
    """A graph of statements, and of all that is derived from them."""
    graph = KnowledgeGraph(quads)
    return graph.extended(derive(graph, content))


@cache
def said_by_us(content: Content) -> tuple[Quad, ...]:
    """The ontology and the concepts, as they are authored."""
    homes = {NamedNode(BASE + "graph/ontology"), NamedNode(BASE + "graph/concepts")}
    return tuple(quad for quad in KnowledgeGraph.authored(content).quads if quad.graph_name in homes)


def statements(says: Says) -> list[Quad]:
    """A relation node of its source, and the source."""
    node, passage = NamedNode(f"{GROUP}/{says.source}"), NamedNode(f"{BASE}source/{says.source}/1")
    source = NamedNode(f"{BASE}source/{says.source}")
    given = MFA.ratifiedOn if says.role == MFA.ratifyingState else MFA.start
    dates = {
        given: says.start,
        MFA.end: says.end,
        MFA.observedOn: says.observed,
        MFA.denouncedOn: says.denounced,
        MFA.inForceFrom: says.in_force,
    }
    said: list[tuple[NamedNode, str, Term]] = [
        (node, MFA.ofRelation, NamedNode(GROUP)),
        (node, RDF.type, NamedNode(MFA.Membership if says.count is None else MFA.Measure)),
        (node, says.role, STATE),
        *((node, name, literal(text)) for name, text in dates.items() if text),
        *((node, name, value) for name, value in counted(says.count)),
    ]
    about: list[tuple[NamedNode, str, Term]] = [
        (passage, RDF.type, NamedNode(MFA.Passage)),
        (passage, PREFIXES["oa"] + "hasSource", source),
        (source, MFA.sourceKind, NamedNode(f"{BASE}concept/source-kind/{says.kind}")),
    ]
    provenance = NamedNode(BASE + "graph/provenance")
    return [
        *(Quad(s, NamedNode(p), o, passage) for s, p, o in said),
        *(Quad(s, NamedNode(p), o, provenance) for s, p, o in about),
    ]


def counted(count: int | None) -> list[tuple[str, Term]]:
    """An exact count of people, if there is one."""
    if count is None:
        return []
    return [
        (MFA.value, Literal(str(count), datatype=NamedNode(PREFIXES["xsd"] + "integer"))),
        (MFA.unit, NamedNode(f"{BASE}concept/unit/people-trained")),
        (MFA.bound, NamedNode(f"{BASE}concept/bound/exact")),
    ]


def literal(text: str) -> Literal:
    """A year, month or day."""
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + DATES[len(text)]))
