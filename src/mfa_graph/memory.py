"""What is remembered between runs: files under ``$XDG_CACHE_HOME`` (or ``~/.cache``), each sealed with the digest of its lines.

A file is named by the digest of all that it depends on, so that it is never out of date. One that is damaged is not believed, and
where nothing can be written nothing is remembered.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from mfa_graph.errors import MfaGraphError
from mfa_graph.graph import write_whole

__all__ = ["folder", "keep", "program_digest", "remembered"]


def folder() -> Path:
    """The folder in which things are remembered."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mfa-graph"


def remembered(file: Path) -> bytes | None:
    """What a file remembers, without its seal; None where it is not there or damaged."""
    try:
        first, _, body = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if first + b"\n" == _seal(body) else None


def keep(file: Path, body: bytes, *, files: int) -> None:
    """Remember something; so many `files` of the same kind stay, the newest."""
    with suppress(MfaGraphError, OSError):
        write_whole(file, _seal(body) + body)
        for older in sorted(file.parent.glob(f"*{file.suffix}"), key=lambda path: -path.stat().st_mtime)[files:]:
            older.unlink(missing_ok=True)


@cache
def program_digest() -> str:
    """The SHA-256 of all code but the command line's, and of the versions of the libraries at work."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for path in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".toml") and p.parent.name != "cli"):
        name = path.relative_to(package)
        if name.parts[0] != "content":
            digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for library in ("pyoxigraph", "rdflib"):
        digest.update(importlib.metadata.version(library).encode())
    return digest.hexdigest()


def _seal(body: bytes) -> bytes:
    """The first line of a file: a comment with the SHA-256 of the lines after it."""
    return f"# {hashlib.sha256(body).hexdigest()}\n".encode()
