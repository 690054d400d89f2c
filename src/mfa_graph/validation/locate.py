"""From a finding to the line and column where a person wrote what is wrong.

A wrong value stands where it is written; of several values where one is allowed, the second is pointed at. Whatever is missing
is missing from its subject, which stands where it is given its class. Only files with findings are read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from enum import IntEnum
from pathlib import Path

from mfa_graph.findings import Finding, Report
from mfa_graph.store import BlankNode, Literal, Quad
from mfa_graph.validation.sheets import Sheet
from mfa_graph.validation.tokens import Lines, Unreadable
from mfa_graph.validation.turtle import Statement, statements
from mfa_graph.vocabulary import BASE, RDF

__all__ = ["Places", "locate"]

_PASSAGES = BASE + "source/"
_BLANK = re.compile(r"_:[A-Za-z0-9]+")
_READABLE = (".ttl", ".trig", ".nt", ".nq", ".csv")


class _Part(IntEnum):
    """The part of a statement that a finding points at."""

    SUBJECT = 0
    PREDICATE = 1
    OBJECT = 2
    GRAPH = 3


class Places:
    """Where statements are written, by file, line and column; a file is read when it is first asked for.

    `written` is that of a `KnowledgeGraph`, and `root` what its names of files are relative to.
    """

    def __init__(self, written: Mapping[Quad, tuple[str, int]], root: Path) -> None:
        self.written = written
        self._root = root
        self._files: dict[str, _Text | Sheet | None] = {}

    def of(self, quad: Quad, part: int = _Part.SUBJECT) -> tuple[str, int, int] | None:
        """The file, line and column of a part of a statement, 0 where they are not known; None where nobody wrote it."""
        if quad not in self.written:
            return None
        name, row = self.written[quad]
        if name not in self._files:
            self._files[name] = _opened(self._root / name)
        file = self._files[name]
        if isinstance(file, Sheet):
            return name, *file.place(row, quad.predicate, quad.object if part == _Part.OBJECT else None)
        return (name, row, 0) if file is None else (name, *file.place(quad, _Part(part)))


def locate(report: Report, places: Places) -> Report:
    """The same findings, each with the file, line and column, and with the passage, of the statement that it is about.

    A finding about something that nobody wrote, such as a derived statement, and one in a file that has no lines to speak of
    stay as they are.
    """
    said = _Said(places.written, {finding.focus for finding in report})
    return _with_names(_located(finding, said, places) for finding in report)


def _with_names(findings: Iterable[Finding]) -> Report:
    """The same findings with names for blank nodes that do not change from run to run: by the order of where they stand."""
    told = sorted(findings, key=lambda f: (f.file, f.line, f.column, f.rule, f.path, f.message))
    names: dict[str, str] = {}
    for finding in told:
        for text in (finding.focus, finding.node):
            if _BLANK.fullmatch(text):
                names.setdefault(text, f"_:b{len(names) + 1}")
    return Report.of(
        [
            replace(
                finding,
                focus=names.get(finding.focus, finding.focus),
                label=names.get(finding.focus, finding.label),
                node=names.get(finding.node, finding.node),
                value=names.get(finding.node, finding.value) if finding.value else "",
            )
            for finding in told
        ]
    )


def _located(finding: Finding, said: _Said, places: Places) -> Finding:
    spot = said.spot(finding)
    place = None if spot is None else places.of(*spot)
    if spot is None or place is None:
        return finding
    home = getattr(spot[0].graph_name, "value", "")
    source = home if home.startswith(_PASSAGES) else ""
    return replace(finding, file=place[0], line=place[1], column=place[2], source=source)


def _opened(path: Path) -> _Text | Sheet | None:
    """A file with its places, or None where it cannot be read so."""
    if path.suffix not in _READABLE:
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return Sheet(text) if path.suffix == ".csv" else _Text(text, by_line=path.suffix == ".nq")
    except (OSError, UnicodeDecodeError, Unreadable):
        return None


class _Said:
    """What was written about the things that findings are about: as subjects, as named graphs, and as objects."""

    def __init__(self, written: Iterable[Quad], things: Collection[str]) -> None:
        self._about: dict[str, list[Quad]] = defaultdict(list)
        self._inside: dict[str, list[Quad]] = defaultdict(list)
        self._naming: dict[str, list[Quad]] = defaultdict(list)
        for quad in written:
            for index, term in (
                (self._about, quad.subject),
                (self._inside, quad.graph_name),
                (self._naming, quad.object),
            ):
                name = str(term) if isinstance(term, BlankNode) else getattr(term, "value", "")
                if name in things and not isinstance(term, Literal):
                    index[name].append(quad)

    def spot(self, finding: Finding) -> tuple[Quad, _Part] | None:
        """The statement that a finding is about, and the part of it that is wrong."""
        about, inside = self._about.get(finding.focus, []), self._inside.get(finding.focus, [])
        by_path = [quad for quad in about if quad.predicate.value == finding.path]
        if finding.value:
            found = _with_value(finding.value, (by_path, about, inside))
            if found is not None:
                return found
        elif second := _second_value(by_path):
            return second, _Part.OBJECT
        typed = [quad for quad in about if quad.predicate.value == RDF.type]
        for quads, part in (
            (typed or about, _Part.SUBJECT),
            (inside, _Part.GRAPH),
            (self._naming.get(finding.focus, []), _Part.OBJECT),
        ):
            if quads:
                return quads[0], part
        return None


def _with_value(value: str, pools: Iterable[list[Quad]]) -> tuple[Quad, _Part] | None:
    """The first statement with a value, as object if there is one, else as predicate, else as graph."""
    pools = list(pools)
    for part, of in ((_Part.OBJECT, 2), (_Part.PREDICATE, 1), (_Part.GRAPH, 3)):
        for quads in pools:
            for quad in quads:
                if value in (getattr(quad[of], "value", ""), str(quad[of])):
                    return quad, _Part.SUBJECT if part is _Part.GRAPH else part
    return None


def _second_value(quads: list[Quad]) -> Quad | None:
    """The first statement whose object is another than that of the first of all."""
    return next((quad for quad in quads if quad.object != quads[0].object), None)


class _Text:
    """A Turtle, TriG or N-Quads file with the places of its statements."""

    def __init__(self, text: str, *, by_line: bool) -> None:
        self._lines = Lines(text)
        self._all = statements(text, by_line=by_line)
        self._by_terms: dict[tuple[object, ...], Statement] = {}
        for each in self._all:
            self._by_terms.setdefault((each.subject, each.predicate, each.object, each.graph), each)

    def place(self, quad: Quad, part: _Part) -> tuple[int, int]:
        """Line and column of a part of a statement; a Turtle file does not name the graph that its statements are put into."""
        terms = (quad.subject, quad.predicate, quad.object)
        found = self._by_terms.get((*terms, quad.graph_name)) or self._by_terms.get((*terms, None)) or self._like(terms)
        return (0, 0) if found is None else self._lines.place(found.at[part])

    def _like(self, terms: tuple[object, ...]) -> Statement | None:
        """The first statement that differs in blank nodes only, whose names are not kept when data are read."""

        def alike(one: object, other: object) -> bool:
            return one == other or (isinstance(one, BlankNode) and isinstance(other, BlankNode))

        for each in self._all:
            if all(map(alike, terms, (each.subject, each.predicate, each.object))):
                return each
        return None
