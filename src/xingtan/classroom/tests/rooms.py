"""A room full of students, as tests of what happens in it need it. Used by tests of several kinds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from xingtan.activities.tests import factories
from xingtan.attendance.tests import factories as attendance
from xingtan.people import public as people

MINUTE = timedelta(minutes=1)


def is_here(session: Any, person: Any, now: datetime) -> None:
    """Put somebody on the session's page at this moment."""
    at = (now - attendance.NOW) // MINUTE
    attendance.was_there(session, person, at - 1, at + 5)


def students(run: Any, count: int, now: datetime, *, first: int = 1) -> list[Any]:
    """Invite so many students with places in the class."""
    found = []
    for number in range(first, first + count):
        person = people.join(email=f"student{number}@example.org", name=f"Student {number:03}")
        factories.place(run, person, now)
        found.append(person)
    return found
