"""Archives whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["archive_of", "archived"]

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip archive can tell


def archived(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    """Put a file into an archive without a day, and not compressed: compressors of other versions write other bytes."""
    entry = zipfile.ZipInfo(name, _NO_DAY)
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body, zipfile.ZIP_STORED)


def archive_of(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of files by their names, in the order given; always the same bytes."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, member in members.items():
            archived(archive, name, member)
    return body.getvalue()
