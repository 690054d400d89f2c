"""What somebody may have meant by a date that is not written as one, and which day it is."""

from __future__ import annotations

import calendar
import datetime
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mfa_graph.errors import WrongValue
from mfa_graph.vocabulary import PREFIXES

__all__ = ["Reading", "datatype_of", "read_date", "source_date", "today"]

_XSD = PREFIXES["xsd"]
_FORMS = (
    (re.compile(r"[0-9]{4}"), "gYear", "-01-01"),
    (re.compile(r"[0-9]{4}-[0-9]{2}"), "gYearMonth", "-01"),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "date", ""),
)
_MONTHS = {
    name.casefold(): f"{n}" for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names)
}
_YEAR_FIRST = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2}))?(?:[-/.]([0-9]{1,2}))?(Z|[+-][0-9][0-9]:[0-9][0-9])?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_IN_WORDS = (
    re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[A-Za-z]+)\.?,?(?: (?P<year>[0-9]{4}))?"),
    re.compile(r"(?P<month>[A-Za-z]+)\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>[A-Za-z]+)\.?,? (?P<year>[0-9]{4})(?P<day>)"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text may mean as a date.

    Attributes:
        dates: The years, months or days that it may stand for, the likeliest first, in the form of XML Schema.
        is_sure: Whether there is one way to read it only, and nothing is lost by it.
        why: What is wrong with it where it reads well and yet is no day, such as “November has 30 days”; else ``""``.
    """

    dates: tuple[str, ...] = ()
    is_sure: bool = False
    why: str = ""


def datatype_of(date: str) -> str:
    """The IRI of the datatype that a year, month or day has by its form; ``""`` for a text that is none."""
    for pattern, kind, rest in _FORMS:
        if pattern.fullmatch(date) and _is_day(date + rest):
            return _XSD + kind
    return ""


def read_date(text: str) -> Reading:
    """Read a text as a date: year first, day or month first, or a month in English words."""
    text = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(text):
        *parts, zone = found.groups()
        reading = _read(*parts)
        return replace(reading, is_sure=False) if zone else reading
    if found := _YEAR_LAST.fullmatch(text):
        one, other, year = found.groups()
        if int(one) <= 12 and int(other) <= 12 and one != other:
            return Reading(_written((year, other, one), (year, one, other)))
        month, day = (other, one) if int(other) <= 12 else (one, other)
        return _read(year, month, day)
    for pattern in _IN_WORDS:
        if (found := pattern.fullmatch(text)) and (month := _MONTHS.get(found["month"].casefold(), "")):
            return _read(found["year"], month, found["day"])
    return Reading()


def _read(year: str | None, month: str | None, day: str | None) -> Reading:
    """The reading of a date whose parts are known."""
    if dates := _written((year, month, day)):
        return Reading(dates, is_sure=True)
    if year and month and day and int(month) > 12 and int(day) <= 12:
        return Reading(_written((year, day, month)), why=f"there is no month {int(month)}")
    if not month or not 1 <= int(month) <= 12 or not day:
        return Reading()
    longest = calendar.monthrange(int(year or 2000), int(month))[1] if year != "0000" else 31
    if int(day) <= longest:
        return Reading(why="the year is missing")
    named = f"{calendar.month_name[int(month)]} {year}" if year else calendar.month_name[int(month)]
    nearby = _written((year, month, str(longest)), (year, month, None)) if year else ()
    return Reading(nearby, why=f"{named} has {longest} days")


def _written(*parts: tuple[str | None, str | None, str | None]) -> tuple[str, ...]:
    """Those dates, given by their parts, that are in the calendar, as XML Schema writes them."""
    texts = ("-".join(_padded(filter(None, each))) for each in parts if each[0])
    return tuple(text for text in texts if datatype_of(text))


def _padded(parts: Iterable[str]) -> list[str]:
    return [part if len(part) == 4 else part.zfill(2) for part in parts]


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def source_date() -> datetime.date | None:
    """The day that SOURCE_DATE_EPOCH names, where it is set, as whoever wants the same output again sets it.

    Raises:
        WrongValue: it is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise WrongValue(
            f"SOURCE_DATE_EPOCH is “{epoch}”.",
            remedy="set it to the seconds since 1970-01-01, or unset it.",
        ) from error


def today(named: str | None = None) -> datetime.date:
    """The day that is named, else that of SOURCE_DATE_EPOCH, else that of the clock.

    Raises:
        WrongValue: the name is no day, or SOURCE_DATE_EPOCH is not a number of seconds.
    """
    if named is None:
        return source_date() or datetime.datetime.now(tz=datetime.UTC).date()
    if datatype_of(named) != _XSD + "date":
        raise WrongValue(f"“{named}” is no day.", remedy="write it as 2026-11-24.")
    return datetime.date.fromisoformat(named)
