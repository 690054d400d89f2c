"""``mfa-graph cite``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from mfa_graph.assets import Content
from mfa_graph.cli.ask import read_parameters
from mfa_graph.cli.common import content_option, one_thing
from mfa_graph.errors import UnknownName, UsageProblem, nearest
from mfa_graph.findings import counted
from mfa_graph.vocabulary import shortened

if TYPE_CHECKING:
    from mfa_graph.exporters.references import Reference


@click.command("cite", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("what", metavar="THING|QUESTION", required=False)
@click.option("--release", is_flag=True, help="Cite the release as a whole.")
@click.option(
    "--format", "form", metavar="NAME", default="text", show_default=True, help="text, bibtex or csl (CSL-JSON)."
)
@click.option(
    "--sources/--no-sources",
    default=True,
    show_default=True,
    help="With the sources that a thing or an answer rests on.",
)
@content_option
@click.pass_context
def command(ctx: click.Context, what: str | None, release: bool, form: str, sources: bool, content: Content) -> None:
    """Say how to cite a thing of the graph, an answer, or the release, with the sources behind it.

    THING is a label, an acronym, a code or an IRI; QUESTION is one such as q01, with its parameters as `mfa-graph ask` takes
    them.
    The days are those of the data, of the answer and of the sources, never today's.
    """
    from mfa_graph.exporters.references import FORMS

    if form not in FORMS:
        raise UnknownName(f"No form of a reference is called “{form}”.", remedy=nearest(form, FORMS))
    if (what is None) != release:
        raise UsageProblem(
            "A thing or question and the release are two things."
            if release
            else "Nothing is named that could be cited.",
            remedy="write mfa-graph cite THING, mfa-graph cite q01, or mfa-graph cite --release.",
        )
    first, behind = _references(what, read_parameters(ctx.args), sources, content)
    if form != "text":
        click.echo(FORMS[form]([first, *behind]), nl=False)
        return
    click.echo(FORMS[form]([first]), nl=False)
    if behind:
        click.echo(f"\nBehind it {_stand(len(behind))}; cite with a statement the one that it names:")
        click.echo(FORMS[form](behind), nl=False)


def _references(
    what: str | None, parameters: dict[str, str], sources: bool, content: Content
) -> tuple[Reference, list[Reference]]:
    """What is cited, and the sources behind it if they are wanted."""
    from mfa_graph.assembly import recall
    from mfa_graph.exporters.references import of_answer, of_release, of_thing, sources_of
    from mfa_graph.exporters.releases import release_of
    from mfa_graph.questions.ask import Asker
    from mfa_graph.questions.catalogue import Catalogue

    asked = Catalogue.read(content).get(what) if what is not None and re.fullmatch(r"[qQ]\d+", what) else None
    if parameters and asked is None:
        raise UsageProblem(
            f"“--{next(iter(parameters))}” belongs to a question.", remedy="write mfa-graph cite q01 --NAME VALUE."
        )
    graph = recall(content)
    asker, release = Asker(graph, content), release_of(graph, content)
    if asked is not None:
        answer = asker.ask(asked, parameters)
        return of_answer(answer, release), sources_of(graph, content, answer.citations) if sources else []
    if what is None:
        return of_release(release), []
    thing = one_thing(asker, what)
    label = asker.labels([thing], language="en").get(thing) or shortened(thing)
    return of_thing(thing, label, release), sources_of(graph, content, [thing]) if sources else []


def _stand(number: int) -> str:
    return f"{'stands' if number == 1 else 'stand'} {counted(number, 'source')}"
