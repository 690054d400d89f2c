"""``mfa-graph ask --pack``."""

from __future__ import annotations

import json
from pathlib import Path

from mfa_graph.packs.verify import verify_pack
from tests.cli.conftest import Run


def test_a_pack_is_written_beside_the_answer(run: Run, tmp_path: Path) -> None:
    """The answer is printed as without --pack; what is in the pack is said beside it, and the pack proves it."""
    (tmp_path / "out").write_text("what was there before, and longer than nothing")
    done = run("ask", "q05", "--pack", "out")
    assert (done.returncode, done.stdout) == (0, run("ask", "q05").stdout)
    assert done.stderr == "out: 6 rows, 30 statements, 7 passages, 2 references.\n"
    assert verify_pack(tmp_path / "out").proved


def test_the_bytes_of_a_pack_do_not_depend_on_the_run(run: Run, tmp_path: Path) -> None:
    """Under another hash seed, in another folder and from another form of the answer, the pack is equal to the byte."""
    (tmp_path / "there").mkdir()
    assert run("ask", "q05", "--pack", "one", PYTHONHASHSEED="1").returncode == 0
    assert run("ask", "q05", "--json", "--pack", "two", cwd=tmp_path / "there", PYTHONHASHSEED="2").returncode == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "there" / "two").read_bytes()
    assert str(tmp_path).encode() not in (tmp_path / "one").read_bytes()


def test_an_answer_without_a_row_is_packed(run: Run, tmp_path: Path) -> None:
    """The pack says that there is no row."""
    done = run("ask", "q04", "--body", "Colombo Process", "--as-of", "1950-01-01", "--pack", "none.zip")
    assert done.stderr == "none.zip: 0 rows, 0 statements, 0 passages, 1 reference.\n"
    (note,) = verify_pack(tmp_path / "none.zip").notes
    assert note.startswith("No row")


def test_a_pack_is_verified(run: Run, tmp_path: Path) -> None:
    """A pack as it was written: status 0 and that its evidence gives its rows; an altered one: status 1 and what is wrong."""
    assert run("ask", "q05", "--pack", "good.zip").returncode == 0
    done = run("verify", "good.zip")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.rstrip().endswith("6 rows: The question asked of its evidence gives its rows.")
    body = (tmp_path / "good.zip").read_bytes()
    (tmp_path / "bad.zip").write_bytes(body.replace(b"Migrant Forum", b"Migrant Farum"))
    done = run("verify", "bad.zip")
    assert done.returncode == 1
    assert done.stdout.rstrip().endswith(("1 fault.", "faults."))
    told = json.loads(run("verify", "bad.zip", "--json").stdout)
    assert not told["verified"]
    assert told["faults"]


def test_a_content_that_is_not_there_is_an_error(run: Run, tmp_path: Path) -> None:
    """Where there is nothing to compare the queries with, that is no fault of the pack."""
    assert run("ask", "q05", "--pack", "good.zip").returncode == 0
    done = run("verify", "good.zip", "--content", "nowhere")
    assert (done.returncode, done.stdout) == (3, "")
    assert "nowhere" in done.stderr and "Traceback" not in done.stderr


def test_what_is_no_pack_is_said(run: Run, tmp_path: Path) -> None:
    """A file that is no archive, none at all, and a folder with --graph: one message each, and no traceback."""
    (tmp_path / "no.zip").write_text("no")
    for words, status in ((("no.zip",), 3), (("none.zip",), 3), ((".", "--graph"), 2)):
        done = run("verify", *words)
        assert (done.returncode, done.stdout) == (status, "")
        assert "What to do" in done.stderr
        assert "Traceback" not in done.stderr


def test_wrong_calls_leave_no_pack(run: Run, tmp_path: Path) -> None:
    """Without a question, where nothing can be written, and where no server answers, there is one message and no file."""
    assert "No question is named" in run("ask", "--pack", "out").stderr
    assert run("ask", "which members have ratified", "--pack", "out").returncode == 2
    assert run("ask", "q05", "--organisation", "Nobody", "--pack", "out").returncode == 2
    done = run("ask", "q05", "--endpoint", "http://127.0.0.1:9/sparql", "--pack", "out")
    assert (done.returncode, done.stdout) == (3, "") and "Traceback" not in done.stderr
    assert "This cannot be written" in run("ask", "q05", "--pack", "/proc/out").stderr
    assert list(tmp_path.iterdir()) == []
