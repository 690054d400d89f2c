"""The words behind passages, for those who have the text of the source.

A passage says where its words stand and does not carry them. Whoever has the same bytes, told by their digest, can read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, MissingContent, Place, UnknownName
from mfa_graph.questions.views import view_rows
from mfa_graph.store import Literal, NamedNode, Store

__all__ = ["quotes"]


def quotes(store: Store, content: Content, passages: Iterable[str], path: Path) -> dict[str, str]:
    """The words of those passages whose source has the text in the file, by the passages' IRIs.

    Raises:
        MissingContent: the file cannot be read.
        UnknownName: none of the passages is of a text with the file's SHA-256 digest.
        ContentProblem: the text is not UTF-8.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise MissingContent(
            f"The text cannot be read: {error.strerror}.", place=Place(path), remedy="check the name."
        ) from error
    names = [NamedNode(name) for name in sorted(set(passages))]
    found = view_rows(store, content, "positions", {"passage": names}).rows if names else ()
    digest = hashlib.sha256(body).hexdigest()
    places = [row for row in found if isinstance(row[1], Literal) and row[1].value == digest]
    if not places:
        texts = sorted({f"{row[4].value} (SHA-256 {row[1].value})" for row in found if row[1] and row[4]})
        told = " or ".join(texts) or "a source whose text has a digest here; none of these passages has one"
        raise UnknownName(f"{path} is not the text of a source of this answer.", remedy=f"name the text of {told}.")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentProblem("This text is not UTF-8.", place=Place(path), remedy="save it as it was.") from error
    return {
        passage.value: text[int(start.value) : int(end.value)]
        for passage, _, start, end, _ in places
        if passage is not None and start is not None and end is not None
    }
