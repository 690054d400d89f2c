"""The questions of the catalogue in all forms in which they leave: an archive, RDF, schemas of the answers, an interface."""

from __future__ import annotations

from collections.abc import Iterator

from mfa_graph.assets import Content
from mfa_graph.exporters.archives import archive_of
from mfa_graph.exporters.files import File
from mfa_graph.exporters.openapi import openapi_of
from mfa_graph.exporters.queries import queries_of
from mfa_graph.exporters.schemas import schemas_of
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.vocabulary import BASE

__all__ = ["published_questions", "questions_of"]


def published_questions(content: Content, *, base: str = BASE) -> Iterator[File]:
    """``questions.zip``, ``queries.ttl``, ``openapi.json``, ``schemas/``: the questions for servers, catalogues and programs."""
    yield questions_of(content)
    yield queries_of(content, base=base)
    yield openapi_of(content, base=base)
    yield from schemas_of(content, base=base)


def questions_of(content: Content) -> File:
    """``questions.zip``: the file of each question, and the queries for the evidence of their answers where they stand."""
    folder = content.folder("queries")
    paths = [question.file.path for question in Catalogue.read(content)]
    paths += sorted((folder / "evidence").glob("q*.rq"))
    members = {f"queries/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}
    return File.of("questions.zip", "application/zip", archive_of(members))
