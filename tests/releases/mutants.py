"""Ways to break a release, and the faults that each makes."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from mfa_graph.formats import FORMATS, PACKINGS
from mfa_graph.store import DefaultGraph, Quad
from mfa_graph.store.syntax import read, sorted_quads, write
from mfa_graph.vocabulary import BASE, PREFIXES
from tests.releases.conftest import entry, manifest_in, vouch, write_manifest

STATEMENT = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"


def change(folder: Path, name: str, before: bytes, after: bytes) -> None:
    """Put other bytes where some stand for the first time."""
    body = (folder / name).read_bytes()
    assert before in body
    (folder / name).write_bytes(body.replace(before, after, 1))


def otherwise_elsewhere(name: str, *more: str) -> list[tuple[str, str, str]]:
    """What the catalogue says otherwise of a file whose size and digest are others now, and what its copies unpack to."""
    told = [("catalogue", "catalog.ttl", f"of {name} it says {key} ") for key in ("bytes", "sha256", *more)]
    return told + copies_of_another(name)


def copies_of_another(name: str) -> list[tuple[str, str, str]]:
    """That the packed copies of a file, if it has some, do not unpack to it."""
    has_copies = name.startswith("mfa-graph.")
    return [("copy", name + packing.suffix, f"does not unpack to {name}.") for packing in PACKINGS if has_copies]


def unlisted(suffix: str) -> list[tuple[str, str, str]]:
    """That the catalogue lists a dump that the manifest does not."""
    return [("catalogue", "catalog.ttl", f"it lists “mfa-graph.{suffix}”")]


def flip_a_byte(folder: Path) -> None:
    """Another letter in the middle of a dump."""
    body = bytearray((folder / "mfa-graph.nq").read_bytes())
    body[len(body) // 2] ^= 1
    (folder / "mfa-graph.nq").write_bytes(body)


def drop_a_line(folder: Path) -> None:
    """A line less in a dump."""
    change(folder, "mfa-graph.nt", (folder / "mfa-graph.nt").read_bytes().splitlines(keepends=True)[7], b"")


def truncate(folder: Path) -> None:
    """The catalogue breaks off."""
    body = (folder / "catalog.ttl").read_bytes()
    (folder / "catalog.ttl").write_bytes(body[: len(body) // 2])


def remove(folder: Path) -> None:
    """A file is not there."""
    (folder / "schema-org.jsonld").unlink()


def rename(folder: Path) -> None:
    """A file has another name."""
    (folder / "report.json").rename(folder / "reports.json")


def make_a_folder_of_a_file(folder: Path) -> None:
    """A folder where a file should be."""
    (folder / "questions.zip").unlink()
    (folder / "questions.zip").mkdir()


def add_a_file(folder: Path) -> None:
    """A file that nobody named."""
    (folder / "tables" / "more.csv").write_text("a,b\n")


def exchange_two_files(folder: Path) -> None:
    """Two files, each under the other's name."""
    one, other = folder / "ontology.ttl", folder / "shapes.ttl"
    body = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(body)


def add_a_statement(folder: Path) -> None:
    """A statement more in one syntax, and the manifest knows its bytes."""
    with (folder / "mfa-graph.nt").open("ab") as file:
        file.write(STATEMENT)
    vouch(folder, "mfa-graph.nt")


def add_a_statement_and_count_it(folder: Path) -> None:
    """A statement more in one syntax, and the manifest knows its bytes and counts it."""
    add_a_statement(folder)
    vouch(folder, "mfa-graph.nt", more=1)


def drop_a_statement_of_a_passage(folder: Path) -> None:
    """A passage says less in one syntax, and the manifest counts it so."""
    body = (folder / "mfa-graph.nq").read_bytes()
    (line,) = re.findall(rb"(?m)^\S+mfa-founding/\S+ \S+#start> .*introduction-s2> \.\n", body)
    change(folder, "mfa-graph.nq", line, b"")
    vouch(folder, "mfa-graph.nq", more=-1)


def say_a_statement_twice(folder: Path) -> None:
    """The same statement twice in a file."""
    body = (folder / "mfa-graph.nt").read_bytes()
    (folder / "mfa-graph.nt").write_bytes(body + body.splitlines(keepends=True)[0])
    vouch(folder, "mfa-graph.nt")


def say_another_year(folder: Path) -> None:
    """Another value in one syntax, and as many statements."""
    change(folder, "mfa-graph.ttl", b'"1994"', b'"1995"')
    vouch(folder, "mfa-graph.ttl")


def write_no_turtle(folder: Path) -> None:
    """A file that breaks its grammar, and the manifest knows its bytes."""
    with (folder / "inferred.ttl").open("ab") as file:
        file.write(b"<a> <b> .")
    vouch(folder, "inferred.ttl")


def count_another_graph(folder: Path) -> None:
    """The manifest counts a statement more in a named graph."""
    said = manifest_in(folder)
    said["graphs"][BASE + "graph/curation"] += 1
    write_manifest(folder, said)


def forget_a_graph(folder: Path) -> None:
    """The manifest does not know a named graph."""
    said = manifest_in(folder)
    del said["graphs"][BASE + "graph/concepts"]
    write_manifest(folder, said)


def count_another_merged_set(folder: Path) -> None:
    """The manifest counts a statement less in the merged set."""
    said = manifest_in(folder)
    said["merged"] -= 1
    write_manifest(folder, said)


def merge_too_little(folder: Path) -> None:
    """Leave a statement out of the merged set in every syntax alike, and let the manifest know."""
    quads = read(folder / "mfa-graph.nq")
    left_out = next(q for q in quads if isinstance(q.graph_name, DefaultGraph) and "mfa-founding" in str(q.subject))
    rest = sorted_quads(quad for quad in quads if quad != left_out)
    for syntax in FORMATS:
        held: list[Quad] = rest if syntax.has_graphs else [q for q in rest if isinstance(q.graph_name, DefaultGraph)]
        (folder / f"mfa-graph{syntax.suffix}").write_bytes(write(held, syntax, prefixes=PREFIXES))
        vouch(folder, f"mfa-graph{syntax.suffix}", more=-1)
    said = manifest_in(folder)
    said["merged"] -= 1
    write_manifest(folder, said)


def list_no_dump(folder: Path) -> None:
    """A release without a dump that has named graphs."""
    said = manifest_in(folder)
    gone = [f"mfa-graph{syntax.suffix}" for syntax in FORMATS if syntax.has_graphs]
    said["files"] = [each for each in said["files"] if each["name"] not in gone]
    write_manifest(folder, said)
    for name in gone:
        (folder / name).unlink()


def copy_something_else(folder: Path) -> None:
    """A copy of something else."""
    add_copy(folder, gzip.compress(b"something else"))


def break_a_copy_off(folder: Path) -> None:
    """A copy that breaks off."""
    add_copy(folder, gzip.compress((folder / "shapes.ttl").read_bytes())[:-20], "shapes.ttl.gz")


def copy_too_much(folder: Path) -> None:
    """A copy that unpacks to far more than the original."""
    add_copy(folder, gzip.compress((folder / "void.ttl").read_bytes() + bytes(1 << 24)), "void.ttl.gz")


def list_another_size(folder: Path) -> None:
    """Another size in the catalogue."""
    size = entry(manifest_in(folder), "mfa-graph.nq")["bytes"]
    change(folder, "catalog.ttl", b'"%d"' % size, b'"%d"' % (size + 1))
    vouch(folder, "catalog.ttl")


def list_another_digest(folder: Path) -> None:
    """Another SHA-256 in the catalogue."""
    change(folder, "catalog.ttl", entry(manifest_in(folder), "mfa-graph.nt")["sha256"].encode(), b"0" * 64)
    vouch(folder, "catalog.ttl")


def list_another_count(folder: Path) -> None:
    """Another number of statements in the catalogue."""
    body = (folder / "catalog.ttl").read_bytes()
    found = re.search(rb"distribution/mfa-graph\.trig> [^@]*; ([\d,]+) statements", body)
    assert found
    change(folder, "catalog.ttl", found[0], found[0].replace(found[1], b"7"))
    vouch(folder, "catalog.ttl")


def call_the_release_otherwise(folder: Path) -> None:
    """A version IRI that the catalogue does not know."""
    write_manifest(folder, manifest_in(folder) | {"release": BASE + "catalogue/release/9"})


def date_the_release_otherwise(folder: Path) -> None:
    """A day that the catalogue does not give the release."""
    write_manifest(folder, manifest_in(folder) | {"date": "2020-01-01"})


def license_the_release_otherwise(folder: Path) -> None:
    """A licence that the catalogue does not give its files."""
    write_manifest(folder, manifest_in(folder) | {"licence": "http://example.org/all-rights-reserved"})


def leave_counts_out(folder: Path) -> None:
    """A statement more in one syntax, and the manifest does not say how many there are."""
    add_a_statement(folder)
    said = manifest_in(folder)
    del entry(said, "mfa-graph.nt")["statements"]
    write_manifest(folder, said)


def count_otherwise(folder: Path) -> None:
    """VoID counts a triple more."""
    merged = manifest_in(folder)["merged"]
    change(folder, "void.ttl", b"void:triples %d" % merged, b"void:triples %d" % (merged + 1))
    vouch(folder, "void.ttl")


def count_a_class_otherwise(folder: Path) -> None:
    """VoID counts ten times as many things of a class."""
    body = (folder / "void.ttl").read_bytes()
    found = re.search(rb"void:class mfa:Network ;\s+void:entities \d+", body)
    assert found
    change(folder, "void.ttl", found[0], found[0] + b"0")
    vouch(folder, "void.ttl")


def add_copy(folder: Path, body: bytes, name: str = "ontology.ttl.gz") -> None:
    """Add a compressed copy, and let the manifest vouch for it."""
    (folder / name).write_bytes(body)
    said = manifest_in(folder)
    digest = hashlib.sha256(body).hexdigest()
    said["files"].append({"name": name, "mediaType": "application/gzip", "bytes": len(body), "sha256": digest})
    write_manifest(folder, said)


Mutation = Callable[[Path], None]
Fault = tuple[str, str, str]
"""A code, a file, and words of the message."""

MUTANTS: list[tuple[list[Mutation], list[Fault]]] = [
    (
        [flip_a_byte, drop_a_line, truncate, rename, make_a_folder_of_a_file, remove, add_a_file, exchange_two_files],
        [
            ("bytes", "mfa-graph.nq", "its SHA-256 is"),
            ("bytes", "mfa-graph.nt", "bytes, and the manifest says"),
            ("bytes", "catalog.ttl", "bytes, and the manifest says"),
            ("absent", "report.json", "it is not there"),
            ("unnamed", "reports.json", "does not name it"),
            ("absent", "questions.zip", "it is no file"),
            ("absent", "schema-org.jsonld", "it is not there"),
            ("unnamed", "tables/more.csv", "does not name it"),
            ("bytes", "ontology.ttl", "bytes, and the manifest says"),
            ("bytes", "shapes.ttl", "bytes, and the manifest says"),
        ],
    ),
    (
        [add_a_statement],
        [
            ("statements", "mfa-graph.nt", "and the manifest says"),
            ("syntaxes", "mfa-graph.nt", "says what mfa-graph.jsonld does not: <http://example.org/s>"),
            *otherwise_elsewhere("mfa-graph.nt"),
        ],
    ),
    (
        [add_a_statement_and_count_it],
        [
            ("syntaxes", "mfa-graph.nt", "says what mfa-graph.jsonld does not: <http://example.org/s>"),
            *otherwise_elsewhere("mfa-graph.nt", "statements"),
        ],
    ),
    (
        [drop_a_statement_of_a_passage],
        [
            (
                "syntaxes",
                "mfa-graph.nq",
                "it lacks what mfa-graph.jsonld says: <https://w3id.org/mfa-graph/id/event/mfa-founding",
            ),
            *otherwise_elsewhere("mfa-graph.nq", "statements"),
        ],
    ),
    (
        [say_a_statement_twice, say_another_year, write_no_turtle],
        [
            ("statements", "mfa-graph.nt", "and the manifest says"),
            *otherwise_elsewhere("mfa-graph.nt"),
            (
                "syntaxes",
                "mfa-graph.ttl",
                "it lacks what mfa-graph.jsonld says: <https://w3id.org/mfa-graph/id/event/mfa-f",
            ),
            (
                "syntaxes",
                "mfa-graph.ttl",
                "it says what mfa-graph.jsonld does not: <https://w3id.org/mfa-graph/id/event/mfa-f",
            ),
            ("catalogue", "catalog.ttl", "of mfa-graph.ttl it says sha256"),
            *copies_of_another("mfa-graph.ttl"),
            ("syntax", "inferred.ttl", "This is not turtle"),
            *otherwise_elsewhere("inferred.ttl"),
        ],
    ),
    (
        [count_another_graph, forget_a_graph, count_another_merged_set, call_the_release_otherwise],
        [
            ("graphs", "manifest.json", "graph/curation> has 404 statements"),
            (
                "graphs",
                "manifest.json",
                "graph/concepts> has 1,570 statements in mfa-graph.jsonld, and the manifest says 0",
            ),
            ("graphs", "manifest.json", "the merged set has"),
            ("catalogue", "catalog.ttl", "it has no release <https://w3id.org/mfa-graph/catalogue/release/9>"),
        ],
    ),
    (
        [merge_too_little],
        [
            ("merged", "mfa-graph.jsonld", "is left out, namely <https://w3id.org/mfa-graph/id/event/mfa-founding"),
            *(fault for syntax in FORMATS for fault in otherwise_elsewhere(f"mfa-graph{syntax.suffix}", "statements")),
            ("counts", "void.ttl", "triples: it says"),
            ("counts", "void.ttl", "triples of <"),
        ],
    ),
    (
        [date_the_release_otherwise, license_the_release_otherwise, leave_counts_out],
        [
            ("catalogue", "catalog.ttl", "of the release it says day 2026-11-24, and the manifest 2020-01-01."),
            ("catalogue", "catalog.ttl", "/licenses/by/4.0/, and the manifest http://example.org/all-rights-reserved."),
            ("statements", "mfa-graph.nt", "and the manifest says nothing."),
            ("syntaxes", "mfa-graph.nt", "says what mfa-graph.jsonld does not: <http://example.org/s>"),
            *otherwise_elsewhere("mfa-graph.nt", "statements"),
        ],
    ),
    ([list_no_dump], [("absent", "manifest.json", "no dump"), *unlisted("jsonld"), *unlisted("nq"), *unlisted("trig")]),
    (
        [copy_something_else, break_a_copy_off, copy_too_much],
        [
            ("copy", "ontology.ttl.gz", "does not unpack to ontology.ttl"),
            ("copy", "shapes.ttl.gz", "it cannot be unpacked"),
            ("copy", "void.ttl.gz", "does not unpack to void.ttl"),
        ],
    ),
    (
        [list_another_size, list_another_digest, list_another_count, count_otherwise, count_a_class_otherwise],
        [
            ("catalogue", "catalog.ttl", "of mfa-graph.nq it says bytes"),
            ("catalogue", "catalog.ttl", "of mfa-graph.nt it says sha256"),
            ("catalogue", "catalog.ttl", "of mfa-graph.trig it says statements 7"),
            ("syntaxes", "catalog.ttl", "it lacks what catalog.jsonld says"),
            ("syntaxes", "catalog.ttl", "it says what catalog.jsonld does not"),
            ("counts", "void.ttl", "triples: it says"),
            ("counts", "void.ttl", "entities of <https://w3id.org/mfa-graph/ontology#Network>"),
        ],
    ),
]
"""Mutations that are made together, because each touches files of its own, and all faults that they make."""
