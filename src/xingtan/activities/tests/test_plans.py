"""Lesson plans: made, put in order, shared, copied, applied; classes see nothing of them by themselves."""

import json
from datetime import timedelta

import pytest

from xingtan.activities import actions
from xingtan.activities.models import Activity, Plan, Step, Use
from xingtan.activities.plugs import data
from xingtan.activities.tests import factories
from xingtan.catalog import public as catalog
from xingtan.kernel.models import Outbox
from xingtan.people import public as people

POLL = {"title": "Tea or coffee?", "type": "one", "options": "Tea\nCoffee", "phase": "in"}


@pytest.fixture
def plan(run, grace, now):
    made = actions.make_plan(title="Maps lie", aims="See how.", by=grace, now=now)
    for title, phase, minutes, kind, config in (
        ("Read the map", "before", 10, "", {}),
        ("Tea or coffee?", "in", 5, "poll", factories.TEA),
        ("Show Mercator", "in", 20, "", {}),
    ):
        facts = {"title": title, "phase": phase, "minutes": minutes, "config": config, "notes": f"Say: {title}"}
        actions.add_step(plan=made, kind=kind, facts=facts, now=now)
    return made


@pytest.fixture
def colleague(apricot, run, now):
    """A colleague who teaches another course at the same university."""
    lin = people.join(email="lin@example.org", password="three apricots on a terrace", name="Lin")
    factories.a_class(apricot, lin, now, slug="stars")
    return people.Person.objects.get(pk=lin.pk)


def _text(response):
    return response.content.decode()


def test_a_plan_from_its_name_to_a_session(run, session, browse, grace, ada):
    teacher, student = browse(grace), browse(ada)

    made = teacher.post("/plans/", {"title": "Maps lie", "aims": ""})
    assert made.status_code == 303
    plan = Plan.objects.get()
    assert teacher.get(f"{plan.url}steps/new/poll/").status_code == 200
    assert teacher.post(f"{plan.url}steps/new/poll/", {**POLL, "minutes": "5", "notes": "Smile"}).status_code == 303
    assert teacher.post(f"{plan.url}steps/new/note/", {"title": "Say hello", "phase": "in"}).status_code == 303
    assert teacher.post(f"{plan.url}steps/new/poll/", {"title": "Nothing to choose", "phase": "in"}).status_code == 422
    used = teacher.post(f"{plan.url}uses/", {"session": str(session.uid)})

    assert used["Location"] == f"/sessions/{session.uid}/lead/#plan"
    activity = Activity.objects.get()
    assert (activity.session, activity.state, activity.title) == (session, "draft", "Tea or coffee?")
    lead = _text(teacher.get(f"/sessions/{session.uid}/lead/"))
    assert "Smile" in lead
    assert "Say hello" in lead
    page = _text(student.get(f"/sessions/{session.uid}/")) + _text(student.get(f"/sessions/{session.uid}/activities/"))
    assert "Tea or coffee" not in page
    assert "Smile" not in page
    assert student.get(f"/sessions/{session.uid}/activities/{activity.uid}/").status_code == 404


def test_every_kind_has_a_step(plan, browse, grace):
    from xingtan.activities.registry import kinds

    teacher = browse(grace)
    shown = [each.name for each in kinds.every() if each.form is not None]

    codes = {name: teacher.get(f"{plan.url}steps/new/{name}/").status_code for name in shown}

    assert codes == dict.fromkeys(shown, 200)


def test_a_week_gets_it_once(run, grace, now, plan, browse):
    sessions = [factories.session(run, grace, now, starts_in=timedelta(minutes=30 + each)) for each in range(3)]
    first = actions.apply_plan(plan=plan, sessions=sessions[:1], by=grace, now=now)
    teacher = browse(grace)
    page = teacher.get(f"{plan.url}uses/")
    mondays = {str(week.monday) for week in page.context["weeks"]}

    answers = [teacher.post(f"{plan.url}uses/", {"week": monday}).status_code for monday in mondays]

    assert set(answers) == {303}
    assert [each.session for each in first] == sessions[:1]
    assert Activity.objects.count() == 3
    assert sorted(Use.objects.values_list("session", flat=True)) == sorted(each.pk for each in sessions)
    assert teacher.post(f"{plan.url}uses/", {"week": next(iter(mondays))}).status_code == 422


def test_what_was_applied_stays_when_the_plan_changes(plan, session, grace, now):
    actions.apply_plan(plan=plan, sessions=[session], by=grace, now=now)

    for step in Step.objects.filter(plan=plan):
        actions.remove_step(step=step, now=now)
    actions.remove_plan(plan=plan)

    use = Use.objects.get()
    assert (use.plan, len(use.steps), Activity.objects.count()) == (None, 3, 1)


def test_an_empty_plan_does_nothing(session, grace, now):
    empty = actions.make_plan(title="Empty", by=grace, now=now)

    with pytest.raises(actions.NothingInPlan):
        actions.apply_plan(plan=empty, sessions=[session], by=grace, now=now)


def test_too_many_sessions_and_steps(plan, session, grace, now):
    with pytest.raises(actions.TooManySessions):
        actions.apply_plan(plan=plan, sessions=[session] * 61, by=grace, now=now)

    facts = {"title": "x", "phase": "in", "minutes": None, "config": {}, "notes": ""}
    Step.objects.bulk_create([Step(plan=plan, place=9 + each, title="x") for each in range(57)])
    with pytest.raises(actions.PlanIsFull):
        actions.add_step(plan=plan, kind="", facts=facts, now=now)


def test_too_many_plans(grace, now, run):
    Plan.objects.bulk_create([Plan(title="x", made_by=grace, made_at=now, changed_at=now) for _ in range(500)])

    with pytest.raises(actions.TooManyPlans):
        actions.make_plan(title="One more", by=grace, now=now)


def test_steps_change_places_within_their_phase(plan, browse, grace):
    teacher = browse(grace)
    before, poll, talk = Step.objects.filter(plan=plan).order_by("place")

    for step, do in ((talk, "up"), (talk, "up"), (before, "down"), (poll, "nonsense")):
        assert teacher.post(f"{plan.url}steps/{step.uid}/place/", {"do": do}).status_code == 303

    ordered = list(Step.objects.filter(plan=plan, phase="in").order_by("place"))
    assert ordered == [talk, poll]
    teacher.post(f"{plan.url}steps/{talk.uid}/place/", {"do": "remove"})
    assert not Step.objects.filter(pk=talk.pk).exists()
    actions.move_step(step=talk, by_one=1, now=plan.made_at)


def test_a_step_is_changed(plan, browse, grace):
    teacher = browse(grace)
    poll = Step.objects.get(kind="poll")
    note = Step.objects.get(title="Read the map")

    assert "Coffee" in _text(teacher.get(f"{plan.url}steps/{poll.uid}/"))
    assert teacher.post(f"{plan.url}steps/{poll.uid}/", {**POLL, "options": "Tea\nMilk"}).status_code == 303
    assert teacher.post(f"{plan.url}steps/{note.uid}/", {"title": "Look", "phase": "after"}).status_code == 303
    assert teacher.post(f"{plan.url}steps/{note.uid}/", {"title": "", "phase": "after"}).status_code == 422

    poll.refresh_from_db()
    note.refresh_from_db()
    assert poll.config["questions"][0]["options"] == ["Tea", "Milk"]
    assert (note.title, note.phase, note.minutes) == ("Look", "after", None)


def test_a_colleague_copies_what_is_shared_and_changes_the_copy(plan, browse, grace, colleague, apricot, kofi):
    owner, other, head = browse(grace), browse(colleague), browse(kofi)
    assert other.get(plan.url).status_code == 404

    owner.post(f"{plan.url}sharing/", {"with": "apricot"})
    assert other.post(f"{plan.url}recommendation/", {"model": "yes"}).status_code == 404
    assert head.post(f"{plan.url}recommendation/", {"model": "yes"}).status_code == 303
    listed = _text(other.get("/plans/"))
    assert "Maps lie" in listed
    assert "model lesson" in listed
    assert "Say: Show Mercator" in _text(other.get(plan.url))
    assert other.post(f"{plan.url}copies/").status_code == 303
    copy = Plan.objects.get(copied_from=plan)
    assert other.post(f"{copy.url}facts/", {"title": "Mine", "aims": ""}).status_code == 303

    assert copy.made_by == colleague
    assert (copy.university, copy.recommended_by, copy.steps.count()) == (None, None, 3)
    plan.refresh_from_db()
    assert plan.title == "Maps lie"
    for place in ("facts/", "sharing/", "removal/", "steps/new/note/"):
        assert other.post(f"{plan.url}{place}", {"title": "x"}).status_code == 404
    owner.post(f"{plan.url}sharing/", {"with": ""})
    assert other.get(plan.url).status_code == 404
    plan.refresh_from_db()
    assert plan.recommended_by is None


def test_a_plan_is_not_shared_where_one_does_not_teach(plan, browse, grace, bamboo):
    browse(grace).post(f"{plan.url}sharing/", {"with": "bamboo"})

    plan.refresh_from_db()
    assert plan.university is None


def test_recommended_twice_is_announced_once(plan, grace, kofi, apricot, now):
    actions.recommend_plan(plan=plan, is_model=True, by=kofi)
    actions.share_plan(plan=plan, university=apricot, by=grace, now=now)
    actions.share_plan(plan=plan, university=apricot, by=grace, now=now)
    for _ in range(2):
        actions.recommend_plan(plan=plan, is_model=True, by=kofi)

    assert Outbox.objects.filter(name="activities.plan_shared").count() == 2


def test_what_a_session_has_becomes_a_plan(session, grace, now, browse):
    factories.made(session, grace, now)
    factories.opened(session, grace, now, title="Second")

    answer = browse(grace).post(f"/sessions/{session.uid}/activities/plan/")

    plan = Plan.objects.get()
    assert answer["Location"] == plan.url
    assert [each.title for each in plan.steps.order_by("place")] == ["Tea or coffee?", "Second"]


def test_students_and_strangers_find_no_plans(plan, session, browse, ada, mallory, client):
    for browser in (browse(ada), browse(mallory), client):
        for place in ("/plans/", plan.url, f"{plan.url}uses/", f"{plan.url}steps/new/poll/"):
            assert browser.get(place).status_code in (302, 404)
        assert browser.post(f"/sessions/{session.uid}/activities/plan/").status_code in (302, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_as_much_for_many(
    count, plan, run, grace, colleague, apricot, now, browse, django_assert_num_queries
):
    for each in range(count):
        actions.copy_plan(plan=plan, by=grace, now=now)
        shared = actions.copy_plan(plan=plan, by=colleague, now=now)
        actions.share_plan(plan=shared, university=apricot, by=colleague, now=now)
        session = factories.session(run, grace, now, starts_in=timedelta(hours=each + 1))
        actions.apply_plan(plan=plan, sessions=[session], by=grace, now=now)
    teacher = browse(grace)
    teacher.get("/plans/")

    with django_assert_num_queries(8):
        teacher.get("/plans/")
    with django_assert_num_queries(9):
        teacher.get(plan.url)
    with django_assert_num_queries(9):
        teacher.get(f"{plan.url}uses/")


def test_plans_for_programs(plan, session, browse, grace, colleague, ada):
    teacher, other = browse(grace), browse(colleague)

    def send(browser, method, place, **body):
        return getattr(browser, method)(f"/api/v1{place}", json.dumps(body), content_type="application/json")

    made = send(teacher, "post", "/plans", title="By a program")
    one = f"/plans/{made.json()['uid']}"
    fields = {"type": "one", "options": "Tea\nCoffee"}
    added = send(teacher, "post", f"{one}/steps", title="Tea?", kind="poll", minutes=5, fields=fields)
    assert [each["title"] for each in added.json()["steps"]] == ["Tea?"]
    assert send(teacher, "post", f"{one}/steps", title="Hello").status_code == 201
    assert send(teacher, "post", f"{one}/steps", title="x", kind="poll").status_code == 422
    assert send(teacher, "post", f"{one}/steps", title="x", kind="none").status_code == 404
    assert send(other, "post", f"{one}/copies").status_code == 404
    assert send(teacher, "put", f"{one}/sharing", university="bamboo").status_code == 404
    assert send(teacher, "put", f"{one}/sharing", university="apricot").status_code == 204
    assert send(other, "post", f"{one}/copies").status_code == 201
    assert send(other, "post", f"{one}/uses", sessions=[str(session.uid)]).status_code == 404
    used = send(teacher, "post", f"{one}/uses", sessions=[str(session.uid)] * 2)
    assert used.json() == {"sessions": [str(session.uid)]}
    assert send(teacher, "post", f"{one}/uses", sessions=[str(session.uid)]).json() == {"sessions": []}
    assert len(teacher.get("/api/v1/plans").json()) == 2
    step = teacher.get(f"/api/v1{one}").json()["steps"][0]["uid"]
    assert teacher.delete(f"/api/v1{one}/steps/{step}").status_code == 204
    assert teacher.delete(f"/api/v1{one}").status_code == 204
    assert browse(ada).get("/api/v1/plans").status_code == 404


def test_a_program_makes_a_move(session, place, grace, ada, now, browse):
    picked = factories.opened(session, grace, now, kind="brainstorm", config={"unnamed": False}, title="Ideas")
    one = f"/api/v1/sessions/{session.uid}/activities/{picked.uid}/moves"

    def send(person, **body):
        return browse(person).post(one, json.dumps(body), content_type="application/json")

    assert send(grace, do="nonsense").status_code == 422
    assert send(ada, do="pin").status_code == 404


def test_plans_of_a_person_are_theirs(plan, session, grace, kofi, apricot, now):
    shared = actions.copy_plan(plan=plan, by=grace, now=now)
    actions.share_plan(plan=shared, university=apricot, by=grace, now=now)
    actions.recommend_plan(plan=shared, is_model=True, by=kofi)
    actions.apply_plan(plan=plan, sessions=[session], by=grace, now=now)

    assert [each["title"] for each in data.export(grace)["lesson plans"]] == ["Maps lie", "Maps lie"]
    for person in (grace, kofi, grace):
        data.erase(person)

    left = Plan.objects.get()
    assert (left.pk, left.made_by, left.recommended_by) == (shared.pk, None, None)
    assert Use.objects.get().by is None


def test_who_teaches_no_more_finds_no_plans(plan, run, grace, browse, now):
    catalog.CourseRole.objects.filter(person=grace).delete()
    from xingtan.universities import public as universities

    universities.Membership.objects.filter(person=grace).delete()

    assert browse(people.Person.objects.get(pk=grace.pk)).get("/plans/").status_code == 404
