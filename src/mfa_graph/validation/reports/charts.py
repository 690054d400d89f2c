"""Charts of bars: names and numbers are text, the bars between them inline SVG in the colours of the page that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["bars", "meter", "pairs"]


def bars(title: str, rows: Sequence[tuple[str, int, str]], *, short_names: bool = False) -> str:
    """A bar for each name and number; the third member is the CSS class of its colour."""
    most = max((number for _, number, _ in rows), default=0)
    drawn = "".join(
        f"<li>{_name(name)}{_bar(number, most, colour)}{_number(number)}</li>" for name, number, colour in rows
    )
    kind = "chart short" if short_names else "chart"
    return f'<ul class="{kind}" aria-label="{escape(title)}">{drawn}</ul>'


def pairs(title: str, rows: Sequence[tuple[str, int, int, str]]) -> str:
    """Two bars for each name, one for the number before and one for the number now."""
    most = max((max(before, now) for _, before, now, _ in rows), default=0)
    drawn = "".join(
        f"<li>{_name(name)}{_bar(before, most, 'before')}{_number(before, 'earlier')}"
        f"<span></span>{_bar(now, most, colour)}{_number(now, 'now')}</li>"
        for name, before, now, colour in rows
    )
    return f'<ul class="chart" aria-label="{escape(title)}">{drawn}</ul>'


def meter(part: int, whole: int) -> str:
    """A share as a small bar; the number beside it says the same."""
    return _bar(part, whole, "fill")


def _bar(number: int, most: int, colour: str) -> str:
    """A bar whose length is the share of the longest; what is not nothing can be seen."""
    length = max(1.0 if number else 0.0, 100 * number / most) if most else 0.0
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="track" width="100" height="10"/><rect class="{colour}" width="{length:.1f}" height="10"/></svg>'
    )


def _name(name: str) -> str:
    return f'<span class="name">{escape(name)}</span>'


def _number(number: int, word: str = "") -> str:
    return f'<span class="figure">{number:,}{f" {word}" if word else ""}</span>'
