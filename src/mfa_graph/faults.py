"""What is wrong with a file that vouches for something, as a value."""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a release or with an evidence pack.

    Attributes:
        code: Which kind of fault; `mfa_graph.releases.faults` and `mfa_graph.packs.faults` list them.
        file: The file that is wrong, by its name in the release or pack; ``""`` for a pack as a whole.
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
