"""Mending by itself what can be mended without asking what was meant.

A fix is safe where it cannot change what is said, or where there is one thing only that can have been meant. It changes the term
at the place of the finding and leaves every other byte of the file as it is. What each rule's fix does is said in `fixable`.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mfa_graph.errors import ContentProblem, Place, UnknownName, UsageProblem, near_misses, nearest
from mfa_graph.findings import Finding
from mfa_graph.graph import write_whole
from mfa_graph.store import DefaultGraph, Literal, NamedNode, Quad
from mfa_graph.store.embedded import EmbeddedStore
from mfa_graph.validation.dates import datatype_of, read_date
from mfa_graph.validation.remedies import near_borrowed_terms, near_terms
from mfa_graph.validation.rules import Rules
from mfa_graph.validation.spots import Spot
from mfa_graph.validation.vocabularies import address_in, with_right_scheme
from mfa_graph.vocabulary import BASE, MFA

__all__ = ["Mended", "fixable", "mend", "refuse_unfixable", "write"]

_SURE = 0.8
"""How like the one near miss must be, for a misspelt term to be mended."""

_BOUNDS = {MFA.earliestStart, MFA.latestStart, MFA.earliestEnd, MFA.latestEnd}
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Fix = Callable[[Finding, Spot, Rules], "tuple[int, str, str] | None"]
"""The edit that mends a finding: where in the text, what stands there, what is to stand there; None where it cannot be mended."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file as it was read and as it is mended."""

    name: str
    path: Path
    before: bytes
    after: bytes
    edits: int

    @property
    def diff(self) -> str:
        """The difference as a unified diff, which shows no ends of lines."""
        old, new = (
            [f"{line}\n" for line in body.decode("utf-8-sig").splitlines()] for body in (self.before, self.after)
        )
        name = self.name.lstrip("/")
        return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))


def fixable(rules: Rules) -> dict[str, str]:
    """The rules that have a safe fix, by their codes, with what the fix does."""
    found = {code: says for code, (says, _) in _FIXES.items()}
    for code, rule in rules.codes.items():
        if rules.dates(rule) and rules.path(rule) not in _BOUNDS:
            found[code] = "writes a date in its form and with its type, where it can be read in one way only"
        elif rules.schemes(rule):
            found[code] = "writes the concept's address, where one concept of the scheme comes near to a misspelt one"
    return dict(sorted(found.items()))


def refuse_unfixable(codes: Iterable[str], rules: Rules, known: Iterable[str]) -> None:
    """Let no rule pass that has no safe fix; `known` are the codes of all rules.

    Raises:
        UnknownName: there is no such rule.
        UsageProblem: there is no safe fix for it.
    """
    having, all_codes = fixable(rules), set(known)
    for code in codes:
        if code in having:
            continue
        if code not in all_codes:
            raise UnknownName(f"There is no rule “{code}”.", remedy=nearest(code, all_codes | having.keys()))
        raise UsageProblem(
            f"There is no safe fix for “{code}”: only a person can tell what was meant.",
            remedy=f"mend it as the finding says. These have one: {', '.join(having)}.",
        )


def mend(findings: Iterable[Finding], rules: Rules, root: Path) -> list[Mended]:
    """The files in which some findings are, with all that can be mended safely mended; nothing is written.

    Raises:
        ContentProblem: a file was changed meanwhile.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.line and finding.column:
            by_file[finding.file].append(finding)
    mended = (_mended(name, root / name, found, rules) for name, found in sorted(by_file.items()))
    return [each for each in mended if each.edits]


def write(files: Sequence[Mended]) -> None:
    """Write mended files, each whole or not at all.

    Raises:
        ContentProblem: a file is not any more as it was read; then none is written.
        UnwritableOutput: a file cannot be written.
    """
    for file in files:
        if not file.path.is_file() or file.path.read_bytes() != file.before:
            raise ContentProblem(
                "This file was changed while it was being mended, so nothing is written.",
                place=Place(file.path),
                remedy="run the check again.",
            )
    for file in files:
        write_whole(file.path, file.after)


def _mended(name: str, path: Path, findings: Sequence[Finding], rules: Rules) -> Mended:
    before = path.read_bytes()
    mark = _BYTE_ORDER_MARK if before.startswith(_BYTE_ORDER_MARK) else b""
    text = before[len(mark) :].decode("utf-8")
    found = (_edit(finding, Spot.at(text, finding, is_sheet=name.endswith(".csv")), rules) for finding in findings)
    edits = sorted({edit for edit in found if edit is not None and edit[1] != edit[2]}, reverse=True)
    after, limit, count = text, len(text), 0
    for start, old, new in edits:
        if start + len(old) <= limit:  # of two edits of one place the second waits for the next run
            after, limit, count = after[:start] + new + after[start + len(old) :], start, count + 1
    return Mended(name, path, before, mark + after.encode("utf-8"), count)


def _edit(finding: Finding, spot: Spot | None, rules: Rules) -> tuple[int, str, str] | None:
    if spot is None:
        return None
    if finding.code in _FIXES:
        return _FIXES[finding.code][1](finding, spot, rules)
    return (_date if rules.dates(finding.rule) else _concept)(finding, spot, rules)


def _date(finding: Finding, spot: Spot, rules: Rules) -> tuple[int, str, str] | None:
    reading = read_date(finding.value)
    fitting = [date for date in reading.dates if datatype_of(date) in rules.dates(finding.rule)]
    if not reading.is_sure or len(fitting) != 1:
        return None
    return spot.literal(finding.value, fitting[0], datatype_of(fitting[0]))


def _concept(finding: Finding, spot: Spot, rules: Rules) -> tuple[int, str, str] | None:
    """Only the last part of the address is mended, by the concepts that are offered in the finding's remedy."""
    folder, _, name = finding.value.rpartition("/")
    if folder not in rules.schemes(finding.rule):
        return None
    offered = re.findall(rf"<{re.escape(folder.removeprefix(BASE))}/([^>]+)>", "\n".join(finding.advice))
    return _one(name, near_misses(name, offered, cutoff=_SURE), spot)


def _term(finding: Finding, spot: Spot, rules: Rules) -> tuple[int, str, str] | None:
    return _one(finding.value, near_terms(finding.value, cutoff=_SURE), spot)


def _borrowed(finding: Finding, spot: Spot, rules: Rules) -> tuple[int, str, str] | None:
    iri = address_in(finding.value)
    return _one(iri, near_borrowed_terms(iri, cutoff=_SURE), spot)


def _one(wrong: str, near: Sequence[str], spot: Spot) -> tuple[int, str, str] | None:
    if len(near) != 1:
        return None
    return spot.address(*(re.split("[#/]", iri)[-1] for iri in (wrong, near[0])))


def _scheme(finding: Finding, spot: Spot, rules: Rules) -> tuple[int, str, str] | None:
    iri = address_in(finding.value)
    return spot.start_of_address(iri, with_right_scheme(iri))


def _canonical(finding: Finding, spot: Spot, rules: Rules) -> tuple[int, str, str] | None:
    """The form that the store would write, of the same datatype."""
    found = re.fullmatch(r'"(?P<text>.*)"\^\^<(?P<type>[^>]*)>', finding.value, re.DOTALL)
    if found is None:
        return None
    store, datatype = EmbeddedStore(), NamedNode(found["type"])
    written = Literal(found["text"], datatype=datatype)
    store.extend([Quad(NamedNode(BASE), NamedNode(BASE), written, DefaultGraph())])
    (kept,) = (quad.object for quad in store.quads())
    if not isinstance(kept, Literal) or kept.datatype != datatype:
        return None
    return spot.literal(found["text"], kept.value, datatype.value)


def _spaces(finding: Finding, spot: Spot, rules: Rules) -> tuple[int, str, str] | None:
    return spot.text(finding.value, " ".join(finding.value.split()))


def _digest(finding: Finding, spot: Spot, rules: Rules) -> tuple[int, str, str] | None:
    if not re.fullmatch("[0-9A-Fa-f]{64}", finding.value):
        return None
    return spot.text(finding.value, finding.value.lower())


_FIXES: Mapping[str, tuple[str, Fix]] = {
    "address-scheme": ("writes http or https as the vocabulary, or this project, does; also in a prefix", _scheme),
    "label-whitespace": ("takes away the spaces before, behind and between the words that need none", _spaces),
    "literal-not-canonical": ("writes a value in the canonical form of its datatype: 7 for 007", _canonical),
    "source-text-digest-form": ("writes the letters of a digest small", _digest),
    "unknown-borrowed-term": ("writes the term of the vocabulary, where one comes near to a misspelt one", _borrowed),
    "unknown-term": ("writes the term of the ontology, where one comes near to a misspelt one", _term),
}
