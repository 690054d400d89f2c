"""Write the tables of countries and territories from published packages: scripts/make_places.py [CODE ...]

The places are those of ``data/places/rows.csv``; each CODE, an ISO 3166-1 alpha-3 code, adds one. Written under ``data/`` are:

- ``places`` (codes and names of ISO 3166-1) from the Python package pycountry;
- ``place-names`` (names of the CLDR in our other languages) from Babel, and ``place-labels`` (class and English name, which we
  choose);
- ``concepts/un-region.ttl`` (the regions of the standard UN M49 in which the places lie), ``un-region-names`` and
  ``place-regions``, from the npm package cldr-core and from Babel;
- ``place-coordinates`` (a point and a box for each place) from the npm package world-atlas;
- ``places/sources.trig``, which describes the packages as sources.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import importlib.metadata
import io
import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_cldr_version
from outlines import box, outlines, point
from pycountry.db import Country

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = tuple("ar bn fil hi id ja km ko lo mn ms my ne si ta th ur vi zh".split())  # noqa: SIM905 (one line is enough)

NPM = {"cldr-core": "47.0.0", "world-atlas": "2.0.2"}
"""The packages of npm and their versions. Of the CLDR it is the one that Babel holds too."""

TERRITORIES = frozenset({"HKG", "MAC", "TWN"})
"""What is listed beside countries and not counted as a State party; all others are countries."""

PREFERRED = {"HKG": "Hong Kong, China", "KOR": "Republic of Korea", "TWN": "Taiwan (China)"}
"""How the founding record names places that ISO and CLDR name otherwise. Else ISO's name is preferred, unless it is inverted."""

WORLD = "001"
"""The region of M49 that holds all others and is not written."""

SOURCES = """\
@base <https://w3id.org/mfa-graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mfa: <https://w3id.org/mfa-graph/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# The packages that codes, names, regions and coordinates of places come from. Written by scripts/make_places.py.

GRAPH <graph/provenance> {{
    <source/cldr>
        a mfa:Source ;
        dcterms:title "Unicode CLDR {cldr}: names of territories, as the Python package Babel {babel} holds them"@en ;
        mfa:seenOn "{day}"^^xsd:date ;
        mfa:sourceKind <concept/source-kind/official> ;
        schema:url <https://github.com/python-babel/babel/tree/v{babel}> ;
        skos:note "The CLDR is under the Unicode License v3, Babel under the BSD 3-Clause License."@en ;
        .

    <source/cldr-core>
        a mfa:Source ;
        dcterms:title "Unicode CLDR {contained}: the regions of UN M49, as the npm package cldr-core {cldr_core} holds them"@en ;
        mfa:seenOn "{day}"^^xsd:date ;
        mfa:sourceKind <concept/source-kind/secondary-table> ;
        schema:url <https://github.com/unicode-org/cldr-json> ;
        skos:note "Under the Unicode License v3."@en ;
        .

    <source/iso-3166>
        a mfa:Source ;
        dcterms:title "ISO 3166-1: codes and English names, as the Python package pycountry {pycountry} holds them"@en ;
        mfa:seenOn "{day}"^^xsd:date ;
        mfa:sourceKind <concept/source-kind/official> ;
        schema:url <https://github.com/pycountry/pycountry/tree/{pycountry}> ;
        skos:note "The package holds the data of Debian's iso-codes, under the GNU Lesser General Public License 2.1."@en ;
        .

    <source/world-atlas>
        a mfa:Source ;
        dcterms:title "Natural Earth {natural_earth} at 1:10 million, as the npm package world-atlas {world_atlas} holds it"@en ;
        mfa:seenOn "{day}"^^xsd:date ;
        mfa:sourceKind <concept/source-kind/secondary-table> ;
        schema:url <https://github.com/topojson/world-atlas> ;
        skos:note "Natural Earth is in the public domain, the package under the ISC License."@en ;
        skos:note "Points and boxes are computed from its outlines, to show places on a map. They say nothing of borders."@en ;
        .
}}
"""

SCHEME = """\
@base <https://w3id.org/mfa-graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

# The regions of UN M49 in which our countries and territories lie. Written by scripts/make_places.py.
# They are headings for statistics. A region of the ILO (ilo-region) of the same name need not hold the same countries.

<concept/un-region>
    a skos:ConceptScheme ;
    dcterms:source <source/cldr-core> ;
    dcterms:title "UN regions"@en ;
    skos:definition "Regions by which the United Nations group countries in their statistics, coded in the standard M49."@en ;
    skos:prefLabel "UN regions"@en ;
    .
"""

CONCEPT = """
<concept/un-region/{code}>
    a skos:Concept ;
    dcterms:source <source/cldr-core> ;{broader}
    skos:definition "The part of {whole} that has the code {code} in the standard M49 of the United Nations."@en ;
    skos:inScheme <concept/un-region> ;
    skos:notation "{code}" ;
    skos:prefLabel "{name}"@en ;{top}
    .
"""


def written(codes: set[str], day: str) -> dict[str, str]:
    """The files that describe these alpha-3 codes, by their paths under ``data/``."""
    countries = dict(sorted((code, _country(code)) for code in codes))
    parents = _containment()
    regions = _regions(parents[country.alpha_2] for country in countries.values())
    files = {
        "concepts/un-region.ttl": SCHEME + "".join(_concept(region, parents[region]) for region in regions),
        "place-coordinates/rows.csv": _table(
            ["place", "longitude", "latitude", "west", "south", "east", "north"], _coordinates(countries)
        ),
        "place-regions/rows.csv": _table(
            ["place", "region"], [[code.lower(), parents[country.alpha_2]] for code, country in countries.items()]
        ),
        "places/sources.trig": _sources(day),
        "un-region-names/rows.csv": _table(
            ["region", "language", "name"],
            [[region, language, _name(region, language)] for region in regions for language in LANGUAGES],
        ),
    }
    return files | _names(countries)


def codes_of(data: Path) -> set[str]:
    """The alpha-3 codes that the committed table has."""
    with (data / "places" / "rows.csv").open(encoding="utf-8", newline="") as file:
        return {row["alpha3"] for row in csv.DictReader(file)}


# --- names, of pycountry and Babel


def _country(code: str) -> Country:
    entry = pycountry.countries.get(alpha_3=code)
    if entry is None:
        raise SystemExit(f"ISO 3166-1 has no code {code}. Write an alpha-3 code, such as PHL.")
    return entry


def _names(countries: dict[str, Country]) -> dict[str, str]:
    """The tables of codes, labels and names."""
    places, labels, names = [], [], []
    for code, country in countries.items():
        place, english = code.lower(), _name(country.alpha_2, "en")
        inverted = "," in country.name
        preferred = PREFERRED.get(code, english if inverted else country.name)
        places.append([place, country.alpha_2, code, "" if country.name == preferred else country.name])
        labels.append([place, "territory" if code in TERRITORIES else "country", preferred])
        if english != preferred:
            names.append([place, "en", "alternative", english])
        names += [[place, language, "preferred", _name(country.alpha_2, language)] for language in LANGUAGES]
    return {
        "places/rows.csv": _table(["place", "alpha2", "alpha3", "name"], places),
        "place-labels/rows.csv": _table(["place", "kind", "label"], labels),
        "place-names/rows.csv": _table(["place", "language", "rank", "name"], sorted(names)),
    }


def _name(territory: str, language: str) -> str:
    """What the CLDR calls a country or region: two letters or three digits."""
    return Locale.parse(language).territories[territory]


def _sources(day: str) -> str:
    versions = {name.lower(): importlib.metadata.version(name) for name in ("Babel", "pycountry")}
    versions |= {name.replace("-", "_"): version for name, version in NPM.items()}
    contained = json.loads(_npm_file("cldr-core", "supplemental/territoryContainment.json"))["supplemental"]["version"]
    natural_earth = re.search(
        r"Natural Earth\]\S+ \[vector data\]\S+ version ([\d.]+\d)", _npm_file("world-atlas", "README.md")
    )
    return SOURCES.format(
        cldr=get_cldr_version(),
        contained=contained["_cldrVersion"],
        natural_earth=natural_earth[1],
        day=day,
        **versions,
    )


# --- regions, of cldr-core


def _containment() -> dict[str, str]:
    """The region that holds each region and each alpha-2 code, without groupings that overlap the others, such as 419."""
    contents = json.loads(_npm_file("cldr-core", "supplemental/territoryContainment.json"))["supplemental"]
    return {
        part: region
        for region, entry in contents["territoryContainment"].items()
        if region.isdigit() and "_grouping" not in entry
        for part in entry["_contains"]
    }


def _regions(nearest: Iterable[str]) -> list[str]:
    """Regions and all that hold them, but for the world."""
    parents, found = _containment(), set()
    for region in nearest:
        while region != WORLD:
            found.add(region)
            region = parents[region]
    return sorted(found)


def _concept(region: str, parent: str) -> str:
    """A region as a concept, below the one that holds it or on top."""
    is_top = parent == WORLD
    whole = "the world" if is_top else f"the region {_name(parent, 'en')}"
    return CONCEPT.format(
        code=region,
        name=_name(region, "en"),
        whole=whole,
        broader="" if is_top else f"\n    skos:broader <concept/un-region/{parent}> ;",
        top="\n    skos:topConceptOf <concept/un-region> ;" if is_top else "",
    )


# --- coordinates, of world-atlas


def _coordinates(countries: dict[str, Country]) -> Iterator[list[str]]:
    """A point and a box for each place, in degrees with two decimals: about a kilometre, which is what 1:10 million gives."""
    topology = json.loads(_npm_file("world-atlas", "countries-10m.json"))
    found = outlines(topology, (country.numeric for country in countries.values()))
    for code, country in countries.items():
        if country.numeric not in found:
            raise SystemExit(f"The package world-atlas has no outline of {code}, so it cannot be added.")
        polygons = found[country.numeric]
        numbers = (*point(polygons), *box(polygons))
        yield [code.lower(), *(f"{round(number, 2) + 0.0:g}" for number in numbers)]


# --- files


@cache
def _npm_file(package: str, path: str) -> str:
    """The text of a file of one of the packages of npm."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{package}@{NPM[package]}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        except FileNotFoundError:
            raise SystemExit(
                "The places need npm, which is not here. Install Node.js with npm, and try again."
            ) from None
        if done.returncode:
            raise SystemExit(f"npm could not fetch {command[-1]}. Look whether `npm view {command[-1]}` answers.")
        with tarfile.open(Path(folder, done.stdout.split()[-1])) as archive:
            return archive.extractfile(f"package/{path}").read().decode()


def _table(heading: list[str], rows: Iterable[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([heading, *rows])
    return text.getvalue()


def main() -> None:
    """Write the files, and the numbers of rows that the tables expect."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="alpha-3 code of a place to add")
    parser.add_argument("--day", default=datetime.date.today().isoformat(), help="day on which the packages are read")
    arguments = parser.parse_args()
    codes = set(map(str.upper, arguments.codes)) | codes_of(DATA)
    for name, text in written(codes, arguments.day).items():
        path = DATA / name
        path.write_text(text, encoding="utf-8", newline="\n")
        if path.suffix == ".csv":
            settings = path.with_name("table.toml")
            rows = f"rows = {text.count(chr(10)) - 1}"
            described = re.sub(r"(?m)^rows = \d+$", rows, settings.read_text(encoding="utf-8"))
            settings.write_text(described, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
