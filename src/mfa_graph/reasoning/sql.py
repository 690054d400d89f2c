"""A program as SQL over integers, in one dialect that SQLite, DuckDB and Spark run: CREATE TABLE AS, INSERT, DROP, RENAME.

A relation is a table: ``s`` (and for a property ``o``) hold the numbers of terms, those of literals below zero, and ``w`` the
**weight** of the row. What was said stands in a table of its own, whose name ends in ` said`.

A weight is a depth and a clause in one number: with 1000 as the `scale`, 2057 is a conclusion at depth 2, drawn by clause 57 from
premises of which the deepest is at depth 1; what was said weighs 0. So the least weight of a row is that of its
smallest proof: the one of least depth, and of those the one whose clause comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mfa_graph.reasoning.program import Atom, Clause, Program, Relation, Stratum, Way
from mfa_graph.reasoning.rules import Slot
from mfa_graph.store import NamedNode, Term
from mfa_graph.vocabulary import shortened

__all__ = ["ASKED", "Dialect", "name_of", "named"]

ASKED = "asked"
"""The table of what is asked about, in columns ``b0``, ``b1`` and so on; no relation is called so."""


def name_of(term: Term) -> str:
    """A term as a name for people: its IRI, shortened, or its N-Triples text."""
    return shortened(term.value) if isinstance(term, NamedNode) else str(term)


def named(relations: Iterable[Relation]) -> dict[Relation, str]:
    """A table name for each relation; two that differ only in case, which SQL does not tell apart, are numbered."""
    names: dict[Relation, str] = {}
    taken: dict[str, int] = {}
    for relation in sorted(relations, key=str):
        thing = relation.member_of
        name = name_of(relation.predicate) if thing is None else f"a {name_of(thing)}"
        count = taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
        names[relation] = (name if count == 1 else f"{name} ({count})").replace('"', "'")
    return names


@dataclass(frozen=True, slots=True)
class _Source:
    """Where an atom is read from: a table, and whether its rows have a weight of their own."""

    table: str
    weighted: bool = True


class Dialect:
    """Writes the statements of one program.

    `number_of` gives the number of a term, as SQL; `said` are the relations that have a table of what was said. Rows that come
    from putting a representative in the place of an equal thing weigh too, with `rewritten`.
    """

    def __init__(
        self, program: Program, *, said: Iterable[Relation], number_of: Callable[[Term], str], rewritten: bool
    ) -> None:
        self.program = program
        self.said = frozenset(said)
        self.rewritten = rewritten
        self._number_of = number_of
        self.filled = frozenset(clause.head.relation for clause in program.entailments if clause.head)
        self.names = named(self.said | self.filled | program.relations)
        self.scale = 10 ** len(str(len(program.entailments) + 2))
        self._numbers = {id(clause): number for number, clause in enumerate(program.entailments, start=1)}

    def said_table(self, relation: Relation) -> str:
        """The table of what was said, quoted."""
        return f'"{self.names[relation]} said"'

    def once(self, stratum: Stratum) -> list[str] | None:
        """What computes a stratum that needs no rounds; None for one that does.

        No rounds need a stratum that does not read itself, and one whose relations only pass rows on to each other.
        """
        if not stratum.is_recursive:
            return [self._created(self._full(relation), relation, stratum.clauses) for relation in stratum.relations]
        ways = stratum.ways
        return None if ways is None else self._passed_on(stratum, ways)

    def opening(self, stratum: Stratum) -> list[str]:
        """What a recursive stratum begins with: the rows that do not rest on its own relations, which are also the new ones."""
        statements = []
        for relation in stratum.relations:
            statements.append(self._created(self._full(relation), relation, stratum.starting))
            statements.append(f"CREATE TABLE {self._new(relation)} AS SELECT * FROM {self._full(relation)}")
        return statements

    def round(self, stratum: Stratum) -> list[str]:
        """One round of a recursive stratum: what follows from the new rows and is not there, or not with so small a weight."""
        found = [self._found(relation, stratum) for relation in stratum.relations]
        return found + [statement for relation in stratum.relations for statement in self._moved(relation)]

    def news(self, stratum: Stratum) -> str:
        """The query that counts the rows which the last round found."""
        counts = (f"(SELECT COUNT(*) FROM {self._new(relation)})" for relation in stratum.relations)
        return f"SELECT {' + '.join(counts)}"

    def closing(self, stratum: Stratum) -> list[str]:
        """What a recursive stratum ends with: each row once, with its least weight."""
        statements = []
        for relation in stratum.relations:
            full, new = self._full(relation), self._new(relation)
            statements += [
                f"DROP TABLE {new}",
                _least(new, relation, [f"SELECT * FROM {full}"]),
                f"DROP TABLE {full}",
                f"ALTER TABLE {new} RENAME TO {full}",
            ]
        return statements

    def rows(self, relation: Relation) -> str:
        """The query for all rows of a relation that some clause fills."""
        return f"SELECT * FROM {self._full(relation)}"

    def inferred(self, relation: Relation) -> str:
        """The query for the rows of a relation that were not said."""
        return f"{self.rows(relation)} WHERE w > 0 ORDER BY {', '.join(_columns(relation))}"

    def solutions(self, clause: Clause, bound: dict[str, int] | None = None) -> str:
        """The query for the values of a clause's variables, a column each in their order, and the weights of its atoms.

        `bound` fixes some variables to numbers.
        """
        return self._solutions(clause, {name: str(number) for name, number in (bound or {}).items()})

    def solutions_of(self, clause: Clause, bound: Sequence[str]) -> str:
        """The query for the solutions of a clause for each row of the table `ASKED`, whose columns are the `bound` variables.

        Before what `solutions` gives come the columns of that table.
        """
        asked = {name: f"{ASKED}.b{place}" for place, name in enumerate(bound)}
        return self._solutions(clause, asked, ASKED, first=asked.values())

    def _solutions(self, clause: Clause, bound: Mapping[str, str], *more: str, first: Iterable[str] = ()) -> str:
        """The query behind both: what is bound, as SQL, `more` tables to read, and the columns that come first."""
        values, conditions = self._joined(clause)
        conditions += [f"{values[name]} = {what}" for name, what in bound.items() if name in values]
        columns = [*first, *(values[name] for name in clause.variables), *self._weights(clause)]
        return (
            f"SELECT DISTINCT {', '.join(columns) or '1'}{self._from(clause, self._sources(clause), conditions, *more)}"
        )

    def pairs(self, clause: Clause) -> str:
        """The query for the pairs of things that an equality finds to be the same, each once.

        After the pair come the values of the clause's variables and the weights of its atoms.
        """
        assert clause.head is not None
        values, conditions = self._joined(clause, differing="<")
        one, other = (self._value(slot, values) for slot in clause.head.slots)
        columns = ", ".join(
            [f"{one} AS s", f"{other} AS o", *(values[name] for name in clause.variables), *self._weights(clause)]
        )
        return f"SELECT DISTINCT {columns}{self._from(clause, self._sources(clause), conditions)}"

    def _passed_on(self, stratum: Stratum, ways: tuple[Way, ...]) -> list[str]:
        """What lets each relation of a stratum take the rows that the others begin with."""
        return [
            *(self._created(self._new(relation), relation, stratum.starting) for relation in stratum.relations),
            *(self._gathered(relation, ways) for relation in stratum.relations),
            *(f"DROP TABLE {self._new(relation)}" for relation in stratum.relations),
        ]

    def _created(self, table: str, relation: Relation, clauses: Sequence[Clause]) -> str:
        """What makes a table of a relation's rows from what was said and from these clauses."""
        key = _listed(_columns(relation))
        parts = [self._select(clause, self._sources(clause)) for clause in clauses if _fills(clause, relation)]
        if relation in self.said:
            weight = "w" if self.rewritten else "0 AS w"
            parts.insert(0, f"SELECT {key}, {weight} FROM {self.said_table(relation)}")
        if not parts:
            parts.append(f"SELECT {', '.join(f'0 AS {column}' for column in _columns(relation))}, 0 AS w WHERE 1 = 0")
        return _least(table, relation, parts)

    def _found(self, relation: Relation, stratum: Stratum) -> str:
        """What the new rows of a stratum yield for a relation, whether it is there or not."""
        parts = list(self._from_new(relation, stratum)) or [f"SELECT * FROM {self._new(relation)} WHERE 1 = 0"]
        return _least(self._yield(relation), relation, parts)

    def _moved(self, relation: Relation) -> list[str]:
        """What makes the yield of a round the new rows, without those that are there with no greater weight, and adds them."""
        columns = _columns(relation)
        same = " AND ".join(f"f.{column} = y.{column}" for column in columns)
        new, full, found = self._new(relation), self._full(relation), self._yield(relation)
        return [
            f"DROP TABLE {new}",
            f"CREATE TABLE {new} AS SELECT {_listed((*columns, 'w'), 'y')} FROM {found} AS y"
            f" LEFT JOIN {full} AS f ON {same} AND f.w <= y.w WHERE f.w IS NULL",
            f"INSERT INTO {full} SELECT * FROM {new}",
            f"DROP TABLE {found}",
        ]

    def _gathered(self, relation: Relation, ways: tuple[Way, ...]) -> str:
        """What makes a relation of the rows that its stratum begins with: its own, and those that reach it from others."""
        columns = _columns(relation)
        parts = [f"SELECT * FROM {self._new(relation)}"]
        for way in (way for way in ways if way.goal == relation):
            taken = reversed(columns) if way.turned else columns
            selected = ", ".join(f"{old} AS {new}" for old, new in zip(taken, columns, strict=True))
            weight = f"w - w % {self.scale} + {self.scale * way.steps + self._numbers[id(way.last)]}"
            no_literal = " WHERE o > 0" if way.turns else ""
            parts.append(f"SELECT {selected}, {weight} AS w FROM {self._new(way.start)}{no_literal}")
        return _least(self._full(relation), relation, parts)

    def _from_new(self, relation: Relation, stratum: Stratum) -> Iterator[str]:
        """The clauses that fill a relation, once for each premise of this stratum, which then reads the new rows alone."""
        for clause in stratum.clauses:
            for place, atom in enumerate(clause.body):
                if _fills(clause, relation) and atom.relation in stratum.relations:
                    sources = self._sources(clause)
                    sources[place] = _Source(self._new(atom.relation))
                    yield self._select(clause, sources)

    def _select(self, clause: Clause, sources: list[_Source]) -> str:
        """The conclusions of a clause, with their weights, from these sources of its premises."""
        assert clause.head is not None
        values, conditions = self._joined(clause)
        subject = clause.head.slots[0]
        if isinstance(subject, str) and not any(atom.slots[0] == subject for atom in clause.body):
            conditions.append(f"{values[subject]} > 0")  # no literal has properties
        columns = zip(clause.head.slots, _columns(clause.head.relation), strict=True)
        selected = ", ".join(f"{self._value(slot, values)} AS {column}" for slot, column in columns)
        weight = self._concluded(self._numbers[id(clause)], sources)
        return f"SELECT {selected}, {weight} AS w{self._from(clause, sources, conditions)}"

    def _joined(self, clause: Clause, *, differing: str = "<>") -> tuple[dict[str, str], list[str]]:
        """The column in which each variable is found first, and the conditions that join the others to it."""
        values: dict[str, str] = {}
        conditions = []
        for place, atom in enumerate(clause.body):
            for slot, column in zip(atom.slots, _columns(atom.relation), strict=True):
                here = f"a{place}.{column}"
                if not isinstance(slot, str):
                    conditions.append(f"{here} = {self._number_of(slot)}")
                elif values.setdefault(slot, here) != here:
                    conditions.append(f"{here} = {values[slot]}")
        conditions += [f"{values[one]} {differing} {values[other]}" for one, other in clause.different]
        return values, conditions

    def _value(self, slot: Slot, values: dict[str, str]) -> str:
        return values[slot] if isinstance(slot, str) else self._number_of(slot)

    def _concluded(self, number: int, sources: list[_Source]) -> str:
        """The weight of a conclusion: one level below its deepest premise, drawn by the clause of this number."""
        step = self.scale + number
        weights = [f"a{place}.w" for place, source in enumerate(sources) if source.weighted]
        if not weights:
            return str(step)
        deepest = _greatest(weights)
        return f"{deepest} - {deepest} % {self.scale} + {step}"

    def _weights(self, clause: Clause) -> list[str]:
        """The weight of each atom of a clause, as it is read."""
        sources = enumerate(self._sources(clause))
        return [f"a{place}.w" if source.weighted else "0" for place, source in sources]

    @staticmethod
    def _from(clause: Clause, sources: list[_Source], conditions: list[str], *more: str) -> str:
        tables = [*more, *(f"{source.table} AS a{place}" for place, source in enumerate(sources))]
        if not tables:
            return ""
        return f" FROM {', '.join(tables)}" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")

    def _sources(self, clause: Clause) -> list[_Source]:
        return [self._source(atom) for atom in clause.body]

    def _source(self, atom: Atom) -> _Source:
        if atom.relation in self.filled:
            return _Source(self._full(atom.relation))
        return _Source(self.said_table(atom.relation), weighted=self.rewritten)

    def _full(self, relation: Relation) -> str:
        return f'"{self.names[relation]}"'

    def _new(self, relation: Relation) -> str:
        return f'"{self.names[relation]} new"'

    def _yield(self, relation: Relation) -> str:
        return f'"{self.names[relation]} yield"'


def _least(table: str, relation: Relation, parts: list[str]) -> str:
    """What makes a table of all rows of some queries, each once with its least weight."""
    key = _listed(_columns(relation))
    union = "\n  UNION ALL ".join(parts)
    return f"CREATE TABLE {table} AS SELECT {key}, MIN(w) AS w FROM (\n  {union}\n) AS found GROUP BY {key}"


def _fills(clause: Clause, relation: Relation) -> bool:
    return clause.head is not None and clause.head.relation == relation


def _columns(relation: Relation) -> tuple[str, ...]:
    return ("s", "o")[: relation.arity]


def _listed(columns: Iterable[str], table: str = "") -> str:
    return ", ".join(f"{table}.{column} AS {column}" if table else column for column in columns)


def _greatest(weights: list[str]) -> str:
    """The greatest of some columns; SQL has no one function for it that all engines know."""
    *cases, last = (
        f"WHEN {' AND '.join(f'{weight} >= {other}' for other in weights[place + 1 :])} THEN {weight} "
        if place < len(weights) - 1
        else f"ELSE {weight} "
        for place, weight in enumerate(weights)
    )
    return weights[0] if not cases else f"CASE {''.join(cases)}{last}END"
