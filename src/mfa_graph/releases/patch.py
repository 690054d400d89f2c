"""The difference of two datasets as RDF Patch (https://afs.github.io/rdf-delta/rdf-patch), and putting it to use.

A patch is a list of rows, each ended by a dot: ``H`` for the header, ``TX`` and ``TC`` around what belongs together, ``D`` and
``A`` for the triples and quads that go and come, in N-Quads' syntax. Blank nodes have the names that RDFC-1.0 gives them in the
dataset that they stand in, which are those of a release's own files.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mfa_graph.errors import ContentProblem, MissingContent, Place, SyntaxProblem, text_of
from mfa_graph.store import Quad
from mfa_graph.store.syntax import parse_nquads, sorted_quads

__all__ = ["Patch", "applied", "patch_of", "read_patch"]

_CODES = {"H", "TX", "TC", "TA", "PA", "PD", "A", "D"}
_UNFIT = "apply a patch to the very release from which it leads; its header names it as “old”."


@dataclass(frozen=True, slots=True)
class Patch:
    """What goes from a dataset, and what comes to it; no statement does both. `header` is what else the patch says, as terms."""

    removed: frozenset[Quad]
    added: frozenset[Quad]
    header: Mapping[str, str] = field(default_factory=dict)

    @property
    def reversed(self) -> Patch:
        """The patch that takes this one back."""
        return Patch(self.added, self.removed)

    def text(self) -> str:
        """The patch as it is written, always the same: what goes before what comes, each in the order of the graphs."""
        rows = [f"D {quad} ." for quad in sorted_quads(self.removed)]
        rows += [f"A {quad} ." for quad in sorted_quads(self.added)]
        body = "".join(f"{row}\n" for row in ("TX .", *rows, "TC ."))
        names = {"id": f"<uuid:{uuid.uuid5(uuid.NAMESPACE_URL, body)}>", **self.header}
        return "".join(f"H {name} {term} .\n" for name, term in names.items()) + body


def patch_of(old: frozenset[Quad], new: frozenset[Quad], header: Mapping[str, str] | None = None) -> Patch:
    """The patch that leads from one dataset to another; see `mfa_graph.releases.contents.read_exactly`."""
    return Patch(old - new, new - old, header or {})


def applied(patch: Patch, quads: frozenset[Quad]) -> frozenset[Quad]:
    """The dataset after a patch.

    Raises:
        ContentProblem: the patch is not for this dataset: it removes what is not there, or adds what is.
    """
    for wrong, words in (
        (patch.removed - quads, "removes what is not there"),
        (patch.added & quads, "adds what is there"),
    ):
        if wrong:
            first = min(map(str, wrong))
            raise ContentProblem(f"The patch is not for this graph: it {words}, as in {first}.", remedy=_UNFIT)
    return (quads - patch.removed) | patch.added


def read_patch(path: Path) -> Patch:
    """The patch in a file. Its terms must be written out: of prefixes, which it may add, it makes no use.

    Raises:
        MissingContent: there is no such file.
        SyntaxProblem: it is no RDF Patch, or it breaks off; the place names the line.
    """
    try:
        lines = text_of(path).split("\n")
    except OSError as error:
        raise MissingContent(
            f"The patch cannot be read: {error.strerror}.", place=Place(path), remedy="check the name."
        ) from error
    return _Reader(path).patch(lines)


class _Reader:
    """Reads the rows of a patch one after the other; what a transaction brings counts when it is committed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._header: dict[str, str] = {}
        self._fate: dict[Quad, bool] = {}
        self._first: dict[Quad, bool] = {}
        self._waiting: list[tuple[Quad, bool]] | None = None

    def patch(self, lines: Iterable[str]) -> Patch:
        number = 0
        for number, line in enumerate(lines, 1):
            code, *rest = line.split(None, 1) or ["#"]
            if code in _CODES:
                self._row(code, rest[0].strip() if rest else "", number)
            elif not code.startswith("#"):
                raise self._problem("This is no row of an RDF Patch.", number)
        if self._waiting is not None:
            raise self._problem("The patch breaks off: a row TX is not followed by TC.", number)
        if not self._header and not self._fate:
            raise self._problem("There is no row in this patch.", number)
        changed = {quad: comes for quad, comes in self._fate.items() if self._first[quad] == comes}
        return Patch(
            frozenset(quad for quad, comes in changed.items() if not comes),
            frozenset(quad for quad, comes in changed.items() if comes),
            self._header,
        )

    def _row(self, code: str, rest: str, number: int) -> None:
        if not rest.endswith(".") and code not in ("A", "D"):
            raise self._problem("The row does not end with a dot.", number)
        match code:
            case "H":
                name, _, term = rest.removesuffix(".").strip().partition(" ")
                self._header[name] = term.strip()
            case "A" | "D":
                change = self._quad(rest, number), code == "A"
                self._settle([change]) if self._waiting is None else self._waiting.append(change)
            case "TX":
                if self._waiting is not None:
                    raise self._problem("A transaction begins inside another.", number)
                self._waiting = []
            case "TC" | "TA":
                if self._waiting is None:
                    raise self._problem(f"{code} ends a transaction, and none has begun.", number)
                self._settle(self._waiting if code == "TC" else [])
                self._waiting = None

    def _settle(self, changes: Iterable[tuple[Quad, bool]]) -> None:
        """Take changes as made. A statement that comes and goes again is at the end as it was at the beginning."""
        for quad, comes in changes:
            self._first.setdefault(quad, comes)
            self._fate[quad] = comes

    def _quad(self, text: str, number: int) -> Quad:
        try:
            quads = list(parse_nquads(text.encode()))
        except SyntaxError as error:
            raise self._problem(f"The statement cannot be read: {error.msg}", number) from error
        if len(quads) != 1:
            raise self._problem("A row has one statement.", number)
        return quads[0]

    def _problem(self, message: str, line: int) -> SyntaxProblem:
        return SyntaxProblem(
            message,
            place=Place(self._path, max(line, 1)),
            remedy="make the patch again: mfa-graph diff OLD NEW --format patch.",
        )
