"""``mfa-graph verify``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, progress
from mfa_graph.errors import UsageProblem
from mfa_graph.findings import counted

if TYPE_CHECKING:
    from mfa_graph.packs.verify import PackVerification
    from mfa_graph.releases.verify import Verification


@click.command("verify")
@click.argument("path", default="dist", metavar="[DIR|FILE]", type=click.Path(path_type=Path))
@click.option("--graph", "asks_graph", is_flag=True, help="Look for what a pack says in the graph that is here, too.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@content_option
def command(path: Path, asks_graph: bool, as_json: bool, content: Content) -> None:
    """Check that the release in DIR, or the evidence pack FILE, is what it says it is. [default: dist]

    Of a release every file is there with its size and SHA-256, and no other; every count is counted again; all syntaxes say the
    same; the merged set is what the named graphs say together; copies unpack; catalogue and VoID agree.

    Of a pack that `ask --pack` wrote, files, sizes, digests and counts are compared, and the question is asked again of the
    evidence in it, which must give the rows of the answer. Nothing is fetched, and nothing that is verified is changed.

    The queries of a pack, and with --graph its statements, are compared with those of --content.

    Exit status 1: something is wrong.
    """
    if asks_graph and not path.is_file():
        raise UsageProblem("--graph is about a pack, which is a file.", remedy="name one, or leave out --graph.")
    result, notes, name, well = _pack(path, asks_graph, content) if path.is_file() else _release(path)
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    else:
        became = f"{counted(len(result.faults), 'fault')}." if result.faults else well
        click.echo("\n".join(map(_printable, [*map(str, result.faults), *notes, f"{name}: {became}"])))
    sys.exit(1 if result.faults else 0)


def _printable(line: str) -> str:
    """A line that does nothing to a terminal but be read: what is verified may come from anybody."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def _release(folder: Path) -> tuple[Verification, tuple[str, ...], str, str]:
    """The verification of a release, notes about it, its name, and what is said if nothing is wrong."""
    from mfa_graph.releases.verify import verify

    result = verify(folder, progress=progress)
    manifest = result.manifest
    name = f"{manifest.release} of {manifest.date}, {counted(len(manifest.files), 'file')}"
    return result, (), name, "Everything is as the manifest says."


def _pack(file: Path, asks_graph: bool, content: Content) -> tuple[PackVerification, tuple[str, ...], str, str]:
    """The same of a pack."""
    from mfa_graph.assembly import recall
    from mfa_graph.packs.verify import verify_pack

    result = verify_pack(file, content=content, store=recall(content) if asks_graph else None)
    rows = "" if result.rows is None else f", {counted(result.rows, 'row')}"
    well = "The question asked of its evidence gives its rows." if result.proved else "Its files are what it says."
    return result, result.notes, f"{result.name or file.name}{rows}", well
