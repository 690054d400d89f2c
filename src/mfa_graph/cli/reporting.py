"""How a check tells what it found: the form that is printed, the reports that are written besides, and the options for both."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mfa_graph.errors import UnknownName, UsageProblem
from mfa_graph.findings import Report, Severity
from mfa_graph.validation.reports import FORMS

if TYPE_CHECKING:
    from mfa_graph.assets import Content
    from mfa_graph.graph import KnowledgeGraph
    from mfa_graph.validation.reports.earlier import Earlier

__all__ = ["Reporting", "called_so", "reporting_options", "severity_option"]

_WIDEST = 100
_COLOURS: dict[str, dict[str, Any]] = {
    "violation": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "cyan", "bold": True},
    "place": {"underline": True},
    "label": {"bold": True},
    "faint": {"dim": True},
}


@dataclass(frozen=True, slots=True)
class Reporting:
    """What is printed and what is written.

    Attributes:
        form: The form that is printed, one of `FORMS`.
        others: The forms that are written, each with its file.
        least: The lightest finding that text tells in full.
        fail_on: The lightest finding for which the run fails; None where the command line does not say.
        earlier: The report that the quality page compares with, or None.
        links: What the address of a file begins with in forms that have links, or ``""``.
    """

    form: str
    others: tuple[tuple[str, Path], ...]
    least: Severity
    fail_on: Severity | None
    earlier: Earlier | None
    links: str

    @property
    def fails(self) -> Severity:
        """The lightest finding for which the run fails, if nobody says another."""
        return Severity.VIOLATION if self.fail_on is None else self.fail_on

    def give(self, report: Report, graph: KnowledgeGraph, content: Content) -> None:
        """Write the reports that were asked for, each whole or not at all, and print the one that is to be printed.

        Raises:
            UnwritableOutput: a file cannot be written.
        """
        from mfa_graph.graph import write_whole

        bodies = [(file, self._made(name, report, graph, content)) for name, file in self.others]
        printed = self._made(self.form, report, graph, content, terminal=True)
        for file, body in bodies:
            write_whole(file, body.encode("utf-8", "replace"))
        click.echo(printed, nl=False, color=False if os.environ.get("NO_COLOR") else None)

    def _made(
        self, name: str, report: Report, graph: KnowledgeGraph, content: Content, *, terminal: bool = False
    ) -> str:
        """A report in the form of this name; only the form that is asked for is imported."""
        match name:
            case "text":
                from mfa_graph.validation.reports.as_text import as_text

                width = min(_WIDEST, shutil.get_terminal_size().columns) if terminal and sys.stdout.isatty() else 0
                return as_text(report, least=self.least, width=width, **({"paint": _painted} if terminal else {}))
            case "json":
                from mfa_graph.validation.reports.as_json import as_json

                return as_json(report)
            case "sarif":
                from mfa_graph.validation.register import register
                from mfa_graph.validation.reports.as_sarif import as_sarif

                return as_sarif(report, rules=register(content))
            case "junit":
                from mfa_graph.validation.register import register
                from mfa_graph.validation.reports.as_junit import as_junit

                return as_junit(report, rules=register(content), least=self.fails)
            case "github":
                from mfa_graph.validation.reports.as_github import as_github

                return as_github(report)
            case "md":
                from mfa_graph.validation.reports.as_markdown import as_markdown

                return as_markdown(report, links=self.links)
            case "ttl":
                from mfa_graph.validation.reports.as_shacl import as_shacl

                return as_shacl(report)
        from mfa_graph.validation.quality import quality_of
        from mfa_graph.validation.reports.as_html import as_html

        return as_html(report, quality_of(graph, content), earlier=self.earlier, links=self.links)


def severity_option(name: str, parameter: str, default: Severity | None, words: str) -> Callable[..., Any]:
    """An option that takes the word of a severity and gives the severity."""
    return click.option(
        name,
        parameter,
        type=click.Choice([severity.word for severity in reversed(Severity)]),
        default=default and default.word,
        show_default=default is not None,
        callback=lambda ctx, param, value: value and Severity[value.upper()],
        help=words,
    )


_OPTIONS = (
    click.option(
        "--format", "form", type=click.Choice(list(FORMS)), default="text", show_default=True, help="How to print."
    ),
    click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
    click.option(
        "--report",
        "others",
        metavar="NAME[=FILE]",
        multiple=True,
        callback=lambda ctx, param, values: _others(values),
        help=f"Write a report besides: {', '.join(FORMS)}. May be repeated. [default file: report.json and so on]",
    ),
    severity_option(
        "--fail-on",
        "fail_on",
        None,
        "The lightest finding for which the exit status is 1. [default: what the profile says, else violation]",
    ),
    severity_option(
        "--show", "least", Severity.WARNING, "The lightest finding that text tells in full; lighter ones are counted."
    ),
    click.option(
        "--against",
        "earlier",
        metavar="FILE|DIR",
        callback=lambda ctx, param, value: _earlier(value),
        help="An earlier report.json, or the folder of a release, that the quality page (html) compares with.",
    ),
    click.option(
        "--links",
        metavar="URL",
        default="",
        help="What the address of a file begins with, for links in md and html: https://github.com/OWNER/NAME/blob/REVISION/",
    ),
)


def reporting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of reports, given to the command as one `Reporting`."""

    @functools.wraps(command)
    def reporting(*args: Any, form: str, as_json: bool, **rest: Any) -> Any:
        names = ("others", "least", "fail_on", "earlier", "links")
        told = Reporting(form="json" if as_json else form, **{name: rest.pop(name) for name in names})
        return command(*args, reporting=told, **rest)

    wrapped: Callable[..., Any] = reporting
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


def called_so(files: Sequence[str]) -> Callable[[str], str]:
    """Name files of the user as seen from the working directory, or, outside it, as the user called them."""
    here = Path.cwd()
    names = {}
    for file in files:
        path = Path(file).resolve()
        names[str(path)] = path.relative_to(here).as_posix() if path.is_relative_to(here) else file
    return lambda name: names.get(name, name)


def _painted(text: str, part: str) -> str:
    return click.style(text, **_COLOURS[part])


def _others(values: Sequence[str]) -> tuple[tuple[str, Path], ...]:
    found: dict[Path, str] = {}
    for value in values:
        name, _, file = value.partition("=")
        if name not in FORMS:
            raise UnknownName(f"There is no report “{name}”.", remedy=f"choose one of: {', '.join(FORMS)}.")
        path = Path(file or FORMS[name])
        if path in found:
            raise UsageProblem(f"Two reports would be written to {path}.", remedy="give each a file: NAME=FILE.")
        found[path] = name
    return tuple((name, path) for path, name in found.items())


def _earlier(value: str | None) -> Earlier | None:
    from mfa_graph.validation.reports.earlier import read_earlier

    return None if value is None else read_earlier(Path(value))
