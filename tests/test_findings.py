"""Findings and reports."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mfa_graph.findings import Finding, Related, Report, Severity

FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from(["a", "b"]),
    severity=st.sampled_from(Severity),
    message=st.just("m"),
    focus=st.sampled_from(["x", "y", "z"]),
)


@given(st.lists(FINDINGS), st.randoms(use_true_random=False))
def test_a_report_does_not_depend_on_the_order_of_findings(findings: list[Finding], random: object) -> None:
    """Shuffled or repeated findings make the same report."""
    shuffled = [*findings, *findings]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Report.of(findings) == Report.of(shuffled)


@given(st.lists(FINDINGS), st.lists(FINDINGS))
def test_reports_add_up(one: list[Finding], other: list[Finding]) -> None:
    """The sum of two reports is the report of all their findings."""
    assert Report.of(one) + Report.of(other) == Report.of([*one, *other])


def test_heavier_findings_come_first() -> None:
    """Violations stand before warnings, and warnings before infos."""
    report = Report.of([Finding("r", severity, "m", "x") for severity in Severity])
    assert [finding.severity for finding in report] == [Severity.VIOLATION, Severity.WARNING, Severity.INFO]


def test_a_report_fails_at_the_weight_asked_for() -> None:
    """A warning fails a run that fails on warnings, and no other."""
    report = Report.of([Finding("r", Severity.WARNING, "m", "x")])
    assert report.fails(Severity.WARNING)
    assert not report.fails()
    assert not Report().fails(Severity.INFO)


def test_counts_name_what_is_not_there() -> None:
    """A severity without findings is counted as zero, not left out."""
    assert Report().counts() == {"violation": 0, "warning": 0, "info": 0}
    assert Report().as_json() == {"conforms": True, "counts": Report().counts(), "findings": []}


def test_files_can_be_called_otherwise() -> None:
    """A new name for a file holds for findings and for what they rest on."""
    report = Report.of(
        [Finding("r", Severity.INFO, "m", "x", file="/a", related=(Related("s", file="/a"), Related("t")))]
    )
    (finding,) = report.with_files({"/a": "a", "": ""}.__getitem__)
    assert [finding.file, *(each.file for each in finding.related)] == ["a", "a", ""]


@given(
    st.lists(
        st.builds(Finding, st.just("r"), st.just(Severity.INFO), st.just("m"), st.just("x"), line=st.integers(0, 9))
    )
)
def test_the_order_is_whole(findings: list[Finding]) -> None:
    """Findings that differ in their place alone have an order too."""
    assert Report.of(findings).findings == Report.of(findings[::-1]).findings
