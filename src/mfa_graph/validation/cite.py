"""From the passages that findings name to what people call them: the title of the source and the place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mfa_graph.assets import Content
from mfa_graph.findings import Finding, Report
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.views import view_rows
from mfa_graph.store import NamedNode

__all__ = ["cite"]


def cite(report: Report, graph: KnowledgeGraph, content: Content) -> Report:
    """The same findings, with the words by which their passages and those of related statements are cited.

    Raises:
        MissingContent: the content has no view of citations.
    """
    named = {finding.source for finding in report} | {each.source for finding in report for each in finding.related}
    named -= {""}
    if not named:
        return report
    rows = view_rows(graph, content, "citations", {"passage": [NamedNode(name) for name in sorted(named)]})
    words: dict[str, str] = {}
    for passage, title, locator, *_ in (["" if cell is None else cell.value for cell in row] for row in rows):
        words.setdefault(passage, f"{title}: {locator}")
    return Report.of([_cited(finding, words) for finding in report])


def _cited(finding: Finding, words: Mapping[str, str]) -> Finding:
    related = tuple(replace(each, cited=words.get(each.source, "")) for each in finding.related)
    return replace(finding, cited=words.get(finding.source, ""), related=related)
