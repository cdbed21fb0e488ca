"""What a platform says becomes a listing and a course, once, whatever it says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from xingtan.catalog import actions
from xingtan.catalog.models import Course, Listing, Partner, Platform
from xingtan.catalog.registry import Dates, Facts, Institution
from xingtan.catalog.tests.factories import published
from xingtan.kernel.models import Outbox
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def terrace() -> Platform:
    return Platform.objects.create(
        slug="terrace",
        name={"en": "Terrace"},
        operator="Terrace Foundation",
        country="CN",
        website="https://terrace.example",
        joined_on=date(2020, 2, 2),
    )


def facts(number: int = 1, **more: Any) -> Facts:
    said: dict[str, Any] = {
        "remote_id": f"c{number}",
        "url": f"https://terrace.example/c{number}",
        "title": {"en": f"Course {number}"},
        "institutions": (Institution(name={"en": "Apricot University"}, country="CN"),),
        **more,
    }
    return Facts(**said)


def take(platform: Platform, *found: Facts, now: datetime = NOW, **more: Any) -> actions.Taken:
    return actions.take_in(platform=platform, found=found, source="test", now=now, **more)


def test_what_is_said_becomes_a_course_with_its_university(terrace: Platform) -> None:
    said = facts(
        summary={"zh": "好"}, about={"en": "<p onclick='x()'>Good<script>bad()</script></p>"}, languages=("en", "zh-Hans"),
        subjects=("0532",), level="advanced", workload_hours=Decimal(12), teachers=("Ada {Lovelace",), licence="CC-BY-4.0",
        kind="mooc", is_free=True, credits=Decimal("2.5"), dates=(Dates(starts_on=date(2026, 1, 2)),),
        institutions=(Institution(name={"en": "Apricot University"}), Institution(name={"en": "Plum University"})),
    )  # fmt: skip

    taken = take(terrace, said)

    course = Course.objects.select_related("university", "subject").get()
    assert taken == actions.Taken(added=1)
    assert (course.host_id, course.status, str(course.title)) == (terrace.pk, "published", "Course 1")
    assert (course.university.name["en"], course.university.is_member) == ("Apricot University", False)
    assert [each.university.name["en"] for each in course.partners.all()] == ["Plum University"]
    assert course.get_absolute_url() == f"/courses/{course.university.slug}/course-1/"
    assert str(course.about) == "<p>Good</p>"
    assert course.teachers == [{"name": {"und": "Ada {Lovelace"}}]
    assert (course.subject and course.subject.code, course.workload_hours, course.credits) == (
        "0532",
        12,
        Decimal("2.5"),
    )
    assert course.dates == [{"starts_on": "2026-01-02", "ends_on": None}]
    assert (course.needs_sign_in, course.works_on_phone, course.is_free) == (None, None, True)


def test_saying_it_twice_changes_nothing(terrace: Platform) -> None:
    take(terrace, facts(1), facts(2))
    before = list(Course.objects.order_by("pk").values())

    taken = take(terrace, facts(1), facts(2), now=LATER)

    assert taken == actions.Taken(same=2)
    assert list(Course.objects.order_by("pk").values()) == before
    assert set(Listing.objects.values_list("last_seen_at", "changed_at")) == {(LATER, NOW)}
    assert Outbox.objects.filter(name="catalog.courses_gathered").count() == 1


def test_each_field_knows_since_when_and_by_which_format(terrace: Platform) -> None:
    take(terrace, facts(level="advanced"))
    address = Course.objects.get().slug

    taken = actions.take_in(
        platform=terrace, found=[facts(level="advanced", title={"en": "New name"})], source="other", now=LATER
    )

    listing = Listing.objects.get()
    assert taken == actions.Taken(changed=1)
    assert listing.sources["level"] == [NOW.isoformat(), "test"]
    assert listing.sources["title"] == [LATER.isoformat(), "other"]
    assert (str(Course.objects.get().title), Course.objects.get().slug) == ("New name", address)


def test_of_two_with_one_id_the_last_counts(terrace: Platform) -> None:
    taken = take(terrace, facts(title={"en": "First"}), facts(title={"en": "Last"}))

    assert taken == actions.Taken(added=1)
    assert str(Course.objects.get().title) == "Last"


def test_two_of_one_name_have_two_addresses(terrace: Platform) -> None:
    same = {"title": {"en": "Maps"}}

    take(terrace, facts(1, **same), facts(2, **same), facts(3, title={"zh": "地图"}))

    slugs = sorted(Course.objects.values_list("slug", flat=True))
    assert slugs[1] == "maps"
    assert slugs[2].startswith("maps-")
    assert slugs[0].startswith("course-")


def test_what_names_no_university_is_the_operators(terrace: Platform) -> None:
    take(terrace, facts(institutions=()))

    assert str(Course.objects.get().university.name) == "Terrace Foundation"


def test_our_members_are_recognised(terrace: Platform) -> None:
    tartu = universities.admit(slug="tartu", name={"en": "University of Tartu"}, country="EE")

    take(terrace, facts(institutions=(Institution(name={"und": "UNIVERSITY OF TARTU"}, country="ee"),)))

    assert Course.objects.get().university == tartu


def test_what_is_gone_is_a_tombstone_and_may_come_back(terrace: Platform) -> None:
    take(terrace, facts(1), facts(2))

    count = actions.say_gone(platform=terrace, remote_ids=["c1", "nobody"], now=LATER)
    gone = Course.objects.get(slug="course-1").status
    taken = take(terrace, facts(1), now=LATER)

    assert (count, gone) == (1, "gone")
    assert taken == actions.Taken(back=1)
    assert Course.objects.get(slug="course-1").status == "published"
    assert Listing.objects.live().count() == 2
    assert Outbox.objects.filter(name="catalog.courses_vanished").count() == 1


def test_what_a_feed_no_longer_lists_is_gone_but_not_what_another_feed_lists(terrace: Platform) -> None:
    take(terrace, facts(1), facts(2), origin="one")
    take(terrace, facts(3), origin="two")
    take(terrace, facts(4))
    take(terrace, facts(1), now=LATER, origin="one")

    count = actions.say_gone_unseen(platform=terrace, since=LATER, now=LATER, origin="one")

    assert count == 1
    assert list(Listing.objects.exclude(gone_at=None).values_list("remote_id", flat=True)) == ["c2"]


def test_what_is_still_there_is_seen(terrace: Platform) -> None:
    take(terrace, facts(1), facts(2))
    actions.say_gone(platform=terrace, remote_ids=["c1"], now=NOW)

    assert actions.say_still(platform=terrace, remote_ids=["c1", "c2", "c3"], now=LATER) == 2
    assert Listing.objects.live().filter(last_seen_at=LATER).count() == 2
    assert Course.objects.published().count() == 2


def test_a_lead_platforms_words_win_and_then_the_oldest(terrace: Platform) -> None:
    other = Platform.objects.create(
        slug="other", name={"en": "Other"}, country="FR", website="https://other.example", joined_on=date(2020, 2, 3)
    )
    take(terrace, facts(title={"en": "Older"}))
    take(other, facts(title={"en": "Younger"}), now=LATER)
    kept = Course.objects.get(host=terrace)
    Listing.objects.filter(platform=other).update(course=kept)

    actions.retell(courses=[kept.pk], now=LATER)
    oldest = str(Course.objects.get(pk=kept.pk).title)
    Platform.objects.filter(pk=other.pk).update(tier="lead")
    actions.retell(courses=[kept.pk], now=LATER)
    lead = Course.objects.get(pk=kept.pk)
    actions.say_gone(platform=other, remote_ids=["c1"], now=LATER)
    rest = Course.objects.get(pk=kept.pk)

    assert (oldest, str(lead.title), lead.host_id) == ("Older", "Younger", other.pk)
    assert (str(rest.title), rest.host_id, rest.status) == ("Older", terrace.pk, "published")


def test_our_own_course_keeps_its_words_and_stays(terrace: Platform) -> None:
    ours = published(universities.admit(slug="plum", name="Plum", country="FR"), "herbs")
    take(terrace, facts())
    Listing.objects.update(course=ours)

    take(terrace, facts(title={"en": "Theirs"}), now=LATER)
    actions.say_gone(platform=terrace, remote_ids=["c1"], now=LATER)

    ours.refresh_from_db()
    assert (str(ours.title), ours.status) == ("Herbs", "published")


def test_partners_follow_what_is_said(terrace: Platform) -> None:
    names = [Institution(name={"en": name}) for name in ("A", "B", "C")]
    take(terrace, facts(institutions=tuple(names[:2])))

    take(terrace, facts(institutions=(names[1], names[2])), now=LATER)

    course = Course.objects.get()
    assert str(course.university.name) == "B"
    assert [str(each.university.name) for each in Partner.objects.all()] == ["C"]


@pytest.mark.parametrize(
    "more",
    [
        {"title": {"en": "<b>Course</b>\x00 1 \ud800&amp; more"}},
        {"title": {"en": "x" * 10_000_000}},
        {"title": {"en": "<" * 1_000_000}},
        {"title": {"A" * 5000: "x", "en-": "y"}},
        {"about": {"en": "<p>" * 200_000}},
        {"summary": {"en": "a\x00b" * 1_000_000}},
        {"remote_id": "i" * 100_000},
        {"remote_id": "\x00\ud800 nul"},
        {"dates": (Dates(starts_on=date(1, 1, 1), ends_on=date(9999, 12, 31)), Dates(ends_on=date(1, 1, 1)))},
        {"dates": (Dates(starts_on=date(2026, 2, 1), ends_on=date(2025, 2, 1)),)},
        {"workload_hours": Decimal("NaN"), "credits": Decimal("1e400")},
        {"workload_hours": Decimal(-1), "credits": Decimal("Infinity")},
        {"languages": ("xx" * 900, "en", "EN", ""), "captions": tuple("a" * 9000)},
        {"institutions": (Institution(name={"en": "\ud800\x00" * 900}, country="ZZZ", website="javascript:alert(1)"),)},
        {"institutions": tuple(Institution(name={"en": str(number)}) for number in range(3000))},
        {"teachers": ("\ud800", "{", "x" * 100_000)},
        {"subjects": ("9999", "053x", "05321", "\x00"), "level": "hard", "kind": "x" * 500, "licence": "no licence!" * 90},
        {"picture_url": "data:" + "x" * 100_000},
        {"url": "https://terrace.example/" + "ü\x00" * 100},
    ],
)  # fmt: skip
def test_wild_records_are_kept_within_bounds(terrace: Platform, more: dict[str, Any]) -> None:
    taken = take(terrace, replace(facts(), **more))

    assert taken == actions.Taken(added=1)
    course = Course.objects.get()
    assert max(map(len, course.title.values())) <= 300
    assert "\x00" not in f"{course.title}{course.about}{Listing.objects.get().facts}"
    assert take(terrace, replace(facts(), **more), now=LATER) == actions.Taken(same=1)


@pytest.mark.parametrize(
    "more",
    [
        {"title": {}}, {"title": {"en": " \x00"}}, {"title": None}, {"title": "bare"}, {"title": {"en": 5}}, {"url": ""},
        {"url": "javascript:alert(1)"}, {"url": "https://x/" + "y" * 3000}, {"remote_id": ""}, {"dates": 5}, {"teachers": (5,)},
    ],
)  # fmt: skip
def test_what_says_too_little_is_refused_and_the_rest_is_taken(terrace: Platform, more: dict[str, Any]) -> None:
    taken = take(terrace, facts(1), replace(facts(2), **more), facts(3))

    assert (taken.added, [each.remote_id for each in taken.refused]) == (2, [more.get("remote_id", "c2")])


def test_what_breaks_keeps_its_old_words(terrace: Platform) -> None:
    take(terrace, facts())

    taken = take(terrace, facts(title={}), now=LATER)

    assert len(taken.refused) == 1
    assert (str(Course.objects.get().title), Listing.objects.get().last_seen_at) == ("Course 1", LATER)


@pytest.mark.parametrize("count", [1, 300])
def test_questions_do_not_grow(terrace: Platform, django_assert_max_num_queries, count: int) -> None:
    many = [facts(number, institutions=(Institution(name={"en": f"U{number}"}),)) for number in range(count)]
    with django_assert_max_num_queries(22):
        take(terrace, *many)
    with django_assert_max_num_queries(6):
        take(terrace, *many, now=LATER)
    with django_assert_max_num_queries(24):
        take(terrace, *(replace(each, level="advanced") for each in many), now=LATER)
    with django_assert_max_num_queries(16):
        actions.say_gone_unseen(platform=terrace, since=LATER + timedelta(days=1), now=LATER)
