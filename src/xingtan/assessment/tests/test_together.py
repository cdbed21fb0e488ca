"""Several answers and scores at one moment are counted one after the other."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection

from xingtan.assessment import access, actions, queries
from xingtan.assessment.models import Attempt, Override
from xingtan.assessment.rules import reading
from xingtan.assessment.tests.factories import ONE
from xingtan.authoring import public as authoring
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


@pytest.mark.django_db(transaction=True)
def test_of_two_teachers_at_one_moment_one_sees_what_the_other_wrote(enrollment, version, grace, kofi, now):
    if connection.vendor == "sqlite":
        pytest.skip("threads do not share a database in memory")
    part = access.part_of(authoring.outline_of(version), "one")
    assert part is not None
    seen = queries.seen_of(enrollment, part)

    def given(teacher):
        place = Enrollment.objects.select_related("learner", "run__course__university").get()
        asked = {"points": Decimal(1), "reason": "On paper", "seen": seen, "by": teacher, "now": now}
        try:
            actions.override(enrollment=place, part=part, **asked)
        except actions.ScoreChangedMeanwhile:
            return "seen"
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(2) as threads:
        ends = sorted(threads.map(given, [grace, kofi]))

    assert ends == ["given", "seen"]
    assert Override.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_score_at_one_moment_are_both_kept(enrollment, version, grace, now):
    if connection.vendor == "sqlite":
        pytest.skip("threads do not share a database in memory")
    part = access.part_of(authoring.outline_of(version), "one")
    assert part is not None

    def done(who):
        place = Enrollment.objects.select_related("learner", "run__course__university").get()
        try:
            if who is None:
                problem = reading.read(ONE)
                actions.answer(
                    enrollment=place, key="one", problem=problem, version=version, given={"q1": "wolf"}, now=now
                )
            else:
                asked = {"points": Decimal("0.5"), "reason": "On paper", "seen": None, "by": who, "now": now}
                actions.override(enrollment=place, part=part, **asked)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(done, [None, grace]))

    stands = queries.stands_of(enrollment, ["one"])["one"]
    assert (stands.score, stands.judged_score, stands.is_corrected) == (Decimal("0.5"), Decimal(1), True)
