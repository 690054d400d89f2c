"""How findings are weighed: a profile of severities, waivers and expectations, in TOML.

::

    fail-on = "warning"                     # the lightest finding that fails a check

    [severity]                              # the weight of a rule's findings, by the rule's code
    engagement-level-recommended = "off"

    [[waive]]                               # findings that are put up with for a while
    rule = "relation-date-recommended"
    focus = "id/contribution/*"             # optional, as are value and file: which findings of the rule
    reason = "The sources give no day; they are asked again in spring."
    by = "data steward"                     # a role, not a person
    expires = 2027-06-30                    # the last day on which it holds

    [[expect]]                              # what a graph must hold at least, or at most
    class = "mfa:Organisation"
    min = 20

A waived finding is still told and does not fail. A waiver that has run out is a violation of its own, and one that matches
nothing a warning, each at its line of the profile.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from mfa_graph.errors import ContentProblem, MissingContent, Place, SyntaxProblem, nearest, text_of
from mfa_graph.findings import Finding, Report, Rule, Severity
from mfa_graph.vocabulary import BASE, shortened

__all__ = ["EXPIRED", "UNUSED", "Expectation", "Profile", "Waiver", "read_profile"]

EXPIRED = Rule(
    iri=BASE + "check/waiver-expired",
    kind="profile",
    severity=Severity.VIOLATION,
    title="No waiver has run out",
    message="A waiver of this profile ran out.",
    remedy="Mend what it put up with and remove it, or agree on another day and write it there.",
    why="What is put up with for a while is not to be put up with for good because nobody looks.",
)
UNUSED = Rule(
    iri=BASE + "check/waiver-unused",
    kind="profile",
    severity=Severity.WARNING,
    title="Each waiver matches a finding",
    message="A waiver of this profile matches no finding.",
    remedy="Remove it if what it put up with is mended; else correct its focus, value or file.",
    why="A waiver that is left over would hide the next fault of its kind.",
)

_OFF = "off"
_WORDS = [severity.word for severity in reversed(Severity)]
_TOP = {"fail-on", "severity", "waive", "expect"}
_WAIVER = {"rule", "focus", "value", "file", "reason", "by", "expires"}
_EXPECTATION = {"class", "min", "max", "property", "language", "min-share", "severity"}
_HEADING = re.compile(r"^[ \t]*\[{1,2}[ \t]*(?P<table>\w+)[ \t]*\]{1,2}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Waiver:
    """That some findings of a rule are put up with until a day; `line` is where the profile says so."""

    rule: str
    reason: str
    by: str
    expires: datetime.date
    line: int
    focus: str = "*"
    value: str = "*"
    file: str = "*"

    @property
    def told(self) -> str:
        """Until when, by whom and why."""
        return f"until {self.expires} ({self.by}): {self.reason}"

    def matches(self, finding: Finding) -> bool:
        """Whether a finding is one of those that are put up with."""
        return finding.code == self.rule and all(
            any(fnmatchcase(text, pattern) for text in texts)
            for texts, pattern in (
                ((finding.focus, shortened(finding.focus)), self.focus),
                ((finding.value, shortened(finding.value)), self.value),
                ((finding.file,), self.file),
            )
        )


@dataclass(frozen=True, slots=True)
class Expectation:
    """How many things of a class there must be, or which share of them must have a property or a label in a language."""

    kind: str
    line: int
    least: int = 0
    most: int | None = None
    property: str = ""
    language: str = ""
    share: float = 0.0
    severity: Severity = Severity.VIOLATION


@dataclass(frozen=True, slots=True)
class Profile:
    """How the findings of a check are weighed.

    Attributes:
        file: Where the profile stands, as findings name it.
        fail_on: The lightest finding that fails a check.
        severities: The weights of rules by their codes; None is a rule whose findings are not told.
        waivers: The findings that are put up with.
        expectations: What a graph must hold.
    """

    file: str = ""
    fail_on: Severity = Severity.VIOLATION
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    expectations: tuple[Expectation, ...] = ()

    def weighed(self, report: Report, today: datetime.date, *, is_whole: bool = True) -> Report:
        """The findings with the profile's weights, waived or not, and what is wrong with the waivers themselves.

        That a waiver matches nothing is told of a whole report alone.
        """
        weights = self.severities
        kept = [
            replace(finding, severity=weight)
            for finding in report
            if (weight := weights.get(finding.code, finding.severity)) is not None
        ]
        holding = [waiver for waiver in self.waivers if today <= waiver.expires]
        told = [self._waived(finding, holding) for finding in kept]
        expired = [
            self._about(waiver, EXPIRED, f"ran out on {waiver.expires}, and today is {today}")
            for waiver in self.waivers
            if waiver not in holding
        ]
        unused = [
            self._about(waiver, UNUSED, "matches no finding")
            for waiver in holding
            if is_whole and not any(map(waiver.matches, kept))
        ]
        return Report.of([*told, *expired, *unused])

    def _waived(self, finding: Finding, holding: Collection[Waiver]) -> Finding:
        found = next((waiver for waiver in holding if waiver.matches(finding)), None)
        return finding if found is None else replace(finding, waived=found.told)

    def _about(self, waiver: Waiver, rule: Rule, words: str) -> Finding:
        """The finding that something is wrong with a waiver, at its line of the profile."""
        return Finding(
            rule=rule.iri,
            severity=rule.severity,
            message=f"A waiver of {waiver.rule} {words}.",
            remedy=rule.remedy,
            focus=BASE + f"rule/{waiver.rule}",
            label=waiver.rule,
            value=waiver.reason,
            file=self.file,
            line=waiver.line,
            column=1,
        )


def read_profile(path: Path, known: Collection[str], *, root: Path) -> Profile:
    """Read a profile; `known` are the codes of all rules, and the file is named relative to `root` where it lies below it.

    Raises:
        MissingContent: there is no such file.
        SyntaxProblem: it is not TOML; the place names the line.
        ContentProblem: it is not UTF-8, or says something that nobody understands; the place names the line.
    """
    return _Reader(path, known).profile(str(path.relative_to(root)) if path.is_relative_to(root) else str(path))


class _Reader:
    """Reads one profile, and knows in which line each thing in it stands."""

    def __init__(self, path: Path, known: Collection[str]) -> None:
        self._path = path
        self._known = known
        try:
            self._text = text_of(path)
            self._data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            named = re.search(r"at line (\d+)", str(error))
            line = int(named[1]) if named else self._text.count("\n") + 1
            raise SyntaxProblem(
                f"The profile is not TOML: {error}.",
                place=Place(path, line),
                remedy='write key = value, text in "quotes", a day bare as 2027-06-30, and each waiver under [[waive]].',
            ) from error
        except OSError as error:
            raise MissingContent(
                f"The profile cannot be read: {error.strerror}.", place=Place(path), remedy="check the name."
            ) from error

    def profile(self, name: str) -> Profile:
        """The whole profile, under the name that findings give its file."""
        self._refuse_unknown(self._data, _TOP, "", 0)
        severities = self._data.get("severity", {})
        if not isinstance(severities, Mapping):
            raise self._problem("“severity” is no table.", "write [severity], and below it RULE = WORD.", "severity")
        return Profile(
            file=name,
            fail_on=self._severity(self._data.get("fail-on", Severity.VIOLATION.word), "fail-on"),
            severities={self._rule(rule, rule): self._weight(word, rule) for rule, word in severities.items()},
            waivers=tuple(self._waiver(keys, number) for number, keys in self._tables("waive")),
            expectations=tuple(self._expectation(keys, number) for number, keys in self._tables("expect")),
        )

    def _tables(self, table: str) -> list[tuple[int, Mapping[str, Any]]]:
        found = self._data.get(table, [])
        if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
            raise self._problem(f"“{table}” is no list of tables.", f"write [[{table}]], and below it its keys.", table)
        return list(enumerate(found, 1))

    def _waiver(self, keys: Mapping[str, Any], number: int) -> Waiver:
        where = ("waive", number)
        self._refuse_unknown(keys, _WAIVER, *where)
        texts = {key: self._text_of(keys, key, where) for key in ("rule", "reason", "by")}
        globs = {key: self._text_of(keys, key, where) for key in ("focus", "value", "file") if key in keys}
        if "@" in texts["by"]:
            raise self._problem(
                "“by” holds an address of a person.", "write a role, such as “data steward”.", "by", *where
            )
        expires = keys.get("expires")
        if isinstance(expires, str):
            expires = _day(expires)
        if not isinstance(expires, datetime.date) or isinstance(expires, datetime.datetime):
            raise self._problem(
                "The waiver has no day on which it ends." if "expires" not in keys else "“expires” is no day.",
                "write expires = 2027-06-30: a waiver without an end is a rule taken out.",
                "expires",
                *where,
            )
        self._rule(texts["rule"], "rule", *where)
        return Waiver(**texts, **globs, expires=expires, line=self._line("", *where))

    def _expectation(self, keys: Mapping[str, Any], number: int) -> Expectation:
        where = ("expect", number)
        self._refuse_unknown(keys, _EXPECTATION, *where)
        kind = self._text_of(keys, "class", where)
        for key in ("min", "max"):
            if key in keys and (type(keys[key]) is not int or keys[key] < 0):
                raise self._problem(f"“{key}” is no count.", f"write {key} = 20.", key, *where)
        share = keys.get("min-share", 0)
        if type(share) not in (int, float) or not 0 <= share <= 1:
            raise self._problem(
                "“min-share” is no share.", "write a number from 0 to 1, such as 0.95.", "min-share", *where
            )
        told = [key for key in ("property", "language") if key in keys]
        if ("min-share" in keys) != bool(told) or not keys.keys() & {"min", "max", "min-share"}:
            raise self._problem(
                "The expectation does not say how much of what is expected.",
                'write min or max for a count; or min-share, with property = "mfa:level" or language = "en".',
                "",
                *where,
            )
        return Expectation(
            kind,
            self._line("", *where),
            least=keys.get("min", 0),
            most=keys.get("max"),
            share=float(share),
            severity=self._severity(keys.get("severity", Severity.VIOLATION.word), "severity", *where),
            **{key: self._text_of(keys, key, where) for key in told},
        )

    def _text_of(self, keys: Mapping[str, Any], key: str, where: tuple[str, int]) -> str:
        value = keys.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        state = "is empty" if value == "" or isinstance(value, str) else "is missing" if value is None else "is no text"
        raise self._problem(f"“{key}” {state}.", f'write {key} = "...", in words.', key, *where)

    def _rule(self, rule: str, word: str, table: str = "severity", number: int = 0) -> str:
        if rule not in self._known:
            raise self._problem(f"There is no rule “{rule}”.", nearest(rule, self._known), word, table, number)
        return rule

    def _weight(self, word: object, rule: str) -> Severity | None:
        return None if word == _OFF else self._severity(word, rule, "severity", 0, _OFF)

    def _severity(self, word: object, key: str, table: str = "", number: int = 0, *more: str) -> Severity:
        if word not in _WORDS:
            raise self._problem(f"“{word}” is no severity.", nearest(str(word), [*_WORDS, *more]), key, table, number)
        return Severity[str(word).upper()]

    def _refuse_unknown(self, keys: Mapping[str, Any], known: set[str], table: str, number: int) -> None:
        for key in keys:
            if key not in known:
                raise self._problem(f"Nobody reads the key “{key}”.", nearest(key, known), key, table, number)

    def _problem(self, message: str, remedy: str, key: str, table: str = "", number: int = 0) -> ContentProblem:
        return ContentProblem(message, place=Place(self._path, self._line(key, table, number)), remedy=remedy)

    def _line(self, key: str, table: str = "", number: int = 0) -> int:
        """The line of a key, in the part of the file that is the table of that number; of the table's heading without a key."""
        start, end = 0, len(self._text)
        headings = [found for found in _HEADING.finditer(self._text) if found["table"] == table]
        if 0 < number <= len(headings):
            start = headings[number - 1].start("table")
            end = next((found.start() for found in _HEADING.finditer(self._text, start)), end)
        key_sign = re.compile(rf"^[ \t]*(?:\[+[ \t]*)?[\"']?{re.escape(key)}[\"']?[ \t]*[=\]]", re.MULTILINE)
        found = key_sign.search(self._text, start, end) if key else None
        return self._text.count("\n", 0, found.start() if found else start) + 1


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
