"""A class that Grace teaches and Ada attends, with a session, and results that are counted at every look."""

import pytest

from xingtan.activities import config
from xingtan.activities.tests import factories


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(config, "activities", config.Config(fresh_seconds=0.0))


@pytest.fixture
def run(apricot, grace, now):
    return factories.a_class(apricot, grace, now)


@pytest.fixture
def place(run, ada, now):
    return factories.place(run, ada, now)


@pytest.fixture
def session(run, place, grace, now):
    return factories.session(run, grace, now)
