"""Validation: what the engine is given, and what its results become."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import rdflib
from rdflib import SH

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, MissingContent, SyntaxProblem
from mfa_graph.findings import Report, Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Quad, Triple
from mfa_graph.store.as_rdflib import graph_of
from mfa_graph.store.syntax import read
from mfa_graph.validation.engines import ENGINES
from mfa_graph.validation.shapes import load_shapes, validate
from mfa_graph.vocabulary import BASE, PREFIXES
from tests.shapes.support import SHAPES, TWINS, broken_by, constraints, findings, shapes, shapes_graph, tree

REMEDIES = ("Add", "Keep", "Point", "Remove", "Write")

HEAD = "@base <https://w3id.org/mfa-graph/> .\n" + "".join(
    f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()
)


def content_with(folder: Path, **files: str) -> Content:
    """A content root whose shapes are the given Turtle texts, each under its name."""
    (folder / "shapes").mkdir()
    for name, text in files.items():
        (folder / "shapes" / f"{name}.ttl").write_text(HEAD + text, encoding="utf-8")
    return Content(folder)


def turtle(folder: Path, text: str) -> list[Triple]:
    """The triples of a Turtle text."""
    file = folder / "data.ttl"
    file.write_text(HEAD + text, encoding="utf-8")
    return [quad.triple for quad in read(file)]


def found(
    folder: Path, shape: str, data: str, *, origins: Mapping[str, str] | None = None, engine: str | None = None
) -> Report:
    """What one shape finds in a little data."""
    return validate(
        turtle(folder, data), load_shapes(content_with(folder, one=shape)), origins=origins or {}, engine=engine
    )


NAMED = """<shapes#named> a sh:NodeShape ; sh:targetClass mfa:Place ; sh:property <shapes#code> .
<shapes#code> a sh:PropertyShape ; sh:path mfa:isoCode ; sh:pattern "^[A-Z]{3}$" ; sh:message "Write three letters."@en ."""


# --- the data


def stated(graph: KnowledgeGraph) -> list[Quad]:
    """What was read, not what was derived or inferred from it."""
    made = (f"{BASE}graph/derived/", f"{BASE}graph/inferred/")
    return [quad for quad in graph.quads if not str(getattr(quad.graph_name, "value", "")).startswith(made)]


def test_the_data_have_no_violation(whole: KnowledgeGraph) -> None:
    """Nothing that the data say breaks a required constraint."""
    report = validate((quad.triple for quad in stated(whole)), shapes_graph(), origins=whole.origins)
    assert [finding for finding in report if finding.severity is Severity.VIOLATION] == []
    assert all(finding.file for finding in report)
    assert {finding.rule.rpartition("-")[2] for finding in report} <= {"recommended"}


def test_an_error_in_the_data_would_be_seen(content: Content) -> None:
    """The same data with the Colombo Process left out break the constraint on what an engagement is with."""
    data = KnowledgeGraph.authored(content)
    process = BASE + "id/process/colombo-process"
    report = validate((q.triple for q in data.quads if getattr(q.subject, "value", "") != process), shapes_graph())
    assert broken_by(report) >= {"engagement-process-class"}
    assert report.fails()


def test_a_release_has_no_violation(whole: KnowledgeGraph) -> None:
    """The merged set of a release, inferred statements included, draws what the authored statements draw, in any engine."""
    reports = [validate((quad.triple for quad in quads), shapes_graph()) for quads in (whole.merged, stated(whole))]
    assert {(f.rule, f.focus) for f in reports[0]} == {(f.rule, f.focus) for f in reports[1]}
    assert not reports[0].fails()


@pytest.mark.parametrize(("left_out", "broken"), [(True, set()), (False, {"passage-selector-required"})])
def test_a_passage_that_is_left_out_needs_no_position(left_out: bool, broken: set[str], tmp_path: Path) -> None:
    """A row of a table about a text stands nowhere in the text: it passes if it makes no statement, and only then."""
    twin = (TWINS / "passage-selector-required.invalid.ttl").read_text(encoding="utf-8")
    reason = '<source/ilo-good-practices-58/introduction-s3> mfa:leftOut "said by the record itself"@en .'
    (tmp_path / "passage.ttl").write_text(f"{twin}{reason if left_out else ''}", encoding="utf-8")
    assert broken_by(findings(tmp_path / "passage.ttl")) == broken


@pytest.mark.parametrize(
    ("twin", "roles", "broken"),
    [
        ("membership-role-single", "mfa:originMemberParty", False),
        ("membership-role-single", "mfa:memberParty mfa:originMemberParty", False),
        ("membership-role-single", "mfa:originMemberParty mfa:destinationMemberParty", True),
        ("membership-role-single", "mfa:observerParty mfa:participantParty", True),
        ("membership-role-single", "mfa:memberParty mfa:originMemberParty mfa:observerParty", True),
        ("treaty-status-standing-single", "mfa:ratifyingState", False),
        ("treaty-status-standing-single", "mfa:ratifyingState mfa:signatoryState", True),
        ("contribution-role-single", "mfa:contributor", False),
        ("contribution-role-single", "mfa:contributor mfa:founder", False),
        ("contribution-role-single", "mfa:leader mfa:founder", True),
    ],
)
def test_a_general_role_beside_one_below_it_is_no_second_role(
    tmp_path: Path, twin: str, roles: str, broken: bool
) -> None:
    """Two roles on one node are refused, but not a role and the more general one that follows from it."""
    text = (TWINS / f"{twin}.valid.ttl").read_text(encoding="utf-8")
    line = re.search(r" +mfa:(memberParty|ratifyingState|coProducer) (?P<actor>.+) ;\n", text)
    assert line is not None
    file = tmp_path / "roles.ttl"
    file.write_text(text.replace(line[0], "".join(f"    {role} {line['actor']} ;\n" for role in roles.split())))
    assert broken_by(findings(file)) == ({twin} if broken else set())


@pytest.mark.parametrize(
    ("date", "fits"),
    [
        ('"2015"^^xsd:gYear', True),
        ('"2015-05"^^xsd:gYearMonth', True),
        ('"2015-05-05"^^xsd:date', True),
        ('"2016-02-29"^^xsd:date', True),
        ('"2015-02-29"^^xsd:date', False),
        ('"2015-05-32"^^xsd:date', False),
        ('"2015-05-00"^^xsd:date', False),
        ('"2015-13"^^xsd:gYearMonth', False),
        ('"2015-00"^^xsd:gYearMonth', False),
        ('"2015-5"^^xsd:gYearMonth', False),
        ('"2015-05-05Z"^^xsd:date', False),
        ('"2015-05+05:30"^^xsd:gYearMonth', False),
        ('"2015Z"^^xsd:gYear', False),
        ('"20x5"^^xsd:gYear', False),
        ('"-2015"^^xsd:gYear', False),
        ('"2015-05-05"^^xsd:gYear', False),
        ('"2015-05-05T00:00:00"^^xsd:dateTime', False),
        ('"2015-05-05"', False),
        ('"5 May 2015"@en', False),
        ("2015", False),
        ("<id/day/2015-05-05>", False),
    ],
)
def test_a_date_is_a_day_a_month_or_a_year(tmp_path: Path, date: str, fits: bool) -> None:
    """A date has one of three types and the form that goes with it; no month 13, no day 32, no time zone."""
    text = (TWINS / "relation-start-date.valid.ttl").read_text(encoding="utf-8")
    file = tmp_path / "date.ttl"
    file.write_text(text.replace('mfa:start "1998"^^xsd:gYear', f"mfa:start {date}"))
    assert broken_by(findings(file)) == (set() if fits else {"relation-start-date"})


# --- what a finding carries


def test_a_finding_says_what_where_and_how_much(tmp_path: Path) -> None:
    """A finding carries the constraint, its weight and message, the thing with its label and file, the property and the value."""
    npl = BASE + "id/place/npl"
    data = '<id/place/npl> a mfa:Place ; skos:prefLabel "Nepal"@en ; mfa:isoCode "NP" .'
    (finding,) = found(tmp_path, NAMED, data, origins={npl: "data/curation/places.ttl"})
    assert finding.as_json() == {
        "rule": SHAPES + "code",
        "severity": "violation",
        "message": "Write three letters.",
        "focus": npl,
        "label": "Nepal",
        "path": PREFIXES["mfa"] + "isoCode",
        "value": "NP",
        "file": "data/curation/places.ttl",
        "remedy": "",
        "source": "",
        "line": 0,
        "column": 0,
        "cited": "",
        "component": str(SH.PatternConstraintComponent),
        "node": '"NP"',
        "related": [],
        "waived": "",
        "code": "code",
        "docs": BASE + "docs/reference/checks.md#code",
    }


@pytest.mark.parametrize(
    ("term", "severity"), [("Violation", Severity.VIOLATION), ("Warning", Severity.WARNING), ("Info", Severity.INFO)]
)
def test_a_finding_weighs_what_its_shape_says(tmp_path: Path, term: str, severity: Severity) -> None:
    """The severity of a shape is the severity of its findings."""
    shape = NAMED + f"<shapes#code> sh:severity sh:{term} ."
    (finding,) = found(tmp_path, shape, '<id/place/npl> a mfa:Place ; mfa:isoCode "NP" .')
    assert finding.severity is severity


def test_a_severity_of_ones_own_is_a_violation(tmp_path: Path) -> None:
    """A severity that SHACL does not have weighs as a violation, so that nothing is overlooked."""
    shape = NAMED + "<shapes#code> sh:severity <shapes#Grave> ."
    (finding,) = found(tmp_path, shape, '<id/place/npl> a mfa:Place ; mfa:isoCode "NP" .')
    assert finding.severity is Severity.VIOLATION


@pytest.mark.parametrize(
    ("labels", "label"),
    [
        ('skos:prefLabel "Nepal"@en , "Népal"@fr , "नेपाल"@ne', "Nepal"),
        ('skos:prefLabel "Népal"@fr , "नेपाल"@ne', "Népal"),
        ('skos:prefLabel "Népal"@fr , "Nepal"@en-GB', "Nepal"),
        ('skos:prefLabel "Népal"@fr ; rdfs:label "Nepal"@en', "Népal"),
        ('rdfs:label "Népal"@fr , "Nepal"', "Nepal"),
        ('skos:altLabel "Nepal"@en', "id/place/npl"),
    ],
)
def test_the_label_is_the_preferred_one_in_english(tmp_path: Path, labels: str, label: str) -> None:
    """A preferred label goes before another, English before no language before others, and last the address."""
    (finding,) = found(tmp_path, NAMED, f'<id/place/npl> a mfa:Place ; mfa:isoCode "NP" ; {labels} .')
    assert finding.label == label


@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("id/engagement/mfa-gfmd/ilo-good-practices-58", "id/engagement/mfa-gfmd/ilo-good-practices-58"),
        ("source/ilo-good-practices-58/1-s1#position", "source/ilo-good-practices-58/1-s1#position"),
        ("ontology#Place", "mfa:Place"),
    ],
)
def test_the_short_address_tells_things_apart(tmp_path: Path, address: str, short: str) -> None:
    """Without a label a thing goes by its shortened address: the last part alone may be that of its source."""
    (finding,) = found(tmp_path, NAMED, f'<{address}> a mfa:Place ; mfa:isoCode "NP" .')
    assert finding.label == short


def test_the_message_is_the_english_one(tmp_path: Path) -> None:
    """Of several messages of a shape the English one is taken."""
    shape = NAMED + '<shapes#code> sh:message "Écrivez trois lettres."@fr , "3 Buchstaben."@de .'
    (finding,) = found(tmp_path, shape, '<id/place/npl> a mfa:Place ; mfa:isoCode "NP" .')
    assert finding.told == "Write three letters."


def test_a_message_may_have_no_language(tmp_path: Path) -> None:
    """A message without a language is better than one in a language that is not English."""
    shape = NAMED.replace('"Write three letters."@en', '"Three letters." , "Drei Buchstaben."@de')
    (finding,) = found(tmp_path, shape, '<id/place/npl> a mfa:Place ; mfa:isoCode "NP" .')
    assert finding.told == "Three letters."


def test_the_value_is_as_written(tmp_path: Path) -> None:
    """A literal reaches the engine in the form in which it was written."""
    shape = '<shapes#n> a sh:PropertyShape ; sh:targetSubjectsOf oa:start ; sh:path oa:start ; sh:pattern "^[1-9]" .'
    (finding,) = found(tmp_path, shape, "<id/x> oa:start 007 .")
    assert finding.value == "007"


def test_a_path_over_several_properties_names_the_one_that_is_wrong() -> None:
    """Where a constraint looks along several properties, the finding names the one that leads to the value."""
    (finding,) = findings(TWINS / "membership-party-class.invalid.ttl")
    assert finding.path == PREFIXES["mfa"] + "memberParty"
    assert finding.value == BASE + "id/place/nepal"


def test_a_finding_about_a_whole_thing_has_no_path() -> None:
    """A constraint on a whole node gives neither property nor value."""
    (finding,) = findings(TWINS / "relation-address.invalid.ttl")
    assert (finding.path, finding.value) == ("", "")
    (finding,) = findings(TWINS / "membership-party-required.invalid.ttl")
    assert (finding.path, finding.value) == ("", "")


def test_a_result_inside_another_makes_no_finding(tmp_path: Path) -> None:
    """What a nested shape found is told by the outer result alone."""
    shape = NAMED.replace("sh:targetClass mfa:Place ; ", "") + (
        "<shapes#outer> a sh:PropertyShape ; sh:targetClass mfa:Record ; sh:path mfa:covers ; sh:node <shapes#named> ."
    )
    (finding,) = found(tmp_path, shape, '<id/r> a mfa:Record ; mfa:covers <id/p> . <id/p> mfa:isoCode "NP" .')
    assert (finding.rule, finding.value) == (SHAPES + "outer", BASE + "id/p")


def test_a_nameless_shape_is_known_by_its_component(tmp_path: Path) -> None:
    """A finding of a shape without an address names the SHACL component instead of a blank node."""
    shape = (
        "<shapes#s> a sh:NodeShape ; sh:targetClass mfa:Place ; sh:property [ sh:path mfa:isoCode ; sh:minCount 1 ] ."
    )
    (finding,) = found(tmp_path, shape, "<id/p> a mfa:Place .")
    assert finding.rule == str(SH.MinCountConstraintComponent)


# --- what the engine sees


def test_the_class_tree_is_walked_and_nothing_is_inferred(tmp_path: Path) -> None:
    """A subclass in the given triples is enough for a target; a domain or range types nothing."""
    shape = "<shapes#s> a sh:PropertyShape ; sh:targetClass mfa:Process ; sh:path mfa:level ; sh:minCount 1 ."
    data = """mfa:GlobalProcess rdfs:subClassOf mfa:Forum . mfa:Forum rdfs:subClassOf mfa:Process .
    mfa:process rdfs:range mfa:Process .
    <id/a> a mfa:GlobalProcess . <id/e> mfa:process <id/b> ."""
    assert [finding.focus for finding in found(tmp_path, shape, data)] == [BASE + "id/a"]


def test_without_the_class_tree_a_subclass_is_a_stranger() -> None:
    """The valid twin of a constraint on classes needs the class tree that it is validated with."""
    alone = [quad.triple for quad in read(TWINS / "engagement-process-class.valid.ttl")]
    assert broken_by(validate(alone, shapes_graph())) == {"engagement-process-class"}
    assert not validate([*tree(), *alone], shapes_graph())


def test_imports_are_not_followed(tmp_path: Path) -> None:
    """Shapes and data that import from an address where nobody answers are validated all the same."""
    imports = "<shapes> a owl:Ontology ; owl:imports <http://127.0.0.1:9/none> .\n"
    assert not found(tmp_path, imports + NAMED, imports + '<id/p> a mfa:Place ; mfa:isoCode "NPL" .')


def test_a_wrong_date_is_told_in_a_finding_alone(caplog: pytest.LogCaptureFixture) -> None:
    """No library logs a traceback about a date that is none, and the loggers speak again afterwards."""
    findings(TWINS / "relation-end-date.invalid.ttl")
    assert caplog.records == []
    rdflib.Literal("2015-02-30", datatype=rdflib.XSD.date)
    assert "day is out of range" in caplog.text


def test_an_empty_graph_conforms() -> None:
    """No triples, no findings."""
    assert len(validate([], shapes_graph())) == 0


def test_importing_the_package_does_not_load_the_engine() -> None:
    """Importing mfa_graph.validation imports neither pySHACL nor rdflib."""
    program = "import sys, mfa_graph.validation; print(sorted({'pyshacl', 'rdflib', 'shacl'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# --- shapes that cannot be run

NODE = "<shapes#s> a sh:NodeShape ; sh:targetClass mfa:Place ; "
PROPERTY = "<shapes#s> a sh:PropertyShape ; sh:targetClass mfa:Place ; "
CODE = PROPERTY + "sh:path mfa:isoCode ; "

ILL_FORMED = {
    "a count in words": CODE + 'sh:minCount "one" .',
    "a broken pattern": CODE + 'sh:pattern "[A-Z" .',
    "two datatypes": CODE + "sh:datatype xsd:date , xsd:string .",
    "no path": PROPERTY + "sh:minCount 1 .",
    "two paths": PROPERTY + "sh:path mfa:isoCode , mfa:partOf ; sh:minCount 1 .",
    "a path in a circle": PROPERTY + "sh:path _:l ; sh:minCount 1 . _:l rdf:first mfa:isoCode ; rdf:rest _:l .",
    "a node shape with a path": NODE + "sh:path mfa:isoCode ; sh:minCount 1 .",
    "a shape that is not there": NODE + "sh:property <shapes#t> .",
    "an empty choice": NODE + "sh:or () .",
    "a choice that is no list": NODE + "sh:or mfa:Country .",
    "a broken query": NODE + 'sh:sparql [ sh:select "SELECT $this WHERE { $this" ] .',
    "a query that asks a server": NODE
    + 'sh:sparql [ sh:select "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ] .',
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("shape", ILL_FORMED.values(), ids=ILL_FORMED.keys())
def test_shapes_that_cannot_be_run_are_a_problem_of_content(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], shape: str, engine: str
) -> None:
    """An ill-formed shapes graph stops the run with an error that says what to do, without noise of the engine."""
    with pytest.raises(ContentProblem, match=r"^The shapes cannot be run: .+") as caught:
        found(tmp_path, shape, '<id/p> a mfa:Place ; mfa:isoCode "NPL" .', engine=engine)
    assert "shapes/" in caught.value.remedy
    assert capfd.readouterr() == ("", "")


def test_a_term_that_shacl_lacks_is_refused(tmp_path: Path) -> None:
    """A misspelt parameter is named with its file and the nearest term; an engine would pass it over."""
    content = content_with(tmp_path, good=NAMED, slip=NAMED.replace("sh:pattern", "sh:patern"))
    with pytest.raises(ContentProblem, match=r"SHACL has no term sh:patern\.") as caught:
        load_shapes(content)
    assert caught.value.place is not None
    assert caught.value.place.file.name == "slip.ttl"
    assert "“pattern”" in caught.value.remedy


def test_broken_turtle_is_told_with_its_line(tmp_path: Path) -> None:
    """A file that is not Turtle gives the place of the slip."""
    with pytest.raises(SyntaxProblem) as caught:
        load_shapes(content_with(tmp_path, broken="<shapes#s> a sh:NodeShape\n<shapes#t> a sh:NodeShape ."))
    assert caught.value.place is not None
    assert caught.value.place.line == HEAD.count("\n") + 2


def test_a_folder_without_shapes_is_no_clean_bill(tmp_path: Path) -> None:
    """Where there are no shapes nothing can conform."""
    with pytest.raises(MissingContent):
        load_shapes(content_with(tmp_path))


def test_shapes_of_several_files_are_one_graph(tmp_path: Path) -> None:
    """A shape may stand in another file than the shape that lists it."""
    owner, constraint = NAMED.split("\n")
    assert len(load_shapes(content_with(tmp_path, a=owner, b=constraint))) == len(graph_of(turtle(tmp_path, NAMED)))


# --- the messages


@pytest.mark.parametrize("name", sorted(constraints()))
def test_a_message_says_what_is_wrong_and_what_to_write(name: str) -> None:
    """A message is English: a sentence that says what is wrong, then one that begins with what to do, and a full stop."""
    message = shapes().value(constraints()[name], SH.message)
    assert isinstance(message, rdflib.Literal)
    assert message.language == "en"
    problem, remedy = re.split(r"(?<=\.) (?=[A-Z])", str(message), maxsplit=1)
    assert problem.endswith(".")
    assert remedy.split()[0].rstrip(":") in REMEDIES
    assert remedy.endswith(".")
    assert "{" not in str(message)


def test_no_two_constraints_say_the_same() -> None:
    """Names of constraints are unique, so that a report that prints them is clear."""
    names = [str(shapes().value(shape, SH.name)) for shape in constraints().values()]
    assert len(set(names)) == len(names)
