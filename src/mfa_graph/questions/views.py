"""The views of the content: small queries under ``queries/views/`` that several parts of the program ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mfa_graph.assets import Content
from mfa_graph.heads import QueryFile, read_query
from mfa_graph.store import Solutions, Store

__all__ = ["view_file", "view_rows"]

_ALL: Mapping[str, Sequence[object]] = {}


def view_file(content: Content, name: str) -> QueryFile:
    """The file of a view.

    Raises:
        MissingContent: there is none of that name.
    """
    return read_query(content.folder("queries") / "views" / f"{name}.rq")


def view_rows(store: Store, content: Content, name: str, values: Mapping[str, Sequence[object]] = _ALL) -> Solutions:
    """The rows of a view in a store, with some terms for its parameters."""
    answer = store.query(view_file(content, name).filled(values))
    assert isinstance(answer, Solutions), "a view is a SELECT query"
    return answer
