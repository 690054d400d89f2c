"""Check queries: what no shape can see, because it is about named graphs or about several things at once.

Each file under ``queries/checks/`` selects ``?focus`` and, where it helps, ``?value``; its head says how much a row weighs and
what to tell the contributor. The file's name is the rule.
"""

from __future__ import annotations

from mfa_graph.assets import Content
from mfa_graph.findings import Finding, Report, Rule, Severity, in_two
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.heads import QueryFile, read_query
from mfa_graph.store import Literal, NamedNode, Solutions
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.vocabulary import BASE, XSD

__all__ = ["LITERAL", "check_literals", "run_checks"]

_RULES = BASE + "check/"
LITERAL = Rule(
    iri=_RULES + "literal-not-canonical",
    kind="term",
    severity=Severity.VIOLATION,
    title="A value is written in the canonical form of its datatype",
    message="A store would rewrite this value.",
    remedy="Write it in the canonical form of its datatype.",
    why="What is asked equals what was written only if a store has nothing to rewrite: it turns `007` into `7`.",
)

_STRING = NamedNode(XSD.string)
_HEAD_KEYS = {"title", "message", "severity"}


def run_checks(graph: KnowledgeGraph, content: Content) -> Report:
    """Run every check query over a graph.

    Raises:
        MissingContent: there is no check query.
        ContentProblem: a head is incomplete or has an unknown key.
        QueryProblem: a file is not a query.
    """
    files = [read_query(path) for path in content.files("queries/checks", ".rq")]
    return Report.of([finding for file in files for finding in _findings(file, graph)])


def _findings(file: QueryFile, graph: KnowledgeGraph) -> list[Finding]:
    file.refuse_unknown(_HEAD_KEYS)
    severity = _severity(file)
    message, remedy = in_two(file.require("message", str))
    solutions = graph.query(file.text)
    if not isinstance(solutions, Solutions) or "focus" not in solutions.variables:
        raise file.problem("A check must SELECT ?focus.", remedy="select ?focus, and ?value where it helps.")
    findings = []
    for row in solutions:
        cells = dict(zip(solutions.variables, row, strict=True))
        focus = getattr(cells["focus"], "value", "")
        value = getattr(cells.get("value"), "value", "")
        findings.append(
            Finding(
                rule=_RULES + file.path.stem,
                severity=severity,
                message=message,
                remedy=remedy,
                focus=focus,
                label=graph.label(focus),
                value=value,
                node=str(cells["value"]) if cells.get("value") is not None else "",
                file=graph.origins.get(focus, ""),
            )
        )
    return findings


def _severity(file: QueryFile) -> Severity:
    word = file.require("severity", str)
    try:
        return Severity[word.upper()]
    except KeyError:
        words = ", ".join(severity.word for severity in Severity)
        raise file.problem(f"“{word}” is no severity.", remedy=f"choose one of: {words}.", word="severity") from None


def check_literals(graph: KnowledgeGraph) -> Report:
    """Find the literals that a store would rewrite, such as ``007`` for ``7``, so that what is asked equals what was written.

    Strings stay as they are.
    """
    store = EmbeddedStore()
    typed = [
        q
        for q in graph.quads
        if isinstance(q.object, Literal) and not q.object.language and q.object.datatype != _STRING
    ]
    store.extend(typed)
    kept = {str(quad) for quad in store.quads()}
    return Report.of(
        [
            Finding(
                rule=LITERAL.iri,
                severity=LITERAL.severity,
                message=LITERAL.message,
                remedy=LITERAL.remedy,
                focus=quad.subject.value,
                label=graph.label(quad.subject.value),
                path=quad.predicate.value,
                value=str(quad.object),
                node=str(quad.object),
                file=graph.origins.get(quad.subject.value, ""),
            )
            for quad in typed
            if isinstance(quad.subject, NamedNode) and str(quad) not in kept
        ]
    )
