"""Pictures from phones, and things that appear on them."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from xingtan.activities import public as activities
from xingtan.activities.public import Response
from xingtan.activities.tests import factories
from xingtan.classroom.forms.sharing import PushForm
from xingtan.classroom.tests.rooms import students
from xingtan.kernel import files
from xingtan.kernel.errors import RuleBroken
from xingtan.people import registry as people


@pytest.fixture
def wall(session, grace, now):
    return factories.opened(session, grace, now, kind="camera", config={"task": "Your notes"}, title="Notes")


def _photo(color=(200, 120, 40), size=(900, 600)):
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return SimpleUploadedFile("IMG_0001.jpg", out.getvalue(), content_type="image/jpeg")


def _send(browse, person, wall, **form):
    return browse(person).post(f"{wall.url}responses/", form)


def test_a_picture_is_sent_by_a_plain_form_and_kept_small(browse, ada, wall):
    answer = _send(browse, ada, wall, photo=_photo(size=(3000, 2000)), words="My notes")

    kept = Response.objects.get().payload
    assert answer.status_code == 303
    assert (kept["width"], kept["height"], kept["words"]) == (1600, 1067, "My notes")
    assert Image.open(BytesIO(files.read(kept["small"]))).size == (400, 267)


def test_a_better_picture_takes_the_place_of_the_first(browse, ada, wall, now):
    _send(browse, ada, wall, photo=_photo(), words="first")
    _send(browse, ada, wall, picture=_photo((0, 0, 0)), words="second")

    results = activities.folded([wall], now)[wall.pk].results

    assert [each["words"] for each in results["up"]] == ["second"]
    assert Response.objects.count() == 2


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"photo": SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")},
        {"photo": "a word"},
        {"sealed": "AAAA"},
        {"large": "0" * 64, "small": "0" * 64},
    ],
)
def test_what_is_no_picture_is_refused_in_words(browse, ada, wall, form):
    answer = _send(browse, ada, wall, **form)

    assert answer.status_code == 422
    assert "alert" in answer.content.decode()
    assert not Response.objects.exists()


def test_nobody_claims_a_file_that_is_not_theirs(session, ada, wall, now):
    digest = files.keep(b"somebody's secret").digest

    with pytest.raises(RuleBroken):
        factories.say(wall, ada, now, large=digest, small=digest, sealed=digest)


def test_the_wall_is_opened_by_the_teacher_and_shows_addresses_of_the_second_origin(browse, grace, ada, wall, now):
    (other,) = students(wall.run, 1, now)
    _send(browse, ada, wall, photo=_photo(), words="My notes")
    closed = browse(other).get(f"{wall.url}results/").status_code

    activities.show_results(activity=wall, now=now)
    seen = browse(other).get(wall.url).content.decode()

    assert closed == 404
    assert re.search(r'<img src="http[^"]+/f/[^"]+picture.jpg', seen)
    assert "My notes" in seen


def test_a_picture_taken_off_the_wall_is_seen_by_teachers_only(browse, grace, ada, wall, now):
    (other,) = students(wall.run, 1, now)
    _send(browse, ada, wall, photo=_photo(), words="My notes")
    activities.show_results(activity=wall, now=now)
    uid = str(Response.objects.get().uid)

    browse(grace).post(f"{wall.url}moves/", {"do": "take_down", "of": uid})

    assert "My notes" not in browse(other).get(wall.url).content.decode()
    assert "My notes" in browse(grace).get(wall.url).content.decode()
    browse(grace).post(f"{wall.url}moves/", {"do": "put_up", "of": uid})
    assert "My notes" in browse(other).get(wall.url).content.decode()


def test_pictures_go_with_the_person_unless_another_sent_the_same(browse, ada, wall, now):
    (other,) = students(wall.run, 1, now)
    _send(browse, ada, wall, photo=_photo((1, 2, 3)))
    alone = Response.objects.get().payload
    _send(browse, ada, wall, photo=_photo())
    _send(browse, other, wall, photo=_photo())
    shared = Response.objects.filter(person=other).get().payload

    people.erasers["activities"](ada)

    assert (files.exists(alone["large"]), files.exists(shared["large"])) == (False, True)


def _pushed(run, **said):
    form = PushForm({"title": "Look", "phase": "in", **said}, run=run)
    return form.config() if form.is_valid() else form.errors


@pytest.mark.parametrize(
    "said", [{}, {"link": "javascript:alert(1)"}, {"link": "ftp://x"}, {"link": "x" * 3000}, {"unit": "no-such"}]
)
def test_there_is_one_thing_to_show(run, said):
    form = PushForm({"title": "Look", "phase": "in", **said}, run=run)

    assert form.is_valid() is False


def test_a_link_appears_on_every_phone(browse, session, run, grace, ada, now):
    config = _pushed(run, link="https://example.org/map?a=1&b=2", words="Find the river.")
    made = factories.opened(session, grace, now, kind="push", config=config, title="A map")

    seen = browse(ada).get(f"/sessions/{session.uid}/activities/").content.decode()

    assert 'href="https://example.org/map?a=1&amp;b=2"' in seen
    assert "Find the river." in seen
    assert made.config["what"] == "link"
