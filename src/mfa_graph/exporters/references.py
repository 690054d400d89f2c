"""How the graph is cited: a release, a thing in it, an answer; as BibTeX, as CSL-JSON and in words.

No day comes from the clock: a release has the day of its data, an answer the day that it holds for, a source the day on which it
was seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mfa_graph.assets import Content
from mfa_graph.exporters.releases import Release
from mfa_graph.questions.answers import Answer
from mfa_graph.questions.views import view_rows
from mfa_graph.store import NamedNode, Store

__all__ = ["FORMS", "Reference", "of_answer", "of_release", "of_thing", "sources_of"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference list says of one work.

    Attributes:
        key: A name for it, of letters, digits, dots and hyphens.
        kind: Its type in CSL: ``dataset``, ``entry`` (a part of a dataset) or ``webpage``.
        title: Its title.
        authors: Who made it, as written; empty where nobody is named.
        issued: The day of its data, in ISO 8601; empty where it is not known.
        address: Where it is.
        within: The title of the whole that it is a part of.
        publisher: Who published it.
        version: Its version.
        accessed: The day on which it was seen.
        note: What else must be said for it to be found again.
    """

    key: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    issued: str = ""
    address: str = ""
    within: str = ""
    publisher: str = ""
    version: str = ""
    accessed: str = ""
    note: str = ""


def of_release(release: Release) -> Reference:
    """A release as a work of its own."""
    return Reference(
        key=f"mfa-graph-{release.version}",
        kind="dataset",
        title=release.title,
        authors=release.authors,
        issued=release.date,
        address=release.address,
        version=release.version,
        note=f"Licence {release.licence_name}",
    )


def of_thing(thing: str, label: str, release: Release) -> Reference:
    """A thing as an entry of a release, at its address."""
    return Reference(
        key=_key(thing),
        kind="entry",
        title=label,
        authors=release.authors,
        issued=release.date,
        address=thing,
        within=release.title,
        version=release.version,
    )


def of_answer(answer: Answer, release: Release) -> Reference:
    """An answer as an entry of a release: the question, what was asked for, and the day that the answer holds for."""
    asked = [f"{name}: {answer.words(term)}" for name, term in answer.parameters.items() if name != "as-of"]
    day = [f"as of {answer.as_of}"] if answer.as_of else []
    return Reference(
        key=f"mfa-graph-{answer.question.id}",
        kind="entry",
        title=answer.question.summary,
        authors=release.authors,
        issued=release.date,
        address=release.address,
        within=release.title,
        version=release.version,
        note="; ".join([f"Question {answer.question.id}", *asked, *day]),
    )


def sources_of(store: Store, content: Content, things: Iterable[str]) -> list[Reference]:
    """The sources that speak of some things, by their addresses; see ``queries/views/speaking.rq``."""
    terms = [NamedNode(thing) for thing in sorted(set(things))]
    rows = view_rows(store, content, "speaking", {"thing": terms}) if terms else ()
    found: dict[str, Reference] = {}
    for row in rows:
        source, title, publisher, address, seen = ("" if cell is None else cell.value for cell in row)
        reference = Reference(_key(source), "webpage", title, (), "", address, "", publisher, "", seen)
        found.setdefault(source, reference)
    return list(found.values())


def _key(iri: str) -> str:
    """The path of an address as a key: ``mfa-graph-organisation-mfa``, ``source-ilo-good-practices-58``."""
    path = re.sub(r"^\w+://[^/]+/(?:mfa-graph/)?(?:id/)?", "", iri)
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", path).strip("-")
    return slug if slug.startswith("source-") else f"mfa-graph-{slug}"


# ---------------------------------------------------------------------------------------------------
# In words
# ---------------------------------------------------------------------------------------------------


def in_words(references: Sequence[Reference]) -> str:
    """One line for each: who, what, within what, which version, which day, where."""
    return "".join(f"{' '.join(_sentences(reference))}\n" for reference in references)


def _sentences(reference: Reference) -> Iterator[str]:
    if reference.authors:
        yield f"{'; '.join(reference.authors)}."
    if reference.address == reference.title:
        yield reference.title
    else:
        yield _ended(f"“{reference.title}”" if reference.within else reference.title)
    if reference.within:
        yield f"In {reference.within}."
    if reference.publisher:
        yield _ended(reference.publisher)
    if reference.note:
        yield _ended(reference.note)
    if reference.version:
        yield f"Version {reference.version}, data of {reference.issued}."
    if reference.address and reference.address != reference.title:
        yield reference.address
    if reference.accessed:
        yield f"(seen {reference.accessed})"


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{words}."


# ---------------------------------------------------------------------------------------------------
# BibTeX
# ---------------------------------------------------------------------------------------------------

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "_": r"\_", "#": r"\#", "$": r"\$",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_IN_URL = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def as_bibtex(references: Sequence[Reference]) -> str:
    """Entries of the type ``@misc``, which every style knows; letters stay UTF-8, signs of TeX are escaped."""
    return "\n".join(map(_entry, references))


def _entry(reference: Reference) -> str:
    notes = [
        f"In: {reference.within}" if reference.within else "",
        f"Version {reference.version}, data of {reference.issued}" if reference.version else "",
        reference.note,
    ]
    fields = {
        "author": " and ".join(f"{{{_latex(author)}}}" for author in reference.authors),
        "title": f"{{{_latex(reference.title)}}}",
        "year": reference.issued[:4],
        "date": reference.issued,
        "version": _latex(reference.version),
        "publisher": f"{{{_latex(reference.publisher)}}}" if reference.publisher else "",
        "url": "".join(_IN_URL.get(sign, sign) for sign in reference.address),
        "urldate": reference.accessed,
        "note": _latex(". ".join(note for note in notes if note)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{reference.key},", *lines, "}"]) + "\n"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in " ".join(text.split()))


# ---------------------------------------------------------------------------------------------------
# CSL-JSON
# ---------------------------------------------------------------------------------------------------


def as_csl(references: Sequence[Reference]) -> str:
    """Items of the Citation Style Language (csl-data.json, CSL 1.0.2)."""
    return json.dumps([*map(_item, references)], ensure_ascii=False, indent=2) + "\n"


def _item(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {"id": reference.key, "type": reference.kind, "title": reference.title}
    if reference.authors:
        item["author"] = [{"literal": author} for author in reference.authors]
    for name, day in (("issued", reference.issued), ("accessed", reference.accessed)):
        if day:
            item[name] = {"date-parts": [[int(part) for part in day.split("-")]]}
    texts = {
        "container-title": reference.within,
        "publisher": reference.publisher,
        "version": reference.version,
        "URL": reference.address,
        "note": reference.note,
    }
    return item | {name: text for name, text in texts.items() if text}


FORMS: Mapping[str, Callable[[Sequence[Reference]], str]] = {"text": in_words, "bibtex": as_bibtex, "csl": as_csl}
"""The forms of a list of references, by their names on the command line."""
