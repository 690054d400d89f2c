"""Charts as inline SVG: bars, with their numbers as text, in the colours of the page that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["bars", "meter", "pairs"]

_ROW = 26
_NAMES = 190
_BARS = 340
_NUMBERS = 70


def bars(title: str, rows: Sequence[tuple[str, int, str]]) -> str:
    """A bar for each name and number; the third member is the CSS class of its colour."""
    most = max((number for _, number, _ in rows), default=0) or 1
    drawn = []
    for index, (name, number, colour) in enumerate(rows):
        top = index * _ROW
        length = max(2.0 if number else 0.0, number / most * _BARS)
        drawn += [
            _text(_NAMES - 10, top, name, "name"),
            f'<rect class="track" x="{_NAMES}" y="{top + 5}" width="{_BARS}" height="16" rx="4"/>',
            f'<rect class="{colour}" x="{_NAMES}" y="{top + 5}" width="{length:.1f}" height="16" rx="4"/>',
            _text(_NAMES + _BARS + 10, top, f"{number:,}", "number"),
        ]
    return _chart(title, "".join(drawn), len(rows) * _ROW, [f"{name}: {number:,}" for name, number, _ in rows])


def pairs(title: str, rows: Sequence[tuple[str, int, int, str]]) -> str:
    """Two bars for each name, one for the number before and one for the number now."""
    most = max((max(before, now) for _, before, now, _ in rows), default=0) or 1
    drawn = []
    for index, (name, before, now, colour) in enumerate(rows):
        top = index * 2 * _ROW
        drawn.append(_text(_NAMES - 10, top + _ROW / 2, name, "name"))
        for offset, number, shade in ((2, before, "before"), (24, now, colour)):
            length = max(2.0 if number else 0.0, number / most * _BARS)
            drawn.append(
                f'<rect class="{shade}" x="{_NAMES}" y="{top + offset}" width="{length:.1f}" height="18" rx="4"/>'
                f'<text class="number" x="{_NAMES + length + 8:.1f}" y="{top + offset + 14}">{number:,}</text>'
            )
    told = [f"{name}: {before:,} before, {now:,} now" for name, before, now, _ in rows]
    return _chart(title, "".join(drawn), len(rows) * 2 * _ROW, told)


def meter(part: int, whole: int) -> str:
    """A share as a small bar beside its number, which says the same."""
    width = 0 if not whole else max(2.0 if part else 0.0, part / whole * 60)
    return (
        '<svg class="meter" viewBox="0 0 60 8" width="60" height="8" aria-hidden="true">'
        '<rect class="track" width="60" height="8" rx="3"/>'
        f'<rect class="fill" width="{width:.1f}" height="8" rx="3"/></svg>'
    )


def _text(x: float, top: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{top + 18:g}">{escape(text)}</text>'


def _chart(title: str, drawn: str, height: int, told: Sequence[str]) -> str:
    width = _NAMES + _BARS + _NUMBERS
    words = escape(f"{title}. {'; '.join(told)}.")
    return (
        f'<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-label="{words}">'
        f"<title>{escape(title)}</title>{drawn}</svg>"
    )
