"""``mfa-graph build``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, engine_option, note, progress, table
from mfa_graph.findings import counted
from mfa_graph.vocabulary import BASE

_SHOWN = 3


@click.command("build")
@click.option("--out", metavar="DIR", default="dist", show_default=True, help="Where to write the files.")
@click.option(
    "--base",
    metavar="IRI",
    default=BASE,
    show_default=True,
    help="The start of the addresses of things, sources and graphs.",
)
@click.option("--reasoner", metavar="NAME", default="rules", show_default=True, help="rules, or owlrl to compare with.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@engine_option
@content_option
def command(out: str, base: str, reasoner: str, as_json: bool, engine: str | None, content: Content) -> None:
    """Load, reason, check, and write the files of a release.

    With violations nothing is written and the exit status is 1.
    """
    from mfa_graph.build import build
    from mfa_graph.validation.reports.words import summary

    result = build(
        content, Path(out), base=_checked(base), reasoner=reasoner, engine=engine, note=note, progress=progress
    )
    counts = result.graph.counts()
    if as_json:
        told = {
            "graphs": counts,
            "merged": len(result.graph.merged),
            "report": result.report.as_json(),
            "files": result.files,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(table(["Graph", "Triples"], [[name, f"{count:,}"] for name, count in _families(counts, base)]))
        click.echo(f"{len(result.graph.merged):,} different triples in the merged set.")
        click.echo(f"Findings: {summary(result.report)}.")
        click.echo(
            f"{len(result.files)} files in {out}/."
            if result.files
            else "Nothing was written. `mfa-graph check` says more."
        )
    if result.files and (others := _others(Path(out), result.files)):
        note(_told(others, out))
    sys.exit(1 if result.report.fails() else 0)


def _checked(base: str) -> str:
    if not base.startswith(("http://", "https://")) or not base.endswith("/"):
        raise click.BadParameter(
            f"“{base}” must begin with http:// or https:// and end with a slash.", param_hint="--base"
        )
    if not _is_base(base):
        raise click.BadParameter(
            f"“{base}” must be the address of a folder: a host and a path, without a space, “?” or “#”.",
            param_hint="--base",
        )
    return base


def _is_base(base: str) -> bool:
    """Whether an IRI (RFC 3987) has a host and neither query nor fragment, so that relative ones can be resolved against it."""
    from mfa_graph.store import NamedNode

    try:
        NamedNode(base)
        return bool(urlsplit(base).hostname) and not set("?#") & set(base)
    except ValueError:
        return False


def _others(out: Path, files: Iterable[str]) -> list[str]:
    """The files in the folder of a release that are not of it, for which no manifest vouches."""
    there = (path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir())
    return sorted({*there} - {*files})


def _told(others: list[str], out: str) -> str:
    """What is said of files that are not of the release, of which a few are named."""
    named = ", ".join(others[:_SHOWN]) + (", and others" if len(others) > _SHOWN else "")
    held = counted(len(others), "file")
    return (
        f"Besides the release, {out}/ holds {held}: {named}. Take away what is not of it before you publish the folder."
    )


def _families(counts: dict[str, int], base: str) -> list[tuple[str, int]]:
    """Triples by kind of graph: those of all sources together, our own graphs one by one; the manifest has each by its name."""
    ours: list[tuple[str, int]] = []
    theirs: dict[str, int] = {}
    for name, count in sorted(counts.items()):
        short = name.removeprefix(base)
        if short.startswith("graph/"):
            ours.append((short, count))
        else:
            theirs[short] = count
    sources = {"/".join(name.split("/")[:2]) for name in theirs}
    words = f"source/* ({counted(len(sources), 'source')}, {counted(len(theirs), 'passage')})"
    return [*ours, (words, sum(theirs.values()))]
