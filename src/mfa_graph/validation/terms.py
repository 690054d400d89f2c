"""The terms of SHACL by which engines are chosen and their reports read."""

from __future__ import annotations

from mfa_graph.vocabulary import Namespace

__all__ = ["SH"]


class SH(Namespace):
    """SHACL 1.0."""

    prefix = "sh"
    ConstraintComponent: str
    Info: str
    NodeShape: str
    PropertyShape: str
    SPARQLConstraintComponent: str
    SPARQLFunction: str
    SPARQLTargetType: str
    ValidationReport: str
    ValidationResult: str
    Violation: str
    Warning: str
    alternativePath: str
    and_: str
    ask: str
    class_: str
    closed: str
    conforms: str
    datatype: str
    deactivated: str
    description: str
    disjoint: str
    equals: str
    expression: str
    focusNode: str
    hasValue: str
    in_: str
    inversePath: str
    js: str
    lessThan: str
    lessThanOrEquals: str
    maxCount: str
    message: str
    name: str
    minCount: str
    node: str
    nodeKind: str
    not_: str
    oneOrMorePath: str
    or_: str
    path: str
    pattern: str
    property: str
    qualifiedMinCount: str
    qualifiedValueShape: str
    result: str
    resultMessage: str
    resultPath: str
    resultSeverity: str
    rule: str
    select: str
    severity: str
    sourceConstraintComponent: str
    sourceShape: str
    sparql: str
    target: str
    targetClass: str
    targetNode: str
    targetObjectsOf: str
    targetSubjectsOf: str
    value: str
    xone: str
    zeroOrMorePath: str
    zeroOrOnePath: str
