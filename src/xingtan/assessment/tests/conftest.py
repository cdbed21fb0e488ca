"""What the tests of this room begin with: a course with every kind of question, and Ada on it."""

import pytest

from xingtan.assessment.tests.factories import EVERY_KIND, ONE, course, place, problem, run_of
from xingtan.authoring.tests.factories import text

UNGRADED = {"parts": [{"question": {"id": "q", "type": "text", "label": "Say it"}}], "ungraded": "It needs a program."}


@pytest.fixture
def version(apricot):
    weightless = {**ONE, "weight": 0, "max_attempts": None}
    blocks = (
        problem("every", EVERY_KIND, title="All"),
        problem("one", ONE),
        problem("free", UNGRADED),
        problem("zero", weightless),
        text("words"),
    )
    return course(apricot, *blocks)


@pytest.fixture
def run(version, now):
    return run_of(version, now)


@pytest.fixture
def enrollment(run, ada, now):
    return place(run, ada, now)
