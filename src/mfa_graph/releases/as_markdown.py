"""A difference of two releases in words, as Markdown: first what people said, then what follows, then the answers and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from mfa_graph.findings import counted
from mfa_graph.releases.answers import AnswerChange, Reason, RowChange
from mfa_graph.releases.changes import GraphChange, SourceChange, ThingChange, home_of
from mfa_graph.releases.compare import Difference, Words
from mfa_graph.store import NamedNode, Quad, Term
from mfa_graph.vocabulary import shortened

__all__ = ["as_markdown"]

_WORDS = {
    ("rests-on", True): "now said",
    ("rests-on", False): "no longer said",
    ("denies", True): "now said, which rules the row out",
    ("denies", False): "no longer said, which ruled the row out",
    ("leaves-open", True): "now said, which the row left open",
    ("leaves-open", False): "no longer said, which the row now leaves open",
    ("closed-by", True): "now said, which closes the row",
    ("closed-by", False): "no longer said, which closed the row",
    ("concluded", True): "now concluded from what was said before too",
    ("concluded", False): "no longer concluded, though what it was concluded from is still said",
}
_NO_REASON = (
    "nothing that the row rests on, takes not to be so or leaves open came or went, "
    "so no statement can be named as the reason"
)
_KINDS = {"thing": "Things", "relation": "Relations", "concept": "Concepts", "term": "Terms"}


def as_markdown(difference: Difference, *, most: int = 20) -> str:
    """The difference in words. Of each list `most` entries are told, and how many more there are; with 0 all are."""
    return "\n".join(_Page(difference, most).lines()) + "\n"


class _Page:
    """The sections of the page, each an iterator of lines."""

    def __init__(self, difference: Difference, most: int) -> None:
        self._difference = difference
        self._words: Words = difference.words
        self._most = most
        self._notes: dict[str, int] = {}

    def lines(self) -> Iterator[str]:
        difference = self._difference
        yield f"# From {_safe(difference.old.title)} to {_safe(difference.new.title)}"
        for note in difference.notes:
            yield from ("", _safe(note))
        yield from ("", *self._summary())
        sources, things = difference.changes.sources(), difference.changes.things()
        if sources:
            yield from ("", "## Sources", "", *self._cut(map(self._source, sources)))
        for kind, heading in _KINDS.items():
            if found := [each for each in things if each.kind == kind]:
                yield from ("", f"## {heading}", "", *self._cut(map(self._thing, found)))
        yield from self._concluded()
        if difference.answers is not None:
            yield from ("", "## Answers", "", *self._answers(difference.answers))
        if self._notes:
            yield from (
                "",
                *(f"[{number}] {_safe(self._words.said_by(name))}  " for name, number in self._notes.items()),
            )

    def _summary(self) -> Iterator[str]:
        graphs = self._difference.changes.by_graph()
        if not graphs:
            yield "Both say the same."
            return
        said = [each for each in graphs if each.kind == "asserted"]
        follows = [each for each in graphs if each.kind != "asserted"]
        yield f"What is said: {_came_and_went(said)}, in {counted(len(said), 'named graph')}."
        yield f"What follows from it by rule: {_came_and_went(follows)}."
        answers = self._difference.answers or ()
        if changed := [each.question.id for each in answers if each.rows]:
            yield f"Of {counted(len(answers), 'answer')} {len(changed):,} changed: {', '.join(changed)}."
        elif answers:
            yield f"None of {counted(len(answers), 'answer')} changed."

    def _concluded(self) -> Iterator[str]:
        follows = [each for each in self._difference.changes.by_graph() if each.kind != "asserted"]
        if follows:
            yield from ("", "## What follows by rule", "", "| Rule | Came | Went |", "|---|---|---|")
            yield from (f"| {shortened(each.graph)} | {each.added:,} | {each.removed:,} |" for each in follows)

    def _source(self, change: SourceChange) -> list[str]:
        title = _safe(self._words.labels.get(change.source) or shortened(change.source))
        parts = [f"{_signed(change.added, change.removed)} in its passages"] if change.added or change.removed else []
        if change.change == "changed":
            parts += [f"{counted(len(change.passages_new), 'new passage')}"] if change.passages_new else []
            parts += [f"{counted(len(change.passages_gone), 'passage')} gone"] if change.passages_gone else []
        whole = {*change.passages_new, *change.passages_gone} if change.change == "changed" else {change.source}
        about = [
            self._line(quad, came)
            for quad, came in change.described
            if change.source not in whole and getattr(quad.subject, "value", "") not in whole
        ]
        return [
            f"- {change.change}: {title}{': ' if parts else ''}{', '.join(parts)}",
            *self._cut([each] for each in about),
        ]

    def _thing(self, change: ThingChange) -> list[str]:
        kind = self._words.classes.get(change.thing)
        title = _safe(self._words.labels.get(change.thing) or shortened(change.thing))
        lines = [f"- {change.change}: **{title}**{f' ({_safe(kind)})' if kind else ''} `{shortened(change.thing)}`"]
        told = chain(((quad, False) for quad in change.removed), ((quad, True) for quad in change.added))
        return [*lines, *self._cut([self._line(quad, came, subject=False)] for quad, came in told)]

    def _line(self, quad: Quad, came: bool, *, subject: bool = True) -> str:
        """A statement that came or went, and who says it."""
        words = self._words
        told = f"{words.term(quad.predicate)} – {words.term(quad.object)}"
        told = f"{words.term(quad.subject)} – {told}" if subject else told
        return f"  - {'+' if came else '−'} {_safe(told)} {self._note(home_of(quad))}"

    def _answers(self, answers: Sequence[AnswerChange]) -> Iterator[str]:
        same = [each.question.id for each in answers if not each.rows]
        if same:
            yield f"Answered as before: {', '.join(same)}."
        for change in answers:
            if change.rows:
                yield from self._answer(change)

    def _answer(self, change: AnswerChange) -> Iterator[str]:
        yield from ("", f"### {change.question.id} {_safe(change.question.summary)}", "")
        if change.days is not None and change.days[0] != change.days[1]:
            yield f"Asked for {change.days[0]} before and for {change.days[1]} now."
        yield f"{counted(change.counts[0], 'row')} before, {change.counts[1]:,} now."
        if change.question.about_the_graph:
            yield "The question speaks of the graph itself, so every statement that came or went can change it."
        yield f"Columns: {' | '.join(_safe(column.heading) for column in change.question.columns)}"
        yield ""
        yield from self._cut(self._row(row, change) for row in change.rows)

    def _row(self, row: RowChange, change: AnswerChange) -> list[str]:
        sides = (("−", row.gone), ("+", row.new))
        lines = [f"- {sign} {' | '.join(map(self._cell, cells))}" for sign, cells in sides if cells is not None]
        if change.question.about_the_graph:
            return lines
        if not row.because:
            return [*lines, f"  - {_NO_REASON}"]
        return [*lines, *self._cut([self._because(each, change)] for each in row.because)]

    def _cell(self, term: Term | None) -> str:
        if isinstance(term, NamedNode) and term.value in self._words.citations:
            return self._note(term.value)
        return _safe(self._words.term(term))

    def _because(self, reason: Reason, change: AnswerChange) -> str:
        if reason.quad is None:
            assert change.days is not None
            if reason.came:
                return f"  - because of the day: asked for {change.days[1]}, the old release gave it already"
            return f"  - because of the day: asked for {change.days[0]}, the new release still gives it"
        told = _safe(self._words.statement(reason.quad))
        return f"  - because {_WORDS[reason.kind, reason.came]}: {told} {self._note(home_of(reason.quad))}"

    def _note(self, graph: str) -> str:
        """The number, in brackets, of what is said below of who says something."""
        return f"[{self._notes.setdefault(graph, len(self._notes) + 1)}]"

    def _cut(self, entries: Iterable[list[str]]) -> list[str]:
        """The lines of the first entries, and how many entries there are besides."""
        told = list(entries)
        shown = told[: self._most] if self._most else told
        lines = list(chain.from_iterable(shown))
        if len(told) > len(shown):
            indent = lines[-1][: len(lines[-1]) - len(lines[-1].lstrip())] if len(shown[-1]) == 1 else ""
            lines.append(f"{indent}- and {len(told) - len(shown):,} more (--most 0 tells all)")
        return lines


def _came_and_went(graphs: Iterable[GraphChange]) -> str:
    added, removed = 0, 0
    for each in graphs:
        added, removed = added + each.added, removed + each.removed
    return f"{counted(added, 'statement')} came and {removed:,} went"


def _signed(added: int, removed: int) -> str:
    return f"+{added:,} −{removed:,} statements"


def _safe(text: str) -> str:
    """A text that Markdown shows as it is, on one line: it may come from anywhere."""
    return " ".join(text.replace("<", "&lt;").replace("`", "'").split())
