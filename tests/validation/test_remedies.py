"""What a finding says to write: the nearest names, the right date, the statement that is missing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, near_misses
from mfa_graph.findings import Finding, Report, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store.syntax import read
from mfa_graph.validation.run import check
from mfa_graph.validation.vocabularies import check_vocabularies, with_right_scheme
from mfa_graph.vocabulary import BASE
from tests.conftest import copied
from tests.validation.test_locate import SEEDS, sown

HEAD = """@base <https://w3id.org/mfa-graph/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix mfa: <https://w3id.org/mfa-graph/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NODE = "<id/{kind}/x/ilo-good-practices-58> a mfa:{type} ; mfa:ofRelation <id/{kind}/x> ; "
ENGAGEMENT = NODE.format(kind="engagement", type="Engagement")
ADVOCACY = NODE.format(kind="advocacy", type="Advocacy")
EVENT = NODE.format(kind="event", type="Event")

# What a contributor writes, the rule that speaks, and the words that the finding adds for it.
SLIPS = [
    # places: by label, by code, with a letter wrong
    (EVENT + "mfa:heldIn <id/place/philippines>", "event-place-class", "Did you mean <id/place/phl> (Philippines)?"),
    (EVENT + "mfa:heldIn <id/place/phi>", "event-place-class", "<id/place/phl> (Philippines)"),
    (EVENT + 'mfa:heldIn "Philipines"', "event-place-class", "Did you mean <id/place/phl> (Philippines)?"),
    (EVENT + "mfa:heldIn <id/place/PH>", "event-place-class", "Did you mean <id/place/phl> (Philippines)?"),
    (EVENT + "mfa:heldIn <id/plce/hkg>", "event-place-class", "<id/place/hkg> (Hong Kong, China)"),
    # concepts
    (
        ENGAGEMENT + "mfa:level <concept/level/reginal>",
        "level-scheme",
        "Did you mean <concept/level/regional> (Regional)?",
    ),
    (ENGAGEMENT + 'mfa:level "Regional"', "level-scheme", "Did you mean <concept/level/regional> (Regional)?"),
    (ENGAGEMENT + "mfa:level <concept/level/x>", "level-scheme", "Choose one of: <concept/level/global> (Global), "),
    (
        "<id/record/ilo-good-practices-58> mfa:theme <concept/theme/faire-recruitment>",
        "theme-scheme",
        "Did you mean <concept/theme/fair-recruitment> (Fair recruitment)",
    ),
    # terms of ours and of others
    (
        ENGAGEMENT + "mfa:engagedOrganization <id/organisation/mfa>",
        "unknown-term",
        "Did you mean mfa:engagedOrganisation?",
    ),
    (
        ENGAGEMENT + "mfa:ENGAGEDORGANISATION <id/organisation/mfa>",
        "unknown-term",
        "Did you mean mfa:engagedOrganisation?",
    ),
    ("<id/event/x> a mfa:Evnt", "unknown-term", "Did you mean mfa:Event"),
    ("<id/event/x> dcterms:titel 'x'@en", "unknown-borrowed-term", "Did you mean dcterms:title?"),
    ("<id/organisation/mfa> org:memberof <id/organisation/mfa>", "unknown-borrowed-term", "Did you mean org:memberOf?"),
    ("<id/event/x> skos:preflabel 'x'@en", "unknown-borrowed-term", "Did you mean skos:prefLabel?"),
    ("<id/event/x> skos:note '2015'^^xsd:gyear", "unknown-borrowed-term", "Did you mean xsd:gYear?"),
    # instruments: by number with digits exchanged, by title
    (
        ADVOCACY + "mfa:instrument <id/instrument/ilo-c198>",
        "instrument-class",
        "Did you mean <id/instrument/ilo-c189> (Domestic",
    ),
    (
        ADVOCACY + "mfa:instrument <id/instrument/convention-198>",
        "instrument-class",
        "Did you mean <id/instrument/ilo-c189> (Domestic",
    ),
    (
        ADVOCACY + "mfa:instrument <id/instrument/domestic-workers-convention>",
        "instrument-class",
        "Did you mean <id/instrument/ilo-c189> (Domestic",
    ),
    # things by what they are called
    (
        ENGAGEMENT + "mfa:process <id/process/gfmdd>",
        "engagement-process-class",
        "Did you mean <id/process/gfmd> (Global Forum",
    ),
    (
        ENGAGEMENT + "mfa:process <id/process/colombo>",
        "engagement-process-class",
        "Did you mean <id/process/colombo-process>",
    ),
    # another kind of thing
    (
        ENGAGEMENT + "mfa:process <id/place/hkg>",
        "engagement-process-class",
        "is described as mfa:Territory; what fits here is mfa:",
    ),
    # dates
    (ENGAGEMENT + 'mfa:start "2016-6-3"^^xsd:date', "relation-start-date", 'Did you mean "2016-06-03"^^xsd:date?'),
    (ENGAGEMENT + 'mfa:start "31 November"', "relation-start-date", "“31 November”: November has 30 days. Look it up"),
    (ENGAGEMENT + 'mfa:start "2015"^^xsd:date', "relation-start-date", 'Did you mean "2015"^^xsd:gYear?'),
    (
        '<source/ilo-good-practices-58> mfa:seenOn "2015-05"',
        "source-seen-on-day",
        "A day is asked for here, and “2015-05” is none.",
    ),
    # http for https
    (
        "<id/event/x> skos:note <http://w3id.org/mfa-graph/id/place/phl>",
        "address-scheme",
        "Did you mean <id/place/phl>",
    ),
    # what is missing
    (ENGAGEMENT + "skos:note 'x'@en", "engagement-process-required", "mfa:process <id/process/…> ."),
    (
        ENGAGEMENT + "skos:note 'x'@en",
        "engagement-organisation-required",
        "mfa:engagedOrganisation <id/organisation/…> .",
    ),
    (ENGAGEMENT + "skos:note 'x'@en", "relation-date-recommended", 'mfa:observedOn "…"^^xsd:date .'),
    ("<id/event/x/ilo-good-practices-58> a mfa:Event", "relation-group-required", "mfa:ofRelation <id/event/x> ."),
    ("<id/place/x> a mfa:Area", "label-english", '<graph/curation> {\n  <id/place/x> skos:prefLabel "…"@en .\n}'),
    ("<source/x/1> a mfa:Passage", "passage-source-required", "oa:hasSource <source/…> ."),
    (
        "<source/x> a mfa:Source . <source/x/1> oa:hasSource <source/x>",
        "source-seen-on-required",
        'mfa:seenOn "…"^^xsd:date .',
    ),
    ("<source/x> a mfa:Source", "source-url-required", "schema:url <"),
    ("<concept/level/y> a skos:Concept", "concept-definition-required", 'skos:definition "…"@en .'),
]


def numbered(text: str, number: int) -> str:
    """The text of a slip with things of its own; a concept that is not there stays as it is."""
    return re.sub(r"(?<!level)/x(?=[/>])", f"/x{number}", text)


@pytest.mark.parametrize(("slip", "rule", "words"), SLIPS, ids=[f"{rule}-{n}" for n, (_, rule, _) in enumerate(SLIPS)])
def test_a_finding_says_what_to_write(slip: str, rule: str, words: str, slipped: list[Finding]) -> None:
    """The finding about a slip offers what was meant, below the words of its rule."""
    number = [each for each, _, _ in SLIPS].index(slip)
    found = [f for f in slipped if f.code == rule and f.file == f"data/slip-{number}.trig"]
    assert found
    wanted = numbered(words, number)
    assert any(wanted in "\n".join(finding.advice) for finding in found), [finding.remedy for finding in found]


@pytest.fixture(scope="module")
def slipped(content: Content, tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """The findings about all slips, each in a file and on things of its own, so that one check finds them all."""
    root = copied(content, tmp_path_factory.mktemp("slips"))
    for number, (slip, _, _) in enumerate(SLIPS):
        own = numbered(slip, number)
        text = f"{HEAD}<source/ilo-good-practices-58/introduction-s3> {{ {own} . }}\n"
        (root.root / "data" / f"slip-{number}.trig").write_text(text, encoding="utf-8")
    return list(check(assemble(root), root))


def test_what_is_pasted_can_be_read(slipped: list[Finding], tmp_path: Path) -> None:
    """Every statement to paste is Turtle or TriG with our prefixes, and its blanks are found if they are left."""
    prefixes = HEAD + "@prefix schema: <https://schema.org/> .\n"
    prefixes += "@prefix prov: <http://www.w3.org/ns/prov#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .\n"
    prefixes += "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    pasted = ["\n".join(f.advice[1:]) for f in slipped if f.advice and f.advice[0].startswith("Paste this")]
    assert len(pasted) > 30
    for number, text in enumerate(pasted):
        file = tmp_path / f"{number}.trig"
        file.write_text(prefixes + text, encoding="utf-8")
        assert len(read(file)) == 1, text
    left = [f for f in slipped if f.code == "placeholder-left"]
    assert left == []


def test_a_row_is_told_its_column(content: Content, tmp_path: Path) -> None:
    """What a row of a table lacks is a column to fill, named with its line and with what the table says of it."""
    root = copied(content, tmp_path)
    for name in ("event-measures", "events", "memberships", "organisations", "instruments"):
        if not (root.root / "data" / name).exists():
            shutil.copytree(content.folder("data") / name, root.root / "data" / name)
    file = root.root / "data" / "event-measures" / "rows.csv"
    text = file.read_text(encoding="utf-8")
    old = "cambodia-icrmw-forum-2015,,participants,60,about,2015-12-18,"
    assert text.count(old) == 1
    file.write_text(text.replace(old, "cambodia-icrmw-forum-2015,,participants,60,about,,"), encoding="utf-8")
    found = [
        f for f in check(assemble(root), root) if f.code == "measure-observed-on-recommended" and "cambodia" in f.focus
    ]
    line = text[: text.index(old)].count("\n") + 1
    assert [f.advice[0].partition(" (")[0] for f in found] == [f"Fill the column “observed” of line {line}"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "abu-dhabi-dialogue,are,",
            "abu-dhabi-dialogue,United Arab Emirate,",
            "did you mean “are” (United Arab Emirates)",
        ),
        ("abu-dhabi-dialogue,are,", "abu-dhabi-dialogue,aer,", "did you mean “are” or"),
        ("2021-10-27,", "2021-10-32,", "October 2021 has 31 days"),
        ("2021-10-27,", "27.10.2021,", "did you mean 2021-10-27?"),
    ],
)
def test_a_cell_that_names_nothing_is_told_what_it_may_mean(
    old: str, new: str, words: str, content: Content, tmp_path: Path
) -> None:
    """A wrong code, name or date in a cell is an error that offers the code, or the date in its form."""
    root = copied(content, tmp_path)
    shutil.copytree(content.folder("data") / "memberships", root.root / "data" / "memberships")
    shutil.copytree(content.folder("data") / "organisations", root.root / "data" / "organisations")
    file = root.root / "data" / "memberships" / "rows.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentProblem) as caught:
        assemble(root)
    assert words in str(caught.value)
    assert "rows.csv:" in str(caught.value)


def test_every_seeded_error_says_what_is_wrong_where_and_what_to_do(found_in_errors: Report) -> None:
    """Each of the 60 seeded errors draws a finding of its rule in its file with a sentence, a remedy and a line."""
    found = list(found_in_errors)
    assert len(SEEDS) == 60
    for seed in SEEDS:
        ours = [f for f in found if (f.code, f.file) == (seed["code"], seed["file"])]
        if seed["code"] == "label-preferred-and-alternative":  # told where the label is preferred
            ours = [f for f in found if f.code == seed["code"]]
        assert ours, seed
        for finding in ours:
            assert finding.message.endswith((".", "!")), finding
            assert finding.remedy, finding
            assert finding.line, finding


def test_without_its_seeds_the_tree_draws_what_it_drew(whole: KnowledgeGraph, content: Content, tmp_path: Path) -> None:
    """A copy from which the seeds are taken out again draws the findings of the bundled data: no violation among them."""
    with_errors = sown(content, tmp_path / "content")
    for seed in reversed(SEEDS):
        file = with_errors.root / seed["file"]
        file.write_bytes((content.root / seed["file"]).read_bytes())
    healed, bundled = check(assemble(with_errors), with_errors), check(whole, content)
    assert healed == bundled
    assert {f.severity for f in bundled} == {Severity.WARNING, Severity.INFO}
    assert len(bundled) > 400


def test_exchanged_letters_come_first() -> None:
    """Of names that are alike, one with the same signs in another order is offered before the others; the same name alone."""
    assert near_misses("ilo-c198", ["ilo-c098", "ilo-c188", "ilo-c189", "ilo-c190"])[0] == "ilo-c189"
    assert near_misses("ASEAN", ["asean", "sean"]) == ["asean"]
    assert near_misses("zzz", ["a", "b"]) == []


@pytest.mark.parametrize(
    ("iri", "right"),
    [
        ("http://w3id.org/mfa-graph/id/place/phl", BASE + "id/place/phl"),
        ("http://schema.org/url", "https://schema.org/url"),
        ("https://purl.org/dc/terms/title", "http://purl.org/dc/terms/title"),
        (BASE + "id/place/phl", ""),
        ("http://example.org/", ""),
        ("urn:x", ""),
        ("", ""),
    ],
)
def test_the_scheme_of_an_address(iri: str, right: str) -> None:
    """An address of ours or of a vocabulary with the other of http and https is told; every other address passes."""
    assert with_right_scheme(iri) == right


def test_our_data_use_no_unknown_term(whole: KnowledgeGraph) -> None:
    """In the bundled data no borrowed term is unknown to its vocabulary, and no address has the wrong scheme."""
    assert len(check_vocabularies(whole)) == 0
