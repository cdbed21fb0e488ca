"""Taking a place, leaving it, coming back."""

from typing import Any

import pytest

from xingtan.catalog.public import Run
from xingtan.kernel.models import Outbox
from xingtan.learning import actions
from xingtan.learning.models import Enrollment, Result, Withdrawal
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import DAY, NOW
from xingtan.people.public import Person
from xingtan.universities.public import University


def announced() -> list[str]:
    return list(Outbox.objects.filter(name__startswith="learning.").order_by("pk").values_list("name", flat=True))


def test_learner_takes_a_place(run: Run, ada: Person) -> None:
    enrollment = actions.enroll(run=run, learner=ada, now=NOW)

    assert (enrollment.learner, enrollment.run, enrollment.enrolled_at) == (ada, run, NOW)
    assert announced() == ["learning.enrolled"]


def test_place_is_taken_once(run: Run, ada: Person) -> None:
    first = actions.enroll(run=run, learner=ada, now=NOW)

    assert actions.enroll(run=run, learner=ada, now=NOW + DAY) == first
    assert announced() == ["learning.enrolled"]


@pytest.mark.parametrize(
    ("dates", "error"),
    [
        ({"opens_at": NOW + DAY}, actions.EnrollmentNotOpen),
        ({"closes_at": NOW}, actions.EnrollmentClosed),
        ({"ends_at": NOW}, actions.EnrollmentClosed),
    ],
)
def test_place_is_refused_outside_the_dates(
    apricot: University, ada: Person, dates: dict[str, Any], error: type[Exception]
) -> None:
    run = factories.run_of(apricot, **dates)

    with pytest.raises(error):
        actions.enroll(run=run, learner=ada, now=NOW)


def test_place_is_refused_when_run_is_full(apricot: University, ada: Person, mallory: Person) -> None:
    run = factories.run_of(apricot, places=1)
    actions.enroll(run=run, learner=mallory, now=NOW)

    with pytest.raises(actions.RunIsFull):
        actions.enroll(run=run, learner=ada, now=NOW)

    assert not Enrollment.objects.filter(learner=ada).exists()


def test_place_that_was_left_is_free(apricot: University, ada: Person, mallory: Person) -> None:
    run = factories.run_of(apricot, places=1)
    actions.withdraw(enrollment=actions.enroll(run=run, learner=mallory, now=NOW), by=mallory, now=NOW)

    assert actions.enroll(run=run, learner=ada, now=NOW).learner == ada


def test_learner_leaves(place: Enrollment, ada: Person) -> None:
    actions.withdraw(enrollment=place, by=ada, now=NOW, reason="No time")

    left = Withdrawal.objects.get()
    assert (left.enrollment, left.by, left.reason, left.returned_at) == (place, ada, "No time", None)
    assert announced() == ["learning.enrolled", "learning.withdrawn"]


def test_leaving_twice_changes_nothing(place: Enrollment, ada: Person) -> None:
    actions.withdraw(enrollment=place, by=ada, now=NOW)
    actions.withdraw(enrollment=place, by=ada, now=NOW)

    assert Withdrawal.objects.count() == 1


def test_return_restores_results(run: Run, place: Enrollment, ada: Person) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)
    actions.withdraw(enrollment=place, by=ada, now=NOW)

    returned = actions.enroll(run=run, learner=ada, now=NOW + DAY)

    assert returned == place
    assert Result.objects.filter(enrollment=returned, completed_at=NOW).count() == 1
    assert Withdrawal.objects.get().returned_at == NOW + DAY
    assert announced()[-1] == "learning.returned"


def test_return_is_not_held_to_the_days_of_enrolment(apricot: University, ada: Person) -> None:
    run = factories.run_of(apricot, closes_at=NOW + DAY)
    actions.withdraw(enrollment=actions.enroll(run=run, learner=ada, now=NOW), by=ada, now=NOW)

    assert actions.enroll(run=run, learner=ada, now=NOW + 2 * DAY).is_current


def test_return_needs_a_free_place(apricot: University, ada: Person, mallory: Person) -> None:
    run = factories.run_of(apricot, places=1)
    actions.withdraw(enrollment=actions.enroll(run=run, learner=ada, now=NOW), by=ada, now=NOW)
    actions.enroll(run=run, learner=mallory, now=NOW)

    with pytest.raises(actions.RunIsFull):
        actions.enroll(run=run, learner=ada, now=NOW)


def test_there_is_no_return_to_a_run_that_has_ended(apricot: University, ada: Person) -> None:
    run = factories.run_of(apricot, ends_at=NOW + DAY)
    actions.withdraw(enrollment=actions.enroll(run=run, learner=ada, now=NOW), by=ada, now=NOW)

    with pytest.raises(actions.RunIsOver):
        actions.enroll(run=run, learner=ada, now=NOW + 2 * DAY)
