"""Whether a query asks another server: SERVICE, of SPARQL 1.1 Federated Query."""

from __future__ import annotations

import re

__all__ = ["asks_elsewhere"]

_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>                # an IRI
      | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}        # texts, long and short
      | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
      | '(?:[^'\\\n\r]|\\.)*'
      | "(?:[^"\\\n\r]|\\.)*"
      | \#[^\n\r]*                               # a comment
      | [?$@]\w+                                 # a variable, a language
      | (?:\w[\w.-]*)?:(?:[\w.:%-]|\\.)*         # a prefixed name
      | (?P<word>\w+)""",
    re.VERBOSE | re.DOTALL,
)


def asks_elsewhere(query: str) -> bool:
    """Whether SERVICE stands in a query as a word of its own: in no name, text, comment or variable.

    Escaped letters are letters (SPARQL 1.1 Query, 19.2).
    """
    if "service" not in query.casefold() and "\\u" not in query.casefold():
        return False  # as nearly all do, some of them long
    read = _ESCAPED.sub(lambda found: _letter(found[1] or found[2]), query)
    return any((token["word"] or "").upper() == "SERVICE" for token in _TOKEN.finditer(read))


def _letter(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 else " "
