"""Dates that are not written as dates, and what they may mean."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_graph.errors import WrongValue
from mfa_graph.validation.dates import datatype_of, read_date, today

READINGS = [
    ("2016-6-3", ("2016-06-03",), True, ""),
    ("2016/06/03", ("2016-06-03",), True, ""),
    ("2016", ("2016",), True, ""),
    ("2016-6", ("2016-06",), True, ""),
    ("24.11.2026", ("2026-11-24",), True, ""),
    ("11/24/2026", ("2026-11-24",), True, ""),
    ("3.6.2016", ("2016-06-03", "2016-03-06"), False, ""),
    ("5.5.2015", ("2015-05-05",), True, ""),
    ("5 May 2015", ("2015-05-05",), True, ""),
    ("5th of May 2015", ("2015-05-05",), True, ""),
    ("May 5, 2015", ("2015-05-05",), True, ""),
    ("Sept 2015", (), False, ""),
    ("Sep. 2015", ("2015-09",), True, ""),
    ("2015-05-05Z", ("2015-05-05",), False, ""),
    ("2015-13-05", ("2015-05-13",), False, "there is no month 13"),
    ("31 November", (), False, "November has 30 days"),
    ("31 November 2015", ("2015-11-30", "2015-11"), False, "November 2015 has 30 days"),
    ("2015-02-29", ("2015-02-28", "2015-02"), False, "February 2015 has 28 days"),
    ("2016-02-29", ("2016-02-29",), True, ""),
    ("5 May", (), False, "the year is missing"),
    ("2015-14-14", (), False, ""),
    ("in spring", (), False, ""),
    ("", (), False, ""),
    ("0000-13-40", (), False, ""),
    ("٢٠١٦-٠٦-٠٣", (), False, ""),
]


@pytest.mark.parametrize(("text", "dates", "is_sure", "why"), READINGS, ids=[text for text, *_ in READINGS])
def test_a_text_is_read_as_a_date(text: str, dates: tuple[str, ...], is_sure: bool, why: str) -> None:
    """A text gives the dates that it may mean, whether it can mean one only, and why it is none."""
    reading = read_date(text)
    assert (reading.dates, reading.is_sure, reading.why) == (dates, is_sure, why)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_a_day_means_itself(day: datetime.date) -> None:
    """Every day in the form of XML Schema is read as itself, for sure."""
    assert read_date(day.isoformat()).dates == (day.isoformat(),)
    assert read_date(day.isoformat()).is_sure


@given(st.text(max_size=20))
def test_whatever_is_read_is_in_the_calendar(text: str) -> None:
    """No text gives a date that XML Schema would not take."""
    assert all(datatype_of(date) for date in read_date(text).dates)


def test_which_day_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day that is named goes before that of SOURCE_DATE_EPOCH, and that before the clock."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert today() == datetime.date(1970, 1, 2)
    assert today("2026-11-24") == datetime.date(2026, 11, 24)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((today() - datetime.datetime.now(tz=datetime.UTC).date()).days) <= 1


@pytest.mark.parametrize("text", ["2026-13-01", "tomorrow", "20261124", "2026", ""])
def test_what_is_no_day_is_refused(text: str) -> None:
    """A text that is no day is a wrong value, with an example of a right one."""
    with pytest.raises(WrongValue, match="is no day"):
        today(text)
