"""Marks on the way, later dates, announcements and who hears of them."""

from collections.abc import Callable
from datetime import datetime

import pytest

from xingtan.authoring.registry.bundle import Policy
from xingtan.authoring.tests import factories as authoring
from xingtan.catalog.public import Run
from xingtan.kernel.models import Outbox
from xingtan.learning import actions
from xingtan.learning.models import Addressee, Announcement, Bookmark, Enrollment, Extension, Place
from xingtan.learning.tests import factories
from xingtan.learning.tests.factories import DAY, NOW
from xingtan.notices.public import Notice
from xingtan.people.public import Person
from xingtan.universities.public import University


def announced() -> list[str]:
    names = Outbox.objects.filter(name__startswith="learning.").exclude(name="learning.enrolled")
    return list(names.order_by("pk").values_list("name", flat=True))


def test_place_is_remembered(place: Enrollment) -> None:
    actions.remember_place(enrollment=place, unit="welcome", now=NOW)
    actions.remember_place(enrollment=place, unit="ferns", now=NOW + DAY)

    place.refresh_from_db()
    assert list(Place.objects.values_list("unit", "at")) == [("ferns", NOW + DAY)]
    assert (place.started_at, place.seen_at) == (NOW, NOW + DAY)
    assert announced() == ["learning.started"]


def test_bookmark_is_kept_once(place: Enrollment) -> None:
    actions.bookmark(enrollment=place, key="ferns", now=NOW)
    actions.bookmark(enrollment=place, key="ferns", now=NOW + DAY)

    assert list(Bookmark.objects.values_list("key", "at")) == [("ferns", NOW)]
    assert announced() == ["learning.bookmarked"]


def test_bookmark_is_forgotten_once(place: Enrollment) -> None:
    actions.bookmark(enrollment=place, key="ferns", now=NOW)
    actions.forget_bookmark(enrollment=place, key="ferns")
    actions.forget_bookmark(enrollment=place, key="ferns")

    assert not Bookmark.objects.exists()
    assert announced() == ["learning.bookmarked", "learning.bookmark_forgotten"]


@pytest.fixture
def dated(apricot: University, ada: Person) -> Enrollment:
    """Give Ada a place on a run that ends tomorrow, with a section due at once."""
    due = factories.section("quiz", authoring.unit("u", factories.problem("which")), due_at=NOW + DAY / 2)
    return factories.place(factories.run_of(apricot, factories.bundle(due), ends_at=NOW + DAY), ada)


@pytest.mark.parametrize("section", ["", "quiz"])
def test_date_is_extended(dated: Enrollment, grace: Person, section: str) -> None:
    actions.extend(enrollment=dated, section=section, until=NOW + 2 * DAY, by=grace, now=NOW)

    assert list(Extension.objects.values_list("section", "until", "by")) == [(section, NOW + 2 * DAY, grace.pk)]
    assert announced() == ["learning.date_extended"]


@pytest.mark.parametrize(
    ("section", "until", "error"),
    [
        ("", NOW, actions.DateIsPast),
        ("", NOW + DAY, actions.DateIsNotLater),
        ("quiz", NOW + DAY / 2, actions.DateIsNotLater),
        ("elsewhere", NOW + 2 * DAY, actions.NotInThisCourse),
    ],
)
def test_date_is_not_extended(
    dated: Enrollment, grace: Person, section: str, until: datetime, error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.extend(enrollment=dated, section=section, until=until, by=grace, now=NOW)

    assert not Extension.objects.exists()


@pytest.mark.parametrize("section", ["", "reading"])
def test_what_has_no_date_is_not_extended(place: Enrollment, grace: Person, section: str) -> None:
    with pytest.raises(actions.NothingIsDue):
        actions.extend(enrollment=place, section=section, until=NOW + DAY, by=grace, now=NOW)


def test_course_without_content_is_not_extended(apricot: University, ada: Person, grace: Person) -> None:
    from xingtan.catalog import public as catalog

    run = catalog.open_run(course=catalog.add_course(university=apricot, slug="empty", by=None), by=None)

    with pytest.raises(actions.NotInThisCourse):
        actions.extend(enrollment=factories.place(run, ada), section="", until=NOW + DAY, by=grace, now=NOW)


def test_announcement_reaches_everyone_once(
    run: Run, place: Enrollment, grace: Person, relay: Callable[[], int], tasks_now: None
) -> None:
    actions.announce(run=run, title={"en": " Hello "}, body={"en": "Words", "fr": "Mots"}, by=grace, now=NOW)
    relay()

    written = Announcement.objects.get()
    assert (dict(written.title), dict(written.body), written.audience) == ({"en": "Hello"}, {"en": "Words"}, "everyone")
    assert [notice.person for notice in Notice.objects.all()] == [place.learner]
    assert not Addressee.objects.exists()


def test_only_those_who_have_not_started_are_written_to(
    run: Run, place: Enrollment, grace: Person, mallory: Person, relay: Callable[[], int], tasks_now: None
) -> None:
    actions.remember_place(enrollment=place, unit="welcome", now=NOW)
    waiting = factories.place(run, mallory)

    actions.write_to_not_started(run=run, title={"en": "Begin!"}, body={"en": "It is nice."}, by=grace, now=NOW)
    actions.remember_place(enrollment=waiting, unit="welcome", now=NOW)
    relay()

    assert [notice.person for notice in Notice.objects.all()] == [mallory]
    assert Announcement.objects.written_to(waiting).count() == 1
    assert Announcement.objects.written_to(place).count() == 0


def test_nobody_is_written_to_when_all_have_started(run: Run, grace: Person) -> None:
    with pytest.raises(actions.NobodyToTell):
        actions.write_to_not_started(run=run, title={"en": "Begin!"}, body={"en": "It is nice."}, by=grace, now=NOW)


@pytest.mark.parametrize(
    ("title", "body"), [({}, {}), ({"en": "Title"}, {"fr": "Mots"}), ({"en": " "}, {"en": "Words"})]
)
def test_announcement_says_something(run: Run, grace: Person, title: dict[str, str], body: dict[str, str]) -> None:
    with pytest.raises(actions.AnnouncementIsEmpty):
        actions.announce(run=run, title=title, body=body, by=grace, now=NOW)


def test_new_version_is_counted_for_everyone(
    run: Run, place: Enrollment, relay: Callable[[], int], tasks_now: None
) -> None:
    actions.complete_block(enrollment=place, key="hello", now=NOW)

    factories.change(
        run, factories.bundle(factories.section("s", authoring.unit("u", authoring.text("hello"))), policy=Policy())
    )
    relay()

    place.refresh_from_db()
    assert place.share == 1
