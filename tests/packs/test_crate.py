"""A pack as an RO-Crate, read and judged by the tools of others, without a network."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import requests
from rdflib.plugins.sparql import prepareQuery, processor

from mfa_graph.packs.crate import COUNTED
from mfa_graph.packs.members import CRATE, MEMBERS
from mfa_graph.packs.pack import Pack

CONTEXT = files("rocrate") / "data" / "ro-crate.jsonld"
"""The JSON-LD context of RO-Crate as its library ships it."""


def test_the_library_of_ro_crate_opens_a_pack(pack: Pack, tmp_path: Path) -> None:
    """It finds the files with their digests, the day of the data, the licence, the release and the source."""
    from rocrate.rocrate import ROCrate

    path = tmp_path / "pack.zip"
    path.write_bytes(pack.body)
    crate = ROCrate(path)
    assert {entity.id for entity in crate.data_entities} == pack.members.keys() - {CRATE}
    assert crate.root_dataset["datePublished"] == "2026-11-24"
    assert crate.root_dataset["license"].id == "https://creativecommons.org/licenses/by/4.0/"
    assert crate.root_dataset["isBasedOn"]["version"] == "0.1.0"
    assert "migpractice" in crate.root_dataset["citation"].id
    assert crate.root_dataset["mainEntity"].id == "answer.json"


def test_all_terms_of_the_metadata_are_in_the_context(pack: Pack) -> None:
    """Every key and every type has a meaning in the context of RO-Crate, so that none is lost in RDF."""
    crate = json.loads(pack.members[CRATE])
    context = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    used = {key for entity in crate["@graph"] for key in (*entity, entity["@type"])} - {"@id", "@type"}
    assert used <= context.keys()
    assert len(used) > 20
    described = {entity["@id"] for entity in crate["@graph"]}
    assert len(described) == len(crate["@graph"])
    assert {f"#{unit}" for unit in COUNTED.values()} | MEMBERS.keys() <= described


def test_the_validator_of_ro_crate_has_nothing_to_say(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base profile 1.2 is kept in all that it requires; of metadata that lack a day it says so.

    The validator would fetch the context from the web; here it gets the one that the library of RO-Crate ships.
    """
    from rocrate_validator import models, services
    from rocrate_validator.utils.http import HttpRequester

    def get(self: object, url: str, **_: object) -> requests.Response:
        assert url == "https://w3id.org/ro/crate/1.2/context"
        response = requests.Response()
        response.status_code, response.url = 200, url
        response._content = CONTEXT.read_bytes()
        response.headers["Content-Type"] = "application/ld+json"
        return response

    monkeypatch.setattr(HttpRequester, "get", get, raising=False)
    _read_queries_once(monkeypatch)

    def issues(metadata: bytes) -> set[str]:
        (tmp_path / "crate").mkdir(exist_ok=True)
        for name, body in {**pack.members, CRATE: metadata}.items():
            (tmp_path / "crate" / name).write_bytes(body)
        result: Any = services.validate(
            services.ValidationSettings(
                rocrate_uri=str(tmp_path / "crate"),
                profile_identifier="ro-crate-1.2",
                requirement_severity=models.Severity.REQUIRED,
                offline=True,
            )
        )
        return {str(issue.message) for issue in result.get_issues()}

    assert issues(pack.members[CRATE]) == set()
    crate = json.loads(pack.members[CRATE])
    crate["@graph"] = crate["@graph"][:2]
    del crate["@graph"][1]["datePublished"]
    assert any("datePublished" in message for message in issues(json.dumps(crate).encode()))


def _read_queries_once(patch: pytest.MonkeyPatch) -> None:
    """Let rdflib read each query text once: the validator puts the same ones to each entity, and reading is most of its time."""
    ask = processor.SPARQLProcessor.query
    prepared = cache(lambda text, names: prepareQuery(text, initNs=dict(names)))

    def query(self: Any, text: Any, bindings: Any = None, names: Any = None, *rest: Any, **more: Any) -> Any:
        names = {str(key): str(name) for key, name in (names or {}).items()}
        return ask(
            self,
            prepared(text, tuple(names.items())) if isinstance(text, str) else text,
            bindings,
            names,
            *rest,
            **more,
        )

    patch.setattr(processor.SPARQLProcessor, "query", query)
