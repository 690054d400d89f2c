"""What lies in an evidence pack, and how its files are read from an archive that anybody may have made."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mfa_graph.errors import MissingContent, Place, SyntaxProblem
from mfa_graph.faults import Fault

__all__ = ["CRATE", "MEMBERS", "Member", "read_members"]

CRATE = "ro-crate-metadata.json"
"""The file that names all others, with their sizes and digests."""

_LARGEST = 1 << 28
"""As many bytes as all files of a pack may unpack to; the largest answer needs a hundredth of it."""
_MOST = 1_000
_REMEDY = "name a pack that `mfa-graph ask --pack` made, or the folder of a release; if this was a pack, get it again."


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a pack: what it is called there, what it holds in a sentence, and its media type."""

    title: str
    what: str
    media_type: str


MEMBERS: Mapping[str, Member] = {
    "answer.md": Member("The answer, to be read", "Question, table, passages and how to check it.", "text/markdown"),
    "answer.json": Member(
        "The answer with the evidence of each row",
        "Each cell with its address; for each row the statements that it rests on, with the passages that say them.",
        "application/json",
    ),
    "answer.csv": Member("The answer as a table", "One line for each row, in words.", "text/csv"),
    "question.rq": Member(
        "The question as it was run",
        "A SPARQL 1.1 query with the values that its parameters had.",
        "application/sparql-query",
    ),
    "evidence.rq": Member(
        "The query for the evidence",
        "A SPARQL 1.1 query: the solutions behind the rows. Its head says which statements they are.",
        "application/sparql-query",
    ),
    "evidence.trig": Member(
        "The evidence",
        "The statements that the rows rest on, each in the named graph of the passage that says it, or of the rule that "
        "concludes it, and all of them merged in the default graph. The question asked of them gives the rows.",
        "application/trig",
    ),
    "terms.trig": Member(
        "The terms of the ontology", "Which terms there are, for paths of no steps in a query.", "application/trig"
    ),
    "passages.csv": Member(
        "The passages", "How each passage is cited: source, place in it, day on which it was seen.", "text/csv"
    ),
    "sources.bib": Member(
        "The answer and its sources, for reference managers", "References in BibTeX.", "text/x-bibtex"
    ),
    "sources.csl.json": Member(
        "The answer and its sources, for reference lists",
        "References in CSL-JSON.",
        "application/vnd.citationstyles.csl+json",
    ),
}
"""All files that a pack can have besides the one that names them."""


def read_members(path: Path) -> tuple[dict[str, bytes], list[Fault]]:
    """The files of an archive by their names, and what is wrong with the archive itself; nothing is written to disk.

    Raises:
        MissingContent: the file cannot be read.
        SyntaxProblem: it is no zip archive.
    """
    members: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            faults = list(_refused(archive))
            if not faults:
                for entry in archive.infolist():
                    try:
                        members[entry.filename] = archive.read(entry)
                    except (
                        zipfile.BadZipFile,
                        zlib.error,
                        EOFError,
                        NotImplementedError,
                        RuntimeError,
                        OSError,
                    ) as error:
                        faults.append(Fault("archive", entry.filename, f"it cannot be unpacked: {error}."))
    except OSError as error:
        raise MissingContent(
            f"The file cannot be read: {error.strerror}.", place=Place(path), remedy="check the name."
        ) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SyntaxProblem(
            "This is no zip archive, as packs are, or it breaks off.", place=Place(path), remedy=_REMEDY
        ) from error
    return members, faults


def _refused(archive: zipfile.ZipFile) -> Iterator[Fault]:
    """Why an archive is not unpacked."""
    entries = archive.infolist()
    if len(entries) > _MOST:
        yield Fault("archive", "", f"it has {len(entries):,} files, and a pack has no more than {_MOST:,}.")
    if (size := sum(entry.file_size for entry in entries)) > _LARGEST:
        yield Fault("archive", "", f"it would unpack to {size:,} bytes, and a pack has no more than {_LARGEST:,}.")
    seen: set[str] = set()
    for name in (entry.orig_filename for entry in entries):
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or "\\" in name or ":" in name or {".", ".."} & set(name.split("/")):
            yield Fault("archive", name, "its name leads out of the archive.")
        elif name in seen:
            yield Fault("archive", name, "it is there twice.")
        seen.add(name)
