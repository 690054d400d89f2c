"""Getting one page of a feed as the harvester does: HEAD, then GET, no content negotiation, a limit, UTF-8."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from mfa_graph.errors import AddressProblem, MissingContent, Place, WrongValue
from mfa_graph.formats import FORMATS
from mfa_graph.harvest.rules import SIZE_LIMIT, Judgement, broken, kept, not_judged

__all__ = ["Page", "page_at"]

_SECONDS = 30
_SECONDS_IN_ALL = 180
_PIECE = 1 << 16
_FEEDS = ("catalog.ttl", "catalog.rdf", "catalog.jsonld")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a feed: where it is, its bytes (None if it could not be had), its Content-Type, and what was judged."""

    address: str
    body: bytes | None
    content_type: str | None
    judgements: tuple[Judgement, ...]


def page_at(address: str, *, limit: int = SIZE_LIMIT) -> Page:
    """The page at an address of the web, in a file, or in the folder that a build wrote.

    Raises:
        WrongValue: the address has a scheme other than http and https.
        AddressProblem: no server answers there.
        MissingContent: there is no such file, or no catalogue in the folder.
    """
    scheme = address.partition("://")[0] if "://" in address else ""
    if scheme.lower() in ("http", "https"):
        return _from_the_web(address, limit)
    if scheme:
        raise WrongValue(
            f"A harvester does not read {scheme}: addresses.", remedy="give an http or https address, or a file."
        )
    return _from_a_file(Path(address), limit)


def _from_a_file(path: Path, limit: int) -> Page:
    if path.is_dir():
        path = next((path / name for name in _FEEDS if (path / name).is_file()), path / _FEEDS[0])
    try:
        body = path.read_bytes()
    except OSError as error:
        raise MissingContent(
            f"There is no catalogue to read: {error.strerror}.",
            place=Place(path),
            remedy="run `mfa-graph build` first, or give the address of a catalogue.",
        ) from error
    suffixes = {syntax.suffix: syntax.media_type for syntax in FORMATS}
    media_type = suffixes.get(path.suffix)
    unseen = "no server was asked"
    told = not_judged("type", f"a server must send it as {media_type}")
    if media_type is None:
        told = broken("type", f"the suffix “{path.suffix}” names no RDF, so no server knows what to send it as")
    seen = (not_judged("address", unseen), not_judged("head", unseen), not_judged("get", unseen), told)
    return _read(Page(str(path), body, media_type, seen), limit)


def _read(page: Page, limit: int) -> Page:
    """The page with its size and its encoding judged."""
    assert page.body is not None
    size = f"{len(page.body):,} bytes"
    judged = [kept("size", size) if len(page.body) < limit else broken("size", size)]
    try:
        page.body.decode("utf-8")
        judged.append(kept("utf-8", "it is"))
    except UnicodeDecodeError as error:
        judged.append(broken("utf-8", f"byte {error.start:,} is not UTF-8"))
    return replace(page, judgements=(*page.judgements, *judged))


# ---------------------------------------------------------------------------------------------------
# The web
# ---------------------------------------------------------------------------------------------------


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a GET to other http addresses, a few times, and remembers where it led; follows no HEAD."""

    def __init__(self) -> None:
        self.followed: list[str] = []

    def redirect_request(
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: object, newurl: str
    ) -> urllib.request.Request | None:
        if req.get_method() == "HEAD" or urlsplit(newurl).scheme not in ("http", "https"):
            return None
        self.followed.append(newurl)
        return urllib.request.Request(newurl, headers=dict(req.header_items()), method="GET")  # noqa: S310 - http(s) only


def _from_the_web(address: str, limit: int) -> Page:
    redirects = _Redirects()
    opener = urllib.request.build_opener(redirects)
    head = _status(opener, address)
    judged = [kept("address", address), head]
    answer = _ask(opener, address, "GET")
    with answer:
        if answer.status is None or answer.status >= 300:
            why = " and leads to no address that may be followed" if (answer.status or 0) < 400 else ""
            return Page(address, None, None, (*judged, broken("get", f"the server answers {answer.status}{why}")))
        by_way = "".join(f", redirected to {urljoin(address, new)}" for new in redirects.followed)
        judged.append(kept("get", f"the server answers {answer.status}{by_way}"))
        told = answer.headers.get("Content-Length", "")
        if told.isdigit() and int(told) > limit:
            return Page(address, None, None, (*judged, broken("size", f"Content-Length says {int(told):,} bytes")))
        body = _body(answer, limit, address)
        content_type = answer.headers.get("Content-Type")
    media_type = content_type.split(";", 1)[0] if content_type else None
    return _read(Page(address, body, media_type, tuple(judged)), limit)


def _status(opener: urllib.request.OpenerDirector, address: str) -> Judgement:
    """How the server takes HEAD."""
    with _ask(opener, address, "HEAD") as answer:
        status = answer.status or 0
    seen = f"the server answers {status} to HEAD"
    return kept("head", seen) if status < 400 or status in (400, 405) else broken("head", seen)


def _ask(
    opener: urllib.request.OpenerDirector, address: str, method: str
) -> http.client.HTTPResponse | urllib.error.HTTPError:
    headers = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "mfa-graph harvest-check"}
    try:
        request = urllib.request.Request(address, headers=headers, method=method)  # noqa: S310 - http(s) only
        answer: http.client.HTTPResponse = opener.open(request, timeout=_SECONDS)
        return answer
    except urllib.error.HTTPError as error:
        return error
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise AddressProblem(
            f"{address} cannot be read: {reason}.", remedy="check the address and the server."
        ) from error


def _body(
    answer: http.client.HTTPResponse | urllib.error.HTTPError,
    limit: int,
    address: str,
    now: Callable[[], float] = time.monotonic,
) -> bytes:
    """What the server sends, up to the limit and within the time."""
    pieces, size, until = [], 0, now() + _SECONDS_IN_ALL
    try:
        while size < limit and (piece := answer.read(_PIECE)):
            pieces.append(piece)
            size += len(piece)
            if now() > until:
                raise TimeoutError(f"it takes longer than {_SECONDS_IN_ALL} seconds")
    except (OSError, http.client.HTTPException) as error:
        raise AddressProblem(
            f"{address} breaks off: {error or 'no answer in time'}.", remedy="try again later."
        ) from error
    return b"".join(pieces)
