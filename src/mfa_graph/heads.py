"""Query files: SPARQL with a head of ``#+`` lines.

The head is TOML to this program and a comment to every SPARQL engine, so a file runs as it is in any editor::

    #+ title = "Processes that an organisation is active in"
    #+ tags = ["processes"]
    SELECT ...

A parameter is a marked line inside the query, with its default. The program puts other terms in its place, never text::

    VALUES ?organisation { <https://w3id.org/mfa-graph/id/organisation/mfa> } #+ organisation
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mfa_graph.errors import ContentProblem, MissingContent, Place, nearest, text_of

__all__ = ["QueryFile", "query_of", "read_query"]

_MARK = "#+"
_SLOT = re.compile(
    r"^(?P<start>\s*VALUES\s+(?P<variables>\?\w+|\([^)]*\))\s*\{)(?P<default>[^#\n]*|.*?>\s*)\}\s*#\+\s*(?P<name>[\w-]+)\s*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class QueryFile:
    """A query file: where it is, its `head` as plain values, and its whole `text`, head included."""

    path: Path
    head: Mapping[str, Any]
    text: str

    @property
    def defaults(self) -> dict[str, str]:
        """The parameters of the file, by name, with the terms that stand in their marked lines."""
        return {slot["name"]: slot["default"].strip() for slot in _SLOT.finditer(self.text)}

    def variables(self, name: str) -> tuple[str, ...]:
        """The variables of a parameter's marked line, without their question marks: one, or several in parentheses.

        Raises:
            ContentProblem: no line is marked so.
        """
        for slot in _SLOT.finditer(self.text):
            if slot["name"] == name:
                return tuple(variable.lstrip("?") for variable in slot["variables"].strip("()").split())
        raise self.problem(
            f"No line is marked {_MARK} {name}.", remedy=f"write VALUES (?a ?b) {{ (UNDEF UNDEF) }} {_MARK} {name}"
        )

    def filled(self, values: Mapping[str, Sequence[object]]) -> str:
        """The query with RDF terms put into the marked lines of the parameters named; the other lines keep their defaults.

        A term is written as its library serialises it, so nothing in it can end the line or the query.

        Raises:
            KeyError: the file has no such parameter.
        """
        for name in values.keys() - self.defaults.keys():
            raise KeyError(name)

        def fill(slot: re.Match[str]) -> str:
            if slot["name"] not in values:
                return slot[0]
            terms = " ".join(str(term) for term in values[slot["name"]])
            return f"{slot['start']} {terms} }} {_MARK} {slot['name']}"

        return _SLOT.sub(fill, self.text)

    def require(self, key: str, kind: type, *, inside: Mapping[str, Any] | None = None) -> Any:
        """The value of a key that must be there and be of a kind.

        Raises:
            ContentProblem: it is missing or of another kind.
        """
        table = self.head if inside is None else inside
        value = table.get(key)
        if not isinstance(value, kind):
            state = "is missing from" if value is None else f"is not of type {kind.__name__} in"
            raise self.problem(f"“{key}” {state} the head.", remedy=f"write a line such as: {_MARK} {key} = ...")
        return value

    def require_texts(self, key: str, *, inside: Mapping[str, Any] | None = None) -> tuple[str, ...]:
        """The value of a key that must be a list of texts, at least one.

        Raises:
            ContentProblem: it is missing, empty, or holds something else.
        """
        values = self.require(key, list, inside=inside)
        if not values or not all(isinstance(value, str) for value in values):
            raise self.problem(f"“{key}” must list texts, at least one.", remedy=f'write {key} = ["..."]', word=key)
        return tuple(values)

    def refuse_unknown(self, known: set[str], *, inside: Mapping[str, Any] | None = None) -> None:
        """Let no key pass that nobody reads.

        Raises:
            ContentProblem: there is one.
        """
        for key in self.head if inside is None else inside:
            if key not in known:
                raise self.problem(f"The head has an unknown key “{key}”.", remedy=nearest(key, known), word=key)

    def problem(self, message: str, *, remedy: str, word: str = _MARK) -> ContentProblem:
        """A fault of this file, at the first line of the head, or first marked line, that holds `word`."""
        numbers = (n for n, line in enumerate(self.text.splitlines(), 1) if _MARK in line and word in line)
        return ContentProblem(message, place=Place(self.path, next(numbers, 1)), remedy=remedy)


def read_query(path: Path) -> QueryFile:
    """Read a query file and its head; a file without ``#+`` lines has an empty head.

    Raises:
        MissingContent: the file cannot be read.
        ContentProblem: it is not UTF-8, or the head is not TOML; the place names the line.
    """
    try:
        text = text_of(path).replace("\r\n", "\n")
    except OSError as error:
        raise MissingContent(
            f"The file cannot be read: {error.strerror}.", place=Place(path), remedy="check the name."
        ) from error
    return query_of(path, text)


def query_of(path: Path, text: str) -> QueryFile:
    """A query and its head from a text; `path` is where it is said to be from.

    Raises:
        ContentProblem: the head is not TOML; the place names the line.
    """
    # Lines that are not of the head become empty lines, so that the line numbers of TOML are those of the file.
    lines = (line.removeprefix(_MARK).strip() if line.startswith(_MARK) else "" for line in text.splitlines())
    try:
        head = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        line = _line_of(error)
        raise ContentProblem(
            f"The head is not TOML: {error}.",
            place=Place(path, line),
            remedy=f'write each line of the head as {_MARK} key = value, with text in "quotes".',
        ) from error
    return QueryFile(path, head, text)


def _line_of(error: tomllib.TOMLDecodeError) -> int | None:
    """The line that TOML's message names, since Python 3.11 has it nowhere else."""
    named = re.search(r"at line (\d+)", str(error))
    return int(named[1]) if named else None
