"""What a release is called, who made it, under which licence: read from ``CITATION.cff``, the one place where it is written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import mfa_graph
from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, MissingContent, Place
from mfa_graph.exporters.manifest import data_date
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.views import view_rows
from mfa_graph.store import Store

__all__ = ["Release", "release_at", "release_of", "release_on"]

_LINE = re.compile(r'^(?:  - )?([a-z-]+): *("(?:[^"\\]|\\.)*"|[^#\n]*?) *$', re.MULTILINE)
_LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True, slots=True)
class Release:
    """A release of the graph: what is cited when it is cited. `date` is the day of its data, never of the clock."""

    title: str
    abstract: str
    authors: tuple[str, ...]
    version: str
    date: str
    licence_name: str
    licence: str
    address: str

    @property
    def note(self) -> str:
        """What whoever opens its files should know."""
        return f"{self.abstract} An empty cell is not known, which is never to say no. Data of {self.date}."


def release_of(graph: KnowledgeGraph, content: Content) -> Release:
    """The release that a graph is, by the file ``CITATION.cff`` at the root of its content and the day of its data; `release_on`.

    Raises:
        MissingContent: there is no such file.
        ContentProblem: a line of it is missing.
    """
    return release_on(data_date(graph), content)


def release_on(date: str, content: Content) -> Release:
    """The release of a day, by the file ``CITATION.cff`` at the root of a content.

    A content root without one is cited as this project, whose model and tools it uses.

    Raises:
        MissingContent: there is no such file.
        ContentProblem: a line of it is missing.
    """
    roots = (content.root, Content.bundled().root)
    path = next(
        (root / "CITATION.cff" for root in roots if (root / "CITATION.cff").is_file()), roots[0] / "CITATION.cff"
    )
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise MissingContent(
            "Nothing says how this content is cited.",
            place=Place(path),
            remedy="write a CITATION.cff (Citation File Format 1.2).",
        ) from error
    lines = [(key, json.loads(value) if value.startswith('"') else value) for key, value in _LINE.findall(text)]
    said = dict(lines)
    for key in ("title", "abstract", "name", "license", "url"):
        if not said.get(key):
            raise ContentProblem(
                f"“{key}” is missing.", place=Place(path), remedy=f'write a line such as {key}: "...".'
            )
    return Release(
        title=said["title"],
        abstract=said["abstract"],
        authors=tuple(value for key, value in lines if key == "name"),
        version=mfa_graph.__version__,
        date=date,
        licence_name=said["license"],
        licence=_LICENCES.get(said["license"], f"https://spdx.org/licenses/{said['license']}.html"),
        address=said["url"],
    )


def release_at(store: Store, content: Content) -> Release:
    """The release that a store holds. A server does not say which: its day is the newest day on which it has seen a source.

    Raises:
        MissingContent, ContentProblem: see `release_on`.
    """
    if isinstance(store, KnowledgeGraph):
        return release_of(store, content)
    ((day, _),) = view_rows(store, content, "days")
    return release_on(day.value if day else "", content)
