"""The ontology keeps to OWL 2 RL, as the OWL API judges it (Debian's libowlapi-java, and a JDK)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ONTOLOGY = Path(__file__).parents[3] / "ontology"
JARS = Path("/usr/share/java")
# Named one by one: all of /usr/share/java at once would put rival logging bridges on the class path.
CLASS_PATH = [
    JARS / f"{name}.jar"
    for name in (
        "owlapi-distribution",
        "atinject-jsr330-api",
        "caffeine",
        "commons-io",
        "commons-rdf-api",
        "guava",
        "hppcrt",
        "rdf4j-model",
        "rdf4j-model-api",
        "rdf4j-rio-api",
        "rdf4j-util",
        "slf4j-api",
        "slf4j-nop",
        "xz",
    )
]
UNION = """
@prefix mfa: <https://w3id.org/mfa-graph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
mfa:Place rdfs:subClassOf [ a owl:Class ; owl:unionOf ( mfa:Country mfa:City ) ] .
"""


@dataclass(frozen=True)
class Verdict:
    """What the check printed: how many axioms it read, and a line for each violation."""

    axioms: int
    violations: list[str]


def check(files: Iterable[Path]) -> Verdict:
    """Run the profile check on `files` as one ontology, or skip the test where its tools are missing."""
    tools = [shutil.which("java"), shutil.which("javac")]
    if not all(tools) or not all(jar.is_file() for jar in CLASS_PATH):
        pytest.skip("needs the tool java and Debian's libowlapi-java")
    class_path = ":".join(map(str, CLASS_PATH))
    command = ["java", "-cp", class_path, str(HERE / "ProfileCheck.java"), *map(str, files)]
    run = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=300)
    *violations, axioms, count = run.stdout.splitlines()
    assert count == f"{len(violations)} violations"
    return Verdict(int(axioms.removesuffix(" axioms")), violations)


def ontology_files() -> list[Path]:
    """All files of the ontology, in a fixed order."""
    return sorted(ONTOLOGY.rglob("*.ttl"))


def test_ontology_keeps_to_the_profile() -> None:
    """All files of the ontology together violate OWL 2 RL in the allowed ways and in no other."""
    lines = (HERE / "allowed.txt").read_text(encoding="utf-8").splitlines()
    allowed = sorted(line for line in lines if line.strip() and not line.startswith("#"))
    verdict = check(ontology_files())
    assert verdict.violations == allowed
    assert verdict.axioms > 1000, "the check read next to nothing, so it shows nothing"


def test_check_can_fail(tmp_path: Path) -> None:
    """A union where OWL 2 RL wants a superclass is reported, so an empty report means something."""
    union = tmp_path / "union.ttl"
    union.write_text(UNION, encoding="utf-8")
    without, with_union = check(ontology_files()), check([*ontology_files(), union])
    added = [line for line in with_union.violations if line not in without.violations]
    assert len(added) == 1
    assert "ObjectUnionOf" in added[0]
    assert with_union.axioms == without.axioms + 1
