"""Maps: features as RFC 7946 has them, and as many as there are places."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mfa_graph.assets import Content
from mfa_graph.exporters.geojson import map_files
from mfa_graph.exporters.network import network_of
from mfa_graph.exporters.releases import release_of
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import BASE, MFA


@pytest.fixture(scope="module")
def maps(whole: KnowledgeGraph, content: Content) -> dict[str, dict[str, Any]]:
    """The collections of all data, by the names of their files."""
    files = map_files(whole, network_of(whole, content), release_of(whole, content))
    return {file.name: json.loads(file.body) for file in files}


def test_every_feature_follows_the_standard(maps: dict[str, dict[str, Any]]) -> None:
    """Each has type, geometry and properties (RFC 7946 3.2); points are longitude, latitude in WGS 84 (4), boxes in range (5)."""
    assert maps.keys() == {"map/places.geojson", "map/located.geojson"}
    points = 0
    for collection in maps.values():
        assert collection["type"] == "FeatureCollection"
        assert "crs" not in collection
        for feature in collection["features"]:
            assert (
                {"type", "geometry", "properties"} <= feature.keys() <= {"type", "geometry", "properties", "id", "bbox"}
            )
            assert feature["type"] == "Feature"
            if feature["geometry"] is not None:
                longitude, latitude = feature["geometry"]["coordinates"]
                assert feature["geometry"]["type"] == "Point"
                assert -180 <= longitude <= 180
                assert -90 <= latitude <= 90
                points += 1
            if "bbox" in feature:
                west, south, east, north = feature["bbox"]
                assert -180 <= min(west, east) <= max(west, east) <= 180
                assert south < north
    assert points > 200


def test_places_are_as_many_as_sparql_counts(whole: KnowledgeGraph, maps: dict[str, dict[str, Any]]) -> None:
    """A feature for each place, and a geometry for each that has a point; the others are null, not left out."""
    ((places, points),) = whole.select(
        f"SELECT (COUNT(DISTINCT ?place) AS ?n) (COUNT(DISTINCT ?pointed) AS ?m) {{ ?place a <{MFA.Place}> "
        "OPTIONAL { ?place <http://www.w3.org/ns/dcat#centroid> ?point BIND (?place AS ?pointed) } }"
    )
    features = maps["map/places.geojson"]["features"]
    assert places is not None
    assert points is not None
    assert len(features) == int(places.value) == 95
    assert sum(feature["geometry"] is not None for feature in features) == int(points.value) == 56
    assert len({feature["id"] for feature in features}) == len(features)


def test_the_philippines_are_where_they_are(maps: dict[str, dict[str, Any]]) -> None:
    """By hand: the point is on Luzon, Manila Bay's side of the Pacific, and the country is joined to what sources join it to."""
    (place,) = [each for each in maps["map/places.geojson"]["features"] if each["id"] == f"{BASE}id/place/phl"]
    assert place["geometry"] == {"type": "Point", "coordinates": [121.42, 15.94]}
    assert place["bbox"] == [116.96, 4.66, 126.62, 21.12]
    assert place["properties"]["isoCode"] == "PHL"
    assert "Colombo Process" in place["properties"]["member of"]
    assert "Domestic Workers Convention, 2011 (No. 189)" in place["properties"]["has ratified"]


def test_a_box_over_the_antimeridian_has_its_west_in_the_east(maps: dict[str, dict[str, Any]]) -> None:
    """RFC 7946 5.2: of Fiji, New Zealand and the United States the west is greater than the east; of no other place."""
    turned = {
        feature["id"].rpartition("/")[2]
        for feature in maps["map/places.geojson"]["features"]
        if "bbox" in feature and feature["bbox"][0] > feature["bbox"][2]
    }
    assert turned == {"fji", "nzl", "usa"}


def test_what_stands_in_a_city_says_whose_point_it_shows(
    whole: KnowledgeGraph, maps: dict[str, dict[str, Any]]
) -> None:
    """A city has no point in the data, so the point is its country's, which is said; an area has none, and no geometry."""
    features = maps["map/located.geojson"]["features"]
    ((count,),) = whole.select(
        f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT DISTINCT ?thing ?place {{ ?thing <{MFA.basedIn}> ?place }} }} }}"
    )
    based = [each["properties"] for each in features if each["properties"]["predicate"] == "based in"]
    assert count is not None
    assert len(based) == int(count.value) > 30
    (seat,) = [
        each for each in based if each["iri"].endswith("/organisation/mfa") and each["place"].endswith("/quezon-city")
    ]
    assert seat["pointOf"] == f"{BASE}id/place/phl"
    for feature in features:
        assert (feature["geometry"] is None) == (feature["properties"]["pointOf"] is None)
        assert feature["properties"]["passages"]
    assert any(feature["geometry"] is None for feature in features)
