"""What there is to watch or to read of a session that stepped down: said before or after, seen then, and by its class."""

from __future__ import annotations

import pytest

from xingtan.kernel.models import Outbox
from xingtan.learning.tests import factories as learning
from xingtan.library import public as library
from xingtan.teaching import actions
from xingtan.teaching.models import Pack
from xingtan.teaching.tests import factories

pytestmark = pytest.mark.django_db
LINK = "https://video.example/lesson-1"


@pytest.fixture
def resource(apricot, now):
    facts = {"name": "lesson.mp4", "media_type": "video/mp4", "size_bytes": 3, "added_at": now}
    return library.Resource.objects.create(university=apricot, digest="ab" * 32, **facts)


def step(session, by, now, rung):
    actions.step_to(session=session, rung=rung, by=by, now=now)


@pytest.mark.parametrize(("rung", "is_seen"), [("live", False), ("audio", False), ("recorded", True), ("text", True)])
def test_students_see_it_once_the_session_has_stepped_down(session, ada, grace, now, browse, rung, is_seen):
    actions.give_pack(session=session, by=grace, now=now, link=LINK, words="Begin at minute five.")
    step(session, grace, now, rung)

    page = browse(ada).get(session.get_absolute_url()).text

    assert (LINK in page, "Begin at minute five." in page) == (is_seen, is_seen)


def test_student_is_told_that_it_will_be_there(session, ada, grace, now, browse):
    step(session, grace, now, "recorded")

    assert "What there is to watch or to read will stand here." in browse(ada).get(session.get_absolute_url()).text


def test_it_is_there_after_the_lesson_too(session, ada, grace, now, browse):
    step(session, grace, now, "recorded")
    factories.held(session, grace, now)

    actions.give_pack(session=session, by=grace, now=now, link=LINK)

    assert LINK in browse(ada).get(session.get_absolute_url()).text
    assert Outbox.objects.get(name="teaching.pack_given").body["what"] == ["link"]


def test_teacher_says_it_on_a_page_and_takes_it_away(session, resource, ada, grace, now, browse):
    graces, page = browse(grace), f"{session.get_absolute_url()}pack/"
    assert "lesson.mp4" in graces.get(page).text

    assert graces.post(page, {"resource": str(resource.uid), "words": "Look."}).status_code == 303
    step(session, grace, now, "text")
    assert f'href="{page}file/"' in browse(ada).get(session.get_absolute_url()).text
    opened = browse(ada).get(f"{page}file/")
    assert (opened.status_code, "lesson.mp4" in opened["Location"]) == (302, True)
    assert "selected>lesson.mp4" in graces.get(page).text
    assert graces.post(page, {"words": ""}).status_code == 303

    assert not Pack.objects.exists()
    assert browse(ada).get(f"{page}file/").status_code == 404


@pytest.mark.parametrize(
    "said", [{"link": "javascript:alert(1)"}, {"unit": "none"}, {"resource": "x"}, {"words": "x" * 8001}]
)
def test_rubbish_is_said_at_its_field(session, resource, grace, browse, said):
    answer = browse(grace).post(f"{session.get_absolute_url()}pack/", said)

    assert answer.status_code == (303 if "unit" in said else 422)  # the course has no units: there is no such field
    assert not Pack.objects.exists()


def test_one_thing_at_a_time(session, resource, grace, browse):
    said = {"link": LINK, "resource": str(resource.uid)}

    assert browse(grace).post(f"{session.get_absolute_url()}pack/", said).status_code == 422


@pytest.mark.parametrize("who", ["ada", "mallory"])
def test_nobody_else_says_it(session, request, browse, who):
    assert browse(request.getfixturevalue(who)).get(f"{session.get_absolute_url()}pack/").status_code == 404


def test_file_is_for_the_class_and_not_before(session, resource, ada, mallory, grace, now, browse):
    actions.give_pack(session=session, by=grace, now=now, resource=resource, name=resource.name)
    address = f"{session.get_absolute_url()}pack/file/"

    assert browse(ada).get(address).status_code == 404
    assert browse(grace).get(address).status_code == 302
    step(session, grace, now, "recorded")
    assert browse(mallory).get(address).status_code == 404


def test_program_says_it(session, resource, grace, browse):
    put = browse(grace).put
    url = f"/api/v1/sessions/{session.uid}/pack"

    said = put(url, {"resource": str(resource.uid), "words": "Look."}, content_type="application/json").json()

    assert said == {"url": f"{session.get_absolute_url()}pack/file/", "name": "lesson.mp4", "words": "Look."}
    for wrong in ({"unit": "none"}, {"resource": str(session.uid)}, {"link": LINK, "resource": str(resource.uid)}):
        assert put(url, wrong, content_type="application/json").status_code == 422
    assert Pack.objects.get().resource == resource


def test_a_unit_of_the_course_is_chosen_and_opened(apricot, ada, grace, now, browse):
    run = learning.run_of(apricot, starts_at=now, is_self_paced=False)
    learning.teach(grace, run)
    learning.place(run, ada, now)
    session = factories.session(run, grace, now)
    graces, page = browse(grace), f"{session.get_absolute_url()}pack/"
    assert '<option value="ferns">' in graces.get(page).text

    assert graces.post(page, {"unit": "no-such-unit"}).status_code == 422
    assert graces.post(page, {"unit": "ferns", "link": LINK}).status_code == 422
    assert graces.post(page, {"unit": "ferns"}).status_code == 303
    step(session, grace, now, "text")
    address = Pack.objects.select_related("session__run__course__university").get().url

    assert f'href="{address}"' in browse(ada).get(session.get_absolute_url()).text
    assert browse(ada).get(address).status_code == 200
    assert '<option value="ferns" selected>' in graces.get(page).text
    told = graces.put(f"/api/v1/sessions/{session.uid}/pack", {"unit": "ferns"}, content_type="application/json")
    assert told.json()["url"] == address
