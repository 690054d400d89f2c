"""What CKAN's own parser makes of a feed, as JSON. A program of its own: it is run by the Python that has CKAN, never imported.

It reads from its input a list of feeds, each a text and a Content-Type, and prints what it makes of each. CKAN needs no database
for this.
"""

import json
import re
import sys
from typing import Any

from ckan.common import config
from ckan.lib.helpers import resource_formats

config.update({"ckan.site_url": "", "ckan.locale_default": "en"})

from ckan.model.license import LicenseRegister  # noqa: E402
from ckanext.dcat.processors import RDFParser, RDFParserException  # noqa: E402

FIELDS = ("title", "notes", "url", "version", "license_id")
EXTRAS = (
    "identifier",
    "issued",
    "modified",
    "frequency",
    "provenance",
    "access_rights",
    "publisher_name",
    "publisher_url",
    "contact_name",
    "contact_email",
    "contact_url",
    "temporal_start",
    "temporal_end",
    "language",
    "theme",
    "conforms_to",
    "spatial_uri",
    "spatial_text",
    "spatial",
    "spatial_bbox",
    "spatial_centroid",
)
RESOURCE = (
    "name",
    "description",
    "url",
    "format",
    "mimetype",
    "size",
    "hash",
    "hash_algorithm",
    "license",
    "compress_format",
    "package_format",
    "uri",
)


def form(dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset of CKAN's in the order of our own forms, empty fields left out."""
    extras = {extra["key"]: extra["value"] for extra in dataset["extras"]}
    values = {key: dataset.get(key) for key in FIELDS} | {key: extras.get(key) for key in EXTRAS}
    return {
        "guid": extras.get("uri") or extras.get("identifier") or dataset.get("title", ""),
        "fields": {key: str(value) for key, value in values.items() if value},
        "tags": [tag["name"] for tag in dataset["tags"]],
        "resources": [{key: str(found[key]) for key in RESOURCE if found.get(key)} for found in dataset["resources"]],
    }


def answer(text: str, content_type: str) -> dict[str, Any]:
    """The forms of a feed, the tags that CKAN would refuse, and what the parser knows."""
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    try:
        parser.parse(text, _format=content_type or None)
    except RDFParserException as error:
        return {"error": str(error)}
    datasets = list(parser.datasets())
    names = [tag["name"] for dataset in datasets for tag in dataset["tags"]]
    # CKAN's validator of tags is this pattern, with lengths of 2 to 100.
    refused = [name for name in names if not re.match(r"[\w \-.]*$", name) or not 2 <= len(name) <= 100]
    return {
        "forms": [form(dataset) for dataset in datasets],
        "next": parser.next_page() or "",
        "refused": sorted(set(refused)),
        "parsers": parser.supported_formats(),
        "formats": {key: line[1] for key, line in resource_formats().items()},
        "licences": {
            name: key for key, found in LicenseRegister().items() for name in (found.url, found.title) if name
        },
    }


print(json.dumps([answer(*feed) for feed in json.load(sys.stdin)], default=str))
