"""Turtle, TriG and N-Quads (RDF 1.1) read with places: where the terms of each statement stand in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from mfa_graph.store import BlankNode, Literal, NamedNode
from mfa_graph.validation.tokens import Token, Unreadable, tokens, unescaped, unescaped_name
from mfa_graph.vocabulary import PREFIXES, RDF

__all__ = ["Statement", "statements"]

_Value = NamedNode | BlankNode | Literal
_Placed = tuple[_Value, int]
"""A term, and how many characters of the text stand before it."""

_FIRST, _REST, _NIL = (NamedNode(f"{PREFIXES['rdf']}{name}") for name in ("first", "rest", "nil"))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as written: its terms, its graph (None is the default graph), and how many characters stand before each.

    `at` holds the places of subject, predicate, object and graph, that of the default graph being 0. Where many statements
    share a term that is written once, they share its place.
    """

    subject: _Value
    predicate: _Value
    object: _Value
    graph: _Value | None
    at: tuple[int, int, int, int]


def statements(text: str, *, by_line: bool = False) -> list[Statement]:
    """All statements of a Turtle or TriG text, or, `by_line`, of an N-Quads text, which names the graph last.

    Raises:
        Unreadable: the text does not follow the grammar, or uses what RDF 1.1 has not, such as triple terms.
    """
    try:
        reader = _Reader(text)
        reader.quads() if by_line else reader.document()
    except (
        ValueError,
        KeyError,
        RecursionError,
    ) as error:  # not an IRI; an unknown prefix; brackets in their thousands
        raise Unreadable(str(error)) from error
    return reader.found


class _Reader:
    """Reads by recursive descent; its methods are named after the productions of the grammar."""

    def __init__(self, text: str) -> None:
        self.found: list[Statement] = []
        self._tokens = tokens(text)
        self._next = next(self._tokens)
        self._base = ""
        self._prefixes: dict[str, str] = {}
        self._blanks: dict[str, BlankNode] = {}
        self._graph: tuple[_Value | None, int] = (None, 0)

    def quads(self) -> None:
        while self._next.kind != "end":
            subject, predicate, value = self._term(), self._term(), self._term()
            self._graph = (None, 0) if self._next.text == "." else self._term()
            self._say(subject, predicate, value)
            self._take(".")

    def document(self) -> None:
        while self._next.kind != "end":
            if not self._directive():
                self._block()

    def _directive(self) -> bool:
        """``@prefix`` and ``@base`` end in a dot, ``PREFIX`` and ``BASE`` do not."""
        word = self._next.text.lower()
        if self._next.kind not in ("at", "word") or word.lstrip("@") not in ("prefix", "base"):
            return False
        self._take()
        if word.endswith("prefix"):
            name = self._take("name").text.removesuffix(":")
            self._prefixes[name] = self._iri(self._take("iri"))
        else:
            self._base = self._iri(self._take("iri"))
        if word.startswith("@"):
            self._take(".")
        return True

    def _block(self) -> None:
        """Statements of the default graph, or a graph in braces."""
        if self._next.text == "{":
            self._wrapped((None, 0))
        elif self._next.kind == "word" and self._next.text.lower() == "graph":
            self._take()
            self._wrapped(self._term())
        else:
            is_bare = self._next.text in ("[", "(")
            before = len(self.found)
            subject = self._term()
            if self._next.text == "{":
                self._wrapped(subject)
                return
            self._predicates(subject, optional=is_bare and len(self.found) > before)
            self._take(".")

    def _wrapped(self, graph: tuple[_Value | None, int]) -> None:
        self._take("{")
        self._graph = graph
        while self._next.text != "}":
            before = len(self.found)
            is_bare = self._next.text in ("[", "(")
            self._predicates(self._term(), optional=is_bare and len(self.found) > before)
            if self._next.text != "}":
                self._take(".")
        self._take("}")
        self._graph = (None, 0)

    def _predicates(self, subject: _Placed, *, optional: bool = False) -> None:
        """What is said of a subject, up to the mark that ends it; a list or node in brackets may already say it all."""
        if optional and self._next.text in (".", "}"):
            return
        while True:
            self._objects(subject, self._predicate())
            if self._next.text != ";":
                return
            while self._next.text == ";":
                self._take()
            if self._next.text in (".", "]", "}"):
                return

    def _predicate(self) -> _Placed:
        if (self._next.kind, self._next.text) == ("word", "a"):
            return NamedNode(RDF.type), self._take().at
        return self._term()

    def _objects(self, subject: _Placed, predicate: _Placed) -> None:
        self._say(subject, predicate, self._term())
        while self._next.text == ",":
            self._take()
            self._say(subject, predicate, self._term())

    def _term(self) -> _Placed:
        token = self._take()
        if token.kind in ("iri", "name"):
            return NamedNode(self._iri(token)), token.at
        if token.kind == "blank":
            return self._blanks.setdefault(token.text, BlankNode()), token.at
        reads: dict[str, Callable[[Token], _Value]] = {"string": self._literal, "number": _number, "word": _truth}
        if token.kind in reads:
            return reads[token.kind](token), token.at
        if token.text == "[":
            return self._bracketed(token), token.at
        if token.text == "(":
            return self._collection(token), token.at
        raise Unreadable(token)

    def _bracketed(self, opening: Token) -> BlankNode:
        node = BlankNode()
        if self._next.text != "]":
            self._predicates((node, opening.at))
        self._take("]")
        return node

    def _collection(self, opening: Token) -> _Value:
        """A list: the place of each of its nodes is that of its member."""
        members = []
        while self._next.text != ")":
            members.append(self._term())
        closing = self._take(")")
        nodes: list[_Placed] = [*((BlankNode(), at) for _, at in members), (_NIL, closing.at)]
        for (node, at), member, rest in zip(nodes[:-1], members, nodes[1:], strict=True):
            self._say((node, at), (_FIRST, at), member)
            self._say((node, at), (_REST, at), rest)
        return nodes[0][0]

    def _literal(self, token: Token) -> Literal:
        quotes = 3 if token.text[:3] in ('"""', "'''") and len(token.text) >= 6 else 1
        text = unescaped(token.text[quotes:-quotes])
        if self._next.kind == "at":
            return Literal(text, language=self._take().text[1:].lower())
        if self._next.kind == "datatype":
            self._take()
            return Literal(text, datatype=NamedNode(self._iri(self._take())))
        return Literal(text)

    def _iri(self, token: Token) -> str:
        if token.kind == "iri":
            return _resolved(self._base, unescaped(token.text[1:-1]))
        if token.kind != "name":
            raise Unreadable(token)
        prefix, _, local = token.text.partition(":")
        return self._prefixes[prefix] + unescaped_name(local)

    def _say(self, subject: _Placed, predicate: _Placed, value: _Placed) -> None:
        graph, at = self._graph
        self.found.append(
            Statement(subject[0], predicate[0], value[0], graph, (subject[1], predicate[1], value[1], at))
        )

    def _take(self, expected: str = "") -> Token:
        """The next token, which has the expected text or kind."""
        token = self._next
        if token.kind == "end" or expected not in ("", token.text, token.kind):
            raise Unreadable(token)
        self._next = next(self._tokens)
        return token


def _number(token: Token) -> Literal:
    kind = "double" if "e" in token.text.lower() else "decimal" if "." in token.text else "integer"
    return Literal(token.text, datatype=NamedNode(PREFIXES["xsd"] + kind))


def _truth(token: Token) -> Literal:
    if token.text not in ("true", "false"):
        raise Unreadable(token)
    return Literal(token.text, datatype=NamedNode(PREFIXES["xsd"] + "boolean"))


def _resolved(base: str, reference: str) -> str:
    """An IRI reference against the base (RFC 3986, 5.2); an empty fragment, which `urljoin` drops, is kept."""
    if not base or _SCHEME.match(reference):
        return reference
    whole = reference.removesuffix("#")
    return urljoin(base, whole) + ("#" if whole != reference else "")
