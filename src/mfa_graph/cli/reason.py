"""``mfa-graph reason``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, progress, table
from mfa_graph.errors import UsageProblem
from mfa_graph.findings import counted
from mfa_graph.graph import write_whole


@click.command("reason")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--plan", metavar="FORM", help="Print the program instead of running it: text, sql or sparql.")
@click.option(
    "--engine", metavar="NAME", help="sqlite or duckdb. [default: duckdb where it is installed and there is much to do]"
)
@click.option("--reasoner", metavar="NAME", default="rules", show_default=True, help="rules, or owlrl to compare with.")
@click.option("--out", metavar="FILE", help="Write the inferred statements, each in the graph of its rule, as N-Quads.")
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
@content_option
def command(
    files: tuple[str, ...],
    plan: str | None,
    engine: str | None,
    reasoner: str,
    out: str | None,
    as_json: bool,
    content: Content,
) -> None:
    """Count what follows from the graph, or from FILEs under the same ontology, by the rule of its smallest proof.

    FILE is RDF in any syntax; its graphs do not matter.
    """
    if plan is not None and (files or out or engine or as_json):
        raise UsageProblem("The plan is of the ontology alone.", remedy="give --plan without files and other options.")
    if plan is not None:
        click.echo(_printed(plan, content), nl=False)
        return
    text = "".join(_inferred(content, files, reasoner, engine))
    lines = text.split("\n")[:-1]  # a literal may hold what else ends a line
    if out is not None:
        write_whole(Path(out), text.encode())
    counts = Counter(line[line.rindex("/") + 1 : line.rindex(">")] for line in lines)
    if as_json:
        click.echo(json.dumps({"inferred": len(lines), "rules": dict(sorted(counts.items()))}, indent=2))
        return
    click.echo(table(["Rule", "Triples"], [[rule, f"{count:,}"] for rule, count in sorted(counts.items())]))
    click.echo(f"What follows: {counted(len(lines), 'triple')}.")


def _printed(plan: str, content: Content) -> str:
    from mfa_graph.assembly import recall
    from mfa_graph.reasoning.plan import PLANS
    from mfa_graph.reasoning.run import program_of

    if plan not in PLANS:
        raise UsageProblem(f"No plan is printed as “{plan}”.", remedy=f"choose one of: {', '.join(PLANS)}.")
    return PLANS[plan](program_of(recall(content)))


def _inferred(content: Content, files: tuple[str, ...], reasoner: str, engine: str | None) -> Iterable[str]:
    """What follows from the content's own statements, or from files under its ontology, as N-Quads."""
    from mfa_graph.assembly import recall
    from mfa_graph.reasoning.closure import close
    from mfa_graph.reasoning.run import closure_of, inferred_nquads, program_of, reason
    from mfa_graph.store.syntax import stream

    graph = recall(content)
    if files and reasoner != "rules":
        raise UsageProblem("Files are reasoned over by our rules alone.", remedy="leave out --reasoner, or the files.")
    progress("reasoning")
    if files:
        quads = (quad for file in files for quad in stream(Path(file)))
        return inferred_nquads(close(program_of(graph), quads, engine=engine))
    if reasoner == "rules":
        return inferred_nquads(closure_of(graph, engine=engine))
    return (f"{quad} .\n" for quad in reason(graph, reasoner=reasoner))
