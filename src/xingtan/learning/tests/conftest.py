"""A run, and Ada's place on it."""

import pytest

from xingtan.catalog.public import Run
from xingtan.learning.models import Enrollment
from xingtan.learning.tests import factories
from xingtan.people.public import Person
from xingtan.universities.public import University


@pytest.fixture
def run(apricot: University) -> Run:
    return factories.run_of(apricot)


@pytest.fixture
def place(run: Run, ada: Person) -> Enrollment:
    return factories.place(run, ada)
