"""Things by name: in any language and script, with typos, without accents, with words left out or in another order.

A name is found in one of the `WAYS`, and what is found in a surer way comes first. Among names that are equally sure things come
before sources, these before relations, and these before the terms of the ontology; then the closer name, an English one, the
shorter name, the label and the IRI decide, so that the order is always the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TypeAlias

from mfa_graph.assets import Content
from mfa_graph.errors import UsageProblem, WrongValue
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.spelling import Spelling
from mfa_graph.questions.views import view_rows
from mfa_graph.store import Literal, NamedNode, Store
from mfa_graph.vocabulary import RDFS, SKOS

__all__ = ["WAYS", "Found", "Named", "Search", "read_named"]

WAYS = {
    "name": "it is the name",
    "spelling": "it is the name but for case, accents, spaces and punctuation, or the last word of the address",
    "transliteration": "it is the name in other letters",
    "initials": "it is the first letters of the name",
    "beginning": "the name begins so",
    "words": "all its words are in the name",
    "near": "it comes near to the name",
}
"""How a text can lead to a name, the surest way first."""

_RANK = {way: rank for rank, way in enumerate(WAYS)}
_SURE = {**_RANK, "words": _RANK["beginning"]}
"""Which ways are equally sure: the first words of a name lead to it no more surely than others of them."""

_NEAR = 0.75
"""How alike a text and a name must be, from 0 to 1, for the one to be taken as a misspelling of the other."""

_FAR = 0.5
"""How alike they must be for a name to be offered where nothing is found."""

_NEAR_WORD = 0.6
"""The same for one word of them; what is less alike is another word."""

_LONGEST = 500
"""No name has so many characters, and a text that has more would take long."""

_OWN = 0.15
"""How much of the likeness is lost where a name has words that the text has not."""


_THING, _TERM = 1, 4
"""The standings of things and of terms: their addresses are made to be typed, those of sources and of relations are not."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with what it is called: its label, its kind in words, and all its names, each with the languages that it is of.

    Its standing is that of ``queries/views/named.rq``.
    """

    thing: str
    label: str
    kind: str
    names: Mapping[str, tuple[str, ...]]
    standing: int = _THING


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was found: its label and kind, the name that led to it, in which way, and how alike it is, from 0 to 1."""

    thing: str
    label: str
    kind: str
    name: str
    languages: tuple[str, ...]
    way: str
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    named: Named
    name: str
    languages: tuple[str, ...]
    spelling: Spelling
    is_address: bool = False


_Index: TypeAlias = dict[str, set[int]]
"""The numbers of the names that have a word, or that are one when written together."""


class Search:
    """Finds things by their names.

    Raises:
        UsageProblem: the libraries of the extra ``[search]`` are not installed.
    """

    def __init__(self, things: Iterable[Named]) -> None:
        if not all(find_spec(module) is not None for module in ("anyascii", "rapidfuzz")):
            raise UsageProblem(
                "RapidFuzz and AnyAscii, which search needs, are not installed.",
                remedy='pip install "mfa-graph[search]".',
            )
        self._entries = [entry for named in things for entry in _entries(named)]
        self._by_word: _Index = defaultdict(set)
        self._by_whole: _Index = defaultdict(set)
        for number, entry in enumerate(self._entries):
            for words in (entry.spelling.words, entry.spelling.latin):
                self._by_whole["".join(words)].add(number)
                for word in words:
                    self._by_word[word].add(number)

    def find(self, text: str, *, most: int = 10) -> list[Found]:
        """The things that `text` may name, the likeliest first; none where nothing is called so or nearly so.

        Raises:
            WrongValue: there is no letter and no digit in the text, or it is longer than any name.
        """
        return self._best(text, most, _NEAR)

    def nearest(self, text: str, *, most: int = 3) -> list[Found]:
        """The things whose names come nearest to `text`, far as that may be."""
        return self._best(text, most, _FAR)

    def _best(self, text: str, most: int, threshold: float) -> list[Found]:
        if len(text) > _LONGEST:
            raise WrongValue(f"The text has {len(text):,} characters.", remedy="write a name, or some words of one.")
        wanted = Spelling(unicodedata.normalize("NFC", text.strip()))
        if not wanted.words:
            raise WrongValue(f"“{text}” has no letter and no digit.", remedy="write a name, or some words of one.")
        best: dict[str, tuple[tuple[object, ...], Found]] = {}
        for entry, way, score in self._matches(wanted, threshold):
            ranked = _ranked(entry, way, score)
            best[entry.named.thing] = min(ranked, best.get(entry.named.thing, ranked), key=lambda pair: pair[0])
        return [found for _, found in sorted(best.values(), key=lambda pair: pair[0])[:most]]

    def _matches(self, wanted: Spelling, threshold: float) -> Iterator[tuple[_Entry, str, float]]:
        """Every name that the text may stand for, in its surest way."""
        sure: set[int] = set()
        for number, entry in enumerate(self._entries):
            if (way := _way(wanted, entry)) is not None:
                sure.add(number)
                yield entry, way, _share(wanted, entry.spelling)
        for number, score in self._alike(wanted).items():
            if score >= threshold and number not in sure:
                yield self._entries[number], "near", score

    def _alike(self, wanted: Spelling) -> dict[int, float]:
        """How alike each name that has all numbers of the text is to it, by its place: as a whole, or word by word."""
        alike: dict[int, float] = defaultdict(float)
        for words in {wanted.words, wanted.latin}:
            numbers = {word for word in words if word.isdecimal()}
            for scores in (_like("".join(words), self._by_whole), self._alike_in_words(words)):
                for number, score in scores.items():
                    if numbers <= {*self._entries[number].spelling.words, *self._entries[number].spelling.latin}:
                        alike[number] = max(score, alike[number])
        return alike

    def _alike_in_words(self, words: Sequence[str]) -> dict[int, float]:
        """How alike the names are to some words, each word weighing as much as it is long."""
        length = sum(map(len, words))
        alike: dict[int, float] = defaultdict(float)
        for word in words:
            for number, score in _like(word, self._by_word).items():
                alike[number] += score * len(word) / length
        for number in alike:
            share = min(length / max(len(self._entries[number].spelling.joined), 1), 1.0)
            alike[number] *= 1 - _OWN + _OWN * share
        return alike


def read_named(store: Store, content: Content, *, language: str = "en") -> list[Named]:
    """Everything in a store that has a name, as ``queries/views/named.rq`` tells it."""
    names: dict[str, set[tuple[bool, str, str]]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    standings: dict[str, int] = {}
    for thing, prop, name, kind, standing in view_rows(store, content, "named"):
        if isinstance(thing, NamedNode) and isinstance(name, Literal) and prop is not None and kind is not None:
            is_other = prop.value not in (SKOS.prefLabel, RDFS.label)
            names[thing.value].add((is_other, name.value, name.language or ""))
            kinds[thing.value].add(kind.value)
            standings[thing.value] = int(standing.value) if isinstance(standing, Literal) else _THING
    called = Asker(store, content).labels({kind for each in kinds.values() for kind in each}, language=language)
    return [
        Named(
            thing,
            min(known, key=lambda name: (name[0], name[2] != language, name[2] != "en", name[1]))[1],
            ", ".join(sorted(called.get(kind) or _spelt_out(kind) for kind in kinds[thing])),
            {name: tuple(sorted({tag for _, other, tag in known if other == name and tag})) for _, name, _ in known},
            standings[thing],
        )
        for thing, known in names.items()
    ]


def _spelt_out(kind: str) -> str:
    """The name of a class of others in words: “Object property”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split("[/#]", kind)[-1]).capitalize()


def _entries(named: Named) -> Iterator[_Entry]:
    """The names of a thing, and the last word of its address, which is a name that people use too."""
    for name, languages in named.names.items():
        yield _Entry(named, name, languages, Spelling(unicodedata.normalize("NFC", name)))
    if named.standing in (_THING, _TERM):
        address = re.split("[/#]", named.thing)[-1]
        yield _Entry(named, address, (), Spelling(address), is_address=True)


def _like(word: str, index: _Index) -> dict[int, float]:
    """The numbers that stand in an index under what is like a word, and how alike it is; a number is like no other."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    alike: dict[int, float] = {}
    lowest = 1.0 if word.isdecimal() else _NEAR_WORD
    for candidate, score, _ in extract(
        word, list(index), scorer=OSA.normalized_similarity, score_cutoff=lowest, limit=None
    ):
        for number in index[candidate]:
            alike[number] = max(score, alike.get(number, 0.0))
    return alike


def _way(wanted: Spelling, entry: _Entry) -> str | None:
    """The surest way in which the text leads to the name, if any does but likeness."""
    spelling = entry.spelling
    joined, latin, its_joined, its_latin = wanted.joined, wanted.joined_latin, spelling.joined, spelling.joined_latin
    if wanted.text == spelling.text and not entry.is_address:
        return "name"
    if joined == its_joined:
        return "spelling"
    if latin == its_latin:
        return "transliteration"
    if joined == spelling.initials:
        return "initials"
    if its_joined.startswith(joined) or its_latin.startswith(latin):
        return "beginning"
    if wanted.word_set <= spelling.word_set or wanted.latin_set <= spelling.latin_set:
        return "words"
    return None


def _share(wanted: Spelling, spelling: Spelling) -> float:
    """How much of a name the text makes up."""
    return min(len(wanted.joined_latin) / max(len(spelling.joined_latin), 1), 1.0)


def _ranked(entry: _Entry, way: str, score: float) -> tuple[tuple[object, ...], Found]:
    named = entry.named
    found = Found(named.thing, named.label, named.kind, entry.name, entry.languages, way, round(score, 3))
    # Where nothing is sure, what is much more alike comes first, of whatever kind it is.
    rough = -round(score, 1) if way == "near" else 0.0
    order = (
        _SURE[way],
        rough,
        named.standing,
        _RANK[way],
        -found.score,
        "en" not in entry.languages,
        len(entry.name),
        named.label,
        named.thing,
    )
    return (*order, entry.is_address, entry.name), found
