"""The knowledge graph: named graphs, merged set, files."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem, SyntaxProblem, UnwritableOutput
from mfa_graph.formats import FORMATS, Format, by_name
from mfa_graph.graph import UNSOURCED, KnowledgeGraph, write_whole
from mfa_graph.store import Literal, NamedNode, Quad, Solutions
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.store.syntax import canonical, read
from mfa_graph.vocabulary import BASE, PREFIXES

EX = "http://example.org/"
A, B, P = NamedNode(EX + "a"), NamedNode(EX + "b"), NamedNode(EX + "p")
PASSAGES = [NamedNode(f"{EX}passage/{n}") for n in range(3)]
ODD_LITERALS = [
    Literal("007", datatype=NamedNode(PREFIXES["xsd"] + "integer")),
    Literal("1.50", datatype=NamedNode(PREFIXES["xsd"] + "decimal")),
    Literal("1", datatype=NamedNode(PREFIXES["xsd"] + "boolean")),
    Literal("P12M", datatype=NamedNode(PREFIXES["xsd"] + "duration")),
    Literal('José\n"quoted" \\ ', language="pt"),
]


def number(graph: KnowledgeGraph, query: str) -> str:
    """The one cell of an answer, as text."""
    (row,) = graph.select(query)
    assert isinstance(row[0], Literal)
    return row[0].value


def test_one_triple_in_three_passages_counts_one() -> None:
    """In the merged set a triple counts once, however many passages say it; inside GRAPH it counts for each."""
    graph = KnowledgeGraph(Quad(A, P, B, passage) for passage in PASSAGES)
    assert number(graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == "1"
    assert number(graph, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == "3"
    assert graph.counts() == {passage.value: 1 for passage in PASSAGES}


def test_unsourced_statements_are_not_merged() -> None:
    """What stands in graph/unsourced answers no question unless it is asked for by name."""
    graph = KnowledgeGraph([Quad(A, P, B, UNSOURCED)])
    assert graph.query("ASK { ?s ?p ?o }") is False
    assert graph.query(f"ASK {{ GRAPH <{UNSOURCED.value}> {{ ?s ?p ?o }} }}") is True


def test_literals_leave_as_they_came() -> None:
    """Lexical forms that a store would rewrite are in every dump and in rdflib as they were written."""
    graph = KnowledgeGraph(Quad(A, P, literal, PASSAGES[0]) for literal in ODD_LITERALS)
    dumped = graph.dump(by_name("nquads")).decode()
    assert all(str(literal) in dumped for literal in ODD_LITERALS)
    values = {str(value) for value in graph.to_rdflib().objects(rdflib.URIRef(A.value))}
    assert values == {literal.value for literal in ODD_LITERALS}


@pytest.mark.parametrize("syntax", FORMATS, ids=lambda syntax: syntax.name)
def test_a_dump_is_the_graph(syntax: Format, whole: KnowledgeGraph, tmp_path: Path) -> None:
    """A dump with graphs loads to the same quads, one without to the same merged set."""
    path = tmp_path / f"dump{syntax.suffix}"
    whole.save(path)
    if syntax.has_graphs:
        assert KnowledgeGraph.load(path).dump(by_name("nquads")) == whole.dump(by_name("nquads"))
    else:
        assert canonical(read(path)) == canonical(whole.merged)


@given(st.permutations([Quad(A, P, literal, passage) for literal in ODD_LITERALS for passage in PASSAGES]))
def test_a_dump_does_not_depend_on_order(quads: list[Quad]) -> None:
    """However the statements came in, they leave in the same bytes."""
    turtle = by_name("trig")
    assert KnowledgeGraph(quads).dump(turtle) == KnowledgeGraph(sorted(quads, key=str)).dump(turtle)


def test_a_store_on_disk_keeps_the_graph(tmp_path: Path) -> None:
    """A graph put into a folder on disk can be asked there in another run."""
    store = EmbeddedStore(tmp_path / "store")
    KnowledgeGraph([Quad(A, P, B, PASSAGES[0])], store=store).query("ASK { ?s ?p ?o }")
    del store
    answer = EmbeddedStore(tmp_path / "store").query("SELECT ?s { ?s ?p ?o }")
    assert isinstance(answer, Solutions)
    assert answer.rows == ((A,),)


def test_a_statement_that_nobody_says_is_refused(content_copy: Content) -> None:
    """A triple in a TriG file's default graph stops the reading, and the error names file and remedy."""
    file = content_copy.root / "data" / "stray.trig"
    file.write_text("<http://example.org/a> <http://example.org/p> 1 .\n")
    with pytest.raises(ContentProblem, match=r"stray\.trig: No named graph holds the statement") as caught:
        KnowledgeGraph.authored(content_copy)
    assert "<source/SOURCE/PASSAGE>" in caught.value.remedy


def test_turtle_belongs_to_a_folder_with_a_graph(content_copy: Content) -> None:
    """Turtle in data/concepts/ goes to graph/concepts; in the folder of a source it is refused."""
    (content_copy.root / "data" / "concepts" / "more.ttl").write_text(
        "<http://example.org/a> <http://example.org/p> 1 .\n"
    )
    graph = KnowledgeGraph.authored(content_copy)
    assert (
        graph.query("ASK { GRAPH <https://w3id.org/mfa-graph/graph/concepts> { <http://example.org/a> ?p ?o } }")
        is True
    )
    (content_copy.root / "data" / "ilo-good-practices-58" / "more.ttl").write_text(
        "<http://example.org/a> <http://example.org/p> 1 .\n"
    )
    with pytest.raises(ContentProblem, match="nobody says it"):
        KnowledgeGraph.authored(content_copy)


def test_broken_turtle_is_named_with_its_line(content_copy: Content) -> None:
    """A missing semicolon stops the reading at file, line and column."""
    file = content_copy.root / "data" / "curation" / "broken.ttl"
    file.write_text("@prefix ex: <http://example.org/> .\nex:a ex:p 1\nex:b ex:p 2 .\n")
    with pytest.raises(SyntaxProblem) as caught:
        KnowledgeGraph.authored(content_copy)
    assert caught.value.place is not None
    assert (caught.value.place.file.name, caught.value.place.line) == ("broken.ttl", 3)


def test_a_base_moves_things_and_leaves_terms(content: Content) -> None:
    """With another base, things, passages and graphs have other addresses; terms and concepts keep theirs."""
    base = "https://data.example.org/labour/"
    still = KnowledgeGraph.authored(content)
    moved = still.moved(base)
    assert (len(moved.quads), len(moved.merged)) == (len(still.quads), len(still.merged))
    terms = {term.value for quad in moved.quads for term in quad if isinstance(term, NamedNode)}
    left = {iri.removeprefix(BASE).split("/")[0].split("#")[0] for iri in terms if iri.startswith(BASE)}
    assert left == {"ontology", "concept"}
    assert f"{base}id/organisation/mfa" in terms
    assert f"{base}graph/curation" in moved.counts()


def test_labels_are_found_and_made_up_for(whole: KnowledgeGraph) -> None:
    """A thing is called by its English preferred label, and one without a label by its shortened address."""
    assert whole.label(BASE + "id/organisation/mfa") == "Migrant Forum in Asia"
    assert whole.label(BASE + "id/engagement/mfa-asean") == "id/engagement/mfa-asean"


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Writing into a folder's place fails with a remedy and leaves nothing beside it."""
    target = tmp_path / "graph.ttl"
    target.mkdir()
    with pytest.raises(UnwritableOutput, match="What to do"):
        write_whole(target, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    write_whole(tmp_path / "new" / "file.txt", b"x")
    assert (tmp_path / "new" / "file.txt").read_bytes() == b"x"
    assert stat.S_IMODE((tmp_path / "new" / "file.txt").stat().st_mode) == 0o644


def test_what_is_no_file_stays_what_it_is(tmp_path: Path) -> None:
    """Written to a link, its file changes and the link stays; a device swallows what it is given and stays a device."""
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"
    write_whole(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


def test_a_file_that_nobody_reads_is_refused(content_copy: Content) -> None:
    """A file among the data whose suffix is not read is an error, not passed over."""
    (content_copy.root / "data" / "notes.turtle").write_text("not read")
    with pytest.raises(ContentProblem, match=r"Nobody reads files that end in “\.turtle”"):
        KnowledgeGraph.authored(content_copy)


def test_a_file_without_graphs_is_not_loaded(tmp_path: Path) -> None:
    """A dump that says nothing of its sources is refused, and the remedy names those that do."""
    KnowledgeGraph([Quad(A, P, B, PASSAGES[0])]).save(tmp_path / "graph.nt")
    with pytest.raises(ContentProblem, match="no named graph"):
        KnowledgeGraph.load(tmp_path / "graph.nt")


def test_a_moved_dump_is_loaded_without_its_unsourced_part(content: Content, tmp_path: Path) -> None:
    """At another base too, what stands in graph/unsourced stays out of the merged set."""
    moved = KnowledgeGraph.authored(content).moved("https://data.example.org/")
    moved.save(tmp_path / "graph.nq")
    assert len(KnowledgeGraph.load(tmp_path / "graph.nq").merged) == len(moved.merged)


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    """A graph is saved only under a name that says its syntax."""
    with pytest.raises(ContentProblem, match="No RDF format"):
        KnowledgeGraph([]).save(tmp_path / "graph.txt")
