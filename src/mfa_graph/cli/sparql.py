"""``mfa-graph sparql``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, endpoint_option, store_at, table
from mfa_graph.errors import MissingContent, Place, Unexplained, UsageProblem
from mfa_graph.findings import counted
from mfa_graph.heads import QueryFile, query_of
from mfa_graph.questions.cells import cell_of
from mfa_graph.store import Answer, NamedNode, Solutions, Store, Term
from mfa_graph.vocabulary import PREFIXES, shortened


@click.command("sparql")
@click.argument("file", required=False, metavar="FILE")
@click.option(
    "-e",
    "--expression",
    metavar="QUERY",
    help="The query itself instead of a file; our prefixes need not be declared.",
)
@endpoint_option
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print SPARQL 1.1 Query Results JSON, or N-Triples as a JSON string.",
)
@click.option("--evidence", is_flag=True, help="Print as JSON what each row of a SELECT rests on.")
@content_option
def command(
    file: str | None, expression: str | None, endpoint: str | None, as_json: bool, evidence: bool, content: Content
) -> None:
    """Run the SPARQL query in FILE (- for standard input).

    Outside GRAPH it sees the merged set, inside GRAPH the named graphs, one for each passage.
    """
    text = _query_text(file, expression)
    store = store_at(endpoint, content)
    if evidence:
        click.echo(_explained(store, content, query_of(Path(file or "query"), text)))
        return
    answer = store.query(text)
    click.echo(_as_json(answer) if as_json else _as_text(answer))


def _explained(store: Store, content: Content, file: QueryFile) -> str:
    """The rows of a SELECT, each with its evidence.

    Raises:
        Unexplained: the query has a construct that cannot be explained.
    """
    import json

    from mfa_graph.questions.ask import Asker
    from mfa_graph.questions.entries import entries
    from mfa_graph.questions.prover import prover_of
    from mfa_graph.questions.witnesses import evidence_query

    explaining = query_of(file.path, evidence_query(file))
    answer = store.query(file.text)
    if not isinstance(answer, Solutions):
        raise Unexplained("This query has no rows.", remedy="ask for rows with SELECT.")
    asker = Asker(store, content)
    found = asker.witnesses(prover_of(store)).of(explaining, answer.rows, {})
    citations = asker.citations(name for each in found for name in each.passages())
    rows = [
        {
            "row": {n: cell_of(term) for n, term in zip(answer.variables, row, strict=True) if term is not None},
            "evidence": entries(each, citations, None),
        }
        for row, each in zip(answer.rows, found, strict=True)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _query_text(file: str | None, expression: str | None) -> str:
    if (file is None) == (expression is None):
        raise UsageProblem("Give a FILE or -e QUERY, and not both.", remedy='write mfa-graph sparql -e "SELECT ..."')
    if expression is not None:
        # All on the first line, so that the lines of an error are those of the expression.
        return " ".join(f"PREFIX {prefix}: <{start}>" for prefix, start in PREFIXES.items()) + " " + expression
    assert file is not None
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MissingContent(
            f"The query cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8'}.",
            place=Place(Path(file)),
            remedy="check the name of the file.",
        ) from error


def _as_text(answer: Answer) -> str:
    match answer:
        case Solutions():
            rows = [[_short(term) for term in row] for row in answer]
            drawn = table([f"?{name}" for name in answer.variables], rows) if answer.variables else ""
            return f"{drawn}\n{counted(len(rows), 'row')}"
        case bool():
            return "yes" if answer else "no"
        case _:
            return "\n".join(f"{triple} ." for triple in answer)


def _short(term: Term | None) -> str:
    if term is None:
        return ""
    return shortened(term.value) if isinstance(term, NamedNode) else term.value


def _as_json(answer: Answer) -> str:
    import json

    match answer:
        case Solutions():
            bindings = [
                {name: cell_of(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
                for row in answer
            ]
            content: object = {"head": {"vars": answer.variables}, "results": {"bindings": bindings}}
        case bool():
            content = {"head": {}, "boolean": answer}
        case _:
            content = "".join(f"{triple} .\n" for triple in answer)
    return json.dumps(content, ensure_ascii=False, indent=2)
