"""Pages of activities: who leads prepares and runs, students answer, strangers find nothing."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from xingtan.activities import actions
from xingtan.activities.models import Activity, Response
from xingtan.activities.registry import kinds
from xingtan.activities.tests import factories
from xingtan.people import public as people
from xingtan.teaching.tests import factories as teaching

MINUTE = timedelta(minutes=1)
TEXTS: dict[str, dict[str, str]] = {
    "poll": {"title": "Tea?", "type": "one", "options": "Tea\nCoffee"},
    "questionnaire": {"title": "Sheet", "questions": "Tea? []\n- Green\n- Black\n\nHow? (1-5)\n\nWhy?"},
    "quiz": {"title": "Quiz", "questions": "2 + 2?\n- 3\n+ 4\n\nCapital of Ghana?\n= Accra\n\nPi?\n= 3.14"},
    "word_cloud": {"title": "Feelings", "most": "2"},
    "brainstorm": {"title": "Ideas"},
    "discussion": {"title": "Talk"},
    "confusion": {"title": "Slides", "slides": "3"},
}
ANSWERS: dict[str, dict[str, Any]] = {
    "poll": {"q0": "1"},
    "questionnaire": {"q0": ["0", "1"], "q1": "4", "q2": "Because."},
    "quiz": {"p0-q": "o1", "p1-q": "accra", "p2-q": "3.14"},
    "word_cloud": {"words": "glad\ntired"},
    "brainstorm": {"idea": "Plant trees"},
    "discussion": {"say": "Hello everybody"},
    "confusion": {"slide": "1"},
}
SEEN = {
    "poll": "Coffee",
    "questionnaire": "Because.",
    "quiz": "4",
    "word_cloud": "tired",
    "brainstorm": "Plant trees",
    "discussion": "Hello everybody",
    "confusion": "Slide 1",
}
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "activities"}


@pytest.fixture
def base(session):
    return f"/sessions/{session.uid}/activities/"


def _text(response):
    return response.content.decode()


@pytest.mark.parametrize("kind", TEXTS)
def test_a_kind_from_its_form_to_its_report(kind, base, browse, grace, ada):
    teacher, student = browse(grace), browse(ada)

    assert teacher.get(f"{base}new/{kind}/").status_code == 200
    made = teacher.post(f"{base}new/{kind}/", {**TEXTS[kind], "phase": "in", "do": "open"})
    assert made.status_code == 303, _text(made)
    activity = Activity.objects.get()
    assert activity.state == "open"
    assert activity.title in _text(student.get(base))

    answered = student.post(f"{base}{activity.uid}/responses/", ANSWERS[kind])
    assert answered.status_code == 303, _text(answered)
    card = student.post(f"{base}{activity.uid}/responses/", {**ANSWERS[kind], "uid": str(uuid4())}, **HTMX)
    assert card.status_code == 200
    assert "<html" not in _text(card)

    for action in ("close", "show"):
        assert teacher.post(f"{base}{activity.uid}/state/", {"do": action}).status_code == 303
    for browser, place in (
        (teacher, base),
        (teacher, f"{base}{activity.uid}/"),
        (teacher, f"{base}lead/"),
        (teacher, f"{base}screen/"),
        (teacher, f"{base}report/"),
        (student, base),
        (student, f"{base}{activity.uid}/"),
        (student, f"{base}{activity.uid}/results/"),
    ):
        page = browser.get(place)
        assert (place, page.status_code) == (place, 200)
        assert SEEN[kind] in _text(page), place
    table = teacher.get(f"{base}{activity.uid}/responses.csv")
    assert table.status_code == 200
    assert ("Ada Lovelace" in _text(table)) == (not activity.config.get("unnamed"))


@pytest.mark.parametrize("kind", TEXTS)
def test_what_was_prepared_is_changed_with_the_same_form(kind, base, browse, grace):
    teacher = browse(grace)
    teacher.post(f"{base}new/{kind}/", {**TEXTS[kind], "phase": "before", "do": "keep"})
    before = Activity.objects.get()
    form = teacher.get(f"{base}{before.uid}/facts/").context["form"]

    sent = {name: value for name, value in form.initial.items() if value not in (None, False)}
    assert teacher.post(f"{base}{before.uid}/facts/", {**sent, "title": "Other"}).status_code == 303

    after = Activity.objects.get()
    assert (after.title, after.phase, after.state) == ("Other", "before", "draft")
    if kind != "poll":
        assert after.config == before.config


def test_an_empty_form_is_refused_in_words(base, browse, grace):
    for kind in TEXTS:
        assert browse(grace).post(f"{base}new/{kind}/", {"phase": "in", "do": "open"}).status_code == 422
    assert not Activity.objects.exists()


def test_students_do_not_see_what_is_prepared(session, base, browse, grace, ada, now):
    made = factories.made(session, grace, now, title="Secret question")

    assert "Secret question" not in _text(browse(ada).get(base))
    assert browse(ada).get(f"{base}{made.uid}/").status_code == 404


def test_results_are_hidden_until_they_are_shown(session, run, base, browse, grace, ada, now):
    made = factories.opened(session, grace, now, kind="brainstorm", config={}, title="Ideas")
    other = people.join(email="b@example.org", name="Berta")
    factories.place(run, other, now)
    factories.say(made, other, now, idea="Grow moss")

    assert browse(ada).get(f"{base}{made.uid}/results/").status_code == 404
    assert "Grow moss" not in _text(browse(ada).get(base))

    actions.show_results(activity=made, now=now)

    assert "Grow moss" in _text(browse(ada).get(base))
    assert "Berta" not in _text(browse(ada).get(base))


def test_what_is_right_is_seen_when_it_is_closed_and_shown(session, base, browse, grace, ada, now):
    browse(grace).post(f"{base}new/quiz/", {**TEXTS["quiz"], "phase": "in", "do": "open"})
    made = Activity.objects.get()
    browse(ada).post(f"{base}{made.uid}/responses/", ANSWERS["quiz"])
    actions.show_results(activity=made, now=now)
    assert 'data-state="right"' not in _text(browse(ada).get(base))

    actions.close(activity=made, by=grace, now=now)

    page = _text(browse(ada).get(base))
    assert 'data-state="right"' in page
    assert "3 of 3 points" in page
    assert Response.objects.get().score == 3


def test_a_number_that_cannot_be_read_is_said_and_kept_in_its_field(base, browse, grace, ada):
    browse(grace).post(f"{base}new/quiz/", {**TEXTS["quiz"], "phase": "in", "do": "open"})
    made = Activity.objects.get()

    page = browse(ada).post(f"{base}{made.uid}/responses/", {"p0-q": "o1", "p2-q": "three ((", "uid": "rubbish"})

    assert page.status_code == 422
    assert "three ((" in _text(page)
    assert not Response.objects.exists()


def test_a_late_answer_is_refused_with_what_was_typed(session, base, browse, grace, ada, now):
    made = factories.opened(session, grace, now - 2 * MINUTE, closes_at=now - MINUTE)

    page = browse(ada).post(f"{base}{made.uid}/responses/", {"q0": "1"})

    assert page.status_code == 422
    assert "too late" in _text(page)
    assert not Response.objects.exists()


def test_a_hundred_posts_of_one_student_are_held_back(session, base, browse, grace, ada, now):
    made = factories.opened(session, grace, now)
    student = browse(ada)

    codes = [student.post(f"{base}{made.uid}/responses/", {"q0": "1"}).status_code for _each in range(100)]

    assert (codes[:60], codes[-1]) == ([303] * 60, 429)
    assert Response.objects.count() < 65


def test_who_leads_does_not_answer(session, base, browse, grace, now):
    made = factories.opened(session, grace, now)

    assert browse(grace).post(f"{base}{made.uid}/responses/", {"q0": "1"}).status_code == 404


def test_nobody_else_finds_anything(session, base, browse, grace, ada, mallory, now):
    made = factories.opened(session, grace, now)
    seen = [base, f"{base}now/", f"{base}{made.uid}/", f"{base}{made.uid}/results/"]
    led = [f"{base}lead/", f"{base}screen/", f"{base}report/", f"{base}new/poll/", f"{base}{made.uid}/responses.csv"]
    led += [f"{base}{made.uid}/facts/", f"{base}{made.uid}/copies/"]
    posts = [f"{base}{made.uid}/{name}/" for name in ("responses", "state", "moves")]

    for who in (mallory, None):
        browser = browse(who)
        assert {browser.get(place).status_code for place in [*seen, *led]} == {404}
        assert {browser.post(place).status_code for place in posts} == {404}
    student = browse(ada)
    assert {student.get(place).status_code for place in led} == {404}
    assert {student.post(f"{base}{made.uid}/{name}/").status_code for name in ("state", "moves")} == {404}


def test_an_activity_is_found_in_its_own_session_only(session, run, browse, grace, now):
    made = factories.opened(session, grace, now)
    other = teaching.session(run, grace, now, starts_in=timedelta(days=2))

    assert browse(grace).get(f"/sessions/{other.uid}/activities/{made.uid}/").status_code == 404
    assert browse(grace).get(f"/sessions/{session.uid}/activities/{uuid4()}/").status_code == 404
    assert browse(grace).get(f"/sessions/{session.uid}/activities/new/dance/").status_code == 404


def test_parts_say_nothing_when_nothing_is_new(session, base, browse, grace, ada, now):
    made = factories.opened(session, grace, now)
    actions.show_results(activity=made, now=now)
    factories.say(made, ada, now, q0="0")

    for browser, place in ((browse(ada), "now/"), (browse(grace), "lead/"), (browse(grace), "screen/")):
        stamp = browser.get(f"{base}{place}").context["stamp"]
        assert browser.get(f"{base}{place}?seen={stamp}").status_code == 204
    results = browse(ada).get(f"{base}{made.uid}/results/").context["card"].results_stamp
    assert browse(ada).get(f"{base}{made.uid}/results/?seen={results}").status_code == 204


@pytest.mark.parametrize("do", ["like", "hide", "group", "slide", "say", "dance", ""])
def test_moves_that_are_none_change_nothing(session, base, browse, grace, now, do):
    made = factories.opened(session, grace, now)

    answer = browse(grace).post(f"{base}{made.uid}/moves/", {"do": do}, **HTMX)

    assert answer.status_code == 200
    made.refresh_from_db()
    assert made.version == 2


def test_who_leads_likes_and_groups_ideas(session, base, browse, grace, ada, now):
    made = factories.opened(session, grace, now, kind="brainstorm", config={})
    factories.say(made, ada, now, idea="Grow moss")
    idea = str(Response.objects.get().uid)

    for sent in ({"do": "like", "idea": idea}, {"do": "group", "idea": idea, "group": "Green"}):
        browse(grace).post(f"{base}{made.uid}/moves/", sent)
    actions.show_results(activity=made, now=now)

    page = _text(browse(ada).get(f"{base}{made.uid}/"))
    assert "liked by your teacher" in page
    assert "Green" in page


def test_a_slide_is_turned_for_everybody(session, base, browse, grace, ada, now):
    made = factories.opened(session, grace, now, kind="confusion", config={"slides": 3, "unnamed": True})
    browse(grace).post(f"{base}{made.uid}/moves/", {"do": "slide", "slide": "2"})

    assert 'name="slide" value="2"' in _text(browse(ada).get(base))
    browse(ada).post(f"{base}{made.uid}/responses/", {"slide": "2"})
    assert 'name="over"' in _text(browse(ada).get(base))
    assert "lost on slide 2" in _text(browse(grace).get(base))


def test_likes_are_counted(session, base, browse, grace, ada, run, now):
    made = factories.opened(session, grace, now, kind="discussion", config={})
    other = people.join(email="b@example.org", name="Berta")
    factories.place(run, other, now)
    factories.say(made, other, now, say="Moss is green")
    browse(ada).post(f"{base}{made.uid}/responses/", {"like": str(Response.objects.get().uid)})

    page = _text(browse(ada).get(base))
    assert "1 likes it" in page
    assert "Berta" in page


def test_an_activity_is_copied_to_another_session_or_lies_ready(session, run, base, browse, grace, now):
    made = factories.opened(session, grace, now)
    later = teaching.session(run, grace, now, starts_in=timedelta(days=2))
    teacher = browse(grace)

    for to in (later.uid, run.uid):
        assert teacher.post(f"{base}{made.uid}/copies/", {"to": str(to)}).status_code == 303
    assert teacher.post(f"{base}{made.uid}/copies/", {"to": str(uuid4())}).status_code == 422

    copies = Activity.objects.filter(copied_from=made).order_by("pk")
    assert [(each.session, each.state) for each in copies] == [(later, "draft"), (None, "draft")]
    place = f"{run.get_absolute_url()}activities/"
    assert "lies ready" in _text(teacher.get(place))
    assert teacher.post(f"{place}{copies[1].uid}/copies/", {"to": str(session.uid)}).status_code == 303


def test_a_class_is_not_anothers(run, browse, mallory, ada):
    for who in (mallory, ada):
        assert browse(who).get(f"{run.get_absolute_url()}activities/").status_code == 404


def test_the_table_runs_no_formula(session, base, browse, grace, ada, now):
    made = factories.opened(session, grace, now, kind="brainstorm", config={})
    factories.say(made, ada, now, idea='=HYPERLINK("http://x")')

    assert "'=HYPERLINK" in _text(browse(grace).get(f"{base}{made.uid}/responses.csv"))


@pytest.mark.parametrize("count", [1, 3])
# A questionnaire and a quiz are drawn as a poll is.
@pytest.mark.parametrize("kind", [each for each in TEXTS if each not in ("quiz", "questionnaire")])
def test_pages_cost_the_same_for_one_and_for_many(
    kind, count, session, run, base, browse, grace, ada, now, django_assert_num_queries
):
    configs: dict[str, Any] = {"poll": factories.TEA, "word_cloud": {"most": 2}, "confusion": {"slides": 3}}
    for number in range(count):
        made = factories.opened(session, grace, now, kind=kind, config=configs.get(kind, {}))
        for one in range(count):
            who = people.join(email=f"{number}-{one}@example.org", name="X")
            factories.place(run, who, now)
            factories.say(made, who, now, **ANSWERS[kind])
        actions.show_results(activity=made, now=now)
    student, teacher = browse(ada), browse(grace)
    student.get(f"{base}now/"), teacher.get(f"{base}lead/")

    extra = {"discussion": (1, 0), "confusion": (1, 1)}.get(kind, (0, 0))
    with django_assert_num_queries(8 + extra[0]):
        student.get(f"{base}now/")
    with django_assert_num_queries(11 + extra[1]):
        teacher.get(f"{base}lead/")


def test_every_kind_in_the_bar_has_a_form_and_words(base, browse, grace):
    page = _text(browse(grace).get(base))

    for kind in kinds.every():
        assert kind.label
        assert kind.form is None or str(kind.label) in page or "&" in page


def test_results_count_in_the_course_when_who_leads_says_so(tasks_now, relay, apricot, grace, ada, browse, now):
    from xingtan.learning import public as learning
    from xingtan.learning.tests import factories as courses

    run = courses.run_of(apricot)
    courses.teach(grace, run)
    place = courses.place(run, ada)
    session = teaching.session(run, grace, now)
    base = f"/sessions/{session.uid}/activities/"
    browse(grace).post(f"{base}new/quiz/", {"title": "Q", "problems": ["which"], "phase": "in", "do": "open"})
    made = Activity.objects.get()
    browse(ada).post(f"{base}{made.uid}/responses/", {"p0-q": "a"})
    assert not learning.Result.objects.filter(enrollment=place, key="which").exists()

    browse(grace).post(f"{base}{made.uid}/state/", {"do": "record"})
    assert not learning.Result.objects.filter(enrollment=place, key="which").exists()
    for action in ("close", "record", "record"):
        browse(grace).post(f"{base}{made.uid}/state/", {"do": action})
    relay()

    found = learning.Result.objects.get(enrollment=place, key="which")
    assert (found.score, found.possible) == (1, 1)

    learning.Result.objects.all().delete()
    learning.correct_results(enrollment=place, scores={"which": (Decimal(1), Decimal(1))}, by=grace, now=now)
    actions.record(activity=Activity.objects.select_related("run__course__university").get(), now=now)
    found = learning.Result.objects.get(enrollment=place, key="which")
    assert (found.score, found.judged_score, found.is_corrected) == (1, 1, True)


def test_what_is_drawn_once_holds_nobodys_own(session, place, run, base, browse, grace, ada, mallory, now):
    # Drawn for whoever comes first, then shown to the others.
    poll = factories.opened(session, grace, now)
    said = factories.opened(
        session, grace, now, config={"questions": [{"words": "Why?", "type": "text", "options": []}]}, title="Why?"
    )
    teaching.place(run, mallory, now)

    def own(html, name):
        return set(re.findall(f'name="{name}" value="([^"]+)"', html))

    first, second = (_text(browse(each).get(f"{base}now/?seen=0", **HTMX)) for each in (ada, mallory))
    for name in ("csrfmiddlewaretoken", "uid", "pass"):
        assert own(first, name)
        assert not own(first, name) & own(second, name)

    factories.say(poll, ada, now, q0="1")
    factories.say(said, ada, now, q0="Because it is mine")
    first, second = (_text(browse(each).get(f"{base}now/?seen=0", **HTMX)) for each in (ada, mallory))
    assert ("checked" in first, "checked" in second) == (True, False)
    assert ("Because it is mine" in first, "Because it is mine" in second) == (True, False)
    assert "\ue010" not in first + second
