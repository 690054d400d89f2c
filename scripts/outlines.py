"""Where a country lies: a point in it and the box around it, from its outline in a TopoJSON file.

A longitude is between -180 and 180. A box whose west is greater than its east goes over the antimeridian, as in GeoJSON.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy
from shapely import Polygon, make_valid, transform

__all__ = ["box", "outlines", "point"]

Position = tuple[float, float]


def outlines(topology: Mapping[str, Any], codes: Iterable[str]) -> dict[str, list[Polygon]]:
    """The polygons of the objects ``countries`` with these ids. An id may be that of several objects: then all count."""
    arcs = [list(_positions(arc, topology["transform"])) for arc in topology["arcs"]]
    wanted = set(codes)
    found: dict[str, list[Polygon]] = defaultdict(list)
    for country in topology["objects"]["countries"]["geometries"]:
        if country.get("id") in wanted:
            polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
            rings = ([_ring(ring, arcs) for ring in polygon] for polygon in polygons)
            # A ring of fewer than four positions is an islet that the file's grid has made a line.
            found[country["id"]] += [Polygon(outer, inner) for outer, *inner in rings if len(outer) >= 4]
    return dict(found)


def _positions(arc: Sequence[Sequence[int]], grid: Mapping[str, Sequence[float]]) -> Iterator[Position]:
    """The positions of an arc, each of which the file gives as steps on a grid from the one before."""
    x = y = 0
    for east, north in arc:
        x, y = x + east, y + north
        yield x * grid["scale"][0] + grid["translate"][0], y * grid["scale"][1] + grid["translate"][1]


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[Position]]) -> list[Position]:
    """Arcs joined to a ring; ``~n`` is arc n backwards. A step over the antimeridian goes on beyond 180 degrees."""
    ring: list[Position] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for longitude, latitude in arc[1:] if ring else arc:
            turns = round((ring[-1][0] - longitude) / 360) if ring else 0
            ring.append((longitude + 360 * turns, latitude))
    return ring


def point(polygons: Sequence[Polygon]) -> Position:
    """The centroid of the largest polygon; where that lies outside of it, a point inside.

    Both area and centroid are taken in Lambert's cylindrical equal-area projection: in degrees, land near the poles would weigh
    too much.
    """
    largest = make_valid(
        max((transform(polygon, _flattened) for polygon in polygons), key=lambda polygon: polygon.area)
    )
    chosen = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return _longitude(chosen.x), math.degrees(math.asin(chosen.y))


def _flattened(positions: numpy.ndarray) -> numpy.ndarray:
    return numpy.column_stack([positions[:, 0], numpy.sin(numpy.radians(positions[:, 1]))])


def box(polygons: Sequence[Polygon]) -> tuple[float, float, float, float]:
    """West, south, east and north of the narrowest box that holds all polygons."""
    reaches = sorted((polygon.bounds[0], polygon.bounds[2]) for polygon in polygons)
    (west, east), *others = reaches
    widest, edges = -math.inf, (west, east)
    for start, end in [*others, (west + 360, east)]:
        if start - east > widest:
            widest, edges = start - east, (start, east)
        east = max(east, end)
    souths, norths = zip(*((polygon.bounds[1], polygon.bounds[3]) for polygon in polygons), strict=True)
    return _longitude(edges[0]), min(souths), _longitude(edges[1]), max(norths)


def _longitude(value: float) -> float:
    return value if -180 <= value <= 180 else (value + 180) % 360 - 180
