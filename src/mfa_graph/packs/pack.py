"""An evidence pack: an answer, the queries, the statements that it rests on, and their sources, as one archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mfa_graph.assets import Content
from mfa_graph.exporters.archives import archive_of
from mfa_graph.exporters.references import as_bibtex, as_csl, of_answer, sources_of
from mfa_graph.exporters.releases import Release
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.packs.crate import crate_of
from mfa_graph.packs.members import CRATE
from mfa_graph.packs.page import page_of, told_of
from mfa_graph.packs.proof import evidence_quads, terms
from mfa_graph.packs.reading import passages_of
from mfa_graph.questions.answers import Answer
from mfa_graph.questions.evidence import evidence_file
from mfa_graph.store import Quad, Store

__all__ = ["Pack", "pack_of"]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: its files by name, the metadata last, and how many rows, statements, passages and references they hold."""

    members: Mapping[str, bytes]
    counts: Mapping[str, int]

    @property
    def body(self) -> bytes:
        """The archive (zip), always the same bytes for the same answer."""
        return archive_of(self.members)


def pack_of(answer: Answer, store: Store, content: Content, release: Release) -> Pack:
    """The pack of an answer that `store` gave with its evidence; `release` is what the store holds.

    Raises:
        QueryProblem, EndpointProblem: the store does not answer.
        MissingContent: a view or the question's evidence query is not there.
    """
    assert answer.evidence is not None, "a pack is made of an answer with its evidence"
    references = [of_answer(answer, release), *sources_of(store, content, answer.citations)]
    quads = evidence_quads(answer.evidence)
    texts = {
        "answer.md": page_of(answer, release),
        "answer.json": answer.to_json(),
        "answer.csv": answer.to_csv(),
        "passages.csv": passages_of(answer.citations),
        "sources.bib": as_bibtex(references),
        "sources.csl.json": as_csl(references),
        **_queries(answer, content),
    }
    members = {name: text.encode() for name, text in texts.items()}
    if not answer.question.about_the_graph:
        members |= {"evidence.trig": _trig(quads), "terms.trig": _trig(terms(store, content))}
    counts = {
        "answer.json": len(answer.rows),
        "evidence.trig": len(quads),
        "passages.csv": len(answer.citations),
        "sources.csl.json": len(references),
    }
    metadata = crate_of(answer, release, references[1:], members, counts, told_of(answer))
    return Pack({**dict(sorted(members.items())), CRATE: metadata}, counts)


def _queries(answer: Answer, content: Content) -> dict[str, str]:
    """The question and its evidence query with the values that their parameters had."""
    values = {name: [term] for name, term in answer.parameters.items()}
    queries = {"question.rq": answer.question.file.filled(values)}
    if not answer.question.about_the_graph:
        file = evidence_file(content, answer.question.id)
        queries["evidence.rq"] = file.filled({name: of for name, of in values.items() if name in file.defaults})
    return queries


def _trig(quads: Iterable[Quad]) -> bytes:
    return KnowledgeGraph(quads).dump(by_name("trig"))
