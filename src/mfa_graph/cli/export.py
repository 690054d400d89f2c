"""``mfa-graph export``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from mfa_graph.assembly import recall
from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option
from mfa_graph.errors import UnknownName, UsageProblem, nearest
from mfa_graph.exporters.files import File, staged
from mfa_graph.exporters.forms import FORMS, Wanted
from mfa_graph.formats import FORMATS, Format, by_name
from mfa_graph.graph import text_of, write_whole


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
    help="The things of one class only, such as Country; of csv, xlsx and parquet also links.",
)
@click.option(
    "--thing",
    metavar="NAME",
    help="One thing only, by label, acronym, code or IRI, in a syntax of RDF or framed.",
)
@click.option("--bom", is_flag=True, help="Begin csv with a byte-order mark, by which Excel knows UTF-8.")
@content_option
def command(form: str, out: str | None, kind: str | None, thing: str | None, bom: bool, content: Content) -> None:
    """Write the graph, or the slice of one thing or class, in a syntax of RDF, or as tables, a network, a map or framed JSON.

    TriG, N-Quads and JSON-LD hold the named graphs and, as the default graph, the merged set; the others the merged set. Of the
    forms that have several files, csv, parquet, geojson and framed, `--out` names a folder.

    The slice of a thing is what is said of it, the relations and events that point at it, and the labels of what these name;
    that of a class is what is said of its things. With named graphs they hold the passages, and how these are cited.
    """
    if kind is not None and thing is not None:
        raise UsageProblem("A class and a thing are two slices.", remedy="leave out --class or --thing.")
    if bom and form != "csv":
        raise UsageProblem("Only csv has a byte-order mark.", remedy="leave out --bom.")
    if form in FORMS:
        if thing is not None and form != "framed":
            raise UsageProblem(
                f"The form “{form}” cannot be of one thing.", remedy="choose framed, or a syntax such as turtle."
            )
        _write([*FORMS[form](recall(content), content, Wanted(kind, bom, thing))], out)
        return
    syntax = _syntax(form)
    _write([File("", syntax.media_type, partial(_text, syntax, kind, thing, content))], out)


def _text(syntax: Format, kind: str | None, thing: str | None, content: Content) -> Iterator[bytes]:
    """The graph in a syntax, or a slice of it."""
    graph = recall(content)
    if kind is None and thing is None:
        return graph.pieces(syntax, content)
    from mfa_graph.exporters.class_tables import class_called
    from mfa_graph.exporters.slices import Slices
    from mfa_graph.questions.ask import Asker

    slices = Slices(graph)
    if thing is not None:
        cut = slices.of_thing(Asker(graph, content).the_one(thing), syntax)
    else:
        cut = slices.of_class(class_called(kind or "", slices.classes, graph.label), syntax)
    if syntax.name != "jsonld":
        return text_of(cut, syntax)
    return text_of(cut, syntax, graph.context(content).of(quad.predicate.value for quad in cut))


def _syntax(form: str) -> Format:
    try:
        return by_name(form)
    except UnknownName as error:
        names = [*(syntax.name for syntax in FORMATS), *FORMS]
        raise UnknownName(f"No format is called “{form}”.", remedy=nearest(form, names)) from error


def _write(files: list[File], out: str | None) -> None:
    """One file to where it is wanted, several into a folder: all or none. The file of a syntax has no name of its own."""
    is_folder = out is not None and (out.endswith("/") or Path(out).is_dir())
    if len(files) == 1 and not (is_folder and files[0].name):
        if out is None:
            sys.stdout.buffer.writelines(files[0].pieces())
        else:
            write_whole(Path(out), files[0].pieces())
        return
    if out is None:
        raise UsageProblem(f"These are {len(files)} files.", remedy="name a folder for them: --out DIR.")
    with staged(Path(out)) as write:
        for file in files:
            write(file)
