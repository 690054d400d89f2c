"""The metadata of a pack as an RO-Crate 1.2: what each file is, byte for byte, of which release, on which sources.

See <https://w3id.org/ro/crate/1.2>. No day comes from the clock: the pack has the day of the release's data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mfa_graph.exporters.manifest import release_iri
from mfa_graph.exporters.references import Reference
from mfa_graph.exporters.releases import Release
from mfa_graph.packs.members import CRATE, MEMBERS
from mfa_graph.questions.answers import Answer

__all__ = ["COUNTED", "crate_of"]

COUNTED = {
    "answer.json": "rows",
    "evidence.trig": "statements",
    "passages.csv": "passages",
    "sources.csl.json": "references",
}
"""What is counted of the files that hold several of something."""

_STANDARD = "https://w3id.org/ro/crate/1.2"
_PROGRAM = "#mfa-graph"
_RUN = "#asked"

Entity = dict[str, Any]


def crate_of(
    answer: Answer,
    release: Release,
    references: Sequence[Reference],
    members: Mapping[str, bytes],
    counts: Mapping[str, int],
    told: Sequence[str],
) -> bytes:
    """The file ``ro-crate-metadata.json`` of a pack with some members; `told` is what whoever opens it should know."""
    entities: list[Entity] = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "name": "RO-Crate metadata",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _STANDARD},
        },
        _root(answer, release, references, members, told),
        *(_file(name, body, counts) for name, body in sorted(members.items())),
        *(
            {"@id": f"#{unit}", "@type": "QuantitativeValue", "name": unit, "value": counts[name], "unitText": unit}
            for name, unit in COUNTED.items()
            if name in members
        ),
        *_run(answer, release, members),
        *_release(release),
        *_sources(references),
    ]
    crate = {"@context": f"{_STANDARD}/context", "@graph": entities}
    return json.dumps(crate, ensure_ascii=False, indent=2).encode() + b"\n"


def _root(
    answer: Answer,
    release: Release,
    references: Sequence[Reference],
    members: Mapping[str, bytes],
    told: Sequence[str],
) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Evidence pack of question {answer.question.id}: {answer.question.title}",
        "description": " ".join([answer.question.summary, *told]),
        "datePublished": release.date,
        "license": {"@id": release.licence},
        "publisher": _ids(_authors(release)),
        "version": release.version,
        "isBasedOn": {"@id": release_iri(release.version)},
        "mainEntity": {"@id": "answer.json"},
        "mentions": {"@id": _RUN},
        "citation": _ids(_sources(references)),
        "hasPart": _ids({"@id": name} for name in sorted(members)),
    }


def _ids(entities: Iterable[Mapping[str, Any]]) -> dict[str, str] | list[dict[str, str]]:
    """References to entities; one stands by itself, as RO-Crate recommends."""
    found = [{"@id": entity["@id"]} for entity in entities]
    return found[0] if len(found) == 1 else found


def _file(name: str, body: bytes, counts: Mapping[str, int]) -> Entity:
    member = MEMBERS[name]
    return {
        "@id": name,
        "@type": "File",
        "name": member.title,
        "description": member.what,
        "encodingFormat": member.media_type,
        "contentSize": str(len(body)),
        "sha256": hashlib.sha256(body).hexdigest(),
        **({"size": {"@id": f"#{COUNTED[name]}"}} if name in COUNTED else {}),
    }


def _run(answer: Answer, release: Release, members: Mapping[str, bytes]) -> Iterator[Entity]:
    """That the question was asked of the release, which gave the answer."""
    yield {
        "@id": _RUN,
        "@type": "CreateAction",
        "name": f"Question {answer.question.id} was asked",
        "agent": _ids(_authors(release)),
        "instrument": [{"@id": _PROGRAM}, {"@id": "question.rq"}],
        "object": {"@id": release_iri(release.version)},
        "result": _ids({"@id": name} for name in sorted(members) if name not in {"question.rq", "evidence.rq"}),
    }
    yield {
        "@id": _PROGRAM,
        "@type": "SoftwareApplication",
        "name": "mfa-graph",
        "version": release.version,
        "url": release.address,
    }


def _release(release: Release) -> Iterator[Entity]:
    yield {
        "@id": release_iri(release.version),
        "@type": "CreativeWork",
        "name": release.title,
        "description": release.abstract,
        "version": release.version,
        "datePublished": release.date,
        "license": {"@id": release.licence},
        "publisher": _ids(_authors(release)),
        "url": release.address,
    }
    yield {
        "@id": release.licence,
        "@type": "CreativeWork",
        "name": release.licence_name,
        "description": f"The licence of the release, of the pack and of what was made with it: {release.licence_name}.",
    }
    yield from _authors(release)


def _authors(release: Release) -> list[Entity]:
    return [
        {"@id": f"#author-{number}", "@type": "Organization", "name": name, "url": release.address}
        for number, name in enumerate(release.authors, 1)
    ]


def _sources(references: Iterable[Reference]) -> list[Entity]:
    """The sources that have an address, each once; all of them are in the lists of references."""
    found = {reference.address: reference for reference in reversed(list(references)) if reference.address}
    return [
        {
            "@id": address,
            "@type": "CreativeWork",
            "name": reference.title,
            **({"creditText": reference.publisher} if reference.publisher else {}),
        }
        for address, reference in sorted(found.items())
    ]
