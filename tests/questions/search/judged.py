"""Queries as users would type them, each with what is wrong with it and the thing that is meant.

They were written before the search was tried on them; what it does not find stays in the file.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mfa_graph.questions.search import Search
from mfa_graph.vocabulary import BASE

__all__ = ["Judged", "rank", "read_judged", "success"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, how it departs from the name, and the thing that is meant."""

    query: str
    how: str
    expected: str


def read_judged() -> list[Judged]:
    """All judged queries, in the order of the file."""
    with Path(__file__).with_name("judged.csv").open(encoding="utf-8", newline="") as file:
        return [Judged(row["query"], row["how"], BASE + row["expected"]) for row in csv.DictReader(file)]


def rank(search: Search, judged: Judged) -> int | None:
    """The place of the thing that is meant among the ten that are shown, from 1; None where it is not among them."""
    things = [found.thing for found in search.find(judged.query)]
    return things.index(judged.expected) + 1 if judged.expected in things else None


def success(ranks: Sequence[int | None], most: int) -> float:
    """The share of queries for which the thing that is meant is among the first `most`."""
    return sum(place is not None and place <= most for place in ranks) / len(ranks)
