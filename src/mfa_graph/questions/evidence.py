"""Evidence: for each row of an answer the statements that it rests on, down to the passages that say them.

The queries under ``queries/evidence/`` give the solutions behind the rows (`mfa_graph.questions.witnesses` writes them). Here a
row's solutions become statements; derived statements are followed through the evidence of their rules, inferred ones through
their proofs, until only what somebody said is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mfa_graph.assets import Content
from mfa_graph.heads import QueryFile, read_query
from mfa_graph.questions.solved import Layout, Part, Row, at, holds, is_settled, moulds
from mfa_graph.questions.views import view_rows
from mfa_graph.store import LookupStore, NamedNode, Solutions, Store, Term
from mfa_graph.vocabulary import graph as graph_iri

__all__ = [
    "PART",
    "SUBJECT",
    "Closing",
    "Evidence",
    "Pattern",
    "Prover",
    "Said",
    "Statement",
    "Witnesses",
    "evidence_file",
    "shown_in",
]

Statement = tuple[Term, Term, Term]
Pattern = tuple[Term | None, Term | None, Term | None]
"""A statement with a None for each term that nobody knows."""
Prover = Callable[[Sequence[Statement]], Sequence[Sequence[Statement]]]
"""What each of some inferred statements rests on, as asserted or derived statements."""

PART = "evidencePart"
"""The variable that tells the parts of an evidence query apart by their numbers."""

SUBJECT = "subject"
"""The parameter of the evidence query of a rule: the things whose derived statements are asked about."""

_DERIVED, _INFERRED = graph_iri("derived/"), graph_iri("inferred/")


def shown_in(part: int) -> str:
    """The parameter of a part of an evidence query that takes what the rows at hand have in its keys."""
    return f"shown-{part}"


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that a row rests on.

    Attributes:
        statement: Its subject, predicate and object.
        graphs: The named graphs that say it: passages of sources, or our own; none for what a rule concludes.
        rule: The graph of the rule that concludes it; ``""`` for what somebody says.
        because: What the rule concludes it from.
    """

    statement: Statement
    graphs: tuple[str, ...] = ()
    rule: str = ""
    because: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """What a row says is not there, and what closes it.

    Attributes:
        denied: The statements that are not there, with a None for what could be anything.
        by: The statements of the list or of the explicit negative that close it; none where nothing does.
        day: The day for which they speak; None where nothing does.
        own: Whether it is a matter of our own ontology, which is whole.
    """

    denied: tuple[Pattern, ...]
    by: tuple[Statement, ...] = ()
    day: str | None = None
    own: bool = False

    def word(self, as_of: str | None) -> str:
        """How it is closed for a day: ``own``, ``closed``, or ``unknown`` where nothing that speaks for the day closes it."""
        if self.own:
            return "own"
        return "closed" if self.by and (as_of is None or (self.day or "") >= as_of) else "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one row of an answer.

    Attributes:
        statements: What it rests on; what a rule concludes stands before what it is concluded from.
        covering: What it says is not there.
        absent: What it leaves open because nobody says it: for each the ways in which it could be said.
        solutions: How many solutions of the question's own pattern give this row.
        rows: How many rows of groups it brings together.
        direct: Those of the statements that stand in the question's own patterns.
    """

    statements: tuple[Said, ...] = ()
    covering: tuple[Closing, ...] = ()
    absent: tuple[tuple[tuple[Pattern, ...], ...], ...] = ()
    solutions: int = 0
    rows: int = 0
    direct: frozenset[Statement] = frozenset()

    def passages(self) -> list[str]:
        """The named graphs in which what it rests on is said, in the order of the statements."""
        return list(dict.fromkeys(graph for said in self.statements for graph in said.graphs))


@dataclass(slots=True)
class _Gathered:
    """What the solutions of one row say, in order and without repeats."""

    statements: dict[tuple[Statement, str], None] = field(default_factory=dict)
    covering: dict[Closing, None] = field(default_factory=dict)
    absent: dict[tuple[tuple[Pattern, ...], ...], None] = field(default_factory=dict)
    solutions: int = 0
    rows: int = 0


def evidence_file(content: Content, name: str) -> QueryFile:
    """The evidence query of a question, by its id, or of a rule, by its name.

    Raises:
        MissingContent: there is none.
    """
    return read_query(content.folder("queries") / "evidence" / f"{name}.evidence.rq")


class _Solutions:
    """The solutions of an evidence query, by part."""

    def __init__(self, file: QueryFile, store: Store, values: Mapping[str, Sequence[object]]) -> None:
        known = file.defaults
        answer = store.query(file.filled({name: each for name, each in values.items() if name in known}))
        assert isinstance(answer, Solutions), "an evidence query selects"
        layout = Layout(answer.variables)
        self._parts = [Part.of_head(number, head, layout) for number, head in enumerate(file.head["parts"])]
        self.makes = moulds(file.head.get("makes", ()), layout)
        self._children = defaultdict(list)
        for part in self._parts:
            if part.of is not None and part.kind != "closing":
                self._children[part.of].append(part)
        (place,), constants = layout.places([PART]), tuple(layout.constants)
        for row in answer.rows:
            part = self._parts[int(row[place].value)]  # type: ignore[union-attr]
            part.found[at(part.keys, row)].append(row + constants)
        # Engines give solutions in orders of their own; evidence has one.
        named = sorted((name, place) for place, name in enumerate(layout.variables))
        for alike in (each for part in self._parts for each in part.found.values() if len(each) > 1):
            alike.sort(key=lambda row: [f"{name} {row[place]}" for name, place in named if row[place] is not None])

    @property
    def rows(self) -> Mapping[Row, list[Row]]:
        """The solutions of the question's own pattern, by the row that they give."""
        return self._parts[0].found

    def gathered(self, row: tuple[Term | None, ...]) -> _Gathered:
        """What the solutions behind one row say."""
        into = _Gathered()
        for solution in self.rows.get(row, ()):
            into.solutions += 1
            self._gather(self._parts[0], solution, into, decides=True)
        return into

    def _gather(self, part: Part, row: Row, into: _Gathered, *, decides: bool) -> None:
        """Add what one solution says; what it leaves open is told only if the solution decides the row."""
        for mould in part.statements:
            statement = mould.filled(row)
            if None not in statement and (not mould.when or holds(mould.when, row)):
                into.statements[statement, "" if mould.graph is None else row[mould.graph].value] = None
        if decides:
            self._tell(part, row, into)
        for child in self._children[part.number]:
            if (not child.when or holds(child.when, row)) and not (
                child.kind == "barred" and is_settled(child.settled, row)
            ):
                found = child.matching(row)
                for each in found[:1] if child.kind == "exists" else found:
                    into.rows += child.kind == "group"
                    self._gather(child, each, into, decides=decides and child.decides(row, each))

    def _tell(self, part: Part, row: Row, into: _Gathered) -> None:
        """Add what one solution leaves open, and what it says is not there."""
        for unless, settled, when, ways in part.absent:
            if row[unless] is None and holds(when, row) and not is_settled(settled, row):
                into.absent[tuple(tuple(mould.filled(row) for mould in way) for way in ways)] = None
        for denied, when, closings, own in part.denied:
            if holds(when, row):
                patterns = tuple(mould.filled(row) for mould in denied)
                into.covering[self._closing(patterns, closings, row, own)] = None

    def _closing(self, denied: tuple[Pattern, ...], closings: Iterable[int], row: Row, own: bool) -> Closing:
        """The latest list or explicit negative that closes what is denied."""
        found = [
            (each[day].value, -part.number, str(each), part, each)
            for part in map(self._parts.__getitem__, closings)
            for day in part.best.values()
            for each in part.matching(row)
        ]
        if not found:
            return Closing(denied, own=own)
        day, *_, part, latest = max(found, key=lambda each: each[:3])
        return Closing(denied, tuple(mould.filled(latest) for mould in part.statements), day)


def _shown(file: QueryFile, rows: Sequence[tuple[Term | None, ...]]) -> Iterator[tuple[str, list[str]]]:
    """What each part that is joined to the rows by columns of theirs needs of them, so that it is not found for all others."""
    answer, *parts = file.head["parts"]
    for number, part in enumerate(parts, 1):
        if shown := part.get("shown"):
            places = [answer["keys"].index(name) for name in shown]
            found = dict.fromkeys(at(places, row) for row in rows)
            yield shown_in(number), [f"({' '.join(map(str, each))})" for each in found if None not in each]


@dataclass
class Witnesses:
    """Finds the evidence of rows in a store.

    Attributes:
        store: Where the question was asked.
        content: Whose evidence queries and views are used.
        prove: What an inferred statement rests on.
        files: The evidence queries that were read, by the names of their questions and rules.
    """

    store: Store
    content: Content
    prove: Prover
    files: dict[str, QueryFile] = field(default_factory=dict)
    _known: dict[Statement, Said] = field(default_factory=dict)

    def file(self, name: str) -> QueryFile:
        """The evidence query of a question or rule, read once.

        Raises:
            MissingContent: there is none.
        """
        if name not in self.files:
            self.files[name] = evidence_file(self.content, name)
        return self.files[name]

    def of(
        self, file: QueryFile, rows: Sequence[tuple[Term | None, ...]], values: Mapping[str, Sequence[object]]
    ) -> list[Evidence]:
        """The evidence of each row of an answer, by its evidence query, with the values that its parameters had."""
        if not rows:
            return []
        solutions = _Solutions(file, self.store, {**values, **dict(_shown(file, rows))})
        gathered = [solutions.gathered(row) for row in rows]
        closing = [each for row in gathered for closing in row.covering for each in closing.by]
        self._trace([*(statement for row in gathered for statement, _ in row.statements), *closing])
        return [self._evidence(row) for row in gathered]

    def _evidence(self, row: _Gathered) -> Evidence:
        graphs: dict[Statement, list[str]] = defaultdict(list)
        for statement, graph in row.statements:
            graphs[statement] += [graph] if graph else []
        said: dict[Statement, Said] = {}
        waiting = list(graphs)
        for statement in waiting:
            if statement in said:
                continue
            known = self._known[statement]
            named = tuple(dict.fromkeys(graphs.get(statement, ())))
            said[statement] = Said(statement, named, known.rule, known.because) if named else known
            waiting += known.because
        return Evidence(
            tuple(said.values()), tuple(row.covering), tuple(row.absent), row.solutions, row.rows, frozenset(graphs)
        )

    def _trace(self, statements: Iterable[Statement]) -> None:
        """Find out who says each statement, or from what it is concluded, and so on for what it is concluded from."""
        waiting = [each for each in dict.fromkeys(statements) if each not in self._known]
        while waiting:
            homes = self._homes(waiting)
            by_rule: dict[str, list[Statement]] = defaultdict(list)
            for statement in waiting:
                graphs = homes.get(statement, [])
                said = tuple(graph for graph in graphs if not graph.startswith((_DERIVED, _INFERRED)))
                self._known[statement] = Said(statement, said, "" if said else next(iter(graphs), ""))
                if not said and graphs:
                    by_rule[graphs[0]].append(statement)
            for rule, concluded in by_rule.items():
                for statement, because in self._concluded(rule, concluded):
                    self._known[statement] = Said(statement, (), rule, because)
            because_of = [each for rule in by_rule.values() for one in rule for each in self._known[one].because]
            waiting = [each for each in dict.fromkeys(because_of) if each not in self._known]

    def _concluded(
        self, rule: str, statements: Sequence[Statement]
    ) -> Iterator[tuple[Statement, tuple[Statement, ...]]]:
        if rule.startswith(_INFERRED):
            for statement, leaves in zip(statements, self.prove(statements), strict=True):
                yield statement, tuple(dict.fromkeys(leaves))
            return
        file = self.file(rule.removeprefix(_DERIVED))
        subjects = dict.fromkeys(statement[0] for statement in statements)
        solutions = _Solutions(file, self.store, {SUBJECT: list(subjects)})
        wanted: dict[tuple[Term | None, ...], list[Statement]] = defaultdict(list)
        for statement in statements:
            wanted[statement].append(statement)
            wanted[*statement[:2], None].append(statement)
        for row, found in sorted(solutions.rows.items(), key=lambda item: list(map(str, item[0]))):
            # A rule that computes what it says from a group of rows leaves that open: it has one such statement of a thing.
            for made in {mould.filled(found[0]) for mould in solutions.makes}:
                for statement in wanted.pop(made, ()):
                    because = (each for each, _ in solutions.gathered(row).statements if each != statement)
                    yield statement, tuple(dict.fromkeys(because))

    def _homes(self, statements: Sequence[Statement]) -> Mapping[Statement, list[str]]:
        """The named graphs of statements; a server is asked for all at once, since only one here can be looked into."""
        if isinstance(self.store, LookupStore):
            return {statement: self.store.graphs_of(statement) for statement in statements}
        terms = [f"({' '.join(map(str, statement))})" for statement in statements]
        homes: dict[Statement, list[str]] = defaultdict(list)
        for *statement, graph in view_rows(self.store, self.content, "said", {"statements": terms}):
            assert isinstance(graph, NamedNode)
            homes[tuple(statement)].append(graph.value)  # type: ignore[index]
        return homes
