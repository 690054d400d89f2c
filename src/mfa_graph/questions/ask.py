"""Asking a question: parameters become terms, the query runs, and each cell and passage gets its words."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, Place, UnknownName, WrongValue, nearest
from mfa_graph.heads import QueryFile
from mfa_graph.questions.answers import Answer
from mfa_graph.questions.catalogue import AS_OF, Parameter, Question
from mfa_graph.questions.cells import Citation
from mfa_graph.questions.evidence import Evidence, Prover, Witnesses
from mfa_graph.questions.spelling import with_all_words
from mfa_graph.questions.views import view_file, view_rows
from mfa_graph.store import Literal, NamedNode, Solutions, Store, Term
from mfa_graph.vocabulary import BASE, PREFIXES, XSD, shortened

__all__ = ["Asker"]

_OFFERED = 8
"""So many things are told where a name fits more."""

_ADDRESS = re.compile(
    r"https?://[^\s\x00-\x1f\x7f-\x9f<>\"{}|\\^`#\[\]%]+(#[^\s\x00-\x1f\x7f-\x9f<>\"{}|\\^`#\[\]%]*)?"
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Puts questions to a store, with the views of the content that say what things are called and how passages are cited."""

    store: Store
    content: Content
    _files: dict[str, QueryFile] = field(default_factory=dict, repr=False, compare=False)

    def ask(
        self, question: Question, values: Mapping[str, str], *, language: str = "en", prove: Prover | None = None
    ) -> Answer:
        """Answer a question with parameters given as people write them: labels, acronyms, codes or IRIs.

        With `prove`, which says what an inferred statement rests on, each row comes with its evidence.

        Raises:
            UnknownName: a parameter or the thing it names is not known, or its name fits several things.
            WrongValue: a value is not of the parameter's type.
            ContentProblem: the query's columns are not those of its head.
        """
        given = {name: self.term(question.parameter(name), text) for name, text in values.items()}
        defaults = {parameter.name: parameter.default_term for parameter in question.parameters}
        terms = {name: term for name, term in {**defaults, **given}.items() if term is not None}
        notes: tuple[str, ...] = (question.note,) if question.note else ()
        if question.is_as_of:
            data_date, earliest = self._days()
            day = terms[AS_OF] = given.get(AS_OF, data_date)
            if day.value < earliest.value:
                notes += (f"Nothing in the graph has a day before {earliest.value}.",)
        solutions = self._select(question.file.filled({name: [term] for name, term in terms.items()}))
        _refuse_other_columns(question, solutions)
        evidence = None if prove is None else tuple(self._evidence(question, solutions, terms, prove))
        things = {cell.value for row in solutions for cell in row if isinstance(cell, NamedNode)}
        things |= {name for each in evidence or () for name in each.passages()}
        things |= {term.value for term in terms.values() if isinstance(term, NamedNode)}
        return Answer(
            question=question,
            parameters=terms,
            rows=solutions.rows,
            labels=self.labels(things, language=language),
            citations=self.citations(things),
            notes=notes,
            evidence=evidence,
        )

    def witnesses(self, prove: Prover) -> Witnesses:
        """What finds the evidence of rows; `prove` says what an inferred statement rests on."""
        return Witnesses(self.store, self.content, prove, self._files)

    def _evidence(
        self, question: Question, solutions: Solutions, terms: Mapping[str, Term], prove: Prover
    ) -> list[Evidence]:
        if question.about_the_graph:
            return [Evidence() for _ in solutions]
        witnesses = self.witnesses(prove)
        values = {name: [term] for name, term in terms.items()}
        return witnesses.of(witnesses.file(question.id), solutions.rows, values) if solutions.rows else []

    def _days(self) -> tuple[Literal, Literal]:
        """The day of the data, and the earliest day on which anything in it can have begun.

        Raises:
            ContentProblem: the graph names no such days, so nothing in it can be asked for a day.
        """
        view = view_file(self.content, "days")
        ((data_date, earliest),) = self._select(view.text)
        if not isinstance(data_date, Literal) or not isinstance(earliest, Literal):
            raise ContentProblem(
                "No source says when it was seen, or nothing has a date.",
                place=Place(view.path),
                remedy="write mfa:seenOn for the sources and mfa:start for what has one.",
            )
        return data_date, earliest

    def term(self, parameter: Parameter, text: str) -> Term:
        """The term that a person means by `text` as the value of a parameter.

        Raises:
            UnknownName: nothing is called so, or several things are.
            WrongValue: the text is not of the parameter's type.
        """
        match parameter.type:
            case "thing":
                return self._thing(parameter, text)
            case "date":
                return _checked(parameter, text, datetime.date.fromisoformat, XSD.date, "a day such as 2015-05-05")
            case "integer":
                return _checked(parameter, text, int, XSD.integer, "a whole number such as 3")
            case _:
                return Literal(text)

    def labels(self, things: Iterable[str], *, language: str) -> dict[str, str]:
        """What each thing is called in a language; where it has no label in it, in English, and else in any."""
        candidates: dict[str, list[Literal]] = defaultdict(list)
        for thing, label in self._view("labels", "thing", things):
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                candidates[thing.value].append(label)
        wanted = (language.lower(), "en")
        return {
            thing: min(labels, key=lambda label: (_rank(label, wanted), label.value)).value
            for thing, labels in candidates.items()
        }

    def citations(self, things: Iterable[str]) -> dict[str, Citation]:
        """How those of the things that are passages are cited."""
        found = {}
        for row in self._view("citations", "passage", things):
            passage, *words = ("" if cell is None else cell.value for cell in row)
            found[passage] = Citation(passage, *words)
        return found

    def names(self, classes: Sequence[str]) -> dict[str, set[str]]:
        """The IRIs of all instances of some classes, each with every name it has."""
        names: dict[str, set[str]] = defaultdict(set)
        for thing, name in self._view("names", "class", classes):
            if isinstance(thing, NamedNode):
                names[thing.value] |= {name.value} if isinstance(name, Literal) else set()
        return names

    def called(self, text: str) -> list[NamedNode]:
        """All things that are called so, in any language, or have this IRI, short address, prefixed name or name in our ontology.

        Raises:
            UnknownName: nothing is.
        """
        wanted = _expanded(text.strip().strip("<>"))
        view = view_file(self.content, "called")
        possible = (wanted,) if ":" in wanted else (BASE + wanted, PREFIXES["mfa"] + wanted)
        addresses = [NamedNode(address) for address in possible if _ADDRESS.fullmatch(address)]
        rows = self._select(view.filled({"name": [Literal(wanted.casefold())], "address": addresses}))
        things = sorted({thing for _, thing in rows if isinstance(thing, NamedNode)}, key=str)
        if things:
            return things
        rows = self._select(view.filled({"name": ["UNDEF"], "address": addresses}))
        names = (name.value for name, _ in rows if isinstance(name, Literal))
        raise UnknownName(f"Nothing is called “{text}”.", remedy=nearest(text, names))

    def the_one(self, text: str) -> str:
        """The IRI of the one thing that is called so; see `called`.

        Raises:
            UnknownName: nothing is, or several things are.
        """
        return self.only([thing.value for thing in self.called(text)], text)

    def only(self, fitting: Sequence[str], text: str) -> str:
        """The one thing that a text fits.

        Raises:
            UnknownName: it fits several things, of which the first are told.
        """
        if len(fitting) > 1:
            labels = self.labels(fitting, language="en")
            offered = [f"“{labels.get(thing) or thing}” ({shortened(thing)})" for thing in sorted(fitting)[:_OFFERED]]
            more = f", or {len(fitting) - _OFFERED} more" if len(fitting) > _OFFERED else ""
            raise UnknownName(
                f"“{text}” fits {len(fitting)} things.", remedy=f"name one of them: {' or '.join(offered)}{more}."
            )
        return fitting[0]

    def _thing(self, parameter: Parameter, text: str) -> NamedNode:
        names = self.names(parameter.choices)
        wanted = _expanded(text.strip().strip("<>"))
        if wanted in names:
            return NamedNode(wanted)
        folded = wanted.casefold()
        fitting = [
            thing
            for thing, called in names.items()
            if folded in {name.casefold() for name in called} or thing.casefold().endswith(f"/{folded}")
        ]
        fitting = fitting or with_all_words(text, names)
        if fitting:
            return NamedNode(self.only(fitting, text))
        kinds = " or ".join(choice.rpartition("#")[2] for choice in parameter.choices)
        known = [name for called in names.values() for name in called]
        raise UnknownName(f"No {kinds} is called “{text}”.", remedy=nearest(text, known))

    def _view(self, name: str, parameter: str, things: Iterable[str]) -> Iterable[tuple[Term | None, ...]]:
        """The rows of a file in ``queries/views/`` about some things; no rows about none."""
        terms = [NamedNode(thing) for thing in sorted(set(things))]
        if not terms:
            return ()
        return view_rows(self.store, self.content, name, {parameter: terms})

    def _select(self, text: str) -> Solutions:
        answer = self.store.query(text)
        assert isinstance(answer, Solutions), "a question is a SELECT query"
        return answer


def _refuse_other_columns(question: Question, solutions: Solutions) -> None:
    described = tuple(column.name for column in question.columns)
    if described != solutions.variables:
        raise ContentProblem(
            f"The query selects {', '.join(solutions.variables)}, but its head describes {', '.join(described)}.",
            place=Place(question.file.path),
            remedy="describe in [columns] what the query selects, in its order.",
        )


def _checked(parameter: Parameter, text: str, read: object, datatype: str, example: str) -> Literal:
    """The text as a literal of a datatype, if `read` can read it."""
    assert callable(read)
    try:
        value = read(text)
    except ValueError as error:
        raise WrongValue(
            f"“{text}” does not fit the parameter “{parameter.name}”.", remedy=f"write {example}."
        ) from error
    return Literal(str(value), datatype=NamedNode(datatype))


def _expanded(text: str) -> str:
    """A prefixed name as an IRI; anything else as it is."""
    prefix, colon, local = text.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else text


def _rank(label: Literal, wanted: tuple[str, ...]) -> int:
    language = label.language or ""
    return wanted.index(language) if language in wanted else len(wanted)
