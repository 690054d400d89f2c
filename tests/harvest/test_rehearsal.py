"""The rules of the harvester, each kept and each broken, on a server that answers as told."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from mfa_graph.errors import AddressProblem, MissingContent, WrongValue
from mfa_graph.harvest.fetch import page_at
from mfa_graph.harvest.rehearsal import Rehearsal, rehearse
from mfa_graph.harvest.rules import RULES, Verdict
from tests.harvest.conftest import Answer, Server

FEED = b"""
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<http://a/one> a dcat:Dataset ; dct:title "One"@en ; dcat:keyword "word" .
<http://a/two> a dcat:Dataset ; dct:title "Two"@en .
"""


def verdicts(rehearsal: Rehearsal) -> dict[str, str]:
    """How each rule came out; a rule that was judged twice by its worse verdict."""
    found: dict[str, str] = {}
    for judged in rehearsal.judgements:
        if found.get(judged.rule) != Verdict.BROKEN.value:
            found[judged.rule] = judged.verdict.value
    return found


def test_a_good_feed_keeps_every_rule(server: Server) -> None:
    """With an earlier feed to compare, all fourteen rules are judged, in their order, and all are kept."""
    server.answers["/feed"] = Answer(FEED)
    rehearsal = rehearse(f"{server.base}/feed", before=f"{server.base}/feed")
    assert verdicts(rehearsal) == dict.fromkeys(RULES, "kept")
    assert [judged.rule for judged in rehearsal.judgements] == list(RULES)
    assert not rehearsal.fails
    assert [form.fields["title"] for form in rehearsal.forms] == ["One", "Two"]
    assert len(RULES) == 14


def test_it_asks_as_the_harvester_asks(server: Server) -> None:
    """HEAD comes before GET, and neither asks for a type."""
    server.answers["/feed"] = Answer(FEED)
    page_at(f"{server.base}/feed")
    assert server.asked == [("HEAD", "/feed", "*/*"), ("GET", "/feed", "*/*")]


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ("head", Answer(FEED, head=404)),
        ("get", Answer(FEED, status=500)),
        ("type", Answer(FEED, content_type="text/plain")),
        ("rdf", Answer(FEED, content_type=None)),
        ("rdf", Answer(FEED[:-4])),
        ("utf-8", Answer(FEED.replace(b"One", b"\xe9"))),
        ("size", Answer(FEED + b"#" * 2000)),
        ("size", Answer(FEED, headers={"Content-Length": "999999999"})),
        ("datasets", Answer(b"<http://a/> <http://b/> 1 .")),
        ("datasets", Answer(b"")),
        ("title", Answer(FEED.replace(b'dct:title "Two"@en', b"dct:description 2"))),
        ("tags", Answer(FEED.replace(b'"word"', b'"w/ord"'))),
        (
            "guid",
            Answer(FEED.replace(b"<http://a/one>", b"[]").replace(b"<http://a/two>", b"[]").replace(b"Two", b"One")),
        ),
    ],
)
def test_a_broken_rule_is_found(rule: str, answer: Answer, server: Server) -> None:
    """Each fault breaks its rule, and no other one."""
    server.answers["/feed"] = answer
    rehearsal = rehearse(f"{server.base}/feed", page=lambda address: page_at(address, limit=1000))
    assert verdicts(rehearsal)[rule] == "broken"
    assert [name for name, verdict in verdicts(rehearsal).items() if verdict == "broken"] == [rule]
    assert rehearsal.fails


@pytest.mark.parametrize("head", [400, 405])
def test_a_server_without_head_is_fine(head: int, server: Server) -> None:
    """After 400 or 405 to HEAD every version of the harvester goes on with GET."""
    server.answers["/feed"] = Answer(FEED, head=head)
    assert verdicts(rehearse(f"{server.base}/feed"))["head"] == "kept"


def test_redirects_are_told(server: Server) -> None:
    """GET follows a redirect to another http address, and what was seen names it; other schemes are not followed."""
    server.answers["/old"] = Answer(status=302, head=302, headers={"Location": "/feed"})
    server.answers["/feed"] = Answer(FEED)
    (seen,) = (judged.seen for judged in page_at(f"{server.base}/old").judgements if judged.rule == "get")
    assert seen == f"the server answers 200, redirected to {server.base}/feed"
    for target in ("file:///etc/passwd", "ftp://127.0.0.1/feed", "/round", ""):
        server.answers["/round"] = Answer(status=302, head=302, headers={"Location": target})
        page = page_at(f"{server.base}/round")
        assert page.body is None
        assert page.judgements[-1].seen == "the server answers 302 and leads to no address that may be followed"


def test_pages_are_walked_to_the_end(server: Server) -> None:
    """hydra:next leads on; a page equal to the first ends the walk, and a walk without an end is found."""
    hydra = "<> a <http://www.w3.org/ns/hydra/core#PagedCollection> ; <http://www.w3.org/ns/hydra/core#next> <{}> ."
    more = FEED.replace(b"/one>", b"/three>").replace(b"/two>", b"/four>")
    server.answers["/feed"] = Answer(FEED + hydra.format(f"{server.base}/2").encode())
    server.answers["/2"] = Answer(more)
    rehearsal = rehearse(f"{server.base}/feed")
    assert [form.guid for form in rehearsal.forms] == [f"http://a/{n}" for n in ("one", "two", "three", "four")]
    server.answers["/2"] = server.answers["/feed"]
    assert [form.guid for form in rehearse(f"{server.base}/feed").forms] == ["http://a/one", "http://a/two"]
    server.answers["/2"] = Answer(more + hydra.format(f"{server.base}/2").encode())
    assert verdicts(rehearse(f"{server.base}/feed"))["pages"] == "broken"


@pytest.mark.parametrize("following", ['"/etc/passwd"', '"file:///etc/passwd"', "<ftp://127.0.0.1/>"])
def test_a_feed_leads_to_no_file_of_ours(following: str, server: Server) -> None:
    """A next page that is not on the web is named and not opened."""
    hydra = (
        f"[] a <http://www.w3.org/ns/hydra/core#PagedCollection> ; <http://www.w3.org/ns/hydra/core#next> {following} ."
    )
    server.answers["/feed"] = Answer(FEED + hydra.encode())
    rehearsal = rehearse(f"{server.base}/feed")
    assert verdicts(rehearsal)["pages"] == "broken"
    assert len(rehearsal.forms) == 2


def test_a_file_leads_nowhere(server: Server, tmp_path: Path) -> None:
    """A feed in a file is read alone: neither its next page nor the context of its JSON-LD is asked for."""
    hydra = f"[] a <http://www.w3.org/ns/hydra/core#PagedCollection> ; <http://www.w3.org/ns/hydra/core#next> <{server.base}/2> ."
    (tmp_path / "feed.ttl").write_bytes(FEED + hydra.encode())
    assert verdicts(rehearse(str(tmp_path / "feed.ttl")))["pages"] == "not judged"
    (tmp_path / "feed.jsonld").write_text(f'{{"@context": "{server.base}/context", "name": "x"}}')
    assert verdicts(rehearse(str(tmp_path / "feed.jsonld")))["rdf"] == "broken"
    assert server.asked == []


def test_datasets_that_vanish_are_named(server: Server, tmp_path: Path) -> None:
    """What the earlier feed had and this one has not would be deleted from the portal."""
    earlier = tmp_path / "before.ttl"
    earlier.write_bytes(FEED)
    server.answers["/feed"] = Answer(FEED.split(b"<http://a/two>")[0])
    rehearsal = rehearse(f"{server.base}/feed", before=str(earlier))
    assert rehearsal.vanished == ("http://a/two",)
    assert rehearsal.fails
    assert rehearse(f"{server.base}/feed", before=f"{server.base}/feed").vanished == ()


@pytest.mark.parametrize("content_type", ["text/plain", "text/turtle"])
def test_a_harvest_that_ends_deletes_nothing(content_type: str, server: Server) -> None:
    """Where the harvester stops at the type or at a dataset without a title, the portal keeps what it has."""
    server.answers["/before"] = Answer(FEED)
    body = b"<http://a/> a <http://www.w3.org/ns/dcat#Dataset> ."
    server.answers["/feed"] = Answer(body, content_type=content_type)
    rehearsal = rehearse(f"{server.base}/feed", before=f"{server.base}/before")
    assert rehearsal.vanished == ()
    assert {verdicts(rehearsal)[rule] for rule in ("vanished", "again")} == {"not judged"}
    server.answers["/feed"] = Answer(b"<http://a/> <http://b/> 1 .")
    assert len(rehearse(f"{server.base}/feed", before=f"{server.base}/before").vanished) == 2


def test_a_feed_that_changes_by_itself_is_found(server: Server) -> None:
    """If the second harvest shows something else, the rule is broken."""
    pages = iter([FEED, FEED.replace(b"Two", b"2")])

    def page(address: str) -> object:
        server.answers["/feed"] = Answer(next(pages))
        return page_at(address)

    assert verdicts(rehearse(f"{server.base}/feed", page=page))["again"] == "broken"  # type: ignore[arg-type]


def test_losses_are_told(server: Server) -> None:
    """Languages, licences, addresses in place of names, several places and empty fields are each told in a sentence."""
    feed = b"""
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    <http://a/one> a dcat:Dataset ; dct:title "One"@en , "Eins"@de ; dcat:keyword "word"@en , "Wort"@de ;
      dct:spatial <http://a/x> , <http://a/y> ; dcat:distribution <http://a/f> .
    <http://a/f> dct:license <http://a/licence> ; dcat:mediaType <http://iana/text/csv> ; dcat:accessURL <http://a/file> .
    <http://a/s> a dcat:DatasetSeries .
    """
    server.answers["/feed"] = Answer(feed)
    told = "\n".join(rehearse(f"{server.base}/feed").losses)
    for words in (
        "Of titles the English remain, or else the first; lost: de.",
        "Keywords in 2 languages become tags of no language: de, en.",
        "license_id stays empty for 1 of 1 datasets",
        "mimetype is shown as an address for 1 of 1 resources.",
        "Of several places one is put together",
        "Not on the portal's map",
        "Shown without a publisher: all datasets.",
        "Not read at all: 1 dataset series.",
    ):
        assert words in told


def test_wrong_addresses_are_one_message(tmp_path: Path) -> None:
    """Other schemes are a wrong call; a missing file, an empty folder and a silent server say what to do."""
    for address in ("file:///etc/passwd", "ftp://a/feed", "gopher://a", "", " "):
        with pytest.raises(WrongValue):
            rehearse(address)
    for path in (tmp_path, tmp_path / "no.ttl"):
        with pytest.raises(MissingContent, match="There is no catalogue to read"):
            rehearse(str(path))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for address in (f"http://127.0.0.1:{port}/feed", "http://", "http://[/", "http://a b/", "https://127.0.0.1:x/"):
        with pytest.raises(AddressProblem):
            rehearse(address)


@pytest.mark.parametrize(
    ("name", "body", "rule"),
    [
        ("feed.txt", FEED, "type"),
        ("feed.ttl", b"\x00\x01\xff", "utf-8"),
        ("feed.rdf", FEED, "rdf"),
        ("feed.ttl", b"", "datasets"),
    ],
)
def test_a_file_that_is_no_feed_breaks_a_rule(name: str, body: bytes, rule: str, tmp_path: Path) -> None:
    """A file of another kind, a binary one and an empty one break the rule that the harvester would stumble at."""
    (tmp_path / name).write_bytes(body)
    assert verdicts(rehearse(str(tmp_path / name)))[rule] == "broken"
