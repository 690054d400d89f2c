"""The tokens of Turtle and TriG (RDF 1.1), each with its place in the text.

The parsers that read data are exact but tell no places; these tokens do, and are read only where a finding has to be located.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Lines", "Token", "Unreadable", "tokens", "unescaped", "unescaped_name"]

# The character classes of the grammar (Turtle 6.5, productions 163s to 172s).
_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_CHARS = rf"{_BASE}_\-0-9\u00B7\u0300-\u036F\u203F-\u2040"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = rf"(?:[{_BASE}](?:[{_CHARS}.]*[{_CHARS}])?)?"
_LOCAL = rf"(?:[{_BASE}_:0-9]|{_ESCAPED})(?:(?:[{_CHARS}:.]|{_ESCAPED})*(?:[{_CHARS}:]|{_ESCAPED}))?"

_KINDS = {
    "space": r"[ \t\r\n]+|\#[^\r\n]*",
    "iri": r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>",
    "string": r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""' + r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"' + r"|'(?:[^'\\\r\n]|\\.)*'",
    "at": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "datatype": r"\^\^",
    "blank": rf"_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?",
    "name": rf"{_PREFIX}:(?:{_LOCAL})?",
    "number": r"[+-]?(?:(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)",
    "word": r"[A-Za-z]+",
    "mark": r"[.;,\[\](){}]",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.DOTALL)

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Unreadable(Exception):
    """The text does not follow the grammar, or uses more of it than RDF 1.1 has."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind, its text as written, and how many characters stand before it."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, without space and comments, and at its end one of the kind ``end``.

    Raises:
        Unreadable: something is no token.
    """
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise Unreadable(at)
        if found.lastgroup != "space":
            yield Token(found.lastgroup, found[0], at)
        at = found.end()
    yield Token("end", "", at)


def unescaped(text: str) -> str:
    """An IRI or string with its escapes resolved (Turtle 6.4)."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def unescaped_name(text: str) -> str:
    """The local part of a prefixed name with its escapes resolved: a backslash only shields the next character."""
    return re.sub(r"\\(.)", r"\1", text)


def _character(escape: re.Match[str]) -> str:
    number, long_number, short = escape.groups()
    if short is not None:
        return _SHORT.get(short, short)
    try:
        return chr(int(number or long_number, 16))
    except ValueError as error:
        raise Unreadable(escape[0]) from error


class Lines:
    """The lines of a text: which character stands in which of them."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", text))]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, counted from 1, of the character before which `at` others stand."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def at(self, line: int, column: int) -> int:
        """How many characters stand before the one in a line and column: the opposite of `place`."""
        return self._starts[line - 1] + column - 1
