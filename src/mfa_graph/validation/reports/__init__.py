"""Reports: what a check found, in the forms that people and programs act on. Each module makes one form, and is pure.

Nothing is imported here, so that a run waits only for the form that it asks for.
"""

from __future__ import annotations

__all__ = ["FORMS"]

FORMS = {
    "text": "report.txt",
    "json": "report.json",
    "sarif": "report.sarif",
    "junit": "report.xml",
    "github": "report.github",
    "md": "report.md",
    "html": "report.html",
    "ttl": "report.ttl",
}
"""The forms of a report by name, each with the name of the file that it is written to where no other is given."""
