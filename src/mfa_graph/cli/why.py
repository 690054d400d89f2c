"""``mfa-graph why``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from itertools import chain, product

import click

from mfa_graph.assets import Content
from mfa_graph.cli.common import content_option
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.questions.ask import Asker
from mfa_graph.reasoning.axioms import Statement, said_by
from mfa_graph.reasoning.drawings import Words, as_dot, as_json, as_mermaid, as_text
from mfa_graph.reasoning.explain import Explainer, Proof
from mfa_graph.store import Literal, NamedNode, Term
from mfa_graph.vocabulary import PREFIXES, shortened


@click.command("why")
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@click.option("--all", "every", is_flag=True, help="Every way in which it follows, the smallest proof first.")
@click.option("--json", "form", flag_value="json", help="Print the proofs as JSON.")
@click.option("--mermaid", "form", flag_value="mermaid", help="Draw the proof as a Mermaid flowchart.")
@click.option("--dot", "form", flag_value="dot", help="Draw the proof for Graphviz.")
@content_option
def command(subject: str, predicate: str, object_: str, every: bool, form: str | None, content: Content) -> None:
    """Say why SUBJECT PREDICATE OBJECT holds: the rule in words, its premises, down to the sources.

    Each is a label, an acronym, a code or an IRI, as in mfa-graph why Philippines "member of" ASEAN. Where nothing says or
    implies the statement the exit status is 1; that is not to say that it is not so.
    """
    from mfa_graph.assembly import recall
    from mfa_graph.reasoning.run import explainer_of

    graph = recall(content)
    explainer = explainer_of(graph)
    asker = Asker(graph, content)
    pairs: set[tuple[Term, Term]] = set(product(asker.called(subject), asker.called(predicate)))
    known = [statement for statement in map(said_by, graph.quads) if statement[:2] in pairs]
    meant = _meant(asker, pairs, known, object_)
    holding = [statement for statement in meant if explainer.smallest(statement) is not None]
    proofs = [proof for statement in holding for proof in _proofs(explainer, statement, every)]
    words = Words(_labels(graph, asker, proofs, [*meant, *([] if proofs else known)]), graph.said_in)
    if not proofs:
        click.echo(_nothing(words, meant, known), err=True)
        sys.exit(1)
    click.echo(_printed(proofs, words, form, asker))


def _meant(asker: Asker, pairs: set[tuple[Term, Term]], known: Sequence[Statement], value: str) -> list[Statement]:
    """The statements that may be meant: those `known` with a value that is written so, or with the things that are called so.

    Raises:
        UnknownName: nothing is called so.
    """
    values = dict.fromkeys(each for each in known if isinstance(each[2], Literal) and each[2].value == value)
    return list(values) or [(*pair, thing) for pair, thing in product(sorted(pairs, key=str), asker.called(value))]


def _proofs(explainer: Explainer, statement: Statement, every: bool) -> list[Proof]:
    smallest = explainer.smallest(statement)
    assert smallest is not None
    return list(explainer.all(statement)) if every else [smallest]


def _printed(proofs: Sequence[Proof], words: Words, form: str | None, asker: Asker) -> str:
    match form:
        case "json":
            return json.dumps([as_json(proof, words) for proof in proofs], ensure_ascii=False, indent=2)
        case "mermaid":
            return "\n\n".join(as_mermaid(proof, words) for proof in proofs)
        case "dot":
            return "\n\n".join(as_dot(proof, words) for proof in proofs)
    notes: dict[str, int] = {}
    told = ["\n".join(as_text(proof, words, lambda name: notes.setdefault(name, len(notes) + 1))) for proof in proofs]
    citations = asker.citations(notes)
    cited = [f"[{number}] {citations.get(name) or shortened(name)}" for name, number in notes.items()]
    return "\n\n".join([*told, "\n".join(cited)])


def _nothing(words: Words, meant: Sequence[Statement], known: Sequence[Statement]) -> str:
    """That nothing says so, and what the same property leads to from the same thing."""
    told = [f"Nothing in the graph says or implies: {words.statement(statement)}." for statement in meant]
    told.append("That is not to say that it is not so.")
    if known:
        told.append(f"The property leads to: {', '.join(sorted({words.label(value) for *_, value in known}))}.")
    return "\n".join(told)


def _labels(
    graph: KnowledgeGraph, asker: Asker, proofs: Sequence[Proof], statements: Sequence[Statement]
) -> Callable[[Term], str]:
    """What each term that will be spoken of is called; a role has its word as a property here, as the rules speak of it."""
    steps = [step for proof in proofs for step in proof.steps()]
    terms = {term for step in steps for term in (*step.statement, *step.terms.values(), *chain(*step.lists.values()))}
    terms |= {*chain(*statements)}
    labels = asker.labels((term.value for term in terms if isinstance(term, NamedNode)), language="en")

    def label(term: Term) -> str:
        if not isinstance(term, NamedNode):
            return term.value
        if term.value.startswith(PREFIXES["mfa"]):
            return graph.label(term.value)
        return labels.get(term.value) or shortened(term.value)

    return label
