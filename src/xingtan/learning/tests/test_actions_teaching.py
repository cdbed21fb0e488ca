"""Marks on the way, later dates, announcements and who hears of them."""

from collections.abc import Callable

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


def test_date_is_extended(place: Enrollment, grace: Person) -> None:
    actions.extend(enrollment=place, section="", until=NOW + DAY, by=grace, now=NOW)

    assert list(Extension.objects.values_list("section", "until", "by")) == [("", NOW + DAY, grace.pk)]
    assert announced() == ["learning.date_extended"]


def test_date_is_not_extended_into_the_past(place: Enrollment, grace: Person) -> None:
    with pytest.raises(actions.DateIsPast):
        actions.extend(enrollment=place, section="", until=NOW, by=grace, now=NOW)


@pytest.mark.parametrize("has_content", [True, False])
def test_section_of_another_course_is_not_extended(
    apricot: University, ada: Person, grace: Person, has_content: bool
) -> None:
    from xingtan.catalog import public as catalog

    course = catalog.add_course(university=apricot, slug="empty", by=None)
    run = factories.run_of(apricot) if has_content else catalog.open_run(course=course, by=None)

    with pytest.raises(actions.NotInThisCourse):
        actions.extend(enrollment=factories.place(run, ada), section="elsewhere", until=NOW + DAY, by=grace, now=NOW)


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
