"""What bars something is evidence: whatever is said, a row comes back on its evidence alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mfa_graph.assets import Content
from mfa_graph.heads import query_of
from mfa_graph.questions.evidence import Evidence, Witnesses
from mfa_graph.questions.witnesses import evidence_query
from mfa_graph.store import NamedNode, Quad, Solutions
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.vocabulary import BASE

CONTENT = Content.bundled()
EX = "https://example.org/"
THINGS = [NamedNode(f"{EX}{name}") for name in "abcd"]
SAYS = [NamedNode(f"{EX}{name}") for name in "pqr"]
HOME = NamedNode(f"{BASE}source/test/1")

SHAPES = {
    "an OPTIONAL in a NOT EXISTS": "SELECT ?x WHERE { ?x :p ?y FILTER NOT EXISTS "
    "{ ?x :q ?z OPTIONAL { ?z :r ?w } FILTER (!BOUND(?w)) } }",
    "a value compared in a NOT EXISTS": "SELECT ?x ?y WHERE { ?x :p ?y FILTER NOT EXISTS "
    "{ ?y :q ?z OPTIONAL { ?z :r ?w } FILTER (COALESCE(?w = ?x, true) && ?z != ?y) } }",
    "a NOT EXISTS in a NOT EXISTS": "SELECT ?x WHERE { ?x :p ?y FILTER NOT EXISTS "
    "{ ?y :q ?z FILTER NOT EXISTS { ?z :r ?w } } }",
    "a MINUS in a NOT EXISTS": "SELECT ?x WHERE { ?x :p ?y FILTER NOT EXISTS { ?y :q ?z MINUS { ?z :r ?w } } }",
    "a UNION in a NOT EXISTS": "SELECT ?x WHERE { ?x :p ?y FILTER NOT EXISTS "
    "{ { ?y :q ?z FILTER NOT EXISTS { ?z :r ?w } } UNION { ?y :r ?z OPTIONAL { ?z :q ?w } FILTER (!BOUND(?w)) } } }",
    "an OPTIONAL in a MINUS": "SELECT ?x WHERE { ?x :p ?y MINUS "
    "{ ?x :q ?z OPTIONAL { ?z :r ?w } FILTER (!BOUND(?w)) } }",
    "a NOT EXISTS in an OPTIONAL": "SELECT ?x ?n WHERE { ?x :p ?y OPTIONAL { ?x :q ?n FILTER NOT EXISTS { ?n :r ?w } } }",
    "a MINUS in an OPTIONAL": "SELECT ?x ?n WHERE { ?x :p ?y OPTIONAL { ?x :q ?n MINUS { ?n :r ?w } } }",
    "a NOT EXISTS in a group": "SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x :p ?y FILTER NOT EXISTS { ?y :q ?z } } GROUP BY ?x",
    "a NOT EXISTS in an OPTIONAL group": "SELECT ?x ?n WHERE { ?x :p ?y OPTIONAL { SELECT ?x (MIN(STR(?v)) AS ?n) WHERE "
    "{ ?x :q ?v OPTIONAL { ?v :p ?u } FILTER NOT EXISTS { ?v :r ?w FILTER (COALESCE(?w != ?u, true)) } } GROUP BY ?x } }",
}
"""Queries in which something is not found because of what is said."""

triples = st.lists(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(SAYS), st.sampled_from(THINGS)), max_size=14, unique=True
)


def stored(statements: list[tuple[NamedNode, NamedNode, NamedNode]]) -> EmbeddedStore:
    """A store in which one passage says some statements."""
    store = EmbeddedStore()
    store.extend(quad for each in statements for quad in (Quad(*each, HOME), Quad(*each)))
    return store


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None)
@given(said=triples)
def test_a_row_comes_back_whatever_bars_another(shape: str, said: list[tuple[NamedNode, NamedNode, NamedNode]]) -> None:
    """Asked of its evidence and nothing else, a query with something barred has the row that it had."""
    text = f"PREFIX : <{EX}>\n{SHAPES[shape]}"
    store = stored(said)
    answer = store.query(text)
    assert isinstance(answer, Solutions)
    file = query_of(Path("q"), evidence_query(query_of(Path("q"), text)))
    rows = list(dict.fromkeys(answer.rows))
    for row, evidence in zip(rows, Witnesses(store, CONTENT, lambda _: []).of(file, rows, {}), strict=True):
        assert evidence != Evidence()
        again = stored([each.statement for each in evidence.statements]).query(text)  # type: ignore[misc]
        assert isinstance(again, Solutions)
        assert row in again.rows, [str(each.statement) for each in evidence.statements]
    assert len(SHAPES) == 10
