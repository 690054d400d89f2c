"""What a JSON-LD processor may load: the contexts that it was given, and nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mfa_graph.store.contexts import refusal

__all__ = ["Loader", "offline"]

Loader = Callable[[str, Any], dict[str, Any]]
"""What PyLD calls for a document (LoadDocumentCallback, JSON-LD 1.1 API, 9.4) with its address and options."""


def offline(known: Mapping[str, Any]) -> Loader:
    """A loader of the documents in `known`, by their addresses; it opens no connection and no file.

    Raises:
        SyntaxProblem: (the loader) any other address is asked for.
    """

    def load(address: str, options: Any) -> dict[str, Any]:
        if address not in known:
            raise refusal(address)
        return {
            "contextUrl": None,
            "documentUrl": address,
            "contentType": "application/ld+json",
            "document": known[address],
        }

    return load
