"""Nobody is described but holders of a public role who are agreed upon, and nothing is told of them but that."""

from __future__ import annotations

import pytest

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.store import Literal, NamedNode, Quad
from mfa_graph.store.syntax import read
from mfa_graph.validation.checks import run_checks
from mfa_graph.validation.run import check
from mfa_graph.vocabulary import BASE, MFA, RDF, SKOS

PASSAGE = BASE + "source/x/1"
PERSON = BASE + "id/person/somebody"
CURATION = BASE + "graph/curation"
RULES = {"contact-in-text", "person-not-agreed", "person-role-without-passage"}


def quad(subject: str, predicate: str, value: str | Literal, home: str = PASSAGE) -> Quad:
    """A statement in a graph, by default in that of a passage."""
    return Quad(
        NamedNode(subject), NamedNode(predicate), NamedNode(value) if isinstance(value, str) else value, NamedNode(home)
    )


AGREED = quad(PERSON, RDF.type, MFA.Person, CURATION)
NAMED = quad(PERSON, MFA.publicRole, Literal("senator", language="en"))
IS_PASSAGE = quad(PASSAGE, RDF.type, MFA.Passage, BASE + "graph/provenance")


def broken(quads: list[Quad], content: Content) -> set[str]:
    """The rules of this page that some statements break."""
    return {f.code for f in run_checks(KnowledgeGraph(quads), content)} & RULES


def test_a_person_with_a_sourced_role_who_is_agreed_upon_passes(content: Content) -> None:
    """With class in graph/curation and role in a passage a person may be described."""
    assert broken([AGREED, NAMED, IS_PASSAGE], content) == set()


@pytest.mark.parametrize(
    ("quads", "rules"),
    [
        ([AGREED], {"person-role-without-passage"}),
        (
            [AGREED, quad(PERSON, MFA.publicRole, Literal("senator"), CURATION), IS_PASSAGE],
            {"person-role-without-passage"},
        ),
        ([AGREED, NAMED], {"person-role-without-passage"}),  # what stands there is no passage
        ([quad(PERSON, RDF.type, MFA.Person), NAMED, IS_PASSAGE], {"person-not-agreed"}),
        ([quad(BASE + "id/organisation/x", RDF.type, "http://xmlns.com/foaf/0.1/Person")], {"person-not-agreed"}),
        ([quad(BASE + "id/organisation/x", RDF.type, "https://schema.org/Person")], {"person-not-agreed"}),
        ([quad(BASE + "id/contribution/x", MFA.founder, PERSON)], {"person-not-agreed"}),
        ([quad(PERSON, SKOS.prefLabel, Literal("Somebody", language="en"))], {"person-not-agreed"}),
        ([quad(PERSON, RDF.type, MFA.Person, BASE + "graph/unsourced")], {"person-not-agreed"}),
    ],
)
def test_any_other_person_is_refused(quads: list[Quad], rules: set[str], content: Content) -> None:
    """A person without a sourced role, or whom nobody agreed upon, is found, under whatever class or graph."""
    assert broken(quads, content) == rules


CONTACTS = [
    "Write to somebody@example.org.",
    "SOMEBODY@EXAMPLE.CO.UK",
    "first.last+tag@mail.example.org",
    "somebody (at) example.org",
    "somebody [at] example dot org",
    "somebody{at}example(dot)org",
    "+63 2 8123 4567",
    "call +85212345678 now",
    "(+977) 1-5551234",
    "Tel. 02 8123 4567",
    "tel: 0123456",
    "Mobile No. 0917-123-4567",
    "WhatsApp 0917 123 4567",
    "Phone number: (02) 8123-4567",
    "fax 0044 20 7946 0000",
]
HARMLESS = [
    "Convention No. 189 of 2011",
    "2015-05-05/2016-06-06",
    "A/RES/45/158 of 18 December 1990",
    "Tel Aviv 2010-2015",
    "meet @ Manila",
    "@MigrantForumAsia",
    "ISBN 978-92-2-123456-7",
    "2208a3e737fab277c22f5ee61f47fa228df2fb68dd906efb9c5428536c97e627",
    "1,234,567 workers",
    "POINT(114.17 22.32)",
    "UNTC XVIII-12-a, registration 39574",
    "hotel 2030 agenda 12345678",
    "over +5 per cent, +10, 20 and 30",
    "at example.org",
    "look (at example.org)",
    "mobile workers 2015 to 2020",
    "9.(a), 9.(b), 10.5, 11, 12",
]


@pytest.mark.parametrize("text", CONTACTS)
def test_addresses_and_numbers_in_texts_are_found(text: str, content: Content) -> None:
    """An e-mail address or a telephone number is found in any text, also as people write it to hide it."""
    assert broken([quad(BASE + "id/process/x", SKOS.prefLabel, Literal(text, language="en"))], content) == {
        "contact-in-text"
    }


@pytest.mark.parametrize(
    "iri", ["mailto:somebody@example.org", "tel:+85212345678", "https://x.example.org/?to=a.b@example.org"]
)
def test_addresses_and_numbers_in_links_are_found(iri: str, content: Content) -> None:
    """A link that opens a mail or a call, and one that carries an e-mail address, is found."""
    assert broken([quad(BASE + "id/process/x", MFA.partOf, iri)], content) == {"contact-in-text"}


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_and_signs_pass(text: str, content: Content) -> None:
    """Dates, numbers of documents, digests and points are no telephone numbers, and a sign alone is no address."""
    assert broken([quad(BASE + "id/process/x", SKOS.prefLabel, Literal(text, language="en"))], content) == set()


def test_there_are_cases() -> None:
    """The lists above are not empty by accident."""
    assert (len(CONTACTS), len(HARMLESS)) == (15, 17)


def test_our_data_name_one_person(whole: KnowledgeGraph, content: Content) -> None:
    """One person is agreed upon, and all the data draw no finding about people: no false alarm among all their texts."""
    agreed = {
        q.subject.value for q in read(content.root / "data/curation/persons.ttl") if isinstance(q.subject, NamedNode)
    }
    persons = {getattr(q.subject, "value", "") for q in whole.quads if q.object == NamedNode(MFA.Person)}
    described = {iri for iri in persons if iri.startswith(BASE + "id/")}
    assert agreed == described == {BASE + "id/person/jose-ramos-horta"}
    assert sum(isinstance(q.object, Literal) for q in whole.quads) > 10_000
    assert not {f.code for f in run_checks(whole, content)} & RULES


@pytest.mark.parametrize("rule", sorted(RULES))
def test_only_its_query_sees_a_fault(rule: str, content_copy: Content) -> None:
    """With the query taken out, its fault is not found any more: no other check stands behind it."""
    faults = {
        "contact-in-text": [quad(BASE + "id/process/x", SKOS.prefLabel, Literal(CONTACTS[0], language="en"))],
        "person-not-agreed": [quad(PERSON, RDF.type, MFA.Person), NAMED, IS_PASSAGE],
        "person-role-without-passage": [AGREED],
    }
    assert broken(faults[rule], content_copy) == {rule}
    (content_copy.root / "queries" / "checks" / f"{rule}.rq").unlink()
    assert broken(faults[rule], content_copy) == set()


def test_a_birthday_is_found_where_it_stands(content_copy: Content) -> None:
    """What is told of a person's birth is a violation at the line and column of the date."""
    file = content_copy.root / "data" / "curation" / "persons.ttl"
    text = file.read_text(encoding="utf-8")
    line = '    <https://schema.org/birthDate> "1900-01-01" ;\n'
    file.write_text(text.replace("    a mfa:Person ;\n", "    a mfa:Person ;\n" + line), encoding="utf-8")
    found = [f for f in check(assemble(content_copy), content_copy) if f.code == "birth-absent"]
    where = text[: text.index("    a mfa:Person ;\n")].count("\n") + 2
    assert [f.place for f in found] == [f"data/curation/persons.ttl:{where}:{line.index('1900')}"]
