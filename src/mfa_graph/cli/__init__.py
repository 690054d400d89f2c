"""The command line: ``mfa-graph VERB``. Each verb is one short file beside this one, imported only when it is called."""

from __future__ import annotations

import importlib
import io
import os
import signal
import sys

import click

import mfa_graph
from mfa_graph.errors import MfaGraphError

__all__ = ["main", "program"]

_VERBS = {
    "ask": "Ask a question of the catalogue, or list them.",
    "build": "Load, reason, check, and write dist/: the main job.",
    "check": "Check the data and print what is wrong.",
    "cite": "Say how to cite a thing, an answer or the release.",
    "connect": "Find how two things are connected.",
    "diff": "Say what changed from one release to another, and why.",
    "export": "Write the graph in one RDF syntax.",
    "harvest-check": "Rehearse what a CKAN portal does with a catalogue.",
    "reason": "Print what follows, or the program that finds it.",
    "search": "Find things by name.",
    "sparql": "Run any SPARQL 1.1 query.",
    "verify": "Check that a release is what its manifest says.",
    "why": "Say why a statement holds, down to its sources.",
}


class _Verbs(click.Group):
    """A group that knows its verbs by name and imports one when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        command: click.Command = importlib.import_module(f"mfa_graph.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(_VERBS.items()))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(mfa_graph.__version__, message="%(prog)s %(version)s")
def program() -> None:
    """Build, check and ask the knowledge graph of labour-migration governance in Asia.

    Exit status: 0 fine, 1 findings, 2 wrong call, 3 broken run.
    """


def main() -> None:
    """Run the command line and leave the process with its exit status; an error of ours is printed, never traced."""
    signal.signal(
        signal.SIGTERM, lambda number, frame: sys.exit(128 + number)
    )  # so that what is half made is taken away
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a letter shows a question mark
    try:
        program.main(prog_name="mfa-graph", standalone_mode=False)
        sys.stdout.flush()
    except MfaGraphError as error:
        click.echo(f"mfa-graph: {error}", err=True)
        sys.exit(error.exit_status)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("mfa-graph: stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does: nothing is wrong. The descriptor is closed for good, so that
        # the interpreter does not fail when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (MemoryError, OSError) as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        reason = getattr(error, "strerror", None) or "there is not enough memory"
        click.echo(f"mfa-graph: The run broke off: {reason}.", err=True)
        sys.exit(MfaGraphError.exit_status)
