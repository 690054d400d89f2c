"""No address is ever opened for a context: not on the web, not on the disk, by no reader that this project has."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mfa_graph.errors import SyntaxProblem
from mfa_graph.exporters.jsonld import context_address
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.jsonld.framing import framed
from mfa_graph.jsonld.offline import offline
from mfa_graph.store.syntax import parse, read

CONTEXT = {"@context": {"x": "https://a.example/x"}}


class Canary:
    """A socket on loopback that counts who comes."""

    def __init__(self) -> None:
        self.visits = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/context.jsonld"
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def close(self) -> None:
        """Stop counting."""
        self._socket.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    """A canary that listens for as long as a test runs."""
    canary = Canary()
    yield canary
    canary.close()


def documents(address: str) -> list[dict[str, Any]]:
    """Five documents that rest on the context at an address, each in its way."""
    rest = {"@id": "https://a.example/a", "x": "v"}
    return [
        {"@context": address, **rest},
        {"@context": [address], **rest},
        {"@context": {"@version": 1.1, "@import": address}, **rest},
        {
            "@context": {"@version": 1.1, "x": {"@id": "https://a.example/x", "@context": address}},
            **rest,
            "x": {"y": 1},
        },
        {"@context": {"y": "https://a.example/y"}, "@id": "https://a.example/b", "y": {"@context": address, **rest}},
    ]


def test_the_canary_sings(canary: Canary) -> None:
    """Whoever does open the address is counted, so that a count of none says something."""
    host, _, port = canary.address.removeprefix("http://").partition("/")[0].partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as visitor:
        visitor.recv(1)
    assert canary.visits == 1


@pytest.mark.parametrize("way", range(5))
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_no_context_is_fetched(way: int, scheme: str, canary: Canary, tmp_path: Path) -> None:
    """Read as a file, as a body, as a graph or framed, the document is refused, and the message names the address."""
    place = tmp_path / "context.jsonld"
    place.write_text(json.dumps(CONTEXT))
    address = canary.address if scheme == "http" else place.as_uri()
    document = documents(address)[way]
    file = tmp_path / "data.jsonld"
    file.write_text(json.dumps(document))
    for attempt in (
        lambda: read(file),
        lambda: KnowledgeGraph.load(file),
        lambda: parse(file.read_bytes(), by_name("jsonld")),
        lambda: framed(document, {}),
        lambda: framed({}, {"@context": document["@context"]}) if way < 3 else framed(document, {}),
    ):
        with pytest.raises(SyntaxProblem) as refused:
            attempt()
        assert address in refused.value.message
        assert "no address is opened" in refused.value.message
        assert "put the context itself into the document" in refused.value.remedy
    assert canary.visits == 0


def test_a_relative_address_is_refused_too(tmp_path: Path) -> None:
    """A context beside the document, named as files are, is not read either."""
    (tmp_path / "context.jsonld").write_text(json.dumps(CONTEXT))
    file = tmp_path / "data.jsonld"
    file.write_text(json.dumps(documents("context.jsonld")[0]))
    with pytest.raises(SyntaxProblem, match=r"context\.jsonld"):
        read(file)


def test_our_own_context_is_let_in_by_its_address() -> None:
    """What was given with its address is used, and only that."""
    document = {"@context": context_address(), "@id": "https://a.example/a", "x": "v"}
    known = {context_address(): CONTEXT}
    framed_ = framed(document, CONTEXT, one=True, contexts=known)
    assert framed_["x"] == "v"
    assert offline(known)(context_address(), {})["document"] is CONTEXT
    with pytest.raises(SyntaxProblem):
        offline(known)(context_address() + "/", {})


def test_other_faults_keep_their_own_message(tmp_path: Path) -> None:
    """A document with a fault of another kind is not said to rest on an address."""
    file = tmp_path / "data.jsonld"
    file.write_text('{"@context": {"x": "https://a.example/x"}, "@id": 7}')
    with pytest.raises(SyntaxProblem, match="This is not jsonld"):
        read(file)
