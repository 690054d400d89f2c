"""The cells of a table: text, read as what its column is said to hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mfa_graph.errors import ContentProblem, MissingContent, Place, near_misses, nearest, text_of
from mfa_graph.store import Literal, NamedNode, Quad, Term
from mfa_graph.validation.dates import datatype_of, read_date
from mfa_graph.vocabulary import BASE, SKOS, XSD

__all__ = ["Cell", "Column", "Described", "Row", "read_rows"]

_TYPES = {"thing", "concept", "choice", "date", "integer", "address", "text", "source"}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Attributes:
        name: Its heading in ``rows.csv`` and its variable in ``mapping.rq``.
        type: ``thing`` (a slug under ``id/<of>/``), ``concept`` (a notation of the scheme `of`), ``choice`` (one of `choices`),
            ``date`` (year, month or day), ``integer``, ``address`` (an IRI), ``text``, or ``source`` (a key of ``sources.csv``).
        of: The kind of thing, or the scheme.
        choices: The words that fit a ``choice``.
        required: Whether a cell may not be empty.
        language: The language of a ``text``, or ``""`` for none.
    """

    name: str
    type: str
    of: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    language: str = ""

    @classmethod
    def described(cls, name: str, keys: Mapping[str, Any], file: Path) -> Column:
        """Read ``[columns.name]`` of a ``table.toml``.

        Raises:
            ContentProblem: a key or a type that nobody knows.
        """
        if not isinstance(keys, Mapping):
            raise ContentProblem(
                f"The column “{name}” is not described.",
                place=Place(file),
                remedy=f'write [columns.{name}] and type = "text".',
            )
        known = {"type", "of", "choices", "required", "language", "meaning"}
        for key in keys.keys() - known:
            raise ContentProblem(
                f"The column “{name}” has an unknown key “{key}”.", place=Place(file), remedy=nearest(key, known)
            )
        if keys.get("type") not in _TYPES:
            raise ContentProblem(
                f"The column “{name}” has no type that is known.",
                place=Place(file),
                remedy=nearest(str(keys.get("type")), _TYPES),
            )
        values = {key: value for key, value in keys.items() if key != "meaning"}
        return cls(name, **{**values, "choices": tuple(values.get("choices", ()))})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text without surrounding space, and the term that it stands for (None where it is empty)."""

    text: str
    term: Term | None


@dataclass(frozen=True)
class Row:
    """A row: where it stands, and its cells by column."""

    place: Place
    cells: Mapping[str, Cell]

    def text(self, name: str) -> str:
        """The text of a cell; ``""`` where the table has no such column."""
        cell = self.cells.get(name)
        return "" if cell is None else cell.text

    def key(self, names: Sequence[str]) -> str:
        """The texts of some columns as one slug."""
        texts = (re.sub(r"[^a-z0-9]+", "-", self.text(name).lower()).strip("-") for name in names)
        return "-".join(filter(None, texts))


class Described:
    """The things that a cell may name, by their IRIs; and, where a cell names none, which of them may be meant."""

    def __init__(self, things: Iterable[str], said: Iterable[Quad] = ()) -> None:
        self.things = set(things)
        self._said = [said]

    def __contains__(self, iri: str) -> bool:
        return iri in self.things

    def extend(self, things: Iterable[str], said: Iterable[Quad]) -> None:
        """Further things, and statements that may hold labels of them and of others."""
        self.things.update(things)
        self._said.append(said)

    def meant(self, folder: str, text: str) -> str:
        """What a text may mean that is the code of nothing in a folder: the things whose labels or codes come near, in words."""
        codes = {iri.removeprefix(folder) for iri in self.things if iri.startswith(folder)}
        labels = {
            quad.object.value: quad.subject.value.removeprefix(folder)
            for said in self._said
            for quad in said
            if quad.predicate.value in (SKOS.prefLabel, SKOS.altLabel)
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, Literal)
            and quad.subject.value.removeprefix(folder) in codes
        }
        close = {labels[label]: label for label in reversed(near_misses(text, labels, cutoff=0.8))}
        if close:
            return "did you mean " + " or ".join(f"“{c}” ({close[c]})" for c in reversed(list(close))) + "?"
        return nearest(text, codes)


def read_rows(path: Path, columns: Mapping[str, Column], known: Described, sources: Iterable[str]) -> Iterator[Row]:
    """The rows of a CSV file (RFC 4180, UTF-8), each cell checked against its column.

    Raises:
        MissingContent: the file is not there.
        ContentProblem: a column that is not described or not there, or a cell that does not fit; the place names line and column.
    """
    for line, record in read_csv(path, expected=columns):
        cells = {}
        for number, (name, text) in enumerate(record.items(), 1):
            place = Place(path, line, number)
            cells[name] = Cell(text, _term(columns[name], text, place, known, sources))
        yield Row(Place(path, line), cells)


def read_csv(path: Path, *, expected: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The records of a CSV file as (number of the first line, texts by column).

    The heading must name exactly the expected columns.

    Raises:
        MissingContent: the file cannot be read.
        ContentProblem: the heading is another, a line has more or fewer cells, or the file is not UTF-8.
    """
    names = list(expected)
    try:
        reader = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
        heading = next(reader, [])
        _refuse_heading(path, heading, names)
        line = reader.line_num + 1
        for record in reader:
            if len(record) != len(heading):
                raise ContentProblem(
                    f"The line has {len(record)} cells under {len(heading)} columns.",
                    place=Place(path, line),
                    remedy="put a text that holds a comma into double quotes.",
                )
            yield line, {name: text.strip() for name, text in zip(heading, record, strict=True)}
            line = reader.line_num + 1
    except csv.Error as error:
        raise ContentProblem(
            f"This is not CSV: {error}.",
            place=Place(path, reader.line_num),
            remedy="close the quotes, and keep cells short.",
        ) from error
    except OSError as error:
        raise MissingContent(
            f"The file cannot be read: {error.strerror}.", place=Place(path), remedy="add it."
        ) from error


def _refuse_heading(path: Path, heading: Sequence[str], names: Sequence[str]) -> None:
    for number, name in enumerate(heading, 1):
        if name not in names:
            raise ContentProblem(
                f"Nobody reads the column “{name}”.", place=Place(path, 1, number), remedy=nearest(name, names)
            )
    for name in names:
        if name not in heading:
            raise ContentProblem(
                f"The column “{name}” is missing.", place=Place(path, 1), remedy="add it, empty if need be."
            )


def _term(column: Column, text: str, place: Place, known: Described, sources: Iterable[str]) -> Term | None:
    """The term that a cell stands for."""
    if not text:
        if column.required:
            raise ContentProblem(f"The cell “{column.name}” is empty.", place=place, remedy="fill it.")
        return None
    match column.type:
        case "thing":
            return _known(f"{BASE}id/{column.of}/{text}", text, place, known)
        case "concept":
            return _known(f"{BASE}concept/{column.of}/{text}", text, place, known)
        case "source":
            if text not in sources:
                raise ContentProblem(f"No source has the key “{text}”.", place=place, remedy=nearest(text, sources))
            return NamedNode(f"{BASE}source/{text}")
        case "choice":
            if text not in column.choices:
                raise ContentProblem(
                    f"“{text}” does not fit “{column.name}”.", place=place, remedy=nearest(text, column.choices)
                )
            return Literal(text)
        case "date":
            return _date(text, place)
        case "integer":
            if not re.fullmatch(r"\d+", text):
                raise ContentProblem(f"“{text}” is not a whole number.", place=place, remedy="write digits only.")
            return Literal(str(int(text)), datatype=NamedNode(XSD.integer))
        case "address":
            if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
                raise ContentProblem(
                    f"“{text}” is not a web address.", place=place, remedy="write it from https:// on, without spaces."
                )
            return NamedNode(text)
        case _:
            return Literal(text, language=column.language) if column.language else Literal(text)


def _known(iri: str, text: str, place: Place, known: Described) -> NamedNode:
    if iri not in known:
        remedy = known.meant(iri.removesuffix(text), text)
        raise ContentProblem(f"Nothing has the code “{text}” here.", place=place, remedy=remedy)
    return NamedNode(iri)


def _date(text: str, place: Place) -> Literal:
    """A year, month or day as the literal of its datatype."""
    if datatype := datatype_of(text):
        return Literal(text, datatype=NamedNode(datatype))
    reading = read_date(text)
    meant = f"did you mean {' or '.join(reading.dates)}? " if reading.dates else ""
    raise ContentProblem(
        f"“{text}” is no date{f': {reading.why}' if reading.why else ''}.",
        place=place,
        remedy=f"{meant}write 2016, 2016-08 or 2016-08-25.",
    )
