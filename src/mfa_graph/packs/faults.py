"""What can be wrong with an evidence pack, as values."""

from __future__ import annotations

__all__ = ["FAULTS"]

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
