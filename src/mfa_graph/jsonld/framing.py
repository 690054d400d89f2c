"""Frames, and documents framed with them (JSON-LD 1.1 Framing): trees of plain keys, for programs that know nothing of RDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from typing import Any, cast

from mfa_graph.errors import SyntaxProblem, UsageProblem
from mfa_graph.jsonld.context import ID, LANGUAGE, TYPE, Context
from mfa_graph.jsonld.offline import offline
from mfa_graph.vocabulary import RDFS

__all__ = ["frame_of", "framed"]

_IF_ANY = {"@omitDefault": True}


def frame_of(properties: Iterable[str], context: Context, *, kind: str = "", thing: str = "") -> dict[str, Any]:
    """The frame of a class, or of one thing: its address, its classes, its label, these properties and nothing else.

    What a property leads to is told by its address, its classes and its label, each time anew (``@embed``, 2.3.4 of the
    standard): told once, it would be an object in one place and a string in another. What is not known is left out.
    """
    context = context.of([*properties, RDFS.label])
    frame: dict[str, Any] = {"@context": context.body}
    frame |= {ID: thing} if thing else {TYPE: context.terms[kind].name if kind in context.terms else kind}
    frame |= {"@embed": "@once", "@explicit": True, **_pattern(RDFS.label, context)}
    for property_ in sorted({*properties} - {RDFS.label}):
        frame |= _pattern(property_, context)
    return frame


def _pattern(property_: str, context: Context) -> dict[str, Any]:
    """What a frame asks of a property; for a language map under its IRI, since a map without tags would ask for no value."""
    term = context.terms.get(property_)
    if term is None or LANGUAGE in term.containers:
        return {property_: _IF_ANY}
    if term.type != "@id":
        return {term.name: _IF_ANY}
    # The address is there always, so that what has no label is matched too.
    return {
        term.name: {ID: {}, "@embed": "@always", "@explicit": True, **_IF_ANY, **_pattern(RDFS.label, context)}
    }  # fmt: skip


def framed(
    document: Any, frame: Any, *, one: bool = False, contexts: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A document framed: under ``@graph`` the things that the frame asks for, or, if `one` is wanted, the thing itself.

    `contexts` are those that the document and the frame may name by their addresses.

    Raises:
        UsageProblem: the library of the extra ``[jsonld]`` is not installed.
        SyntaxProblem: document or frame are not JSON-LD, or name another address: none is ever opened.
    """
    if find_spec("pyld") is None:
        raise UsageProblem("PyLD, which makes framed documents, is not installed.",
                           remedy='pip install "mfa-graph[jsonld]".')  # fmt: skip
    from pyld import jsonld

    try:
        result = jsonld.frame(document, frame, {"omitGraph": one, "documentLoader": offline(contexts or {})})
    except jsonld.JsonLdError as error:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, SyntaxProblem):
            cause = cause.__cause__
        raise cause or SyntaxProblem(f"This is not JSON-LD: {error}", remedy="mend the document.") from error
    return cast(dict[str, Any], _with_lists(result))


def _with_lists(value: Any) -> Any:
    """The same document with the classes of every node in a list, also where there is but one."""
    if isinstance(value, list):
        return [_with_lists(each) for each in value]
    if not isinstance(value, dict):
        return value
    inner = {key: each if key == "@context" else _with_lists(each) for key, each in value.items()}
    if ID in inner and isinstance(inner.get(TYPE), str):
        inner[TYPE] = [inner[TYPE]]
    return inner
