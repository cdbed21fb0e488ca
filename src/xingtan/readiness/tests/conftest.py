"""Apricot's department of maps, where Grace teaches a class; and a course that is the drill."""

import pytest

from xingtan.learning.tests import factories as learners
from xingtan.readiness import actions
from xingtan.teaching.tests import factories
from xingtan.universities import public as universities


@pytest.fixture
def unit(apricot):
    return universities.Unit.objects.create(university=apricot, code="MAPS", name={"en": "Maps"})


@pytest.fixture
def maps(apricot, grace, unit, now):
    return factories.a_class(apricot, grace, now, unit=unit)


@pytest.fixture
def drill(bamboo, apricot, kofi, now):
    """A course of another university is Apricot's drill; give its run."""
    run = learners.run_of(bamboo)
    actions.choose_drill(university=apricot, course=run.course, by=kofi, now=now)
    return run
