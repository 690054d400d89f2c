"""A program as SPARQL updates, for a server that already holds the data.

The rounds keep step: a clause reads what stands in the default graph at the beginning of its round, and its conclusions wait in
a graph of their own until the round ends. So a triple is found in the round of its least depth, by the first clause that gives it
then, and stands in the graph of the same rule as with SQL. A clause is run again only if a relation that it reads has grown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mfa_graph.errors import ContentProblem
from mfa_graph.graph import ONTOLOGY
from mfa_graph.reasoning.program import SAME, TYPE, Atom, Clause, Program, Relation
from mfa_graph.reasoning.rules import Slot
from mfa_graph.store import BlankNode, NamedNode, Solutions, UpdatableStore
from mfa_graph.vocabulary import graph as graph_iri

__all__ = ["infer", "rounds_of", "update_of"]

_WAITING = NamedNode(graph_iri("inferred/waiting"))
_ANONYMOUS = graph_iri("anonymous/")
_INFERRED = graph_iri("inferred/")


def infer(store: UpdatableStore, program: Program) -> None:
    """Add all that follows to a server's dataset: to its default graph, and each triple to the graph of its rule.

    The default graph must hold the merged set without anything inferred, ``graph/ontology`` the ontology.

    Raises:
        ContentProblem: two things turn out to be the same, which updates cannot merge.
        QueryProblem, EndpointProblem: the server does not take an update.
    """
    grown: set[Relation] | None = None
    while grown is None or grown:
        for clause in program.entailments:
            if grown is None or any(atom.relation in grown for atom in clause.body):
                store.update(update_of(clause))
        grown = _grown(store)
        store.update(f"ADD SILENT GRAPH {_WAITING} TO DEFAULT ; DROP SILENT GRAPH {_WAITING}")
    _refuse_equals(store, program)
    store.update("\n;\n".join(_without_anonymous()))


def update_of(clause: Clause) -> str:
    """What one clause adds in one round: conclusions that do not hold yet and that no clause before it has found."""
    assert clause.head is not None
    head = _pattern(clause.head)
    home = NamedNode(_INFERRED + clause.rule.name)
    lines = [*map(_pattern, clause.body), *_filters(clause)]
    lines += [f"FILTER NOT EXISTS {{ {head} }}", f"FILTER NOT EXISTS {{ GRAPH {_WAITING} {{ {head} }} }}"]
    where = "\n  ".join(lines)
    return f"INSERT {{ GRAPH {_WAITING} {{ {head} }} GRAPH {home} {{ {head} }} }}\nWHERE {{\n  {where}\n}}"


def rounds_of(program: Program) -> Iterator[str]:
    """The updates of a round, one for each clause, and what ends it; a round that adds nothing is the last."""
    yield from map(update_of, program.entailments)
    yield f"ADD SILENT GRAPH {_WAITING} TO DEFAULT"
    yield f"DROP SILENT GRAPH {_WAITING}"


def _filters(clause: Clause) -> Iterator[str]:
    """That no literal is a subject, that no term of the ontology is one, and that what must differ does."""
    assert clause.head is not None
    subjects = dict.fromkeys(atom.slots[0] for atom in clause.body)
    for subject in subjects:
        if isinstance(subject, str):
            yield f"FILTER NOT EXISTS {{ GRAPH {ONTOLOGY} {{ {_term(subject)} ?any_property ?any_value }} }}"
    subject = clause.head.slots[0]
    if isinstance(subject, str) and subject not in subjects:
        yield f"FILTER (!isLiteral({_term(subject)}))"
        yield f"FILTER NOT EXISTS {{ GRAPH {ONTOLOGY} {{ {_term(subject)} ?any_property ?any_value }} }}"
    for one, other in clause.different:
        yield f"FILTER ({_term(one)} != {_term(other)})"


def _pattern(atom: Atom) -> str:
    return f"{' '.join(map(_term, atom.statement))} ."


def _term(slot: Slot) -> str:
    """A variable under a name that SPARQL takes, or a term; an anonymous class gets an address for the run."""
    if isinstance(slot, str):
        return "?" + re.sub(r"\W+", "_", slot[1:]).strip("_")
    return str(NamedNode(_ANONYMOUS + slot.value)) if isinstance(slot, BlankNode) else str(slot)


def _grown(store: UpdatableStore) -> set[Relation]:
    """The relations to which the round adds something."""
    answer = store.query(
        f"SELECT DISTINCT ?property ?class WHERE {{ GRAPH {_WAITING} {{ ?thing ?property ?value }} "
        f"BIND (IF(?property = {TYPE}, ?value, ?nothing) AS ?class) }}"
    )
    assert isinstance(answer, Solutions)
    grown = set()
    for predicate, member_of in answer:
        assert predicate is not None
        grown.add(Relation(predicate, _named_again(member_of)))
    return grown


def _named_again(member_of: object) -> NamedNode | BlankNode | None:
    if isinstance(member_of, NamedNode) and member_of.value.startswith(_ANONYMOUS):
        return BlankNode(member_of.value.removeprefix(_ANONYMOUS))
    return member_of if isinstance(member_of, NamedNode | BlankNode) else None


def _refuse_equals(store: UpdatableStore, program: Program) -> None:
    said = store.query(f"SELECT ?x ?y WHERE {{ ?x {SAME} ?y FILTER (?x != ?y) }} LIMIT 1")
    assert isinstance(said, Solutions)
    for row in said:
        raise _equal(f"{row[0]} and {row[1]} are said to be the same thing")
    for clause in program.equalities:
        assert clause.head is not None
        one, other = map(_term, clause.head.slots)
        where = " ".join([*map(_pattern, clause.body), *_filters(clause)])
        answer = store.query(f"SELECT {one} {other} WHERE {{ {where} }} LIMIT 1")
        assert isinstance(answer, Solutions)
        for row in answer:
            raise _equal(f"By {clause.rule.name}, {row[0]} and {row[1]} are the same thing")


def _equal(told: str) -> ContentProblem:
    return ContentProblem(
        f"{told}, and updates cannot merge things.", remedy="merge them in the data, or reason with --engine sqlite."
    )


def _without_anonymous() -> Iterable[str]:
    """What removes the members of anonymous classes, which served the run alone."""
    mine = f'FILTER (STRSTARTS(STR(?class), "{_ANONYMOUS}"))'
    yield f"DELETE {{ ?thing {TYPE} ?class }} WHERE {{ ?thing {TYPE} ?class {mine} }}"
    yield (
        f"DELETE {{ GRAPH ?name {{ ?thing {TYPE} ?class }} }} WHERE {{ GRAPH ?name {{ ?thing {TYPE} ?class }} {mine} }}"
    )
