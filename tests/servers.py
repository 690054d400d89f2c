"""Servers of others for the tests, on this machine's loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["free_port", "oxigraph_server"]


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def oxigraph_server(body: bytes) -> Iterator[str]:
    """The address of an Oxigraph server that holds some N-Quads; its endpoints are ``/query`` and ``/update``."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("needs the tool oxigraph")
    address = f"127.0.0.1:{free_port()}"
    with subprocess.Popen(
        [program, "serve", "--bind", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _fill(f"http://{address}/store", body)
            yield f"http://{address}"
        finally:
            server.terminate()


def _fill(address: str, body: bytes) -> None:
    """Load N-Quads into a server, once it has started."""
    request = urllib.request.Request(address, body, {"Content-Type": "application/n-quads"}, method="POST")  # noqa: S310
    for attempt in range(100):
        try:
            urllib.request.urlopen(request).close()  # noqa: S310
            return
        except OSError:
            if attempt == 99:
                raise
            time.sleep(0.1)
