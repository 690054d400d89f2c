"""What to write in place of what is wrong: the nearest names, the right form of a date, or the statement that is missing.

A rule says what to do about all things that break it; here the same is said for one of them. It is added to the finding's remedy,
below the words of the rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from mfa_graph.errors import near_misses
from mfa_graph.findings import Finding, Report
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import NamedNode
from mfa_graph.validation.dates import datatype_of, read_date
from mfa_graph.validation.names import Names
from mfa_graph.validation.rules import Rules
from mfa_graph.validation.vocabularies import (
    ADDRESS,
    BORROWED,
    address_in,
    borrowed_terms,
    vocabulary_of,
    with_right_scheme,
)
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, RDF, RDFS, SKOS, XSD, shortened

__all__ = ["BLANK", "Remedies", "near_borrowed_terms", "near_terms"]

BLANK = "…"
"""What stands in a statement to paste for what only the contributor knows."""

_OF_OURS = PREFIXES["mfa"]
_LISTED = 12
_IN_MAPPING = r"{property}\s+\?(?P<variable>\w+)"
_SOURCES = {"dcterms:publisher": "publisher", "mfa:seenOn": "seen", "schema:url": "address", "dcterms:title": "title"}
_TURTLE = (".ttl", ".trig")


class Remedies:
    """Tells of each finding what to write."""

    def __init__(self, graph: KnowledgeGraph, rules: Rules, root: Path) -> None:
        self._graph = graph
        self._rules = rules
        self._root = root
        self._fits: dict[str, set[str]] = {}
        self.names = Names(graph)

    def advised(self, report: Report) -> Report:
        """The same findings, with what to write below the remedies of their rules."""
        return Report.of([replace(each, remedy=self._remedy(each)) for each in report])

    def _remedy(self, finding: Finding) -> str:
        advice = list(self._advice(finding))
        return "\n".join([finding.remedy or "Mend it so.", *advice]) if advice else finding.remedy

    def candidates(self, finding: Finding) -> list[str]:
        """The addresses that may have been meant by the value of a finding, or, where a graph is wrong, by the graph."""
        if finding.code == "unknown-term":
            return near_terms(finding.value)
        if finding.rule == BORROWED.iri:
            return near_borrowed_terms(address_in(finding.value))
        if finding.rule == ADDRESS.iri:
            return [with_right_scheme(address_in(finding.value))]
        if finding.code == "graph-without-passage":
            kinds = {MFA.Passage, MFA.Source}
            return self.names.near(finding.focus, among=[i for i, c in self.names.classes.items() if c & kinds])
        return self._things(finding)

    def _things(self, finding: Finding) -> list[str]:
        """The described things or concepts that may have been meant by a value that is none, or is of another kind."""
        fitting = self._fitting(finding.rule)
        if not finding.value or not fitting or finding.value in fitting:
            return []
        if "://" not in finding.value:
            return self.names.called(finding.value, fitting)
        if finding.value in self.names.classes and not self._rules.schemes(finding.rule):
            return []  # a thing of another class: no other has a name that comes nearer
        return self.names.near(finding.value, among=fitting)

    def _fitting(self, rule: str) -> set[str]:
        """The described things that a rule lets stand as values."""
        if rule not in self._fits:
            folders = tuple(f"{scheme}/" for scheme in self._rules.schemes(rule))
            asked = self._below(self._rules.classes(rule))
            self._fits[rule] = {
                iri for iri, classes in self.names.classes.items() if classes & asked or iri.startswith(folders)
            }
        return self._fits[rule]

    def _below(self, classes: list[str]) -> set[str]:
        """Classes and all those below them."""
        found = set(classes)
        while more := {below for below, above in self._tree if above in found} - found:
            found |= more
        return found

    @cached_property
    def _tree(self) -> list[tuple[str, str]]:
        return [
            (getattr(quad.subject, "value", ""), getattr(quad.object, "value", ""))
            for quad in self._graph.written
            if quad.predicate.value == RDFS.subClassOf
        ]

    def _advice(self, finding: Finding) -> Iterator[str]:
        if finding.path and self._rules.dates(finding.rule) and finding.value:
            yield from _of_date(finding.value, self._rules.dates(finding.rule))
        elif self._rules.is_lack(finding.rule) and not finding.value:
            yield from self._missing(finding)
        elif found := self.candidates(finding):
            yield f"Did you mean {' or '.join(self._named(iri, finding) for iri in found)}?"
        elif finding.value in self.names.classes and self._rules.classes(finding.rule):
            yield from self._of_another_class(finding)
        elif self._rules.schemes(finding.rule) and finding.value not in self._fitting(finding.rule):
            yield from self._choices(sorted(self._fitting(finding.rule)), finding)

    def _named(self, iri: str, finding: Finding) -> str:
        """A name as it is written in the finding's file, with its label."""
        label = self._graph.label(iri)
        told = f" ({label})" if label not in (shortened(iri), iri) and not iri.startswith(_OF_OURS) else ""
        if finding.file.endswith(".csv"):
            return f"“{iri.rpartition('/')[2]}”{told}"
        return f"{_turtle(iri)}{told}"

    def _of_another_class(self, finding: Finding) -> Iterator[str]:
        kinds = " and ".join(map(shortened, sorted(self.names.classes[finding.value])))
        *others, last = map(shortened, self._rules.classes(finding.rule))
        asked = f"{', '.join(others)} or {last}" if others else last
        yield f"“{self._graph.label(finding.value)}” is described as {kinds}; what fits here is {asked}."
        yield from self._choices(sorted(self._fitting(finding.rule)), finding)

    def _choices(self, things: list[str], finding: Finding) -> Iterator[str]:
        if 0 < len(things) <= _LISTED:
            yield f"Choose one of: {', '.join(self._named(iri, finding) for iri in things)}."

    def _missing(self, finding: Finding) -> Iterator[str]:
        """The statement to paste, or the column to fill."""
        path = self._rules.path(finding.rule)
        if not path or not finding.focus.startswith(BASE):
            return
        if finding.file.endswith(".csv"):
            yield from self._column(finding, shortened(path))
        elif finding.file.endswith(_TURTLE):
            value = _turtle(finding.focus.rpartition("/")[0]) if path == MFA.ofRelation else self._value(path)
            statement = f"{_turtle(finding.focus)} {shortened(path)} {value} ."
            home = self._home(finding, path)
            yield "Paste this:" if BLANK not in statement else f"Paste this, with what is right in place of {BLANK}:"
            yield from [f"<{home}> {{", f"  {statement}", "}"] if home else [statement]

    def _home(self, finding: Finding, path: str) -> str:
        """The graph in which the missing statement belongs; ``""`` in a Turtle file, which has one of its own."""
        if finding.file.endswith(".ttl"):
            return ""
        if path == SKOS.prefLabel:
            return "graph/curation"
        focus, homes = NamedNode(finding.focus), []
        for quad, (file, _) in self._graph.written.items():
            if quad.subject == focus and file == finding.file:
                homes.append((quad.predicate.value != RDF.type, shortened(getattr(quad.graph_name, "value", ""))))
        return min(homes, default=(True, f"source/{BLANK}/{BLANK}"))[1]

    def _value(self, path: str) -> str:
        """What a value of a property looks like, with blanks."""
        for rule in self._rules.about(path):
            if schemes := self._rules.schemes(rule):
                return f"<{shortened(schemes[0])}/{BLANK}>"
            if dates := self._rules.dates(rule):
                return f'"{BLANK}"^^{shortened(dates[0])}'
            if classes := self._rules.classes(rule):
                return self._example(classes)
            if datatype := self._rules.datatype(rule):
                return f'"{BLANK}"@en' if datatype.endswith("#langString") else f'"{BLANK}"^^{shortened(datatype)}'
        values = (quad.object for quad in self._graph.quads if quad.predicate.value == path)
        value = next(values, None)
        if isinstance(value, NamedNode):
            return f"<{shortened(value.value.rpartition('/')[0])}/{BLANK}>"
        return f'"{BLANK}"@en' if getattr(value, "language", "en") else f'"{BLANK}"'

    def _example(self, classes: list[str]) -> str:
        """An address of the kind that things of some classes have."""
        asked = self._below(classes)
        folders = [iri.rpartition("/")[0] for iri, found in self.names.classes.items() if found & asked]
        kind = max(sorted(set(folders)), key=folders.count, default=BASE + "id/" + BLANK)
        return f"<{shortened(kind)}/{BLANK}>"

    def _column(self, finding: Finding, path: str) -> Iterator[str]:
        folder = (self._root / finding.file).parent
        columns = {} if finding.file.endswith("sources.csv") else _columns(folder)
        name = _column_of(folder, path, columns) if columns else _SOURCES.get(path, "")
        if name:
            yield f"Fill the column “{name}” of line {finding.line}{_described(columns.get(name, {}))}."


def near_terms(iri: str, *, cutoff: float = 0.7) -> list[str]:
    """The terms of our ontology that come near to one that it does not have; a class for a class, a property for a property."""
    name = iri.removeprefix(_OF_OURS)
    kin = [term.removeprefix(_OF_OURS) for term in MFA]
    alike = [term for term in kin if term[:1].isupper() == name[:1].isupper()]
    same = [term for term in kin if term.casefold() == name.casefold()]
    return [_OF_OURS + term for term in same or near_misses(name, alike, cutoff=cutoff)]


def near_borrowed_terms(iri: str, *, cutoff: float = 0.7) -> list[str]:
    """The terms that come near to one that the vocabulary of its namespace does not have."""
    start = vocabulary_of(iri)
    names = (term.removeprefix(start) for term in borrowed_terms(start))
    return [start + name for name in near_misses(iri.removeprefix(start), names, cutoff=cutoff)]


def _of_date(text: str, datatypes: tuple[str, ...]) -> Iterator[str]:
    reading = read_date(text)
    fitting = [date for date in reading.dates if datatype_of(date) in datatypes]
    because = f"“{text}”: {reading.why}. " if reading.why else ""
    if fitting:
        written = " or ".join(f'"{date}"^^{shortened(datatype_of(date))}' for date in fitting)
        yield f"{because}Did you mean {written}?"
    elif reading.dates and datatypes == (XSD.date,):
        yield f"A day is asked for here, and “{text}” is none. Look it up at the source."
    elif because:
        yield f"{because}Look it up at the source."


def _turtle(iri: str) -> str:
    """An address as Turtle writes it with our prefixes and base."""
    short = shortened(iri)
    return short if re.fullmatch(r"[a-z]+:\w+", short) else f"<{short}>"


def _columns(folder: Path) -> dict[str, Any]:
    """The columns of a table, as its settings describe them."""
    path = folder / "table.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return dict(found.get("columns", {}))


def _column_of(folder: Path, path: str, columns: Mapping[str, Any]) -> str:
    """The column of a table that gives a property its value, by the table's mapping; ``""`` where none does by itself."""
    mapping = folder / "mapping.rq"
    text = mapping.read_text(encoding="utf-8") if mapping.is_file() else ""
    found = re.search(_IN_MAPPING.format(property=re.escape(path)), text)
    return found["variable"] if found and found["variable"] in columns else ""


def _described(column: Mapping[str, Any]) -> str:
    """What a column holds, in brackets."""
    kinds = {"date": "a year, month or day, as 2016, 2016-08 or 2016-08-25", "integer": "a whole number"}
    kind = kinds.get(column.get("type", ""), "")
    if column.get("type") in ("thing", "concept"):
        top = "id" if column["type"] == "thing" else "concept"
        kind = f"the last part of an address below {top}/{column['of']}/"
    told = "; ".join(filter(None, (column.get("meaning", ""), kind)))
    return f" ({told})" if told else ""
