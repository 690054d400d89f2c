"""``mfa-graph verify``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from mfa_graph.cli.common import progress
from mfa_graph.findings import counted


@click.command("verify")
@click.argument("folder", default="dist", metavar="[DIR]")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(folder: str, as_json: bool) -> None:
    """Check that the release in DIR is what its manifest says. [default: dist]

    Every file is there with its size and SHA-256, and no other; every count is counted again; all syntaxes say the same; the
    merged set is what the named graphs say together; copies unpack; catalogue and VoID agree. Nothing is fetched or written.

    Exit status 1: something is wrong.
    """
    from mfa_graph.releases.verify import verify

    result = verify(Path(folder), progress=progress)
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    else:
        manifest = result.manifest
        for fault in result.faults:
            click.echo(str(fault))
        told = f"{counted(len(result.faults), 'fault')}." if result.faults else "Everything is as the manifest says."
        click.echo(f"{manifest.release} of {manifest.date}, {counted(len(manifest.files), 'file')}: {told}")
    sys.exit(1 if result.faults else 0)
