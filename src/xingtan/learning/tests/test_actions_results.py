"""Results, and what follows from them: share, grade, completion said once."""

from datetime import datetime
from decimal import Decimal

import pytest

from xingtan.authoring.registry.bundle import Policy
from xingtan.authoring.tests import factories as authoring
from xingtan.catalog.public import Run
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.models import Outbox
from xingtan.learning import actions
from xingtan.learning.models import Completion, Enrollment, Extension, Result
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import DAY, NOW
from xingtan.people.public import Person
from xingtan.universities.public import University

D = Decimal


def announced() -> list[str]:
    names = Outbox.objects.filter(name__startswith="learning.").exclude(name="learning.enrolled")
    return list(names.order_by("pk").values_list("name", flat=True))


def score(
    place: Enrollment, points: str = "1", *, key: str = "which", now: datetime = NOW, completed: bool = True
) -> None:
    actions.record_result(enrollment=place, key=key, score=D(points), possible=D(1), completed=completed, now=now)


def test_block_is_completed(place: Enrollment) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)

    assert list(Result.objects.values_list("key", "completed_at", "score")) == [("hello", NOW, None)]
    place.refresh_from_db()
    assert (place.share, place.grade, place.started_at) == (D("0.2500"), D(0), NOW)
    assert announced() == ["learning.started", "learning.blocks_completed"]


def test_block_is_completed_once(place: Enrollment) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)
    actions.complete_block(enrollment=place, key="hello", now=NOW + DAY)

    assert Result.objects.get().completed_at == NOW
    assert announced() == ["learning.started", "learning.blocks_completed"]


def test_scored_block_keeps_its_score_when_completed(place: Enrollment) -> None:
    score(place, "0.5", completed=False)
    actions.complete_blocks(enrollment=place, keys=["which", "hello"], now=NOW + DAY)

    assert sorted(Result.objects.values_list("key", "completed_at", "score")) == [
        ("hello", NOW + DAY, None),
        ("which", NOW + DAY, D("0.5")),
    ]


def test_result_is_recorded(place: Enrollment) -> None:
    score(place, "0.5")

    assert list(Result.objects.values_list("key", "completed_at", "score", "possible")) == [
        ("which", NOW, D("0.5"), D(1))
    ]
    place.refresh_from_db()
    assert (place.share, place.grade) == (D("0.2500"), D("0.5"))
    assert announced() == ["learning.started", "learning.result_recorded", "learning.blocks_completed"]


def test_result_replaces_the_last_and_stays_complete(place: Enrollment) -> None:
    score(place, "0.5")
    score(place, "1", completed=False, now=NOW + DAY)

    assert list(Result.objects.values_list("completed_at", "score")) == [(NOW, D(1))]
    assert announced()[3:] == ["learning.result_recorded"]


def test_course_is_completed_once(place: Enrollment) -> None:
    actions.complete_blocks(enrollment=place, keys=["hello", "old", "green"], now=NOW)
    assert not Completion.objects.exists()

    score(place, "1", now=NOW + DAY)
    score(place, "0.6", now=NOW + 2 * DAY)

    done = Completion.objects.get()
    assert (done.enrollment, done.at, done.grade, done.grade_name) == (place, NOW + DAY, D(1), "Pass")
    assert announced().count("learning.run_completed") == 1


def test_course_is_not_completed_below_the_mark(place: Enrollment) -> None:
    actions.complete_blocks(enrollment=place, keys=["hello", "old", "green"], now=NOW)
    score(place, "0.4")

    assert not Completion.objects.exists()


def test_course_without_points_is_completed_by_reading(apricot: University, ada: Person) -> None:
    made = factories.bundle(factories.section("s", authoring.unit("u", authoring.text("a"))), policy=Policy())
    place = factories.place(factories.run_of(apricot, made), ada)

    actions.complete_block(enrollment=place, key="a", now=NOW)

    assert list(Completion.objects.values_list("grade", "grade_name")) == [(None, "")]


def test_new_version_is_counted_when_refreshed(run: Run, place: Enrollment) -> None:
    actions.complete_blocks(enrollment=place, keys=["hello", "old", "green"], now=NOW)
    score(place, "0")

    factories.change(
        run, factories.bundle(factories.section("s", authoring.unit("u", authoring.text("hello"))), policy=Policy())
    )
    actions.refresh_progress(enrollment=place, now=NOW)

    place.refresh_from_db()
    assert (place.share, place.grade) == (D(1), None)
    assert Completion.objects.count() == 1
    assert Result.objects.count() == 4


def test_refreshing_what_is_right_changes_nothing(place: Enrollment) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)
    before = announced()

    actions.refresh_progress(enrollment=place, now=NOW)

    place.refresh_from_db()
    assert (place.share, announced()) == (D("0.2500"), before)


def test_refreshing_does_not_complete_for_who_left(run: Run, place: Enrollment, ada: Person) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)
    actions.withdraw(enrollment=place, by=ada, now=NOW)
    factories.change(
        run, factories.bundle(factories.section("s", authoring.unit("u", authoring.text("hello"))), policy=Policy())
    )

    actions.refresh_progress(enrollment=place, now=NOW)

    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    "record",
    [score, lambda place, **asked: actions.complete_block(enrollment=place, key=asked.pop("key", "which"), **asked)],
)
class TestRefusals:
    def test_who_left(self, place: Enrollment, ada: Person, record: object) -> None:
        actions.withdraw(enrollment=place, by=ada, now=NOW)

        self.refused(record, actions.PlaceIsGone, place, now=NOW)

    def test_block_of_another_course(self, place: Enrollment, record: object) -> None:
        self.refused(record, actions.NotInThisCourse, place, now=NOW, key="elsewhere")

    def test_run_that_has_not_started(self, apricot: University, ada: Person, record: object) -> None:
        place = factories.place(factories.run_of(apricot, starts_at=NOW + DAY), ada)

        self.refused(record, actions.RunNotStarted, place, now=NOW)

    def test_run_that_has_ended(self, apricot: University, ada: Person, record: object) -> None:
        place = factories.place(factories.run_of(apricot, ends_at=NOW + DAY), ada)

        self.refused(record, actions.DeadlinePassed, place, now=NOW + 2 * DAY)

    def refused(self, record: object, error: type[RuleBroken], place: Enrollment, **asked: object) -> None:
        with pytest.raises(error):
            record(place, **asked)

        assert not Result.objects.exists()


def test_grace_is_given(apricot: University, ada: Person) -> None:
    place = factories.place(factories.run_of(apricot, ends_at=NOW + DAY, grace_minutes=24 * 60), ada)

    score(place, now=NOW + 2 * DAY)

    assert Result.objects.count() == 1


def test_section_that_is_due_takes_no_answer(apricot: University, ada: Person) -> None:
    due = factories.section("s", authoring.unit("u", factories.problem("which")), graded_as="quiz", due_at=NOW)
    place = factories.place(factories.run_of(apricot, factories.bundle(due)), ada)

    with pytest.raises(actions.DeadlinePassed):
        score(place, now=NOW + DAY)


def test_extension_takes_the_answer(apricot: University, ada: Person, grace: Person) -> None:
    due = factories.section("s", authoring.unit("u", factories.problem("which")), graded_as="quiz", due_at=NOW)
    place = factories.place(factories.run_of(apricot, factories.bundle(due)), ada)
    actions.extend(enrollment=place, section="s", until=NOW + 2 * DAY, by=grace, now=NOW, why="Ill")

    score(place, now=NOW + DAY)

    assert Result.objects.count() == 1
    assert list(Extension.objects.values_list("section", "why")) == [("s", "Ill")]


def test_result_is_corrected_after_the_date(apricot: University, ada: Person, grace: Person) -> None:
    place = factories.place(factories.run_of(apricot, ends_at=NOW + DAY), ada)
    actions.withdraw(enrollment=place, by=ada, now=NOW)

    actions.correct_results(enrollment=place, scores={"which": (D(1), D(2))}, by=grace, now=NOW + 2 * DAY)

    place.refresh_from_db()
    assert (place.grade, place.started_at) == (D("0.5"), None)
    assert Outbox.objects.get(name="learning.result_recorded").body["actor"] == str(grace.uid)


def test_result_of_another_course_is_not_corrected(place: Enrollment, grace: Person) -> None:
    with pytest.raises(actions.NotInThisCourse):
        actions.correct_results(enrollment=place, scores={"elsewhere": (D(1), D(2))}, by=grace, now=NOW)


def test_course_without_content_takes_no_result(apricot: University, ada: Person) -> None:
    from xingtan.catalog import public as catalog

    course = catalog.add_course(university=apricot, slug="empty", by=None, title={"en": "Empty"})
    place = factories.place(catalog.open_run(course=course, by=None), ada)

    with pytest.raises(actions.NotInThisCourse):
        score(place)


def test_nothing_new_announces_nothing(place: Enrollment) -> None:
    actions.complete_blocks(enrollment=place, keys=[], now=NOW)

    assert announced() == []
