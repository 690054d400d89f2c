"""From a question to the query that gives the evidence of its rows.

A row of an answer comes from *solutions*: bindings of all variables of the question's pattern, of which the row shows a few.
The evidence query asks for these solutions. It has one part for each pattern whose solutions a row may rest on, all in one
UNION and told apart by ``?evidencePart``:

- the question's own pattern (part 0), without what only puts rows in order;
- each subquery, whose solutions are joined to those of its parent by the variables that both have (`keys`): a group of rows
  brings all of them;
- each path of any length, with the steps walked between its two ends;
- what an EXISTS asks for, of which one solution is enough;
- each thing that a NOT EXISTS or MINUS says is not there, with the lists and statements that close it;
- what such a denial, an OPTIONAL or a group would find if less were said, with what bars it (`mfa_graph.questions.barred`).

The head of the query says how each part makes statements: the triple patterns, to be filled with a solution. So the text and
its head are all that a program needs, in whichever language, and any SPARQL 1.1 engine runs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rdflib import OWL, RDFS, Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from mfa_graph.errors import Unexplained
from mfa_graph.heads import QueryFile
from mfa_graph.questions.algebra import Writer, algebra_of
from mfa_graph.questions.barred import barred, has_optionals, open_pattern
from mfa_graph.questions.decided import Decided
from mfa_graph.questions.evidence import SUBJECT, shown_in
from mfa_graph.questions.live import live_pattern
from mfa_graph.questions.made import Groups, before
from mfa_graph.questions.parts import Part, all_written, lines_of
from mfa_graph.questions.patterns import (
    Select,
    always_bound,
    asked_for,
    fixed_in,
    in_scope,
    needed,
    plain,
    ways,
)
from mfa_graph.vocabulary import MFA

__all__ = ["evidence_query"]


def evidence_query(file: QueryFile) -> str:
    """The text of the query that gives the evidence of a question's rows, with its head.

    Raises:
        ContentProblem: the file is no SPARQL query.
        Unexplained: it has a construct that cannot be explained.
    """
    query = algebra_of(file)
    writer = Writer(dict(file.defaults))
    parts = _Parts(writer)
    made: list[str] = []
    if query.name == "SelectQuery":
        parts.answer(Select.of(query.p))
    else:
        made = parts.derivation(query)
    return (
        "\n".join([f'#+ evidence-of = "{file.path.name}"', *(f"#+ {line}" for line in made), *lines_of(parts.parts)])
        + "\n"
    )


class _Parts:
    """Takes a question apart into parts."""

    def __init__(self, writer: Writer) -> None:
        self.parts: list[Part] = []
        self.writer = writer
        self._tells = True
        self._names = 0
        self._columns: set[Variable] = set()

    def answer(self, select: Select) -> None:
        """The question's own pattern, or if it groups its rows, the grouping and what is grouped."""
        self._columns = set(select.variables)
        if select.aggregates:
            part = self.part("answer", keys=select.variables)
            part.lines = self.writer.braced("", self.writer.select(select))
            self.group(select, part, (), set(select.variables))
        else:
            self.pattern("answer", select.pattern, keys=select.variables, live=set(select.variables))

    def derivation(self, query: CompValue) -> list[str]:
        """The pattern of a rule (CONSTRUCT), whose rows are what makes its statements; one parameter is their subject.

        Returns the lines of the head that say which statements a row makes. What a rule leaves open or denies is not told, as a
        reader of the row that rests on it is not told either.
        """
        self._tells = False
        made = [tuple(each) for each in query.template]
        thing = made[0][0]
        named = list(dict.fromkeys(each for triple in made for each in triple if isinstance(each, Variable)))
        self.writer.begin(thing, SUBJECT)
        pattern = before(Select.of(query.p).pattern, {predicate for _, predicate, _ in made}, set(named))
        groups = Groups(thing)
        rest = groups.taken_from(pattern)
        keys = [each for each in named if each not in groups.gone]
        if rest is None:
            select = groups.found.pop(0)
            part = self.pattern("answer", select.pattern, keys=keys, live={*keys, *select.needed()})
        else:
            part = self.pattern("answer", rest, keys=keys, live=set(keys))
        for select in groups.found:
            self.group(select, part, (), {thing})
        return [f"makes = {all_written((*each, None) for each in made)}"]

    def part(self, kind: str, *, keys: Iterable[Node], of: Part | None = None, when: tuple[str, ...] = ()) -> Part:
        part = Part(len(self.parts), kind, None if of is None else of.number, tuple(map(str, keys)), when)
        self.parts.append(part)
        return part

    def pattern(self, kind: str, pattern: CompValue, *, live: set[Variable], **joined: Any) -> Part:
        """A part for the solutions of a pattern, of which the `live` variables matter, with the parts for what is inside it."""
        part = self.part(kind, **joined)
        kept = live_pattern(pattern, live)
        visitor = _Visitor(self, part, pattern, Decided(kept, live), tells=self._tells and kind != "barred")
        part.lines = self.writer.group(self.writer.begun(visitor.visit(kept, None, ()), map(Variable, part.keys)))
        part.lines += [
            f"BIND ({self.writer.expression(test, known=in_scope(kept))} AS ?{name})" for name, test in visitor.tests
        ]
        part.shown = tuple(map(str, self._shown(part, kept)))
        if part.shown:
            part.lines.insert(0, self.writer.any_of(map(Variable, part.shown), shown_in(part.number)))
        return part

    def _shown(self, part: Part, pattern: CompValue) -> list[Variable]:
        """The keys of a part that stand in the rows of an answer and in statements that it cannot be without."""
        if part.of is None:
            return []
        above = self.parts[part.of]
        columns = self._columns if above.of is None else set(map(Variable, above.shown))
        stated = {each for triple, graph in needed(pattern, None) for each in (*triple, graph)}
        return [key for key in map(Variable, part.keys) if key in columns & stated]

    def group(
        self,
        select: Select,
        of: Part,
        when: tuple[str, ...],
        live: set[Variable],
        settled: tuple[str, ...] = (),
        outside: tuple[str, ...] | None = None,
    ) -> None:
        """A subquery: what it computes stands in its parent; here is what it computes it from.

        `outside` is what is bound where the subquery may have no solutions; None where it must have some.
        """
        keys = tuple(key for key in select.keys if key in live or not select.aggregates)
        part = self.pattern("group", select.pattern, live={*keys, *select.needed()}, keys=keys, of=of, when=when)
        part.best = select.best()
        part.settled = settled
        if select.aggregates or outside is not None:
            found = barred(select.pattern, set(fixed_in(select.pattern)))
            self.barred(found, set(map(Variable, keys)), of, when if outside is None else outside, settled)

    def barred(
        self,
        found: Iterable[CompValue],
        outer: set[Variable],
        of: Part,
        when: tuple[str, ...],
        settled: tuple[str, ...] = (),
    ) -> None:
        """What would be found if less were said, joined to the solutions of a part by what both always bind."""
        for pattern in found if self._tells else ():
            keys = sorted(always_bound(pattern) & outer)
            part = self.pattern("barred", pattern, live=in_scope(pattern), keys=keys, of=of, when=when)
            part.settled = settled

    def fresh(self, word: str) -> Variable:
        """A variable that no question uses."""
        self._names += 1
        return Variable(f"{word}_{self._names}")


def _conditional(node: CompValue) -> CompValue:
    """What an OPTIONAL asks for; with what it is joined to if its filter denies something of that."""
    inside: CompValue = node.p2
    if not any(True for _ in asked_for(node.expr, "NOTEXISTS")):
        return inside
    return CompValue("Filter", p=CompValue("Join", p1=node.p1, p2=inside), expr=node.expr)


class _Visitor:
    """Walks the pattern of a part: notes what its solutions state, leave open and deny, and marks ways that were taken.

    What they leave open and deny is noted only if the part `tells` it.
    """

    def __init__(self, parts: _Parts, part: Part, whole: CompValue, decided: Decided, *, tells: bool) -> None:
        self.tests: list[tuple[str, CompValue]] = []
        self._parts = parts
        self._part = part
        self._decided = decided
        self._tells = tells
        self._settled: tuple[str, ...] = ()
        self._outside: tuple[str, ...] | None = None
        self._fixed = fixed_in(whole)

    def visit(self, node: CompValue, graph: Node | None, when: tuple[str, ...]) -> CompValue:
        """The pattern as the part has it: with steps for paths, and a variable bound where a way was taken."""
        match node.name:
            case "BGP":
                return self._triples(node.triples, graph, when)
            case "Join":
                return CompValue("Join", p1=self.visit(node.p1, graph, when), p2=self.visit(node.p2, graph, when))
            case "LeftJoin":
                return self._optional(node, graph, when)
            case "Filter":
                for denied in asked_for(node.expr, "NOTEXISTS"):
                    self._denied(denied, in_scope(node.p), graph, when)
                for there in asked_for(node.expr, "EXISTS"):
                    shared = in_scope(there) & in_scope(node.p)
                    self._parts.pattern("exists", there, live=shared, keys=sorted(shared), of=self._part, when=when)
                return CompValue("Filter", p=self.visit(node.p, graph, when), expr=node.expr)
            case "Extend":
                return CompValue("Extend", p=self.visit(node.p, graph, when), expr=node.expr, var=node.var)
            case "Minus":
                self._denied(node.p2, in_scope(node.p1), graph, when)
                return CompValue("Minus", p1=self.visit(node.p1, graph, when), p2=node.p2)
            case "Union":
                ways = [self._marked(each, graph, when) for each in (node.p1, node.p2)]
                return CompValue("Union", p1=ways[0], p2=ways[1])
            case "Graph":
                return CompValue("Graph", term=node.term, p=self.visit(node.p, node.term, when))
            case "ToMultiSet" if node.p.name != "values":
                self._parts.group(Select.of(node.p), self._part, when, node.live, self._settled, self._outside)
        return node

    def _marked(self, node: CompValue, graph: Node | None, when: tuple[str, ...]) -> CompValue:
        """A branch of a UNION, with a variable that is bound in it alone."""
        if node.name == "Union":
            return self.visit(node, graph, when)
        mark = self._parts.fresh("way")
        return CompValue("Extend", p=self.visit(node, graph, (*when, str(mark))), expr=Literal(True), var=mark)

    def _optional(self, node: CompValue, graph: Node | None, when: tuple[str, ...]) -> CompValue:
        for denied in asked_for(node.expr, "NOTEXISTS"):
            self._denied(denied, in_scope(node.p1) | in_scope(node.p2), graph, when)
        own = sorted(always_bound(node.p2) - in_scope(node.p1) - node.beside)
        left = self.visit(node.p1, graph, when)
        mark = own[0] if own else self._parts.fresh("way")
        outer = self._settled, self._outside
        self._settled, self._outside = (*self._settled, *self._test(node)), when
        settled = self._settled
        right = self.visit(node.p2, graph, (*when, str(mark)))
        self._held_back(barred(_conditional(node), set(self._fixed)), in_scope(node.p1), graph, when)
        self._settled, self._outside = outer
        if not own:
            right = CompValue("Extend", p=right, expr=Literal(True), var=mark)
        if self._tells:
            self._part.absences.append((str(mark), when, settled, list(ways(node.p2, graph))))
        return CompValue("LeftJoin", p1=left, p2=right, expr=node.expr)

    def _test(self, node: CompValue) -> Iterator[str]:
        """The variable that is true in a solution which is decided without an OPTIONAL; none where it never is."""
        test = self._decided.without(node) if self._tells else None
        if test is not None:
            name = str(self._parts.fresh("decided"))
            self.tests.append((name, test))
            yield name

    def _triples(self, triples: Sequence[Any], graph: Node | None, when: tuple[str, ...]) -> CompValue:
        plain: list[tuple[Node, Node, Node]] = []
        rest: list[CompValue] = []
        for subject, predicate, value in triples:
            for each in self._walked(subject, predicate, value, graph, when):
                if isinstance(each, tuple):
                    plain.append(each)
                else:
                    rest.append(each)
        pattern = CompValue("BGP", triples=plain)
        for each in rest:
            pattern = CompValue("Join", p1=pattern, p2=each) if "triples" not in pattern or plain else each
        return pattern

    def _walked(self, s: Node, path: Any, o: Node, graph: Node | None, when: tuple[str, ...]) -> Iterator[Any]:
        """A triple pattern with a path as patterns without: its steps (18.4)."""
        match path:
            case InvPath():
                yield from self._walked(o, path.arg, s, graph, when)
            case SequencePath():
                nodes = [s, *(self._parts.fresh("step") for _ in path.args[1:]), o]
                for one, step, other in zip(nodes, path.args, nodes[1:], strict=False):
                    yield from self._walked(one, step, other, graph, when)
            case AlternativePath():
                yield self._alternatives([(s, each, o) for each in path.args], graph, when)
            case MulPath(path=URIRef(), mod="*" | "+"):
                self._walk(s, path, o, graph, when)
                yield (s, path, o)
            case Path():
                raise Unexplained(f"The steps of the path {path.n3()} cannot be told.", remedy="write them one by one.")
            case _:
                self._part.statements.append(((s, path, o, graph), when))
                yield (s, path, o)

    def _alternatives(self, ways: list[Any], graph: Node | None, when: tuple[str, ...]) -> CompValue:
        patterns = [CompValue("BGP", triples=[way]) for way in ways]
        node = patterns[0]
        for each in patterns[1:]:
            node = CompValue("Union", p1=node, p2=each)
        return self.visit(node, graph, when)

    def _walk(self, s: Node, path: MulPath, o: Node, graph: Node | None, when: tuple[str, ...]) -> None:
        """The part with the steps between the two ends of a path of any length."""
        if graph is not None:
            raise Unexplained("A path of any length inside GRAPH cannot be told.", remedy="walk it outside GRAPH.")
        ends = [end for end in (s, o) if isinstance(end, Variable)]
        part = self._parts.part("walk", keys=ends, of=self._part, when=when)
        one, other = self._parts.fresh("from"), self._parts.fresh("to")
        star = MulPath(path.path, "*")
        assert isinstance(path.path, URIRef)
        part.statements.append(((one, path.path, other, None), ()))
        steps = CompValue("BGP", triples=[(s, star, one), (one, path.path, other), (other, star, o)])
        fixed = [self._parts.writer.values(self._fixed[end]) for end in ends if end in self._fixed]
        part.lines = [*dict.fromkeys(fixed), *self._parts.writer.group(steps)]

    def _denied(self, denied: CompValue, outer: set[Variable], graph: Node | None, when: tuple[str, ...]) -> None:
        """What is said not to be there, and the parts with what closes it and with what bars it."""
        if self._tells:
            patterns = [(*plain(triple), g) for triple, g in needed(denied, graph)]
            own = any(p == RDFS.subPropertyOf for _, p, *_ in patterns)
            closing = [] if own else list(self._closings(patterns, outer, when))
            self._part.denials.append((patterns, when, closing, own))
        if has_optionals(denied):
            self._held_back([open_pattern(denied, set(self._fixed))], outer, graph, when)
        self._held_back(barred(denied, set(self._fixed)), outer, graph, when)

    def _held_back(
        self, found: Iterable[CompValue], outer: set[Variable], graph: Node | None, when: tuple[str, ...]
    ) -> None:
        """The parts with what would be found if less were said."""
        patterns = map(self._with_fixed, found)
        homed = (each if graph is None else CompValue("Graph", term=graph, p=each) for each in patterns)
        self._parts.barred(homed, outer, self._part, when, self._settled)

    def _with_fixed(self, pattern: CompValue) -> CompValue:
        """A pattern with the values of what it needs from outside."""
        for variable in sorted((in_scope(pattern) - always_bound(pattern)) & self._fixed.keys()):
            pattern = CompValue("Join", p1=CompValue("ToMultiSet", p=self._fixed[variable]), p2=pattern)
        return pattern

    def _closings(self, patterns: list[Any], outer: set[Variable], when: tuple[str, ...]) -> Iterator[int]:
        whole = self._parts.fresh("whole")
        property_ = self._parts.fresh("property")
        day = self._parts.fresh("day")
        named = list(dict.fromkeys(p for _, p, *_ in patterns if isinstance(p, URIRef)))
        for within in dict.fromkeys(end for s, _, o, _ in patterns for end in (s, o)):
            if within not in outer and not isinstance(within, URIRef):
                continue
            ends = [(MFA.completeFor, property_), (MFA.completeWithin, within), (MFA.asOf, day)]
            rows = CompValue("values", res=[{property_: each} for each in named])
            first = [self._parts.writer.values(rows)]
            yield self._closing([within], [(whole, URIRef(p), o) for p, o in ends], first, day, when)
        yield from self._opposites(patterns, outer, when)

    def _opposites(self, patterns: list[Any], outer: set[Variable], when: tuple[str, ...]) -> Iterator[int]:
        """The parts with explicit negatives: the same said with a property that is disjoint from the one denied."""
        for subject, predicate, value, _ in patterns:
            if not isinstance(predicate, URIRef) or subject in outer or value not in outer:
                continue
            beside = [
                (p, o)
                for s, p, o, _ in patterns
                if s == subject and o != value and isinstance(p, URIRef) and (o in outer or not isinstance(o, Variable))
            ]
            if not beside:  # a State outside one instrument is not outside all of them
                continue
            node, opposite = self._parts.fresh("negative"), self._parts.fresh("opposite")
            day = self._parts.fresh("day")
            said = [(node, opposite, value), *((node, p, o) for p, o in beside), (node, URIRef(MFA.observedOn), day)]
            either = AlternativePath(OWL.propertyDisjointWith, InvPath(OWL.propertyDisjointWith))
            first = self._parts.writer.group(CompValue("BGP", triples=[(opposite, either, predicate)]))
            yield self._closing([value, *(o for _, o in beside)], said, first, day, when)

    def _closing(
        self, ends: list[Node], said: list[Any], first: list[str], day: Variable, when: tuple[str, ...]
    ) -> int:
        """The number of a part with statements of some day that close a denial, found by the ends that both share."""
        keys = [end for end in ends if isinstance(end, Variable)]
        part = self._parts.part("closing", keys=keys, of=self._part, when=when)
        part.statements += [((*each, None), ()) for each in said]
        part.best = {"day": str(day)}
        writer = self._parts.writer
        part.lines = [*first, *writer.group(writer.begun(CompValue("BGP", triples=said), keys))]
        return part.number
