"""The table of RDF syntaxes."""

from __future__ import annotations

from pathlib import Path

import pytest

from mfa_graph.errors import UnknownName
from mfa_graph.formats import FORMATS, PACKINGS, Format, by_name, by_path, by_suffix, packing_of


def test_names_media_types_and_suffixes_are_unique() -> None:
    """Six syntaxes, and no name, media type or suffix stands for two of them."""
    assert len(FORMATS) == 6
    for column in ("name", "media_type", "suffix"):
        assert len({getattr(syntax, column) for syntax in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("syntax", FORMATS, ids=lambda syntax: syntax.name)
def test_a_format_is_found_by_all_its_names(syntax: Format) -> None:
    """Name, media type and suffix, with or without its dot, lead to the same format."""
    for name in (syntax.name, syntax.media_type, syntax.suffix, syntax.suffix[1:]):
        assert by_name(name) is syntax
    assert by_suffix(syntax.suffix) is syntax


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    """A misspelt format is answered with the one that was meant."""
    with pytest.raises(UnknownName, match="did you mean “turtle”"):
        by_name("turtel")
    assert by_suffix(".txt") is None


@pytest.mark.parametrize("syntax", FORMATS, ids=lambda syntax: syntax.name)
def test_a_packed_file_has_the_format_of_what_is_in_it(syntax: Format) -> None:
    """The suffix of a packing stands after that of the format."""
    plain = Path(f"a/b.c{syntax.suffix}")
    assert (by_path(plain), packing_of(plain)) == (syntax, None)
    for packing in PACKINGS:
        path = plain.with_name(plain.name + packing.suffix)
        assert (by_path(path), packing_of(path)) == (syntax, packing)
    assert by_path(Path("a.gz")) is None
    assert len(PACKINGS) == 2
