"""What an evidence pack holds, and that it proves its answer."""

from __future__ import annotations

import csv
import io
import json
import shlex
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mfa_graph.assets import Content
from mfa_graph.exporters.releases import release_at, release_of
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.packs.members import CRATE, MEMBERS
from mfa_graph.packs.pack import Pack, pack_of
from mfa_graph.packs.verify import verify_pack
from mfa_graph.questions.ask import Asker
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.prover import prover_of
from mfa_graph.store.remote import RemoteStore
from tests.conftest import ROOT
from tests.packs.conftest import Members, packed
from tests.servers import oxigraph_server

CATALOGUE = Catalogue.read(Content.bundled())
Archive = Callable[[Members], Path]


def test_a_pack_holds_answer_queries_evidence_and_sources(pack: Pack) -> None:
    """The files are these, and those that hold several of something say of how many."""
    assert list(pack.members) == [*sorted(MEMBERS), CRATE]
    assert pack.counts == {"answer.json": 6, "evidence.trig": 30, "passages.csv": 7, "sources.csl.json": 2}
    rows = list(csv.reader(io.StringIO(pack.members["answer.csv"].decode())))
    assert len(rows) == 7 and all(len(row) == 7 for row in rows)
    assert "| Founder | " in pack.members["answer.md"].decode()
    assert b"VALUES ?organisation { <https://w3id.org/mfa-graph/id/organisation/mfa> }" in pack.members["question.rq"]


def test_the_archive_has_no_day_and_is_not_compressed(pack: Pack) -> None:
    """The bytes are the same each time; no entry has a day of the clock, a folder, or a compressor's marks."""
    assert pack.body == replace(pack).body
    with zipfile.ZipFile(io.BytesIO(pack.body)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.testzip() is None


@pytest.mark.parametrize("identifier", [question.id for question in CATALOGUE])
def test_each_question_packs_what_proves_it(
    identifier: str, founding: KnowledgeGraph, founding_content: Content, archive: Archive
) -> None:
    """Asked of the founding record, the answer to each question is proved, or the pack says why it cannot be."""
    pack = packed(identifier, founding, founding_content)
    verified = verify_pack(archive(pack.members), store=founding)
    assert verified.faults == ()
    rows = pack.counts["answer.json"]
    is_exempt = CATALOGUE.get(identifier).about_the_graph
    assert (verified.rows, verified.proved) == (rows, True if rows and not is_exempt else None)
    assert any("whole release" in note for note in verified.notes) == (is_exempt and rows > 0)
    assert any(note.startswith("No row") for note in verified.notes) == (rows == 0)
    assert json.loads(pack.members[CRATE])["@graph"][1]["description"].count("No row") == (rows == 0)


WHOLE = {"q01": (12, 48), "q14": (11, 239)}
"""Rows and statements of some answers of the whole graph."""


@pytest.mark.parametrize("identifier", WHOLE)
def test_answers_of_the_whole_graph_are_proved(
    identifier: str, whole: KnowledgeGraph, content: Content, archive: Archive
) -> None:
    """With lists, denials and rules behind them: the packs of two answers prove them, by evidence that the graph says too."""
    pack = packed(identifier, whole, content)
    verified = verify_pack(archive(pack.members), store=whole)
    assert (verified.proved, verified.faults, verified.notes) == (True, (), ())
    assert (pack.counts["answer.json"], pack.counts["evidence.trig"]) == WHOLE[identifier]


@pytest.mark.parametrize(("identifier", "day"), [("q15", "2012-03-03"), ("q16", "1999-01-01")])
def test_answers_for_days_long_gone_are_proved(
    identifier: str, day: str, whole: KnowledgeGraph, content: Content, archive: Archive
) -> None:
    """That somebody ratified later is no statement against a row, and goes with it as what bars one."""
    verified = verify_pack(archive(packed(identifier, whole, content, as_of=day).members))
    assert (verified.proved, verified.faults, verified.notes) == (True, (), ())


def test_the_question_of_the_guide_is_answered(whole: KnowledgeGraph, content: Content) -> None:
    """What the page on giving evidence tells to ask has names that the graph knows, and rows."""
    page = (ROOT / "docs" / "how-to" / "give-evidence.md").read_text(encoding="utf-8")
    (line,) = (line for line in page.splitlines() if line.startswith("$ mfa-graph ask "))
    _, _, _, identifier, *words = shlex.split(line)
    given = {name.removeprefix("--"): value for name, value in zip(words[::2], words[1::2], strict=True)}
    del given["pack"]
    assert Asker(whole, content).ask(CATALOGUE.get(identifier), given).rows


def test_words_of_passages_are_packed_if_asked_for(
    founding: KnowledgeGraph, founding_content: Content, archive: Archive
) -> None:
    """An answer with quotes has them in its JSON and on its page; one without has none."""
    asked = Asker(founding, founding_content).ask(CATALOGUE.get("q05"), {}, prove=prover_of(founding))
    name = next(iter(asked.citations))
    quoted = replace(asked, quotes={name: "Words that were made up for a test."})
    pack = pack_of(quoted, founding, founding_content, release_of(founding, founding_content))
    assert all(b"made up for a test" in pack.members[file] for file in ("answer.json", "answer.md"))
    assert verify_pack(archive(pack.members)).faults == ()


def test_a_server_gives_the_same_pack(founding: KnowledgeGraph, founding_content: Content) -> None:
    """The pack of an answer from a SPARQL server is that of the graph here, to the byte."""
    with oxigraph_server(founding.dump(by_name("nquads"))) as address:
        server = RemoteStore(f"{address}/query")
        asked = Asker(server, founding_content).ask(CATALOGUE.get("q05"), {}, prove=prover_of(server))
        there = pack_of(asked, server, founding_content, release_at(server, founding_content))
    assert there.body == packed("q05", founding, founding_content).body


def test_statements_that_the_graph_at_hand_does_not_say_are_told(
    pack: Pack, founding: KnowledgeGraph, archive: Archive
) -> None:
    """A graph of the same day without a statement of the evidence is a fault for each; of another day it is a number."""
    path = archive(pack.members)
    other = [quad for quad in founding.quads if "asian-migrant-yearbook" not in str(quad)]
    faults = verify_pack(path, store=KnowledgeGraph(other)).faults
    assert {fault.code for fault in faults} == {"unsaid"} and len(faults) > 3
    later = KnowledgeGraph(quad for quad in other if "seenOn" not in str(quad.predicate))
    assert verify_pack(path, store=later).faults == ()
