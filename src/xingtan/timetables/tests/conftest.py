"""Apricot University's spring: Grace teaches M1 and P1, in which Ada learns."""

from types import SimpleNamespace

import pytest

from xingtan.timetables.tests import factories


@pytest.fixture(autouse=True)
def before_term(monkeypatch):
    """Let jobs run some days before the term."""
    monkeypatch.setattr("xingtan.timetables.tasks.timezone", SimpleNamespace(now=lambda: factories.NOW))


@pytest.fixture
def term(apricot):
    return factories.term_of(apricot)


@pytest.fixture
def maths(apricot, grace, ada):
    run = factories.class_of(apricot, "M1")
    factories.teach(grace, run)
    factories.enroll(run, ada)
    return run


@pytest.fixture
def physics(apricot, ada):
    run = factories.class_of(apricot, "P1")
    factories.enroll(run, ada)
    return run
