"""What two deeds do at one moment is done one after the other."""

import threading
import time
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from xingtan.authoring.registry.bundle import Policy
from xingtan.catalog.public import Run
from xingtan.learning import actions
from xingtan.learning.actions import results
from xingtan.learning.models import Completion, Enrollment, Result
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import NOW
from xingtan.people.public import Person
from xingtan.universities.public import University

WAITS_FOR = timedelta(seconds=10)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def half_is_enough(university: University) -> Run:
    """Open a course that is complete when half of it is done."""
    return factories.run_of(
        university, factories.bundle(policy=Policy(pass_mark=Decimal(0), completion_share=Decimal("0.5")))
    )


@pytest.mark.django_db(transaction=True)
def test_course_is_completed_once_by_two_answers_at_one_moment(apricot: University, ada: Person) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("threads do not share a database in memory")
    place = factories.place(half_is_enough(apricot), ada)
    actions.complete_block(enrollment=place, key="hello", now=NOW)
    wrong: list[IntegrityError] = []

    def other() -> None:
        try:
            own = Enrollment.objects.select_related("learner", "run__course__university").get()
            actions.complete_block(enrollment=own, key="green", now=NOW)
        except IntegrityError as error:
            wrong.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        actions.complete_block(enrollment=place, key="old", now=NOW)
        assert Completion.objects.count() == 1
        thread.start()
        _until_somebody_waits()
    thread.join()

    assert wrong == []
    assert Completion.objects.count() == 1
    assert sorted(Result.objects.values_list("key", flat=True)) == ["green", "hello", "old"]


def test_place_is_locked_where_a_database_can(
    place: Enrollment, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    class Features:
        has_select_for_update = True

    class Connection:
        features = Features()

    monkeypatch.setattr(results, "connection", Connection())

    with django_assert_num_queries(1):
        actions.hold(enrollment=place)


def _until_somebody_waits() -> None:
    """Wait until the other deed stands at the lock."""
    until = time.monotonic() + WAITS_FOR.total_seconds()
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waited")
