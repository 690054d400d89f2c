"""The harvester's own rules, in words, and how a feed stands to each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["RULES", "SIZE_LIMIT", "Judgement", "Verdict"]

SIZE_LIMIT = 50 * 1024 * 1024
"""How many bytes of one page the harvester reads, unless its portal set another limit."""

RULES = {
    "address": "The address begins with http: or https:.",
    "head": "HEAD is asked first; if it fails, GET is tried (until 2026 only after 400 or 405). HEAD follows no redirect.",
    "get": "GET answers with the feed. It says Accept: */*, so nothing is negotiated.",
    "type": "The Content-Type chooses the parser. None means RDF/XML; one that no parser has ends the harvest.",
    "size": f"A page has at most {SIZE_LIMIT // 1024 // 1024} MB, by its Content-Length and as it is read.",
    "utf-8": "The bytes are UTF-8, whatever the Content-Type says.",
    "rdf": "The text is RDF of that type.",
    "pages": "hydra:next leads to the next page; a page equal to the first ends the walk.",
    "datasets": "Every dcat:Dataset in the feed becomes a dataset. A feed without one empties the portal's copy.",
    "title": "Each dataset has a title. The first without one ends the whole harvest.",
    "tags": "A tag has 2 to 100 letters, digits, spaces and “-_.”. Another one, and the portal refuses its dataset.",
    "guid": "A dataset is known by its address, else by dct:identifier, else by its title. Two with one name become one.",
    "vanished": "A dataset of the last harvest that is not in the feed is deleted from the portal.",
    "again": "A second harvest of an unchanged feed changes nothing.",
}
"""Each rule by its name, in the order in which the harvester comes to it."""


class Verdict(Enum):
    """How a feed stands to a rule."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a feed stands to one of the `RULES`, and what was seen."""

    rule: str
    verdict: Verdict
    seen: str

    def as_json(self) -> dict[str, str]:
        """The judgement and its rule as plain values."""
        return {"rule": self.rule, "says": RULES[self.rule], "verdict": self.verdict.value, "seen": self.seen}


def kept(rule: str, seen: str) -> Judgement:
    """The rule is kept."""
    return Judgement(rule, Verdict.KEPT, seen)


def broken(rule: str, seen: str) -> Judgement:
    """The rule is broken."""
    return Judgement(rule, Verdict.BROKEN, seen)


def not_judged(rule: str, seen: str) -> Judgement:
    """The rule cannot be judged here."""
    return Judgement(rule, Verdict.NOT_JUDGED, seen)
