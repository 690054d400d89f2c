"""``mfa-graph harvest-check``: what whoever publishes sees before a portal does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mfa_graph.harvest.rules import RULES
from tests.cli.conftest import Run

Harvest = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def harvest(tmp_path: Path) -> Harvest:
    """Run the rehearsal with some words in the folder of the test; it takes no content, since it reads what was published."""

    def harvest(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mfa_graph.cli", "harvest-check", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=120)

    return harvest


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A small feed in a file."""
    path = tmp_path / "feed.ttl"
    path.write_text(
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . "
        '<http://a/one> a dcat:Dataset ; dct:title "One"@en ; dct:description "What one is."@en ; dcat:keyword "word" . '
        '<http://a/two> a dcat:Dataset ; dct:title "Two"@en .'
    )
    return path


def test_a_build_can_be_harvested(run: Run, harvest: Harvest) -> None:
    """The catalogue that `build` writes, which is looked at by default, breaks no rule and shows six datasets."""
    assert run("build", "--out", "dist").returncode == 0
    done = harvest()
    assert (done.returncode, done.stderr) == (0, "")
    assert "What the portal shows: 6 datasets" in done.stdout
    assert "licence     cc-by" in done.stdout
    assert "broken" not in done.stdout


def test_every_rule_form_and_loss_is_printed(harvest: Harvest, feed: Path) -> None:
    """The text has each rule, each dataset with its fields, empty ones too, and what gets lost."""
    done = harvest(feed.name)
    assert done.returncode == 0
    flat = " ".join(done.stdout.split())
    assert all(" ".join(words.split()) in flat for words in RULES.values())
    for words in (
        "One\n  What one is.\n  tags        word\n  publisher   (empty)",
        "Shown without a description: Two.",
    ):
        assert words in done.stdout


def test_a_dataset_that_would_be_deleted_is_a_finding(harvest: Harvest, feed: Path) -> None:
    """What the last harvest had and this feed has not ends with status 1 and is named."""
    (feed.parent / "before.ttl").write_text(feed.read_text().replace("/two>", "/three>"))
    done = harvest(feed.name, "--before", "before.ttl")
    assert done.returncode == 1
    assert "deleted     http://a/three\n" in done.stdout


def test_json_has_the_same(harvest: Harvest, feed: Path) -> None:
    """With --json rules, datasets, losses and deletions come as values."""
    told = json.loads(harvest(feed.name, "--json").stdout)
    assert {rule["rule"] for rule in told["rules"]} == set(RULES)
    assert [dataset["fields"]["title"] for dataset in told["datasets"]] == ["One", "Two"]
    assert (told["fails"], told["deleted"]) == (False, [])
    assert told["lost"]


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["nowhere"], 3, "There is no catalogue to read"),
        (["file:///etc/passwd"], 2, "does not read file: addresses"),
        (["http://127.0.0.1:9/feed"], 3, "cannot be read"),
        (["--before"], 2, "requires an argument"),
    ],
)
def test_wrong_calls_are_one_message(words: list[str], status: int, message: str, harvest: Harvest) -> None:
    """A missing file, a scheme that is not read, a silent server and half an option end with one message."""
    done = harvest(*words)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
