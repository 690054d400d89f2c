"""The questions as an interface for programs over HTTP (OpenAPI 3.1), made from their heads: one path for each question."""

from __future__ import annotations

import json
from typing import Any

import mfa_graph
from mfa_graph.assets import Content
from mfa_graph.exporters.files import File
from mfa_graph.questions.catalogue import Catalogue, Question
from mfa_graph.vocabulary import BASE

__all__ = ["openapi_of"]

_PROBLEM = {
    "description": "A value does not fit its parameter, or nothing is called so; the body says what to write instead."
}


def openapi_of(content: Content, *, base: str = BASE) -> File:
    """``openapi.json``; its answers refer to the schemas beside it (`mfa_graph.exporters.schemas`)."""
    questions = Catalogue.read(content)
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Labour migration governance in Asia: the questions",
            "summary": "Each question of the catalogue, answered with its sources.",
            "version": mfa_graph.__version__,
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": base.rstrip("/")}],
        "tags": [{"name": tag} for tag in sorted({tag for question in questions for tag in question.tags})],
        "paths": {f"/questions/{question.id}": {"get": _operation(question)} for question in questions},
    }
    return File.of(
        "openapi.json",
        "application/vnd.oai.openapi+json",
        json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n",
    )


def _operation(question: Question) -> dict[str, Any]:
    schema = f"schemas/{question.id}.json"
    return {
        "operationId": question.id,
        "summary": question.title,
        "description": " ".join([question.summary, *([question.note] if question.note else [])]),
        "tags": list(question.tags),
        "parameters": [
            {
                "name": parameter.name,
                "in": "query",
                "description": parameter.help,
                "required": False,
                "schema": {"$ref": f"{schema}#/$defs/asked/properties/{parameter.name}"},
            }
            for parameter in question.parameters
        ],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {
                    "application/json": {"schema": {"$ref": schema}},
                    "text/csv": {"schema": {"type": "string"}},
                    "text/markdown": {"schema": {"type": "string"}},
                },
            },
            "400": _PROBLEM,
        },
    }
