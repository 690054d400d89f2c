"""Packed files: read like any other, and refused where they are damaged or a trap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mfa_graph.errors import SyntaxProblem
from mfa_graph.formats import PACKINGS, Packing
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store.packing import packed
from mfa_graph.store.syntax import read

BOTH = pytest.mark.parametrize("packing", PACKINGS, ids=lambda packing: packing.name)
LINES = [f'<http://a/s{n}> <http://a/p> "{hash((n, 1.5))}" <http://a/g> .\n'.encode() for n in range(3000)]


def archive(folder: Path, packing: Packing, pieces: Iterator[bytes] | list[bytes]) -> Path:
    """A packed file of N-Quads."""
    path = folder / f"x.nq{packing.suffix}"
    path.write_bytes(b"".join(packed(pieces, packing)))
    return path


@BOTH
def test_a_packed_file_is_read_like_any_other(packing: Packing, tmp_path: Path) -> None:
    """What was packed piece by piece is read to the same quads, also from two archives one after the other."""
    path = archive(tmp_path, packing, LINES)
    assert len(read(path)) == 3000
    assert path.stat().st_size < sum(map(len, LINES)) / 2
    path.write_bytes(path.read_bytes() * 2)
    assert len(read(path)) == 6000


@BOTH
def test_a_graph_is_saved_packed_and_loaded_again(packing: Packing, tmp_path: Path) -> None:
    """`save` packs by the name of the file, always to the same bytes, and `load` reads it."""
    (tmp_path / "plain.nq").write_bytes(b"".join(LINES))
    graph = KnowledgeGraph.load(tmp_path / "plain.nq")
    for name in ("one", "two"):
        graph.save(tmp_path / f"{name}.trig{packing.suffix}")
    assert (tmp_path / f"one.trig{packing.suffix}").read_bytes() == (
        tmp_path / f"two.trig{packing.suffix}"
    ).read_bytes()
    assert set(KnowledgeGraph.load(tmp_path / f"one.trig{packing.suffix}").quads) == set(graph.quads)


@BOTH
@pytest.mark.parametrize("fault", ["cut", "cut at its end", "empty", "not packed", "changed", "something after it"])
def test_a_damaged_archive_is_one_message(fault: str, packing: Packing, tmp_path: Path) -> None:
    """It names the file, and says what to do."""
    path = archive(tmp_path, packing, LINES)
    whole = path.read_bytes()
    middle = len(whole) // 2
    bodies = {
        "cut": whole[:middle],
        "cut at its end": whole[:-1],
        "empty": b"",
        "not packed": b"".join(LINES),
        "changed": whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :],
        "something after it": whole + b"<http://a/s>",
    }
    path.write_bytes(bodies[fault])
    with pytest.raises(SyntaxProblem, match=f"This {packing.name} archive (ends too early|is damaged)") as caught:
        read(path)
    assert caught.value.place is not None
    assert caught.value.place.file == path


@BOTH
def test_an_archive_that_unpacks_without_end_is_refused(packing: Packing, tmp_path: Path) -> None:
    """A few bytes that stand for a hundred million are a trap."""
    path = archive(tmp_path, packing, (b"#" * 999_999 + b"\n" for _ in range(100)))
    assert path.stat().st_size < 200_000
    with pytest.raises(SyntaxProblem, match="unpacks to more than 200 times its size"):
        read(path)


@BOTH
def test_a_fault_in_a_packed_file_names_its_line(packing: Packing, tmp_path: Path) -> None:
    """The line is that of the text, and a text that is not UTF-8 is refused as ever."""
    with pytest.raises(SyntaxProblem, match="This is not nquads") as caught:
        read(archive(tmp_path, packing, [*LINES[:10], b"<http://a/s> <http://a/p> .\n"]))
    assert caught.value.place is not None
    assert caught.value.place.line == 11
    with pytest.raises(SyntaxProblem, match="UTF-8"):
        read(archive(tmp_path, packing, [b'<http://a/s> <http://a/p> "\xe9" .\n']))


def test_a_packed_file_must_say_what_is_in_it(tmp_path: Path) -> None:
    """A name with the suffix of a packing alone tells no syntax."""
    (tmp_path / "x.gz").write_bytes(b"")
    with pytest.raises(SyntaxProblem, match="No RDF format has the suffix"):
        read(tmp_path / "x.gz")
