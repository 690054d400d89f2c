"""``mfa-graph diff``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, note, progress
from mfa_graph.errors import ContentProblem, Place, UnknownName, UsageProblem, nearest
from mfa_graph.findings import counted

if TYPE_CHECKING:
    from mfa_graph.releases.snapshots import Snapshot

_FORMS = ("md", "json", "patch")


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    metavar="NAME",
    default="md",
    show_default=True,
    help="md: in words; json: all of it as values; patch: an RDF Patch that makes NEW of OLD.",
)
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--answers/--no-answers", default=True, show_default=True, help="Tell which answers changed, and why.")
@click.option("--as-of", metavar="DAY", help="Ask for this day. [default: the day of each release's own data]")
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="In words, how many entries of a list are told; 0 tells all.",
)
@click.option(
    "--apply", "patch", metavar="PATCH", type=click.Path(path_type=Path), help="Apply a patch to OLD instead."
)
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="Where to write it. [default: standard output]"
)
@content_option
def command(
    old: Path,
    new: Path | None,
    form: str,
    answers: bool,
    as_of: str | None,
    most: int,
    patch: Path | None,
    out: Path | None,
    content: Content,
) -> None:
    """Say what changed from the release OLD to the release NEW, and which answers changed because of which statements.

    Each is a folder that `build` wrote, or a TriG, N-Quads or JSON-LD file of one. The questions are those of this installation,
    with their defaults.

    With --apply PATCH, NEW is left out: OLD with the patch applied is written to --out, in the syntax of its suffix.

    Exit status 0, whether or not anything changed.
    """
    if form not in _FORMS:
        raise UnknownName(f"No form of a difference is called “{form}”.", remedy=nearest(form, _FORMS))
    if (new is None) != (patch is not None):
        raise UsageProblem(
            "NEW and --apply are two things." if new else "There is nothing to compare OLD with.",
            remedy="write mfa-graph diff OLD NEW, or mfa-graph diff OLD --apply PATCH --out FILE.",
        )
    if as_of is not None and (patch is not None or form == "patch" or not answers):
        raise UsageProblem("Without answers nothing is asked for a day.", remedy="leave out --as-of.")
    if patch is not None:
        if form != "md":
            raise UsageProblem("A patched release is told in no form.", remedy="leave out --format, or --apply.")
        _apply(old, patch, out, content)
    elif new is not None:
        _write(_difference(old, new, form, answers, as_of, most, content), out)


def _difference(old: Path, new: Path, form: str, answers: bool, as_of: str | None, most: int, content: Content) -> str:
    import json

    from mfa_graph.releases.as_json import as_json
    from mfa_graph.releases.as_markdown import as_markdown
    from mfa_graph.releases.compare import compared, patch_between
    from mfa_graph.releases.snapshots import read_snapshot

    if old.exists() and new.exists() and old.samefile(new):
        raise UsageProblem("OLD and NEW are the same.", place=Place(old), remedy="name two releases.")
    progress("reading both releases")
    before, after = read_snapshot(old), read_snapshot(new)
    if form == "patch":
        _say_if_moved(before, after)
        return patch_between(before, after).text()
    difference = compared(before, after, content, answers=answers, as_of=as_of, progress=progress)
    if form == "json":
        return json.dumps(as_json(difference), ensure_ascii=False, indent=2) + "\n"
    return as_markdown(difference, most=most)


def _say_if_moved(before: Snapshot, after: Snapshot) -> None:
    if before.base != after.base:
        note(f"The releases stand at {before.base} and at {after.base}, so the patch replaces nearly every statement.")


def _apply(old: Path, patch: Path, out: Path | None, content: Content) -> None:
    """Write what a patch makes of a release.

    Raises:
        ContentProblem: the patch is not for this release.
    """
    from mfa_graph.formats import by_suffix
    from mfa_graph.graph import text_of, write_whole
    from mfa_graph.jsonld.context import context_of, shapes_of
    from mfa_graph.releases.patch import applied, read_patch
    from mfa_graph.releases.snapshots import read_snapshot
    from mfa_graph.store.syntax import sorted_quads

    syntax = None if out is None else by_suffix(out.suffix)
    if out is None or syntax is None or not syntax.has_graphs:
        raise UsageProblem(
            "A patched release needs a file with named graphs to be written to.",
            remedy="name one that ends in .trig, .nq or .jsonld: --out FILE.",
        )
    change = read_patch(patch)
    try:
        quads = applied(change, read_snapshot(old).quads)
    except ContentProblem as error:
        error.place = error.place or Place(patch)
        raise
    held = sorted_quads(quads)
    context = context_of(held, shapes_of(content)) if syntax.name == "jsonld" else None
    write_whole(out, text_of(held, syntax, context))
    click.echo(f"{counted(len(quads), 'statement')} in {out}.")


def _write(text: str, out: Path | None) -> None:
    from mfa_graph.graph import write_whole

    if out is None:
        sys.stdout.buffer.write(text.encode())
    else:
        write_whole(out, text.encode())
