"""``mfa-graph export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mfa_graph.assembly import recall
from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option
from mfa_graph.errors import UnknownName, UsageProblem, nearest
from mfa_graph.exporters.files import File, written
from mfa_graph.exporters.forms import FORMS, Wanted
from mfa_graph.formats import FORMATS, Format, by_name
from mfa_graph.graph import write_whole


@click.command("export")
@click.option(
    "--format",
    "form",
    default="turtle",
    show_default=True,
    metavar="NAME",
    help=f"The syntax: {', '.join(syntax.name for syntax in FORMATS)}, or its suffix or media type; "
    f"or a form for people and programs without RDF: {', '.join(FORMS)}.",
)
@click.option("--out", metavar="FILE|DIR", help="Where to write it. [default: standard output]")
@click.option(
    "--class",
    "kind",
    metavar="CLASS",
    help="Of csv, xlsx and parquet: one class, such as Country, or links.",
)
@click.option("--bom", is_flag=True, help="Begin csv with a byte-order mark, by which Excel knows UTF-8.")
@content_option
def command(form: str, out: str | None, kind: str | None, bom: bool, content: Content) -> None:
    """Write the whole graph in one RDF syntax, or as tables, a network or a map.

    TriG, N-Quads and JSON-LD hold the named graphs and, as the default graph, the merged set; the others the merged set. Of the
    forms that have several files, csv, parquet and geojson, `--out` names a folder.
    """
    if form in FORMS:
        if bom and form != "csv":
            raise UsageProblem("Only csv has a byte-order mark.", remedy="leave out --bom.")
        _write([*FORMS[form](recall(content), content, Wanted(kind, bom))], out)
        return
    if kind is not None or bom:
        raise UsageProblem("Only tables know --class and --bom.", remedy="choose --format csv, xlsx or parquet.")
    syntax = _syntax(form)
    text = recall(content).pieces(syntax)
    if out is None:
        sys.stdout.buffer.writelines(text)
    else:
        write_whole(Path(out), text)


def _syntax(form: str) -> Format:
    try:
        return by_name(form)
    except UnknownName as error:
        names = [*(syntax.name for syntax in FORMATS), *FORMS]
        raise UnknownName(f"No format is called “{form}”.", remedy=nearest(form, names)) from error


def _write(files: list[File], out: str | None) -> None:
    """One file to where it is wanted, several into a folder."""
    if len(files) == 1 and (out is None or not Path(out).is_dir()):
        if out is None:
            sys.stdout.buffer.writelines(files[0].pieces())
        else:
            write_whole(Path(out), files[0].pieces())
        return
    if out is None:
        raise UsageProblem(f"These are {len(files)} files.", remedy="name a folder for them: --out DIR.")
    for file in files:
        written(Path(out), file)
