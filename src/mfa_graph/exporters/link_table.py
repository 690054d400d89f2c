"""The table of links: one row for each link and each named graph that says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mfa_graph.exporters.class_tables import ClassTables
from mfa_graph.exporters.columns import IRI, Cell, Column, Table, separated
from mfa_graph.exporters.links import Link
from mfa_graph.questions.cells import Citation
from mfa_graph.vocabulary import XSD, shortened

__all__ = ["table_of_links"]

_END = " A link holds until the day before."
_COLUMNS = (
    Column("subject", "subject", "The thing that acts, or that something is said of.", type=IRI),
    Column("subject_label", "subject (label)", "What the subject is called."),
    Column("predicate", "predicate", "The property that says what it is to the object.", type=IRI),
    Column("predicate_label", "predicate (label)", "The property in words."),
    Column(
        "role",
        "role",
        "The property that joins it to the relation, where the predicate leaves the role open.",
        type=IRI,
    ),
    Column("role_label", "role (label)", "The role in words."),
    Column("object", "object", "The other thing.", type=IRI),
    Column("object_label", "object (label)", "What the object is called."),
    Column("earliestStart", "since, at the earliest", "The first day on which it can have begun.", type=XSD.date),
    Column("latestStart", "since, at the latest", "The last day on which it can have begun.", type=XSD.date),
    Column("earliestEnd", "until, at the earliest", "The first day on which it can have ended." + _END, type=XSD.date),
    Column("latestEnd", "until, at the latest", "The last day on which it can have ended." + _END, type=XSD.date),
    Column("observedOn", "observed on", "The day, month or year for which the source says it.", is_mixed=True),
    Column("relation", "relation", "The node of the relation or event; the table of its class says more.", type=IRI),
    Column("graph", "said in", "The named graph that holds the statement: a passage, or one of our own.", type=IRI),
    Column("passage", "passage", "The passage that says it; empty where we say it ourselves.", type=IRI),
    Column("locator", "locator", "Where the passage stands in its source."),
    Column("source", "source", "The source of the passage.", type=IRI),
    Column("source_label", "source (label)", "The title of the source."),
    Column("address", "address", "The page of the source.", type=IRI),
)


def table_of_links(links: Sequence[Link], classes: ClassTables) -> Table:
    """The table of some links, in their order."""
    citations = classes.asker.citations({link.graph for link in links})
    rows = tuple(tuple(_cells(link, classes, citations)) for link in links)
    return Table(
        name="links",
        title="Links",
        meaning="What one thing is to another: a row for each statement and each passage that makes it. That a State is not a "
        "party to an instrument is no link; see treaty-statuses.",
        columns=tuple(separated(column, rows, place) for place, column in enumerate(_COLUMNS)),
        rows=rows,
        key=("subject", "predicate", "role", "object", "relation", "graph"),
    )


def _cells(link: Link, classes: ClassTables, citations: Mapping[str, Citation]) -> list[Cell]:
    """The cells of a row, in the order of the columns."""
    named = [
        cell for term in (link.subject, link.predicate, link.role, link.object) for cell in (term, _word(term, classes))
    ]
    cited = citations.get(link.graph)
    said = [
        link.node,
        link.graph,
        link.graph if link.source else "",
        cited.locator if cited else "",
        link.source,
        cited.title if cited else "",
        cited.address if cited else "",
    ]
    return [*map(_cell, [*named, *link.bounds]), link.observed, *map(_cell, said)]


def _word(term: str, classes: ClassTables) -> str:
    """What a thing or property is called; a property that joins an actor to a relation by the role that it stands for."""
    if not term:
        return ""
    return classes.labels.get(term) or (classes.label(term) if ":" in shortened(term) else shortened(term))


def _cell(text: str) -> Cell:
    return (text,) if text else ()
