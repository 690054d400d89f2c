"""Whether the files that describe a release, its catalogue and its counts in VoID, describe the files that are there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mfa_graph.errors import MfaGraphError
from mfa_graph.exporters.dcat import CATALOGUE_PREFIXES
from mfa_graph.exporters.files import Entry
from mfa_graph.faults import Fault
from mfa_graph.releases.manifests import Manifest
from mfa_graph.store import NamedNode, Triple
from mfa_graph.store.syntax import read
from mfa_graph.vocabulary import DCAT, PREFIXES, RDF

__all__ = ["catalogue_faults", "void_faults"]

_SPDX, _VOID = CATALOGUE_PREFIXES["spdx"], CATALOGUE_PREFIXES["void"]
_VERSION = PREFIXES["dcat"] + "version"
_IDENTIFIER, _DESCRIPTION = PREFIXES["dcterms"] + "identifier", PREFIXES["dcterms"] + "description"
_ISSUED, _LICENCE = PREFIXES["dcterms"] + "issued", PREFIXES["dcterms"] + "license"
_COUNTED = re.compile(r"; ([\d,]+) statements\.$")

_About = Mapping[str, Mapping[str, list[str]]]
"""What is said of each thing: by its address, by the property, the values."""


def catalogue_faults(manifest: Manifest, file: Entry) -> Iterator[Fault]:
    """Where the catalogue says of the release or of a file of it what the manifest does not."""
    about = _about(manifest, file)
    if about is None:
        return
    said = about[manifest.release].get(_VERSION, [])
    if said != [manifest.version]:
        yield Fault("catalogue", file.name, f"it has no release <{manifest.release}> of version {manifest.version}.")
    else:
        yield from _differing_release(manifest, file, about)
    listed = {each.name: each for each in manifest.files}
    for thing in list(about.values()):
        if DCAT.byteSize not in thing:
            continue
        name = thing.get(_IDENTIFIER, [""])[0]
        if name not in listed:
            yield Fault("catalogue", file.name, f"it lists “{name}”, which the manifest does not.")
        else:
            told = _told(thing, about)
            true = {"bytes": str(listed[name].bytes), "sha256": listed[name].sha256}
            if "statements" in told:
                count = listed[name].statements
                true["statements"] = "nothing" if count is None else str(count)
            for key in (key for key in true if told.get(key) != true[key]):
                message = f"of {name} it says {key} {told.get(key, 'nothing')}, and the manifest {true[key]}."
                yield Fault("catalogue", file.name, message)


def _differing_release(manifest: Manifest, file: Entry, about: _About) -> Iterator[Fault]:
    """Where the catalogue gives the release another day, or its files other licences."""
    days = about[manifest.release].get(_ISSUED, [])
    licences = sorted({each for thing in list(about.values()) for each in thing.get(_LICENCE, [])})
    for what, said, true in (("day", days, manifest.date), ("licence", licences, manifest.licence)):
        if said != [true]:
            message = f"of the release it says {what} {' and '.join(said) or 'nothing'}, and the manifest {true}."
            yield Fault("catalogue", file.name, message)


def _told(thing: Mapping[str, list[str]], about: _About) -> dict[str, str]:
    """What a distribution says of its file, under the keys of the manifest."""
    digests = [
        value for sum_ in thing.get(_SPDX + "checksum", []) for value in about[sum_].get(_SPDX + "checksumValue", [])
    ]
    counts = [found[1] for text in thing.get(_DESCRIPTION, []) if (found := _COUNTED.search(text))]
    told = {"bytes": thing[DCAT.byteSize][0]}
    told |= {"sha256": digests[0]} if digests else {}
    return told | ({"statements": counts[0].replace(",", "")} if counts else {})


def void_faults(manifest: Manifest, file: Entry, merged: Iterable[Triple]) -> Iterator[Fault]:
    """Where VoID counts otherwise than the merged set does: as a whole, by class and by property."""
    about = _about(manifest, file)
    if about is None:
        return
    graph = about[manifest.base + "catalogue/dataset/graph"]
    whole, classes, properties = _counts(merged, manifest.base)
    for name, number in whole.items():
        yield from _differing(file, name, graph.get(_VOID + name, []), number)
    for part, term, count, numbers in (
        ("classPartition", "class", "entities", classes),
        ("propertyPartition", "property", "triples", properties),
    ):
        told = {
            about[each].get(_VOID + term, [""])[0]: about[each].get(_VOID + count, [])
            for each in graph.get(_VOID + part, [])
        }
        for name in sorted(told.keys() | numbers):
            yield from _differing(file, f"{count} of <{name}>", told.get(name, []), numbers.get(name, 0))


def _differing(file: Entry, what: str, said: list[str], number: int) -> Iterator[Fault]:
    if said != [str(number)]:
        yield Fault("counts", file.name, f"{what}: it says {' and '.join(said) or 'nothing'}, and there are {number}.")


def _counts(merged: Iterable[Triple], base: str) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """How much the merged set holds, by the names of VoID; the members of each class; the uses of each property."""
    triples = list(merged)
    members: dict[str, set[object]] = defaultdict(set)
    uses: dict[str, int] = defaultdict(int)
    for triple in triples:
        uses[triple.predicate.value] += 1
        if triple.predicate.value == RDF.type and isinstance(triple.object, NamedNode):
            members[triple.object.value].add(triple.subject)
    subjects = {triple.subject for triple in triples}
    whole = {
        "triples": len(triples),
        "entities": sum(isinstance(each, NamedNode) and each.value.startswith(base + "id/") for each in subjects),
        "classes": len(members),
        "properties": len(uses),
        "distinctSubjects": len(subjects),
        "distinctObjects": len({triple.object for triple in triples}),
    }
    return whole, {name: len(each) for name, each in members.items()}, uses


def _about(manifest: Manifest, file: Entry) -> _About | None:
    """What a file says, by thing; None where it cannot be read, which is told elsewhere."""
    try:
        quads = read(manifest.path(file))
    except MfaGraphError:
        return None
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        about[_value(quad.subject)][quad.predicate.value].append(_value(quad.object))
    return about


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
