"""Write the tables of countries and territories from the packages pycountry and Babel: scripts/make_places.py [CODE ...]

The places are those of ``data/places/rows.csv``; each CODE, an ISO 3166-1 alpha-3 code, adds one. Three tables are written:
``places`` (codes and names of ISO 3166-1), ``place-names`` (names of the CLDR in our other languages) and ``place-labels`` (class
and English name, which we choose), and ``places/sources.trig``, which describes the two packages as sources. Coordinates
are not written: the packages that have them for countries do not say which point they mean and where they have it from.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import importlib.metadata
import io
import re
from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_cldr_version

DATA = Path(__file__).parents[1] / "data"
LANGUAGES = tuple("ar bn fil hi id ja km ko lo mn ms my ne si ta th ur vi zh".split())  # noqa: SIM905 (one line is enough)

TERRITORIES = frozenset({"HKG", "MAC", "TWN"})
"""What is listed beside countries and not counted as a State party; all others are countries."""

PREFERRED = {"HKG": "Hong Kong, China", "KOR": "Republic of Korea", "TWN": "Taiwan (China)"}
"""How the founding record names places that ISO and CLDR name otherwise. Else ISO's name is preferred, unless it is inverted."""

SOURCES = """\
@base <https://w3id.org/mfa-graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mfa: <https://w3id.org/mfa-graph/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# The two packages that codes and names of places come from. Written by scripts/make_places.py.

GRAPH <graph/provenance> {{
    <source/cldr>
        a mfa:Source ;
        dcterms:title "Unicode CLDR {cldr}: names of territories, as the Python package Babel {babel} holds them"@en ;
        mfa:seenOn "{day}"^^xsd:date ;
        mfa:sourceKind <concept/source-kind/official> ;
        schema:url <https://pypi.org/project/babel/{babel}/> ;
        skos:note "The CLDR is under the Unicode License v3, Babel under the BSD 3-Clause License."@en ;
        .

    <source/iso-3166>
        a mfa:Source ;
        dcterms:title "ISO 3166-1: codes and English names, as the Python package pycountry {pycountry} holds them"@en ;
        mfa:seenOn "{day}"^^xsd:date ;
        mfa:sourceKind <concept/source-kind/official> ;
        schema:url <https://pypi.org/project/pycountry/{pycountry}/> ;
        skos:note "The package holds the data of Debian's iso-codes, under the GNU Lesser General Public License 2.1."@en ;
        .
}}
"""


def written(codes: set[str], day: str) -> dict[str, str]:
    """The files that describe these alpha-3 codes, by their paths under ``data/``."""
    places, labels, names = [], [], []
    english = Locale.parse("en").territories
    for code in sorted(codes):
        place, entry = code.lower(), pycountry.countries.get(alpha_3=code)
        if entry is None:
            raise SystemExit(f"ISO 3166-1 has no code {code}. Write an alpha-3 code, such as PHL.")
        inverted = "," in entry.name
        preferred = PREFERRED.get(code, english[entry.alpha_2] if inverted else entry.name)
        places.append([place, entry.alpha_2, code, "" if entry.name == preferred else entry.name])
        labels.append([place, "territory" if code in TERRITORIES else "country", preferred])
        if english[entry.alpha_2] != preferred:
            names.append([place, "en", "alternative", english[entry.alpha_2]])
        for language in LANGUAGES:
            names.append([place, language, "preferred", Locale.parse(language).territories[entry.alpha_2]])
    versions = {name.lower(): importlib.metadata.version(name) for name in ("Babel", "pycountry")}
    return {
        "places/rows.csv": _table(["place", "alpha2", "alpha3", "name"], places),
        "place-labels/rows.csv": _table(["place", "kind", "label"], labels),
        "place-names/rows.csv": _table(["place", "language", "rank", "name"], sorted(names)),
        "places/sources.trig": SOURCES.format(cldr=get_cldr_version(), day=day, **versions),
    }


def codes_of(data: Path) -> set[str]:
    """The alpha-3 codes that the committed table has."""
    with (data / "places" / "rows.csv").open(encoding="utf-8", newline="") as file:
        return {row["alpha3"] for row in csv.DictReader(file)}


def _table(heading: list[str], rows: list[list[str]]) -> str:
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
