"""What answers are made of: terms as cells, and how a passage is cited."""

from __future__ import annotations

from dataclasses import dataclass

from mfa_graph.store import Literal, NamedNode, Term
from mfa_graph.vocabulary import XSD

__all__ = ["Citation", "cell_of"]


@dataclass(frozen=True, slots=True)
class Citation:
    """How a passage is cited: the source's title, the place in it, the day on which it was seen, its address.

    `seen` and `address` are empty where they are not known.
    """

    passage: str
    title: str
    locator: str
    seen: str = ""
    address: str = ""

    def __str__(self) -> str:
        seen = f" (seen {self.seen})" if self.seen else ""
        address = f". {self.address}" if self.address else ""
        return f"{self.title}: {self.locator}{seen}{address}"


def cell_of(term: Term) -> dict[str, str]:
    """A term as SPARQL 1.1 Query Results JSON 3.2.2 writes it."""
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case Literal() if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        case Literal() if term.datatype.value == XSD.string:
            return {"type": "literal", "value": term.value}
        case Literal():
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        case _:
            return {"type": "bnode", "value": term.value}
