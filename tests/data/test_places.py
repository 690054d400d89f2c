"""Countries and territories: what the two packages say, and what every place has."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
from types import ModuleType

import pytest

from mfa_graph.graph import KnowledgeGraph
from tests.conftest import ROOT

LANGUAGES = set("ar bn en fil hi id ja km ko lo mn ms my ne si ta th ur vi zh".split())  # noqa: SIM905 (one line is enough)
PREFIXES = """PREFIX mfa: <https://w3id.org/mfa-graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def _texts(graph: KnowledgeGraph, pattern: str) -> list[tuple[str, ...]]:
    query = f"{PREFIXES} SELECT DISTINCT {pattern}"
    return [tuple(str(getattr(term, "value", "")) for term in row) for row in graph.select(query)]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that writes the tables, where its two packages are installed in the versions that were read."""
    described = (ROOT / "data" / "places" / "sources.trig").read_text(encoding="utf-8")
    for name in ("babel", "pycountry"):
        read = re.search(rf"/project/{name}/([\d.]+)/", described)
        assert read, f"sources.trig names no version of {name}"
        try:
            if importlib.metadata.version(name) != read[1]:
                pytest.skip(f"needs the tool pycountry and Babel: {name} {read[1]}")
        except importlib.metadata.PackageNotFoundError:
            pytest.skip("needs the tool pycountry and Babel")
    spec = importlib.util.spec_from_file_location("make_places", ROOT / "scripts" / "make_places.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_what_the_script_writes(script: ModuleType) -> None:
    """The committed tables are those that the script makes of the packages, byte for byte."""
    sources = (ROOT / "data" / "places" / "sources.trig").read_text(encoding="utf-8")
    (day,) = set(re.findall(r'mfa:seenOn "([\d-]+)"', sources))
    for name, text in script.written(script.codes_of(ROOT / "data"), day).items():
        assert (ROOT / "data" / name).read_bytes() == text.encode(), f"{name}: run scripts/make_places.py --day {day}"


def test_every_place_has_one_code_and_one_english_name(whole: KnowledgeGraph) -> None:
    """Countries and territories have exactly one ISO code, which no other has, and one English name."""
    rows = _texts(
        whole, "?place ?code ?name { ?place mfa:isoCode ?code ; skos:prefLabel ?name FILTER (LANG(?name) = 'en') }"
    )
    places = {
        place for kind in ("Country", "Territory") for (place,) in _texts(whole, f"?place {{ ?place a mfa:{kind} }}")
    }
    assert len(rows) == len(places) == len({code for _, code, _ in rows}) == len({name for _, _, name in rows}) >= 55
    assert {place for place, _, _ in rows} == places
    assert all(place.endswith(f"/id/place/{code.lower()}") for place, code, _ in rows)


def test_every_place_has_a_name_in_every_language(whole: KnowledgeGraph) -> None:
    """No name is missing in any of the twenty languages."""
    rows = _texts(
        whole, "?place ?language { ?place mfa:isoCode ?code ; skos:prefLabel ?name BIND (LANG(?name) AS ?language) }"
    )
    places = {place for place, _ in rows}
    assert {(place, language) for place in places for language in LANGUAGES} == set(rows)


def test_names_follow_the_founding_record(whole: KnowledgeGraph) -> None:
    """What is a territory, and how it and others are named, follows the record; other names are alternatives."""
    territories = _texts(whole, "?name { ?place a mfa:Territory ; skos:prefLabel ?name FILTER (LANG(?name) = 'en') }")
    assert sorted(territories) == [("Hong Kong, China",), ("Taiwan (China)",)]
    others = _texts(
        whole, "?other { ?place mfa:isoCode 'KOR' ; skos:prefLabel 'Republic of Korea'@en ; skos:altLabel ?other }"
    )
    assert ("South Korea",) in others and ("Korea, Republic of",) in others
