"""How a name is spelt once all that people leave out, add or cannot type is taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Spelling", "with_all_words"]

_JOINED = dict.fromkeys(map(ord, "'’‘ʼ`\u00ad\u200c\u200d"))
"""What stands inside a word and is no letter of it: apostrophes, soft hyphens, joiners."""

_ACCENTS = frozenset({7, *range(27, 36), *range(200, 256)})
"""The combining classes of nuktas, of Arabic short vowels and of accents; other marks are vowels and voices of their script."""


@dataclass(frozen=True)
class Spelling:
    """A text in its own script and in Latin letters, each without case, accents, punctuation and leading zeros."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in their own script; a number is a word."""
        return _words(self.text)

    @cached_property
    def latin(self) -> tuple[str, ...]:
        """The words in Latin letters; in their own script where there are no Latin letters for them."""
        from anyascii import anyascii

        return self.words if self.text.isascii() else _words(anyascii(self.text)) or self.words

    @cached_property
    def word_set(self) -> frozenset[str]:
        """The words, whatever their order."""
        return frozenset(self.words)

    @cached_property
    def latin_set(self) -> frozenset[str]:
        """The words in Latin letters, whatever their order."""
        return frozenset(self.latin)

    @cached_property
    def joined(self) -> str:
        """The words written together."""
        return "".join(self.words)

    @cached_property
    def joined_latin(self) -> str:
        """The words in Latin letters, written together."""
        return "".join(self.latin)

    @cached_property
    def initials(self) -> str:
        """The first letters of the words that begin with a capital; nothing where there are fewer than three."""
        capitals = "".join(word[0] for word in re.split(r"[\s-]+", self.text) if word[:1].isupper())
        return capitals.casefold() if len(capitals) > 2 else ""


def with_all_words(text: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """The things of which one name has all the words of a text, whatever their order and whatever else is in it."""
    wanted = Spelling(text).word_set
    if not wanted:
        return []
    return [thing for thing, called in names.items() if any(wanted <= Spelling(name).word_set for name in called)]


def _words(text: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_JOINED)).casefold())
    kept = (_letter(character) for character in bare if unicodedata.combining(character) not in _ACCENTS)
    runs = re.findall(r"\d+|[^\d ]+", "".join(kept))
    return tuple(run.lstrip("0") or "0" if run.isdecimal() else run for run in runs)


def _letter(character: str) -> str:
    """A letter, digit or vowel sign as it is; a space for all else."""
    return character if unicodedata.category(character)[0] in "LMN" else " "
