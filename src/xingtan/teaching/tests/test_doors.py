"""Who comes in where: Ada learns here, Grace teaches, Kofi runs the university; Mallory and others stay outside."""

import uuid

import pytest

from xingtan.learning import public as learning
from xingtan.teaching import access, actions
from xingtan.teaching.models import Session
from xingtan.teaching.tests import factories

STUDENTS = ("", "state/", "chat/", "stream/")
TEACHERS = ("lead/", "lead/desk/", "screen/", "edit/")
POSTS = ("opening/", "closing/", "rung/", "link/", "cancellation/", "model/", "edit/", "chat/words/")


def status(browse, person, url, method="get"):
    return getattr(browse(person), method)(url).status_code


def test_students_read_and_teachers_lead(session, ada, grace, kofi, browse):
    url = session.get_absolute_url()
    for part in STUDENTS:
        assert [status(browse, each, url + part) for each in (ada, grace, kofi)] == [200] * 3
    for part in TEACHERS:
        assert [status(browse, each, url + part) for each in (ada, grace, kofi)] == [404, 200, 200]


def test_strangers_cannot_tell_it_from_nothing(session, mallory, kofi_of_bamboo, browse):
    absent = f"/sessions/{uuid.uuid4()}/"
    for part in (*STUDENTS, *TEACHERS):
        for each in (mallory, kofi_of_bamboo, None):
            assert status(browse, each, session.get_absolute_url() + part) == 404
            assert status(browse, each, absent + part) == 404


@pytest.mark.parametrize("part", POSTS)
def test_strangers_and_students_do_nothing(part, session, ada, mallory, browse):
    for each in (mallory, None):
        assert status(browse, each, session.get_absolute_url() + part, "post") == 404
    if part != "chat/words/":
        assert status(browse, ada, session.get_absolute_url() + part, "post") == 404
    assert Session.objects.get().status == "planned"


def test_who_left_the_class_is_outside(session, place, ada, now, browse):
    learning.withdraw(enrollment=place, by=ada, now=now)

    assert status(browse, ada, session.get_absolute_url()) == 404


def test_colleague_visits_a_model_lesson_and_says_nothing(session, grace, kofi_of_bamboo, mallory, now, browse):
    url = session.get_absolute_url()
    actions.open_model(session=session, words="How groups are made", by=grace, now=now)

    html = browse(kofi_of_bamboo).get(url).content.decode()

    assert "You visit this session as a colleague" in html
    assert "Say it" not in html
    assert status(browse, kofi_of_bamboo, f"{url}chat/words/", "post") == 404
    assert status(browse, kofi_of_bamboo, f"{url}lead/") == 404
    assert status(browse, mallory, url) == 404


def test_pages_of_the_class(run, place, ada, grace, mallory, browse):
    base = f"{run.get_absolute_url()}sessions/"
    assert [status(browse, each, base) for each in (ada, grace, mallory, None)] == [200, 200, 404, 404]
    for part in ("new/", "class/"):
        assert [status(browse, each, base + part) for each in (ada, grace, mallory, None)] == [404, 200, 404, 404]


def test_inspection_is_for_who_runs_the_university(session, grace, kofi, kofi_of_bamboo, browse):
    url = "/u/apricot/inspections/"
    assert [status(browse, each, url) for each in (kofi, grace, kofi_of_bamboo, None)] == [200, 404, 404, 404]


def test_week_asks_to_sign_in(browse, db):
    assert browse(None).get("/classes/").status_code == 303


def test_assistant_leads_and_does_not_plan(session, run, mallory, now, browse):
    from xingtan.catalog import public as catalog

    catalog.give_course_role(person=mallory, course=run.course, role="assistant", by=None, now=now)

    assert status(browse, mallory, f"{session.get_absolute_url()}lead/") == 200
    assert status(browse, mallory, f"{session.get_absolute_url()}edit/") == 404


def test_door_of_a_student_costs_two_queries(session, ada, django_assert_num_queries):
    access.session_to_attend(ada, session=session.uid)

    with django_assert_num_queries(2):
        found, place = access.session_to_attend(ada, session=session.uid)
        assert (str(found.run.course.title), place.learner, found.run.course.is_ours) == ("Maps", ada, True)
        assert found.run.get_absolute_url() in f"{found.run.get_absolute_url()}{found}"


def test_teacher_who_learns_here_too_leads(session, run, grace, now, browse):
    factories.place(run, grace, now)

    assert "The teacher" in browse(grace).get(session.get_absolute_url()).content.decode()
