"""The generated graph: valid, of the real one's shape, and answering as its plan says."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from benchmarks.generate import answers, generate
from benchmarks.synthetic import known, precedence, standing, times
from benchmarks.synthetic.plan import LEAST

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.findings import Severity
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.reasoning.run import INFERRED
from mfa_graph.store import NamedNode, Quad
from mfa_graph.validation.run import check
from mfa_graph.vocabulary import BASE, OWL, PREFIXES, RDF, graph
from tests.conftest import ROOT

# The one size of all tests that reason and ask: large enough for every rule to make a difference to an answer.
TRIPLES = 10_000
SEEDS = (1, 2, 3)

AXIOMS = (
    *(PREFIXES["rdfs"] + name for name in ("subPropertyOf", "subClassOf", "domain", "range")),
    OWL.inverseOf,
    OWL.propertyChainAxiom,
)
REASONS = {
    *("ratified", "in force by then", "seen as a party by then"),
    *("denounced", "seen not to have ratified", "ratified later"),
    *("last seen not to have ratified", "denounced around that day", "ratified around that day", "no source says"),
}
ONTOLOGY = NamedNode(graph("ontology"))
COMMAND = [sys.executable, str(ROOT / "benchmarks" / "generate.py")]


def content_of(seed: int, root: Path) -> Content:
    """A content root with a generated graph for its data, and with the concepts that this speaks of."""
    for folder in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / folder, root / folder)
    # What is there is without a source and names instruments of the real graph.
    shutil.copytree(ROOT / "data" / "concepts", root / "data" / "concepts", ignore=lambda *_: ["mlflm-unsourced.trig"])
    (root / "data" / "generated.nq").write_text("".join(generate(TRIPLES, seed)), encoding="utf-8")
    return Content(root)


@pytest.fixture(scope="session")
def whole_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], KnowledgeGraph]:
    """Gives the whole graph of a seed, derived and inferred statements included."""
    return cache(lambda seed: assemble(content_of(seed, tmp_path_factory.mktemp("generated") / "content")))


@pytest.fixture(scope="session")
def one(whole_of: Callable[[int], KnowledgeGraph]) -> KnowledgeGraph:
    """The whole graph of one seed."""
    return whole_of(SEEDS[0])


@cache
def expected(seed: int) -> dict[str, Any]:
    """The known answers."""
    return answers(TRIPLES, seed)


# --- the whole graph


@pytest.mark.parametrize("seed", SEEDS)
def test_all_comes_out_as_planned(seed: int, whole_of: Callable[[int], KnowledgeGraph], content: Content) -> None:
    """Each question gives exactly the rows that follow from the plan, and of each shortcut there are as many triples."""
    whole, planned = whole_of(seed), expected(seed)
    catalogue, asker = Catalogue.read(content), Asker(whole, content)
    rows: Counter[str] = Counter()
    for case in planned["questions"]:
        answer = asker.ask(catalogue.get(case["id"]), case["parameters"])
        given = sorted([str(getattr(cell, "value", "")) for cell in row] for row in answer.rows)
        assert given == case["rows"], f"{case['id']} with {case['parameters']}"
        rows[case["id"]] += len(given)
    assert rows.keys() == {"q01", "q02", "q04", "q08", "q10", "q12", "q14", "q16", "q20", "q27"}
    assert min(rows.values()) >= 5
    assert shortcuts_in(whole, planned["shortcuts"]) == planned["shortcuts"]
    assert len(planned["shortcuts"]) == 21
    assert min(planned["shortcuts"].values()) >= 1


def shortcuts_in(whole: KnowledgeGraph, names: Iterable[str]) -> dict[str, int]:
    """How many triples of each shortcut a graph has."""
    other = {"broaderTransitive": PREFIXES["skos"], "replaces": PREFIXES["dcterms"]}
    found = Counter(quad.predicate.value for quad in whole.merged if "/g-" in str(quad.subject))
    return {name: found[other.get(name, PREFIXES["mfa"]) + name] for name in names}


def test_the_plan_has_every_kind_of_answer() -> None:
    """Over the three seeds the known answers have yes, no and unknown, certain and possible, and no empty question."""
    cells: dict[str, set[str]] = {}
    for seed in SEEDS:
        for case in expected(seed)["questions"]:
            cells.setdefault(case["id"], set()).update(cell for row in case["rows"] for cell in row)
    assert cells["q04"] >= {"certain", "possible"} <= cells["q08"] & cells["q27"]
    assert cells["q08"] >= {"1", "2", "3"}  # so many sources of one seat
    assert cells["q10"] >= {"certain", "possible", "no", "unknown"}
    assert cells["q12"] >= {"yes", "unknown", "certain", "possible"}
    assert cells["q14"] >= {"yes", "no", "unknown", *REASONS}


@pytest.mark.parametrize(
    ("place", "name", "without", "affected"),
    [
        (times, "_list_start", lambda *_: None, {"q04", "q10"}),
        (times, "_list_end", lambda *_: None, {"q04", "q08", "q10", "q12", "q14", "q16"}),
        (known, "bounds_of_hand", lambda hand, _: times.bounds_of(hand, [hand], None), {"q27"}),
        (times, "earliest", lambda founded, _=None: founded and times.first(founded), {"q04", "q10"}),
        (precedence, "source_kind", lambda _: "wiki", {"q08", "q10", "q12", "q14"}),
        (precedence, "_contradict", lambda *_: False, {"q08", "q10", "q12", "q14"}),
        (precedence, "_EXACTNESS", {}, {"q10"}),
        (standing, "_SUCCESSION", (), {"q14", "q16"}),
        (standing, "_is_back", lambda *_: False, {"q14", "q16"}),
        (standing._Party, "is_open", lambda _: False, {"q14", "q16"}),
    ],
)
def test_every_rule_makes_a_difference(
    place: object, name: str, without: object, affected: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any one of the rules that the plan tells answers by, some answers are others, so the queries are held to it."""
    told = {seed: expected(seed)["questions"] for seed in SEEDS}
    monkeypatch.setattr(place, name, without)
    other = {seed: answers(TRIPLES, seed)["questions"] for seed in SEEDS}
    changed = {
        a["id"] for seed in SEEDS for a, b in zip(told[seed], other[seed], strict=True) if a["rows"] != b["rows"]
    }
    assert changed >= affected


def test_every_axiom_has_data(one: KnowledgeGraph) -> None:
    """Each property and each class of which an axiom speaks is used, so that no axiom is without something to infer from."""
    axioms = [quad for quad in one.quads if quad.graph_name == ONTOLOGY and isinstance(quad.subject, NamedNode)]
    speaking = [quad for quad in axioms if quad.predicate.value in AXIOMS]
    is_characteristic = {OWL.SymmetricProperty, OWL.TransitiveProperty}
    marked = [quad for quad in axioms if getattr(quad.object, "value", "") in is_characteristic]
    said = [quad for quad in one.quads if quad.graph_name != ONTOLOGY]
    used = {quad.predicate.value for quad in said} | {value_of(quad) for quad in said if is_type(quad)}
    assert {getattr(quad.subject, "value", "") for quad in [*speaking, *marked]} - used == set()
    assert {quad.predicate.value for quad in speaking} == set(AXIOMS)
    assert len(speaking) >= 250
    assert len(marked) == 3


def test_every_kind_of_axiom_infers(one: KnowledgeGraph) -> None:
    """Of each kind of axiom there is one triple at least that nobody stated, in the graph of its rule."""
    conflicts = f"<{PREFIXES['mfa']}conflictsWith>"
    for rule, pattern in (
        ("prp-symp", f"?other {conflicts} ?one"),
        ("prp-dom", f"?node a <{PREFIXES['mfa']}Relation>"),
        ("cax-sco", f"?state a <{PREFIXES['foaf']}Agent>"),
        ("prp-spo1", f"?node <{PREFIXES['mfa']}relatesFrom> ?actor"),
        ("prp-spo1", f"?instrument <{PREFIXES['mfa']}keptBy> ?depositary"),
        ("prp-spo2", f"?state <{PREFIXES['mfa']}hasRatified> ?instrument"),
        ("prp-inv2", f"?body <{PREFIXES['mfa']}hasMember> ?member"),
        ("prp-trp", f"?part <{PREFIXES['mfa']}partOf> ?whole"),
        ("prp-trp", f"?topic <{PREFIXES['skos']}broaderTransitive> ?wider"),
        ("cax-sco", f"?thing a <{PREFIXES['prov']}Activity>"),
    ):
        assert one.query(f"ASK {{ GRAPH <{INFERRED}{rule}> {{ {pattern} }} }}"), (rule, pattern)


def test_nothing_is_of_two_disjoint_classes(one: KnowledgeGraph) -> None:
    """No thing belongs to two classes that the ontology keeps apart."""
    disjoint = f"{PREFIXES['owl']}disjointWith"
    pairs = {(quad.subject, quad.object) for quad in one.quads if quad.predicate.value == disjoint}
    classes: dict[object, set[object]] = {}
    for quad in one.merged:
        if is_type(quad):
            classes.setdefault(quad.subject, set()).add(quad.object)
    assert len(pairs) == 17
    assert [thing for thing, of in classes.items() for pair in pairs if set(pair) <= of] == []


def test_the_graph_has_no_violation(tmp_path: Path) -> None:
    """Shapes and check queries find no violation, with and without what the plan adds by chance."""
    content = content_of(4, tmp_path / "content")
    report = check(KnowledgeGraph.authored(content), content)
    assert [finding for finding in report if finding.severity is Severity.VIOLATION] == []
    assert len(report) >= 20


def is_type(quad: Quad) -> bool:
    """Whether a statement gives a thing's class."""
    return quad.predicate.value == RDF.type


def value(term: object) -> str:
    """The text of a term."""
    return str(getattr(term, "value", ""))


def value_of(quad: Quad) -> str:
    """The text of a statement's object."""
    return value(quad.object)


# --- the lines


@pytest.mark.parametrize("triples", [LEAST, 5_000, 10_000, 30_000])
def test_there_are_as_many_triples_as_asked_for(triples: int) -> None:
    """A graph has exactly so many quads, all different, and as many triples; each is N-Quads in a named graph."""
    for seed in range(5):
        lines = list(generate(triples, seed))
        assert len(lines) == triples
        quads = list(pyoxigraph.parse("".join(lines).encode(), format=pyoxigraph.RdfFormat.N_QUADS))
        assert len({quad.triple for quad in quads}) == triples
        assert not [quad for quad in quads if isinstance(quad.graph_name, pyoxigraph.DefaultGraph)]


def test_things_are_told_from_real_ones() -> None:
    """Every subject's address is of the namespace of generated slugs, and no generated place has the code of a real one."""
    lines = list(generate(10_000, 1))
    assert all("/g-" in line.split(" ", 1)[0] for line in lines)
    codes = {line.split('"')[1] for line in lines if f"{PREFIXES['mfa']}isoCode" in line}
    assert len(codes) >= 30
    assert all(code[0] == "X" or "QM" <= code[:2] <= "QZ" or code[:2] in ("AA", "ZZ") for code in codes)


def test_the_concepts_are_those_of_the_project(content: Content) -> None:
    """Every concept that a generated graph speaks of is described in data/concepts/, or in the graph."""
    described = {quad.subject for quad in KnowledgeGraph.authored(content).quads if value_of(quad).endswith("#Concept")}
    quads = pyoxigraph.parse("".join(generate(10_000, 1)).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    named = {quad.object for quad in quads if value_of(quad).startswith(f"{BASE}concept/")}
    named -= {concept for concept in named if "/g-" in value(concept) or value(concept).count("/") == 5}
    assert len(named) >= 40
    assert named <= described


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    """Two processes with different hash seeds write the same graph and the same answers, and another seed gives another."""
    written = []
    for hash_seed, seed in (("1", "7"), ("2", "7"), ("1", "8")):
        out, told = tmp_path / "graph.nq.gz", tmp_path / "answers.json"
        words = ["--triples", "4000", "--seed", seed, "--out", str(out), "--answers", str(told)]
        subprocess.run([*COMMAND, *words], check=True, env={"PYTHONHASHSEED": hash_seed})
        written.append((out.read_bytes(), told.read_bytes()))
    assert written[0] == written[1] != written[2]
    assert gzip.decompress(written[0][0]).decode() == "".join(generate(4_000, 7))
    assert json.loads(written[0][1]) == json.loads(json.dumps(answers(4_000, 7)))


def test_large_processes_are_few() -> None:
    """Seats are spread as in life: the largest process has most of the States, and most processes have few of them."""
    joined = (
        line.split() for line in generate(100_000, 1) if f"{PREFIXES['mfa']}body>" in line and "/process/" in line
    )
    # A seat is one, by however many sources.
    sizes = Counter(body for _, body in {(node.rpartition("/")[0], body) for node, _, body, *_ in joined})
    ranked = [many for _, many in sizes.most_common()]
    states = sum("ontology#Country>" in line for line in generate(100_000, 1))
    assert len(ranked) >= 25
    assert ranked[0] > 0.7 * states
    assert 4 * ranked[len(ranked) // 2] < ranked[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--triples", "-5", "--out", "x.nq"], "“-5” is no size: write a whole number of at least 4000"),
        (["--triples", "many", "--out", "x.nq"], "“many” is no size"),
        (["--triples", "10", "--out", "x.nq"], "“10” is no size"),
        (["--triples", "4000", "--out", "x.ttl"], "“x.ttl” is no name for N-Quads: end it in .nq or .nq.gz"),
        (["--triples", "4000", "--out", "/nowhere/x.nq"], "/nowhere/x.nq cannot be written"),
        (["--triples", "4000", "--answers", "/nowhere/x.json"], "/nowhere/x.json cannot be written"),
        (["--triples", "4000"], "nothing to write"),
        (["--out", "x.nq"], "--triples"),
    ],
)
def test_a_wrong_argument_gives_one_line(words: list[str], said: str, tmp_path: Path) -> None:
    """What is wrong is said in one line that says what to do, and nothing is written."""
    run = subprocess.run([*COMMAND, *words], capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode in (1, 2)
    assert run.stderr.count("\n") == 1
    assert said in run.stderr
    assert list(tmp_path.iterdir()) == []
