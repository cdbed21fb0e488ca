"""Plans that are shared with a department: who teaches there sees them, and for everybody else there are none."""

import json

import pytest

from xingtan.activities import access, actions, queries
from xingtan.activities.models import Plan
from xingtan.activities.plugs import data
from xingtan.activities.tests import factories
from xingtan.kernel.models import Outbox
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.universities import public as universities


@pytest.fixture
def units(apricot):
    """A faculty with two departments."""
    named = {"sci": (None, "Science"), "phy": ("sci", "Physics"), "bio": ("sci", "Biology")}
    return {
        code: universities.Unit.objects.create(university=apricot, code=code, name={"en": name})
        for code, (_part_of, name) in named.items()
    }


@pytest.fixture
def faculty(units):
    universities.Unit.objects.filter(code__in=("phy", "bio")).update(parent=units["sci"])
    return units


def _teacher(name, university, unit, now):
    person = people.join(email=f"{name}@example.org", password="three apricots on a terrace", name=name.title())
    run = factories.a_class(university, person, now, slug=name)
    teaching.Class.objects.filter(run=run).update(unit=unit)
    return people.Person.objects.get(pk=person.pk)


@pytest.fixture
def lin(apricot, faculty, now):
    return _teacher("lin", apricot, faculty["phy"], now)


@pytest.fixture
def omar(apricot, faculty, now):
    return _teacher("omar", apricot, faculty["phy"], now)


@pytest.fixture
def vera(apricot, faculty, now):
    return _teacher("vera", apricot, faculty["bio"], now)


@pytest.fixture
def plan(lin, now):
    return actions.make_plan(title="Falling things", by=lin, now=now)


def _key(unit):
    return f"{unit.university.slug}/{unit.uid}"


def test_one_shares_with_ones_department_and_what_it_is_part_of(lin, faculty):
    keys = [each.key for each in queries.circles_of(lin)]

    assert keys == [_key(faculty["phy"]), _key(faculty["sci"]), "apricot"]


def test_who_teaches_there_sees_it_and_nobody_else(plan, lin, omar, vera, kofi, mallory, client, faculty, browse):
    owner, near, far, head = browse(lin), browse(omar), browse(vera), browse(kofi)

    assert owner.post(f"{plan.url}sharing/", {"with": _key(faculty["phy"])}).status_code == 303

    assert "Falling things" in near.get("/plans/").content.decode()
    page = near.get(plan.url).content.decode()
    assert "Physics" in page
    absent = f"/plans/{faculty['phy'].uid}/"
    for browser in (far, head, browse(mallory), client):
        hidden, missing = browser.get(plan.url), browser.get(absent)
        assert hidden.status_code == missing.status_code
        assert hidden.status_code in (302, 404)
        assert "Falling things" not in browser.get("/plans/").content.decode()
        for place in ("copies/", "uses/", "file/", "recommendation/"):
            assert browser.post(f"{plan.url}{place}").status_code in (302, 404, 405)
    assert near.post(f"{plan.url}copies/").status_code == 303
    copy = Plan.objects.get(copied_from=plan)
    assert (copy.unit, copy.university) == (None, None)


def test_a_faculty_is_all_its_departments(plan, lin, omar, vera, faculty, now, apricot):
    actions.share_plan(plan=plan, university=apricot, unit=faculty["sci"], by=lin, now=now)

    for person in (omar, vera):
        assert queries.shared_plans(person) == [plan]
        assert access.plan_to_see(person, plan=plan.uid) == plan


def test_who_leaves_the_department_sees_it_no_more(plan, lin, omar, faculty, now, apricot, browse):
    actions.share_plan(plan=plan, university=apricot, unit=faculty["phy"], by=lin, now=now)
    teaching.Class.objects.filter(run__course__slug="omar").update(unit=None)

    assert browse(omar).get(plan.url).status_code == 404
    assert queries.shared_plans(omar) == []


def test_one_does_not_share_where_one_does_not_teach(plan, lin, faculty, browse, bamboo):
    foreign = universities.Unit.objects.create(university=bamboo, code="x", name={"en": "X"})
    for wanted in (_key(faculty["bio"]), _key(foreign), "bamboo", "apricot/nonsense", "/"):
        assert browse(lin).post(f"{plan.url}sharing/", {"with": wanted}).status_code == 303

    plan.refresh_from_db()
    assert (plan.university, plan.unit) == (None, None)


def test_rubbish_takes_nothing_back(plan, lin, faculty, browse, now, apricot):
    actions.share_plan(plan=plan, university=apricot, unit=faculty["phy"], by=lin, now=now)

    browse(lin).post(f"{plan.url}sharing/", {"with": "nowhere"})

    plan.refresh_from_db()
    assert plan.unit == faculty["phy"]


def test_it_is_announced_once(plan, lin, faculty, apricot, now):
    for unit in (faculty["phy"], faculty["phy"], None, None):
        actions.share_plan(plan=plan, university=apricot, unit=unit, by=lin, now=now)

    names = list(
        Outbox.objects.filter(name__startswith="activities.plan_shared").order_by("pk").values_list("name", flat=True)
    )
    assert names == ["activities.plan_shared_with_department", "activities.plan_shared"]


def test_a_model_is_for_the_whole_university(plan, lin, kofi, faculty, apricot, now):
    actions.share_plan(plan=plan, university=apricot, unit=faculty["phy"], by=lin, now=now)

    actions.recommend_plan(plan=plan, is_model=True, by=kofi)

    plan.refresh_from_db()
    assert plan.recommended_by is None
    assert not access.can_recommend(kofi, plan)


def test_programs_share_with_a_department(plan, lin, omar, vera, faculty, browse, ada):
    def send(browser, method, place, **body):
        return getattr(browser, method)(f"/api/v1{place}", json.dumps(body), content_type="application/json")

    owner = browse(lin)
    listed = owner.get("/api/v1/plans/circles").json()
    assert [each["name"] for each in listed][:2] == ["Physics", "Science"]
    one, physics = f"/plans/{plan.uid}/sharing", str(faculty["phy"].uid)

    assert send(owner, "put", one, university="apricot", department=str(faculty["bio"].uid)).status_code == 404
    assert send(owner, "put", one, university="apricot", department=physics).status_code == 204
    assert browse(omar).get(f"/api/v1/plans/{plan.uid}").json()["department"] == physics
    assert browse(vera).get(f"/api/v1/plans/{plan.uid}").status_code == 404
    assert browse(ada).get("/api/v1/plans/circles").status_code == 404


def test_who_made_it_is_gone_and_colleagues_keep_it(plan, lin, omar, faculty, apricot, now):
    actions.share_plan(plan=plan, university=apricot, unit=faculty["phy"], by=lin, now=now)

    data.erase(lin)

    assert [each.made_by for each in queries.shared_plans(omar)] == [None]


def test_departments_that_are_parts_of_each_other_are_no_trap(lin, faculty):
    universities.Unit.objects.filter(pk=faculty["sci"].pk).update(parent=faculty["phy"])

    assert access.departments_of(lin) == {faculty["sci"].pk, faculty["phy"].pk}


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_as_much_for_many_departments(
    count, plan, lin, omar, apricot, now, browse, django_assert_num_queries
):
    for each in range(count):
        unit = universities.Unit.objects.create(university=apricot, code=f"u{each}", name={"en": f"Unit {each}"})
        for person in (lin, omar):
            run = factories.a_class(apricot, person, now, slug=f"{person.pk}-{each}")
            teaching.Class.objects.filter(run=run).update(unit=unit)
        made = actions.make_plan(title="x", by=omar, now=now)
        actions.share_plan(plan=made, university=apricot, unit=unit, by=omar, now=now)
    teacher = browse(people.Person.objects.get(pk=lin.pk))
    teacher.get("/plans/")

    with django_assert_num_queries(9):
        teacher.get("/plans/")
    with django_assert_num_queries(11):
        teacher.get(plan.url)
