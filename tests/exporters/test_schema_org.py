"""schema.org: what search engines for datasets ask for, judged by the vocabulary's own types."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mfa_graph
from mfa_graph.assets import Content
from mfa_graph.exporters.schema_org import schema_org_of
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE


@pytest.fixture(scope="module")
def document(published: dict[str, bytes]) -> dict[str, Any]:
    """The document as JSON."""
    parsed: dict[str, Any] = json.loads(published["schema-org.jsonld"])
    return parsed


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node of a document, at any depth."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def test_each_dataset_has_what_google_requires_and_recommends(document: dict[str, Any]) -> None:
    """Name and a description of 50 to 5,000 letters are required; the rest is recommended."""
    assert (document["@context"], document["@type"]) == ("https://schema.org/", "DataCatalog")
    assert len(document["dataset"]) == 6
    recommended = {
        "citation",
        "creator",
        "dateModified",
        "datePublished",
        "distribution",
        "identifier",
        "includedInDataCatalog",
        "isAccessibleForFree",
        "keywords",
        "license",
        "spatialCoverage",
        "url",
        "version",
    }
    for dataset in document["dataset"]:
        assert dataset["@type"] == "Dataset"
        assert 50 <= len(dataset["description"]) <= 5000
        assert dataset.keys() >= recommended | {"name"}
        assert dataset["isAccessibleForFree"] is True
        assert dataset["includedInDataCatalog"] == {"@id": document["@id"]}


def test_the_graph_has_time_place_and_what_it_measures(document: dict[str, Any]) -> None:
    """The period is an interval of ISO 8601, the places have boxes in latitude and longitude, the subjects are the record's."""
    (graph,) = (dataset for dataset in document["dataset"] if dataset["@id"] == BASE + "catalogue/dataset/graph")
    assert re.fullmatch(r"1930-06-28/\d{4}-\d{2}-\d{2}", graph["temporalCoverage"])
    places = {node["name"]: node for node in nodes(document) if node.get("@type") == "Place"}
    assert places["Asia"]["geo"]["box"] == "-10.92 34.25 53.57 153.99"
    assert len(graph["spatialCoverage"]) == len(places) == 45
    assert set(graph["variableMeasured"]) == {
        "Evidence-based policy making",
        "Protection",
        "Ratification campaigns and implementation",
    }
    assert graph["citation"].startswith("The mfa-graph contributors (2026): Labour migration governance in Asia")
    assert graph["version"] == mfa_graph.__version__


def test_each_file_can_be_downloaded_and_checked(document: dict[str, Any]) -> None:
    """Each file is told once in full, with its address, type, size and digest."""
    downloads = [node for node in nodes(document) if node.get("@type") == "DataDownload"]
    assert len(downloads) == 18
    for download in downloads:
        assert download["contentUrl"].startswith(BASE)
        assert re.fullmatch(r"\d+ B", download["contentSize"])
        assert re.fullmatch(r"[0-9a-f]{64}", download["sha256"])
        assert "/" in download["encodingFormat"]


def test_it_can_stand_inside_a_page(content: Content) -> None:
    """A title that would end the script in which the document stands cannot: no “<” is left in it."""
    catalogue, title = NamedNode(BASE + "catalogue"), "http://purl.org/dc/terms/title"
    said: dict[str, NamedNode | Literal] = {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": NamedNode("http://www.w3.org/ns/dcat#Catalog"),
        title: Literal("</script><script>alert(1)</script>", language="en"),
        "http://purl.org/dc/terms/description": Literal("d"),
        "http://purl.org/dc/terms/license": NamedNode(BASE + "licence"),
        "http://purl.org/dc/terms/publisher": catalogue,
        "http://purl.org/dc/terms/issued": Literal("2026"),
        "http://www.w3.org/ns/dcat#dataset": catalogue,
        "http://www.w3.org/ns/dcat#version": Literal("1"),
        "http://xmlns.com/foaf/0.1/homepage": NamedNode(BASE),
        "http://xmlns.com/foaf/0.1/name": Literal("n"),
    }
    body = schema_org_of(content, [Quad(catalogue, NamedNode(term), value) for term, value in said.items()]).decode()
    assert "<" not in body
    assert "</script><script>alert(1)</script>" in json.loads(body)["name"]


def test_the_types_of_schema_org_accept_it(published: dict[str, bytes], tmp_path: Path) -> None:
    """TypeScript, with the types of the vocabulary (npm schema-dts), accepts the document and refuses a wrong one."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs the tool npm")
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "schema-dts@2.1.0", "typescript@5.9.3"]
    subprocess.run(install, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    body = published["schema-org.jsonld"].decode().replace('"https://schema.org/"', '"https://schema.org"', 1)
    head = 'import type { DataCatalog, WithContext } from "schema-dts";\nexport const catalogue: WithContext<DataCatalog> = '

    def complaints(text: str) -> str:
        (tmp_path / "document.ts").write_text(head + text, encoding="utf-8")
        words = [
            "node_modules/.bin/tsc",
            "--noEmit",
            "--strict",
            "--skipLibCheck",
            "--module",
            "nodenext",
            "document.ts",
        ]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=300)
        return done.stdout

    assert complaints(body) == ""
    assert "document.ts" in complaints(body.replace('"contentUrl"', '"contentUrrl"', 1))
    assert "document.ts" in complaints(body.replace('"@type": "GeoShape"', '"@type": "GeoShap"', 1))
