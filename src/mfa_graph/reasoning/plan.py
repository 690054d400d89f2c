"""A program in print: its clauses by strata as text, the SQL of its renderings, the SPARQL updates of a round."""

from __future__ import annotations

from collections.abc import Iterator

from mfa_graph.reasoning.program import Atom, Clause, Program
from mfa_graph.reasoning.rules import Slot
from mfa_graph.reasoning.sparql import rounds_of
from mfa_graph.reasoning.sql import Dialect, name_of

__all__ = ["PLANS", "as_sparql", "as_sql", "as_text"]


def as_text(program: Program) -> str:
    """The clauses, stratum by stratum: what follows, from what, by which rule; then equalities and contradictions."""
    return "\n".join(_text_lines(program)) + "\n"


def as_sql(program: Program) -> str:
    """The statements that compute each relation; a recursive stratum's round is repeated until its query counts no new rows.

    A term stands where its number will.
    """
    dialect = Dialect(program, said=program.relations, number_of=lambda term: f"<{name_of(term)}>", rewritten=False)
    return "\n".join(_sql_lines(program, dialect)) + "\n"


def as_sparql(program: Program) -> str:
    """The updates of one round, which are repeated until a round adds nothing."""
    return "\n;\n".join(rounds_of(program)) + "\n"


PLANS = {"text": as_text, "sql": as_sql, "sparql": as_sparql}


def _text_lines(program: Program) -> Iterator[str]:
    for number, stratum in enumerate(program.strata(), start=1):
        yield f"# stratum {number}{', repeated until nothing is new' if stratum.is_recursive else ''}"
        yield from map(_clause, stratum.clauses)
    for heading, clauses in (("equalities", program.equalities), ("contradictions", program.contradictions)):
        yield f"# {heading}"
        yield from map(_clause, clauses)


def _clause(clause: Clause) -> str:
    head = "contradiction" if clause.head is None else _atom(clause.head)
    body = [*map(_atom, clause.body), *(f"{one} ≠ {other}" for one, other in clause.different)]
    body += [f"{name_of(one)} = {name_of(other)}" for one, other in clause.equal]
    return f"{head} ← {', '.join(body) or 'always'}  [{clause.rule.name}]"


def _atom(atom: Atom) -> str:
    name = name_of(atom.relation.member_of or atom.relation.predicate)
    return f"{name}({', '.join(map(_slot, atom.slots))})"


def _slot(slot: Slot) -> str:
    return slot if isinstance(slot, str) else name_of(slot)


def _sql_lines(program: Program, dialect: Dialect) -> Iterator[str]:
    for number, stratum in enumerate(program.strata(), start=1):
        yield f"-- stratum {number}"
        statements = dialect.once(stratum)
        if statements is not None:
            yield from (f"{statement};" for statement in statements)
            continue
        yield from (f"{statement};" for statement in dialect.opening(stratum))
        yield "-- repeated while the last query counts rows"
        yield from (f"{statement};" for statement in [*dialect.round(stratum), dialect.news(stratum)])
        yield "-- then"
        yield from (f"{statement};" for statement in dialect.closing(stratum))
