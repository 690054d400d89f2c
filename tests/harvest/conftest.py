"""A server on loopback that answers as a test tells it, and CKAN's parser as a program."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.exporters.conftest import entries, files, published

__all__ = ["entries", "files", "published"]  # fixtures


@dataclass
class Answer:
    """What a server says at one path."""

    body: bytes = b""
    content_type: str | None = "text/turtle"
    status: int = 200
    head: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """A server on loopback: its address, its answers by path, and what it was asked."""

    base: str
    answers: dict[str, Answer]
    asked: list[tuple[str, str, str | None]]


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that runs as long as a test."""
    answers: dict[str, Answer] = {}
    asked: list[tuple[str, str, str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def _answer(self, *, with_body: bool) -> None:
            asked.append((self.command, self.path, self.headers.get("Accept")))
            answer = answers.get(self.path, Answer(status=404, head=404))
            self.send_response(answer.status if with_body else answer.head)
            if answer.content_type:
                self.send_header("Content-Type", answer.content_type)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if with_body:
                self.wfile.write(answer.body)

        def log_message(self, *words: object) -> None:
            """Say nothing beside the tests."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield Server(f"http://127.0.0.1:{running.server_port}", answers, asked)
    running.shutdown()
    running.server_close()


Ckan = Callable[[list[tuple[bytes, str]]], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def ckan() -> Ckan:
    """What CKAN's parser says to feeds, each a text and its Content-Type; it takes some seconds to start, so they go together."""
    python = Path(os.environ.get("MFA_GRAPH_CKAN", "no"))
    if not python.is_file():
        pytest.skip(
            "needs the tool ckanext-dcat: MFA_GRAPH_CKAN names the Python that has ckan[requirements] and ckanext-dcat"
        )

    def ask(feeds: list[tuple[bytes, str]]) -> list[dict[str, Any]]:
        given = json.dumps([(body.decode(), content_type) for body, content_type in feeds])
        script = Path(__file__).with_name("ckan_forms.py")
        done = subprocess.run([python, script], input=given, capture_output=True, encoding="utf-8", timeout=300)
        assert done.returncode == 0, done.stderr
        answers: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
        return answers

    return ask
