"""What the RDF files of a release say, counted and compared: that each holds what the manifest says, and all say the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from mfa_graph.errors import MfaGraphError
from mfa_graph.exporters.files import Entry
from mfa_graph.faults import Fault
from mfa_graph.findings import counted
from mfa_graph.formats import by_suffix
from mfa_graph.graph import UNSOURCED_ENDING
from mfa_graph.releases.manifests import MANIFEST, Manifest
from mfa_graph.store import BlankNode, DefaultGraph, NamedNode, Quad, Triple
from mfa_graph.store.syntax import canonical, stream

__all__ = ["Contents", "has_graphs", "read_exactly"]

_SHOWN = 3


def has_graphs(file: Entry) -> bool:
    """Whether the file is in a syntax that has named graphs."""
    syntax = by_suffix(file.suffix)
    return syntax is not None and syntax.has_graphs


def read_exactly(quads: Iterable[Quad]) -> frozenset[Quad]:
    """The quads as a set that can be compared: blank nodes have the names that RDFC-1.0 gives them.

    Those names depend on the statements about blank nodes alone, so only these are worked on.
    """
    plain: list[Quad] = []
    blank: list[Quad] = []
    for quad in quads:
        (blank if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode) else plain).append(quad)
    return frozenset([*plain, *canonical(blank)])


class Contents:
    """The RDF files of a release, read once each. `merged` is the merged set, once `faults` were told; None if nothing has it."""

    def __init__(self, manifest: Manifest, files: Iterable[Entry]) -> None:
        self._manifest = manifest
        self._alike: dict[str, list[Entry]] = defaultdict(list)
        for file in files:
            is_dump = file.stem == manifest.name
            if (is_dump or file.statements is not None) and by_suffix(file.suffix) is not None:
                self._alike[file.stem].append(file)
        self.merged: frozenset[Triple] | None = None

    def faults(self) -> Iterator[Fault]:
        """What is wrong with what the files say."""
        for stem, files in sorted(self._alike.items()):
            first: _Said | None = None
            for file in sorted(files, key=lambda file: (not has_graphs(file), file.name)):
                said, faults = self._read(file)
                yield from faults
                if said is None:
                    continue
                if first is None:
                    first = _Said(file, said)
                    if stem == self._manifest.name and has_graphs(file):
                        yield from self._graphs(file, said)
                else:
                    yield from first.compared(file, said)

    def _read(self, file: Entry) -> tuple[frozenset[Quad] | None, list[Fault]]:
        """What a file says, and whether it is as much as the manifest says."""
        try:
            quads = list(stream(self._manifest.path(file)))
        except MfaGraphError as error:
            line = f" (line {error.place.line})" if error.place and error.place.line else ""
            return None, [Fault("syntax", file.name, f"{error.message}{line}")]
        if len(quads) == file.statements:
            return read_exactly(quads), []
        listed = "nothing" if file.statements is None else f"{file.statements:,}"
        message = f"it holds {counted(len(quads), 'statement')}, and the manifest says {listed}."
        return read_exactly(quads), [Fault("statements", file.name, message)]

    def _graphs(self, file: Entry, said: frozenset[Quad]) -> Iterator[Fault]:
        """Whether the named graphs and the merged set are those of the manifest, and the one the merge of the others."""
        counts = Counter(quad.graph_name.value for quad in said if isinstance(quad.graph_name, NamedNode))
        for name in sorted(counts.keys() | self._manifest.graphs):
            held, listed = counts[name], self._manifest.graphs.get(name, 0)
            if held != listed:
                message = f"<{name}> has {counted(held, 'statement')} in {file.name}, and the manifest says {listed:,}."
                yield Fault("graphs", MANIFEST, message)
        self.merged = _merged(said)
        if len(self.merged) != self._manifest.merged:
            message = f"the merged set has {counted(len(self.merged), 'statement')}, and the manifest says "
            yield Fault("graphs", MANIFEST, f"{message}{self._manifest.merged:,}.")
        merge = {
            quad.triple
            for quad in said
            if isinstance(quad.graph_name, NamedNode) and not quad.graph_name.value.endswith(UNSOURCED_ENDING)
        }
        for more, words in ((self.merged - merge, "no named graph says"), (merge - self.merged, "is left out, namely")):
            if more:
                yield Fault("merged", file.name, f"of the merged set {words} {_examples(more)}.")


@dataclass
class _Said:
    """What the first syntax of a graph says, to which the others are held."""

    file: Entry
    quads: frozenset[Quad]

    @cached_property
    def _default(self) -> frozenset[Triple]:
        """The default graph by itself, so that its blank nodes are named as in a file that has nothing besides."""
        return _merged(read_exactly(quad for quad in self.quads if isinstance(quad.graph_name, DefaultGraph)))

    def compared(self, other: Entry, also: frozenset[Quad]) -> Iterator[Fault]:
        """Whether another syntax says the same; one without graphs says what stands in the default graph."""
        one: frozenset[Quad] | frozenset[Triple] = self.quads
        two: frozenset[Quad] | frozenset[Triple] = also
        if has_graphs(self.file) and not has_graphs(other):
            one, two = self._default, _merged(also)
        if lacking := one - two:
            yield Fault("syntaxes", other.name, f"it lacks what {self.file.name} says: {_examples(lacking)}.")
        if more := two - one:
            yield Fault("syntaxes", other.name, f"it says what {self.file.name} does not: {_examples(more)}.")


def _merged(said: Iterable[Quad]) -> frozenset[Triple]:
    return frozenset(quad.triple for quad in said if isinstance(quad.graph_name, DefaultGraph))


def _examples(statements: Iterable[Quad | Triple]) -> str:
    told = sorted(map(str, statements))
    rest = len(told) - _SHOWN
    return " and ".join([*islice(told, _SHOWN), *([counted(rest, "more statement")] if rest > 0 else [])])
