"""`mfa-graph why`: proofs down to the sources, and no more than is known."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mfa_graph.assets import Content
from mfa_graph.vocabulary import BASE
from tests.cli.conftest import Run

PASSAGE = BASE + "source/ilo-good-practices-58/introduction-s3"


def test_a_proof_goes_down_to_its_passage(run: Run) -> None:
    """MFA engages with ASEAN by a chain, whose first step is an inverse, and both premises rest on sentence 3 of the record."""
    done = run("why", "Migrant Forum in Asia", "engages with", "ASEAN")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Migrant Forum in Asia – engages with – ASEAN"
    assert lines[1].startswith("  by prp-spo2: “engages with” follows where")
    assert done.stdout.count("[1]") == 3
    assert "by prp-inv2: " in done.stdout
    assert "Introduction, sentence 3 (seen " in lines[-1]


@pytest.mark.parametrize(
    "words", [("MFA", "engagesWith", "asean"), ("id/organisation/mfa", "mfa:engagesWith", "id/process/asean")]
)
def test_labels_codes_and_addresses_name_the_same(run: Run, words: tuple[str, str, str]) -> None:
    """A label in any case, a name in the ontology, a short address and a prefixed name mean the same statement."""
    assert run("why", *words).stdout == run("why", "Migrant Forum in Asia", "engages with", "ASEAN").stdout


def test_what_is_said_is_its_own_proof(run: Run) -> None:
    """A statement that a passage makes needs no rule: the passage is named, and so is each other that makes it."""
    done = run("why", "id/engagement/mfa-asean/ilo-good-practices-58", "process", "ASEAN")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].endswith("– process – ASEAN [1]")
    assert "by prp" not in done.stdout


def test_not_known_is_not_no(run: Run) -> None:
    """A statement that nothing implies has the status 1, is not denied, and the known ones of the kind are named."""
    done = run("why", "MFA", "engages with", "Philippines")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing in the graph says or implies: Migrant Forum in Asia – engages with – Philippines." in done.stderr
    assert "That is not to say that it is not so." in done.stderr
    assert "The property leads to: ASEAN, Abu Dhabi Dialogue, Colombo Process" in done.stderr


@pytest.mark.parametrize(
    ("words", "wrong"), [(("MFAA", "engages with", "ASEAN"), "MFAA"), (("MFA", "engage", "ASEAN"), "engage")]
)
def test_a_misspelt_name_is_a_wrong_call(run: Run, words: tuple[str, str, str], wrong: str) -> None:
    """A name that nothing has gives status 2 and the nearest names."""
    done = run("why", *words)
    assert done.returncode == 2
    assert f"Nothing is called “{wrong}”" in done.stderr
    assert "did you mean" in done.stderr


def leaves_of(proof: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements of a proof that were said."""
    return [proof] if "said_in" in proof else [leaf for premise in proof["premises"] for leaf in leaves_of(premise)]


def test_a_proof_as_json(run: Run) -> None:
    """With --json a proof is a tree: statement, rule, sentence, axioms, premises, and at its leaves the graphs that say it."""
    (proof,) = json.loads(run("why", "MFA", "engages with", "ASEAN", "--json").stdout)
    assert proof["statement"][2] == f"<{BASE}id/process/asean>"
    assert proof["rule"] == "prp-spo2"
    assert len(proof["axioms"]) == 1
    assert [leaf["said_in"] for leaf in leaves_of(proof)] == [[PASSAGE], [PASSAGE]]


@pytest.mark.parametrize(
    ("form", "start", "arrow"), [("--mermaid", "flowchart BT", "-->|prp-spo2|"), ("--dot", "digraph proof {", "->")]
)
def test_a_proof_as_a_drawing(run: Run, form: str, start: str, arrow: str) -> None:
    """A drawing has four statements and three arrows: two premises of the chain, one of them by an inverse."""
    done = run("why", "MFA", "engages with", "ASEAN", form)
    assert done.stdout.startswith(start)
    assert done.stdout.count(arrow) == (2 if form == "--mermaid" else 3)


def test_all_ways_are_told(run: Run) -> None:
    """MFA's advocacy for Convention 189 is a relation in three ways: by its class, and by two of its properties."""
    statement = ("id/advocacy/mfa-ilo-c189/ilo-good-practices-58", "rdf:type", "mfa:Relation")
    (smallest,) = json.loads(run("why", *statement, "--json").stdout)
    every = json.loads(run("why", *statement, "--json", "--all").stdout)
    assert every[0] == smallest
    assert [proof["rule"] for proof in every] == ["cax-sco", "prp-dom", "prp-dom"]


def test_things_with_one_name_are_both_meant(run: Run, content_copy: Content) -> None:
    """A name of two things means both: each statement that holds is proved, and where none holds each is told."""
    made = content_copy.root / "data" / "twins.trig"
    made.write_text(
        "@base <https://w3id.org/mfa-graph/> . @prefix mfa: <ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<source/test/twins> { <id/process/asean> skos:altLabel "Twins"@en . <id/place/mdv> skos:altLabel "Twins"@en . }\n'
    )
    told = run("why", "MFA", "engages with", "Twins", "--content", str(content_copy.root))
    assert told.returncode == 0 and told.stdout.startswith("Migrant Forum in Asia – engages with – ASEAN\n")
    told = run("why", "DTP", "engages with", "Twins", "--content", str(content_copy.root))
    assert told.returncode == 1
    assert all(f"– engages with – {name}." in told.stderr for name in ("ASEAN", "Maldives"))
