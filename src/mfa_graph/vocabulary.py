"""Names of the vocabularies that the code speaks of, closed: a misspelt term is an error, not an empty answer.

`MFA` lists exactly the terms that ``ontology/`` defines, and a test holds the two equal. Of the other vocabularies only the
terms that the code needs stand here. A term is its full IRI as a string.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "BASE",
    "DCAT",
    "DCTERMS",
    "MFA",
    "OA",
    "OWL",
    "PREFIXES",
    "RDF",
    "RDFS",
    "SKOS",
    "XSD",
    "graph",
    "shortened",
]

BASE = "https://w3id.org/mfa-graph/"

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "mfa": BASE + "ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def shortened(iri: str) -> str:
    """An IRI without what everyone knows, our base or a vocabulary's prefix: ``id/place/hkg``, ``mfa:covers``."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri.removeprefix(BASE)


def graph(name: str) -> str:
    """The IRI of one of our own named graphs, such as ``curation`` or ``inferred/owlrl``."""
    return f"{BASE}graph/{name}"


class _Closed(type):
    """Gives each annotated name of a class its IRI: the class body is a list of terms, and there are no others."""

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _Closed:
        if body.get("prefix"):
            terms = [term for term in body.get("__annotations__", {}) if term != "prefix"]
            body |= {term: PREFIXES[body["prefix"]] + term.removesuffix("_") for term in terms}
        return super().__new__(mcs, name, bases, body)

    def __iter__(cls) -> Any:
        return (vars(cls)[term] for term in cls.__annotations__ if term != "prefix")


class Namespace(metaclass=_Closed):
    """A closed vocabulary: `prefix` names it in `PREFIXES`; iterating over the class gives its terms."""

    prefix: str = ""


class DCAT(Namespace):
    """DCAT 3."""

    prefix = "dcat"
    byteSize: str


class DCTERMS(Namespace):
    """DCMI Metadata Terms."""

    prefix = "dcterms"
    description: str
    identifier: str
    license: str
    publisher: str
    source: str
    title: str


class OWL(Namespace):
    """OWL 2."""

    prefix = "owl"
    Class: str
    ObjectProperty: str
    SymmetricProperty: str
    Thing: str
    TransitiveProperty: str
    equivalentProperty: str
    hasKey: str
    inverseOf: str
    propertyChainAxiom: str
    sameAs: str


class OA(Namespace):
    """Web Annotation."""

    prefix = "oa"
    hasSource: str


class PROV(Namespace):
    """PROV-O."""

    prefix = "prov"
    used: str
    wasGeneratedBy: str


class RDF(Namespace):
    """RDF 1.1."""

    prefix = "rdf"
    first: str
    nil: str
    rest: str
    type: str


class SCHEMA(Namespace):
    """schema.org."""

    prefix = "schema"
    url: str


class RDFS(Namespace):
    """RDF Schema 1.1."""

    prefix = "rdfs"
    Class: str
    Resource: str
    comment: str
    isDefinedBy: str
    label: str
    range: str
    seeAlso: str
    subClassOf: str
    subPropertyOf: str


class SKOS(Namespace):
    """SKOS."""

    prefix = "skos"
    ConceptScheme: str
    altLabel: str
    definition: str
    example: str
    inScheme: str
    notation: str
    note: str
    prefLabel: str
    scopeNote: str


class XSD(Namespace):
    """XML Schema datatypes."""

    prefix = "xsd"
    anyURI: str
    boolean: str
    date: str
    gYear: str
    gYearMonth: str
    integer: str
    nonNegativeInteger: str
    string: str


class MFA(Namespace):
    """The ontology of mfa-graph: every term that ``ontology/`` defines, in alphabetical order."""

    prefix = "mfa"
    Advocacy: str
    ApplicationDeclaration: str
    Area: str
    Campaign: str
    City: str
    Compact: str
    CompletenessStatement: str
    Conception: str
    Contribution: str
    Convention: str
    Country: str
    Declaration: str
    DialogueSeries: str
    Endorsement: str
    Engagement: str
    Event: str
    Founding: str
    Framework: str
    GlobalProcess: str
    GoodPractice: str
    HumanRightsMechanism: str
    Initiative: str
    Instrument: str
    IntergovernmentalOrganisation: str
    LegalNetwork: str
    Measure: str
    Membership: str
    Network: str
    Operation: str
    Organisation: str
    ParliamentaryForum: str
    Passage: str
    Person: str
    Place: str
    PracticeRecord: str
    Process: str
    Protocol: str
    PublicationSeries: str
    Reading: str
    Recommendation: str
    RegionalConsultativeProcess: str
    RegionalOrganisation: str
    Relation: str
    RelationGroup: str
    Replacement: str
    Source: str
    Territory: str
    TrainingProgramme: str
    TreatyStatus: str
    act: str
    activity: str
    adoptedOn: str
    advocate: str
    advocateIn: str
    advocatedBy: str
    advocatesFor: str
    aim: str
    alongside: str
    announces: str
    answeredBy: str
    asOf: str
    basedIn: str
    basis: str
    bindsAfter: str
    body: str
    bound: str
    bringsTogether: str
    capacity: str
    chairedBy: str
    coProducer: str
    completeFor: str
    completeWithin: str
    conflictsWith: str
    contributesTo: str
    contributionTo: str
    contributor: str
    contributorIn: str
    covers: str
    declaringState: str
    denouncedOn: str
    depositary: str
    destinationMemberParty: str
    earliestEnd: str
    earliestStart: str
    emptyField: str
    end: str
    endorsed: str
    engagedBy: str
    engagedIn: str
    engagedOrganisation: str
    engagesWith: str
    entryIntoForce: str
    established: str
    eventKind: str
    eventOf: str
    facilitator: str
    firstMeetingOf: str
    founder: str
    grewFrom: str
    hasContributor: str
    hasMember: str
    hasObserver: str
    hasRatified: str
    hasSecretariat: str
    heldIn: str
    highlights: str
    hostedBy: str
    inForceFrom: str
    independent: str
    instrument: str
    instrumentCode: str
    isoCode: str
    keptBy: str
    latestEnd: str
    latestStart: str
    leader: str
    leaderIn: str
    leads: str
    ledBy: str
    leftOut: str
    level: str
    locator: str
    measureOf: str
    memberOf: str
    memberParty: str
    memberPartyIn: str
    membersOfKind: str
    namesInstrument: str
    nonParty: str
    observedOn: str
    observerOf: str
    observerParty: str
    observerPartyIn: str
    ofRelation: str
    operatesIn: str
    operatingPlace: str
    operator: str
    operatorIn: str
    organisationType: str
    originMemberParty: str
    outcome: str
    partOf: str
    participantParty: str
    partner: str
    party: str
    placeOfOperationOf: str
    precedence: str
    principle: str
    printed: str
    printedCountries: str
    printedFramework: str
    printedFrequency: str
    printedRegions: str
    printedResponsibleOrganisations: str
    printedThemes: str
    printedUpdate: str
    process: str
    publicRole: str
    purpose: str
    ratifiedBy: str
    ratifiedOn: str
    ratifyingState: str
    ratifyingStateIn: str
    readingMethod: str
    region: str
    relatesFrom: str
    relatesTo: str
    replaced: str
    replacement: str
    replacementIn: str
    reportedStatus: str
    responsibleOrganisation: str
    secretariat: str
    secretariatIn: str
    secretariatOf: str
    sectionNumber: str
    seenOn: str
    setting: str
    signatoryState: str
    signedOn: str
    sourceKind: str
    start: str
    state: str
    targetGroup: str
    territory: str
    textDigest: str
    theme: str
    themePrinciple: str
    topic: str
    unRegion: str
    unit: str
    value: str
