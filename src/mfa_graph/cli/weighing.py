"""``mfa-graph check --profile``: the profile of a content root or of whoever runs the check, applied to a report."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mfa_graph.assets import Content
from mfa_graph.findings import Report, Severity

if TYPE_CHECKING:
    from mfa_graph.graph import KnowledgeGraph
    from mfa_graph.validation.policy import Profile

__all__ = ["Weighing"]

_DEFAULT = "checks.toml"


@dataclass(frozen=True, slots=True)
class Weighing:
    """A profile, where there is one, and the day by which its waivers run out."""

    profile: Profile | None
    today: datetime.date

    @classmethod
    def of(cls, file: str | None, day: str | None, content: Content) -> Weighing:
        """The profile of this name, else that of the content root; read before the long work begins.

        Raises:
            WrongValue: the day is none.
            MissingContent: the profile is not there.
            SyntaxProblem: it is not TOML.
            ContentProblem: it says something that nobody understands.
        """
        from mfa_graph.validation.dates import today

        path = content.root / _DEFAULT if file is None else Path(file).resolve()
        if file is None and not path.is_file():
            return cls(None, today(day))
        from mfa_graph.validation.policy import read_profile
        from mfa_graph.validation.register import register

        known = {rule.code for rule in register(content)}
        return cls(read_profile(path, known, root=content.root), today(day))

    @property
    def fail_on(self) -> Severity:
        """The lightest finding that fails the check."""
        return Severity.VIOLATION if self.profile is None else self.profile.fail_on

    def of_report(self, report: Report, graph: KnowledgeGraph, *, is_whole: bool) -> Report:
        """The report as the profile has it, with what the graph lacks of its expectations.

        `is_whole` is whether everything was checked, and not only what a change affects.
        """
        if self.profile is None:
            return report
        from mfa_graph.validation.expectations import check_expectations

        expected = check_expectations(self.profile.expectations, graph, self.profile.file)
        return self.profile.weighed(report + expected, self.today, is_whole=is_whole)
