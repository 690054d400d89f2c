"""The numbers of the quality page are those of the graph, counted here a second time without SPARQL."""

from __future__ import annotations

from collections import Counter, defaultdict

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.store import Literal, NamedNode
from mfa_graph.validation.quality import quality_of
from mfa_graph.vocabulary import BASE, MFA, PREFIXES, RDF, SKOS


def counted(graph: KnowledgeGraph) -> tuple[Counter[tuple[object, ...]], dict[str, set[str]]]:
    """How many passages make each statement, and of which classes somebody says each thing of ours to be."""
    passages = {q.subject for q in graph.quads if q.predicate.value == RDF.type and q.object == NamedNode(MFA.Passage)}
    said: Counter[tuple[object, ...]] = Counter()
    kinds: dict[str, set[str]] = defaultdict(set)
    for quad in graph.quads:
        if quad.graph_name in passages:
            said[quad.subject, quad.predicate, quad.object] += 1
        home, thing = quad.graph_name.value, getattr(quad.subject, "value", "")  # type: ignore[union-attr]
        if quad.predicate.value == RDF.type and not home.startswith(
            (f"{BASE}graph/inferred/", f"{BASE}graph/derived/")
        ):
            kind = getattr(quad.object, "value", "")
            if thing.startswith(BASE + "id/") and kind.startswith(PREFIXES["mfa"]):
                kinds[thing].add(kind)
    return said, kinds


def test_statements_and_things_are_counted_right(whole: KnowledgeGraph, content: Content) -> None:
    """Statements, those of one passage only, and things are as many as a count without SPARQL finds."""
    quality = quality_of(whole, content)
    said, kinds = counted(whole)
    assert (quality.statements, quality.single) == (len(said), sum(count == 1 for count in said.values()))
    assert quality.things == len(kinds)
    assert 0 < quality.single < quality.statements
    assert quality.newest == max(q.object.value for q in whole.quads if q.predicate.value == MFA.seenOn)  # type: ignore[union-attr]
    sources = {quad.object for quad in whole.quads if quad.predicate.value == PREFIXES["oa"] + "hasSource"}
    assert quality.sources == len(sources)


def test_classes_are_covered_as_the_page_says(whole: KnowledgeGraph, content: Content) -> None:
    """For every class the number of things, of those with a label, and of those that a passage names is right."""
    quality = quality_of(whole, content)
    said, kinds = counted(whole)
    things: dict[str, set[str]] = defaultdict(set)
    for thing, classes in kinds.items():
        for kind in classes:
            things[whole.label(kind)].add(thing)
    assert {each.name: each.things for each in quality.coverage} == {name: len(found) for name, found in things.items()}
    assert len(quality.coverage) > 30
    labelled = {
        quad.subject.value  # type: ignore[union-attr]
        for quad in whole.quads
        if quad.predicate.value in (SKOS.prefLabel, PREFIXES["rdfs"] + "label", PREFIXES["dcterms"] + "title")
    }
    named = {getattr(term, "value", "") for subject, _, value in said for term in (subject, value)}
    for each in quality.coverage:
        assert each.labels == len(things[each.name] & labelled), each
        assert each.passages == len(things[each.name] & named), each
        assert max(each.labels, each.texts, each.passages, each.dates) <= each.things


def test_subjects_are_counted_right(whole: KnowledgeGraph, content: Content) -> None:
    """For every class the statements about its things, and those that only one passage makes, are right."""
    said, kinds = counted(whole)
    every: Counter[str] = Counter()
    once: Counter[str] = Counter()
    for (subject, *_), count in said.items():
        for kind in kinds.get(getattr(subject, "value", ""), ()):
            every[whole.label(kind)] += 1
            once[whole.label(kind)] += count == 1
    assert {each.name: (each.whole, each.part) for each in quality_of(whole, content).subjects} == {
        name: (every[name], once[name]) for name in every
    }


def test_relations_are_brought_together(whole: KnowledgeGraph, content: Content) -> None:
    """A membership that two sources tell of is one relation, and not one of one source."""
    of = {each.name: each for each in quality_of(whole, content).relations}
    nodes: dict[str, set[str]] = defaultdict(set)
    for quad in whole.quads:
        if quad.predicate.value == MFA.ofRelation and "/id/membership/" in str(quad.subject):
            nodes[quad.object.value].add(quad.subject.value)  # type: ignore[union-attr]
    assert of["Membership"].whole == len(nodes)
    assert of["Membership"].part == sum(len(each) == 1 for each in nodes.values())
    assert 0 < of["Membership"].part < of["Membership"].whole


def test_languages_are_counted_by_things(whole: KnowledgeGraph, content: Content) -> None:
    """A thing with two labels in a language is counted once for it."""
    things: dict[str, set[object]] = defaultdict(set)
    for quad in whole.merged:
        if quad.predicate.value in (SKOS.prefLabel, SKOS.altLabel, PREFIXES["rdfs"] + "label"):
            assert isinstance(quad.object, Literal)
            things[quad.object.language or ""].add(quad.subject)
    assert dict(quality_of(whole, content).languages) == {tag: len(found) for tag, found in things.items()}
    assert len(things) >= 20


def test_lists_agree_with_what_is_missing(whole: KnowledgeGraph, content: Content) -> None:
    """The lists that are not whole are those that question 25 tells of, and what it tells is counted by kind."""
    quality = quality_of(whole, content)
    answer = Asker(whole, content).ask(Catalogue.read(content).get("q25"), {})
    kinds = Counter(row[0].value for row in answer.rows if row[0] is not None)
    assert dict(quality.missing) == kinds
    assert sum(each.lists - each.whole for each in quality.lists) == kinds["that a list is whole"] > 0
    assert [each.name for each in quality.lists if bool(each.newest) != bool(each.whole)] == []


def test_a_graph_without_passages_has_no_statements(content: Content) -> None:
    """Of an empty graph all numbers are nought, and nothing fails."""
    quality = quality_of(KnowledgeGraph([]), content)
    assert (quality.statements, quality.single, quality.sources, quality.things, quality.newest) == (0, 0, 0, 0, "")
    assert (quality.coverage, quality.languages, quality.lists, quality.missing) == ((), (), (), ())
    assert (quality.subjects, quality.relations) == ((), ())
