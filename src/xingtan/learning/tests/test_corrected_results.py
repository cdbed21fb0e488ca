"""A score that somebody who teaches gave: it stands, and what is judged is kept beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xingtan.authoring.tests import factories as authoring
from xingtan.catalog.public import Run
from xingtan.kernel.models import Outbox
from xingtan.learning import actions, queries
from xingtan.learning.models import Completion, Enrollment, Result
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import DAY, NOW
from xingtan.people.public import Person
from xingtan.universities.public import University

pytestmark = pytest.mark.django_db
D = Decimal


def judge(place: Enrollment, score: int, *, completed: bool = True) -> None:
    actions.record_result(enrollment=place, key="which", score=D(score), possible=D(2), completed=completed, now=NOW)


def correct(place: Enrollment, score: int, by: Person) -> None:
    actions.correct_results(enrollment=place, scores={"which": (D(score), D(1))}, by=by, now=NOW)


def restore(place: Enrollment, by: Person) -> None:
    actions.restore_results(enrollment=place, keys=["which"], by=by, now=NOW + DAY)


def stands(place: Enrollment) -> tuple[object, ...]:
    return Result.objects.values_list("score", "judged_score", "is_corrected").get(enrollment=place, key="which")


def announced(name: str) -> list[dict[str, object]]:
    return [row.body for row in Outbox.objects.filter(name=name).order_by("pk")]


def test_what_is_judged_later_does_not_undo_a_correction(place: Enrollment, grace: Person) -> None:
    judge(place, 0)
    correct(place, 1, grace)
    judge(place, 2)
    judge(place, 0)

    place.refresh_from_db()
    assert stands(place) == (D(1), D(0), True)
    assert place.grade == D(1)
    # The last that was announced is the one that counts.
    assert [each["actor"] for each in announced("learning.result_recorded")] == [str(place.learner.uid), str(grace.uid)]


def test_restored_is_what_was_judged_last(place: Enrollment, grace: Person) -> None:
    judge(place, 0)
    correct(place, 1, grace)
    judge(place, 2)
    restore(place, grace)

    row = Result.objects.get(enrollment=place, key="which")
    assert (row.score, row.possible, row.judged_score, row.is_corrected) == (D(2), D(2), None, False)
    assert row.completed_at == NOW
    judge(place, 1)
    assert stands(place) == (D(1), None, False)


def test_restored_where_nothing_was_judged_nothing_is_left(place: Enrollment, grace: Person) -> None:
    correct(place, 1, grace)
    assert queries.results_of(place)["which"] == (True, D(1), D(1), True)

    restore(place, grace)

    place.refresh_from_db()
    assert (queries.results_of(place), place.share, place.grade) == ({}, D(0), D(0))
    assert [(each["score"], each["possible"]) for each in announced("learning.result_recorded")][-1] == ("0", "1.0000")


def test_first_answer_after_a_correction_begins_the_course(place: Enrollment, grace: Person) -> None:
    correct(place, 1, grace)
    judge(place, 0, completed=False)
    restore(place, grace)

    place.refresh_from_db()
    assert place.started_at == NOW
    assert Result.objects.values_list("score", "completed_at").get(enrollment=place) == (D(0), None)


def test_restoring_what_was_not_corrected_changes_nothing(place: Enrollment, grace: Person) -> None:
    judge(place, 2)
    restore(place, grace)

    assert stands(place) == (D(2), None, False)
    assert len(announced("learning.result_recorded")) == 1


def test_a_correction_completes_the_course(run: Run, place: Enrollment, grace: Person) -> None:
    actions.complete_blocks(enrollment=place, keys=["hello", "old", "green"], now=NOW)
    judge(place, 0)
    assert not Completion.objects.exists()

    correct(place, 1, grace)

    assert Completion.objects.get(enrollment=place).grade == D(1)
    assert len(announced("learning.run_completed")) == 1


def test_what_was_complete_is_not_announced_again(place: Enrollment, grace: Person) -> None:
    judge(place, 0)
    correct(place, 1, grace)
    correct(place, 0, grace)

    assert [each["keys"] for each in announced("learning.blocks_completed")] == [["which"]]
    assert stands(place) == (D(0), D(0), True)


def test_nothing_on_the_way_completes_the_course(apricot: University, ada: Person, grace: Person) -> None:
    made = factories.bundle(
        factories.section(
            "quiz-one", authoring.unit("both", factories.problem("one"), factories.problem("two")), graded_as="quiz"
        )
    )
    place = factories.place(factories.run_of(apricot, made), ada)
    actions.correct_results(enrollment=place, scores={"two": (D("0.2"), D(1))}, by=grace, now=NOW)

    # The first alone would bring the grade to the half that is asked for.
    scores = {"one": (D("0.9"), D(1)), "two": (D(0), D(1))}
    actions.correct_results(enrollment=place, scores=scores, by=grace, now=NOW)

    assert not Completion.objects.filter(enrollment=place).exists()
