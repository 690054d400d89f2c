"""``mfa-graph harvest-check``: what whoever publishes sees before a portal does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mfa_graph.harvest.rules import RULES
from tests.cli.conftest import Run


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


def test_a_build_can_be_harvested(run: Run) -> None:
    """The catalogue that `build` writes, which is what is looked at by default, breaks no rule and shows five datasets in full."""
    assert run("build", "--out", "dist").returncode == 0
    done = run("harvest-check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "What the portal shows: 5 datasets" in done.stdout
    assert "licence     cc-by" in done.stdout
    assert "broken" not in done.stdout


def test_every_rule_form_and_loss_is_printed(run: Run, feed: Path) -> None:
    """The text has each rule, each dataset with its fields, empty ones too, and what gets lost."""
    done = run("harvest-check", feed.name)
    assert done.returncode == 0
    flat = " ".join(done.stdout.split())
    assert all(" ".join(words.split()) in flat for words in RULES.values())
    for words in (
        "One\n  What one is.\n  tags        word\n  publisher   (empty)",
        "Shown without a description: Two.",
    ):
        assert words in done.stdout


def test_a_dataset_that_would_be_deleted_is_a_finding(run: Run, feed: Path) -> None:
    """What the last harvest had and this feed has not ends with status 1 and is named."""
    (feed.parent / "before.ttl").write_text(feed.read_text().replace("/two>", "/three>"))
    done = run("harvest-check", feed.name, "--before", "before.ttl")
    assert done.returncode == 1
    assert "deleted     http://a/three\n" in done.stdout


def test_json_has_the_same(run: Run, feed: Path) -> None:
    """With --json rules, datasets, losses and deletions come as values."""
    told = json.loads(run("harvest-check", feed.name, "--json").stdout)
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
def test_wrong_calls_are_one_message(words: list[str], status: int, message: str, run: Run) -> None:
    """A missing file, a scheme that is not read, a silent server and half an option end with one message."""
    done = run("harvest-check", *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
