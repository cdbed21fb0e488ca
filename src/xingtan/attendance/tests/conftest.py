"""A class that Grace teaches and Ada learns in, with a session that runs."""

from __future__ import annotations

import pytest

from xingtan.attendance.tests import factories
from xingtan.catalog import public as catalog
from xingtan.kernel import home
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities


@pytest.fixture(autouse=True)
def _empty_spool() -> None:
    for place in home.path("spool", "x").parent.glob("presence*"):
        place.unlink()


@pytest.fixture
def run(apricot: universities.University, grace: people.Person, ada: people.Person) -> catalog.Run:
    from xingtan.learning.tests import factories as courses

    made = courses.run_of(apricot)
    courses.teach(grace, made)
    learning.Enrollment.objects.create(run=made, learner=ada, enrolled_at=factories.NOW - 24 * factories.HOUR)
    return made


@pytest.fixture
def lesson(run: catalog.Run) -> teaching.Session:
    return factories.session(run)
