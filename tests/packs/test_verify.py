"""Packs that were damaged, altered or forged."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mfa_graph.errors import MfaGraphError, MissingContent, SyntaxProblem
from mfa_graph.packs.faults import FAULTS
from mfa_graph.packs.members import CRATE, read_members
from mfa_graph.packs.pack import Pack
from mfa_graph.packs.verify import verify_pack
from tests.packs.conftest import Members, sealed, written

Archive = Callable[[Members], Path]
Edit = Callable[[dict[str, bytes]], None]


def replaced(name: str, old: str, new: str) -> Edit:
    """Put other words into a file."""

    def edit(members: dict[str, bytes]) -> None:
        assert old.encode() in members[name], (name, old)
        members[name] = members[name].replace(old.encode(), new.encode(), 1)

    return edit


def told(name: str, change: Callable[[Any], object]) -> Edit:
    """Change the values of a JSON file."""

    def edit(members: dict[str, bytes]) -> None:
        value = json.loads(members[name])
        change(value)
        members[name] = written(value)

    return edit


def entity(identifier: str, **values: object) -> Edit:
    """Change what the metadata say of something."""

    def change(crate: Any) -> None:
        (found,) = (each for each in crate["@graph"] if each["@id"] == identifier)
        found.update(values)

    return told(CRATE, change)


def without_row(answer: Any) -> None:
    """Take a row away, with its evidence."""
    answer["rows"].pop()
    answer["evidence"].pop()


def with_row(answer: Any) -> None:
    """Add a row with the evidence of another."""
    answer["rows"].append(answer["rows"][0] | {"since": {"type": "literal", "value": "put in by hand"}})
    answer["evidence"].append(answer["evidence"][0])


def without_statements(answer: Any) -> None:
    """Leave a row without evidence."""
    answer["evidence"][0] = []


def relabelled(answer: Any) -> None:
    """Call a thing otherwise in one place."""
    cell = next(cell for row in answer["rows"] for cell in row.values() if cell and cell["type"] == "uri")
    cell["label"] = "Another thing"


MFA = "https://w3id.org/mfa-graph/id/organisation/mfa"
FORGED: dict[str, tuple[Edit, str]] = {
    "a row is taken away": (told("answer.json", without_row), "rows"),
    "a row is put in": (told("answer.json", with_row), "rows"),
    "a year is another": (replaced("answer.json", '"value": "1998"', '"value": "1997"'), "rows"),
    "a row has no evidence": (told("answer.json", without_statements), "statements"),
    "a statement is taken away": (replaced("evidence.trig", ' ;\n\tmfa:start "1998"^^xsd:gYear', ""), "statements"),
    "a statement is another": (replaced("evidence.trig", '"1998"^^xsd:gYear', '"1997"^^xsd:gYear'), "statements"),
    "a statement is merged that nobody says": (
        lambda members: members.update({"evidence.trig": members["evidence.trig"] + b"<urn:a> <urn:b> <urn:c> ."}),
        "statements",
    ),
    "terms bring statements": (
        lambda members: members.update({"terms.trig": b"<urn:g> { <urn:a> <urn:b> <urn:c> }"}),
        "statements",
    ),
    "the question is another": (replaced("question.rq", "SELECT", "SELECT DISTINCT"), "question"),
    "the question asks another server": (replaced("question.rq", "WHERE {", "WHERE { SERVICE <urn:x> {}"), "syntax"),
    "the question has another value": (replaced("question.rq", f"<{MFA}>", f"<{MFA}x>"), "question"),
    "the answer names another value": (
        told("answer.json", lambda answer: answer["parameters"]["organisation"].update(value=f"{MFA}x")),
        "question",
    ),
    "the answer names another question": (told("answer.json", lambda a: a["question"].update(id="q99")), "question"),
    "the evidence query is another": (replaced("evidence.rq", "SELECT", "SELECT DISTINCT"), "question"),
    "a thing is called otherwise": (told("answer.json", relabelled), "forms"),
    "the page says something else": (replaced("answer.md", "Founder", "Member"), "forms"),
    "the table says something else": (replaced("answer.csv", "1998", "1997"), "forms"),
    "a reference is another": (replaced("sources.bib", "2026", "2025"), "forms"),
    "a source is renamed": (replaced("sources.csl.json", '"title": "', '"title": "Not '), "forms"),
    "a source is left out": (told("sources.csl.json", lambda items: items.pop()), "counts"),
    "a passage is not cited": (
        lambda members: members.update(
            {"passages.csv": b"\r\n".join(members["passages.csv"].split(b"\r\n")[:-2]) + b"\r\n"}
        ),
        "sources",
    ),
    "the day is another": (entity("./", datePublished="2020-01-01"), "forms"),
    "the licence is another": (entity("./", license={"@id": "http://example.org/licence"}), "forms"),
    "the pack is called otherwise": (entity("./", name="Proof of everything"), "forms"),
    "a source is called otherwise in the metadata": (
        told(CRATE, lambda crate: crate["@graph"][-1].update(name="Another")),
        "forms",
    ),
    "the number of rows is another": (entity("#rows", value=7), "counts"),
    "the number of statements is another": (entity("#statements", value=1), "counts"),
    "the number of passages is no number": (entity("#passages", value="many"), "counts"),
    "the version is no text": (entity("./", version=1), "syntax"),
    "the JSON breaks off": (replaced("answer.json", "{", ""), "syntax"),
    "the JSON is no answer": (lambda members: members.update({"answer.json": b"[]"}), "syntax"),
    "the TriG breaks off": (replaced("evidence.trig", "}", ""), "syntax"),
    "the table of passages has other columns": (replaced("passages.csv", "locator", "place"), "syntax"),
    "the question is not UTF-8": (lambda members: members.update({"question.rq": b"\xff"}), "syntax"),
}


@pytest.mark.parametrize("how", FORGED)
def test_what_is_forged_is_seen_though_the_digests_fit(how: str, pack: Pack, archive: Archive) -> None:
    """Whatever is changed, with sizes and digests made to fit, there is a fault of its kind, and no error."""
    edit, code = FORGED[how]
    members = dict(pack.members)
    edit(members)
    found = verify_pack(archive(sealed(members)))
    assert code in {fault.code for fault in found.faults}, found
    assert {fault.code for fault in found.faults} <= FAULTS.keys()
    assert len(FORGED) == 34


UNREADABLE: dict[str, tuple[Edit, str, str]] = {
    "metadata that list a number": (
        told(CRATE, lambda crate: crate["@graph"].append(5)),
        CRATE,
        "it is not as `mfa-graph ask --pack` writes it.",
    ),
    "metadata that break off": (lambda members: members.update({CRATE: b'{\n"a":'}), CRATE, "it is not JSON (line 2)."),
    "a question that is not UTF-8": (
        lambda members: members.update({"question.rq": b"\xff"}),
        "question.rq",
        "it is not UTF-8.",
    ),
}


@pytest.mark.parametrize("how", UNREADABLE)
def test_what_cannot_be_read_is_told_to_people(how: str, pack: Pack, archive: Archive) -> None:
    """What is wrong with the file, in words and not in those of a programming language, and nothing else."""
    edit, file, message = UNREADABLE[how]
    members = dict(pack.members)
    edit(members)
    members = members if file == CRATE else sealed(members)
    assert [(each.file, each.message) for each in verify_pack(archive(members)).faults] == [(file, message)]
    assert len(UNREADABLE) == 3


@pytest.mark.parametrize(
    ("how", "codes"),
    [("the question asks another server", {"question", "syntax"}), ("the TriG breaks off", {"syntax", "counts"})],
)
def test_what_cannot_be_asked_brings_no_fault_for_each_row(
    how: str, codes: set[str], pack: Pack, archive: Archive
) -> None:
    """Where question or evidence cannot be read, that is told, and not that every row is missing."""
    members = dict(pack.members)
    FORGED[how][0](members)
    found = verify_pack(archive(sealed(members)))
    assert ({fault.code for fault in found.faults}, found.proved) == (codes, False)


def test_each_file_is_held_to_its_digest(pack: Pack, archive: Archive) -> None:
    """A byte more or another byte in any of ten files, and a file that is not there, are told by the file's name."""
    names = [name for name in pack.members if name != CRATE]
    for name in names:
        body = pack.members[name]
        for other, code in ((body + b"\n", "bytes"), (b"%" + body[1:], "bytes"), (None, "absent")):
            members = {key: value for key, value in pack.members.items() if key != name}
            members |= {} if other is None else {name: other}
            faults = verify_pack(archive(members)).faults
            assert [(fault.code, fault.file) for fault in faults] == [(code, name)]
    assert len(names) == 10


METADATA: dict[str, tuple[Edit, list[tuple[str, str]]]] = {
    "there are none": (lambda members: members.pop(CRATE), [("absent", CRATE)]),  # type: ignore[dict-item]
    "they are no JSON": (lambda members: members.update({CRATE: b"{"}), [("syntax", CRATE)]),
    "they are a number": (lambda members: members.update({CRATE: b"1"}), [("syntax", CRATE)]),
    "they describe no pack": (entity("./", **{"@id": "x"}), [("syntax", CRATE)]),
    "they nest without end": (lambda members: members.update({CRATE: b"[" * 100_000}), [("syntax", CRATE)]),
    "a file is not named": (lambda members: members.update({"more.txt": b""}), [("unnamed", "more.txt")]),
    "a folder is not named": (lambda members: members.update({"more/": b""}), [("unnamed", "more/")]),
}


@pytest.mark.parametrize("how", METADATA)
def test_the_metadata_name_what_is_there(how: str, pack: Pack, archive: Archive) -> None:
    """Without metadata that can be read nothing is believed, and a file that they do not name is told."""
    edit, expected = METADATA[how]
    members = dict(pack.members)
    edit(members)
    assert [(fault.code, fault.file) for fault in verify_pack(archive(members)).faults] == expected
    assert len(METADATA) == 7


@pytest.mark.parametrize("name", ["../answer.json", "/etc/passwd", "a/../../b", "C:\\x", "a\\..\\b", "./a"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str, pack: Pack, archive: Archive) -> None:
    """Such an archive is not unpacked at all."""
    (fault,) = verify_pack(archive({**pack.members, name: b"x"})).faults
    assert (fault.code, fault.message) == ("archive", "its name leads out of the archive.")


def test_an_archive_that_nobody_should_unpack_is_refused(pack: Pack, tmp_path: Path) -> None:
    """One that says it unpacks to a terabyte, has thousands of files, or a file twice, is not read."""
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answer.json", bytes(1000))
        archive.infolist()[0].file_size = 1 << 40
    assert "1,099,511,627,776 bytes" in verify_pack(path).faults[0].message
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1001):
            archive.writestr(str(number), b"")
    assert "1,001 files" in verify_pack(path).faults[0].message
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("answer.json", b"1")
        archive.writestr("answer.json", b"2")
    assert [fault.message for fault in verify_pack(path).faults] == ["it is there twice."]


def test_an_archive_that_says_less_than_it_unpacks_to_is_damaged(tmp_path: Path) -> None:
    """No more is read than the archive says, and what was left out is missed by the checksum."""
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answer.json", bytes(1_000_000))
        archive.infolist()[0].file_size = 10
    members, faults = read_members(path)
    assert (members, [fault.code for fault in faults]) == ({}, ["archive"])


def test_what_is_no_archive_is_an_error(pack: Pack, tmp_path: Path) -> None:
    """A text, nothing, half an archive, a folder and a file that is not there are told in a sentence."""
    path = tmp_path / "pack.zip"
    for body in (b"Hello.", b"", pack.body[: len(pack.body) // 2], b"PK\x05\x06"):
        path.write_bytes(body)
        with pytest.raises(SyntaxProblem, match="This is no zip archive"):
            verify_pack(path)
    for missing in (tmp_path, tmp_path / "none.zip"):
        with pytest.raises(MissingContent):
            verify_pack(missing)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_archive_is_never_believed(data: st.DataObject, pack: Pack, tmp_path: Path) -> None:
    """Whichever byte is another: the pack is an error, has a fault, or its files are what they were."""
    place = data.draw(st.integers(0, len(pack.body) - 1) | st.integers(len(pack.body) - 1200, len(pack.body) - 1))
    body = bytearray(pack.body)
    body[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "pack.zip"
    path.write_bytes(body)
    try:
        verified = verify_pack(path)
    except MfaGraphError:
        return
    assert verified.faults or read_members(path)[0] == pack.members


def test_a_pack_of_another_version_is_held_to_its_own_question(pack: Pack, archive: Archive) -> None:
    """Its rows are proved all the same; that its forms and queries could not be compared is said."""
    members = dict(pack.members)
    entity("./", version="9.9.9")(members)
    replaced("question.rq", "SELECT", "SELECT DISTINCT")(members)
    verified = verify_pack(archive(sealed(members)))
    assert (verified.proved, verified.faults) == (True, ())
    assert len(verified.notes) == 2 and "9.9.9" in verified.notes[1]


def test_a_verification_as_plain_values(pack: Pack, archive: Archive) -> None:
    """What was verified, of which release, and what is wrong, for programs."""
    assert verify_pack(archive(pack.members)).as_json() == {
        "pack": "Evidence pack of question q05: Roles that an organisation or person holds elsewhere",
        "release": "https://w3id.org/mfa-graph/catalogue/release/0.1.0",
        "rows": 6,
        "proved": True,
        "verified": True,
        "faults": [],
        "notes": [],
    }
    fault = {"code": "unnamed", "file": "x", "message": f"{CRATE} does not name it."}
    assert verify_pack(archive({**pack.members, "x": b""})).as_json()["faults"] == [fault]
