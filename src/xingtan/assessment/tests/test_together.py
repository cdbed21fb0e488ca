"""Several answers at one moment are counted one after the other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from xingtan.assessment import actions
from xingtan.assessment.models import Attempt
from xingtan.assessment.rules import reading
from xingtan.assessment.tests.factories import ONE
from xingtan.learning.public import Enrollment


@pytest.mark.django_db(transaction=True)
def test_answers_at_one_moment_use_no_more_attempts_than_there_are(enrollment, version, now):
    if connection.vendor == "sqlite":
        pytest.skip("threads do not share a database in memory")

    def answered(number):
        place = Enrollment.objects.select_related("learner", "run__course__university").get()
        data = {"key": "one", "problem": reading.read(ONE), "version": version, "given": {"q1": "bear"}, "now": now}
        try:
            return actions.answer(enrollment=place, **data).number
        except actions.NoAttemptsLeft:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        numbers = sorted(threads.map(answered, range(6)))

    assert numbers == [0, 0, 0, 0, 1, 2]
    assert Attempt.objects.count() == 2
