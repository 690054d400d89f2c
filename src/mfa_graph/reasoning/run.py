"""The closure of the graph under its ontology (OWL 2 RL), as far as it is new and useful to a reader.

Left out are, whoever reasons: what is asserted or derived already; triples with a literal as subject; what is said about terms of
the ontology or about anonymous classes; that a thing is an `owl:Thing`, an `rdfs:Resource` or the same as itself. What stands
in ``graph/unsourced`` yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

from mfa_graph.errors import UnknownName, nearest
from mfa_graph.graph import ONTOLOGY, UNSOURCED, KnowledgeGraph
from mfa_graph.reasoning.axioms import Statement, quad_of, said_by
from mfa_graph.reasoning.closure import Closure, close
from mfa_graph.reasoning.compile import compile_program
from mfa_graph.reasoning.explain import Explainer
from mfa_graph.reasoning.program import SAME, Program, Relation
from mfa_graph.store import BlankNode, NamedNode, Quad
from mfa_graph.store.syntax import canonical
from mfa_graph.vocabulary import graph as graph_iri

__all__ = [
    "INFERRED",
    "REASONERS",
    "closure_of",
    "explainer_of",
    "inferred_nquads",
    "inferred_quads",
    "is_inferred",
    "program_of",
    "reason",
    "statements_of",
]

INFERRED = graph_iri("inferred/")
"""How the names of graphs with inferred triples begin; what follows is the rule by which the smallest proof draws them."""

REASONERS = ("rules", "owlrl")


def reason(graph: KnowledgeGraph, *, reasoner: str = "rules", engine: str | None = None) -> list[Quad]:
    """The inferred triples that are new and useful, sorted, each in the graph of the rule of its smallest proof.

    `reasoner` is ``rules``, our own, or ``owlrl``, against which ours is tested: slow, and without rules or proofs, so that all
    it infers stands in ``graph/inferred/owlrl``. `engine` names the database that our rules run on; see `close`.

    Raises:
        UnknownName: there is no such reasoner or engine.
        UsageProblem: the engine is not installed.
    """
    if reasoner not in REASONERS:
        raise UnknownName(f"There is no reasoner “{reasoner}”.", remedy=nearest(reasoner, REASONERS))
    if reasoner == "owlrl":
        from mfa_graph.reasoning.oracle import closure_by_owlrl

        home = NamedNode(INFERRED + "owlrl")
        new = closure_by_owlrl(_axioms(graph), (quad.triple for quad in statements_of(graph)))
        return sorted((quad_of(statement, home) for statement in new), key=str)
    return sorted(inferred_quads(closure_of(graph, engine=engine)), key=str)


def closure_of(graph: KnowledgeGraph, *, engine: str | None = None) -> Closure:
    """All that follows from what was said in a graph, with what is needed to explain it."""
    return close(program_of(graph), statements_of(graph), engine=engine)


def explainer_of(graph: KnowledgeGraph) -> Explainer:
    """What tells why a triple of a graph holds."""
    said = frozenset(said_by(quad) for quad in graph.quads if not is_inferred(quad.graph_name))
    return Explainer(closure_of(graph), said)


def program_of(graph: KnowledgeGraph) -> Program:
    """The program of the ontology that a graph holds."""
    return compile_program(_axioms(graph))


def statements_of(graph: KnowledgeGraph) -> list[Quad]:
    """What a graph says of things, and nothing inferred: the premises of all reasoning."""
    return [quad for quad in graph.quads if not _yields_nothing(quad)]


def inferred_quads(closure: Closure) -> Iterator[Quad]:
    """The conclusions of a closure as quads, in the graphs of their rules."""
    term = closure.facts.term
    for relation, columns, homes in _conclusions(closure):
        subjects = map(term, columns[0])
        values = map(term, columns[1]) if relation.member_of is None else repeat(relation.member_of)
        for subject, value, home in zip(subjects, values, homes, strict=False):
            yield Quad(subject, relation.predicate, value, home)  # type: ignore[arg-type]
    yield from _same(closure)


def inferred_nquads(closure: Closure) -> Iterator[str]:
    """The same as N-Quads text, many lines at a time: each term is written out once."""
    texts = _Texts(closure)
    for relation, columns, homes in _conclusions(closure):
        middle = f" {relation.predicate} "
        if relation.member_of is None:
            rows = zip(*columns, homes, strict=True)
            yield "".join([f"{texts[subject]}{middle}{texts[value]} {home} .\n" for subject, value, home in rows])
        else:
            middle += f"{relation.member_of} "
            yield "".join([f"{texts[s]}{middle}{home} .\n" for s, home in zip(columns[0], homes, strict=True)])
    yield "".join(f"{quad} .\n" for quad in _same(closure))


class _Texts(dict[int, str]):
    """The N-Triples text of each term, by its number."""

    def __init__(self, closure: Closure) -> None:
        super().__init__()
        self._term = closure.facts.term

    def __missing__(self, number: int) -> str:
        self[number] = text = str(self._term(number))
        return text


def _conclusions(closure: Closure) -> Iterator[tuple[Relation, Sequence[Sequence[int]], list[NamedNode]]]:
    """Relations, columns of their inferred rows, and the graph of each row, without what is said with anonymous terms."""
    homes: dict[int, NamedNode] = {}
    anonymous = {axiom[0] for axiom in closure.program.axioms.stated if isinstance(axiom[0], BlankNode)}
    for found in closure.inferred():
        for number in set(found.drawn_by) - homes.keys():
            homes[number] = NamedNode(INFERRED + closure.rule_name(number))
        if found.relation.member_of not in anonymous and found.relation.predicate not in anonymous:
            yield found.relation, found.columns, [homes[number] for number in found.drawn_by]


def is_inferred(name: object) -> bool:
    """Whether a graph holds inferred triples, by its name."""
    return isinstance(name, NamedNode) and name.value.startswith(INFERRED)


def _axioms(graph: KnowledgeGraph) -> list[Statement]:
    """The axioms of a graph, in an order that does not depend on how blank nodes are called."""
    quads = canonical(quad for quad in graph.quads if quad.graph_name == ONTOLOGY)
    return [said_by(quad) for quad in quads]


def _yields_nothing(quad: Quad) -> bool:
    return quad.graph_name in (ONTOLOGY, UNSOURCED) or is_inferred(quad.graph_name)


def _same(closure: Closure) -> Iterable[Quad]:
    """That each thing with a representative is the same as it, where nobody said so."""
    said = {(each.one, each.other) for each in closure.equalities if each.clause is None}
    direct: dict[frozenset[int], str] = {}
    for each in closure.equalities:
        if each.clause is not None:
            direct.setdefault(frozenset((each.one, each.other)), each.clause.rule.name)
    for number, representative in closure.same.items():
        if (number, representative) not in said:
            pair, turned = (number, representative), (representative, number)
            rule = direct.get(frozenset(pair)) or ("eq-sym" if turned in said else "eq-trans")
            one, other = map(closure.facts.term, pair)
            yield Quad(one, SAME, other, NamedNode(INFERRED + rule))  # type: ignore[arg-type]
