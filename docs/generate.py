"""Write the pages of the documentation that are made from the project itself: `python docs/generate.py`.

With ``--check`` nothing is written: the run fails and names each page that is not what it would write.
"""

from __future__ import annotations

import argparse
import difflib
import inspect
import json
import re
import shlex
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import chdir
from fnmatch import fnmatchcase
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner

from mfa_graph import errors
from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.cli import program
from mfa_graph.exporters.tables import tables_of
from mfa_graph.findings import Rule as Check
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import read_query
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.search import WAYS, Search, read_named
from mfa_graph.questions.witnesses import evidence_query
from mfa_graph.reasoning.rules import Rule, read_rules
from mfa_graph.store import NamedNode, Quad
from mfa_graph.validation.register import KINDS, register
from mfa_graph.vocabulary import shortened

DOCS = Path(__file__).parent
ROOT = DOCS.parent

NOTE = "<!-- Written by docs/generate.py: change that, not this page. -->"


@cache
def whole() -> KnowledgeGraph:
    """The whole graph, put together once for all pages."""
    return assemble(Content.bundled())


@cache
def asker() -> Asker:
    """Who knows what things are called and how passages are cited."""
    return Asker(whole(), Content.bundled())


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    headings = list(headings)
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


# ---------------------------------------------------------------------------------------------------
# docs/reference/coverage.md
# ---------------------------------------------------------------------------------------------------


def coverage() -> str:
    """What the founding record says, fact by fact, and where the graph says it."""
    # The queries of the facts lie with their tests; `python docs/generate.py` looks for modules in docs/ only.
    sys.path.insert(0, str(ROOT))
    from tests.facts.facts import passages, read_facts, statements

    facts = {fact: fact.rests_on(whole()) for fact in read_facts()}
    order = [name for name, _, _ in passages(whole())]
    said = statements(whole())
    facts_of = Counter(quad for rests_on in facts.values() for quad in rests_on)
    speaking = set(map(named, said))
    rows = [
        [
            f"[{fact.id}](#{fact.id.lower()})",
            fact.says,
            "; ".join(map(cited, by_passage(quads, order))),
            str(len(quads)),
        ]
        for fact, quads in facts.items()
    ]
    return "\n\n".join(
        [
            NOTE,
            "# What the founding record says, and where the graph says it",
            f"The founding record states {len(facts)} facts. In the graph they are {len(said)} statements in {len(speaking)} of "
            f"the {len(order)} passages of its text. Of these statements {len(facts_of)} belong to a fact, and "
            f"{sum(count > 1 for count in facts_of.values())} to more than one. The wording is ours; the text is at its source.",
            table(["Fact", "What it says", "Passages", "Statements"], rows),
            "## Passages without a statement",
            "They were read, and no statement was made of them.",
            "\n".join(f"- {cited(name)} (`{shortened(name)}`)" for name in order if name not in speaking),
            "## The statements of each fact",
            *(section(fact.id, fact.says, by_passage(quads, order)) for fact, quads in facts.items()),
        ]
    )


def by_passage(quads: list[Quad], order: list[str]) -> dict[str, list[Quad]]:
    """Statements by the passages that they stand in, in the order of the text."""
    return {name: found for name in order if (found := [quad for quad in quads if named(quad) == name])}


def section(name: str, says: str, by_passage: dict[str, list[Quad]]) -> str:
    """The part of the page about one fact: what it says, and its statements under their passages."""
    parts = [f"### {name}", says]
    for passage, quads in by_passage.items():
        about: dict[object, list[str]] = defaultdict(list)
        for quad in quads:
            about[quad.subject].append(f"  - {word(quad.predicate)}: {word(quad.object)}")
        subjects = sorted(about, key=lambda term: (word(term), str(term)))
        lines = (line for subject in subjects for line in [f"- {word(subject)}", *sorted(about[subject])])
        parts += [f"{cited(passage)}:", "\n".join(lines)]
    return "\n\n".join(parts)


@cache
def cited(passage: str) -> str:
    """Where a passage stands in its source, in words."""
    return asker().citations([passage])[passage].locator


@cache
def word(term: object) -> str:
    """A label, a shortened address, or a value between quotation marks."""
    if not isinstance(term, NamedNode):
        return f"“{getattr(term, 'value', '')}”"
    return asker().labels([term.value], language="en").get(term.value) or f"`{shortened(term.value)}`"


def named(quad: Quad) -> str:
    """The IRI of the graph that a statement stands in."""
    return str(getattr(quad.graph_name, "value", ""))


# ---------------------------------------------------------------------------------------------------
# docs/reference/errors.md
# ---------------------------------------------------------------------------------------------------


def error_codes() -> str:
    """Every error by its code, with what it means and the exit status it leaves."""
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.MfaGraphError)
    ]
    parts = [
        NOTE,
        "# Errors",
        "An error says what is wrong, where, and what to do; the code in square brackets is a heading here. Exit status 2 is a "
        "wrong call, 3 a run that cannot go on. What is wrong with the data is not an error but a finding: exit status 1.",
    ]
    for kind in sorted(kinds, key=lambda kind: kind.code):
        parts += [
            f"## {kind.code}",
            f"{inspect.getdoc(kind)}",
            f"Exit status {kind.exit_status}; in Python `{kind.__name__}`.",
        ]
    return "\n\n".join(parts)


# ---------------------------------------------------------------------------------------------------
# docs/reference/rules.md
# ---------------------------------------------------------------------------------------------------


def reasoning_rules() -> str:
    """The rules of the standard, table by table, those left out with their reasons, and what is never concluded."""
    # What is left out lies with the tests that hold it against other reasoners.
    sys.path.insert(0, str(ROOT))
    from tests.reasoning.standard import LEFT_OUT, NEVER_CONCLUDED, TABLES

    rules = {rule.name: rule for rule in read_rules()}
    parts = [
        NOTE,
        "# The rules of reasoning",
        f"Of the {len(rules) + len(LEFT_OUT)} rules of OWL 2 RL "
        "([OWL 2 Profiles 4.3](https://www.w3.org/TR/owl2-profiles/), "
        f"tables 4 to 9) {len(rules)} are used. Each is a file in `src/mfa_graph/reasoning/rules`, and its case, with a "
        "twin that nearly fits, a file in `tests/reasoning/cases`. Its sentence is "
        "what a proof prints, with names in place of the words in braces.",
    ]
    for number, (heading, names) in TABLES.items():
        rows = [(f"`{name}`", kind_of(rules[name]), rules[name].says) for name in names if name in rules]
        parts += [f"## Table {number}: {heading}", table(["Rule", "Kind", "In words"], rows)]
    return "\n\n".join(
        [
            *parts,
            "## Rules that are left out",
            table(["Rule", "Why"], [(f"`{name}`", reason) for name, reason in LEFT_OUT.items()]),
            "## What is never concluded",
            "These are all the kinds of statement by which our closure differs from that of another reasoner of OWL 2 RL.",
            "\n".join(f"- **{kind}**: {what}" for kind, what in NEVER_CONCLUDED.items()),
        ]
    )


def kind_of(rule: Rule) -> str:
    """Whether a rule concludes something or sees a contradiction, in a word."""
    return "contradiction" if rule.is_contradiction else "entailment"


# ---------------------------------------------------------------------------------------------------
# docs/reference/search.md
# ---------------------------------------------------------------------------------------------------


def search_by_name() -> str:
    """How things are found by name, and how well."""
    # The judged queries lie with the test that holds the search to them.
    sys.path.insert(0, str(ROOT))
    from tests.questions.search.judged import rank, read_judged, success

    search = Search(read_named(whole(), Content.bundled()))
    judged = read_judged()
    ranks = {each.query: rank(search, each) for each in judged}
    by_how: dict[str, list[int | None]] = defaultdict(list)
    for each in judged:
        by_how[each.how].append(ranks[each.query])
    measured = [*by_how.items(), ("all", list(ranks.values()))]
    late = [each for each in judged if ranks[each.query] != 1]
    return "\n\n".join(
        [
            NOTE,
            "# Search by name",
            "`mfa-graph search TEXT` finds things, sources and terms by label, acronym or code in any language. It needs "
            '`pip install "mfa-graph[search]"`. Exit status 0: something is found; 1: nothing is called so or nearly so, and the '
            "nearest names are told; 2: the text can be no name, or the libraries are missing.",
            "## The ways to a name",
            "What is found in a surer way comes first; the beginning and other words of a name are equally sure. Among equals "
            "things come before sources, these before relations, and these before the terms of the ontology; then the closer "
            "name decides, an English one, the shorter one, the label, the IRI. A number is like no other number.",
            table(["Way", "How the text leads to the name"], [(f"`{way}`", meaning) for way, meaning in WAYS.items()]),
            "## How well it finds",
            f"{len(judged)} queries as users would type them, written before the search was tried on them, with the thing that "
            "is meant (`tests/questions/search/judged.csv`).",
            table(
                ["What is done to the name", "Queries", "Meant thing first", "Among the first three"],
                [
                    (how, str(len(found)), f"{success(found, 1):.0%}", f"{success(found, 3):.0%}")
                    for how, found in measured
                ],
            ),
            "Not first: " + "; ".join(f"“{each.query}” ({ranks[each.query] or 'not found'})" for each in late) + ".",
        ]
    )


# ---------------------------------------------------------------------------------------------------
# docs/reference/shacl-engines.md
# ---------------------------------------------------------------------------------------------------


def shacl_engines() -> str:
    """How each engine does on the W3C's suite; a test holds the written failures against the suite itself."""
    sys.path.insert(0, str(ROOT))
    from tests.conformance.shacl.score import CASES, FAILURES, MUST_FAIL

    rows = [(f"`{name}`", f"{CASES - len(wrong)} of {CASES}") for name, wrong in FAILURES.items()]
    wrong = [(f"`{name}`", f"`{case}`", why) for name, cases in FAILURES.items() for case, why in cases.items()]
    return "\n\n".join(
        [
            NOTE,
            "# The SHACL engines",
            "`check` and `build` take `--engine`. `pyshacl` comes with this project and is the reference. `shacl` is the default "
            "where it is installed (`pip install 'mfa-graph[fast]'`, in exactly the version that was tried); shapes that it "
            "would misread go to `pyshacl`, and a note says why "
            "([decision 0022](../decisions/0022-the-default-shacl-engine.md)). "
            "What each costs: [benchmarks](../../benchmarks/validation.md).",
            "## The W3C's test suite",
            f"{CASES} cases, of which {MUST_FAIL} must be refused. Compared: focus node, path, value, component and severity of "
            "all results. `tests/conformance/shacl` runs it where the suite is at hand.",
            table(["Engine", "Right"], rows),
            table(["Engine", "Case that it gets wrong", "Why"], wrong),
        ]
    )


# ---------------------------------------------------------------------------------------------------
# docs/reference/checks.md
# ---------------------------------------------------------------------------------------------------


def what_is_checked() -> str:
    """Everything that a check can find, each under its code, with its reason, its remedy and an example."""
    checks = register(Content.bundled())
    kinds = {kind: [check for check in checks if check.kind == kind] for kind in KINDS}
    counts = [
        (f"[{KINDS[kind]}](#{KINDS[kind].lower().replace(' ', '-')})", str(len(of))) for kind, of in kinds.items()
    ]
    parts = [
        NOTE,
        "# What is checked",
        f"`mfa-graph check` knows {len(checks)} rules. A finding names its rule by the code that is a heading here, and links to "
        "it. A violation stops a release; a warning or an info often rightly stays, since the source says no more. The forms in "
        "which findings are told: [reports](reports.md). In the examples a line that begins with `-` is wrong, and one that "
        "begins with `+` is right.",
        table(["Kind", "Rules"], counts),
    ]
    for kind, of in kinds.items():
        parts += [f"## {KINDS[kind]}", KIND_NOTES[kind], *map(check_section, of)]
    return "\n\n".join(parts)


KIND_NOTES = {
    "shape": "Plain SHACL in [shapes/](../../shapes/README.md), which see each thing by itself.",
    "check query": "SPARQL in [queries/checks/](../../queries/README.md#checks), for what no shape can see. That a row of a "
    "table was left out when it was read is found by one of them.",
    "term": "Of every value that has a datatype, and of every address that is ours or a vocabulary's.",
    "contradiction": "What cannot be true together by the [rules of reasoning](rules.md), with a smallest set of statements "
    "that makes it so; each is told with its file and line. In a finding the names of things stand in place of the words "
    "in braces.",
    "profile": "Of the profile by which a check [weighs its findings](../how-to/weigh-and-mend-findings.md), where there is one.",
}


def check_section(check: Check) -> str:
    """The section about one rule."""
    facts = [f"**{check.severity.word}**", f"`{shortened(check.iri)}`"]
    if check.file:
        facts.append(f"[{check.file}](../../{check.file})")
    parts = [
        f"### {check.code}",
        " · ".join(facts),
        f"{escaped(check.title.rstrip('.'))}. {escaped(check.why)}".rstrip(),
        f"- What is wrong: {escaped(check.message)}\n- What to do: {escaped(check.remedy)}",
        *([f"```diff\n{example}\n```"] if (example := difference(check.code)) else []),
    ]
    return "\n\n".join(parts)


def difference(code: str) -> str:
    """What makes the right twin of a constraint out of its wrong one, with the lines around it; ``""`` where it has none."""
    twins = [ROOT / "tests" / "shapes" / "twins" / f"{code}.{word}.ttl" for word in ("invalid", "valid")]
    if not all(twin.is_file() for twin in twins):
        return ""
    # The first line is a comment that tells the twins apart.
    wrong, right = (twin.read_text(encoding="utf-8").splitlines()[1:] for twin in twins)
    lines = list(difflib.unified_diff(wrong, right, lineterm="", n=2))[2:]
    return "\n".join(line.rstrip() for line in lines if not line.startswith("@@")).strip("\n")


def escaped(text: str) -> str:
    """A text in which Markdown sees no tags, links or emphasis."""
    return re.sub(r"([<>\[\]*_])", r"\\\1", text)


# ---------------------------------------------------------------------------------------------------
# docs/reference/dcat-ap.md
# ---------------------------------------------------------------------------------------------------


def dcat_ap() -> str:
    """Which shapes judge the catalogue, and which of their warnings stay; a test holds the list against the shapes themselves."""
    sys.path.insert(0, str(ROOT))
    from tests.exporters.waivers import NOT_USED, SHAPES, WAIVERS

    waived = [
        (f"`{file}`", f"`{path}`", "; ".join(f"`{thing}`" for thing in things), why)
        for (file, path), (things, why) in WAIVERS.items()
    ]
    return "\n\n".join(
        [
            NOTE,
            "# The catalogue and DCAT-AP",
            "The catalogue of a release follows [DCAT-AP 3.0.1](https://semiceu.github.io/DCAT-AP/releases/3.0.1/). It is "
            "judged by the shapes that come with that standard: "
            + ", ".join(f"`{name}`" for name in SHAPES)
            + ". They find no violation.",
            "## Warnings that stay",
            "These are all, counted by thing and property.",
            table(["Shapes", "Property", "Of", "Why it stays"], waived),
            "## What does not judge it",
            table(["Part", "Why"], [(f"`{part}`" if "`" not in part else part, why) for part, why in NOT_USED.items()]),
            "## Written as the shapes want it",
            "The algorithm of a checksum is `https://spdx.org/rdf/terms#checksumAlgorithm_sha256`, since the shapes ask for "
            "https; the vocabulary's own address begins with http. A place has a box and a point and no `locn:geometry`, which "
            "one file of shapes wants as a literal and another as a thing.",
        ]
    )


# ---------------------------------------------------------------------------------------------------
# docs/reference/tables.md
# ---------------------------------------------------------------------------------------------------

FORMS = (
    (
        "`csv`",
        "a folder of tables with `csv-metadata.json` (W3C) and `datapackage.json` (Frictionless)",
        "`tables/`",
        "",
    ),
    ("`xlsx`", "one workbook, a sheet for each table, with links from row to row and to the sources", "", "`sheets`"),
    ("`parquet`", "typed columns for data frames and DuckDB", "", "`tables`"),
    ("`graphml`", "the network, for yEd, Cytoscape, igraph, networkx", "`network/`", ""),
    ("`gexf`", "the same with a time line, for Gephi; choose not to merge parallel edges", "`network/`", ""),
    ("`geojson`", "places, and what is based, held or at work in them", "`map/`", ""),
    ("`framed`", "JSON with plain keys, of a class or a thing ([how](../how-to/use-the-json-ld.md))", "", "`jsonld`"),
)


def tables_page() -> str:
    """The forms for people and programs without RDF, and the columns of the tables."""
    parts = [
        NOTE,
        "# Tables, networks and maps",
        "`mfa-graph export --format NAME` writes the graph in a form that needs no RDF. `--class CLASS` gives the table of one "
        "class, wide or narrow, or `links`; `--bom` lets Excel know that a CSV file is UTF-8. Why they are as they are: "
        "[decision 0026](../decisions/0026-tables-for-people-and-programs.md).",
        table(["Name", "What", "In every build", "Extra"], FORMS),
        "**Reading them.** An empty cell is not known; it never means no. The first column of a class's table is the address of "
        "the thing, and an address has its label in the column beside it. Several values are separated by `|`. A column of days "
        "holds a day, a month or a year, as exact as the source; the columns earliest and latest bound it in days, and an end is "
        "the first day on which a thing no longer holds. A property in several languages has a column for each. "
        "`dist/tables/datapackage.json` has each column's meaning, type and keys.",
    ]
    for each in tables_of(whole(), Content.bundled()):
        rows: dict[str, list[str]] = {}
        for column in each.columns:
            if not column.heading.endswith(" (label)"):
                bare = column.heading.removesuffix(f" ({column.language})")
                rows.setdefault(bare, [bare, "", column.meaning])[1] += f" {column.language}"
        parts += [
            f"## {each.name}",
            each.meaning,
            table(
                ["Column", "Languages", "What it holds"],
                ([name, tags.strip(), what] for name, tags, what in rows.values()),
            ),
        ]
    return "\n\n".join(parts)


# ---------------------------------------------------------------------------------------------------
# docs/reference/files.md
# ---------------------------------------------------------------------------------------------------

FILES = {
    "mfa-graph.{trig,nq,jsonld}": "Every statement in the named graphs that say it, and all of them merged in the default graph",
    "mfa-graph.{ttl,nt,rdf}": "All statements merged, without named graphs",
    "mfa-graph.*.{gz,zst}": "The same files, packed with gzip and with Zstandard",
    "inferred.ttl": "What follows by rule from what the sources say",
    "ontology.ttl": "The terms, with definitions and examples",
    "shapes.ttl": "The shapes by which the data are checked",
    "classes/*.ttl": "All things of one class, with what is said of them and the labels of what that names",
    "things.zip": "The same of each thing by itself, with the relations and events that point at it; a Turtle file for each, "
    "named after its address",
    "questions.zip": "The questions, and the queries for the sources of their answers",
    "queries.ttl": "The questions as SHACL executables, with what each takes and gives",
    "openapi.json": "The questions as an interface, described in OpenAPI",
    "schemas/*": "What an answer to each question is as JSON, as JSON Schema",
    "tables/*": "[Tables](tables.md), with their descriptions for programs",
    "network/*": "The network of things and relations",
    "map/*": "Places, and what is based, held or at work in them",
    "report.json": "What the checks found",
    "catalog.{ttl,rdf,jsonld}": "The [catalogue](dcat-ap.md) for data portals",
    "void.ttl": "The RDF datasets for programs that read RDF: dumps, vocabularies, counts, links",
    "schema-org.jsonld": "The datasets for search engines",
    "context/*": "The JSON-LD [context](../how-to/use-the-json-ld.md) of the release",
    "frames/*": "A JSON-LD frame for each class",
    "manifest.json": "Version IRI, data date, base, licence, triples of each named graph, and each other file's size and SHA-256",
}
"""What the files of a release hold, by patterns of their names; the first that fits."""


def files_of_a_release() -> str:
    """What lies in the folder that `build` writes: the names and media types are those of the files themselves."""
    names = [*built()[1], ("manifest.json", "application/json")]
    found: dict[str, list[tuple[str, str]]] = {pattern: [] for pattern in FILES}
    for name, media_type in names:
        found[next(pattern for pattern in FILES if fits(name, pattern))].append((name, media_type))
    assert all(found.values()), "each pattern is of a file"
    rows = [
        (f"`{pattern}`", FILES[pattern], str(len(of)), ", ".join(sorted({f"`{media_type}`" for _, media_type in of})))
        for pattern, of in found.items()
    ]
    return "\n\n".join(
        [
            NOTE,
            "# The files of a release",
            f"`mfa-graph build` writes {len(names)} files into `dist/`, or the folder that `--out` names. They appear when all "
            "are made, each whole, and the manifest last. The same content, day (`SOURCE_DATE_EPOCH`) and base give the same "
            "bytes; of packed files also the same version of zlib or Zstandard is needed. Why: "
            "[decision 0020](../decisions/0020-each-file-is-written-once.md).",
            table(["Name", "What it holds", "Files", "Media types"], rows),
            "**Reading them.** RDF is sorted, and one statement more in Turtle changes three lines at most, so releases can be "
            "compared line by line. Only axioms of the ontology have blank nodes. "
            "`KnowledgeGraph.load` reads TriG, N-Quads and JSON-LD, packed "
            "or not. `mfa-graph export --thing NAME` and `--class NAME` print one slice in any syntax; with named graphs it has "
            "the passages that say it, and how they are cited.",
        ]
    )


def fits(name: str, pattern: str) -> bool:
    """Whether a name is of a pattern, in which braces hold a choice."""
    before, _, rest = pattern.partition("{")
    choice, _, after = rest.partition("}")
    return any(fnmatchcase(name, f"{before}{each}{after}") for each in choice.split(","))


# ---------------------------------------------------------------------------------------------------
# queries/README.md
# ---------------------------------------------------------------------------------------------------


def question_catalogue() -> str:
    """The questions, with what each takes and gives."""
    content = Content.bundled()
    parts = [
        NOTE,
        "# The questions",
        "Each file answers its question in any SPARQL 1.1 editor, with the defaults that stand in it. `mfa-graph ask q01` asks "
        "it here, and `mfa-graph ask q01 --help` says what it takes. A parameter is a line that ends in `#+ name`; the head of a "
        "file is the lines that begin with `#+`, in TOML.",
    ]
    for question in Catalogue.read(content):
        parts += [
            f"## {question.id} {question.title}",
            question.summary,
            f"[{question.file.path.name}]({question.file.path.name}) · {', '.join(question.tags)}",
        ]
        if question.parameters:
            rows = [(f"`--{p.name}`", p.help, f"`{shortened(p.default.strip('<>'))}`") for p in question.parameters]
            parts.append(table(["Parameter", "What", "Default"], rows))
        parts.append(table(["Column", "What"], [(column.heading, column.meaning) for column in question.columns]))
    folders = {
        "derived": "Derived statements",
        "checks": "Checks",
        "views": "Views",
        "catalogue": "The catalogue of a release",
    }
    for folder, title in folders.items():
        files = [read_query(path) for path in content.files(f"queries/{folder}", ".rq")]
        links = [(f"[{f.path.stem}]({folder}/{f.path.name})", str(f.head["title"])) for f in files]
        parts += [f"## {title}", table(["File", "What"], links)]
    return "\n\n".join(parts)


# ---------------------------------------------------------------------------------------------------
# README.md
# ---------------------------------------------------------------------------------------------------

RUN = ("build", "ask q01")
"""What `make run` calls, after it has made the environment."""


def evidence_queries() -> dict[Path, Callable[[], str]]:
    """The query that gives the evidence of each question's rows, and of each rule's statements."""
    queries = ROOT / "queries"
    asked = {
        question.id: question.file for question in Catalogue.read(Content.bundled()) if not question.about_the_graph
    }
    rules = {path.stem: read_query(path) for path in sorted((queries / "derived").glob("*.rq"))}
    files = {**asked, **rules}
    return {queries / "evidence" / f"{name}.evidence.rq": partial(evidence_query, files[name]) for name in files}


def readme() -> str:
    """The README with the output of its console blocks as the commands print it now."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.sub(r"```console\n\$ (.*?)\n.*?```", lambda block: console(block[1]), text, flags=re.DOTALL)


def console(command: str) -> str:
    """A console block: a command, and what it prints."""
    calls = RUN if command == "make run" else (command.removeprefix("mfa-graph "),)
    shown = "\n".join(output_of(call) for call in calls)
    return f"```console\n$ {command}\n{shown}```"


def output_of(words: str) -> str:
    """What a command of ours prints; a foreign command is left without output."""
    call = shlex.split(words)
    if call == ["build"]:
        return built()[0]
    return run(call)[0] if call[0] in ("ask", "connect", "why") else ""


@cache
def built() -> tuple[str, list[tuple[str, str]]]:
    """What `build` prints, and the name and media type of each file of which the manifest tells: one build is for all pages."""
    output, manifest = run(["build"])
    assert manifest, output
    return output, [(file["name"], file["mediaType"]) for file in manifest["files"]]


def run(call: list[str]) -> tuple[str, dict[str, Any]]:
    """What a command prints on a terminal of a hundred columns, in an empty folder, and the manifest that it leaves there.

    The commands run here, on the graph that is there already: to put it together is most of their work.
    """
    runner = CliRunner(env={"COLUMNS": "100"})
    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        patch("mfa_graph.build.assembled", lambda *_, **__: (whole(), None)),
        patch("mfa_graph.assembly.recall", lambda _: whole()),
    ):
        output = runner.invoke(program, call, catch_exceptions=False).output
        manifest = Path("dist", "manifest.json")
        return output, json.loads(manifest.read_bytes()) if manifest.is_file() else {}


# ---------------------------------------------------------------------------------------------------
# All pages
# ---------------------------------------------------------------------------------------------------

PAGES: dict[Path, Callable[[], str]] = {
    DOCS / "reference" / "checks.md": what_is_checked,
    DOCS / "reference" / "coverage.md": coverage,
    DOCS / "reference" / "dcat-ap.md": dcat_ap,
    DOCS / "reference" / "errors.md": error_codes,
    DOCS / "reference" / "rules.md": reasoning_rules,
    DOCS / "reference" / "search.md": search_by_name,
    DOCS / "reference" / "shacl-engines.md": shacl_engines,
    DOCS / "reference" / "files.md": files_of_a_release,
    DOCS / "reference" / "tables.md": tables_page,
    ROOT / "queries" / "README.md": question_catalogue,
    ROOT / "README.md": readme,
    **evidence_queries(),
}


def main(words: list[str] | None = None) -> int:
    """Write the pages, or say which of them are stale; `words` are those of the command line."""
    parser = argparse.ArgumentParser(description="Write the generated pages of the documentation.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if a page is not what would be written"
    )
    check = parser.parse_args(words).check
    stale = []
    for path, page in PAGES.items():
        text = page().rstrip("\n") + "\n"
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path}", file=sys.stderr if check else sys.stdout)
    if check and stale:
        print("Write them again: python docs/generate.py", file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
