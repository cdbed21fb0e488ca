"""What is offered is found by anyone, and drafts only by those who serve them."""

from datetime import timedelta
from typing import Any

import pytest

from xingtan.catalog import access, actions, queries, rules
from xingtan.catalog.models import Course, CourseRole
from xingtan.catalog.tests import factories
from xingtan.kernel.errors import NotThere
from xingtan.people.registry import erasers, exporters

pytestmark = pytest.mark.django_db


def test_course_page_tells_the_facts(apricot, bamboo, browse, now):
    course = factories.published(
        apricot,
        about={"en": "<p>Maps <script>alert(1)</script>lie.</p>"},
        outcomes=[{"en": "See the lie"}],
        teachers=[{"name": "Grace Hopper", "about": {"en": "Draws maps"}}],
        workload_hours="2.5",
        size_bytes=12_400_000,
        licence="CC-BY-4.0",
        caption_languages=["zh-hans"],
        certificate={"en": "You can read a map."},
    )
    course.partners.create(university=bamboo)
    actions.open_run(course=course, by=None, starts_at=now + timedelta(days=3), zone="Asia/Shanghai")

    shown = browse().get(course.get_absolute_url()).text

    for words in (
        "See the lie",
        "Draws maps",
        "2.5 hours",
        "12 MB",
        "CC-BY-4.0",
        "简体中文",
        "You can read a map.",
        "Bamboo Institute",
        "Shanghai",
    ):
        assert words in shown
    assert "alert(1)" not in shown


def test_draft_is_there_for_its_people_only(apricot, grace, kofi, kofi_of_bamboo, mallory, browse):
    address = factories.draft(apricot).get_absolute_url()

    assert browse(grace).get(address).status_code == 200
    assert browse(kofi).get(address).status_code == 200
    for stranger in (None, mallory, kofi_of_bamboo):
        assert browse(stranger).get(address).status_code == 404
    hidden, absent = (browse().get(each).text for each in (address, "/courses/apricot/absent/"))
    assert hidden.replace("maps", "absent") == absent


def test_teacher_teaches_assistant_assists(apricot, ada, mallory, now):
    course = factories.published(apricot)
    for person, role in ((ada, "teacher"), (mallory, "assistant")):
        for _twice in range(2):
            actions.give_course_role(person=person, course=course, role=role, by=None, now=now)

    assert CourseRole.objects.count() == 2
    assert access.can_teach(ada, course)
    assert not access.can_teach(mallory, course)
    assert access.can_assist(mallory, course)
    with pytest.raises(NotThere):
        access.course_to_teach(mallory, university="apricot", course="maps")


def test_planned_run_is_there_for_its_people_only(apricot, grace, kofi, mallory):
    course = factories.published(apricot)
    run = course.runs.create()
    url: dict[str, Any] = {"university": "apricot", "course": "maps", "run": run.uid}

    assert access.run_to_teach(kofi, **url) == run
    for door in (access.run_to_see, access.run_to_assist):
        with pytest.raises(NotThere):
            door(mallory, **url)
    with pytest.raises(NotThere):
        access.run_to_teach(grace, **url)


def test_visible_to_says_the_same_as_the_door(apricot, ada, grace, mallory, now):
    course = factories.draft(apricot)
    actions.give_course_role(person=ada, course=course, role="assistant", by=None, now=now)

    for person in (ada, grace, mallory):
        assert Course.objects.visible_to(person).filter(pk=course.pk).exists() == access.can_see(person, course)


def test_two_courses_cannot_have_one_address(apricot, bamboo):
    factories.draft(apricot)

    with pytest.raises(actions.AddressIsTaken, match="maps"):
        factories.draft(apricot)
    assert factories.draft(bamboo)


def test_course_without_title_is_not_published(apricot):
    with pytest.raises(actions.CourseHasNoTitle):
        factories.published(apricot, title={})


def test_counts_are_of_what_is_published(apricot, bamboo, relay):
    factories.published(apricot, languages=["en", "zh-hans"])
    factories.draft(bamboo)
    relay()

    assert queries.counts() == {"courses": 1, "universities": 1, "languages": 2, "countries": 1, "platforms": 1}


def test_courses_taught_are_ones_own_and_of_the_university_one_runs(apricot, bamboo, ada, kofi, now):
    mine, other = factories.published(apricot), factories.draft(bamboo, "paper")
    actions.give_course_role(person=ada, course=other, role="teacher", by=None, now=now)

    assert [each.title for each in queries.courses_taught_by(ada)] == ["Paper"]
    assert [each.url for each in queries.courses_taught_by(kofi)] == [mine.get_absolute_url()]


def test_service_is_exported_and_erased(apricot, ada, now):
    actions.give_course_role(person=ada, course=factories.draft(apricot), role="teacher", by=None, now=now)

    assert exporters["catalog"](ada)["serves"][0]["course"] == "Maps"
    erasers["catalog"](ada)
    assert not CourseRole.objects.exists()


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [(None, None, True), (0, None, True), (1, None, False), (None, 0, False), (-1, 1, True)],
)
def test_enrolment_is_open_from_its_first_moment_until_just_before_its_last(now, opens, closes, is_open):
    def at(hours):
        return None if hours is None else now + timedelta(hours=hours)

    assert rules.is_open(at(opens), at(closes), now) is is_open


def test_language_names_itself():
    assert [rules.name_of(tag) for tag in ("zh-Hans", "zh-TW", "tlh")] == ["简体中文", "中文", "tlh"]


def test_kofi_describes_publishes_and_withdraws(apricot, kofi, browse):
    course = factories.draft(apricot, title={"en": "Maps", "ar": "خرائط"})
    browser, address = browse(kofi), course.get_absolute_url()

    said = {
        "language": "en",
        "title": "All maps lie",
        "level": "advanced",
        "workload_hours": "3.5",
        "licence": "CC-BY-4.0",
        "kind": "other",
        "is_free": "true",
        "has_free_certificate": "unknown",
        "credits": "3",
    }
    assert browser.post(f"{address}facts/", said).status_code == 303
    assert browser.post(f"{address}publication/").status_code == 303

    course.refresh_from_db()
    assert (dict(course.title), course.level, course.is_published) == (
        {"en": "All maps lie", "ar": "خرائط"},
        "advanced",
        True,
    )
    browser.post(f"{address}publication/", {"away": "1"})
    course.refresh_from_db()
    assert not course.is_published


def test_course_without_title_says_why_it_is_not_published(apricot, kofi, browse):
    address = factories.draft(apricot, title={}).get_absolute_url()

    response = browse(kofi).post(f"{address}publication/")

    assert (response.status_code, "Give the course a title first" in response.text) == (422, True)


def test_run_is_opened_in_its_own_zone_and_changed(apricot, kofi, browse):
    course = factories.published(apricot)
    browser, address = browse(kofi), course.get_absolute_url()
    said = {
        "zone": "Asia/Shanghai",
        "starts_at": "2026-03-02T08:00",
        "ends_at": "2026-05-02T08:00",
        "grace_minutes": "30",
    }

    assert browser.post(f"{address}runs/", said).status_code == 303
    run = course.runs.get()
    assert run.starts_at.isoformat() == "2026-03-02T00:00:00+00:00"

    assert 'value="2026-03-02T08:00"' in browser.get(f"{address}runs/{run.uid}/dates/").text
    assert browser.post(f"{address}runs/{run.uid}/dates/", {**said, "places": "12"}).status_code == 303
    run.refresh_from_db()
    assert run.places == 12


def test_run_that_ends_before_it_starts_is_refused(apricot, kofi, browse):
    course = factories.published(apricot)
    said = {"zone": "UTC", "starts_at": "2026-05-02T08:00", "ends_at": "2026-03-02T08:00", "grace_minutes": "0"}

    response = browse(kofi).post(f"{course.get_absolute_url()}runs/", said)

    assert (response.status_code, "later than the beginning" in response.text) == (422, True)
    assert not course.runs.exists()


def test_kofi_gives_and_withdraws_roles_on_a_course(apricot, kofi, ada, browse):
    address = factories.published(apricot).get_absolute_url()
    browser = browse(kofi)

    assert browser.post(f"{address}roles/", {"email": "nobody@example.org", "role": "teacher"}).status_code == 422
    assert browser.post(f"{address}roles/", {"email": "ada@example.org", "role": "teacher"}).status_code == 303
    role = CourseRole.objects.get()
    assert "Ada Lovelace" in browser.get(f"{address}roles/").text
    assert "Withdraw it from the catalogue" in browser.get(f"{address}facts/").text
    assert browser.post(f"{address}roles/{role.pk}/").status_code == 303
    assert not CourseRole.objects.exists()
    assert browser.post(f"{address}roles/{role.pk}/").status_code == 404


def test_teacher_describes_but_does_not_publish_or_give_roles(apricot, ada, mallory, browse, now):
    course = factories.published(apricot)
    actions.give_course_role(person=ada, course=course, role="teacher", by=None, now=now)
    address = course.get_absolute_url()

    shown = browse(ada).get(f"{address}facts/")
    assert shown.status_code == 200
    assert "Withdraw it from the catalogue" not in shown.text
    assert "roles/" not in shown.text
    assert browse(ada).post(f"{address}publication/").status_code == 403
    assert browse(ada).get(f"{address}roles/").status_code == 403
    for part in ("facts", "publication", "runs", "roles"):
        assert browse(mallory).post(f"{address}{part}/").status_code == 404


def test_university_page_shows_its_courses(apricot, kofi, browse):
    factories.draft(apricot)

    assert "Workbench" in browse(kofi).get("/u/apricot/").text
