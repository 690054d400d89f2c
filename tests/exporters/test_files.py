"""Files on their way into a folder: made once, whole, and all or none."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mfa_graph.errors import UnwritableOutput
from mfa_graph.exporters.files import Entry, File, staged, with_copies, written


def names_in(folder: Path) -> set[str]:
    """The files of a folder and of those in it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_made_once_and_measured_as_it_is_written(tmp_path: Path) -> None:
    """Its pieces are asked for once; size and SHA-256 are those of what then stands on the disk."""
    asked: list[str] = []

    def pieces() -> Iterator[bytes]:
        asked.append("once")
        yield from (b"one\n", b"", b"two\n")

    entry = written(tmp_path, File("deep/in/it.nt", "application/n-triples", pieces, 2))
    body = (tmp_path / "deep/in/it.nt").read_bytes()
    assert asked == ["once"]
    assert body == b"one\ntwo\n"
    digest = hashlib.sha256(body).hexdigest()
    assert entry == Entry("deep/in/it.nt", "application/n-triples", 8, digest, 2)


def test_pieces_that_break_off_leave_no_file(tmp_path: Path) -> None:
    """If the making of a file fails half way, the old file stays and nothing lies beside it."""
    (tmp_path / "it.txt").write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        written(tmp_path, File("it.txt", "text/plain", pieces))
    assert names_in(tmp_path) == {"it.txt"}
    assert (tmp_path / "it.txt").read_bytes() == b"old"


@pytest.mark.parametrize(("suffix", "program"), [("gz", "gzip"), ("zst", "zstd")])
def test_a_copied_file_is_packed_as_it_was_written(suffix: str, program: str, tmp_path: Path) -> None:
    """Each copy holds the bytes of the file, as the program of its packing unpacks them, and the file is made once for all."""
    if shutil.which(program) is None:
        pytest.skip(f"needs the tool {program}")
    asked: list[str] = []

    def pieces() -> Iterator[bytes]:
        asked.append("once")
        yield from (b"%d\n" % number for number in range(500_000))

    entries = {
        entry.name: entry for entry in with_copies(tmp_path, File("a.nt", "application/n-triples", pieces, 3, True))
    }
    assert list(entries) == ["a.nt", "a.nt.gz", "a.nt.zst"]
    assert asked == ["once"]
    copy = entries[f"a.nt.{suffix}"]
    packed = (tmp_path / copy.name).read_bytes()
    assert (copy.media_type, copy.statements) == (f"application/{program}", 3)
    assert (copy.bytes, copy.sha256) == (len(packed), hashlib.sha256(packed).hexdigest())
    assert copy.bytes < entries["a.nt"].bytes
    done = subprocess.run([program, "-dc", str(tmp_path / copy.name)], capture_output=True, check=True)
    assert done.stdout == (tmp_path / "a.nt").read_bytes()


def test_a_release_appears_when_all_of_it_is_made(tmp_path: Path) -> None:
    """Nothing is in the folder before the last file is made; what else lay there is left alone."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_bytes(b"mine")
    with staged(out) as write:
        for name in ("b.txt", "folder/a.txt"):
            write(File.of(name, "text/plain", b"x"))
        assert names_in(out) & {"b.txt", "folder/a.txt"} == set()
    assert names_in(out) == {"b.txt", "folder/a.txt", "mine.txt"}


def test_a_release_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    """If one file fails, those that were made before it do not appear either."""
    (tmp_path / "a.txt").write_bytes(b"old")

    def broken() -> Iterator[bytes]:
        raise RuntimeError
        yield b""

    with pytest.raises(RuntimeError), staged(tmp_path) as write:
        write(File.of("a.txt", "text/plain", b"new"))
        write(File("b.txt", "text/plain", broken))
    assert names_in(tmp_path) == {"a.txt"}
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(("stands", "words"), [("z.txt/in the way", "name a file"), ("z", "name another folder")])
def test_a_place_that_is_taken_is_found_before_any_file_is_moved(tmp_path: Path, stands: str, words: str) -> None:
    """A folder where a file should be, or a file where its folder should be: the old files stay, and what to do is said."""
    (tmp_path / stands).parent.mkdir(exist_ok=True)
    (tmp_path / stands).touch()
    (tmp_path / "a.txt").write_bytes(b"old")
    with pytest.raises(UnwritableOutput) as error, staged(tmp_path) as write:
        for name in ("a.txt", "z.txt" if "/" in stands else "z/b.txt"):
            write(File.of(name, "text/plain", b"new"))
    assert words in error.value.remedy
    assert names_in(tmp_path) == {"a.txt", stands}
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_files_take_their_places_in_the_order_of_writing(tmp_path: Path) -> None:
    """The last one, which vouches for the others, is not there if one before it cannot take its place, and is told by name."""
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "b.txt" / "in the way").touch()
    with pytest.raises(UnwritableOutput, match="This cannot be written"), staged(tmp_path) as write:
        for name in ("b.txt", "manifest.json"):
            write(File.of(name, "text/plain", b"x"))
    assert names_in(tmp_path) == {"b.txt/in the way"}
