"""Random data and shapes, always the same for the same seed: what the engines are held against each other on."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from mfa_graph.vocabulary import PREFIXES

HEAD = f"@base <http://example.org/> . @prefix sh: <{PREFIXES['sh']}> . @prefix xsd: <{PREFIXES['xsd']}> .\n" + (
    f"@prefix rdfs: <{PREFIXES['rdfs']}> .\n"
)
PROPERTIES = ("<p>", "<q>", "<r>")
CLASSES = ("<C>", "<D>", "<E>")
THINGS = ("<a>", "<b>", "<c>", "<d>", "_:x", "_:y")
LITERALS = (
    *('"red"', '"Red"', '""', '"red"@en', '"red"@en-GB', '"rouge"@fr', "1", "01", "2", "10", "1.0", "true", '"zwölf"'),
    *('"2015-05-05"^^xsd:date', '"2015-02-30"^^xsd:date', '"2015"^^xsd:gYear', '"x"^^xsd:integer'),
)
PATTERNS = ('"^r"', '"[0-9]{4}"', '"^http"', '"e$"')
LANGUAGES = ('"en"', '"fr"', '"en" "fr"')
PATHS: tuple[Callable[[Random], str], ...] = (
    lambda random: random.choice(PROPERTIES),
    lambda random: f"[ sh:inversePath {random.choice(PROPERTIES)} ]",
    lambda random: f"[ sh:alternativePath ( {' '.join(random.sample(PROPERTIES, 2))} ) ]",
    lambda random: f"( {random.choice(PROPERTIES)} {random.choice(PROPERTIES)} )",
    lambda random: f"( {random.choice(PROPERTIES)} [ sh:inversePath {random.choice(PROPERTIES)} ] )",
    lambda random: f"[ sh:zeroOrMorePath {random.choice(PROPERTIES)} ]",
    lambda random: f"[ sh:oneOrMorePath {random.choice(PROPERTIES)} ]",
    lambda random: f"[ sh:zeroOrOnePath {random.choice(PROPERTIES)} ]",
)
# What any shape may ask of a value.
OF_VALUES: tuple[Callable[[Random], str], ...] = (
    lambda random: f"sh:class {random.choice(CLASSES)}",
    lambda random: (
        f"sh:datatype {random.choice(('xsd:string', 'xsd:integer', 'xsd:date', 'xsd:gYear', 'xsd:boolean'))}"
    ),
    lambda random: f"sh:nodeKind sh:{random.choice(('IRI', 'Literal', 'BlankNode', 'BlankNodeOrIRI', 'IRIOrLiteral'))}",
    lambda random: f"sh:pattern {random.choice(PATTERNS)}",
    lambda random: f"sh:minLength {random.randint(1, 5)}",
    lambda random: f"sh:maxLength {random.randint(0, 5)}",
    lambda random: f"sh:in ( {' '.join(random.sample((*THINGS[:4], *LITERALS), 4))} )",
    lambda random: f"sh:languageIn ( {random.choice(LANGUAGES)} )",
    lambda random: f"sh:hasValue {random.choice((*THINGS[:4], *LITERALS))}",
    lambda random: f"sh:disjoint {random.choice(PROPERTIES)}",
    lambda random: f"sh:equals {random.choice(PROPERTIES)}",
)
OF_PROPERTIES: tuple[Callable[[Random], str], ...] = (
    *OF_VALUES,
    lambda random: f"sh:minCount {random.randint(0, 3)}",
    lambda random: f"sh:maxCount {random.randint(0, 3)}",
    lambda random: "sh:uniqueLang true",
    lambda random: (
        f"sh:qualifiedValueShape [ {few(random, OF_VALUES, 1)} ] ; sh:qualifiedMinCount {random.randint(1, 2)}"
    ),
    lambda random: (
        f"sh:qualifiedValueShape [ {few(random, OF_VALUES, 1)} ] ; sh:qualifiedMaxCount {random.randint(0, 2)}"
    ),
)
TARGETS: tuple[Callable[[Random], str], ...] = (
    lambda random: f"sh:targetClass {random.choice(CLASSES)}",
    lambda random: f"sh:targetNode {random.choice((*THINGS[:4], *LITERALS))}",
    lambda random: f"sh:targetSubjectsOf {random.choice(PROPERTIES)}",
    lambda random: f"sh:targetObjectsOf {random.choice(PROPERTIES)}",
)


def few(random: Random, choices: tuple[Callable[[Random], str], ...], most: int) -> str:
    """One constraint or some, of different kinds."""
    chosen = random.sample(range(len(choices)), random.randint(1, most))
    stated = {text.split()[0]: text for text in (choices[index](random) for index in chosen)}
    return " ; ".join(stated.values())


def property_shape(random: Random) -> str:
    """A property shape."""
    return f"[ sh:path {random.choice(PATHS)(random)} ; {few(random, OF_PROPERTIES, 2)} ]"


def combined(random: Random, depth: int) -> str:
    """A constraint of a node shape: on the node, on its properties, or on other shapes."""
    kinds = ("value", "property", "property", "property", "not", "and", "or", "xone", "node")
    kind = random.choice(kinds if depth else kinds[:4])
    if kind == "value":
        return few(random, OF_VALUES, 2)
    if kind == "property":
        return f"sh:property {property_shape(random)}"
    parts = [f"[ {combined(random, depth - 1)} ]" for _ in range(2)]
    return f"sh:{kind} {parts[0]}" if kind in ("not", "node") else f"sh:{kind} ( {' '.join(parts)} )"


def shapes_of(seed: int) -> str:
    """Some shapes."""
    random = Random(f"shapes {seed}")  # noqa: S311
    severities = ("sh:Violation", "sh:Warning", "sh:Info", "<Grave>")
    return HEAD + "".join(
        f"<shape{n}> a sh:NodeShape ; {random.choice(TARGETS)(random)} ; sh:severity {random.choice(severities)} ; "
        f"{combined(random, 2)} .\n"
        for n in range(random.randint(1, 4))
    )


def data_of(seed: int) -> str:
    """Some data: things with classes, a tree of classes, and values of every kind."""
    random = Random(f"data {seed}")  # noqa: S311
    typed = [f"{thing} a {random.choice(CLASSES)} .\n" for thing in THINGS]
    said = [
        f"{random.choice(THINGS)} {random.choice(PROPERTIES)} {random.choice((*THINGS, *LITERALS))} .\n"
        for _ in range(30)
    ]
    return "".join([HEAD, "<D> rdfs:subClassOf <C> .\n", *typed, *said])
