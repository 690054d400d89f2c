"""Where the content is: the folders ``ontology/``, ``shapes/``, ``data/`` and ``queries/``.

In a checkout they stand beside ``src/``; in an installed wheel inside the package, under ``content/``. Another root can be
named, for those who keep data of the same model in a repository of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mfa_graph.errors import MissingContent, Place

__all__ = ["FOLDERS", "Content", "content_name"]

FOLDERS = ("ontology", "shapes", "data", "queries")

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Content:
    """The four content folders under one root."""

    root: Path

    @classmethod
    def bundled(cls) -> Content:
        """The content that came with this installation: the wheel's, or the checkout's."""
        inside = _PACKAGE / "content"
        return cls(inside if inside.is_dir() else _PACKAGE.parents[1])

    def folder(self, name: str) -> Path:
        """The folder `name` under the root.

        Raises:
            MissingContent: it is not there.
        """
        path = self.root / name
        if not path.is_dir():
            raise MissingContent(
                f"There is no folder {name}/ here.",
                place=Place(path),
                remedy=f"give a root that holds ontology/, shapes/, data/ and queries/ (looked in {self.root}).",
            )
        return path

    def files(self, name: str, *suffixes: str) -> list[Path]:
        """All files below the folder `name` that end in one of `suffixes`, in the order of their paths.

        Raises:
            MissingContent: the folder is not there or holds no such file: an empty input is never a clean one.
        """
        folder = self.folder(name)
        found = sorted(path for path in folder.rglob("*") if path.suffix in suffixes and path.is_file())
        if not found:
            raise MissingContent(
                f"No {' or '.join(suffixes)} file is in this folder.",
                place=Place(folder),
                remedy="add one, or name another root.",
            )
        return found


def content_name(path: Path, root: Path) -> str:
    """What a file is called: its path relative to the content's root, or as it is where it lies elsewhere."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
