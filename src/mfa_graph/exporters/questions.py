"""The questions of the catalogue as one archive, for whoever runs them on a server of their own."""

from __future__ import annotations

import io
import zipfile

from mfa_graph.assets import Content
from mfa_graph.exporters.files import File
from mfa_graph.questions.catalogue import Catalogue

__all__ = ["questions_of"]

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip archive can tell


def questions_of(content: Content) -> File:
    """``questions.zip``: the file of each question, and the queries for the evidence of their answers where they stand."""
    folder = content.folder("queries")
    paths = [question.file.path for question in Catalogue.read(content)]
    paths += sorted((folder / "evidence").glob("q*.rq"))
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for path in paths:  # not compressed: compressors of other versions write other bytes
            entry = zipfile.ZipInfo(f"queries/{path.relative_to(folder).as_posix()}", _NO_DAY)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_STORED)
    return File.of("questions.zip", "application/zip", body.getvalue())
