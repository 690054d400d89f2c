"""An earlier report, such as that of the last release, to compare with: how often each rule was broken."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mfa_graph.errors import ContentProblem, MissingContent, Place
from mfa_graph.findings import Severity
from mfa_graph.validation.reports import FORMS

__all__ = ["Earlier", "read_earlier"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier report counts: findings by the word of their severity, and by rule."""

    counts: Mapping[str, int]
    rules: Mapping[str, int]


def read_earlier(path: Path) -> Earlier:
    """The counts in a report in JSON, or in the one that lies in a folder, such as ``dist/`` of a release.

    Raises:
        MissingContent: there is none.
        ContentProblem: the file is no report of a check.
    """
    file = path / FORMS["json"] if path.is_dir() else path
    try:
        report = json.loads(file.read_bytes())
        counts = {severity.word: int(report["counts"][severity.word]) for severity in reversed(Severity)}
        rules = Counter(str(finding["rule"]) for finding in report["findings"])
    except OSError as error:
        raise MissingContent(
            f"The earlier report cannot be read: {error.strerror}.",
            place=Place(file),
            remedy=f"name a file that `mfa-graph check --report json` wrote, or a folder with {FORMS['json']} in it.",
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ContentProblem(
            "This is no report of a check.",
            place=Place(file),
            remedy="name a file that `mfa-graph check --report json` or `mfa-graph build` wrote.",
        ) from error
    return Earlier(counts, rules)
