"""Errors, for people: what is wrong, where, and what to do about it.

::

    MfaGraphError                 exit status 3, a broken run
    ├── SyntaxProblem             a file that cannot be read as what its name says
    ├── ContentProblem            a file that can be read but does not keep the house's rules
    ├── MissingContent            a file or folder that is not there, or holds nothing
    ├── UnwritableOutput          a place where nothing can be written
    ├── EndpointProblem           a SPARQL server that does not answer, or answers with an error
    ├── AddressProblem            an address of the web that cannot be read
    ├── QueryProblem              a query that the engine does not accept
    │   └── Unexplained           a query whose evidence cannot be given whole
    └── UsageProblem              exit status 2, a wrong word on the command line
        ├── UnknownName           a question, parameter, thing or format that nobody knows
        └── WrongValue            a value that does not fit its type

What is wrong with the *data* is a `mfa_graph.findings.Finding`, a value; exceptions are for runs that cannot go on.
Each class has a `code`, which is a heading of ``docs/reference/errors.md``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

__all__ = [
    "AddressProblem",
    "ContentProblem",
    "EndpointProblem",
    "MfaGraphError",
    "MissingContent",
    "Place",
    "QueryProblem",
    "SyntaxProblem",
    "Unexplained",
    "UnknownName",
    "UnwritableOutput",
    "UsageProblem",
    "WrongValue",
    "near_misses",
    "nearest",
    "not_utf8",
    "text_of",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is wrong: a file, and where known its line and column, counted from 1."""

    file: Path
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [str(self.file), *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class MfaGraphError(Exception):
    """The root of all errors that a run of mfa-graph raises on purpose."""

    code: ClassVar[str] = "broken-run"
    exit_status: ClassVar[int] = 3

    def __init__(self, message: str, *, remedy: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message} [{self.code}]\n  What to do: {self.remedy}"


class SyntaxProblem(MfaGraphError):
    """A file does not follow the grammar of the format that its suffix names."""

    code = "syntax"


class ContentProblem(MfaGraphError):
    """A file is well-formed but breaks a rule of the house, such as an unknown key in a question's head."""

    code = "content"


class MissingContent(MfaGraphError):
    """A file or folder that the run needs is not there or is empty."""

    code = "missing"


class UnwritableOutput(MfaGraphError):
    """The output cannot be written where it was asked for."""

    code = "unwritable"


class EndpointProblem(MfaGraphError):
    """A SPARQL endpoint cannot be reached, or refused the query."""

    code = "endpoint"


class AddressProblem(MfaGraphError):
    """An address of the web cannot be read: no server answers, it breaks off, or it leads where nobody should follow."""

    code = "address"


class QueryProblem(MfaGraphError):
    """The SPARQL engine does not accept a query, or it is of a kind that is not allowed here, such as one with SERVICE."""

    code = "query"


class Unexplained(QueryProblem):
    """A query has a construct whose evidence cannot be given whole, so none is given."""

    code = "unexplained"


class UsageProblem(MfaGraphError):
    """The call itself is wrong."""

    code = "usage"
    exit_status = 2


class UnknownName(UsageProblem):
    """A name that nothing here carries."""

    code = "unknown-name"


class WrongValue(UsageProblem):
    """A value that does not fit the type that is asked for."""

    code = "wrong-value"


def near_misses(name: str, known: Iterable[str], *, most: int = 3, cutoff: float = 0.5) -> list[str]:
    """The known names that come nearest to a misspelt one, the nearest first.

    Case is ignored, and a name that differs in nothing else comes alone. Names of the same letters and digits come first: an
    exchange of two of them, as in C198 for C189, is the commonest slip. `cutoff` is how alike two names must be, from 0 for
    anything to 1 for the same.
    """
    folded = name.casefold()
    by_folded = {candidate.casefold(): candidate for candidate in sorted(set(known))}
    if folded in by_folded:
        return [by_folded[folded]]
    exchanged = [each for each in by_folded if len(each) == len(folded) and sorted(each) == sorted(folded)]
    close = difflib.get_close_matches(folded, by_folded, n=most, cutoff=cutoff)
    exchanged = [each for each in close if each in exchanged] + [each for each in exchanged if each not in close]
    return [by_folded[each] for each in dict.fromkeys([*exchanged, *close])][:most]


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known names come nearest to a misspelt one, as a remedy in words.

    Case is ignored. Where nothing comes near and there are few names, all of them are listed.
    """
    names = sorted(set(known))
    close = near_misses(name, names)
    if close:
        return "did you mean " + " or ".join(f"“{match}”" for match in close) + "?"
    if len(names) <= 20:
        return "choose one of: " + ", ".join(names) + "."
    return f"there are {len(names)} to choose from, and none comes near."


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, with its line ends as they are and without a byte order mark.

    Raises:
        ContentProblem: it is in another encoding, or no text; the place names the line.
        OSError: it cannot be read.
    """
    body = path.read_bytes()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error
    if "\0" in text:
        raise not_utf8(path)
    return text


def not_utf8(path: Path, kind: type[MfaGraphError] = ContentProblem) -> MfaGraphError:
    """That a file is not UTF-8, with the line of the first byte that is not, and what the file seems to be instead."""
    body = path.read_bytes()
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return kind("This file is UTF-16.", place=Place(path, 1), remedy="save it as UTF-8.")
    if b"\0" in body:
        return kind("This file is no text.", place=Place(path, 1), remedy="write text, and save it as UTF-8.")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len((body[: error.start] + b"x").splitlines())
        return kind(
            f"This file is not UTF-8: in this line stands the byte {body[error.start]:#04x}.",
            place=Place(path, line),
            remedy="save it as UTF-8; it may be in a Windows encoding, or Latin-1.",
        )
    return kind("This file was changed while it was read.", place=Place(path), remedy="run this again.")
