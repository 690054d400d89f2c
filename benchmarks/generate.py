"""Write a graph of the real one's shape at any size, with answers that are known beforehand.

python benchmarks/generate.py --triples 1000000 --seed 1 --out graph.nq.gz --answers answers.json
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a file: the folder above holds the package
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.synthetic.known import known
from benchmarks.synthetic.plan import LEAST
from benchmarks.synthetic.world import World
from benchmarks.synthetic.writing import blocks

__all__ = ["answers", "generate"]


def generate(triples: int, seed: int) -> Iterator[str]:
    """The lines of a generated graph in N-Quads: exactly so many, all different, always the same for the same arguments."""
    for block in blocks(World.of(triples, seed)):
        yield from block.splitlines(keepends=True)


def answers(triples: int, seed: int) -> dict[str, Any]:
    """What questions and rules must find in that graph, told from its plan; see `benchmarks.synthetic.known`."""
    return known(World.of(triples, seed))


def main() -> None:
    """Read the arguments, write the files."""
    arguments = parsed(sys.argv[1:])
    try:
        if arguments.out:
            write(arguments.out, arguments.triples, arguments.seed)
        if arguments.answers:
            text = json.dumps(answers(arguments.triples, arguments.seed), indent=1, ensure_ascii=False)
            arguments.answers.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        what = error.filename or arguments.out or arguments.answers  # a full disk has no name
        sys.exit(f"generate.py: {what} cannot be written: {error.strerror}. Choose another place.")


def parsed(words: list[str]) -> argparse.Namespace:
    """The arguments of the command line; a wrong one ends the program with one line."""
    parser = _Parser(prog="generate.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--triples", type=_size, required=True, metavar="N", help=f"how many triples, at least {LEAST:,}"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another number is another graph (default: 1)")
    parser.add_argument("--out", type=_file, metavar="FILE", help="where to write the graph: FILE.nq or FILE.nq.gz")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="where to write the known answers, as JSON")
    arguments = parser.parse_args(words)
    if not arguments.out and not arguments.answers:
        parser.error("nothing to write: give --out, --answers or both")
    return arguments


def write(path: Path, triples: int, seed: int) -> None:
    """Write a graph to a file, packed where its name says so; a packed file holds no name and no day."""
    with path.open("wb") as file:
        if path.suffix != ".gz":
            file.writelines(block.encode() for block in blocks(World.of(triples, seed)))
            return
        with gzip.GzipFile(filename="", mode="wb", compresslevel=3, fileobj=file, mtime=0) as packed:
            packed.writelines(block.encode() for block in blocks(World.of(triples, seed)))


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> Any:
        self.exit(2, f"generate.py: {message}\n")


def _size(text: str) -> int:
    if not text.isdecimal() or int(text) < LEAST:
        raise argparse.ArgumentTypeError(f"“{text}” is no size: write a whole number of at least {LEAST}")
    return int(text)


def _file(text: str) -> Path:
    if not text.endswith((".nq", ".nq.gz")):
        raise argparse.ArgumentTypeError(f"“{text}” is no name for N-Quads: end it in .nq or .nq.gz")
    return Path(text)


if __name__ == "__main__":
    main()
