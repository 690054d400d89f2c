"""What can be wrong with a release, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = ["FAULTS", "Fault"]

FAULTS = {
    "absent": "The manifest names a file that is not there.",
    "bytes": "A file has other bytes than the manifest says: another size or another SHA-256.",
    "unnamed": "A file lies in the folder that the manifest does not name, so nothing vouches for it.",
    "syntax": "A file does not follow the grammar of its format.",
    "statements": "A file holds more or fewer statements than the manifest says.",
    "syntaxes": "Two syntaxes of one graph do not say the same.",
    "graphs": "The named graphs, or the merged set, do not hold as much as the manifest says.",
    "merged": "The merged set is not what the named graphs say together.",
    "copy": "A compressed copy does not unpack to the file that it is a copy of.",
    "catalogue": "The catalogue says something else of the release than the manifest.",
    "counts": "The description in VoID counts otherwise than the graph does.",
}
"""Each fault by its code, in a sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a release.

    Attributes:
        code: Which kind of fault, a key of `FAULTS`.
        file: The file that is wrong, by its name in the release.
        message: What is wrong with it.
    """

    code: str
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message} [{self.code}]"

    def as_json(self) -> dict[str, str]:
        """The fault as plain values."""
        return asdict(self)
