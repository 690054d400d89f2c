"""Other people's tools read our dumps back to the same graph."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from pyld import jsonld

from mfa_graph.formats import FORMATS, Format, by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.jsonld.context import context_of
from mfa_graph.jsonld.writer import pieces
from mfa_graph.store import BlankNode, Quad
from mfa_graph.store.syntax import canonical, parse, read


@pytest.fixture(scope="module")
def dumps(whole: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The dump of the whole graph in each syntax, by the syntax's name."""
    folder = tmp_path_factory.mktemp("dumps")
    paths = {syntax.name: folder / f"graph{syntax.suffix}" for syntax in FORMATS}
    for path in paths.values():
        whole.save(path)
    return paths


@pytest.fixture(scope="module")
def expected(whole: KnowledgeGraph) -> dict[bool, set[Quad]]:
    """What a dump must hold: with named graphs all quads, without them the merged set."""
    return {True: {*canonical([*whole.quads, *whole.merged])}, False: {*canonical(whole.merged)}}


def test_only_the_ontology_has_blank_nodes(whole: KnowledgeGraph, expected: dict[bool, set[Quad]]) -> None:
    """What the data say has addresses; the blank nodes of axioms have canonical names, by which graphs are compared."""
    blank = {str(quad.graph_name) for quad in whole.quads if any(isinstance(term, BlankNode) for term in quad)}
    assert all("/graph/ontology" in name or "/graph/inferred/" in name for name in blank), blank
    assert len(expected[False]) > 40_000


def of_rapper(path: Path, syntax: Format, again: str) -> list[str]:
    """Raptor's program."""
    return [program("rapper"), "-q", "-i", syntax.name, "-o", again, str(path)]


def of_serdi(path: Path, syntax: Format, again: str) -> list[str]:
    """Serd's program, strict as it is unless told otherwise."""
    return [program("serdi"), "-i", syntax.name, "-o", again, str(path)]


def of_jena(path: Path, syntax: Format, again: str) -> list[str]:
    """Jena's riot, from its class path."""
    classes = named("MFA_GRAPH_JENA", "Jena", "is the class path")
    return [program("java"), "-cp", classes, "riotcmd.riot", "--strict", "--check", f"--output={again}", str(path)]


def of_node(path: Path, syntax: Format, again: str) -> list[str]:
    """N3.js, or jsonld.js."""
    named("MFA_GRAPH_NODE_MODULES", "N3.js", "names the node_modules that have n3 and jsonld")
    return [program("node"), str(Path(__file__).with_name("reread.js")), str(path), syntax.media_type]


def program(name: str) -> str:
    """Where a program is; without it the test skips."""
    return shutil.which(name) or pytest.skip(f"needs the tool {name}")


def named(variable: str, tool: str, says: str) -> str:
    """What a variable of the environment says of a tool; without it the test skips."""
    return os.environ.get(variable) or pytest.skip(f"needs the tool {tool}: {variable} {says}")


READERS = {
    "rapper": (of_rapper, ("trig", "nquads", "turtle", "ntriples", "rdfxml")),
    "serdi": (of_serdi, ("trig", "nquads", "turtle", "ntriples")),
    "Jena": (of_jena, ("trig", "nquads", "turtle", "ntriples", "rdfxml")),
    "node": (of_node, ("trig", "nquads", "turtle", "ntriples", "jsonld")),
}
"""Each program with the syntaxes that it reads; PyLD and rdflib, which are libraries, have tests of their own."""

CASES = [(reader, name) for reader, (_, names) in READERS.items() for name in names]


def test_every_syntax_has_readers() -> None:
    """Each syntax is read by two programs at least, but for JSON-LD, which jsonld.js, PyLD and rdflib read."""
    assert len(CASES) == 19
    for syntax in FORMATS:
        readers = {reader for reader, name in CASES if name == syntax.name}
        assert len(readers) >= (1 if syntax.name == "jsonld" else 2)


@pytest.mark.parametrize(("reader", "name"), CASES)
def test_a_program_reads_the_same_graph(
    reader: str, name: str, dumps: dict[str, Path], expected: dict[bool, set[Quad]], tmp_path: Path
) -> None:
    """What a program reads from a dump and writes again is the same graph, statement by statement."""
    syntax = by_name(name)
    again = by_name("nquads" if syntax.has_graphs else "ntriples")
    environment = {**os.environ, "NODE_PATH": os.environ.get("MFA_GRAPH_NODE_MODULES", "")}
    command = READERS[reader][0](dumps[name], syntax, again.name)
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    copy = tmp_path / f"copy{again.suffix}"
    copy.write_bytes(done.stdout)
    assert set(canonical(read(copy))) == expected[syntax.has_graphs]


def test_pyld_reads_the_same_quads(dumps: dict[str, Path], expected: dict[bool, set[Quad]], tmp_path: Path) -> None:
    """PyLD turns the JSON-LD dump into the same quads, without asking the network for a context."""

    def refuse(address: str, options: object) -> None:
        raise AssertionError(f"asked for {address}")

    document = json.loads(dumps["jsonld"].read_text(encoding="utf-8"))
    options = {"format": "application/n-quads", "documentLoader": refuse, "useNativeTypes": False}
    copy = tmp_path / "copy.nq"
    copy.write_text(jsonld.to_rdf(document, options), encoding="utf-8")
    assert set(canonical(read(copy))) == expected[True]


def test_compacting_again_says_the_same(founding: KnowledgeGraph) -> None:
    """Expanded by PyLD and compacted by it with the context of the document, the merged set keeps statements, keys and values."""
    merged = canonical(founding.merged)
    document = json.loads(b"".join(pieces(merged, context_of(merged))))
    again = jsonld.compact(jsonld.expand(document), document["@context"])
    text = jsonld.to_rdf(again, {"format": "application/n-quads"})
    assert set(map(str, canonical(parse(text.encode(), by_name("nquads"))))) == set(map(str, merged))
    theirs, ours = ({node["id"]: node for node in each["@graph"]} for each in (again, document))
    for thing, node in ours.items():
        assert theirs[thing] == {**node, **({"type": theirs[thing]["type"]} if "type" in node else {})}


@pytest.mark.parametrize("syntax", FORMATS, ids=lambda syntax: syntax.name)
def test_rdflib_reads_the_same_graph(
    syntax: Format,
    dumps: dict[str, Path],
    expected: dict[bool, set[Quad]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """rdflib, told to leave literals as they are, reads each dump to the same graph."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    dataset.parse(dumps[syntax.name], format=syntax.media_type if syntax.name != "jsonld" else "json-ld")
    copy = tmp_path / "copy.nq"
    quads = ((s, p, o, None if g == rdflib.graph.DATASET_DEFAULT_GRAPH_ID else g) for s, p, o, g in dataset.quads())
    copy.write_text("".join(_line(*quad) for quad in quads), encoding="utf-8")
    assert set(canonical(read(copy))) == expected[syntax.has_graphs]


def _line(subject: object, predicate: object, value: object, graph: object) -> str:
    """One N-Quads line of rdflib terms."""
    terms = [term for term in (subject, predicate, value, graph) if term is not None]
    return " ".join(term.n3() for term in terms) + " .\n"  # type: ignore[attr-defined]


def test_one_triple_in_three_passages_counts_one(tmp_path: Path) -> None:
    """In the dumps too, a triple that three passages say is one triple of the merged set and three quads."""
    file = tmp_path / "three.nq"
    file.write_text("".join(f"<http://a/s> <http://a/p> <http://a/o> <http://a/g{n}> .\n" for n in range(3)))
    graph = KnowledgeGraph.load(file)
    assert graph.dump(by_name("ntriples")).count(b"\n") == 1
    assert graph.dump(by_name("nquads")).count(b"\n") == 4
