"""What can be wrong with an evidence pack, as values."""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = ["FAULTS", "Fault"]

FAULTS = {
    "absent": "A file that a pack has, or that its metadata names, is not there.",
    "archive": "The archive is damaged, or is one that nobody should unpack.",
    "bytes": "A file has other bytes than the metadata say: another size or another SHA-256.",
    "counts": "There are more or fewer rows, statements or passages than the metadata say.",
    "forms": "The JSON, the tables, the page and the references do not say the same.",
    "question": "The query is not the question that the answer names, or was run with other values.",
    "rows": "The question asked of the evidence gives other rows than the answer has.",
    "sources": "A passage that says something is not cited.",
    "statements": "The statements of the rows are not those of the evidence.",
    "syntax": "A file does not follow the grammar of its format.",
    "unnamed": "A file lies in the pack that its metadata do not name, so nothing vouches for it.",
    "unsaid": "The graph at hand, of the same release, does not say what the evidence says.",
}
"""Each fault by its code, in a sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a pack.

    Attributes:
        code: Which kind of fault, a key of `FAULTS`.
        file: The file that is wrong, by its name in the pack; ``""`` for the pack as a whole.
        message: What is wrong with it.
    """

    code: str
    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message} [{self.code}]" if self.file else f"{self.message} [{self.code}]"

    def as_json(self) -> dict[str, str]:
        """The fault as plain values."""
        return asdict(self)
