"""How long a person waits for a first word: `mfa-graph` started cold, against an empty Python and against rdflib.

Each command runs in a process of its own, all of them in turn, several rounds, so that a slow moment of the machine hits all
alike. The best time of each counts, and the table shows ratios to `python -c pass`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content

ROUNDS = 7


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        turtle = Path(folder) / "graph.ttl"
        graph = assemble(Content.bundled())
        graph.save(turtle)
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        commands = commands_for(turtle)
        subprocess.run(commands["mfa-graph ask q01"], check=True, capture_output=True, env=environment)
        best = measure(commands, environment)
    empty = best["python -c pass"]
    print(f"{len(graph.merged):,} triples, best of {ROUNDS} rounds, Python {sys.version.split()[0]}\n")
    print(f"{'command':44} {'seconds':>8} {'times an empty Python':>22}")
    for name, seconds in best.items():
        print(f"{name:44} {seconds:8.3f} {seconds / empty:22.1f}")


def commands_for(turtle: Path) -> dict[str, list[str]]:
    """The commands to compare, by the name under which they are printed."""
    python = sys.executable
    return {
        "python -c pass": [python, "-c", "pass"],
        "mfa-graph --help": [python, "-m", "mfa_graph.cli", "--help"],
        "mfa-graph ask q01": [python, "-m", "mfa_graph.cli", "ask", "q01"],
        "mfa-graph ask q01, nothing remembered": [
            python,
            "-c",
            "import os; os.environ['XDG_CACHE_HOME'] = '/dev/null';"
            "import sys; sys.argv = ['mfa-graph', 'ask', 'q01']; from mfa_graph.cli import main; main()",
        ],
        "rdflib loading the same Turtle": [
            python,
            "-c",
            f"import rdflib; rdflib.Graph().parse({str(turtle)!r})",
        ],
    }


def measure(commands: dict[str, list[str]], environment: dict[str, str]) -> dict[str, float]:
    """The best wall-clock seconds of each command over all rounds."""
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(ROUNDS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            best[name] = min(best[name], time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
