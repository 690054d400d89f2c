"""Countries and territories: what the two packages say, and what every place has."""

from __future__ import annotations

import csv
import importlib
import importlib.metadata
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest

from mfa_graph.graph import KnowledgeGraph
from tests.conftest import ROOT

REGION = "https://w3id.org/mfa-graph/concept/un-region/"
LANGUAGES = set("ar bn en fil hi id ja km ko lo mn ms my ne si ta th ur vi zh".split())  # noqa: SIM905 (one line is enough)
PREFIXES = """PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX mfa: <https://w3id.org/mfa-graph/ontology#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def _texts(graph: KnowledgeGraph, pattern: str) -> list[tuple[str, ...]]:
    query = f"{PREFIXES} SELECT DISTINCT {pattern}"
    return [tuple(str(getattr(term, "value", "")) for term in row) for row in graph.select(query)]


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """The script that writes the tables, where its Python packages are installed in the versions that were read."""
    described = (ROOT / "data" / "places" / "sources.trig").read_text(encoding="utf-8")
    for name in ("babel", "pycountry"):
        read = re.search(rf"/{name}/tree/v?([\d.]+)>", described)
        assert read, f"sources.trig names no version of {name}"
        try:
            if importlib.metadata.version(name) != read[1]:
                pytest.skip(f"needs the tool pycountry and Babel: {name} {read[1]}")
        except importlib.metadata.PackageNotFoundError:
            pytest.skip("needs the tool pycountry and Babel")
    pytest.importorskip("shapely", reason="needs the tool shapely")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "scripts")
        yield importlib.import_module("make_places")


@pytest.fixture(scope="module")
def outlines() -> Iterator[ModuleType]:
    """The module that computes points and boxes."""
    pytest.importorskip("shapely", reason="needs the tool shapely")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "scripts")
        yield importlib.import_module("outlines")


def test_the_tables_are_what_the_script_writes(script: ModuleType) -> None:
    """The committed tables are those that the script makes of the packages, byte for byte."""
    if shutil.which("npm") is None:
        pytest.skip("needs the tool npm")
    sources = (ROOT / "data" / "places" / "sources.trig").read_text(encoding="utf-8")
    (day,) = set(re.findall(r'mfa:seenOn "([\d-]+)"', sources))
    written = script.written(script.codes_of(ROOT / "data"), day)
    assert len(written) == 8
    for name, text in written.items():
        assert (ROOT / "data" / name).read_bytes() == text.encode(), f"{name}: run scripts/make_places.py --day {day}"


def test_without_npm_the_script_says_what_to_install(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where npm is missing the script ends with one line that says what to do."""
    monkeypatch.setenv("PATH", "")
    script._npm_file.cache_clear()
    with pytest.raises(
        SystemExit, match=r"^The places need npm, which is not here\. Install Node\.js with npm, and try again\.$"
    ):
        script.written({"PHL"}, "2026-11-24")


def test_a_code_that_iso_lacks_is_refused(script: ModuleType) -> None:
    """A code that is none ends the script before anything is fetched."""
    with pytest.raises(SystemExit, match=r"^ISO 3166-1 has no code PHI\."):
        script.written({"PHI"}, "2026-11-24")


def test_every_place_has_one_code_and_one_english_name(whole: KnowledgeGraph) -> None:
    """Countries and territories have exactly one ISO code, which no other has, and one English name."""
    rows = _texts(
        whole, "?place ?code ?name { ?place mfa:isoCode ?code ; skos:prefLabel ?name FILTER (LANG(?name) = 'en') }"
    )
    places = {
        place for kind in ("Country", "Territory") for (place,) in _texts(whole, f"?place {{ ?place a mfa:{kind} }}")
    }
    assert len(rows) == len(places) == len({code for _, code, _ in rows}) == len({name for _, _, name in rows}) == 56
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


# --- regions


def test_every_place_has_one_region(whole: KnowledgeGraph) -> None:
    """The 56 places lie in fifteen sub-regions of the United Nations, each place in one."""
    rows = _texts(whole, "?place ?region { ?place mfa:unRegion ?region }")
    assert len(rows) == len({place for place, _ in rows}) == 56
    counts = Counter(region.removeprefix(REGION) for _, region in rows)
    assert {code: counts[code] for code in ("030", "034", "035", "145")} == {"030": 6, "034": 9, "035": 11, "145": 11}
    assert len(counts) == 15


def test_the_region_of_southeast_asia(whole: KnowledgeGraph) -> None:
    """Southeast Asia holds eleven countries."""
    codes = _texts(whole, f"?code {{ ?place mfa:unRegion <{REGION}035> ; mfa:isoCode ?code }}")
    assert {code for (code,) in codes} == set("BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM".split())  # noqa: SIM905


@pytest.mark.parametrize("path", ["skos:broader*", "skos:broaderTransitive"])
def test_wider_regions_are_found_from_the_smallest(path: str, whole: KnowledgeGraph) -> None:
    """All 37 places of Asia are found through their sub-regions, by what is said and by what is inferred."""
    assert len(_texts(whole, f"?place {{ ?place mfa:unRegion/{path} <{REGION}142> }}")) == 37


def test_every_region_has_a_name_in_every_language_and_holds_a_place(whole: KnowledgeGraph) -> None:
    """The twenty regions have names in all twenty languages, and none is there without a place in it."""
    named = _texts(whole, f"?r ?l {{ ?r skos:inScheme <{REGION[:-1]}> ; skos:prefLabel ?n BIND (LANG(?n) AS ?l) }}")
    held = _texts(whole, "?r { ?place mfa:unRegion/skos:broader* ?r }")
    assert len(held) == 20
    assert {(region, language) for (region,) in held for language in LANGUAGES} == set(named)
    assert len(named) == 400


def test_codes_of_m49_are_those_by_which_outlines_are_found(script: ModuleType, whole: KnowledgeGraph) -> None:
    """The codes of UN M49 that another source gives for 55 places are the numbers by which the script looks their outlines up."""
    rows = _texts(
        whole,
        "?code ?number { ?place mfa:isoCode ?code ; schema:identifier ?id"
        " FILTER (STRSTARTS(?id, 'un-m49:')) BIND (STRAFTER(?id, ':') AS ?number) }",
    )
    assert len(rows) == 55
    assert [script.pycountry.countries.get(alpha_3=code).numeric for code, _ in rows] == [number for _, number in rows]


# --- coordinates


def _numbers(text: str) -> list[tuple[float, float]]:
    """The positions of a well-known text."""
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", text)]


def test_every_place_has_one_point_in_one_box(whole: KnowledgeGraph) -> None:
    """Each of the 56 places has a point and a box that holds it; three boxes are cut in two at the antimeridian."""
    rows = _texts(whole, "?code ?point ?box { ?place mfa:isoCode ?code ; dcat:centroid ?point ; dcat:bbox ?box }")
    assert len(rows) == len({code for code, _, _ in rows}) == 56
    for code, point, box in rows:
        ((longitude, latitude),) = _numbers(point)
        corners = _numbers(box)
        boxes = [corners[start : start + 5] for start in range(0, len(corners), 5)]
        assert all(len(corners) == 5 and corners[0] == corners[4] for corners in boxes)
        assert any(
            corners[0][0] < longitude < corners[2][0] and corners[0][1] < latitude < corners[2][1] for corners in boxes
        ), code
    assert {code for code, _, box in rows if box.startswith("MULTIPOLYGON")} == {"FJI", "NZL", "USA"}


def test_every_point_lies_on_the_land_of_its_place(script: ModuleType, outlines: ModuleType) -> None:
    """Each committed point lies on the land of its own place in the outlines that were read, after rounding too."""
    if shutil.which("npm") is None:
        pytest.skip("needs the tool npm")
    shapely = importlib.import_module("shapely")
    topology = json.loads(script._npm_file("world-atlas", "countries-10m.json"))
    numbers = {code: script.pycountry.countries.get(alpha_3=code).numeric for code in script.codes_of(ROOT / "data")}
    land = outlines.outlines(topology, numbers.values())
    with (ROOT / "data" / "place-coordinates" / "rows.csv").open(encoding="utf-8", newline="") as file:
        points = {
            row["place"].upper(): (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(file)
        }
    assert points.keys() == numbers.keys()
    for code, point in points.items():
        assert any(shapely.make_valid(piece).contains(shapely.Point(point)) for piece in land[numbers[code]]), code


def _topology(*rings: list[tuple[int, int]]) -> dict[str, Any]:
    """A TopoJSON file of one country, 001, each ring of which is a polygon and an arc; a step of its grid is a degree."""
    arcs = [[ring[0], *((x - a, y - b) for (a, b), (x, y) in pairwise(ring))] for ring in rings]
    country = {"type": "MultiPolygon", "id": "001", "arcs": [[[number]] for number in range(len(rings))]}
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": [country]}},
    }


SMALL = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
LARGE = [(10, -2), (14, -2), (14, 2), (10, 2), (10, -2)]
HOOK = [(0, 0), (10, 0), (10, 1), (1, 1), (1, 9), (10, 9), (10, 10), (0, 10), (0, 0)]
LINE = [(50, 0), (51, 0), (50, 0)]
FAR_EAST = [(170, -20), (175, -20), (175, -15), (170, -15), (170, -20)]
ACROSS = [(178, -18), (180, -18), (-179, -18), (-179, -16), (180, -16), (178, -16), (178, -18)]


@pytest.mark.parametrize(
    ("rings", "expected"),
    [
        ([SMALL, LARGE], (12, 0, 0, -2, 14, 2)),
        ([LARGE, LINE], (12, 0, 10, -2, 14, 2)),
        ([ACROSS], (179.5, -17, 178, -18, -179, -16)),
        ([FAR_EAST, ACROSS], (172.5, -17.5, 170, -20, -179, -15)),
    ],
)
def test_a_point_and_a_box(
    outlines: ModuleType, rings: list[list[tuple[int, int]]], expected: tuple[float, ...]
) -> None:
    """The point is the middle of the largest piece, the box holds them all, and neither stumbles over 180 degrees."""
    (polygons,) = outlines.outlines(_topology(*rings), ["001"]).values()
    assert (*outlines.point(polygons), *outlines.box(polygons)) == pytest.approx(expected, abs=0.02)


def test_a_point_lies_inside(outlines: ModuleType) -> None:
    """The centroid of a hook lies beside it; its point does not."""
    ((hook,),) = outlines.outlines(_topology(HOOK), ["001"]).values()
    assert not hook.contains(hook.centroid)
    longitude, latitude = outlines.point([hook])
    assert 0 < longitude < 1 or 0 < latitude < 1 or 9 < latitude < 10


def test_two_objects_of_one_code_are_one_place(outlines: ModuleType) -> None:
    """Objects with the same code add up, as those of Australia do; others are left out."""
    topology = _topology(SMALL, LARGE)
    (country,) = topology["objects"]["countries"]["geometries"]
    first = {"type": "Polygon", "id": "001", "arcs": country["arcs"][0]}
    topology["objects"]["countries"]["geometries"] = [
        first,
        {**first, "arcs": country["arcs"][1]},
        {**first, "id": "002"},
    ]
    found = outlines.outlines(topology, ["001"])
    assert {code: len(polygons) for code, polygons in found.items()} == {"001": 2}
