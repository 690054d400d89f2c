"""What several verbs have in common: where the content is, which store is asked, tables, and telling of progress."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName
from mfa_graph.vocabulary import shortened

if TYPE_CHECKING:
    from mfa_graph.questions.ask import Asker
    from mfa_graph.store import Store

__all__ = ["content_option", "endpoint_option", "engine_option", "note", "one_thing", "progress", "store_at", "table"]

_LONGEST_WORD = 40


def content_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--content DIR``, given to the command as a `Content`."""
    return click.option(
        "--content",
        metavar="DIR",
        default=None,
        callback=lambda ctx, param, value: Content.bundled() if value is None else Content(Path(value).resolve()),
        help="The folder that holds ontology/, shapes/, data/ and queries/. [default: what came with this installation]",
    )(command)


def endpoint_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--endpoint URL``, for `store_at`."""
    return click.option(
        "--endpoint",
        metavar="URL",
        help="Ask a SPARQL server that holds the graph instead of the graph in this installation.",
    )(command)


def store_at(endpoint: str | None, content: Content) -> Store:
    """The SPARQL server at an address; without one the graph of a content root."""
    if endpoint is None:
        from mfa_graph.assembly import recall

        return recall(content)
    from mfa_graph.store.remote import RemoteStore

    return RemoteStore(endpoint)


def engine_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--engine NAME``, the SHACL engine; that there is such a one is said before the long work begins."""
    return click.option(
        "--engine",
        metavar="NAME",
        default=None,
        callback=_known_engine,
        help="The SHACL engine: pyshacl or shacl. [default: shacl where it is installed, which is faster]",
    )(command)


def _known_engine(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from mfa_graph.validation.engines import engine_named

    if value is not None:
        engine_named(value)
    return value


def note(words: str) -> None:
    """Say beside the output what whoever runs the command should read."""
    click.echo(words, err=True)


def one_thing(asker: Asker, text: str) -> str:
    """The one thing that is called so.

    Raises:
        UnknownName: nothing is, or several things are.
    """
    things = [thing.value for thing in asker.called(text)]
    if len(things) > 1:
        labels = asker.labels(things, language="en")
        offered = [f"“{labels.get(thing) or thing}” ({shortened(thing)})" for thing in things]
        raise UnknownName(
            f"“{text}” is a name of {len(things)} things.", remedy=f"name one of them: {' or '.join(offered)}."
        )
    return things[0]


def progress(words: str) -> None:
    """Say on a terminal what is being done; nothing on a pipe."""
    if sys.stderr.isatty():
        click.echo(f"{words} ...", err=True)


def table(headings: list[str], rows: list[list[str]]) -> str:
    """A table for a terminal, no wider than it if its words allow: cells are wrapped between words."""
    from prettytable import PrettyTable, TableStyle

    drawn = PrettyTable(headings, align="l", break_on_hyphens=False)
    drawn.set_style(TableStyle.SINGLE_BORDER)
    drawn.add_rows(rows)
    for heading, width in zip(headings, _widths([headings, *rows]), strict=True):
        drawn.max_width[heading] = width
    return drawn.get_string()


def _widths(lines: list[list[str]]) -> list[int]:
    """Column widths in characters that fill the terminal at most: the widest column gives way first, never below a word.

    A word of more than `_LONGEST_WORD` letters, such as an address, may be broken.
    """
    columns = list(zip(*lines, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns]
    floors = [
        min(_LONGEST_WORD, max(len(word) for cell in column for word in cell.split() or [""])) for column in columns
    ]
    room = shutil.get_terminal_size((120, 24)).columns - 3 * len(columns) - 1
    while sum(widths) > room:
        spare = [index for index, width in enumerate(widths) if width > floors[index]]
        if not spare:
            break
        widths[max(spare, key=lambda index: widths[index])] -= 1
    return widths
