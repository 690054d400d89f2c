"""What things are called, to find the one that a misspelt address was meant for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property

from mfa_graph.errors import near_misses
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, NamedNode
from mfa_graph.vocabulary import BASE, MFA, RDF, RDFS, SKOS

__all__ = ["Names", "slug"]

_NAMING = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.notation, RDFS.label, MFA.instrumentCode, MFA.isoCode})
_NUMBER = re.compile(r"\d+")
_CLOSE = 0.6


def slug(text: str) -> str:
    """A text as the last part of an address is written: small letters, digits and hyphens."""
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-")


class Names:
    """The things of a graph that have a class, by all that they are called: the ends of their addresses, labels and codes."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph

    @cached_property
    def classes(self) -> dict[str, set[str]]:
        """The classes that are stated of each thing, by the thing's IRI; what rules infer is no description."""
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self._graph.written:
            if quad.predicate.value == RDF.type and isinstance(quad.object, NamedNode):
                found[getattr(quad.subject, "value", "")].add(quad.object.value)
        return dict(found)

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """The names of each described thing, as slugs."""
        found = {iri: {slug(iri.rpartition("/")[2])} for iri in self.classes}
        for quad in self._graph.written:
            subject = getattr(quad.subject, "value", "")
            if quad.predicate.value in _NAMING and isinstance(quad.object, Literal) and subject in found:
                found[subject].add(slug(quad.object.value))
        return found

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for iri in self.classes:
            if iri.startswith(BASE):
                found[iri.rpartition("/")[0]].append(iri)
        return dict(found)

    def siblings(self, iri: str) -> list[str]:
        """The described things whose addresses differ from this one in the last part only."""
        return self._folders.get(iri.rpartition("/")[0], [])

    def near(self, iri: str, *, among: Collection[str] | None = None) -> list[str]:
        """The addresses of the things that a misspelt address may have been meant for, the likeliest first, three at most.

        First the last part is looked for among things of the same kind, by address, label and code; then the address as a whole.
        `among` narrows what is looked at.
        """
        folder, _, name = iri.rpartition("/")
        kin = [each for each in self.siblings(iri) if among is None or each in among] or list(among or ())
        if kin:
            return self._by_name(name, kin)
        folders = [each for each in near_misses(folder, self._folders, cutoff=0.8) if f"{each}/{name}" in self.classes]
        return [f"{each}/{name}" for each in folders] or near_misses(iri, self._elsewhere(folder), cutoff=0.9)

    def called(self, text: str, things: Collection[str]) -> list[str]:
        """Those of some things that have a name like this text, the likeliest first, three at most."""
        return self._by_name(text, things)

    def _elsewhere(self, folder: str) -> Iterator[str]:
        """The described things under the same top folder, such as ``id/``."""
        top = folder.removeprefix(BASE).partition("/")[0]
        return (iri for iri in self.classes if iri.startswith(f"{BASE}{top}/"))

    def _by_name(self, text: str, things: Collection[str]) -> list[str]:
        """By the whole name, then by an exchange of digits, then by all words of the text, then by likeness."""
        wanted = slug(text)
        names: dict[str, str] = {name: iri for iri in sorted(things) for name in self._called.get(iri, ())}
        exact = [iri for name, iri in names.items() if name == wanted]
        like = [names[name] for name in near_misses(wanted, names, most=6, cutoff=_CLOSE)]
        words = set(wanted.split("-"))
        holding = [names[name] for name in sorted(names) if len(words) > 1 and words <= set(name.split("-"))]
        numbered = [names[name] for name in sorted(names) if _exchanged(wanted, name)]
        return list(dict.fromkeys(exact or [*numbered, *holding, *like]))[:3]


def _exchanged(one: str, other: str) -> bool:
    """Whether two names that hold a number of two digits or more differ in the order of its digits."""
    numbers, others = (set(_NUMBER.findall(name)) for name in (one, other))
    return any(
        a != b and len(a) > 1 and a.lstrip("0") != b.lstrip("0") and sorted(a) == sorted(b)
        for a in numbers - others
        for b in others - numbers
    )
