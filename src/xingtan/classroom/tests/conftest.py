"""A class that Grace teaches and Ada attends, with a session, and results that are counted at every look."""

import pytest

from xingtan.activities.tests import factories


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    factories.count_at_every_look(monkeypatch)


@pytest.fixture
def run(apricot, grace, now):
    return factories.a_class(apricot, grace, now)


@pytest.fixture
def place(run, ada, now):
    return factories.place(run, ada, now)


@pytest.fixture
def session(run, place, grace, now):
    return factories.session(run, grace, now)
