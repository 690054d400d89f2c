"""Whether an evidence pack proves its answer: every byte, every count, and the question asked again of its own evidence.

Nothing is fetched and nothing is written. What was altered is not looked into any further.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import mfa_graph
from mfa_graph.assets import Content
from mfa_graph.errors import MfaGraphError
from mfa_graph.exporters.manifest import release_iri
from mfa_graph.exporters.references import as_bibtex, as_csl
from mfa_graph.exporters.releases import Release, release_on
from mfa_graph.faults import Fault
from mfa_graph.findings import counted
from mfa_graph.formats import by_name
from mfa_graph.graph import KnowledgeGraph
from mfa_graph.packs.crate import COUNTED, crate_of
from mfa_graph.packs.members import CRATE, read_members
from mfa_graph.packs.page import EMPTY, EXEMPT, page_of, told_of
from mfa_graph.packs.proof import Row, evidence_quads, rows_on
from mfa_graph.packs.reading import answer_of, citations_of, passages_of, references_of
from mfa_graph.questions.answers import Answer
from mfa_graph.questions.catalogue import Catalogue
from mfa_graph.questions.evidence import evidence_file
from mfa_graph.questions.views import view_rows
from mfa_graph.store import DefaultGraph, NamedNode, Quad, Store
from mfa_graph.store.syntax import parse
from mfa_graph.vocabulary import graph as graph_iri

__all__ = ["PackVerification", "verify_pack"]

_ALWAYS = ("answer.csv", "answer.json", "answer.md", "passages.csv", "question.rq", "sources.bib", "sources.csl.json")
_PROOF = ("evidence.rq", "evidence.trig", "terms.trig")
_UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError, MfaGraphError)
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class PackVerification:
    """What became of a verification.

    Attributes:
        name: What the pack says that it is.
        release: The version IRI of the release that the answer is of; ``""`` where it is not said.
        rows: How many rows the answer has; None where it cannot be read.
        proved: Whether the question, asked of the evidence, gave these rows; None where there is no such
            evidence, as of a question about the graph itself or of an answer without rows.
        faults: What is wrong.
        notes: What could not be looked into here, and what a reader should know, in sentences.
    """

    name: str
    release: str
    rows: int | None
    proved: bool | None
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The verification as plain values."""
        return {
            "pack": self.name,
            "release": self.release,
            "rows": self.rows,
            "proved": self.proved,
            "verified": not self.faults,
            "faults": [fault.as_json() for fault in self.faults],
            "notes": list(self.notes),
        }


def verify_pack(path: Path, *, content: Content | None = None, store: Store | None = None) -> PackVerification:
    """Look into a pack.

    The queries are compared with those of `content`, by default of this installation. With a `store` each statement of the
    evidence is looked for in its graphs.

    Raises:
        MissingContent: the file cannot be read, or there is no such content.
        SyntaxProblem: it is no zip archive.
    """
    members, faults = read_members(path)
    if faults:
        return PackVerification("", "", None, None, tuple(faults))
    return _Verifier(members, content or Content.bundled(), store).verified()


@dataclass(slots=True)
class _Verifier:
    """The steps of a verification, each of which finds faults; what is read in one is at hand in the next."""

    members: Mapping[str, bytes]
    content: Content
    store: Store | None
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    crate: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def verified(self) -> PackVerification:
        """Take all steps; bytes that were altered, or files that cannot be read, end it."""
        told = self._read(CRATE, _entities)
        if told is not None:
            self.crate = told
            self._bytes()
        root, release = self.crate.get("./", {}), self._release()
        answer = None if self.faults or release is None else self._answer()
        proved: bool | None = None
        if answer is not None and release is not None:
            self._queries(answer, release)
            self._forms(answer, release)
            proved = self._proof(answer, release)
            self._counts(answer)
            self._metadata(answer, release)
        iri = release_iri(release.version) if release else ""
        rows = None if answer is None else len(answer.rows)
        return PackVerification(str(root.get("name", "")), iri, rows, proved, tuple(self.faults), tuple(self.notes))

    def _fault(self, code: str, file: str, message: str) -> None:
        self.faults.append(Fault(code, file, message))

    def _read(self, name: str, reader: Callable[[bytes], _Read]) -> _Read | None:
        """What a file says; None, with a fault, where it is not there or cannot be read."""
        if name not in self.members:
            self._fault("absent", name, "it is not there.")
            return None
        try:
            return reader(self.members[name])
        except _UNREADABLE as error:
            self._fault("syntax", name, _reason(error))
            return None

    # What the metadata say ----------------------------------------------------------------------------

    def _bytes(self) -> None:
        """Whether each file is there with the size and the digest that the metadata give, and no other file is."""
        listed = {name: entity for name, entity in self.crate.items() if entity.get("@type") == "File"}
        for name in sorted({*listed, *_ALWAYS} - self.members.keys()):
            self._fault("absent", name, "it is not there.")
        for name, body in self.members.items():
            if name not in listed and name != CRATE:
                self._fault("unnamed", name, f"{CRATE} does not name it.")
            elif name in listed:
                size, digest = (str(listed[name].get(key) or "nothing") for key in ("contentSize", "sha256"))
                if size != str(len(body)):
                    self._fault("bytes", name, f"it has {counted(len(body), 'byte')}, and {CRATE} says {size}.")
                elif digest != (found := hashlib.sha256(body).hexdigest()):
                    self._fault("bytes", name, f"its SHA-256 is {found}, and {CRATE} says {digest}.")

    def _release(self) -> Release | None:
        """The release that the pack names, with what this installation says of all releases."""
        root = self.crate.get("./", {})
        version, day = root.get("version"), root.get("datePublished")
        if not isinstance(version, str) or not isinstance(day, str):
            if self.crate:
                self._fault("syntax", CRATE, "it does not say of which release the pack is.")
            return None
        here = release_on(day, self.content)
        return Release(**{name: getattr(here, name) for name in here.__slots__} | {"version": version})

    def _counts(self, answer: Answer) -> None:
        """Whether there are as many rows, statements, passages and references as the metadata say."""
        quads = self._quads("evidence.trig") if "evidence.trig" in self.members else []
        references = self._read("sources.csl.json", lambda body: references_of(json.loads(body))) or []
        found = {
            "answer.json": len(answer.rows),
            "evidence.trig": len(quads),
            "passages.csv": len(answer.citations),
            "sources.csl.json": len(references),
        }
        for name in (name for name in found if name in self.members):
            unit = COUNTED[name]
            said = self.crate.get(f"#{unit}", {}).get("value")
            if said != found[name]:
                said = "nothing" if said is None else json.dumps(said, ensure_ascii=False)
                message = f"it has {counted(found[name], unit.removesuffix('s'))}, and {CRATE} says {said}."
                self._fault("counts", name, message)

    def _metadata(self, answer: Answer, release: Release) -> None:
        """Whether the metadata of a pack that is right so far are those of its answer, release, licence and sources."""
        if self.faults or release.version != mfa_graph.__version__:
            return
        members = {name: body for name, body in self.members.items() if name != CRATE}
        counts = {name: self.crate[f"#{unit}"]["value"] for name, unit in COUNTED.items() if name in members}
        references = references_of(json.loads(members["sources.csl.json"]))
        if self.members[CRATE] != crate_of(answer, release, references[1:], members, counts, told_of(answer)):
            self._fault("forms", CRATE, "it does not say what the other files of the pack say.")

    # The answer in its forms --------------------------------------------------------------------------

    def _answer(self) -> Answer | None:
        citations = self._read("passages.csv", lambda body: citations_of(body.decode()))
        query = self._read("question.rq", bytes.decode)
        if citations is None or query is None:
            return None
        return self._read("answer.json", lambda body: answer_of(json.loads(body), query, citations))

    def _forms(self, answer: Answer, release: Release) -> None:
        """Whether JSON, table and page say the same, and all passages are cited."""
        for name in sorted(self._uncited(answer)):
            self._fault("sources", "passages.csv", f"<{name}> says something and is not cited.")
        if release.version != mfa_graph.__version__:
            self.notes.append(
                f"The pack was made by version {release.version} and this is {mfa_graph.__version__}: the table and the page "
                "were not compared with the JSON."
            )
            return
        references = self._read("sources.csl.json", lambda body: references_of(json.loads(body))) or []
        forms = {
            "answer.json": answer.to_json(),
            "answer.csv": answer.to_csv(),
            "answer.md": page_of(answer, release),
            "passages.csv": passages_of(answer.citations),
            "sources.bib": as_bibtex(references),
            "sources.csl.json": as_csl(references),
        }
        for name, text in forms.items():
            if self.members[name] != text.encode():
                self._fault("forms", name, "it does not say what the other files of the pack say.")

    def _uncited(self, answer: Answer) -> set[str]:
        ours = graph_iri("")
        said = {name for each in answer.evidence or () for name in each.passages()}
        return {name for name in said if not name.startswith(ours)} - answer.citations.keys()

    def _queries(self, answer: Answer, release: Release) -> None:
        """Whether the queries are those of the question, with the values that the answer names."""
        values = {name: [term] for name, term in answer.parameters.items()}
        set_ = answer.question.file.defaults
        for name, term in answer.parameters.items():
            if set_.get(name) != str(term):
                self._fault("question", "question.rq", f"its parameter {name} is not what the answer says.")
        catalogue = Catalogue.read(self.content)
        try:
            question = catalogue.get(answer.question.id)
            texts = {"question.rq": question.file.filled(values)}
            if not question.about_the_graph:
                file = evidence_file(self.content, question.id)
                texts["evidence.rq"] = file.filled({n: of for n, of in values.items() if n in file.defaults})
        except (KeyError, MfaGraphError):
            self._other("question.rq", release, "no question of this installation")
            return
        for name, text in texts.items():
            if self.members.get(name) != text.encode():
                self._other(name, release, f"not that of question {question.id} in this installation")

    def _other(self, name: str, release: Release, what: str) -> None:
        """Tell that a query is another: a fault if it should be the same, else what a reader should know."""
        if release.version == mfa_graph.__version__:
            self._fault("question", name, f"the query is {what}.")
        else:
            self.notes.append(f"The query in {name} is {what}, which is of version {mfa_graph.__version__}.")

    # The proof ----------------------------------------------------------------------------------------

    def _proof(self, answer: Answer, release: Release) -> bool | None:
        """Whether the statements are those of the rows, and give the rows."""
        if answer.question.about_the_graph:
            self.notes.append(EXEMPT)
            return None
        if lacking := [name for name in _PROOF if name not in self.members]:
            for name in lacking:
                self._fault("absent", name, "it is not there.")
            return False
        if not answer.rows:
            self.notes.append(EMPTY)
        before = len(self.faults)
        quads, known = self._quads("evidence.trig"), self._quads("terms.trig")
        if any(fault.code == "syntax" for fault in self.faults[before:]):
            return False
        if set(quads) != set(evidence_quads(answer.evidence or ())):
            self._fault(
                "statements", "evidence.trig", "its statements are not those that answer.json has for the rows."
            )
        if any(quad.graph_name.value != graph_iri("ontology") for quad in known):  # type: ignore[union-attr]
            self._fault("statements", "terms.trig", "it says more than which terms the ontology has.")
        if self.store is not None:
            self._said(quads, self.store, release)
        proved = self._rows(answer, [*quads, *known])
        return proved if answer.rows else None

    def _rows(self, answer: Answer, quads: Sequence[Quad]) -> bool:
        """Whether the question has the rows of the answer, on its evidence."""
        found = self._asked(answer, quads)
        if found is None:
            return False
        for row in sorted(set(answer.rows) - found, key=str):
            self._fault(
                "rows", "answer.json", f"asked of the evidence, the question does not give: {_words(answer, row)}"
            )
        for row in sorted(found - set(answer.rows), key=str):
            self._fault(
                "rows", "answer.json", f"asked of the evidence, the question gives besides: {_words(answer, row)}"
            )
        return found == set(answer.rows)

    def _asked(self, answer: Answer, quads: Sequence[Quad]) -> set[Row] | None:
        """The rows that the question has on some statements; None, with a fault, where it is no query that is answered here."""
        rows = self._read("question.rq", lambda _: rows_on(answer.question.file.text, quads))
        return None if rows is None else set(rows)

    def _quads(self, name: str) -> list[Quad]:
        """The statements of a file in its named graphs; what it has in the default graph must be their merged set."""
        quads = self._read(name, lambda body: parse(body, by_name("trig"))) or []
        named = [quad for quad in quads if isinstance(quad.graph_name, NamedNode)]
        merged = {quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
        if merged != set(KnowledgeGraph(named).merged):
            self._fault("statements", name, "its default graph is not what its named graphs say together.")
        return named

    def _said(self, quads: Sequence[Quad], store: Store, release: Release) -> None:
        """Whether a graph at hand says each statement in the same graph; one of another day may not."""
        statements = dict.fromkeys(f"({quad.subject} {quad.predicate} {quad.object})" for quad in quads)
        rows = view_rows(store, self.content, "said", {"statements": list(statements)}) if quads else ()
        said = {Quad(*row) for row in rows}  # type: ignore[arg-type]
        unsaid = [quad for quad in quads if quad not in said]
        ((day, _),) = view_rows(store, self.content, "days")
        if (release.version, release.date) == (mfa_graph.__version__, getattr(day, "value", "")):
            for quad in unsaid:
                self._fault("unsaid", "evidence.trig", f"the graph at hand does not say {quad}.")
        else:
            found = f"{len(quads) - len(unsaid):,} of {counted(len(quads), 'statement')}"
            self.notes.append(f"The graph at hand is of another release, and says {found}.")


def _reason(error: Exception) -> str:
    """Why a file cannot be read, for people."""
    match error:
        case MfaGraphError():
            return error.message
        case json.JSONDecodeError():
            return f"it is not JSON (line {error.lineno})."
        case UnicodeDecodeError():
            return "it is not UTF-8."
        case _:
            return "it is not as `mfa-graph ask --pack` writes it."


def _entities(body: bytes) -> dict[str, dict[str, Any]]:
    """The entities of an RO-Crate by their identifiers."""
    entities = {entity["@id"]: entity for entity in json.loads(body)["@graph"]}
    if "./" not in entities:
        raise ValueError("it describes no root dataset ./")
    return entities


def _words(answer: Answer, row: Row) -> str:
    return "; ".join(map(answer.words, row)) + "."
