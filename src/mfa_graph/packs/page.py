"""The answer of a pack as a page for people (Markdown): the question, the table, the passages, and how to check it."""

from __future__ import annotations

from mfa_graph.exporters.releases import Release
from mfa_graph.findings import counted
from mfa_graph.questions.answers import Answer

__all__ = ["page_of", "told_of"]

EXEMPT = (
    "The question asks about the graph itself, so its evidence is the whole release: "
    "the rows cannot be had again from this pack."
)
EMPTY = "No row: the graph holds no answer, which does not mean that there is none, and which no evidence can show."


def told_of(answer: Answer) -> tuple[str, ...]:
    """What whoever opens a pack should know of its answer."""
    exempt = (EXEMPT,) if answer.question.about_the_graph else ()
    return (*answer.notes, *(exempt if answer.rows else (EMPTY,)))


def page_of(answer: Answer, release: Release) -> str:
    """The page ``answer.md``."""
    question = answer.question
    asked = [f"- {name}: {answer.words(term)}" for name, term in answer.parameters.items()]
    quoted = [f"> {text}\n>\n> {answer.citations[name]}" for name, text in (answer.quotes or {}).items()]
    parts = [
        f"# {question.title}",
        f"Question {question.id} of {release.title}, version {release.version}, data of {release.date}. "
        f"{release.address}",
        *(["Asked with:", "\n".join(asked)] if asked else []),
        answer.to_markdown().rstrip() if answer.rows else f"**{question.summary}**",
        f"{counted(len(answer.rows), 'row')}.",
        *told_of(answer),
        *(["## The words of the passages", *quoted] if quoted else []),
        "## How to check this",
        _how(answer),
        "## Licence and citation",
        f"{release.licence_name} ({release.licence}). Cite this answer as `sources.bib` and `sources.csl.json` have it, and with "
        "a statement the source that it names. The texts of the sources are their authors'; "
        + ("of them only the words above are in this pack." if quoted else "they are not in this pack."),
    ]
    return "\n\n".join(parts) + "\n"


def _how(answer: Answer) -> str:
    if answer.question.about_the_graph or not answer.rows:
        return "`question.rq` is the query as it was run. Ask it of the release that is named above."
    return (
        "“Rests on” names the passages of a row; `answer.json` has its statements one by one. They stand in `evidence.trig`, "
        "each in the named graph of the passage that says it. Load that file and `terms.trig` into any "
        "SPARQL 1.1 server and run `question.rq`: it gives these rows. "
        "`mfa-graph verify` does that, and compares all files with one another and with their digests."
    )
