"""``verify``: each way in which a release can differ from its manifest is found and called by its name."""

from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
import zstandard

from mfa_graph.errors import ContentProblem, MfaGraphError, MissingContent, SyntaxProblem
from mfa_graph.releases.faults import FAULTS
from mfa_graph.releases.verify import verify
from tests.releases.conftest import manifest_in, vouch, write_manifest
from tests.releases.mutants import MUTANTS, Fault, Mutation, add_copy


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_release_as_it_was_built_has_no_fault(founding_release: Path) -> None:
    """What a build wrote is what its manifest says, and to find that out nothing is written."""
    before = digests(founding_release)
    result = verify(founding_release)
    assert result.faults == ()
    assert len(result.manifest.files) >= 40
    assert digests(founding_release) == before


@pytest.mark.parametrize(("mutations", "expected"), MUTANTS, ids=[mutations[0].__name__ for mutations, _ in MUTANTS])
def test_each_fault_is_found(release: Path, mutations: list[Mutation], expected: list[Fault]) -> None:
    """Each fault is found, under its name, for its file and in words; and nothing else is."""
    for mutate in mutations:
        mutate(release)
    faults = verify(release).faults
    for code, file, words in expected:
        found = [each for each in faults if (each.code, each.file) == (code, file) and words in each.message]
        assert len(found) == 1, (code, file, words, faults)
    assert len(faults) == len(expected), faults


def test_the_mutants_reach_every_fault() -> None:
    """31 mutants, and no kind of fault that none of them makes."""
    assert sum(len(mutations) for mutations, _ in MUTANTS) == 31
    assert {code for _, expected in MUTANTS for code, *_ in expected} == FAULTS.keys()


def test_a_true_copy_is_no_fault(release: Path) -> None:
    """A copy in gzip that unpacks to its original is right."""
    add_copy(release, gzip.compress((release / "ontology.ttl").read_bytes()))
    assert verify(release).faults == ()


def test_copies_in_zstandard(release: Path) -> None:
    """A copy in Zstandard is unpacked too: a true one is right, one of something else and one that breaks off are not."""
    packed = zstandard.ZstdCompressor().compress((release / "ontology.ttl").read_bytes())
    add_copy(release, packed, "ontology.ttl.zst")
    assert verify(release).faults == ()
    for body in (zstandard.ZstdCompressor().compress(b"else"), packed[:-9], b"no copy at all"):
        (release / "ontology.ttl.zst").write_bytes(body)
        vouch(release, "ontology.ttl.zst")
        assert [(fault.code, fault.file) for fault in verify(release).faults] == [("copy", "ontology.ttl.zst")]


def listed(**more: Any) -> dict[str, Any]:
    """An entry of a manifest, as it should be but for some values."""
    return {"name": "a.txt", "mediaType": "text/plain", "bytes": 1, "sha256": "0" * 64} | more


def of_one(**more: Any) -> dict[str, Any]:
    """A change of a manifest: it lists one file, as it should be but for some values."""
    return {"files": [listed(**more)]}


WRONG: dict[str, dict[str, Any]] = {
    "is no manifest of a release": {"kind": "site"},
    "“base” is no address": {"base": "https://data.example.org"},
    "“base” is no text": {"base": 7},
    "“release” does not stand below “base”": {"base": "https://data.example.org/"},
    "“licence” is no text": {"licence": None},
    "“version” is no text": {"version": ""},
    "“graphs” is no object": {"graphs": [1]},
    "“g” is no whole number": {"graphs": {"g": "1"}},
    "“merged” is no whole number": {"merged": True},
    "“files” is no list": {"files": {"name": 1}},
    "an entry of “files” is no object": {"files": ["a.txt"]},
    "“a.txt” is named twice": {"files": [listed(), listed()]},
    "“name” is no text": of_one(name=None),
    "“bytes” is no whole number": of_one(bytes=-1),
    "“statements” is no whole number": of_one(statements=1.5),
    "is not 64 hexadecimal digits": of_one(sha256="0"),
    '"../x" is no name': of_one(name="../x"),
    '"a/../../x" is no name': of_one(name="a/../../x"),
    '"/etc/passwd" is no name': of_one(name="/etc/passwd"),
    '"a\\\\\\\\b" is no name': of_one(name="a\\b"),
    '"a\\\\u0000b" is no name': of_one(name="a\0b"),
    '"." is no name': of_one(name="."),
    "it names itself": of_one(name="manifest.json"),
}


@pytest.mark.parametrize("words", WRONG)
def test_a_manifest_that_cannot_be_used_is_refused(release: Path, words: str) -> None:
    """A manifest of a wrong shape, or with names that lead out of the folder, is refused in words."""
    write_manifest(release, manifest_in(release) | WRONG[words])
    with pytest.raises(ContentProblem, match=words):
        verify(release)


def test_the_wrong_manifests_are_many() -> None:
    """23 of them."""
    assert len(WRONG) == 23


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", SyntaxProblem),
        (b"[" * 100_000, SyntaxProblem),
        (b"", SyntaxProblem),
        (b"[]", ContentProblem),
        (b"{}", ContentProblem),
        (b"\xff", ContentProblem),
        (None, MissingContent),
    ],
)
def test_what_is_no_manifest_is_refused(release: Path, body: bytes | None, kind: type[MfaGraphError]) -> None:
    """No manifest, or one that is no JSON, no object or no text, is an error of its kind."""
    (release / "manifest.json").unlink()
    if body is not None:
        (release / "manifest.json").write_bytes(body)
    with pytest.raises(kind) as raised:
        verify(release)
    assert raised.value.remedy
    assert "manifest.json" in str(raised.value)


def test_a_link_that_leads_out_is_refused(release: Path) -> None:
    """A file that is a link within the folder is read; one that leads out of it is not, nor one that leads to itself."""
    report = release / "report.json"
    report.rename(release / "moved.json")
    report.symlink_to("moved.json")
    assert {(fault.code, fault.file) for fault in verify(release).faults} == {("unnamed", "moved.json")}
    for target in (release.parent / "outside.json", Path("report.json")):
        report.unlink()
        report.symlink_to(target)
        with pytest.raises(ContentProblem, match=r"is a link that leads out|is no name of a file"):
            verify(release)


def test_a_file_that_may_not_be_read_is_told(release: Path) -> None:
    """A file that the system does not open is a fault, and no broken run."""
    if os.geteuid() == 0:
        pytest.skip("whoever is root reads everything")
    (release / "report.json").chmod(0)
    assert [(fault.code, fault.file) for fault in verify(release).faults] == [("absent", "report.json")]
