"""The graph as tables: one for each class of things, one of links; what each column holds comes from the ontology and the data.

A class has a table where it is the widest: neither below another class of ours nor a mere heading of relations. A thing of two
such classes stands in both tables. A column is a property, or a property in one language. An empty cell is not known, which is
never to say no. The cells are the statements of the merged set, but for what says the same from the other side, or over again
in the words of another vocabulary.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName, nearest
from mfa_graph.exporters.links import BOUNDS, Link, links_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.store import Literal, NamedNode
from mfa_graph.vocabulary import DCTERMS, MFA, OA, PREFIXES, RDF, RDFS, SCHEMA, SKOS, XSD, shortened

__all__ = ["Cell", "Column", "Table", "table_of_class", "tables_of"]

Cell: TypeAlias = tuple[str, ...]
"""The values of a cell, as the graph writes them; none where nothing is known."""

IRI = "IRI"
"""The type of a column that holds addresses; other types are IRIs of datatypes."""

ID = "iri"
"""The name of the column that says what a row of a class's table is about."""

_INFERRED, _INVERSE = "graph/inferred/", "graph/inferred/prp-inv"
_SEPARATORS = ("|", "¦", "‖", "␞")
_ALWAYS: Mapping[str, tuple[str, ...]] = {MFA.Source: (DCTERMS.license,)}
"""Columns that a class has though no statement fills them: it must be seen that they are empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its name for programs: letters, digits and underscores.
        heading: Its name for people, in the first line of the table.
        meaning: What it holds, in a sentence.
        property: The property whose values it holds; empty where it holds no statement of the graph, such as labels.
        type: `IRI`, or the IRI of the datatype; ``xsd:string`` also where values of several datatypes stand in one column.
        is_mixed: Whether several datatypes stand in it, told apart by their form, such as days, months and years.
        language: The language tag of its values.
        separator: What stands between the values of a cell; empty where no cell has more than one.
        target: The table and the column in which each value of it stands, as a foreign key.
    """

    name: str
    heading: str
    meaning: str
    property: str = ""
    type: str = XSD.string
    is_mixed: bool = False
    language: str = ""
    separator: str = ""
    target: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, which is that of its file too, a title, what a row is, its columns and its rows, in order.

    `key` names the columns that tell rows apart; `about` is the class of the things in the rows, empty for links.
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[str, ...] = (ID,)
    about: str = ""

    def position(self, name: str) -> int:
        """Where a column stands, counted from 0."""
        return next(place for place, column in enumerate(self.columns) if column.name == name)


def tables_of(graph: KnowledgeGraph, content: Content) -> list[Table]:
    """All tables of a graph, in the order of their names, those of classes and that of links, with keys from one to another."""
    maker = _Maker(graph, content)
    tables = [maker.of_class(kind) for kind in sorted(maker.widest)]
    tables.append(_links(links_of(graph), maker))
    return _joined(sorted(tables, key=lambda table: table.name), maker)


def table_of_class(graph: KnowledgeGraph, content: Content, name: str) -> Table:
    """The table of one class of the ontology, wide or narrow, given by its name, label, prefixed name or IRI, or ``links``.

    Raises:
        UnknownName: nothing in the graph is of a class that is called so.
    """
    maker = _Maker(graph, content)
    if name.casefold() == "links":
        return _links(links_of(graph), maker)
    wanted = name.strip("<> ").casefold()
    names = {kind: {kind, shortened(kind), re.split("[/#]", kind)[-1], maker.label(kind), _plural(maker.label(kind))}
             for kind in maker.classes}  # fmt: skip
    for kind, known in sorted(names.items()):
        if wanted in {each.casefold() for each in known}:
            return maker.of_class(kind)
    near = {re.split("[/#]", kind)[-1] for kind in names} | {"links"}
    raise UnknownName(f"Nothing in the graph is of a class “{name}”.", remedy=nearest(name, near))


class _Maker:
    """What the tables of one graph are made from."""

    def __init__(self, graph: KnowledgeGraph, content: Content) -> None:
        self.graph = graph
        self.asker = Asker(graph, content)
        homes: dict[tuple[object, ...], list[str]] = defaultdict(list)
        self.terms: set[str] = set()
        for quad in graph.quads:
            home = getattr(quad.graph_name, "value", "")
            homes[quad.subject, quad.predicate, quad.object].append(home)
            if home.endswith("graph/ontology"):
                self.terms.add(getattr(quad.subject, "value", ""))
        self.facts: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
        for quad in graph.merged:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                if self._is_told(quad.predicate.value, homes[quad.subject, quad.predicate, quad.object]):
                    self.facts[quad.subject.value][quad.predicate.value].append(quad.object)

    @staticmethod
    def _is_told(property_: str, homes: Iterable[str]) -> bool:
        """Whether a statement belongs into a table: not if it only turns another round, or words it as another vocabulary does."""
        inferred = [home for home in homes if _INFERRED in home]
        if len(inferred) < len([*homes]):
            return True
        is_own = property_.startswith(PREFIXES["mfa"]) or property_ == RDF.type
        return is_own and not all(_INVERSE in home for home in inferred)

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        """For each class of ours, those above it."""
        direct = {term: {value.value for value in self.facts[term].get(RDFS.subClassOf, ())} for term in [*self.terms]}

        def climb(kind: str) -> set[str]:
            return {each for above in direct.get(kind, ()) for each in ({above} | climb(above))}

        return {kind: climb(kind) for kind in direct}

    @cached_property
    def classes(self) -> dict[str, list[str]]:
        """The things of each class of ours, and of others for what is of none of ours; terms of the ontology are no things."""
        members: dict[str, list[str]] = defaultdict(list)
        for thing, facts in self.facts.items():
            if thing not in self.terms:
                for kind in self._kinds(facts):
                    members[kind].append(thing)
        return {kind: sorted(things) for kind, things in members.items()}

    @staticmethod
    def _kinds(facts: Mapping[str, Sequence[NamedNode | Literal]]) -> set[str]:
        kinds = {value.value for value in facts.get(RDF.type, ())}
        return {kind for kind in kinds if kind.startswith(PREFIXES["mfa"])} or kinds

    @cached_property
    def widest(self) -> list[str]:
        """The classes that have a table."""
        return [
            kind for kind in self.classes
            if kind != MFA.Relation and not (self._above.get(kind, set()) & self.classes.keys()) - {MFA.Relation}
        ]  # fmt: skip

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each thing, passage and property is called."""
        known = {name for name in [*self.facts, *self._properties] if ":" in name}
        labels = self.asker.labels(known, language="en")
        labels |= {name: f"{cited.title}: {cited.locator}" for name, cited in self.asker.citations(known).items()}
        return labels

    def label(self, name: str) -> str:
        """What something is called; a term of others by its last word, spelt out."""
        own = self.graph.label(name) if name in self.terms else self.labels.get(name)
        return own if own and own != shortened(name) else _spelt_out(name)

    @cached_property
    def _properties(self) -> set[str]:
        return {name for thing, facts in self.facts.items() if thing not in self.terms for name in facts}

    @cached_property
    def headings(self) -> dict[str, str]:
        """The heading of each property: its label; a term of others whose last word is not its own has its prefix beside it."""
        words = {name: self.label(name) for name in self._properties | {DCTERMS.license}}
        shared = Counter(words.values())
        return {
            name: word if shared[word] == 1 or name.startswith(PREFIXES["mfa"])
            else f"{word} ({shortened(name).partition(':')[0]})"
            for name, word in words.items()
        }  # fmt: skip

    def of_class(self, kind: str) -> Table:
        """The table of a class."""
        things = self.classes[kind]
        columns: list[tuple[Column, Callable[[str], Cell]]] = [
            (Column(ID, "IRI", "The address of the thing that the row is about.", type=IRI), lambda thing: (thing,)),
            (Column("label", "label", "What it is called, in English where it has a name in English."),
             lambda thing: (self.labels.get(thing) or shortened(thing),)),
        ]  # fmt: skip
        for property_ in sorted({*_ALWAYS.get(kind, ()), *(p for t in things for p in self.facts[t])}, key=self._rank):
            columns += self._columns(property_, things)
        columns += self._counts() if kind == MFA.Source else []
        rows = tuple(tuple(read(thing) for _, read in columns) for thing in things)
        label = self.label(kind)
        return Table(
            name=_plural(label).lower().replace(" ", "-"),
            title=_plural(label)[:1].upper() + _plural(label)[1:],
            meaning=" ".join(value.value for value in self.facts[kind].get(SKOS.definition, ())) or f"Each {label.lower()}.",
            columns=tuple(_separated(column, rows, place) for place, (column, _) in enumerate(columns)),
            rows=rows,
            about=kind,
        )

    def _rank(self, property_: str) -> tuple[bool, str]:
        """The class first, else by heading, so that a new property moves no other."""
        return property_ != RDF.type, self.headings[property_].casefold()

    def _columns(self, property_: str, things: Iterable[str]) -> Iterator[tuple[Column, Callable[[str], Cell]]]:
        """The columns of a property: one for each language, one for the rest, and one for the labels of things."""
        values = [value for thing in things for value in self._values(thing, property_)]
        languages = sorted({getattr(value, "language", None) or "" for value in values} or {""})
        for language in languages:
            inside = [value for value in values if (getattr(value, "language", None) or "") == language]
            column = self._column(property_, inside, language)

            def read(thing: str, language: str = language) -> Cell:
                found = self._values(thing, property_)
                return tuple(v.value for v in found if (getattr(v, "language", None) or "") == language)

            yield column, read
            if column.type == IRI and any(value.value in self.labels or value.value in self.terms for value in inside):
                named = Column(f"{column.name}_label", f"{column.heading} (label)",
                               f"What the things in “{column.heading}” are called, in the same order.")  # fmt: skip
                yield named, lambda thing: tuple(self._called(v.value) for v in self._values(thing, property_))

    def _called(self, name: str) -> str:
        return self.labels.get(name) or (self.label(name) if name in self.terms else shortened(name))

    def _values(self, thing: str, property_: str) -> list[NamedNode | Literal]:
        """The values of a property, sorted; of classes only the narrowest."""
        values = self.facts[thing].get(property_, [])
        if property_ == RDF.type:
            kinds = self._kinds(self.facts[thing])
            wider = {above for kind in kinds for above in self._above.get(kind, ())}
            values = [value for value in values if value.value in kinds - wider]
        return sorted(values, key=lambda value: value.value)

    def _column(self, property_: str, values: Sequence[NamedNode | Literal], language: str) -> Column:
        types = {IRI if isinstance(value, NamedNode) else value.datatype.value for value in values} or {IRI}
        heading, name = self.headings[property_], re.sub(r"\W", "_", re.split("[/#]", property_)[-1])
        if heading.endswith(")") and not property_.startswith(PREFIXES["mfa"]):
            name = f"{shortened(property_).partition(':')[0]}_{name}"
        told = self.facts[property_].get(SKOS.definition) or self.facts[property_].get(SKOS.note) or ()
        meaning = " ".join(sorted(value.value for value in told)) or f"{shortened(property_)} ({property_})."
        if len(types) > 1:
            meaning += " As exact as the source: a day (2015-05-05), a month (2015-05) or a year (2015)." * (IRI not in types)
        return Column(
            name=f"{name}_{language.replace('-', '_')}" if language else name,
            heading=f"{heading} ({language})" if language else heading,
            meaning=meaning,
            property=property_,
            type=XSD.string if language or len(types) > 1 else next(iter(types)),
            is_mixed=len(types) > 1,
            language=language,
        )

    def _counts(self) -> list[tuple[Column, Callable[[str], Cell]]]:
        """How many passages a source has, and how many statements these hold."""
        holds = Counter(getattr(quad.graph_name, "value", "") for quad in self.graph.quads)
        passages: Counter[str] = Counter()
        statements: Counter[str] = Counter()
        for passage, facts in self.facts.items():
            for source in facts.get(OA.hasSource, ()):
                passages[source.value] += 1
                statements[source.value] += holds[passage]
        return [
            (Column("passages", "passages", "How many passages of it were read: see the table of passages.", type=XSD.integer),
             lambda source: (str(passages[source]),)),
            (Column("statements", "statements", "How many statements these passages make.", type=XSD.integer),
             lambda source: (str(statements[source]),)),
        ]  # fmt: skip


def _links(links: Sequence[Link], maker: _Maker) -> Table:
    """The table of links: one row for each link and graph that says it."""
    days = ("since, at the earliest", "since, at the latest", "until, at the earliest", "until, at the latest")
    addresses = maker.asker.citations({link.graph for link in links})

    def cited(link: Link, part: str) -> Cell:
        return (getattr(addresses[link.graph], part),) if link.graph in addresses else ()

    def named(term: str) -> Cell:
        return (maker.labels.get(term) or _called_property(maker, term),) if term else ()

    words: list[tuple[Column, Callable[[Link], Cell]]] = []
    for name, meaning in (
        ("subject", "The thing that acts, or that something is said of."),
        ("predicate", "What it is to the object."),
        ("role", "In which role, where the predicate leaves it open: the property that joins it to the relation."),
        ("object", "The other thing."),
    ):
        words += [
            (Column(name, name, meaning, type=IRI), lambda link, name=name: _some(getattr(link, name))),
            (Column(f"{name}_label", f"{name} (label)", f"What the {name} is called."),
             lambda link, name=name: named(getattr(link, name))),
        ]  # fmt: skip
    words += [
        (Column(re.split("#", bound)[-1], heading, f"The day {heading}; a link ends before the day of its end.", type=XSD.date),
         lambda link, place=place: _some(link.bounds[place]))
        for place, (bound, heading) in enumerate(zip(BOUNDS, days, strict=True))
    ]  # fmt: skip
    words += [
        (Column("observedOn", "observed on", "The day, month or year for which the source says it.", is_mixed=True),
         lambda link: link.observed),
        (Column("relation", "relation", "The node of the relation or event, with more about it in the table of its class.", type=IRI),
         lambda link: _some(link.node)),
        (Column("graph", "said in", "The named graph that holds the statement: a passage, or one of our own.", type=IRI),
         lambda link: (link.graph,)),
        (Column("passage", "passage", "The passage that says it; empty where we say it ourselves.", type=IRI),
         lambda link: (link.graph,) if link.source else ()),
        (Column("locator", "locator", "Where the passage stands in its source."), lambda link: cited(link, "locator")),
        (Column("source", "source", "The source of the passage.", type=IRI), lambda link: _some(link.source)),
        (Column("source_label", "source (label)", "The title of the source."), lambda link: cited(link, "title")),
        (Column("address", "address", "The page of the source.", type=IRI), lambda link: _some(*cited(link, "address"))),
    ]  # fmt: skip
    rows = tuple(tuple(read(link) for _, read in words) for link in links)
    return Table(
        name="links",
        title="Links",
        meaning="What one thing is to another: a row for each statement and each passage that makes it. That a State is not a "
        "party to an instrument is no link; see treaty-statuses.",
        columns=tuple(_separated(column, rows, place) for place, (column, _) in enumerate(words)),
        rows=rows,
        key=("subject", "predicate", "role", "object", "relation", "graph"),
    )


def _called_property(maker: _Maker, term: str) -> str:
    return maker.label(term) if term in maker.terms else maker.headings.get(term, shortened(term))


def _some(value: str = "") -> Cell:
    return (value,) if value else ()


def _separated(column: Column, rows: Sequence[tuple[Cell, ...]], place: int) -> Column:
    """A column with what separates its values, if some cell has several: the first sign that none of them holds."""
    cells = [row[place] for row in rows]
    if all(len(cell) < 2 for cell in cells):
        return column
    free = (sign for sign in _SEPARATORS if not any(sign in value for cell in cells for value in cell))
    return replace(column, separator=next(free, "\x1f"))


def _joined(tables: list[Table], maker: _Maker) -> list[Table]:
    """The tables with foreign keys: from a column of single addresses to the widest table that has them all."""
    ids = {table.name: {row[0][0] for row in table.rows} for table in tables if table.key == (ID,)}
    ranges = {table.about: table.name for table in tables}

    def target(table: Table, place: int, column: Column) -> tuple[str, str] | None:
        values = {value for row in table.rows for value in row[place]}
        if column.type != IRI or column.separator or column.name == ID or not values:
            return None
        fitting = [name for name in ids if values <= ids[name]]
        told = [ranges.get(value.value, "") for value in maker.facts[column.property].get(RDFS.range, ())]
        best = [name for name in told if name in fitting] or sorted(fitting, key=lambda name: (-len(ids[name]), name))
        return (best[0], ID) if best else None

    return [
        replace(table, columns=tuple(replace(column, target=target(table, place, column))
                                     for place, column in enumerate(table.columns)))
        for table in tables
    ]  # fmt: skip


def _spelt_out(name: str) -> str:
    """The last word of an IRI in words: “pref label”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split("[/#]", name)[-1]).replace("_", " ").lower()


def _plural(label: str) -> str:
    """The plural of an English noun, as regular as the names of our classes are."""
    if re.search(r"[^aeiou]y$", label):
        return label[:-1] + "ies"
    return label + ("es" if re.search(r"(s|x|ch|sh)$", label) else "s")
