"""The deeds in bulk of the rooms below: what is there already stays, and each new thing is announced."""

from __future__ import annotations

import pytest

from xingtan.catalog import public as catalog
from xingtan.catalog.tests import factories
from xingtan.kernel.models import Outbox
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db


def told(*names: str) -> list[str]:
    return list(Outbox.objects.filter(name__in=names).order_by("pk").values_list("name", flat=True))


def test_people_join_in_bulk_without_passwords(now):
    made = people.join_many(
        newcomers=[people.Newcomer(email="mei@example.org", name="Mei"), people.Newcomer(name="Nobody")], now=now
    )

    mei = people.Person.objects.get(pk=made[0][0])
    assert (mei.uid, mei.email, mei.has_usable_password(), mei.is_active) == (
        made[0][1],
        "mei@example.org",
        False,
        True,
    )
    assert people.Person.objects.get(pk=made[1][0]).email is None
    assert len({each.password for each in people.Person.objects.all()}) == 2
    assert told("people.joined") == ["people.joined"] * 2


@pytest.mark.parametrize("emails", [("ada@example.org",), ("new@example.org", "new@example.org")])
def test_nobody_joins_in_bulk_with_an_address_that_is_taken(ada, now, emails):
    with pytest.raises(people.AddressIsTaken):
        people.join_many(newcomers=[people.Newcomer(email=each) for each in emails], now=now)


def test_addresses_lead_to_accounts(ada, grace):
    people.confirm_address(person=ada)

    found = people.accounts_of(emails=["ada@example.org", "grace@example.org", "x@example.org"], uids=["7"])

    assert found.by_email == {"ada@example.org": ada.pk, "grace@example.org": grace.pk}
    assert found.by_uid == {}


def test_units_are_named_and_told_anew(apricot):
    named = [
        universities.Named(code="PHY", name={"en": "Physics"}),
        universities.Named(code="OPT", name={"en": "Optics"}, parent="PHY"),
    ]
    first = universities.name_units(university=apricot, units=named)
    second = universities.name_units(university=apricot, units=[universities.Named(code="OPT", name={"en": "Light"})])

    assert second == {"OPT": first["OPT"]}
    light = universities.Unit.objects.get(pk=first["OPT"])
    assert (str(light), light.parent) == ("Light", None)


def test_roles_are_given_and_end_in_bulk(apricot, ada, grace, kofi, now):
    pairs = [(each.pk, each.uid) for each in (ada, grace)]

    assert universities.give_roles(university=apricot, role="staff", to=pairs, by=kofi, now=now) == 1
    ada.refresh_from_db()
    assert ada.has_duties
    assert universities.withdraw_roles(university=apricot, role="staff", of=pairs, by=kofi) == 2
    assert universities.withdraw_roles(university=apricot, role="staff", of=pairs, by=kofi) == 0
    assert told("universities.role_withdrawn") == ["universities.role_withdrawn"] * 2


def test_courses_and_runs_are_added_in_bulk(apricot, kofi, now):
    new = [catalog.bulk.NewCourse(code="PHY 101", title={"en": title}) for title in ("Optics", "Light")]
    keys = catalog.bulk.add_courses(university=apricot, courses=new, by=kofi)
    (run, uid), _other = catalog.bulk.open_runs(
        university=apricot, runs=[catalog.bulk.NewRun(course=each) for each in keys], by=kofi, now=now
    )
    catalog.bulk.retitle_courses(university=apricot, titles={keys[0]: {"en": "Optics 1"}}, by=kofi, now=now)
    catalog.bulk.change_runs(university=apricot, dates={run: (now, None)}, by=kofi)

    courses = [catalog.Course.objects.get(pk=each) for each in keys]
    assert [(each.slug, str(each)) for each in courses] == [("phy-101", "Optics 1"), ("phy-101-2", "Light")]
    found = catalog.Run.objects.get(pk=run)
    assert (found.uid, found.starts_at, found.closes_at) == (uid, now, now)
    assert told("catalog.run_opened", "catalog.run_changed") == ["catalog.run_opened"] * 2 + ["catalog.run_changed"]


@pytest.fixture
def run(apricot, now):
    return catalog.open_run(course=factories.published(apricot), by=None, starts_at=now)


def test_course_roles_are_given_and_end_in_bulk(apricot, run, ada, kofi, now):
    role = catalog.bulk.Serving(
        person=ada.pk, person_uid=ada.uid, course=run.course.pk, course_uid=run.course.uid, run=run.pk, role="teacher"
    )
    first = catalog.bulk.give_course_roles(university=apricot, roles=[role, role], by=kofi, now=now)
    again = catalog.bulk.give_course_roles(university=apricot, roles=[role], by=kofi, now=now)
    catalog.bulk.withdraw_course_roles(university=apricot, keys=first.values(), by=kofi)

    assert first == again
    assert not catalog.CourseRole.objects.exists()
    assert told("catalog.role_given", "catalog.role_withdrawn") == ["catalog.role_given", "catalog.role_withdrawn"]


def test_places_are_given_and_end_in_bulk(apricot, run, ada, grace, kofi, now):
    seats = [
        learning.Seat(learner=each.pk, learner_uid=each.uid, run=run.pk, run_uid=run.uid) for each in (ada, grace, ada)
    ]
    first = learning.enroll_many(seats=seats, university=apricot.uid, now=now)
    gone = learning.withdraw_many(
        enrollments=[first[(ada.pk, run.pk)]], university=apricot.uid, by=kofi, now=now, reason="left"
    )
    twice = learning.withdraw_many(
        enrollments=[first[(ada.pk, run.pk)]], university=apricot.uid, by=kofi, now=now, reason="left"
    )
    again = learning.enroll_many(seats=seats, university=apricot.uid, now=now)

    assert (len(first), gone, twice) == (2, 1, 0)
    assert again == first
    assert learning.Enrollment.objects.current().count() == 2
    assert told("learning.enrolled", "learning.withdrawn", "learning.returned") == [
        *["learning.enrolled"] * 2,
        "learning.withdrawn",
        "learning.returned",
    ]
