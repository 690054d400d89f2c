"""Which file of ``shapes/``, and which shape in it, no engine can run: engines say what is wrong and not where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, Place
from mfa_graph.store import BlankNode, NamedNode, Triple
from mfa_graph.store.syntax import read
from mfa_graph.validation.engines import results_of
from mfa_graph.validation.tokens import Lines, Unreadable
from mfa_graph.validation.turtle import statements
from mfa_graph.vocabulary import shortened

__all__ = ["line_of", "with_culprit"]

_Blocks = dict[str, list[Triple]]
_Fails = Callable[[list[Triple]], bool]


def with_culprit(
    problem: ContentProblem, content: Content, data: Sequence[Triple], engine: str | None
) -> ContentProblem:
    """The same problem with the file, line and name of the shape that sets it off, as far as they can be found.

    The shapes are run again without some of them until the rest can be run: on no data, or, where that goes well, on all of it.
    """
    files = {path: _blocks([quad.triple for quad in read(path)]) for path in content.files("shapes", ".ttl")}
    everything = [triple for blocks in files.values() for triple in _all(blocks)]
    fails = next((each for each in (_failing([], engine), _failing(data, engine)) if each(everything)), None)
    if fails is None:
        return problem
    for path, blocks in files.items():
        others = [triple for other, each in files.items() if other != path for triple in _all(each)]
        if fails(others):
            continue
        shape = _first_failing(blocks, others, fails)
        return ContentProblem(
            f"{problem.message.rstrip('.')}. This is about the shape <{shortened(shape)}>.",
            place=Place(path, line_of(path, shape)),
            remedy="mend the shape; https://www.w3.org/TR/shacl/ says what it may hold.",
        )
    return problem


def _failing(data: Sequence[Triple], engine: str | None) -> _Fails:
    def fails(shapes: list[Triple]) -> bool:
        try:
            results_of(data, shapes, engine=engine)
        except ContentProblem:
            return True
        return False

    return fails


def _blocks(triples: Sequence[Triple]) -> _Blocks:
    """The triples of each named shape, with those of the blank nodes that hang from it, in the order of the file."""
    about: dict[object, list[Triple]] = defaultdict(list)
    for triple in triples:
        about[triple.subject].append(triple)
    blocks: _Blocks = {}
    for subject in about:
        if isinstance(subject, NamedNode):
            waiting, found, seen = [*about[subject]], [], set()
            while waiting:
                triple = waiting.pop()
                found.append(triple)
                if isinstance(triple.object, BlankNode) and triple.object not in seen:
                    seen.add(triple.object)
                    waiting += about[triple.object]
            blocks[subject.value] = found
    return blocks


def _all(blocks: _Blocks) -> list[Triple]:
    return [triple for block in blocks.values() for triple in block]


def _first_failing(blocks: _Blocks, others: list[Triple], fails: _Fails) -> str:
    """The shape with which the shapes before it begin to fail, by halving."""
    names = list(blocks)
    fine, broken = 0, len(names)
    while broken - fine > 1:
        middle = (fine + broken) // 2
        gone = {NamedNode(name) for name in names[middle:]}
        kept = [triple for name in names[:middle] for triple in blocks[name] if triple.object not in gone]
        fine, broken = (fine, middle) if fails([*others, *kept]) else (middle, broken)
    return names[broken - 1]


def line_of(path: Path, iri: str) -> int | None:
    """The line of a Turtle file in which an address is written first; None where it cannot be told."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        placed = [
            (term, at)
            for s in statements(text)
            for term, at in zip((s.subject, s.predicate, s.object), s.at[:3], strict=True)
        ]
    except Unreadable:
        return None
    places = [at for term, at in placed if term == NamedNode(iri)]
    return Lines(text).place(min(places))[0] if places else None
