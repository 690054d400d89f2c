"""What a check of one file costs, cold: `mfa-graph check`, each time in a new process, against an empty Python.

All commands run in turn, several rounds, so that a slow moment of the machine hits all alike. Time is that of the processor, as
others may be at work. Written into ``benchmarks/validation.md``, below the table of engines.

Usage: ``python -m benchmarks.changed [ROUNDS]``
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from mfa_graph.assets import FOLDERS, Content

HERE = Path(__file__).parent
ROUNDS = 7
START = "## What changed"
INTRODUCTION = """
Written by `python -m benchmarks.changed` (`make bench`): each command in a new process, {rounds} rounds in turn, seconds of the
processor, as ratios to `python -c pass` too. *Remembered* is what an earlier run left in the user's cache; with *nothing* in it
the graph before the change is put together as well.

| Command | Remembered | Least s | Median s | Times an empty Python |
|---|---|--:|--:|--:|"""
STATEMENT = """@base <https://w3id.org/mfa-graph/> .
<source/ilo-good-practices-58/banner> {
    <id/engagement/mfa-saarc/ilo-good-practices-58> <https://w3id.org/mfa-graph/ontology#levl> <concept/level/regional> .
}
"""

Runs = dict[tuple[str, str], tuple[list[str], Path | None]]


def seconds(command: list[str], cache: Path, here: Path) -> float:
    """What a process takes of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = {"XDG_CACHE_HOME": str(cache), "PYTHONDONTWRITEBYTECODE": ""}  # what is installed is compiled once
    done = subprocess.run(command, cwd=here, env={**os.environ, **own}, capture_output=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def checkout(root: Path) -> None:
    """A checkout of the content, with one line of a table changed since the only commit, and a file of somebody else."""
    for folder in FOLDERS:
        shutil.copytree(Content.bundled().folder(folder), root / folder)
    git = ["git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"]):
        subprocess.run([*git, *words], cwd=root, check=True)
    rows = root / "data" / "memberships" / "rows.csv"
    lines = rows.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("-01", "-02")
    rows.write_text("\n".join([*lines, ""]), encoding="utf-8")
    (root.parent / "mine.trig").write_text(STATEMENT)


def commands(root: Path, warm: Path) -> Runs:
    """Each command with the cache that it has, None for an empty one."""
    check = [sys.executable, "-m", "mfa_graph.cli", "check", "--content", str(root)]
    return {
        ("`python -c pass`", ""): ([sys.executable, "-c", "pass"], warm),
        ("`check`", "yes"): (check, warm),
        ("`check mine.trig`", "yes"): ([*check, str(root.parent / "mine.trig")], warm),
        ("`check --since HEAD`, one row of a table changed", "yes"): ([*check, "--since", "HEAD"], warm),
        ("`check data/curation/organisations.ttl`", "yes"): (
            [*check, str(root / "data/curation/organisations.ttl")],
            warm,
        ),
        ("`check`", "nothing"): (check, None),
        ("`check --since HEAD`, one row of a table changed", "nothing"): ([*check, "--since", "HEAD"], None),
    }


def measured(rounds: int) -> dict[tuple[str, str], list[float]]:
    """The seconds of every command in every round."""
    with tempfile.TemporaryDirectory() as folder:
        root, warm = Path(folder) / "checkout", Path(folder) / "warm"
        checkout(root)
        runs = commands(root, warm)
        for command, cache in runs.values():
            if cache is not None:
                seconds(command, cache, root)
        found: dict[tuple[str, str], list[float]] = {name: [] for name in runs}
        for number in range(rounds):
            for place, (name, (command, cache)) in enumerate(runs.items()):
                found[name].append(seconds(command, cache or Path(folder) / f"cold-{number}-{place}", root))
    return found


def section(rounds: int = ROUNDS, tell: Callable[[str], None] = print) -> str:
    """The section of the page."""
    found = measured(rounds)
    empty = min(next(iter(found.values())))
    rows = [
        f"| {name} | {memory} | {min(times):.2f} | {statistics.median(times):.2f} | {min(times) / empty:,.0f} |"
        for (name, memory), times in found.items()
    ]
    for row in rows:
        tell(row)
    return "\n".join([START, INTRODUCTION.format(rounds=rounds), *rows, ""])


def main(rounds: int = ROUNDS) -> None:
    """Measure, print and write the section below the table that is there."""
    page = HERE / "validation.md"
    before, _, _ = page.read_text(encoding="utf-8").partition(START)
    page.write_text(f"{before.rstrip()}\n\n{section(rounds)}", encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
