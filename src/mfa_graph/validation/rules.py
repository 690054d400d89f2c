"""What the shapes ask of a value, read from them: of which class it must be, of which concept scheme, in which form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from mfa_graph.store import NamedNode, Term, Triple
from mfa_graph.validation.results import members, properties_of
from mfa_graph.validation.terms import SH
from mfa_graph.vocabulary import BASE, SKOS, XSD

__all__ = ["Rules"]

_SHAPES = BASE + "shapes#"
_DAY = NamedNode(_SHAPES + "Day")
_DATE = NamedNode(_SHAPES + "PartialDate")


class Rules:
    """The constraints of a shapes graph, each named by its IRI."""

    def __init__(self, shapes: Iterable[Triple]) -> None:
        self._graph = properties_of(shapes)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The rules, which are the shapes that have a message, by their codes: the last parts of their addresses."""
        return {
            shape.value.rpartition("#")[2].rpartition("/")[2]: shape.value
            for shape, properties in self._graph.items()
            if SH.message in properties and isinstance(shape, NamedNode)
        }

    def path(self, rule: str) -> str:
        """The property that a rule is about, the last of several that will do; ``""`` where it is about the whole thing."""
        for shape in self._parts(rule):
            for path in self._graph.get(shape, {}).get(SH.path, []):
                choices = [
                    term for head in self._graph.get(path, {}).get(SH.alternativePath, []) for term in self._list(head)
                ]
                return next((term.value for term in [*reversed(choices), path] if isinstance(term, NamedNode)), "")
        return ""

    def is_lack(self, rule: str) -> bool:
        """Whether a rule asks for a value that may be missing."""
        said = [self._graph.get(shape, {}) for shape in self._parts(rule)]
        return any(properties.get(SH.minCount) or properties.get(SH.qualifiedMinCount) for properties in said)

    def classes(self, rule: str) -> list[str]:
        """The classes of which one is asked for."""
        return sorted(
            term.value for shape in self._parts(rule) for term in self._graph.get(shape, {}).get(SH.class_, [])
        )

    def schemes(self, rule: str) -> list[str]:
        """The concept schemes of which one is asked for."""
        parts = [part for shape in self._parts(rule) for part in self._graph.get(shape, {}).get(SH.property, [])]
        said = [self._graph.get(part, {}) for part in parts]
        ours = [each for each in said if NamedNode(SKOS.inScheme) in each.get(SH.path, [])]
        return [term.value for each in ours for term in each.get(SH.hasValue, [])]

    def dates(self, rule: str) -> tuple[str, ...]:
        """The datatypes that a date may have; none where no date is asked for."""
        parts = list(self._parts(rule))
        if _DATE in parts:
            return XSD.date, XSD.gYearMonth, XSD.gYear
        return (XSD.date,) if _DAY in parts else ()

    def datatype(self, rule: str) -> str:
        """The datatype that is asked for, or ``""``."""
        return next((term.value for term in self._of(rule, SH.datatype)), "")

    def about(self, path: str) -> list[str]:
        """All rules about a property."""
        return self._by_path.get(path, [])

    @cached_property
    def _by_path(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for rule in self.codes.values():
            found[self.path(rule)].append(rule)
        return dict(found)

    def _of(self, rule: str, parameter: str) -> list[Term]:
        return self._graph.get(NamedNode(rule), {}).get(parameter, [])

    def _parts(self, rule: str) -> Iterator[Term]:
        """A rule, the shapes that it asks a value to keep, and those of which a value must keep one."""
        node: Term = NamedNode(rule)
        for part in (node, *self._of(rule, SH.node)):
            yield part
            for head in self._graph.get(part, {}).get(SH.or_, []):
                yield from self._list(head)

    def _list(self, head: Term) -> list[Term]:
        return members(self._graph, head)
