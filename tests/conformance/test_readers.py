"""Other people's tools read our dumps back to the same graph."""

from __future__ import annotations

import json
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
from mfa_graph.store.syntax import canonical, parse, read
from tests.jsonld.javascript import jsonld_js

RAPPER_WORDS = {"trig": "trig", "nquads": "nquads", "turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml"}


@pytest.fixture(scope="module")
def dumps(whole: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The dump of the whole graph in each syntax, by the syntax's name."""
    folder = tmp_path_factory.mktemp("dumps")
    paths = {syntax.name: folder / f"graph{syntax.suffix}" for syntax in FORMATS}
    for path in paths.values():
        whole.save(path)
    return paths


def lines_of(path: Path) -> set[str]:
    """A dump's statements as canonical N-Quads lines, through our own reader."""
    return {str(quad) for quad in canonical(read(path))}


def expected_from(whole: KnowledgeGraph, syntax: Format) -> set[str]:
    """What a dump in a syntax must hold: all quads, or the merged set."""
    quads = [*whole.quads, *whole.merged] if syntax.has_graphs else whole.merged
    return {str(quad) for quad in canonical(quads)}


def test_the_same_six_syntaxes_are_judged() -> None:
    """rapper judges every syntax but JSON-LD, which PyLD and jsonld.js judge."""
    assert {syntax.name for syntax in FORMATS} == RAPPER_WORDS.keys() | {"jsonld"}


@pytest.mark.parametrize("name", RAPPER_WORDS)
def test_rapper_reads_the_same_graph(name: str, dumps: dict[str, Path], whole: KnowledgeGraph, tmp_path: Path) -> None:
    """What rapper reads from a dump and writes again is the same graph, statement by statement."""
    program = shutil.which("rapper")
    if program is None:
        pytest.skip("needs the tool rapper")
    syntax = by_name(name)
    again = "nquads" if syntax.has_graphs else "ntriples"
    command = [program, "-q", "-i", RAPPER_WORDS[name], "-o", again, str(dumps[name])]
    done = subprocess.run(command, capture_output=True, check=True)
    copy = tmp_path / f"copy{by_name(again).suffix}"
    copy.write_bytes(done.stdout)
    assert lines_of(copy) == expected_from(whole, syntax)


def test_pyld_reads_the_same_quads(dumps: dict[str, Path], whole: KnowledgeGraph, tmp_path: Path) -> None:
    """PyLD turns the JSON-LD dump into the same quads, without asking the network for a context."""

    def refuse(address: str, options: object) -> None:
        raise AssertionError(f"asked for {address}")

    document = json.loads(dumps["jsonld"].read_text(encoding="utf-8"))
    options = {"format": "application/n-quads", "documentLoader": refuse, "useNativeTypes": False}
    copy = tmp_path / "copy.nq"
    copy.write_text(jsonld.to_rdf(document, options), encoding="utf-8")
    assert lines_of(copy) == expected_from(whole, by_name("jsonld"))


def test_jsonld_js_reads_the_same_quads(dumps: dict[str, Path], whole: KnowledgeGraph, tmp_path: Path) -> None:
    """So does jsonld.js, with a loader that fails when it is asked for anything."""
    document = json.loads(dumps["jsonld"].read_text(encoding="utf-8"))
    copy = tmp_path / "copy.nq"
    copy.write_text(jsonld_js("toRDF", document, {"format": "application/n-quads"}), encoding="utf-8")
    assert lines_of(copy) == expected_from(whole, by_name("jsonld"))


def test_compacting_again_says_the_same(founding: KnowledgeGraph) -> None:
    """Expanded by PyLD and compacted by it with the context of the document, the merged set keeps statements, keys and values."""
    document = json.loads(b"".join(pieces(canonical(founding.merged), context_of(founding.merged))))
    again = jsonld.compact(jsonld.expand(document), document["@context"])
    text = jsonld.to_rdf(again, {"format": "application/n-quads"})
    assert {str(quad) for quad in canonical(parse(text.encode(), by_name("nquads")))} == {
        str(quad) for quad in canonical(founding.merged)
    }
    theirs, ours = ({node["id"]: node for node in each["@graph"]} for each in (again, document))
    for thing, node in ours.items():
        assert theirs[thing] == {**node, **({"type": theirs[thing]["type"]} if "type" in node else {})}


@pytest.mark.parametrize("syntax", FORMATS, ids=lambda syntax: syntax.name)
def test_rdflib_reads_the_same_graph(
    syntax: Format, dumps: dict[str, Path], whole: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """rdflib, told to leave literals as they are, reads each dump to the same graph."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    dataset.parse(dumps[syntax.name], format=syntax.media_type if syntax.name != "jsonld" else "json-ld")
    copy = tmp_path / "copy.nq"
    quads = ((s, p, o, None if g == rdflib.graph.DATASET_DEFAULT_GRAPH_ID else g) for s, p, o, g in dataset.quads())
    copy.write_text("".join(_line(*quad) for quad in quads), encoding="utf-8")
    assert lines_of(copy) == expected_from(whole, syntax)


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
