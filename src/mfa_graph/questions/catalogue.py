"""The catalogue of questions: the heads of ``queries/qNN-*.rq``, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName, nearest
from mfa_graph.heads import QueryFile, read_query
from mfa_graph.store import NamedNode
from mfa_graph.vocabulary import PREFIXES

__all__ = ["AS_OF", "Catalogue", "Column", "Parameter", "Question"]

AS_OF = "as-of"
"""The parameter that names the day for which an answer holds."""

_HEAD_KEYS = {"id", "title", "summary", "tags", "chart", "as-of", "about-the-graph", "parameters", "columns", "note"}
_CHARTS = {"table", "map", "timeline", "network", "matrix"}
_TYPES = {"thing", "date", "integer", "text"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question.

    Attributes:
        name: The word on the command line and at the marked line.
        type: ``thing`` (an IRI, chosen among the instances of `choices`), ``date``, ``integer`` or ``text``.
        choices: IRIs of the classes whose instances fit; empty unless `type` is ``thing``.
        help: What it is, in a few words.
        default: The term in the marked line, in SPARQL's syntax; ``UNDEF`` where any will do.
    """

    name: str
    type: str
    choices: tuple[str, ...]
    help: str
    default: str

    @property
    def default_term(self) -> NamedNode | None:
        """The thing that stands in the marked line; None where any will do, or where it is no thing."""
        return NamedNode(self.default.strip("<>")) if self.default.startswith("<") else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: the variable's `name`, a plain `heading`, and its `meaning` in a sentence."""

    name: str
    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue, with the file that answers it in any SPARQL 1.1 editor.

    `note` is what a reader of any of its answers should know; empty where there is nothing. `about_the_graph` is whether the
    question asks of the graph itself, how much it holds and on what ground, and not of what the sources speak of.
    """

    id: str
    title: str
    summary: str
    tags: tuple[str, ...]
    chart: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    file: QueryFile
    note: str = ""
    about_the_graph: bool = False

    @property
    def is_as_of(self) -> bool:
        """Whether the answer is for a day, given as the parameter ``as-of``."""
        return any(parameter.name == AS_OF for parameter in self.parameters)

    def parameter(self, name: str) -> Parameter:
        """The parameter called `name`.

        Raises:
            UnknownName: the question has none of that name.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [parameter.name for parameter in self.parameters]
        remedy = nearest(name, names) if names else "ask it without parameters."
        raise UnknownName(f"Question {self.id} has no parameter “{name}”.", remedy=remedy)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All questions, in the order of their ids."""

    questions: tuple[Question, ...]

    @classmethod
    def read(cls, content: Content) -> Catalogue:
        """Read every ``qNN-*.rq`` of the content.

        Raises:
            MissingContent: there is no question.
            ContentProblem: a head is incomplete, has an unknown key, or does not fit its query.
        """
        files = [path for path in content.files("queries", ".rq") if path.parent == content.folder("queries")]
        questions = sorted((_question(read_query(path)) for path in files), key=lambda question: question.id)
        for one, other in pairwise(questions):
            if one.id == other.id:
                message = f"{one.file.path.name} has the same id “{one.id}”."
                raise other.file.problem(message, remedy="give one of the two another number.", word="id")
        return cls(tuple(questions))

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def nearest(self, sentence: str, *, most: int = 3) -> list[Question]:
        """The questions that share most words with a sentence, best first; none where none shares any."""
        asked = _words(sentence)
        shared = {
            question.id: len(asked & _words(f"{question.title} {question.summary}")) for question in self.questions
        }
        ranked = sorted(self.questions, key=lambda question: -shared[question.id])
        return [question for question in ranked[:most] if shared[question.id]]

    def get(self, name: str) -> Question:
        """The question with this id.

        Raises:
            UnknownName: there is none.
        """
        wanted = re.sub(r"^q(\d)$", r"q0\1", name.lower())
        for question in self.questions:
            if question.id == wanted:
                return question
        ids = [question.id for question in self.questions]
        raise UnknownName(f"There is no question “{name}”.", remedy=nearest(name, ids) + " `mfa-graph ask` lists them.")


def _words(text: str) -> set[str]:
    """The words of a text that carry its sense, cut to their first six letters, so that “ratified” meets “ratification”."""
    return {word[:6] for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


def _question(file: QueryFile) -> Question:
    file.refuse_unknown(_HEAD_KEYS)
    identifier = file.require("id", str)
    if not file.path.name.startswith(f"{identifier}-"):
        raise file.problem(
            f"The id “{identifier}” is not how the file's name begins.", remedy="make them equal.", word="id"
        )
    if (chart := file.require("chart", str)) not in _CHARTS:
        raise file.problem(
            f"“{chart}” is no chart.", remedy=f"choose one of: {', '.join(sorted(_CHARTS))}.", word="chart"
        )
    parameters = _parameters(file)
    if bool(file.head.get("as-of")) != any(parameter.name == AS_OF for parameter in parameters):
        raise file.problem(
            "The mark as-of and the parameter as-of go together.",
            remedy="write as-of = true and a parameter as-of of type date, or neither.",
            word=AS_OF,
        )
    return Question(
        id=identifier,
        title=file.require("title", str),
        summary=file.require("summary", str),
        tags=file.require_texts("tags"),
        chart=chart,
        parameters=parameters,
        columns=_columns(file),
        file=file,
        note=file.require("note", str) if "note" in file.head else "",
        about_the_graph=file.require("about-the-graph", bool) if "about-the-graph" in file.head else False,
    )


def _parameters(file: QueryFile) -> tuple[Parameter, ...]:
    described = file.head.get("parameters", {})
    for name in described.keys() ^ file.defaults.keys():
        raise file.problem(
            f"The parameter “{name}” stands only in the head or only in the query.",
            remedy=f"describe it as [parameters.{name}] and mark its line: VALUES ?{name} {{ ... }} #+ {name}",
            word=name,
        )
    return tuple(_parameter(file, name, described[name]) for name in described)


def _parameter(file: QueryFile, name: str, described: dict[str, object]) -> Parameter:
    file.refuse_unknown({"type", "choices", "help"}, inside=described)
    kind = file.require("type", str, inside=described)
    if kind not in _TYPES:
        raise file.problem(
            f"“{kind}” is no type of parameter.",
            remedy=f"choose one of: {', '.join(sorted(_TYPES))}.",
            word=kind,
        )
    choices = file.require_texts("choices", inside=described) if kind == "thing" else ()
    return Parameter(
        name=name,
        type=kind,
        choices=tuple(_expanded(file, choice) for choice in choices),
        help=file.require("help", str, inside=described),
        default=file.defaults[name],
    )


def _expanded(file: QueryFile, name: str) -> str:
    """The IRI of a prefixed name such as ``mfa:Organisation``."""
    prefix, colon, local = name.partition(":")
    if not colon or prefix not in PREFIXES:
        raise file.problem(
            f"“{name}” is not a prefixed name of a class.",
            remedy="write it as in mfa:Organisation.",
            word=name,
        )
    return PREFIXES[prefix] + local


def _columns(file: QueryFile) -> tuple[Column, ...]:
    columns = []
    for name, described in file.require("columns", dict).items():
        if not isinstance(described, dict):
            raise file.problem(
                f"The column “{name}” is not described.",
                remedy=f'write {name} = {{ heading = "...", meaning = "..." }}',
                word=name,
            )
        file.refuse_unknown({"heading", "meaning"}, inside=described)
        heading, meaning = (file.require(key, str, inside=described) for key in ("heading", "meaning"))
        columns.append(Column(name, heading, meaning))
    return tuple(columns)
