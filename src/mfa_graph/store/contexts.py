"""JSON-LD that rests on a context somewhere else: it is refused, since no address is ever opened, on the web or on the disk."""

from __future__ import annotations

import re

from mfa_graph.errors import Place, SyntaxProblem

__all__ = ["named_in", "refusal"]

_NAMED = re.compile(rb'"@(?:context|import)"\s*:\s*\[?\s*"((?:[^"\\]|\\.)*)"')
_SIGNS = ("LoadDocumentCallback", "remote context")
"""What stands in the messages of Oxigraph's parser, which loads nothing, where a document asks it to."""


def refusal(address: str, place: Place | None = None) -> SyntaxProblem:
    """That a document rests on the context at an address."""
    return SyntaxProblem(
        f"This JSON-LD rests on a context at “{address}”, and no address is opened here.",
        place=place,
        remedy="put the context itself into the document, where its address stands now.",
    )


def named_in(body: bytes, error: Exception) -> str | None:
    """The address of the context for want of which a JSON-LD text was not read; None if `error` has another cause."""
    if not any(sign in str(error) for sign in _SIGNS):
        return None
    found = _NAMED.search(body)
    return found[1].decode(errors="replace") if found else "an address"
