"""A report as JSON: whether it conforms, the counts, and each finding with all that is known of it."""

from __future__ import annotations

import json

from mfa_graph.findings import Report

__all__ = ["as_json"]


def as_json(report: Report) -> str:
    """The report as JSON text (RFC 8259)."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"
