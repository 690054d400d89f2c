"""The context of a release: a plain name for each term of the graph, and how its values are written (JSON-LD 1.1, section 4).

The model says how, and the data have a veto, so that nothing is lost: a property is coerced to the one datatype that its range or
shapes give, unless a value has another; it stands without an array if a shape allows one value at most, unless a thing has two.
Everything else is an array. A model changes seldom, so programs can rely on the form of a key.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mfa_graph.assets import Content
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.store.syntax import read
from mfa_graph.vocabulary import OWL, PREFIXES, RDF, RDFS, XSD

__all__ = ["GRAPH", "ID", "LANGUAGE", "TYPE", "Context", "Term", "context_of", "shapes_of"]

ID, TYPE, GRAPH = "id", "type", "@graph"
"""The keys of a node's address, of its classes, and of the nodes in a named graph."""

LANGUAGE, _SET, _NODE = "@language", "@set", "@id"
_LANG_STRING = PREFIXES["rdf"] + "langString"
_OWN = PREFIXES["mfa"]
_SH = PREFIXES["sh"]
_LOCAL = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_PROPERTIES = {PREFIXES["owl"] + kind for kind in ("AnnotationProperty", "DatatypeProperty", "ObjectProperty")}


@dataclass(frozen=True, slots=True)
class Term:
    """What a context says of a term (an expanded term definition, JSON-LD 1.1, 9.15).

    Attributes:
        name: The key that stands for it.
        iri: What the key means.
        type: What its values are coerced to: ``@id`` where they are addresses, or the IRI of a datatype; empty for neither.
        containers: ``@set`` where its values always stand in an array, ``@language`` where they stand under language tags.
    """

    name: str
    iri: str
    type: str = ""
    containers: tuple[str, ...] = ()

    @property
    def definition(self) -> str | dict[str, Any]:
        """The definition as JSON; just the IRI where there is no more to say."""
        more: dict[str, Any] = {"@type": self.type} if self.type else {}
        if self.containers:
            more["@container"] = self.containers[0] if len(self.containers) == 1 else list(self.containers)
        return {"@id": self.iri, **more} if more else self.iri


@dataclass(frozen=True)
class Context:
    """The names of a graph's terms, by IRI; `properties` are those IRIs that stand between a thing and a value."""

    terms: Mapping[str, Term]
    properties: frozenset[str]

    @cached_property
    def body(self) -> dict[str, Any]:
        """The context as JSON: protected, so that no context inside a document gives a key another meaning (4.1.11)."""
        fixed = {"@version": 1.1, "@protected": True, ID: "@id", TYPE: "@type"}
        return fixed | {term.name: term.definition for term in sorted(self.terms.values(), key=lambda term: term.name)}

    @cached_property
    def text(self) -> str:
        """The same as text, with a line for each term."""
        lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.body.items())
        return "{\n  " + ",\n  ".join(lines) + "\n}"

    def of(self, properties: Iterable[str]) -> Context:
        """This context with no other properties than these; classes and datatypes stay."""
        left = self.properties - {*properties}
        return Context({iri: term for iri, term in self.terms.items() if iri not in left}, self.properties - left)


def context_of(quads: Iterable[Quad], shapes: Iterable[Quad] = ()) -> Context:
    """The context of a graph: every term that its ontology declares and every one that it uses.

    The statements of a thing in one graph come one after the other, as `mfa_graph.store.syntax.canonical` gives them.
    A term is called by its local name. Where vocabularies share one, it belongs to ours, if it is among them, and else to nobody;
    the others have the prefix of their vocabulary before it, as in ``schema_memberOf``. A term that has no such name, or whose
    name some reader would take for the scheme of an address in the graph, such as ``tel:``, is called by its IRI.
    """
    model = _Model.read(shapes)
    read = _Reader(model)
    read.all(quads)
    properties = {*read.use, *read.declared} - {RDF.type}
    datatypes = {kind for use in read.use.values() for kind in use.kinds} - {_NODE, LANGUAGE, XSD.string}
    names = _names({*properties, *read.classes, *datatypes} - {RDF.type}, taken={ID, TYPE, *read.schemes})
    terms = {iri: Term(name, iri) for iri, name in names.items()}
    for iri in properties:
        types = model.datatypes.get(iri, set()) | read.ranges.get(iri, set())
        is_single = iri in model.single
        terms[iri] = Term(names[iri], iri, *_form(read.use[iri], read.declared.get(iri, ""), types, is_single))
    return Context(terms, frozenset(properties))


def shapes_of(content: Content) -> list[Quad]:
    """The shapes of a content root, for `context_of`."""
    return [quad for path in content.files("shapes", ".ttl") for quad in read(path)]


@dataclass(frozen=True, slots=True)
class _Model:
    """What shapes say of properties: which datatypes each has, and which have one value at most."""

    datatypes: Mapping[str, set[str]]
    single: set[str]

    @classmethod
    def read(cls, shapes: Iterable[Quad]) -> _Model:
        said: dict[object, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for quad in shapes:
            said[quad.subject][quad.predicate.value].append(quad.object)
        datatypes: dict[str, set[str]] = defaultdict(set)
        single: set[str] = set()
        for facts in list(said.values()):
            for path in (path.value for path in facts.get(_SH + "path", ()) if isinstance(path, NamedNode)):
                places = [facts, *(said[node] for node in facts.get(_SH + "node", ()))]
                datatypes[path] |= {term.value for place in places for term in place.get(_SH + "datatype", ())}
                if any(most.value == "1" for most in facts.get(_SH + "maxCount", ())):
                    single.add(path)
        return cls(datatypes, single)


@dataclass(slots=True)
class _Use:
    """How a graph uses a property: the kinds of its values, and whether some thing has two values where it might have one."""

    kinds: set[str] = field(default_factory=set)
    has_two: bool = False


@dataclass(slots=True)
class _Reader:
    """What a graph says that matters here: how it uses its properties, and what its ontology says of them.

    `has_two` of a property that may be single tells of two values; of one with language tags, of two in one language.
    """

    model: _Model
    use: dict[str, _Use] = field(default_factory=lambda: defaultdict(_Use))
    declared: dict[str, str] = field(default_factory=dict)
    ranges: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    classes: set[str] = field(default_factory=set)
    schemes: set[str] = field(default_factory=set)

    def all(self, quads: Iterable[Quad]) -> None:
        """Read all statements of a graph; of which keys a thing has some already only those of the last thing are held."""
        met: set[object] = set()
        about: object = None
        for subject, predicate, value, graph in quads:
            if about != (graph, subject):
                about = (graph, subject)
                met.clear()
            property_ = predicate.value
            for node in (subject, predicate, value, graph):
                if isinstance(node, NamedNode) and not node.value.startswith("http"):
                    self.schemes.add(node.value.partition(":")[0])
            if property_ == RDF.type and isinstance(value, NamedNode):
                self._class(subject, value.value)
                continue
            language = value.language if isinstance(value, Literal) else None
            kind = LANGUAGE if language else value.datatype.value if isinstance(value, Literal) else _NODE
            use = self.use[property_]
            use.kinds.add(kind)
            if property_ == RDFS.range and isinstance(subject, NamedNode) and isinstance(value, NamedNode):
                self.ranges[subject.value].add(value.value)
            if not use.has_two and (language or property_ in self.model.single):
                key = (property_, language)
                use.has_two = key in met
                met.add(key)

    def _class(self, subject: object, kind: str) -> None:
        self.classes.add(kind)
        if isinstance(subject, NamedNode):
            if kind in _PROPERTIES:
                self.declared[subject.value] = max(kind, self.declared.get(subject.value, ""))
            elif kind == OWL.Class:
                self.classes.add(subject.value)


def _form(use: _Use, declared: str, types: set[str], is_single: bool) -> tuple[str, tuple[str, ...]]:
    """What a property's values are coerced to, and the containers that they stand in."""
    kinds = use.kinds or {LANGUAGE if types == {_LANG_STRING} else _NODE if declared == OWL.ObjectProperty else ""}
    if LANGUAGE in kinds and kinds <= {LANGUAGE, XSD.string}:
        return "", (LANGUAGE, _SET) if use.has_two else (LANGUAGE,)
    sets = () if is_single and not use.has_two and LANGUAGE not in kinds else (_SET,)
    if kinds == {_NODE}:
        return _NODE, sets
    (type_,) = types if len(types) == 1 else ("",)
    return type_ if type_ not in (XSD.string, _LANG_STRING) and use.kinds <= {type_} else "", sets


def _names(iris: Iterable[str], taken: set[str]) -> dict[str, str]:
    """The name of each term, none twice and none that is taken; see `context_of`."""
    parts = {iri: _parted(iri) for iri in sorted(iris)}
    sharing: dict[str, list[str]] = defaultdict(list)
    for iri, (_, local) in parts.items():
        sharing[local].append(iri)
    names: dict[str, str] = {}
    for iri, (prefix, local) in parts.items():
        is_free = local not in taken and (sharing[local] == [iri] or iri.startswith(_OWN))
        name = local if is_free else f"{prefix}_{local}"
        names[iri] = name if prefix and (is_free or name not in {*taken, *sharing}) else iri
    return names


def _parted(iri: str) -> tuple[str, str]:
    """The prefix of a term's vocabulary and its local name; two empty words where it has none that can be a key."""
    fitting = ((prefix, iri.removeprefix(start)) for prefix, start in PREFIXES.items() if iri.startswith(start))
    return next(((prefix, local) for prefix, local in fitting if _LOCAL.fullmatch(local)), ("", ""))
