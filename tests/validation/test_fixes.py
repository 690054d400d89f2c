"""What --fix mends: each rule's fix puts right what was put wrong, and changes no other byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, UnknownName, UsageProblem
from mfa_graph.findings import Finding, Report
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.store.syntax import read
from mfa_graph.validation.fixes import fixable, mend, refuse_unfixable, write
from mfa_graph.validation.locate import Places, locate
from mfa_graph.validation.register import register
from mfa_graph.validation.remedies import Remedies
from mfa_graph.validation.rules import Rules
from mfa_graph.validation.run import check
from mfa_graph.validation.shapes import validate
from mfa_graph.validation.turtle import statements
from mfa_graph.vocabulary import graph as graph_iri
from tests.shapes.support import TWINS, ontology, shapes_graph, tree

RULES = Rules(shapes_graph())
FIXABLE = sorted(fixable(RULES))
OF_SHAPES = [code for code in FIXABLE if code in RULES.codes and code != "source-text-digest-form"]
DATES = [code for code in OF_SHAPES if RULES.dates(RULES.codes[code])]

PLACES = "data/curation/places.ttl"
NETWORK = "data/ilo-good-practices-58/network.trig"
PROVENANCE = "data/ilo-good-practices-58/provenance.trig"
DIGEST = "2208a3e737fab277c22f5ee61f47fa228df2fb68dd906efb9c5428536c97e627"

# A rule, a file, what stands there once, what is put in its place, and what the fix makes of it.
SLIPS = [
    ("literal-not-canonical", PROVENANCE, "oa:end 164 ;", "oa:end 0164 ;", None),
    ("literal-not-canonical", PROVENANCE, "oa:end 164 ;", 'oa:end "+164"^^xsd:integer ;', 'oa:end "164"^^xsd:integer ;'),
    ("unknown-term", NETWORK, "mfa:process <id/process/saarc>", "mfa:proces <id/process/saarc>", None),
    ("unknown-term", PLACES, "<id/place/pacific>\n    a mfa:Area ;", "<id/place/pacific>\n    a <ontology#area> ;",
     "<id/place/pacific>\n    a <ontology#Area> ;"),
    ("unknown-borrowed-term", PLACES, 'skos:prefLabel "Asia"@en', 'skos:preflabel "Asia"@en', None),
    ("address-scheme", PLACES, "@base <https://w3id.org/mfa-graph/>", "@base <http://w3id.org/mfa-graph/>", None),
    ("address-scheme", PROVENANCE, "@prefix schema: <https://schema.org/>", "@prefix schema: <http://schema.org/>", None),
    ("label-whitespace", PLACES, 'skos:prefLabel "Asia"@en', 'skos:prefLabel " Asia "@en', None),
    ("source-text-digest-form", PROVENANCE, DIGEST, DIGEST.upper(), None),
    ("relation-start-date", NETWORK, '"1994"^^xsd:gYear', '"1994"', None),
    ("relation-start-date", NETWORK, '"1994"^^xsd:gYear', "1994", None),
    ("level-scheme", NETWORK, "<id/process/saarc> ;\n    mfa:level <concept/level/regional>",
     "<id/process/saarc> ;\n    mfa:level <concept/level/reginal>", None),
]  # fmt: skip


def seen(report: Report) -> set[tuple[str, str, str, str]]:
    """A report without the places, which a change of a line moves."""
    return {(f.rule, f.focus, f.path, f.value) for f in report}


@pytest.mark.parametrize(
    ("rule", "file", "right", "wrong", "mended"), SLIPS, ids=[f"{s[0]}-{n}" for n, s in enumerate(SLIPS)]
)
def test_a_fix_mends_its_finding_and_nothing_else(
    rule: str, file: str, right: str, wrong: str, mended: str | None, content_copy: Content, clean: Report
) -> None:
    """After the fix the finding is gone, the others are those of the clean tree, and all other bytes are as before.

    Every second file has a byte order mark and the line ends of Windows. A second run finds nothing more to mend.
    """
    path = content_copy.root / file
    ends = "\r\n" if SLIPS.index((rule, file, right, wrong, mended)) % 2 else "\n"
    mark = b"" if ends == "\n" else b"\xef\xbb\xbf"
    clean_text = path.read_text(encoding="utf-8")
    assert clean_text.count(right) == 1

    def body(text: str) -> bytes:
        return mark + text.replace("\n", ends).encode("utf-8")

    path.write_bytes(body(clean_text.replace(right, wrong)))
    report = check(assemble(content_copy), content_copy)
    named = [finding for finding in report if finding.code == rule]
    assert named
    files = mend(named, RULES, content_copy.root)
    assert [each.name for each in files] == [file]
    write(files)
    assert path.read_bytes() == body(clean_text.replace(right, mended or right))
    again = check(assemble(content_copy), content_copy)
    assert seen(again) == seen(clean)
    assert mend([finding for finding in again if finding.code == rule], RULES, content_copy.root) == []


@pytest.fixture(scope="module")
def clean(founding: KnowledgeGraph, founding_content: Content) -> Report:
    """What the check finds in the founding record as it is."""
    return check(founding, founding_content)


def report_of(path: Path) -> list[Finding]:
    """What the shapes find in a Turtle file, located and advised, seen with the concepts and the class tree."""
    home = NamedNode(graph_iri("curation"))
    own = [Quad(q.subject, q.predicate, q.object, home) for q in read(path)]
    concepts = [q for file in Content.bundled().files("data/concepts", ".ttl") for q in read(file)]
    written = {**dict.fromkeys(own, (path.name, 0)), **dict.fromkeys([*concepts, *ontology()], ("elsewhere.ttl", 0))}
    graph = KnowledgeGraph(written, written=written)
    report = locate(validate([*tree(), *(q.triple for q in own)], shapes_graph()), Places(graph.written, path.parent))
    return list(Remedies(graph, RULES, path.parent).advised(report))


def spoilt(text: str, code: str) -> str | None:
    """A valid twin with its date without a type, or its concept with a letter too many; None where it has neither."""
    path = RULES.path(RULES.codes[code])
    for each in statements(text):
        if each.predicate.value == path and isinstance(each.object, Literal) and code in DATES:
            found = re.compile(r'("[0-9-]+")\^\^xsd:\w+').match(text, each.at[2])
            return None if found is None else text[: found.start()] + found[1] + text[found.end() :]
        if each.predicate.value == path and isinstance(each.object, NamedNode) and code not in DATES:
            found = re.compile(r"<[^>]+").match(text, each.at[2])
            return None if found is None else text[: found.end()] + text[found.end() - 1] + text[found.end() :]
    return None


@pytest.mark.parametrize("code", OF_SHAPES)
def test_the_fix_of_every_constraint_gives_its_valid_twin_back(code: str, tmp_path: Path) -> None:
    """Spoilt by a slip, the valid twin of each date or concept constraint draws its finding; mended, it is as it was."""
    valid = (TWINS / f"{code}.valid.ttl").read_text(encoding="utf-8")
    wrong = spoilt(valid, code)
    assert wrong is not None, valid
    file = tmp_path / "twin.ttl"
    file.write_text(wrong, encoding="utf-8")
    found = [finding for finding in report_of(file) if finding.code == code]
    assert found
    write(mend(found, RULES, tmp_path))
    assert file.read_text(encoding="utf-8") == valid


def test_which_rules_have_a_fix() -> None:
    """Six rules of checks and one of digests have a fix, and the constraints on dates and on concepts."""
    assert len([code for code in FIXABLE if code not in OF_SHAPES]) == 6
    assert (len(DATES), len(OF_SHAPES)) == (12, 37)


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        ("relation-start-date", '"1994"^^xsd:gYear', '"3.6.1994"^^xsd:date'),  # June or March
        ("relation-start-date", '"1994"^^xsd:gYear', '"1994-02-30"^^xsd:date'),  # no day
        ("unknown-term", "mfa:process <id/process/saarc>", "mfa:latestEarliest <id/process/saarc>"),  # nothing comes near
        ("level-scheme", "<id/process/saarc> ;\n    mfa:level <concept/level/regional>",
         "<id/process/saarc> ;\n    mfa:level <concept/level/x>"),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_is_left(rule: str, right: str, wrong: str, content_copy: Content) -> None:
    """What can be read in two ways, or in none, is found and not mended."""
    path = content_copy.root / NETWORK
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    named = [finding for finding in check(assemble(content_copy), content_copy) if finding.code == rule]
    assert named
    assert mend(named, RULES, content_copy.root) == []


def test_a_file_that_changed_meanwhile_is_left(content_copy: Content) -> None:
    """Where a file is not any more as it was read, no file at all is written."""
    path = content_copy.root / PLACES
    path.write_text(path.read_text(encoding="utf-8").replace('"Asia"@en', '" Asia"@en'), encoding="utf-8")
    named = [f for f in check(assemble(content_copy), content_copy) if f.code == "label-whitespace"]
    files = mend(named, RULES, content_copy.root)
    assert len(files) == 1
    path.write_text("# another\n", encoding="utf-8")
    with pytest.raises(ContentProblem, match="changed while it was being mended"):
        write(files)
    assert path.read_text(encoding="utf-8") == "# another\n"


def test_a_rule_without_a_fix_is_a_wrong_call(content: Content) -> None:
    """A rule that is not there is told with what comes near; one without a safe fix with those that have one."""
    known = {rule.code for rule in register(content)}
    refuse_unfixable(FIXABLE, RULES, known)
    with pytest.raises(UsageProblem, match="no safe fix for “label-english”") as caught:
        refuse_unfixable(["label-english"], RULES, known)
    assert "literal-not-canonical" in caught.value.remedy
    with pytest.raises(UnknownName, match="no rule “unknwon-term”") as missed:
        refuse_unfixable(["unknwon-term"], RULES, known)
    assert missed.value.remedy.startswith("did you mean “unknown-term”")
