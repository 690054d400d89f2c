"""A harvest from its first page to what the portal shows, keeps and deletes, without a portal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mfa_graph.errors import SyntaxProblem, WrongValue
from mfa_graph.formats import Format, by_name
from mfa_graph.harvest.fetch import Page, page_at
from mfa_graph.harvest.form import Feed, Form, forms_of
from mfa_graph.harvest.losses import losses_of
from mfa_graph.harvest.rules import RULES, Judgement, Verdict, broken, kept, not_judged
from mfa_graph.store.syntax import parse

__all__ = ["PARSERS", "Rehearsal", "rehearse"]

PARSERS = {
    "": "rdfxml",
    "application/ld+json": "jsonld",
    "application/n-quads": "nquads",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/trig": "trig",
    "text/n3": "turtle",
    "text/turtle": "turtle",
}
"""Which syntax the harvester reads at which Content-Type; none is RDF/XML. Those that only rdflib has are not rehearsed."""

_ENDS = {"get", "size", "utf-8", "type", "rdf", "title"}
"""The rules at which a harvest ends; what the portal has then stays as it is."""

_MOST_PAGES = 100
_TAG = re.compile(r"[\w .-]{2,100}")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a harvest would do: how the feed stands to each rule, the forms, what gets lost and what would be deleted."""

    judgements: tuple[Judgement, ...]
    forms: tuple[Form, ...]
    losses: tuple[str, ...]
    vanished: tuple[str, ...]

    @property
    def fails(self) -> bool:
        """Whether a rule is broken or a dataset would be deleted."""
        return bool(self.vanished) or any(judged.verdict is Verdict.BROKEN for judged in self.judgements)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values."""
        return {
            "fails": self.fails,
            "rules": [judged.as_json() for judged in self.judgements],
            "datasets": [form.as_json() for form in self.forms],
            "lost": list(self.losses),
            "deleted": list(self.vanished),
        }


@dataclass(frozen=True, slots=True)
class _Walk:
    """All pages of a feed, read one after the other."""

    judgements: tuple[Judgement, ...]
    feeds: tuple[Feed, ...]
    forms: tuple[Form, ...]


def rehearse(address: str, *, before: str | None = None, page: Callable[[str], Page] = page_at) -> Rehearsal:
    """Rehearse the harvest of a catalogue at an address or in a file; `before` is the feed of the last harvest.

    Raises:
        WrongValue: an address is empty.
        MfaGraphError: an address cannot be read; see `mfa_graph.harvest.fetch.page_at`.
    """
    for given in (address, before):
        if given is not None and not given.strip():
            raise WrongValue("The address is empty.", remedy="give an http or https address, a file or a folder.")
    walk = _walk(address, page)
    judged = [*walk.judgements, *_judged(walk)]
    ended = any(judgement.rule in _ENDS and judgement.verdict is Verdict.BROKEN for judgement in judged)
    vanished = () if ended or before is None else _vanished(walk, _walk(before, page))
    if ended:
        judged += [not_judged(rule, "the harvest ends before, and nothing changes") for rule in ("vanished", "again")]
    else:
        judged.append(_again(walk, _walk(address, page)))
        if before is None:
            judged.append(not_judged("vanished", "no earlier feed was given (--before)"))
        elif vanished:
            judged.append(broken("vanished", f"{len(vanished)} would be deleted"))
        else:
            judged.append(kept("vanished", "all of the earlier feed are in this one"))
    order = list(RULES)
    judged.sort(key=lambda judgement: order.index(judgement.rule))
    return Rehearsal(tuple(judged), walk.forms, tuple(losses_of(walk.feeds, walk.forms)), vanished)


def _vanished(walk: _Walk, earlier: _Walk) -> tuple[str, ...]:
    """The names of the datasets of an earlier feed that are not in this one."""
    held = {form.guid for form in walk.forms}
    return tuple(form.guid for form in earlier.forms if form.guid not in held)


def _walk(address: str, page: Callable[[str], Page]) -> _Walk:
    """The pages of a feed to the end, or to where the harvester stops; the first page's parser reads them all."""
    feeds: list[Feed] = []
    got = page(address)
    first, judged = got.body, list(got.judgements)
    syntax, told = _syntax(got) if _can_be_read(got) else (None, [])
    judged += told
    while syntax is not None:
        feed, judgement = _feed(got, syntax)
        if feed is None or not feeds:
            judged.append(judgement)
        if feed is None:
            break
        feeds.append(feed)
        following = _next(feed)
        if end := _end(following, address, len(feeds)):
            judged.append(end)
            break
        got = page(following)
        judged += [judgement for judgement in got.judgements if judgement.verdict is Verdict.BROKEN]
        if not _can_be_read(got) or got.body == first:
            judged.append(kept("pages", f"{len(feeds)} in all"))
            break
    if not feeds:
        judged.append(not_judged("pages", "the harvest ends before"))
    return _Walk(tuple(judged), tuple(feeds), tuple(form for feed in feeds for form in forms_of(feed)))


def _can_be_read(page: Page) -> bool:
    broken_here = {judgement.rule for judgement in page.judgements if judgement.verdict is Verdict.BROKEN}
    return page.body is not None and not broken_here & {"size", "utf-8"}


def _end(following: str, address: str, pages: int) -> Judgement | None:
    """Why the walk ends after some pages; None if it goes on. Only a feed of the web leads on, and only to the web."""
    web = ("http://", "https://")
    if not following:
        return kept("pages", f"{pages} in all")
    if not address.lower().startswith(web):
        return not_judged("pages", f"the next is at {following}, and only those on the web are followed")
    if not following.lower().startswith(web):
        return broken("pages", f"the next is at {following}, which is no address of the web")
    return broken("pages", f"no end after {pages} pages") if pages == _MOST_PAGES else None


def _syntax(page: Page) -> tuple[Format | None, list[Judgement]]:
    """The syntax in which the harvester reads a page, and how its type stands to the rule if that was not judged yet."""
    told = page.content_type or ""
    named = PARSERS.get(told)
    judged = any(judgement.rule == "type" for judgement in page.judgements)
    if named is None:
        return None, [broken("type", f"the harvester has no parser for {told}")]
    return by_name(named), [] if judged else [kept("type", f"{told or 'no Content-Type'}, read as {named}")]


def _feed(page: Page, syntax: Format) -> tuple[Feed | None, Judgement]:
    assert page.body is not None
    try:
        quads = list(parse(page.body, syntax, base=page.address if "://" in page.address else None))
    except SyntaxProblem as error:
        return None, broken("rdf", error.message)
    return Feed(quads), kept("rdf", f"{len(quads):,} statements")


def _next(feed: Feed) -> str:
    """The address of the next page; empty at the end."""
    for kind in ("hydra:PartialCollectionView", "hydra:PagedCollection"):
        for node in feed.instances(kind):
            for step in ("hydra:next", "hydra:nextPage"):
                for found in feed.objects(node, step):
                    return str(found.value)
    return ""


def _judged(walk: _Walk) -> Iterator[Judgement]:
    """How the datasets stand to the rules about them."""
    forms = walk.forms
    if not walk.feeds:
        yield not_judged("datasets", "the harvest ends before")
        return
    yield kept("datasets", f"{len(forms)} in all") if forms else broken("datasets", "there is none")
    untitled = [form.guid or "one without an address" for form in forms if not form.fields.get("title")]
    yield broken("title", "none has " + ", ".join(untitled)) if untitled else kept("title", "each has one")
    tags = sum(len(form.tags) for form in forms)
    wrong = sorted({tag for form in forms for tag in form.tags if not _TAG.fullmatch(tag)})
    yield (
        broken("tags", "refused: " + ", ".join(f"“{tag}”" for tag in wrong))
        if wrong
        else kept("tags", f"{tags} in all")
    )
    twice = [guid for guid, count in Counter(form.guid for form in forms).items() if count > 1]
    by_address = sum("://" in form.guid for form in forms)
    seen = f"{by_address} of {len(forms)} by their address"
    yield broken("guid", "twice: " + ", ".join(twice)) if twice else kept("guid", seen)


def _again(one: _Walk, other: _Walk) -> Judgement:
    if [form.as_json() for form in one.forms] == [form.as_json() for form in other.forms]:
        return kept("again", "harvested twice, the same forms")
    return broken("again", "harvested twice, and the forms differ")
