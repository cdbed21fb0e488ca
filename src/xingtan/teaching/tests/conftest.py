"""A class that Grace teaches and Ada attends, with a session tomorrow."""

import pytest

from xingtan.teaching.tests import factories


@pytest.fixture
def run(apricot, grace, now):
    return factories.a_class(apricot, grace, now)


@pytest.fixture
def place(run, ada, now):
    return factories.place(run, ada, now)


@pytest.fixture
def session(run, place, grace, now):
    return factories.session(run, grace, now)
