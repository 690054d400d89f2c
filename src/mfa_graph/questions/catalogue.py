"""The catalogue of questions: the heads of ``queries/qNN-*.rq``, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mfa_graph.assets import Content
from mfa_graph.errors import UnknownName, nearest
from mfa_graph.heads import QueryFile, read_query
from mfa_graph.vocabulary import PREFIXES

__all__ = ["Catalogue", "Column", "Parameter", "Question"]

_HEAD_KEYS = {"id", "title", "summary", "tags", "chart", "parameters", "columns"}
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


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: the variable's `name`, a plain `heading`, and its `meaning` in a sentence."""

    name: str
    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue, with the file that answers it in any SPARQL 1.1 editor."""

    id: str
    title: str
    summary: str
    tags: tuple[str, ...]
    chart: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    file: QueryFile

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
        return cls(tuple(sorted((_question(read_query(path)) for path in files), key=lambda q: q.id)))

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def get(self, name: str) -> Question:
        """The question with this id.

        Raises:
            UnknownName: there is none.
        """
        for question in self.questions:
            if question.id == name.lower():
                return question
        ids = [question.id for question in self.questions]
        raise UnknownName(f"There is no question “{name}”.", remedy=nearest(name, ids) + " `mfa-graph ask` lists them.")


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
    return Question(
        id=identifier,
        title=file.require("title", str),
        summary=file.require("summary", str),
        tags=tuple(file.require("tags", list)),
        chart=chart,
        parameters=_parameters(file),
        columns=_columns(file),
        file=file,
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
    choices = file.require("choices", list, inside=described) if kind == "thing" else []
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
        file.refuse_unknown({"heading", "meaning"}, inside=described)
        heading, meaning = (file.require(key, str, inside=described) for key in ("heading", "meaning"))
        columns.append(Column(name, heading, meaning))
    return tuple(columns)
