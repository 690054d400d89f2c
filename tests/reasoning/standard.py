"""The rules of the standard (OWL 2 Profiles 4.3, tables 4 to 9), those left out and why, and what is never concluded."""

from __future__ import annotations

TABLES = {
    4: (
        "Equality",
        ["eq-ref", "eq-sym", "eq-trans", "eq-rep-s", "eq-rep-p", "eq-rep-o", "eq-diff1", "eq-diff2", "eq-diff3"],
    ),
    5: (
        "Axioms about properties",
        [
            "prp-ap",
            "prp-dom",
            "prp-rng",
            "prp-fp",
            "prp-ifp",
            "prp-irp",
            "prp-symp",
            "prp-asyp",
            "prp-trp",
            "prp-spo1",
            "prp-spo2",
            "prp-eqp1",
            "prp-eqp2",
            "prp-pdw",
            "prp-adp",
            "prp-inv1",
            "prp-inv2",
            "prp-key",
            "prp-npa1",
            "prp-npa2",
        ],
    ),
    6: (
        "Classes",
        [
            "cls-thing",
            "cls-nothing1",
            "cls-nothing2",
            "cls-int1",
            "cls-int2",
            "cls-uni",
            "cls-com",
            "cls-svf1",
            "cls-svf2",
            "cls-avf",
            "cls-hv1",
            "cls-hv2",
            "cls-maxc1",
            "cls-maxc2",
            "cls-maxqc1",
            "cls-maxqc2",
            "cls-maxqc3",
            "cls-maxqc4",
            "cls-oo",
        ],
    ),
    7: ("Axioms about classes", ["cax-sco", "cax-eqc1", "cax-eqc2", "cax-dw", "cax-adc"]),
    8: ("Datatypes", ["dt-type1", "dt-type2", "dt-eq", "dt-diff", "dt-not-type"]),
    9: (
        "The vocabulary itself",
        [
            "scm-cls",
            "scm-sco",
            "scm-eqc1",
            "scm-eqc2",
            "scm-op",
            "scm-dp",
            "scm-spo",
            "scm-eqp1",
            "scm-eqp2",
            "scm-dom1",
            "scm-dom2",
            "scm-rng1",
            "scm-rng2",
            "scm-hv",
            "scm-svf1",
            "scm-svf2",
            "scm-avf1",
            "scm-avf2",
            "scm-int",
            "scm-uni",
        ],
    ),
}
"""The heading of each table of the standard, and the names of its rules in its order."""

LEFT_OUT = {
    "eq-ref": "Everything is the same as itself. To write it for each name tells nobody anything.",
    "prp-ap": "That labels, comments and the like are annotation properties is about the vocabulary.",
    "cls-thing": "That owl:Thing is a class is about the vocabulary.",
    "cls-nothing1": "That owl:Nothing is a class is about the vocabulary.",
    "dt-type1": "That xsd:integer and its kin are datatypes is about the vocabulary.",
    "dt-type2": "The datatype of a value is in the value; a literal is no subject in RDF.",
    "dt-eq": "That two texts stand for one value would have a literal as subject; dt-diff compares values itself.",
    "scm-cls": "Each class lies in itself and in owl:Thing: rules that compare two classes count on it, and it is not written.",
    "scm-op": "Each property is a kind of itself: rules that compare two properties count on it, and it is not written.",
    "scm-dp": "The same as scm-op, for properties with values.",
    "scm-eqc2": "Two classes that lie in each other have the same members already by cax-sco.",
    "scm-eqp2": "Two properties that are kinds of each other lead to the same things already by prp-spo1.",
    "scm-dom1": "What lies in a wider class of a domain follows by prp-dom and cax-sco, step by step.",
    "scm-dom2": "The domain of a wider property is reached by prp-spo1 and prp-dom, step by step.",
    "scm-rng1": "What lies in a wider class of a range follows by prp-rng and cax-sco, step by step.",
    "scm-rng2": "The range of a wider property is reached by prp-spo1 and prp-rng, step by step.",
}
"""The rules that are no file here, each with the reason."""

NEVER_CONCLUDED = {
    "no literal is a subject": (
        "A literal has no class and no properties, so nothing follows from what a rule would say of one. Two values that "
        "should be one are a contradiction (dt-diff) and are not put in each other's place."
    ),
    "no anonymous class": (
        "That a thing is of a class without a name is used as a premise, stands in proofs, and is not in the graph."
    ),
    "nothing trivial": (
        "No thing is written to be an owl:Thing or an rdfs:Resource, or the same as itself. An axiom about all of owl:Thing "
        "applies to what is said to be of it."
    ),
    "nothing about the vocabulary": (
        "Axioms that follow from axioms are used and not written. None follows from data: to say of a class or property, "
        "outside of the ontology, that it is the same as another has no consequences. Where the ontology says so of two "
        "properties, what is said with one is said with the other (eq-rep-p), but restrictions on one are not compared "
        "with restrictions on the other."
    ),
    "one name for equal things": (
        "Of things that are the same, the first by its address stands for all: what follows is written of it, and that "
        "each other one is the same as it. What holds of it holds of the others, and a proof of that can be asked for. "
        "What was said of another name with a property of which no axiom speaks stays where it was said."
    ),
    "from axioms that stand among the data": "lists of different things, denials of a statement and all other axioms are read "
    "from the ontology alone.",
    "from axioms about `rdf:type`": "a domain, range, sub-property or super-property of `rdf:type` itself is passed over; one of "
    "`owl:sameAs` is refused with an error.",
    "from a thing and a value in one place": "a functional property with a thing and a literal makes them neither the same nor a "
    "contradiction.",
}
"""The kinds of statement that are never concluded, though the standard would."""
