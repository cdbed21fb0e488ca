"""A table of the spring, as it is to be in the tests."""

from datetime import date, datetime, timedelta
from typing import Any

from xingtan.census.actions import Brief
from xingtan.census.tests.store import START

END = date(2020, 3, 9)


def brief(now: datetime, **facts: Any) -> Brief:
    """Say what a table is to be; what is not said is by university, and released since yesterday."""
    said: dict[str, Any] = {
        "slug": "spring",
        "title": {"en": "The spring", "zh": "春天"},
        "measures": ["lessons", "attendances"],
        "by": ["university"],
        "starts_on": START,
        "ends_on": END,
        "release_at": now - timedelta(days=1),
        "campaign": None,
    }
    return Brief(**{**said, **facts})
