"""Proofs for people and programs: as indented text, as plain values, as a Mermaid flowchart, as a Graphviz graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mfa_graph.reasoning.axioms import Statement
from mfa_graph.reasoning.explain import Proof
from mfa_graph.store import Term

__all__ = ["Words", "as_dot", "as_json", "as_mermaid", "as_text"]


@dataclass(frozen=True, slots=True)
class Words:
    """How a proof is told: `label` says what a term is called, `sources` in which graphs a statement was said."""

    label: Callable[[Term], str]
    sources: Callable[[Statement], Sequence[str]]

    def statement(self, statement: Statement) -> str:
        """A statement in the words of its labels."""
        subject, predicate, value = map(self.label, statement)
        return f"{subject} – {predicate} – {value}"


def as_text(proof: Proof, words: Words, note: Callable[[str], int]) -> list[str]:
    """The lines of a proof: each statement, below it why it holds, and in brackets the number that `note` gives to a source."""
    marks = "".join(f" [{note(source)}]" for source in words.sources(proof.statement)) if proof.rule is None else ""
    lines = [words.statement(proof.statement) + marks]
    if proof.rule is not None:
        lines.append(f"  by {proof.rule.name}: {proof.sentence(words.label)}")
    for place, premise in enumerate(proof.premises):
        first, *rest = as_text(premise, words, note)
        is_last = place == len(proof.premises) - 1
        lines.append(f"  {'└' if is_last else '├'} {first}")
        lines += [f"  {' ' if is_last else '│'} {line}" for line in rest]
    return lines


def as_json(proof: Proof, words: Words) -> dict[str, Any]:
    """A proof as plain values: its statement, then either the graphs that say it, or the rule, its axioms and its premises."""
    told: dict[str, Any] = {"statement": _terms(proof.statement), "words": words.statement(proof.statement)}
    if proof.rule is None:
        return told | {"said_in": list(words.sources(proof.statement))}
    return told | {
        "rule": proof.rule.name,
        "because": proof.sentence(words.label),
        "axioms": [_terms(axiom) for axiom in proof.axioms],
        "premises": [as_json(premise, words) for premise in proof.premises],
    }


def as_mermaid(proof: Proof, words: Words) -> str:
    """A proof as a Mermaid flowchart: premises lead to what follows from them, by the rule on the way; what was said in boxes."""
    lines = ["flowchart BT"]
    for number, text, is_said in _boxes(proof, words):
        quoted = '"' + text.replace('"', "#quot;") + '"'
        lines.append(f"  s{number}[{quoted}]" if is_said else f"  s{number}([{quoted}])")
    return "\n".join([*lines, *(f"  s{start} -->|{rule}| s{end}" for start, end, rule in _arrows(proof))])


def as_dot(proof: Proof, words: Words) -> str:
    """A proof as a graph in Graphviz' language: what was said in boxes, what follows in ellipses."""
    lines = ["digraph proof {", "  rankdir=BT;"]
    for number, text, is_said in _boxes(proof, words):
        quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        lines.append(f"  s{number} [label={quoted}, shape={'box' if is_said else 'ellipse'}];")
    lines += [f'  s{start} -> s{end} [label="{rule}"];' for start, end, rule in _arrows(proof)]
    return "\n".join([*lines, "}"])


def _boxes(proof: Proof, words: Words) -> Iterator[tuple[int, str, bool]]:
    """Each statement of a proof once: its number, its words, and whether it was said."""
    said = {step.statement for step in proof.steps() if step.rule is None}
    for statement, number in _numbers(proof).items():
        yield number, words.statement(statement), statement in said


def _arrows(proof: Proof) -> list[tuple[int, int, str]]:
    """From which statement to which a rule leads, by their numbers, each once."""
    numbers = _numbers(proof)
    return list(
        dict.fromkeys(
            (numbers[premise.statement], numbers[step.statement], step.rule.name)
            for step in proof.steps()
            for premise in step.premises
            if step.rule is not None
        )
    )


def _numbers(proof: Proof) -> dict[Statement, int]:
    statements = dict.fromkeys(step.statement for step in proof.steps())
    return {statement: number for number, statement in enumerate(statements, start=1)}


def _terms(statement: Statement) -> list[str]:
    return [str(term) for term in statement]
