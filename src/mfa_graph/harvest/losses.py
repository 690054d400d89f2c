"""What a harvest leaves behind: said in the feed, and not in the portal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mfa_graph.harvest.form import Feed, Form
from mfa_graph.store import Literal

__all__ = ["losses_of"]

_UNREAD = (
    ("dcat:Catalog", "catalogue"),
    ("dcat:CatalogRecord", "catalogue record"),
    ("dcat:DatasetSeries", "dataset series"),
)


def losses_of(feeds: Sequence[Feed], forms: Sequence[Form]) -> Iterator[str]:
    """One sentence for each kind of loss."""
    yield from _languages(feeds)
    if unlicensed := [form for form in forms if not form.fields.get("license_id")]:
        counted = f"{len(unlicensed)} of {len(forms)} datasets"
        yield f"license_id stays empty for {counted}: CKAN does not know the licence of their files."
    resources = [resource for form in forms for resource in form.resources]
    for key in ("format", "mimetype"):
        shown = sum("://" in resource.get(key, "") for resource in resources)
        if shown:
            yield f"{key} is shown as an address for {shown} of {len(resources)} resources."
    yield from _places(feeds, forms)
    yield from _missing(forms)
    for kind, noun in _UNREAD:
        if found := sum(len(feed.instances(kind)) for feed in feeds):
            yield f"Not read at all: {found} {noun}{'s' if found != 1 and not noun.endswith('s') else ''}."


def _languages(feeds: Sequence[Feed]) -> Iterator[str]:
    """Texts keep one language, keywords lose theirs."""
    datasets = [(feed, dataset) for feed in feeds for dataset in feed.instances("dcat:Dataset")]
    for path, noun in (("dct:title", "titles"), ("dct:description", "descriptions")):
        lost = {tag for feed, dataset in datasets for tag in _tags_of(feed, dataset, path) if tag != "en"}
        if lost:
            yield f"Of {noun} the English remain, or else the first; lost: {', '.join(sorted(lost))}."
    tags = {tag for feed, dataset in datasets for tag in _tags_of(feed, dataset, "dcat:keyword")}
    if len(tags) > 1:
        yield f"Keywords in {len(tags)} languages become tags of no language: {', '.join(sorted(tags))}."


def _tags_of(feed: Feed, dataset: object, path: str) -> set[str]:
    return {value.language for value in feed.objects(dataset, path) if isinstance(value, Literal) and value.language}


def _places(feeds: Sequence[Feed], forms: Sequence[Form]) -> Iterator[str]:
    datasets = [(feed, dataset) for feed in feeds for dataset in feed.instances("dcat:Dataset")]
    many = sum(len(feed.objects(dataset, "dct:spatial")) > 1 for feed, dataset in datasets)
    if many:
        yield f"Of several places one is put together, its name from the last and its box from the first: {many} datasets."
    unmapped = sum("spatial_uri" in form.fields and "spatial" not in form.fields for form in forms)
    if unmapped:
        yield f"Not on the portal's map, since the place has no locn:geometry: {unmapped} datasets."


def _missing(forms: Sequence[Form]) -> Iterator[str]:
    """Fields of the form that stay empty."""
    fields = {
        "notes": "a description",
        "publisher_name": "a publisher",
        "contact_name": "a contact",
        "contact_email": "an e-mail address of the contact, which some portals ask for",
        "temporal_start": "a time",
        "spatial_uri": "a place",
    }
    for key, noun in fields.items():
        without = [form.fields.get("title", form.guid) for form in forms if not form.fields.get(key)]
        if without:
            whose = "all datasets" if len(without) == len(forms) else "; ".join(without)
            yield f"Shown without {noun}: {whose}."
    empty = [form.fields.get("title", form.guid) for form in forms if not form.resources]
    if empty:
        yield f"Shown without a file: {'; '.join(empty)}."
