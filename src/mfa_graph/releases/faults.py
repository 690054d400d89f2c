"""What can be wrong with a release, as values."""

from __future__ import annotations

__all__ = ["FAULTS"]

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
