"""The catalogue in DCAT-AP: by the standard's own shapes, and by what stands in it."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import DCTERMS, FOAF, RDF, SH, SKOS, XSD, Namespace, URIRef

import mfa_graph
from mfa_graph.assets import Content
from mfa_graph.errors import ContentProblem
from mfa_graph.exporters.dcat import catalogue_of
from mfa_graph.exporters.files import Entry, File
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.vocabulary import BASE
from tests.exporters.waivers import SHAPES, WAIVERS

CAT = Namespace(BASE + "catalogue/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib knows the terms of DCAT 2
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
EU = Namespace("http://publications.europa.eu/resource/authority/")
IANA = "https://www.iana.org/assignments/media-types/"


@pytest.fixture(scope="module")
def catalogue(published: dict[str, bytes]) -> rdflib.Graph:
    """The catalogue as rdflib reads it."""
    return rdflib.Graph().parse(data=published["catalog.ttl"], format="turtle")


# ---- the shapes


def results(catalogue: rdflib.Graph, folder: Path, name: str) -> list[tuple[str, str, str]]:
    """What a file of shapes reports: severity, property and thing; what only explains another result is left out."""
    shapes = rdflib.Graph().parse(folder / name)
    for unwritten in {shape for shape in shapes.objects(None, SH.property) if (shape, SH.path, None) not in shapes}:
        shapes.remove((None, SH.property, unwritten))
    _, report, _ = pyshacl.validate(catalogue, shacl_graph=shapes, do_owl_imports=False, meta_shacl=False)
    assert isinstance(report, rdflib.Graph)
    return [
        (
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            str(report.value(result, SH.resultPath)).replace(str(DCTERMS), "dcterms:"),
            str(report.value(result, SH.focusNode)).removeprefix(BASE),
        )
        for result in report.objects(None, SH.result)
    ]


@pytest.mark.parametrize("name", SHAPES)
def test_the_shapes_of_dcat_ap_find_what_is_waived_and_nothing_else(
    name: str, catalogue: rdflib.Graph, outside: Path
) -> None:
    """No violation, and exactly the warnings that have a written reason."""
    found = results(catalogue, outside / "dcat-ap", name)
    waived = {
        ("Warning", path, thing) for (file, path), (things, _) in WAIVERS.items() if file == name for thing in things
    }
    assert set(found) == waived
    assert len(found) == len(waived)


def test_the_shapes_see_a_fault(catalogue: rdflib.Graph, outside: Path) -> None:
    """A missing address, a size of another type and a missing title are violations: the judge is awake."""
    broken = rdflib.Graph()
    broken += catalogue
    broken.remove((CAT["dataset/graph"], DCTERMS.title, None))
    broken.remove((CAT["distribution/mfa-graph.ttl"], DCAT.accessURL, None))
    broken.set((CAT["distribution/mfa-graph.nt"], DCAT.byteSize, rdflib.Literal("1", datatype=XSD.decimal)))
    found = {
        path for severity, path, _ in results(broken, outside / "dcat-ap", "shapes.ttl") if severity == "Violation"
    }
    assert {"dcterms:title", str(DCAT.accessURL), str(DCAT.byteSize)} <= found


# ---- the datasets and their files


def test_six_datasets_each_with_all_that_is_recommended(catalogue: rdflib.Graph) -> None:
    """The catalogue lists the graph, the tables, the terms, the rules, the questions and the release, each fully described."""
    listed = {str(dataset).removeprefix(CAT) for dataset in catalogue.objects(URIRef(BASE + "catalogue"), DCAT.dataset)}
    names = {f"dataset/{name}" for name in ("graph", "ontology", "questions", "shapes", "tables")}
    assert listed == names | {f"release/{mfa_graph.__version__}"}
    assert {CAT[name] for name in listed} == set(catalogue.subjects(RDF.type, DCAT.Dataset))
    wanted = (
        DCTERMS.description,
        DCTERMS.publisher,
        DCTERMS.spatial,
        DCTERMS.license,
        DCTERMS.issued,
        DCTERMS.modified,
    )
    for name in listed:
        for term in (*wanted, DCAT.contactPoint, DCAT.distribution, DCAT.keyword, DCAT.theme, DCAT.version):
            assert catalogue.value(CAT[name], term, any=True) is not None, (name, term)


def test_every_file_is_a_distribution_or_a_page(catalogue: rdflib.Graph, files: Sequence[File]) -> None:
    """Each file of the release has its address, size and checksum in the catalogue; a report is a page about the graph.

    The slice of a class is part of what is told already.
    """
    not_told = {"report.json", "classes/Country.ttl"}
    described = {str(file): str(node) for node, file in catalogue.subject_objects(DCAT.downloadURL)}
    assert {address.removeprefix(BASE) for address in described} == {f.name for f in files} - not_told
    assert (CAT["dataset/graph"], FOAF.page, URIRef(BASE + "report.json")) in catalogue
    assert len(files) == 19
    for file in files:
        if file.name in not_told:
            continue
        node = URIRef(described[BASE + file.name])
        size = catalogue.value(node, DCAT.byteSize)
        assert (str(size), size.datatype) == (str(len(file.body)), XSD.nonNegativeInteger)  # type: ignore[union-attr]
        checksum = catalogue.value(node, SPDX.checksum)
        digest = str(catalogue.value(checksum, SPDX.checksumValue))
        assert digest == hashlib.sha256(file.body).hexdigest()


@pytest.mark.parametrize(
    ("name", "dataset", "form", "media_type", "packed"),
    [
        ("mfa-graph.trig", "graph", "RDF_TRIG", "application/trig", None),
        ("mfa-graph.nt.gz", "graph", "RDF_N_TRIPLES", "application/n-triples", ("compressFormat", "application/gzip")),
        ("mfa-graph.nq.zst", "graph", "RDF_N_QUADS", "application/n-quads", ("compressFormat", "application/zstd")),
        ("inferred.ttl", "graph", "RDF_TURTLE", "text/turtle", None),
        ("ontology.ttl", "ontology", "RDF_TURTLE", "text/turtle", None),
        ("shapes.ttl", "shapes", "RDF_TURTLE", "text/turtle", None),
        ("questions.zip", "questions", "ZIP", "application/zip", ("packageFormat", "application/zip")),
        ("things.zip", "graph", "ZIP", "application/zip", ("packageFormat", "application/zip")),
        ("tables.zip", "tables", "ZIP", "application/zip", ("packageFormat", "application/zip")),
        ("tables/memberships.csv", "tables", "CSV", "text/csv", None),
        ("networks/who.graphml", "tables", "XML", "application/xml", None),
    ],
)
def test_what_a_file_is(
    name: str, dataset: str, form: str, media_type: str, packed: tuple[str, str] | None, catalogue: rdflib.Graph
) -> None:
    """A file belongs to one dataset beside the release, and has its format, media type and packing, under our licence."""
    node = CAT[f"distribution/{name}"]
    homes = set(catalogue.subjects(DCAT.distribution, node)) - {CAT[f"release/{mfa_graph.__version__}"]}
    assert homes == {CAT[f"dataset/{dataset}"]}
    assert catalogue.value(node, DCTERMS["format"]) == EU[f"file-type/{form}"]
    assert catalogue.value(node, DCAT.mediaType) == URIRef(IANA + media_type)
    packing = {
        (term, str(value).removeprefix(IANA))
        for term in ("compressFormat", "packageFormat")
        for value in catalogue.objects(node, DCAT[term])
    }
    assert packing == ({packed} if packed else set())
    assert str(catalogue.value(node, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"


def test_a_dataset_without_a_file_is_not_listed(whole: KnowledgeGraph, content: Content) -> None:
    """A release of the graph alone has no tables, no terms, no rules and no questions in its catalogue."""
    quads = catalogue_of(whole, content, [Entry("mfa-graph.ttl", "text/turtle", 1, "00", 1)])
    listed = {quad.object.value for quad in quads if quad.predicate.value == str(DCAT.dataset)}  # type: ignore[union-attr]
    assert listed == {CAT["dataset/graph"].toPython(), CAT[f"release/{mfa_graph.__version__}"].toPython()}
    assert not any("dataset/tables" in str(quad) or "dataset/ontology" in str(quad) for quad in quads)


# ---- what is computed from the data


def test_time_and_place_come_from_the_data(catalogue: rdflib.Graph, whole: KnowledgeGraph) -> None:
    """The period runs from the first to the last day that a statement names; the place is the continent where most take part."""
    names = ("adoptedOn", "denouncedOn", "end", "inForceFrom", "observedOn", "ratifiedOn", "signedOn", "start")
    dated = {f"{BASE}ontology#{name}" for name in names}
    days = sorted(q.object.value for q in whole.merged if q.predicate.value in dated and isinstance(q.object, Literal))
    period = catalogue.value(CAT["dataset/graph"], DCTERMS.temporal)
    assert [str(catalogue.value(period, term)) for term in (DCAT.startDate, DCAT.endDate)] == [days[0], days[-1]]
    assert len(days) > 1000
    asia = EU["continent/ASIA"]
    assert set(catalogue.objects(CAT["dataset/graph"], DCTERMS.spatial)) == {asia}
    assert str(catalogue.value(asia, DCAT.bbox)).startswith("POLYGON((34.25 -10.92, 153.99 -10.92, 153.99 53.57,")
    seats = {f"{BASE}ontology#{name}" for name in ("covers", "declaringState", "party", "state", "territory")}
    taking_part = {q.object for q in whole.merged if q.predicate.value in seats}
    same = {q.object.value for q in whole.merged if q.subject in taking_part and isinstance(q.object, NamedNode)}
    countries = {URIRef(address) for address in same if address.startswith(EU["country/"])}
    assert set(catalogue.objects(CAT["dataset/graph"], DCTERMS.coverage)) == countries
    assert len(countries) == 44


def test_the_place_follows_the_data(whole: KnowledgeGraph, content: Content, entries: Sequence[Entry]) -> None:
    """If only Italy and Germany take part, the place is Europe and its box holds these two."""
    kept: list[Quad] = []
    seats = {f"{BASE}ontology#{name}" for name in ("covers", "declaringState", "party", "state", "territory")}
    for quad in whole.quads:
        place = getattr(quad.object, "value", "").removeprefix(BASE + "id/place/")
        if quad.predicate.value not in seats or place in ("ita", "deu"):
            kept.append(quad)
    quads = catalogue_of(KnowledgeGraph(kept), content, entries[:1])
    said = {(quad.subject.value, quad.predicate.value): quad.object for quad in quads}  # type: ignore[union-attr]
    assert said[CAT["dataset/graph"].toPython(), str(DCTERMS.spatial)].value == EU["continent/EUROPE"].toPython()  # type: ignore[union-attr]
    box = said[EU["continent/EUROPE"].toPython(), str(DCAT.bbox)].value  # type: ignore[union-attr]
    assert box == "POLYGON((5.85 35.49, 18.52 35.49, 18.52 55.07, 5.85 55.07, 5.85 35.49))"


def test_keywords_languages_and_subjects_come_from_the_data(catalogue: rdflib.Graph) -> None:
    """Keywords are in nine languages, labels in twenty, and the subjects are those that the record is filed under."""
    graph = CAT["dataset/graph"]
    keywords = list(catalogue.objects(graph, DCAT.keyword))
    assert {word.language for word in keywords} == {"ar", "en", "fil", "ja", "ko", "mn", "ur", "vi", "zh"}  # type: ignore[attr-defined]
    assert len({str(word) for word in keywords}) == len(keywords)
    assert len(set(catalogue.objects(graph, DCTERMS.language))) == 20
    themes = {str(catalogue.value(subject, SKOS.prefLabel)) for subject in catalogue.objects(graph, DCTERMS.subject)}
    assert themes == {"Evidence-based policy making", "Protection", "Ratification campaigns and implementation"}


# ---- releases


def test_the_graph_has_its_release_as_a_version(catalogue: rdflib.Graph) -> None:
    """The release is a dataset of its own in a series, with the files of the graph; the first has none before it."""
    release = CAT[f"release/{mfa_graph.__version__}"]
    assert set(catalogue.objects(CAT["dataset/graph"], DCAT.hasVersion)) == {release}
    assert catalogue.value(release, DCAT.inSeries) == CAT["series/releases"]
    assert str(catalogue.value(release, DCAT.version)) == mfa_graph.__version__
    assert catalogue.value(release, DCAT.previousVersion) is None
    own = set(catalogue.objects(CAT["dataset/graph"], DCAT.distribution)) - {CAT["distribution/sparql"]}
    assert set(catalogue.objects(release, DCAT.distribution)) == own
    assert len(own) == 10


def test_an_earlier_release_is_the_one_before(
    whole: KnowledgeGraph, content: Content, tmp_path: Path, entries: Sequence[Entry]
) -> None:
    """Earlier releases that the texts name stay in the catalogue, and the newest of them is the one before this."""
    copy = tmp_path / "queries"
    shutil.copytree(content.folder("queries"), copy)
    older = "".join(
        f"<catalogue/release/{version}> a <{DCAT.Dataset}> ; <{DCTERMS.title}> 'Release {version}' ; "
        f"<{DCAT.inSeries}> <catalogue/series/releases> ; <{DCTERMS.issued}> '{day}'^^<{XSD.date}> . "
        for version, day in (("0.0.1", "2026-01-01"), ("0.0.2", "2026-06-01"))
    )
    (copy / "catalogue" / "older.ttl").write_text(older)
    said = {
        (str(q.subject), str(q.predicate), str(q.object)) for q in catalogue_of(whole, Content(tmp_path), entries[:1])
    }
    release = CAT[f"release/{mfa_graph.__version__}"].n3()
    assert (release, DCAT.previousVersion.n3(), CAT["release/0.0.2"].n3()) in said
    assert (CAT["series/releases"].n3(), DCAT.first.n3(), CAT["release/0.0.1"].n3()) in said
    assert (CAT["dataset/graph"].n3(), DCAT.hasVersion.n3(), CAT["release/0.0.1"].n3()) in said
    assert (CAT["release/0.0.1"].n3(), DCTERMS.title.n3(), '"Release 0.0.1"') in said
    assert (CAT["release/0.0.1"].n3(), DCAT.contactPoint.n3(), CAT["contact"].n3()) in said
    assert not [triple for triple in said if triple[:2] == (CAT["release/0.0.1"].n3(), DCAT.distribution.n3())]


# ---- the house's own rules


def test_no_blank_node_and_no_private_person(catalogue: rdflib.Graph) -> None:
    """Every thing has an address, and who stands behind it is an organisation in a role."""
    assert not [term for triple in catalogue for term in triple if isinstance(term, rdflib.BNode)]
    assert (CAT["contact"], RDF.type, VCARD.Organization) in catalogue
    assert not set(catalogue.subjects(RDF.type, FOAF.Person)) | set(catalogue.subjects(RDF.type, VCARD.Individual))


def test_dates_come_from_the_data(
    whole: KnowledgeGraph, content: Content, entries: Sequence[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another day of the build every changing date is that day, and the records say that they were updated."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    said = defaultdict(set)
    for quad in catalogue_of(whole, content, entries):
        said[quad.predicate.value].add(getattr(quad.object, "value", ""))
    assert said[str(DCTERMS.modified)] == {"2027-01-15"}
    assert said[str(DCTERMS.issued)] == {"2026-11-24", "2027-01-15"}
    assert said[str(ADMS.status)] == {
        "http://purl.org/adms/changetype/created",
        "http://purl.org/adms/changetype/updated",
    }


def test_another_base_moves_the_catalogue(whole: KnowledgeGraph, content: Content, entries: Sequence[Entry]) -> None:
    """At another base the catalogue, its files and its endpoint have addresses there, and the terms keep theirs."""
    base = "https://data.example.org/graph/"
    quads = catalogue_of(whole.moved(base), content, entries, base=base)
    named = {getattr(term, "value", "") for quad in quads for term in (quad.subject, quad.object)}
    assert {name for name in named if name.startswith(BASE)} == {
        BASE + "ontology",
        *(name for name in named if name.startswith(BASE + "concept/theme")),
    }
    assert {base + "sparql", base + "mfa-graph.ttl", base + "catalogue/dataset/graph"} <= named
    assert len(quads) == len(catalogue_of(whole, content, entries))


def test_three_syntaxes_say_the_same(published: dict[str, bytes], catalogue: rdflib.Graph) -> None:
    """Turtle, RDF/XML and JSON-LD hold the same statements."""
    for name, form in (("catalog.rdf", "xml"), ("catalog.jsonld", "json-ld")):
        assert set(rdflib.Graph().parse(data=published[name], format=form)) == set(catalogue)
    assert len(catalogue) > 1000


def test_texts_without_a_catalogue_are_refused(whole: KnowledgeGraph, content_copy: Content) -> None:
    """Where the texts lost their catalogue, the error says what to write."""
    texts = content_copy.folder("queries") / "catalogue" / "texts.ttl"
    texts.write_text(texts.read_text().replace("<catalogue>", "<cat>"))
    with pytest.raises(ContentProblem, match="The texts have no <catalogue>"):
        catalogue_of(whole, content_copy, [])
