"""``mfa-graph export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mfa_graph.assembly import recall
from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option
from mfa_graph.errors import UnknownName, UsageProblem, nearest
from mfa_graph.exporters.files import File
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
    help="Of csv, xlsx, parquet and framed: one class, such as Country; of the first three also links.",
)
@click.option("--thing", metavar="THING", help="Of framed: one thing, by its label, acronym, code or IRI.")
@click.option("--bom", is_flag=True, help="Begin csv with a byte-order mark, by which Excel knows UTF-8.")
@content_option
def command(form: str, out: str | None, kind: str | None, thing: str | None, bom: bool, content: Content) -> None:
    """Write the whole graph in one RDF syntax, or as tables, a network, a map or framed JSON.

    TriG, N-Quads and JSON-LD hold the named graphs and, as the default graph, the merged set; the others the merged set. Of the
    forms that have several files, csv, parquet, geojson and framed, `--out` names a folder.
    """
    if form in FORMS:
        if bom and form != "csv":
            raise UsageProblem("Only csv has a byte-order mark.", remedy="leave out --bom.")
        if thing is not None and form != "framed":
            raise UsageProblem("Only framed JSON is of one thing.", remedy="choose --format framed.")
        _write([*FORMS[form](recall(content), content, Wanted(kind, bom, thing))], out)
        return
    syntax = _syntax(form)
    if kind is not None or bom or thing is not None:
        raise UsageProblem(
            "An RDF syntax holds the whole graph, as it is.", remedy="choose --format csv, xlsx, parquet or framed."
        )
    body = recall(content).dump(syntax, content)
    if out is None:
        sys.stdout.buffer.write(body)
    else:
        write_whole(Path(out), body)


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
            sys.stdout.buffer.write(files[0].body)
        else:
            write_whole(Path(out), files[0].body)
        return
    if out is None:
        raise UsageProblem(f"These are {len(files)} files.", remedy="name a folder for them: --out DIR.")
    for file in files:
        write_whole(Path(out) / file.name, file.body)
