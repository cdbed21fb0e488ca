"""An adopted course carries credit only while a teacher answers for it, and is examined by who adopted it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from xingtan.catalog import public as catalog
from xingtan.coordination import actions, queries
from xingtan.coordination.models import Adoption
from xingtan.people import public as people
from xingtan.people.registry import erasers
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(bamboo, now):
    dana = people.join(email="dana@example.org", name="Dana Osei")
    universities.give_role(person=dana, role="staff", university=bamboo, by=None, now=now)
    return dana


@pytest.fixture
def adopt(bamboo, course, kofi_of_bamboo, now):
    def adopted(responsible=None, worth=None, of=course):
        return actions.adopt(
            university=bamboo, course=of, responsible=responsible, credits=worth, by=kofi_of_bamboo, now=now
        )

    return adopted


def test_no_credit_without_a_responsible_teacher(adopt, dana, kofi_of_bamboo, course, bamboo):
    with pytest.raises(actions.NoResponsibleTeacher):
        adopt(worth=Decimal(3))

    adoption = adopt()
    with pytest.raises(actions.NoResponsibleTeacher):
        actions.change_adoption(adoption=adoption, responsible=None, credits=Decimal(3), by=kofi_of_bamboo)
    actions.change_adoption(adoption=adoption, responsible=dana, credits=Decimal(3), by=kofi_of_bamboo)
    assert queries.credits_of(course, bamboo) == Decimal(3)
    with pytest.raises(actions.NoResponsibleTeacher):
        actions.change_adoption(adoption=adoption, responsible=None, credits=Decimal(3), by=kofi_of_bamboo)


@pytest.mark.parametrize("who", ["ada", "kofi", "kofi_of_bamboo", "mallory"])
def test_who_does_not_teach_answers_for_nothing(who, adopt, request):
    with pytest.raises(actions.NotATeacher):
        adopt(responsible=request.getfixturevalue(who), worth=Decimal(3))


def test_teacher_of_the_course_may_answer_for_it(adopt, grace, course, bamboo):
    adopt(responsible=people.Person.objects.get(pk=grace.pk), worth=Decimal("4.5"))

    assert queries.credits_of(course, bamboo) == Decimal("4.5")


def test_course_of_a_platform_is_examined_by_who_adopts_it(adopt, dana, bamboo, apricot, now):
    platform = catalog.Platform.objects.create(
        slug="stars", name={"en": "Stars"}, country="CN", website="https://stars.example", joined_on="2020-02-01"
    )
    facts = {"title": {"en": "Stars"}, "host": platform, "status": "published"}
    course = catalog.Course.objects.create(university=apricot, slug="stars", **facts)

    adoption = adopt(responsible=dana, worth=Decimal(2), of=course)

    assert adoption.exam_owner == bamboo
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(exam_owner=apricot)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(responsible=None)


def test_credit_ends_with_the_teachers_service(adopt, dana, course, bamboo):
    adopt(responsible=dana, worth=Decimal(3))
    universities.Membership.objects.filter(person=dana).delete()

    assert queries.credits_of(course, bamboo) is None


def test_credit_ends_when_the_teacher_is_erased(adopt, dana, course, bamboo):
    adoption = adopt(responsible=dana, worth=Decimal(3))
    erasers["coordination"](dana)

    adoption.refresh_from_db()
    assert (adoption.responsible, adoption.credits, queries.credits_of(course, bamboo)) == (None, None, None)


def test_course_is_adopted_once_and_ends_once(adopt, kofi_of_bamboo, course, bamboo, now):
    adoption = adopt()
    with pytest.raises(actions.CourseIsAdopted):
        adopt()
    actions.end_adoption(adoption=adoption, reason="Nobody took it", by=kofi_of_bamboo, now=now)

    from xingtan.coordination.actions.adoptions import AdoptionHasEnded

    with pytest.raises(AdoptionHasEnded):
        actions.end_adoption(adoption=adoption, reason="", by=kofi_of_bamboo, now=now)
    assert queries.credits_of(course, bamboo) is None
    adopt()


def test_hidden_course_is_not_adopted(adopt, course):
    catalog.withdraw_course(course=course, by=None)
    course.refresh_from_db()

    with pytest.raises(actions.CourseIsNotPublished):
        adopt()


def test_pages_adopt_change_and_end(course, dana, kofi, kofi_of_bamboo, mallory, browse):
    pages = "/coordination/universities/bamboo/adoptions/"
    for other in (None, kofi, mallory):
        assert browse(other).post(pages, {"course": course.get_absolute_url()}).status_code == 404
    browser = browse(kofi_of_bamboo)
    assert browser.post(pages, {"course": "/courses/nowhere/"}).status_code == 422
    assert browser.post(pages, {"course": course.get_absolute_url(), "credits": "3"}).status_code == 422
    facts = {"course": f"https://x.org{course.get_absolute_url()}", "responsible": dana.uid, "credits": "3"}
    assert browser.post(pages, facts).status_code == 303
    assert "3 ECTS" in browse().get(course.get_absolute_url()).text.replace("3.0", "3")

    page = Adoption.objects.get().get_absolute_url()
    assert browser.post(page, {"responsible": "", "credits": "3"}).status_code == 422
    assert browser.post(page, {"responsible": dana.uid, "credits": ""}).status_code == 303
    assert browse(kofi).post(f"{page}end/").status_code == 404
    assert browser.post(f"{page}end/", {"reason": "x"}).status_code == 303
    assert browser.get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_any_number(
    count, apricot, bamboo, grace, kofi_of_bamboo, now, django_assert_num_queries
):
    from xingtan.coordination.tests import factories

    for number in range(count):
        course = factories.whole_course(apricot, grace, now, f"maps-{number}")
        actions.adopt(university=bamboo, course=course, responsible=None, credits=None, by=kofi_of_bamboo, now=now)

    with django_assert_num_queries(1):
        found = queries.adoptions_of(bamboo)
    with django_assert_num_queries(2):
        courses = [each.course for each in found]
        assert set(queries.adoptions_for(courses)) == {each.pk for each in courses}
        assert queries.selections_for(courses) == {}
