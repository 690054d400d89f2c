"""``mfa-graph ask``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option, endpoint_option, note, store_at, table
from mfa_graph.errors import UsageProblem
from mfa_graph.findings import counted
from mfa_graph.questions.answers import Answer
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue, Question
from mfa_graph.questions.evidence import Evidence
from mfa_graph.questions.prover import prover_of
from mfa_graph.questions.quotes import quotes
from mfa_graph.store import Store
from mfa_graph.vocabulary import shortened


@click.command(
    "ask", add_help_option=False, context_settings={"ignore_unknown_options": True, "allow_extra_args": True}
)
@click.argument("question", required=False)
@click.option("-h", "--help", "wants_help", is_flag=True, help="Show this message, or what QUESTION asks and takes.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON, with the IRI of each thing.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the answer as CSV.")
@click.option("--md", "as_md", is_flag=True, help="Print the answer as a Markdown table with notes.")
@click.option("--evidence", is_flag=True, help="Tell for each row what it rests on; the JSON always does.")
@click.option(
    "--quote",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Give the words behind the passages of the source whose text FILE is.",
)
@click.option(
    "--pack",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the answer with its evidence and sources into one file that proves it, an RO-Crate as a zip archive.",
)
@endpoint_option
@content_option
@click.pass_context
def command(
    ctx: click.Context,
    question: str | None,
    wants_help: bool,
    as_json: bool,
    as_csv: bool,
    as_md: bool,
    evidence: bool,
    quote: Path | None,
    pack: Path | None,
    endpoint: str | None,
    content: Content,
) -> None:
    """Ask QUESTION, such as q01; without it, list the questions.

    Each question has parameters of its own, given as --NAME VALUE: a label or some words of it, an acronym, a code or an
    IRI, as in mfa-graph ask q01 --organisation "Migrant Forum in Asia". `mfa-graph ask q01 --help` names them.
    """
    if wants_help and question is None:
        click.echo(ctx.get_help())
        return
    form = _only_form({"json": as_json, "csv": as_csv, "md": as_md})
    if quote and form == "csv":
        raise UsageProblem("CSV has no place for the words behind passages.", remedy="ask with --json or as a table.")
    catalogue = Catalogue.read(content)
    if pack and (question is None or " " in question.strip()):
        raise UsageProblem(
            "No question is named whose answer could be packed.", remedy="write mfa-graph ask q01 --pack FILE."
        )
    if question is None:
        _refuse_rest(ctx.args)
        question = _chosen(catalogue, form)
    elif " " in question.strip():
        click.echo("\n".join(_offers(catalogue, question)))
        return
    if question is None:
        return
    asked = catalogue.get(question)
    if wants_help:
        click.echo("\n".join(_card(asked)))
        return
    store = store_at(endpoint, content)
    shows_evidence = evidence or quote is not None or form == "json"
    prove = prover_of(store) if shows_evidence or pack else None
    answer = Asker(store, content).ask(asked, read_parameters(ctx.args), prove=prove)
    if quote is not None:
        answer = replace(answer, quotes=quotes(store, content, answer.citations, quote))
    if pack is not None:
        _write_pack(pack, answer, store, content)
    if not shows_evidence:
        answer = replace(answer, evidence=None)
    click.echo(_printed(answer, form), nl=False)
    if form != "json":
        click.echo("".join(_quoted(answer)), nl=False)


def _write_pack(path: Path, answer: Answer, store: Store, content: Content) -> None:
    """Write the pack of an answer, whole or not at all, and say beside the output what is in it."""
    from mfa_graph.exporters.releases import release_at
    from mfa_graph.graph import KnowledgeGraph, write_whole
    from mfa_graph.packs.crate import COUNTED
    from mfa_graph.packs.pack import pack_of

    release = release_at(store, content)
    pack = pack_of(answer, store, content, release)
    write_whole(path, pack.body)
    held = ", ".join(counted(pack.counts[name], unit.removesuffix("s")) for name, unit in COUNTED.items())
    note(f"{path}: {held}.")
    if not isinstance(store, KnowledgeGraph):
        note(
            f"A server does not say which release it holds: the pack names version {release.version}, that of this program."
        )


def _quoted(answer: Answer) -> Iterator[str]:
    """The words behind passages, below the answer; JSON has them in itself."""
    for name, text in (answer.quotes or {}).items():
        yield f"{answer.citations[name]}\n  “{text}”\n"


def _only_form(wanted: dict[str, bool]) -> str | None:
    """The one form that is wanted; None for the table that people read."""
    forms = [form for form, is_wanted in wanted.items() if is_wanted]
    if len(forms) > 1:
        named = " and ".join(f"--{form}" for form in forms)
        raise UsageProblem(
            f"{named} ask for {len(forms)} forms of one answer.", remedy=f"choose one: --{' or --'.join(forms)}."
        )
    return forms[0] if forms else None


def _chosen(catalogue: Catalogue, form: str | None) -> str | None:
    """Show the questions; on a terminal, let one be chosen by its number."""
    if form == "json":
        click.echo(_listed_as_json(catalogue))
        return None
    click.echo("\n".join(_listing(catalogue)))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    chosen: str = click.prompt("Which one (its number, or nothing)", default="", show_default=False)
    return f"q{int(chosen):02}" if chosen.isdigit() else chosen or None


def _offers(catalogue: Catalogue, sentence: str) -> list[str]:
    """The questions that come nearest to a sentence, and how to ask them."""
    nearest = catalogue.nearest(sentence)
    if not nearest:
        return ["No question of the catalogue comes near. `mfa-graph ask` lists them all."]
    lines = [line for question in nearest for line in _entry(question)]
    return ["These questions come nearest:", *lines, "", f"Ask the first with: mfa-graph ask {nearest[0].id}"]


def read_parameters(words: list[str]) -> dict[str, str]:
    """The rest of the command line as pairs: ``--name value`` or ``--name=value``."""
    values: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise UsageProblem(f"“{word}” is not a parameter.", remedy="write parameters as --name VALUE.")
        if not equals:
            if not rest:
                raise UsageProblem(f"The parameter “{name}” has no value.", remedy=f"write --{name} VALUE.")
            value = rest.pop(0)
        if name in values:
            raise UsageProblem(f"The parameter “{name}” is given twice.", remedy="give it once.")
        values[name] = value
    return values


def _refuse_rest(words: list[str]) -> None:
    if words:
        raise UsageProblem(
            f"“{words[0]}” belongs to a question, and none is named.", remedy="write mfa-graph ask q01 ..."
        )


def _printed(answer: Answer, form: str | None) -> str:
    match form:
        case "json":
            return answer.to_json()
        case "csv":
            return answer.to_csv()
        case "md":
            return answer.to_markdown()
    rows, notes = answer.numbered()
    said = [
        f"{answer.question.summary}",
        *(f"  {name}: {answer.words(term)}" for name, term in answer.parameters.items()),
    ]
    if not rows:
        return (
            "\n".join(
                [*said, *answer.notes, "No row: the graph holds no answer, which does not mean that there is none."]
            )
            + "\n"
        )
    parts = [*said, table(answer.headings, rows), *notes, *_rests(answer), *answer.notes, counted(len(rows), "row")]
    return "\n".join(parts) + "\n"


def _rests(answer: Answer) -> Iterator[str]:
    """For each row in how many statements it rests, what it takes to be closed, and what nobody says."""
    for number, evidence in enumerate(answer.evidence or (), 1):
        yield f"Row {number} rests on {', '.join(_counted(evidence))}."
        words = {closing.word(answer.as_of) for closing in evidence.covering}
        if "unknown" in words:
            yield "  It takes something not to be the case that nothing rules out."
        names = dict.fromkeys(
            shortened(each[1].value) for ways in evidence.absent for way in ways for each in way if each[1]
        )
        if names:
            yield f"  Nobody says: {', '.join(names)}."


def _counted(evidence: Evidence) -> Iterator[str]:
    concluded = sum(bool(said.rule) for said in evidence.statements)
    yield counted(len(evidence.statements) - concluded, "statement")
    if concluded:
        yield f"{concluded} concluded by rules"
    if evidence.rows:
        yield counted(evidence.rows, "row") + " taken together"


def _listing(catalogue: Catalogue) -> list[str]:
    lines = []
    for topic, questions in groupby(sorted(catalogue, key=_topic), key=lambda question: question.tags[0]):
        lines.append(topic)
        lines += [line for question in questions for line in _entry(question)]
    return [*lines, "", "Ask one with: mfa-graph ask q01"]


def _topic(question: Question) -> tuple[str, str]:
    return question.tags[0], question.id


def _card(question: Question) -> list[str]:
    """What a question asks, takes and gives."""
    lines = [f"{question.id}  {question.title}", "", question.summary, ""]
    for parameter in question.parameters:
        kinds = " or ".join(choice.rpartition("#")[2] for choice in parameter.choices) or parameter.type
        default = "any" if parameter.default == "UNDEF" else shortened(parameter.default.strip("<>"))
        lines.append(f"  --{parameter.name} VALUE  {parameter.help} ({kinds}) [default: {default}]")
    lines += ["", "Columns:", *(f"  {column.heading}: {column.meaning}" for column in question.columns)]
    return [*lines, "", f"The query: {question.file.path}"]


def _entry(question: Question) -> list[str]:
    options = [f"         --{parameter.name}: {parameter.help}" for parameter in question.parameters]
    return [f"  {question.id}  {question.summary}", *options]


def _listed_as_json(catalogue: Catalogue) -> str:
    return json.dumps(
        [
            {
                "id": question.id,
                "title": question.title,
                "summary": question.summary,
                "tags": question.tags,
                "parameters": [
                    {
                        "name": p.name,
                        "type": p.type,
                        "choices": p.choices,
                        "help": p.help,
                        "default": p.default,
                    }
                    for p in question.parameters
                ],
                "columns": [{"name": c.name, "heading": c.heading, "meaning": c.meaning} for c in question.columns],
            }
            for question in catalogue
        ],
        ensure_ascii=False,
        indent=2,
    )
