"""The questions of the catalogue as one archive, for whoever runs them on a server of their own."""

from __future__ import annotations

from mfa_graph.assets import Content
from mfa_graph.exporters.archives import archive_of
from mfa_graph.exporters.files import File
from mfa_graph.questions.catalogue import Catalogue

__all__ = ["questions_of"]


def questions_of(content: Content) -> File:
    """``questions.zip``: the file of each question, and the queries for the evidence of their answers where they stand."""
    folder = content.folder("queries")
    paths = [question.file.path for question in Catalogue.read(content)]
    paths += sorted((folder / "evidence").glob("q*.rq"))
    members = {f"queries/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}
    return File.of("questions.zip", "application/zip", archive_of(members))
