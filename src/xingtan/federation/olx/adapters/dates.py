"""Dates and spans as Open edX writes them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from xingtan.kernel.dates import MINUTES_A_YEAR, can_be_kept

_OLD = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%B %d, %Y", "%b %d, %Y")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(day|hour|minute|second)s?", re.IGNORECASE)
_MINUTES = {"day": 1440.0, "hour": 60.0, "minute": 1.0, "second": 1 / 60}
# What Studio writes for a day that is not decided.
UNDECIDED_YEAR = 2029


def moment(text: str | None) -> tuple[datetime | None, bool]:
    """Read a moment; the second value says whether there was nothing that could not be read."""
    found, is_read = _moment(text)
    return (found, is_read) if found is None or can_be_kept(found) else (None, False)


def _moment(text: str | None) -> tuple[datetime | None, bool]:
    plain = (text or "").strip().strip('"')
    if not plain or plain == "null":
        return None, True
    try:
        found = datetime.fromisoformat(plain)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)), True
    except ValueError:
        pass
    for form in _OLD:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC), True
        except ValueError:
            continue
    return None, False


def minutes(text: str | None) -> int:
    """Read a span such as `1 day 12 hours`, or `02:30:00`."""
    plain = (text or "").strip().strip('"')
    if re.fullmatch(r"\d{1,9}:\d{2}(:\d{2})?", plain):
        hours, least = plain.split(":")[:2]
        return min(int(hours) * 60 + int(least), MINUTES_A_YEAR)
    spans = (float(count[:20]) * _MINUTES[unit.lower()] for count, unit in _SPAN.findall(plain))
    return round(min(sum(spans), MINUTES_A_YEAR))
