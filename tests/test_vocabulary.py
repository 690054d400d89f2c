"""The closed vocabularies."""

from __future__ import annotations

import pytest

from mfa_graph.graph import KnowledgeGraph
from mfa_graph.vocabulary import MFA, PREFIXES


def test_code_and_ontology_have_the_same_terms(whole: KnowledgeGraph) -> None:
    """The terms that the code knows are exactly those that the ontology defines."""
    defined = whole.select(
        """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?term WHERE { ?term rdfs:isDefinedBy <https://w3id.org/mfa-graph/ontology> } ORDER BY ?term"""
    )
    in_ontology = [str(getattr(row[0], "value", "")) for row in defined]
    assert sorted(MFA) == in_ontology
    assert len(in_ontology) == 192


def test_a_misspelt_term_is_an_error() -> None:
    """A term that the ontology does not have cannot be spoken of."""
    with pytest.raises(AttributeError):
        MFA.Passsage  # type: ignore[attr-defined]  # noqa: B018


def test_terms_are_full_addresses() -> None:
    """A term is its IRI, made of the vocabulary's prefix and the term's name."""
    assert MFA.Passage == PREFIXES["mfa"] + "Passage" == "https://w3id.org/mfa-graph/ontology#Passage"
