'''mfa-graph: the knowledge graph of labour-migration governance in Asia, and its toolkit.

The front door is short::

    import mfa_graph

    graph = mfa_graph.bundled()
    for process, passage in graph.select("""
        PREFIX mfa: <https://w3id.org/mfa-graph/ontology#>
        SELECT ?process ?passage WHERE { GRAPH ?passage { ?engagement mfa:process ?process } }
    """):
        print(process, passage)

What is listed in ``__all__`` is promised; everything else may move.
'''

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mfa_graph.assembly import assemble, bundled
    from mfa_graph.assets import Content
    from mfa_graph.errors import MfaGraphError
    from mfa_graph.findings import Finding, Report, Severity
    from mfa_graph.graph import KnowledgeGraph

__version__ = "0.1.0"

__all__ = [
    "Content",
    "Finding",
    "KnowledgeGraph",
    "MfaGraphError",
    "Report",
    "Severity",
    "__version__",
    "assemble",
    "bundled",
]

_HOMES = {
    "Content": "mfa_graph.assets",
    "Finding": "mfa_graph.findings",
    "KnowledgeGraph": "mfa_graph.graph",
    "MfaGraphError": "mfa_graph.errors",
    "Report": "mfa_graph.findings",
    "Severity": "mfa_graph.findings",
    "assemble": "mfa_graph.assembly",
    "bundled": "mfa_graph.assembly",
}


def __getattr__(name: str) -> object:
    """Import a promised name when it is first used, so that ``mfa-graph --help`` starts fast."""
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'mfa_graph' has no attribute {name!r}")
