"""The term that stands at the place of a finding, as it is written, and how it is written otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from mfa_graph.findings import Finding
from mfa_graph.validation.sheets import CELL
from mfa_graph.validation.tokens import Lines, Token, Unreadable, tokens
from mfa_graph.vocabulary import PREFIXES

__all__ = ["Spot"]

_DIRECTIVE = r"@?(?i:prefix)[ \t\r\n]+{name}:[ \t\r\n]*<(?P<iri>[^>]*)>"
_BASE = r"@?(?i:base)[ \t\r\n]+<(?P<iri>[^>]*)>"
_BARE = {"integer": r"[+-]?[0-9]+", "decimal": r"[+-]?[0-9]*\.[0-9]+", "boolean": "true|false"}

Edit = tuple[int, str, str]
"""How many characters stand before, what stands there, and what is to stand there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text with what begins there.

    Attributes:
        whole: The text.
        begins: How many characters stand before the place.
        parts: The tokens of the term there: one, or a string with its language tag or datatype; none in a sheet.
        cell: The cell there with its quotes, in a sheet; else ``""``.
    """

    whole: str
    begins: int
    parts: tuple[Token, ...] = ()
    cell: str = ""

    @classmethod
    def at(cls, text: str, finding: Finding, *, is_sheet: bool) -> Spot | None:
        """What stands at the place of a finding; None where nothing can be made of it."""
        begins = Lines(text).at(finding.line, finding.column)
        if is_sheet:
            found = CELL.match(text, begins)
            return None if found is None else cls(text, begins, cell=found["cell"])
        try:
            read = list(islice(tokens(text[begins:]), 3))
        except Unreadable:
            return None
        typed = read[0].kind == "string" and read[1].kind in ("at", "datatype")
        return cls(text, begins, tuple(read[: 1 + (typed and (1 + (read[1].kind == "datatype")))]))

    @property
    def _written(self) -> str:
        """The term as it stands there."""
        last = self.parts[-1]
        return self.whole[self.begins : self.begins + last.at + len(last.text)]

    def text(self, old: str, new: str) -> Edit | None:
        """Write another text between the quotes, or into the cell, and leave the rest of the term."""
        written = self.cell or (self.parts[0].text if self.parts[0].kind == "string" else "")
        quotes = re.match(r'"""|\'\'\'|"|\'|', written)
        assert quotes is not None
        size = quotes.end()
        inside = written[size : len(written) - size]
        if inside.strip() != old.strip() or any(sign in new for sign in '"\\'):
            return None
        return self.begins + size, inside, new

    def literal(self, old: str, new: str, datatype: str) -> Edit | None:
        """Write another literal of a datatype, in the manner in which the old one is written."""
        if not self.parts or self.parts[0].kind not in ("string", "number", "word"):
            return None
        name = datatype.removeprefix(PREFIXES["xsd"])
        if self.parts[0].kind != "string" and re.fullmatch(_BARE.get(name, "(?!)"), new):
            return self.begins, self._written, new
        mark = self.parts[0].text[0] if self.parts[0].kind == "string" else '"'
        return self.begins, self._written, f"{mark}{new}{mark}^^{self._type(datatype, name)}"

    def _type(self, datatype: str, name: str) -> str:
        """The datatype as this text writes it: with its own prefix, or whole where it has none for it."""
        declared = re.search(rf"(?i:prefix)[ \t\r\n]+([\w-]*):[ \t\r\n]*<{re.escape(PREFIXES['xsd'])}>", self.whole)
        return f"{declared[1]}:{name}" if declared and name != datatype else f"<{datatype}>"

    def address(self, old: str, new: str) -> Edit | None:
        """Write another last part of an address, or of the address of a datatype."""
        if not self.parts or self.parts[-1].kind not in ("iri", "name"):
            return None
        token = self.parts[-1]
        tail = f"{old}>" if token.kind == "iri" else old
        if not re.search(rf"(?:[/#:<]){re.escape(tail)}$", token.text):
            return None
        return self.begins + token.at + len(token.text) - len(tail), old, new

    def start_of_address(self, old: str, new: str) -> Edit | None:
        """Write another scheme: in the address, or in the prefix or base that it is written with."""
        scheme, other = old.partition(":")[0], new.partition(":")[0]
        if self.cell:
            return (self.begins, scheme, other) if self.cell == old else None
        token = self.parts[-1]
        if token.kind == "iri" and token.text.startswith(f"<{scheme}:"):
            return self.begins + token.at + 1, scheme, other
        prefix = _DIRECTIVE.format(name=re.escape(token.text.partition(":")[0]))
        for pattern in (prefix, _BASE) if token.kind == "name" else (_BASE,):
            for found in reversed(list(re.finditer(pattern, self.whole[: self.begins]))):
                if found["iri"] and old.startswith(found["iri"]):
                    return found.start("iri"), scheme, other
        return None
