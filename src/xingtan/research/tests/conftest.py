"""A small census to ask: three lessons, and who was there."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from django.utils import timezone

from xingtan.eventstore import public as eventstore
from xingtan.research import actions
from xingtan.universities import public as universities

DAY = date(2020, 2, 20)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Keep the store where nobody else looks."""
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def counted(own_home):
    """Close three lessons."""
    starts = datetime(2020, 2, 20, 8, tzinfo=UTC).replace(tzinfo=None)
    lesson = {"lesson": [1, 2, 3], "course": [1, 1, 2], "university": [1, 1, 2], "day": [DAY] * 3}
    lesson |= {"starts_at": [starts] * 3, "enrolled": [4, 4, 2], "title": ["secret"] * 3}
    eventstore.put_table("lesson", None, pa.table(lesson))
    there = {"learner": [7, 8, 7, 9], "lesson": [1, 1, 2, 3], "course": [1, 1, 1, 2], "university": [1, 1, 1, 2]}
    eventstore.put_table("attendance", DAY, pa.table({**there, "seconds": [60] * 4}))


@pytest.fixture
def wen(ada, db):
    """Name a coordinator, who names Ada."""
    from xingtan.people import public as people

    wen = people.join(email="wen@example.org", password="three apricots on a terrace", name="Wen")
    universities.give_role(person=wen, role="coordinator", university=None, by=None, now=timezone.now())
    return wen


@pytest.fixture
def named(ada, wen):
    """Let Ada ask."""
    return actions.name_researcher(email=ada.email, purpose="Who stays", by=wen, now=timezone.now())
