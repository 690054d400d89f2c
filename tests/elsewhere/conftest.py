"""A repository of somebody else that keeps data of this model, and this repository as they would fetch it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.conftest import ROOT

GOOD = """\
@base <https://w3id.org/mfa-graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mfa: <https://w3id.org/mfa-graph/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<graph/provenance> {
    <source/our-notes> a mfa:Source ;
        dcterms:title "Our notes"@en ;
        schema:url <https://example.org/notes> ;
        mfa:sourceKind <concept/source-kind/secondary-table> ;
        mfa:seenOn "2026-11-24"^^xsd:date .
    <id/reading/our-notes> a mfa:Reading ;
        mfa:readingMethod <concept/reading-method/by-hand> ;
        prov:used <source/our-notes> .
    <source/our-notes/line-1> a mfa:Passage ;
        mfa:locator "Line 1"@en ;
        oa:hasSource <source/our-notes> ;
        prov:wasGeneratedBy <id/reading/our-notes> .
}

<source/our-notes/line-1> {
    <id/engagement/mfa-saarc/our-notes> a mfa:Engagement ;
        mfa:ofRelation <id/engagement/mfa-saarc> ;
        mfa:engagedOrganisation <id/organisation/mfa> ;
        mfa:process <id/process/saarc> ;
        mfa:level <concept/level/regional> ;
        mfa:observedOn "2026"^^xsd:gYear .
}
"""
"""A file without a violation; of no source in the world, so that it says nothing that somebody could take for a fact."""

BAD = (
    GOOD.replace("        mfa:process <id/process/saarc> ;\n", "")
    .replace("our-notes", "our-bad-notes")
    .replace("mfa-saarc", "mfa-nowhere")
)
"""The same of another source and another relation, whose process is missing."""
LACKING = "id/engagement/mfa-nowhere/our-bad-notes"


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, as somebody without settings."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *who, *words],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def committed(folder: Path, message: str = "A change") -> None:
    """Commit all that is in a folder."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A fresh repository of somebody else, with one good file."""
    folder = tmp_path / "elsewhere"
    (folder / "notes").mkdir(parents=True)
    (folder / "notes" / "good.trig").write_text(GOOD)
    git(folder, "init", "--quiet")
    committed(folder, "One good file")
    return folder


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh clone of this repository, at its last commit."""
    if which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("needs the tool git, and a checkout to clone")
    folder = tmp_path_factory.mktemp("clone") / "mfa-graph"
    git(ROOT, "clone", "--quiet", "--no-hardlinks", f"{ROOT}", f"{folder}")
    return folder
