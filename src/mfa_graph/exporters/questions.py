"""The questions of the catalogue as one archive, for whoever runs them on a server of their own."""

from __future__ import annotations

import io
import zipfile

from mfa_graph.assets import Content
from mfa_graph.exporters.files import File, archived
from mfa_graph.questions.catalogue import Catalogue

__all__ = ["questions_of"]


def questions_of(content: Content) -> File:
    """``questions.zip``: the file of each question, and the queries for the evidence of their answers where they stand."""
    folder = content.folder("queries")
    paths = [question.file.path for question in Catalogue.read(content)]
    paths += sorted((folder / "evidence").glob("q*.rq"))
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for path in paths:
            archived(archive, f"queries/{path.relative_to(folder).as_posix()}", path.read_bytes())
    return File.of("questions.zip", "application/zip", body.getvalue())
