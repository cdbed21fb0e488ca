"""A partner and its course, for the tests of this room."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def pagoda(db: None) -> Any:
    """Let a partner's courses be found."""
    from xingtan.catalog.tests import factories

    return factories.platform("pagoda", contact_email="desk@pagoda.example")


@pytest.fixture
def silk(pagoda: Any, bamboo: Any) -> Any:
    """Publish a course that runs on the partner's platform."""
    from xingtan.catalog.tests import factories

    return factories.hosted(
        pagoda, bamboo, "silk", level="", subject=factories.subject(), teachers=[{"name": "Lin Wei"}]
    )
