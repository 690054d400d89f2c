"""The tables of classes: which classes have one, and what their columns hold, by the ontology and the data.

A class has a table where it is the widest: neither below another class of ours nor a mere heading of relations. A thing of two
such classes stands in both tables. A column is a property, or a property in one language. The cells are the statements of the
merged set, but for those that only say the same from the other side, or over again in the words of another vocabulary.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName, nearest
from mfa_graph.exporters.columns import ID, IRI, Cell, Column, Table, separated
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.store import Literal, NamedNode
from mfa_graph.vocabulary import DCTERMS, MFA, OA, PREFIXES, RDF, RDFS, SKOS, XSD, shortened

__all__ = ["ClassTables", "class_called", "plural"]

_INFERRED, _INVERSE = "graph/inferred/", "graph/inferred/prp-inv"
_ALWAYS: Mapping[str, tuple[str, ...]] = {MFA.Source: (DCTERMS.license,)}
"""Columns that a class has though no statement fills them: it must be seen that they are empty."""


def class_called(name: str, classes: Iterable[str], label: Callable[[str], str], *, also: Iterable[str] = ()) -> str:
    """The IRI of the one of some classes that has this name, label (also in the plural), prefixed name or IRI, in any case.

    Raises:
        UnknownName: none is called so; the nearest name is told, of the classes and of what may be named `also`.
    """
    wanted = name.strip("<> ").casefold()
    words = {kind: re.split("[/#]", kind)[-1] for kind in sorted(classes)}
    for kind, word in words.items():
        known = (kind, shortened(kind), word, label(kind), plural(label(kind)))
        if wanted in {each.casefold() for each in known}:
            return kind
    raise UnknownName(f"Nothing in the graph is of a class “{name}”.", remedy=nearest(name, {*words.values(), *also}))


class ClassTables:
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
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                continue
            if self._is_told(quad.predicate.value, homes[quad.subject, quad.predicate, quad.object]):
                self.facts[quad.subject.value][quad.predicate.value].append(quad.object)

    @staticmethod
    def _is_told(property_: str, homes: Sequence[str]) -> bool:
        """Whether a statement belongs into a table: not if it turns another round, or says it in another vocabulary's words."""
        inferred = [home for home in homes if _INFERRED in home]
        if len(inferred) < len(homes):
            return True
        is_own = property_.startswith(PREFIXES["mfa"]) or property_ == RDF.type
        return is_own and not all(_INVERSE in home for home in inferred)

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        """For each class of ours, those above it, itself left out where classes stand above each other."""
        direct = {term: {value.value for value in self.facts[term].get(RDFS.subClassOf, ())} for term in [*self.terms]}

        def climb(kind: str, reached: set[str]) -> set[str]:
            for above in direct.get(kind, set()) - reached:
                reached.add(above)
                climb(above, reached)
            return reached

        return {kind: climb(kind, set()) - {kind} for kind in direct}

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
            name=plural(label).lower().replace(" ", "-"),
            title=plural(label)[:1].upper() + plural(label)[1:],
            meaning=" ".join(sorted(value.value for value in self.facts[kind].get(SKOS.definition, ())))
            or f"Each {label.lower()}.",
            columns=tuple(separated(column, rows, place) for place, (column, _) in enumerate(columns)),
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
            meaning += " As exact as the source: a day (2015-05-05), a month (2015-05) or a year (2015)." * (
                IRI not in types
            )
        if property_ == RDF.type:
            meaning = "The narrowest classes of the thing."
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


def _spelt_out(name: str) -> str:
    """The last word of an IRI in words: “pref label”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split("[/#]", name)[-1]).replace("_", " ").lower()


def plural(label: str) -> str:
    """The plural of an English noun, as regular as the names of our classes are."""
    if re.search(r"[^aeiou]y$", label):
        return label[:-1] + "ies"
    return label + ("es" if re.search(r"(s|x|ch|sh)$", label) else "s")
