"""JSON Schemas of the answers and the interface made of them: what is right passes, what is wrong does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from mfa_graph.assets import Content
from mfa_graph.exporters.openapi import openapi_of
from mfa_graph.exporters.schemas import schemas_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.prover import prover_of
from mfa_graph.vocabulary import BASE

CATALOGUE = Catalogue.read(Content.bundled())
Schemas = Mapping[str, Any]


@pytest.fixture(scope="module")
def schemas(content: Content) -> Schemas:
    """The schemas by the names of their files."""
    return {file.name: json.loads(file.body) for file in schemas_of(content)}


def validator(schemas: Schemas, name: str, part: str = "") -> Draft202012Validator:
    """What judges by one of the schemas, or a part of it, and fetches nothing."""
    registry: Registry[Any] = Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()]
    )
    reference = {"$ref": f"{BASE}schemas/{name}.json{part}"}
    return Draft202012Validator(reference, registry=registry, format_checker=FormatChecker())


def cut(answer: Any) -> Any:
    """An answer with no more than fifty of its rows."""
    return {key: value[:50] if key in ("rows", "evidence") else value for key, value in answer.items()}


def test_there_is_a_schema_for_each_question(schemas: Schemas) -> None:
    """Twenty-seven and one of what they share, each valid in its own dialect and at its own address."""
    assert len(schemas) == 28
    for name, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == BASE + name


@pytest.mark.parametrize("identifier", [question.id for question in CATALOGUE])
def test_answers_fit_their_schemas(
    identifier: str, founding: KnowledgeGraph, founding_content: Content, schemas: Schemas
) -> None:
    """The answer with evidence and quotes fits its schema and no other question's."""
    asked = Asker(founding, founding_content).ask(CATALOGUE.get(identifier), {}, prove=prover_of(founding))
    answer = cut(asked.as_json()) | {"quotes": {f"{BASE}source/x": "words"}}
    assert [error.message for error in validator(schemas, identifier).iter_errors(answer)] == []
    other = next(question.id for question in CATALOGUE if question.id != identifier)
    assert not validator(schemas, other).is_valid(answer)


@pytest.mark.parametrize("identifier", [question.id for question in CATALOGUE])
def test_answers_of_the_whole_graph_fit_too(
    identifier: str, whole: KnowledgeGraph, content: Content, schemas: Schemas
) -> None:
    """Without evidence, each has rows, and they fit."""
    answer = cut(Asker(whole, content).ask(CATALOGUE.get(identifier), {}).as_json())
    assert answer["rows"]
    assert [error.message for error in validator(schemas, identifier).iter_errors(answer)] == []


def evidence(answer: Any, part: str) -> Any:
    """The first entry of a kind in the evidence of an answer."""
    return next(entry for row in answer["evidence"] for entry in row if entry["part"] == part)


def concluded(answer: Any) -> Any:
    """The first entry that a rule concludes."""
    return next(entry for row in answer["evidence"] for entry in row if "rule" in entry)


WRONG: dict[str, Callable[[Any], object]] = {
    "no rows": lambda a: a.pop("rows"),
    "no notes": lambda a: a.pop("notes"),
    "another key": lambda a: a.update(more=1),
    "another question": lambda a: a["question"].update(id="q05"),
    "another title": lambda a: a["question"].update(title="Another"),
    "a day that is none": lambda a: a.update(as_of="2026-02-30"),
    "a day with a time": lambda a: a.update(as_of="2026-02-03T00:00:00"),
    "no day": lambda a: a.update(as_of=None),
    "a parameter too many": lambda a: a["parameters"].update(place=a["parameters"]["body"]),
    "a parameter too few": lambda a: a["parameters"].pop("body"),
    "a parameter of another kind": lambda a: a["parameters"].update(body={"type": "literal", "value": "ASEAN"}),
    "a note that is no text": lambda a: a["notes"].append(1),
    "a column too few": lambda a: a["columns"].pop(),
    "a column too many": lambda a: a["columns"].append(a["columns"][0]),
    "columns in another order": lambda a: a["columns"].reverse(),
    "a cell too few": lambda a: a["rows"][0].popitem(),
    "a cell too many": lambda a: a["rows"][0].update(more=None),
    "a cell that is text": lambda a: a["rows"][0].update(member="Indonesia"),
    "a thing without a label": lambda a: a["rows"][0]["member"].pop("label"),
    "a thing that is no address": lambda a: a["rows"][0]["member"].update(value="Indonesia"),
    "a type that is none": lambda a: a["rows"][0]["member"].update(type="thing"),
    "a literal with language and datatype": lambda a: a["rows"][0].update(
        member={"type": "literal", "value": "x", "xml:lang": "en", "datatype": "urn:x"}
    ),
    "evidence that is no list": lambda a: a.update(evidence={}),
    "a part that is none": lambda a: evidence(a, "statement").update(part="said"),
    "a statement without an object": lambda a: evidence(a, "statement").pop("object"),
    "a statement about anything": lambda a: evidence(a, "statement").update(subject=None),
    "a source without a title": lambda a: next(entry for entry in a["evidence"][0] if entry.get("sources"))["sources"][
        0
    ].pop("title"),
    "a rule without premises": lambda a: concluded(a).pop("because"),
    "premises without a rule": lambda a: concluded(a).pop("rule"),
    "closed in another word": lambda a: evidence(a, "covering").update(closed="perhaps"),
    "nothing that is not there": lambda a: evidence(a, "covering").update({"not": []}),
    "no way to say it": lambda a: evidence(a, "absent").update(ways=[]),
    "a quote that is no text": lambda a: a.update(quotes={"urn:x": 1}),
    "a quote of nothing": lambda a: a.update(quotes={"x": "words"}),
}


@pytest.fixture(scope="module")
def answer(whole: KnowledgeGraph, content: Content, schemas: Schemas) -> Any:
    """Some rows of the answer to q14 with their evidence, of which there are all kinds; it fits."""
    told = Asker(whole, content).ask(CATALOGUE.get("q14"), {}, prove=prover_of(whole)).as_json()
    parts = [{entry["part"] for entry in row} for row in told["evidence"]]
    chosen = sorted(
        {next(n for n, of in enumerate(parts) if part in of) for part in ("statement", "covering", "absent")}
    )
    told |= {key: [told[key][n] for n in chosen] for key in ("rows", "evidence")}
    assert validator(schemas, "q14").is_valid(told)
    return told


@pytest.mark.parametrize("how", WRONG)
def test_what_is_wrong_does_not_fit(how: str, answer: Any, schemas: Schemas) -> None:
    """Each of 34 changes to an answer that fits makes it one that does not."""
    wrong = copy.deepcopy(answer)
    WRONG[how](wrong)
    assert not validator(schemas, "q14").is_valid(wrong)
    assert len(WRONG) == 34


def test_what_a_question_takes(schemas: Schemas) -> None:
    """Names, days and numbers as they are written on the command line fit; other parameters and other types do not."""
    takes = validator(schemas, "q08", "#/$defs/asked")
    for right in ({}, {"organisation": "MFA"}, {"at-least": 3, "as-of": "2015-05-05"}):
        assert takes.is_valid(right)
    for wrong in (
        {"organization": "MFA"},
        {"organisation": ""},
        {"at-least": "3"},
        {"as-of": "2015"},
        {"as-of": "2015-13-01"},
    ):
        assert not takes.is_valid(wrong)
    asked = {name: schema["$defs"]["asked"]["properties"] for name, schema in schemas.items() if "common" not in name}
    assert sum(map(len, asked.values())) == sum(len(question.parameters) for question in CATALOGUE)
    assert asked["schemas/q08.json"]["organisation"]["default"] == f"{BASE}id/organisation/mfa"
    assert "default" not in asked["schemas/q08.json"]["as-of"] and asked["schemas/q08.json"]["at-least"]["default"] == 2
    assert asked["schemas/q18.json"]["unsourced"]["default"] == "no"
    assert asked["schemas/q22.json"]["from"]["default"] == "2015-05-05"


def test_the_interface_is_valid(content: Content, schemas: Schemas) -> None:
    """OpenAPI 3.1 with one path for each question, whose references lead to the schemas; one with a wrong key is refused."""
    from openapi_spec_validator import OpenAPIV31SpecValidator
    from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

    document = json.loads(openapi_of(content).body)
    assert len(document["paths"]) == 27
    whole = _inlined(document, schemas)
    OpenAPIV31SpecValidator(whole).validate()
    whole["paths"]["/questions/q01"]["get"]["responses"] = []
    with pytest.raises(OpenAPIValidationError):
        OpenAPIV31SpecValidator(whole).validate()


def test_the_interface_refers_to_what_is_there(content: Content, schemas: Schemas) -> None:
    """Each reference names a schema file and, of a parameter, its part; every parameter of a question has one."""
    document = json.loads(openapi_of(content).body)
    for question in CATALOGUE:
        operation = document["paths"][f"/questions/{question.id}"]["get"]
        assert [each["name"] for each in operation["parameters"]] == [each.name for each in question.parameters]
        for each in operation["parameters"]:
            file, _, part = each["schema"]["$ref"].partition("#/")
            found = schemas[file]
            for step in part.split("/"):
                found = found[step]
            assert found["description"].startswith(each["description"])
        assert operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"] in schemas
        assert operation["responses"]["200"]["content"].keys() == {"application/json", "text/csv", "text/markdown"}


def _inlined(value: Any, schemas: Schemas) -> Any:
    """A document with what its references to files lead to in their place, for a validator that opens no files."""
    if isinstance(value, list):
        return [_inlined(each, schemas) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value and value["$ref"].startswith("schemas/"):
        file, _, part = value["$ref"].partition("#/")
        found = schemas[file]
        for step in filter(None, part.split("/")):
            found = found[step]
        return found if part else {"type": "object", "title": found["title"]}
    return {key: _inlined(each, schemas) for key, each in value.items()}
