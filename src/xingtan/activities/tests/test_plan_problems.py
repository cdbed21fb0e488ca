"""Problems of courses in lesson plans: named and never kept, found again in the course, asked for elsewhere."""

import json
from datetime import timedelta

import pytest

from xingtan.activities import actions, queries
from xingtan.activities.models import Activity, Plan, Step
from xingtan.activities.registry import kinds
from xingtan.activities.rules import quizzes
from xingtan.activities.tests import factories
from xingtan.catalog import public as catalog
from xingtan.learning.tests import factories as courses
from xingtan.people import public as people
from xingtan.teaching import public as teaching

ON_THE_SPOT = "2 + 2?\n- 3\n+ 4"


@pytest.fixture
def taught(apricot, grace):
    """A run of a course with problems, taught by Grace."""
    run = courses.run_of(apricot)
    courses.teach(grace, run)
    return catalog.Run.objects.whole().get(pk=run.pk)


@pytest.fixture
def grace_now(taught, grace):
    return people.Person.objects.get(pk=grace.pk)


@pytest.fixture
def colleague(apricot, now):
    """A colleague at the same university who teaches another course."""
    lin = people.join(email="lin@example.org", password="three apricots on a terrace", name="Lin")
    run = factories.a_class(apricot, lin, now, slug="stars")
    factories.session(run, lin, now)
    return people.Person.objects.get(pk=lin.pk)


@pytest.fixture
def lesson(colleague):
    """A session of the colleague's own course."""
    return teaching.Session.objects.light().get(run__course__slug="stars")


@pytest.fixture
def plan(grace_now, now):
    return actions.make_plan(title="Capitals", by=grace_now, now=now)


@pytest.fixture
def quiz(plan, taught, grace_now, browse):
    """A step that names a problem of the course and has one written on the spot."""
    sent = {"title": "Quiz", "phase": "in", "problems": [f"{taught.course.uid}/which"], "questions": ON_THE_SPOT}
    course = str(taught.course.uid)
    answer = browse(grace_now).post(f"{plan.url}steps/new/quiz/", {**sent, "course": course, "listed": course})
    assert answer.status_code == 303
    return Step.objects.get()


def _text(response):
    return response.content.decode()


def test_problems_are_listed_before_anything_is_saved(plan, taught, grace_now, browse):
    teacher, page = browse(grace_now), f"{plan.url}steps/new/quiz/"
    course = str(taught.course.uid)
    assert str(taught.course.title) in _text(teacher.get(page))

    for sent in ({"course": course, "list": "yes"}, {"course": course}):
        answer = teacher.post(page, {"title": "Mine", "phase": "after", "questions": "half a", **sent})

        said = _text(answer)
        assert answer.status_code == 200
        assert f'value="{course}/which"' in said
        assert 'value="Mine"' in said
        assert "half a" in said
        assert f'name="listed" value="{course}"' in said
    assert not Step.objects.exists()


def test_a_plan_names_problems_and_holds_none(quiz, plan, taught, grace_now, browse):
    name = {"course": str(taught.course.uid), "key": "which"}

    assert quizzes.wanted(quiz.config) == [name]
    assert [each["key"] for each in quiz.config["problems"]] == [""]
    assert "1 problem of" in _text(browse(grace_now).get(plan.url))
    page = _text(browse(grace_now).get(f"{plan.url}steps/{quiz.uid}/"))
    assert f'value="{name["course"]}/which"' in page
    assert "checked" in page.split(f'value="{name["course"]}/which"')[1][:80]


def test_in_the_course_the_problem_lies_ready(quiz, plan, taught, grace_now, now):
    first, second = (factories.session(taught, grace_now, now, starts_in=timedelta(hours=each)) for each in (1, 2))

    actions.apply_plan(plan=plan, sessions=[first, second], by=grace_now, now=now)

    for made in Activity.objects.all():
        assert [each["key"] for each in made.config["problems"]] == ["which", ""]
        assert "wanted" not in made.config
        opened = actions.open_activity(activity=made, by=grace_now, now=now)
        assert opened.state == Activity.State.OPEN


def test_in_another_course_it_asks_to_choose(quiz, plan, colleague, lesson, taught, grace_now, apricot, browse, now):
    actions.share_plan(plan=plan, university=apricot, by=grace_now, now=now)
    other = browse(colleague)
    assert "asks you to choose problems" in _text(other.get(f"{plan.url}uses/"))

    answer = other.post(f"{plan.url}uses/", {"session": str(lesson.uid)})

    assert answer.status_code == 303
    made = Activity.objects.get()
    assert quizzes.wanted(made.config) == [{"course": str(taught.course.uid), "key": "which"}]
    base = f"/sessions/{lesson.uid}/activities/{made.uid}/"
    lead = _text(other.get(f"/sessions/{lesson.uid}/lead/"))
    assert "something is to be chosen first" in lead
    assert "Choose problems first" in lead
    other.post(f"{base}state/", {"do": "open"})
    made.refresh_from_db()
    assert made.is_draft
    program = other.put(
        f"/api/v1/sessions/{lesson.uid}/activities/{made.uid}/state",
        json.dumps({"do": "open"}),
        content_type="application/json",
    )
    assert program.status_code == 422

    # Changed without choosing, it goes on asking; nothing is dropped unless one says so.
    form = {"title": "Mine", "phase": "in", "questions": ON_THE_SPOT}
    assert other.post(f"{base}facts/", {**form, "keeps": "on"}).status_code == 303
    made.refresh_from_db()
    assert (made.title, len(quizzes.wanted(made.config))) == ("Mine", 1)
    assert other.post(f"{base}facts/", form).status_code == 303
    made.refresh_from_db()
    assert quizzes.wanted(made.config) == []
    other.post(f"{base}state/", {"do": "open"})
    made.refresh_from_db()
    assert not made.is_draft


def test_who_does_not_teach_the_course_reads_nothing_of_it(
    quiz, plan, taught, colleague, grace_now, apricot, browse, now
):
    whole = kinds.named("quiz").laid(quiz.config, taught)["problems"][0]
    words = [part["question"]["label"] for part in whole["data"]["parts"] if "question" in part]
    actions.share_plan(plan=plan, university=apricot, by=grace_now, now=now)
    other = browse(colleague)
    other.post(f"{plan.url}copies/")
    copy = Plan.objects.get(made_by=colleague)
    step = Step.objects.get(plan=copy)
    course = str(taught.course.uid)

    pages = [
        other.get(plan.url),
        other.get(copy.url),
        other.get(f"{copy.url}steps/{step.uid}/"),
        other.get(f"{copy.url}steps/{step.uid}/?course={course}"),
        other.post(f"{copy.url}steps/{step.uid}/", {"title": "x", "course": course, "list": "1"}),
        other.get(f"/api/v1/plans/{copy.uid}"),
        other.get(f"{copy.url}file/"),
    ]

    assert [each.status_code for each in pages] == [200] * 7
    for each in pages:
        assert not [word for word in words if word in _text(each)]
    assert "Keep 1 problem of a course that you do not teach" in _text(pages[2])
    # A name that was guessed is not taken.
    sent = {"title": "x", "phase": "in", "questions": ON_THE_SPOT, "problems": [f"{course}/which"], "listed": course}
    assert other.post(f"{copy.url}steps/new/quiz/", sent).status_code == 422
    # What is not seen stays, unless one says otherwise.
    form = {"title": "Changed", "phase": "in", "questions": ON_THE_SPOT}
    other.post(f"{copy.url}steps/{step.uid}/", {**form, "keeps": "on"})
    step.refresh_from_db()
    assert (step.title, len(quizzes.wanted(step.config))) == ("Changed", 1)
    other.post(f"{copy.url}steps/{step.uid}/", form)
    step.refresh_from_db()
    assert quizzes.wanted(step.config) == []


def test_a_hidden_course_is_not_named(quiz, plan, taught, colleague, grace_now, apricot, bamboo, browse, now):
    catalog.Course.objects.filter(pk=taught.course.pk).update(status="draft", university=bamboo)
    actions.share_plan(plan=plan, university=apricot, by=grace_now, now=now)

    page = _text(browse(colleague).get(plan.url))

    assert str(taught.course.title) not in page
    assert "1 problem of another course" in page


def test_a_session_kept_as_a_plan_names_its_problems(taught, grace_now, now, browse):
    session = factories.session(taught, grace_now, now)
    browse(grace_now).post(
        f"/sessions/{session.uid}/activities/new/quiz/",
        {"title": "Q", "problems": ["which"], "questions": ON_THE_SPOT, "phase": "in", "do": "keep"},
    )

    browse(grace_now).post(f"/sessions/{session.uid}/activities/plan/")

    step = Step.objects.get()
    assert quizzes.wanted(step.config) == [{"course": str(taught.course.uid), "key": "which"}]
    assert "which" not in json.dumps(step.config["problems"])


def test_a_problem_that_is_gone_is_said_and_asked_for(quiz, plan, taught, grace_now, browse, now):
    gone = {"course": str(taught.course.uid), "key": "no-longer"}
    Step.objects.filter(pk=quiz.pk).update(config={**quiz.config, "wanted": [*quizzes.wanted(quiz.config), gone]})
    session = factories.session(taught, grace_now, now)

    actions.apply_plan(plan=plan, sessions=[session], by=grace_now, now=now)

    made = Activity.objects.get()
    assert quizzes.wanted(made.config) == [gone]
    assert [each["key"] for each in made.config["problems"]] == ["which", ""]
    with pytest.raises(actions.NotChosen):
        actions.open_activity(activity=made, by=grace_now, now=now)
    assert "has no longer" in _text(browse(grace_now).get(f"{plan.url}steps/{quiz.uid}/"))


def test_used_again_in_another_course_a_problem_counts_in_none_but_its_own(taught, grace_now, apricot, browse, now):
    other = factories.a_class(apricot, grace_now, now, slug="rivers")
    here, there = (factories.session(each, grace_now, now) for each in (taught, other))
    teacher = browse(people.Person.objects.get(pk=grace_now.pk))
    teacher.post(
        f"/sessions/{here.uid}/activities/new/quiz/", {"title": "Q", "problems": ["which"], "phase": "in", "do": "keep"}
    )
    made = Activity.objects.get()

    copy = actions.reuse(activity=made, run=other, session=there, by=grace_now, now=now)
    back = actions.reuse(activity=copy, run=taught, session=here, by=grace_now, now=now)

    assert [each["key"] for each in copy.config["problems"]] == [""]
    assert back.config["problems"][0]["key"] == "which"
    assert "from" not in back.config["problems"][0]
    # Changed there, it stays in the quiz.
    teacher.post(
        f"/sessions/{there.uid}/activities/{copy.uid}/facts/",
        {"title": "Q", "phase": "in", "questions": ON_THE_SPOT, "keeps": "on"},
    )
    copy.refresh_from_db()
    assert len(copy.config["problems"]) == 2
    planned = kinds.named("quiz").planned(copy.config, other)
    assert quizzes.wanted(planned) == [{"course": str(taught.course.uid), "key": "which"}]


def test_programs_name_problems(plan, taught, grace_now, colleague, browse):
    def send(person, **fields):
        body = json.dumps({"title": "Quiz", "kind": "quiz", "fields": fields})
        return browse(person).post(f"/api/v1/plans/{plan.uid}/steps", body, content_type="application/json")

    course = str(taught.course.uid)
    assert send(grace_now, problems=[f"{course}/which"]).json()["steps"][0]["problems"] == 1
    for rubbish in ("which", "/", f"{course}/none", "nonsense/which", f"{course}/" + "x" * 500):
        assert send(grace_now, problems=[rubbish]).status_code == 422
    assert send(colleague, problems=[f"{course}/which"]).status_code == 404
    listed = browse(grace_now).get(f"/api/v1/plans/problems?course={course}").json()
    assert "which" in [each["key"] for each in listed]
    assert browse(colleague).get(f"/api/v1/plans/problems?course={course}").status_code == 404
    assert browse(grace_now).get("/api/v1/plans/problems?course=nonsense").status_code == 404


def test_a_file_brings_the_plan_back(quiz, plan, taught, grace_now, colleague, browse, now):
    from django.core.files.uploadedfile import SimpleUploadedFile

    poll = {"title": "Tea or coffee?", "phase": "before", "minutes": 3, "config": factories.TEA, "notes": "Smile"}
    actions.add_step(plan=plan, kind="poll", facts=poll, now=now)
    note = {**poll, "title": "Say hello", "config": {}}
    actions.add_step(plan=plan, kind="", facts=note, now=now)
    kept = browse(grace_now).get(f"{plan.url}file/")
    assert kept["Content-Disposition"].startswith("attachment")
    assert "which" in _text(kept)

    for person in (grace_now, colleague):
        browse(person).post("/plans/files/", {"file": SimpleUploadedFile("plan.json", kept.content)})

    for person in (grace_now, colleague):
        brought = Plan.objects.filter(made_by=person).latest("pk")
        facts = ("title", "phase", "minutes", "kind", "notes", "config")
        assert list(brought.steps.order_by("place").values_list(*facts)) == list(
            plan.steps.order_by("place").values_list(*facts)
        )


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"plan": 1}',
        b'{"xingtan": "lesson plan", "title": 3, "steps": 4}',
        b'{"xingtan": "lesson plan", "title": "x", "steps": [3, null, {}]}',
        b'{"xingtan": "lesson plan", "title": "x", "steps": [{"kind": "none", "title": "x", "phase": "in"}]}',
        b'{"xingtan": "lesson plan", "title": "x", "steps": [{"kind": "quiz", "title": "x", "fields": {"problems": 3}}]}',
        b'{"xingtan": "lesson plan", "title": "x", "steps": [{"kind": "poll", "title": "x", "fields": []}]}',
        b"[" * 100_000,
    ],
)
def test_a_rubbish_file_makes_no_plan(rubbish, run, grace, browse):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = browse(grace).post("/plans/files/", {"file": SimpleUploadedFile("plan.json", rubbish)})

    assert answer.status_code == 422
    assert not Plan.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_asks_as_much_for_many_problems(
    count, plan, taught, grace_now, apricot, browse, now, django_assert_num_queries
):
    for each in range(count):
        other = factories.a_class(apricot, grace_now, now, slug=f"course-{each}")
        wanted = [{"course": str(other.course.uid), "key": "x"}, {"course": str(taught.course.uid), "key": "which"}]
        config = {"problems": [], "wanted": wanted, "unnamed": False}
        Step.objects.create(plan=plan, place=each, kind="quiz", title="Q", config=config)
    teacher = browse(people.Person.objects.get(pk=grace_now.pk))
    teacher.get(plan.url)

    with django_assert_num_queries(10):
        teacher.get(plan.url)


def test_what_a_plan_pushes_is_found_in_the_class(taught, grace_now, apricot, now):
    push = kinds.named("push")
    unit = next(iter(dict(push.form(run=taught).fields["unit"].choices[1:])))
    form = push.form({"title": "Look", "phase": "in", "unit": unit}, run=taught)
    assert form.is_valid()
    planned = push.planned(form.config(), taught)
    other = factories.a_class(apricot, grace_now, now, slug="rivers")

    assert push.laid(planned, taught)["what"] == "unit"
    gone = push.laid(planned, other)
    assert (gone["what"], bool(push.wants(gone)), bool(push.wants(form.config()))) == ("gone", True, False)
    kept = push.form({"title": "Look", "phase": "in", "keeps": "on"}, was=planned, planner=queries.Planner(grace_now))
    assert kept.is_valid()
    assert kept.config()["unit"] == unit
    for rubbish in ({"what": "file", "resource": "x"}, {"what": "file"}, {"what": "unit", "unit": "x"}):
        assert push.laid(rubbish, taught)["what"] == "gone"


def test_problems_that_plans_kept_whole_are_named_and_can_be_put_back(plan, taught):
    from importlib import import_module

    from django.apps import apps

    change = import_module("xingtan.activities.migrations.0004_problems_by_name")
    whole = kinds.named("quiz").laid(
        {"problems": [], "wanted": [{"course": str(taught.course.uid), "key": "which"}]}, taught
    )
    strange = {"key": "strange", "title": "?", "data": {"parts": []}, "possible": "1"}
    spot = {"key": "", "title": "", "data": {"parts": [], "asked": "?"}, "possible": "1"}
    config = {"problems": [*whole["problems"], strange, spot], "unnamed": False}
    step = Step.objects.create(plan=plan, place=1, kind="quiz", title="Quiz", config=config)

    change.name_them(apps, None)
    change.name_them(apps, None)

    step.refresh_from_db()
    assert step.config["problems"] == [spot]
    assert quizzes.wanted(step.config) == [
        {"course": str(taught.course.uid), "key": "which"},
        {"course": "", "key": "strange"},
    ]
    change.put_them_back(apps, None)
    step.refresh_from_db()
    assert [each["key"] for each in step.config["problems"]] == ["which", ""]
    assert step.config["problems"][0]["data"] == whole["problems"][0]["data"]
