"""Two releases beside each other: what changed, in terms, and the words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.answers import NOT_KNOWN, said_by
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.cells import Citation
from mfa_graph.releases.answers import AnswerChange, answers_changed
from mfa_graph.releases.changes import CONCLUDED, Changes, changes_of, home_of
from mfa_graph.releases.patch import Patch, patch_of
from mfa_graph.releases.snapshots import Snapshot
from mfa_graph.store import NamedNode, Quad
from mfa_graph.vocabulary import BASE, PREFIXES, RDF, shortened

__all__ = ["Difference", "Words", "compared", "patch_between"]


@dataclass(frozen=True)
class Difference:
    """What changed from one release to another.

    Attributes:
        old: The one.
        new: The other.
        content: Whose questions and views were used.
        changes: What came and went, at our own addresses.
        answers: What became of each answer of the catalogue; None where nobody asked.
    """

    old: Snapshot
    new: Snapshot
    content: Content
    changes: Changes
    answers: tuple[AnswerChange, ...] | None

    @property
    def notes(self) -> list[str]:
        """What a reader should know, in sentences."""
        told = []
        if self.old.base != self.new.base:
            told.append(
                f"The releases stand at different addresses, {self.old.base} and {self.new.base}; "
                f"they were compared at {BASE}."
            )
        if self.old.release and self.old.release == self.new.release and (self.changes.added or self.changes.removed):
            told.append(f"Both call themselves {self.new.release}, and they do not say the same.")
        if self.answers is not None:
            told.append("The questions are those of the content that this program uses, put to both releases.")
        return told

    @cached_property
    def words(self) -> Words:
        """The words for all that is told."""
        return Words.of(self)

    def quads(self) -> Iterator[Quad]:
        """All statements that are told."""
        yield from (quad for quad, _ in self.changes.asserted())
        for answer in self.answers or ():
            yield from (why.quad for row in answer.rows for why in row.because if why.quad is not None)

    def terms(self) -> Iterator[object]:
        """All terms that are told, without those of passages."""
        for quad in self.quads():
            yield from (quad.subject, quad.predicate, quad.object)
        for answer in self.answers or ():
            for row in answer.rows:
                yield from (*(row.gone or ()), *(row.new or ()))


@dataclass(frozen=True, slots=True)
class Words:
    """What things are called, where a release calls them something: as the newer does, else as the older did."""

    labels: Mapping[str, str]
    citations: Mapping[str, Citation]
    classes: Mapping[str, str]

    @classmethod
    def of(cls, difference: Difference) -> Words:
        """The words for all that a difference tells."""
        things = {term.value for term in difference.terms() if isinstance(term, NamedNode)}
        graphs = {home_of(quad) for quad in difference.quads()}
        sources = {change.source for change in difference.changes.sources()}
        labels: dict[str, str] = {}
        citations: dict[str, Citation] = {}
        classes: dict[str, str] = {}
        for graph in (difference.changes.old, difference.changes.new):
            asker = Asker(graph, difference.content)
            labels |= asker.labels(things | sources, language="en")
            # Of a property of ours its own label, not that of the role that it gives.
            labels |= {each: graph.label(each) for each in things if each.startswith(PREFIXES["mfa"])}
            citations |= asker.citations(things | graphs)
            classes |= _classes(graph, things)
        return cls(labels, citations, classes)

    def term(self, term: object) -> str:
        """A term as a person reads it."""
        if term is None:
            return NOT_KNOWN
        if not isinstance(term, NamedNode):
            return str(getattr(term, "value", term))
        cited = self.citations.get(term.value)
        return str(cited) if cited else self.labels.get(term.value) or shortened(term.value)

    def statement(self, quad: Quad) -> str:
        """A statement in the words of its labels."""
        return f"{self.term(quad.subject)} – {self.term(quad.predicate)} – {self.term(quad.object)}"

    def said_by(self, graph: str) -> str:
        """Who says what stands in a named graph: a passage as it is cited, or what of our own."""
        return said_by(graph, self.citations)


def _classes(graph: KnowledgeGraph, things: Set[str]) -> dict[str, str]:
    """What kind of thing each is, in the words of the class that somebody gives it."""
    found = {}
    for quad in graph.quads:
        if quad.predicate.value == RDF.type and isinstance(quad.subject, NamedNode) and quad.subject.value in things:
            kind = str(getattr(quad.object, "value", ""))
            if kind.startswith(PREFIXES["mfa"]) and not home_of(quad).startswith(CONCLUDED["inferred"]):
                found[quad.subject.value] = graph.label(kind)
    return found


def compared(
    old: Snapshot,
    new: Snapshot,
    content: Content,
    *,
    answers: bool = True,
    as_of: str | None = None,
    progress: Callable[[str], None] = lambda words: None,
) -> Difference:
    """What changed from one release to another; with `answers` also what became of each answer, asked for the day `as_of`.

    Raises:
        WrongValue: `as_of` is no day.
    """
    progress("comparing statements")
    changes = changes_of(old.graph, new.graph)
    asked = answers_changed(changes, content, as_of=as_of, progress=progress) if answers else None
    return Difference(old, new, content, changes, None if asked is None else tuple(asked))


def patch_between(old: Snapshot, new: Snapshot) -> Patch:
    """The patch that leads from the dump of one release to that of another, each at its own addresses."""
    header = {name: f"<{each.release}>" for name, each in (("old", old), ("new", new)) if each.release}
    return patch_of(old.quads, new.quads, header)
