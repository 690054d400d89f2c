"""What the tests of findings share: the content with every seeded error in it, and what a check finds there."""

from __future__ import annotations

import pytest

from mfa_graph.assembly import assemble
from mfa_graph.assets import Content
from mfa_graph.findings import Report
from mfa_graph.validation.run import check
from tests.validation.test_locate import sown


@pytest.fixture(scope="session")
def with_errors(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """A copy of all content with every seeded error in it, for tests that leave it as it is."""
    return sown(content, tmp_path_factory.mktemp("sown") / "content")


@pytest.fixture(scope="session")
def found_in_errors(with_errors: Content) -> Report:
    """What a check finds where every seeded error is."""
    return check(assemble(with_errors), with_errors)
