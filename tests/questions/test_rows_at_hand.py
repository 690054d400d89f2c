"""The evidence of the rows at hand, asked for alone, is what is found when that of all rows there could be is asked for."""

from __future__ import annotations

import pytest

from mfa_graph.assets import Content
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions import evidence
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.evidence import evidence_file, shown_in
from mfa_graph.questions.prover import prover_of

NARROWED = {"q02", "q06", "q08", "q09", "q10", "q12", "q14", "q15", "q20"}
"""The questions of which a part is joined to the rows by columns of theirs."""


def test_which_questions_are_narrowed(content: Content) -> None:
    """Nine questions have such a part, and each of these begins with a parameter that any row fits."""
    heads = {
        question.id: evidence_file(content, question.id)
        for question in Catalogue.read(content)
        if not question.about_the_graph
    }
    found = {
        (name, shown_in(number), len(part["shown"]))
        for name, file in heads.items()
        for number, part in enumerate(file.head["parts"])
        if "shown" in part
    }
    assert {name for name, _, _ in found} == NARROWED
    assert len(found) == 27
    assert {heads[name].defaults[slot] for name, slot, _ in found} == {
        f"({' '.join(['UNDEF'] * count)})" for _, _, count in found
    }


@pytest.mark.parametrize("name", sorted(NARROWED))
def test_the_evidence_of_the_rows_at_hand_is_the_same(
    whole: KnowledgeGraph, content: Content, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row has the same evidence, to the last statement, whether its parts are asked for these rows or for all."""
    question, asker = Catalogue.read(content).get(name), Asker(whole, content)
    narrow = asker.ask(question, {}, prove=prover_of(whole))
    monkeypatch.setattr(evidence, "_shown", lambda *_: ())
    wide = asker.ask(question, {}, prove=prover_of(whole))
    assert narrow.evidence == wide.evidence
    assert narrow.evidence
