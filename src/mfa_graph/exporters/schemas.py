"""JSON Schemas (2020-12) of what the questions take and give, made from their heads: one for each question, and what they share.

Whoever reads an answer's JSON with types knows from them which columns there are and which cells can be empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mfa_graph.assets import Content
from mfa_graph.exporters.files import File
from mfa_graph.exporters.queries import moved_text
from mfa_graph.questions.catalogue import AS_OF, Catalogue, Parameter, Question
from mfa_graph.vocabulary import BASE, XSD, shortened

__all__ = ["schemas_of"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MEDIA_TYPE = "application/schema+json"
_DAY = r"^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$"

Schema = dict[str, Any]


def schemas_of(content: Content, *, base: str = BASE) -> Iterator[File]:
    """``schemas/common.json``, and ``schemas/qNN.json`` for the answer to each question; ``$defs/asked`` is what it takes."""
    yield _file("common", {"$defs": _COMMON, "description": "What the answers to all questions are made of."}, base)
    for question in Catalogue.read(content):
        yield _file(question.id, _answer(question, base), base)


def _file(name: str, schema: Schema, base: str) -> File:
    path = f"schemas/{name}.json"
    text = json.dumps({"$schema": _DIALECT, "$id": base + path, **schema}, ensure_ascii=False, indent=2)
    return File.of(path, _MEDIA_TYPE, text.encode() + b"\n")


def _object(properties: Schema, *, optional: tuple[str, ...] = (), **more: Any) -> Schema:
    """An object that has these properties and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        **more,
    }


def _array(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _common(name: str) -> Schema:
    return {"$ref": f"common.json#/$defs/{name}"}


def _answer(question: Question, base: str) -> Schema:
    """The answer to a question as `ask --json` prints it."""
    told = {"id": question.id, "title": question.title, "summary": question.summary}
    columns = [
        {"const": {"name": each.name, "heading": each.heading, "meaning": each.meaning}} for each in question.columns
    ]
    cells = {each.name: {"description": each.meaning, **_common("cell")} for each in question.columns}
    properties = {
        "question": {"const": told},
        "parameters": _given(question),
        "as_of": _common("day") if question.is_as_of else {"type": "null"},
        "notes": _array({"type": "string"}),
        "columns": {"type": "array", "prefixItems": columns, "items": False, "minItems": len(columns)},
        "rows": _array(_object(cells)),
        "evidence": _common("evidence"),
        "quotes": _common("quotes"),
    }
    return {
        "title": question.title,
        "description": f"The answer to question {question.id}: {question.summary}",
        "$defs": {"asked": _asked(question, base)},
        **_object(properties, optional=("evidence", "quotes")),
    }


def _given(question: Question) -> Schema:
    """The terms that stood for the parameters; one that any term fits is not there."""
    sure = {each.name for each in question.parameters if each.default_term is not None or each.name == AS_OF}
    properties = {each.name: {"description": each.help, **_common(each.type)} for each in question.parameters}
    return _object(properties, optional=tuple(name for name in properties if name not in sure))


def _asked(question: Question, base: str) -> Schema:
    """The parameters as whoever asks writes them: names, acronyms, codes or IRIs; days; numbers."""
    properties = {each.name: _value(each, base) for each in question.parameters}
    return _object(properties, optional=tuple(properties), description=f"What question {question.id} takes.")


def _value(parameter: Parameter, base: str) -> Schema:
    default = moved_text(parameter.default, base)
    match parameter.type:
        case "thing":
            kinds = " or ".join(map(shortened, parameter.choices))
            value: Schema = {"type": "string", "minLength": 1, "description": f"{parameter.help} ({kinds})"}
            return value if default == "UNDEF" else value | {"default": default.strip("<>")}
        case "date":
            day = {"type": "string", "format": "date", "pattern": _DAY, "description": parameter.help}
            # What stands in the file for the day of the data is another day in another release.
            return day if parameter.name == AS_OF else day | {"default": default.partition('"^^')[0].strip('"')}
        case "integer":
            return {"type": "integer", "default": int(default), "description": parameter.help}
        case _:
            return {"type": "string", "default": default.strip('"'), "description": parameter.help}


def _cell(kind: str, **more: Schema) -> Schema:
    """A term (SPARQL 1.1 Query Results JSON 3.2.2)."""
    return _object({"type": {"const": kind}, "value": {"type": "string"}, **more})


def _here(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_IRI: Schema = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:"}
_ANY_LITERAL = _object(
    {
        "type": {"const": "literal"},
        "value": {"type": "string"},
        "xml:lang": {"type": "string", "pattern": "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"},
        "datatype": _IRI,
    },
    optional=("xml:lang", "datatype"),
    **{"not": {"required": ["xml:lang", "datatype"]}},
)
_TERMS = ("subject", "predicate", "object")

_COMMON: Schema = {
    "day": {"type": "string", "format": "date", "pattern": _DAY},
    "thing": {
        "description": "A thing, with what it is called; a passage, with how it is cited.",
        **_object({"type": {"const": "uri"}, "value": _IRI, "label": {"type": "string", "minLength": 1}}),
    },
    "date": _cell("literal", datatype={"const": XSD.date}),
    "integer": _cell("literal", datatype={"const": XSD.integer}),
    "text": _cell("literal"),
    "literal": _ANY_LITERAL,
    "cell": {
        "description": "A thing or a value; null where nothing is known.",
        "oneOf": [_here("thing"), _here("literal"), {"type": "null"}],
    },
    "term": {"oneOf": [_object({"type": {"const": "uri"}, "value": _IRI}), _here("literal")]},
    "pattern": {
        "description": "A statement; null stands for what could be anything.",
        **_object({name: {"oneOf": [_here("term"), {"type": "null"}]} for name in _TERMS}),
    },
    "triple": _object({name: _here("term") for name in _TERMS}),
    "source": _object({"passage": _IRI, **{name: {"type": "string"} for name in ("title", "locator", "seen")}}),
    "statement": {
        "description": "A statement that a row rests on, and who says it or which rule concludes it from what.",
        **_object(
            {
                "part": {"const": "statement"},
                **{name: _here("term") for name in _TERMS},
                "graphs": _array(_IRI),
                "sources": _array(_here("source")),
                "rule": _IRI,
                "because": _array(_here("triple")),
            },
            optional=("rule", "because"),
            dependentRequired={"rule": ["because"], "because": ["rule"]},
        ),
    },
    "covering": {
        "description": "What a row says is not there, and what closes it for which day.",
        **_object(
            {
                "part": {"const": "covering"},
                "not": _array(_here("pattern"), minItems=1),
                "closed": {"enum": ["own", "closed", "unknown"]},
                "day": {"oneOf": [_here("day"), {"type": "null"}]},
                "by": _array(_here("triple")),
            }
        ),
    },
    "absent": {
        "description": "What nobody says and what would change the row: the ways in which it could be said.",
        **_object({"part": {"const": "absent"}, "ways": _array(_array(_here("pattern"), minItems=1), minItems=1)}),
    },
    "evidence": {
        "description": "For each row what it rests on.",
        **_array(_array({"oneOf": [_here("statement"), _here("covering"), _here("absent")]})),
    },
    "quotes": {
        "description": "The words behind passages, by their addresses.",
        "type": "object",
        "propertyNames": _IRI,
        "additionalProperties": {"type": "string"},
    },
}
