"""How good the graph is, in numbers: what it covers, what it lists whole, what only one passage or source says.

Every number is the answer of a query of the content: the views ``quality-*``, and question 25 for what is missing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.views import view_rows

__all__ = ["Coverage", "Listed", "Quality", "Share", "quality_of"]

_MISSING = "q25"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `whole` are so: `part`."""

    name: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many things are said to be of a class, and how many of them have a label, a text, a passage that names them, a date."""

    name: str
    things: int
    labels: int
    texts: int
    passages: int
    dates: int


@dataclass(frozen=True, slots=True)
class Listed:
    """How many bodies or instruments have a list, how many lists are whole, and the newest day of a whole one, or ``""``."""

    name: str
    lists: int
    whole: int
    newest: str


@dataclass(frozen=True, slots=True)
class Quality:
    """The numbers of one graph.

    Attributes:
        statements: Statements that passages make, each counted once.
        single: Those of them that only one passage makes.
        sources: Sources with a passage.
        things: Things that somebody gives a class.
        newest: The newest day on which a source was seen, or ``""``.
        coverage: The classes, the fullest first.
        languages: Things with a label in each language, by its tag; ``""`` for labels without a language.
        lists: The properties by which lists are kept.
        missing: What is not known, by kind.
        subjects: The statements that one passage only makes, by class of their subject.
        relations: Relations that one source only tells of, by class.
    """

    statements: int
    single: int
    sources: int
    things: int
    newest: str
    coverage: tuple[Coverage, ...]
    languages: tuple[tuple[str, int], ...]
    lists: tuple[Listed, ...]
    missing: tuple[tuple[str, int], ...]
    subjects: tuple[Share, ...]
    relations: tuple[Share, ...]


def quality_of(graph: KnowledgeGraph, content: Content) -> Quality:
    """The numbers of a graph.

    Raises:
        MissingContent: the content lacks a view.
        UnknownName: it lacks the question of what is missing.
    """

    def rows(name: str) -> list[list[str]]:
        found = view_rows(graph, content, f"quality-{name}")
        return [["" if cell is None else cell.value for cell in row] for row in found]

    *counts, newest = rows("size")[0]
    statements, single, sources, things = (int(count or 0) for count in counts)  # an empty graph leaves cells empty
    return Quality(
        statements=statements,
        single=single,
        sources=sources,
        things=things,
        newest=newest,
        coverage=tuple(Coverage(graph.label(kind), *map(int, counts)) for kind, *counts in rows("classes") if kind),
        languages=tuple((tag, int(count)) for tag, count in rows("languages") if count != "0"),
        lists=tuple(Listed(graph.label(of), int(n), int(whole), day) for of, n, whole, day in rows("lists") if of),
        missing=_missing(graph, content),
        subjects=tuple(Share(graph.label(kind), int(one), int(all_)) for kind, all_, one in rows("single") if kind),
        relations=tuple(Share(graph.label(kind), int(one), int(all_)) for kind, all_, one in rows("relations") if kind),
    )


def _missing(graph: KnowledgeGraph, content: Content) -> tuple[tuple[str, int], ...]:
    """How much of each kind is missing, the most first."""
    solutions = graph.select(Catalogue.read(content).get(_MISSING).file.text)
    kinds = Counter(getattr(row[0], "value", "") for row in solutions)
    return tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))
