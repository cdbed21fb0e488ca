"""Where all classes of a university meet: looked at, confirmed, written down, and told once to each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from xingtan.jobs import public as jobs
from xingtan.kernel.models import Outbox
from xingtan.notices.public import Notice
from xingtan.teaching import actions, queries
from xingtan.teaching.models import Change, Class, Session, Switch
from xingtan.teaching.tests import factories
from xingtan.universities import public as universities

pytestmark = pytest.mark.django_db
PAGE = "/u/apricot/switches/"
DAY = timedelta(days=1)


@pytest.fixture
def term(apricot, grace, ada, now):
    """Plan three classes of two departments, with a session tomorrow and one in a week each; Ada attends all."""
    keys = universities.name_units(
        university=apricot,
        units=[
            universities.Named(code="SCI", name={"en": "Science"}),
            universities.Named(code="PHY", name={"en": "Physics"}, parent="SCI"),
            universities.Named(code="HIS", name={"en": "History"}),
        ],
    )
    runs = []
    for slug, code in (("maps", "PHY"), ("light", "PHY"), ("qing", "HIS")):
        run = factories.a_class(apricot, grace, now, slug, unit_id=keys[code], mode="online")
        factories.place(run, ada, now)
        for days in (1, 7):
            factories.session(run, grace, now, starts_in=days * DAY)
        runs.append(run)
    return runs


@pytest.fixture
def scope(apricot, now):
    def made(**said):
        return queries.Scope(**{"university": apricot, "mode": "both", "from_on": now.date(), **said})

    return made


def units(code):
    return universities.Unit.objects.get(code=code)


def tell():
    for job in jobs.Job.objects.filter(kind=actions.TELLING, status="waiting"):
        jobs.run(str(job.uid))


def test_look_changes_nothing(term, scope, now):
    look = queries.look_at(scope(), now)

    assert (look.classes, look.sessions, look.people, look.same, look.roomless) == (3, 6, 2, 0, 6)
    assert [(each.name, each.classes, each.sessions) for each in look.parts] == [("History", 1, 2), ("Physics", 2, 4)]
    assert set(Session.objects.values_list("mode", flat=True)) == {"online"}


def test_switch_is_done_written_down_and_told_once_each(term, scope, ada, grace, kofi, now):
    switch = actions.switch_classes(scope=scope(), seen=6, by=kofi, now=now, why="The campus is open.")
    tell()
    tell()

    assert set(Session.objects.values_list("mode", flat=True)) == {"both"}
    assert set(Class.objects.values_list("mode", flat=True)) == {"both"}
    assert (switch.classes, switch.sessions, Change.objects.filter(switch=switch).count()) == (3, 6, 6)
    assert Change.objects.filter(switch=switch).first().what == {"mode": ["online", "both"]}
    told = Notice.objects.filter(kind="teaching.switched")
    assert sorted(told.values_list("person", flat=True)) == sorted([ada.pk, grace.pk])
    assert Notice.objects.filter(kind="teaching.changed").count() == 0
    assert Outbox.objects.get(name="teaching.classes_switched").body["sessions"] == 6


@pytest.mark.parametrize(("code", "count"), [("SCI", 4), ("PHY", 4), ("HIS", 2)])
def test_department_is_switched_with_its_parts(term, scope, kofi, now, code, count):
    actions.switch_classes(scope=scope(unit=units(code)), seen=count, by=kofi, now=now)

    assert Session.objects.filter(mode="both").count() == count


def test_period_is_switched_and_the_class_stays_as_it_was(term, scope, kofi, now):
    first = now.date()
    actions.switch_classes(scope=scope(until_on=first + 3 * DAY), seen=3, by=kofi, now=now)

    assert Session.objects.filter(mode="both").count() == 3
    assert set(Class.objects.values_list("mode", flat=True)) == {"online"}


def test_what_runs_was_held_or_is_another_universitys_stays(term, scope, bamboo, grace, kofi, now):
    running, other = Session.objects.order_by("pk")[:2]
    Session.objects.filter(pk=running.pk).update(starts_at=now, opened_at=now, status="open")
    Session.objects.filter(pk=other.pk).update(status="held")
    factories.session(factories.a_class(bamboo, grace, now, "far"), grace, now)

    actions.switch_classes(scope=scope(), seen=4, by=kofi, now=now)

    assert Session.objects.filter(mode="both").count() == 4


def test_other_than_what_was_seen_is_not_done(term, scope, kofi, now):
    with pytest.raises(actions.NotAsSeen):
        actions.switch_classes(scope=scope(), seen=5, by=kofi, now=now)
    with pytest.raises(actions.NothingToSwitch):
        actions.switch_classes(scope=scope(mode="online"), seen=0, by=kofi, now=now)
    with pytest.raises(actions.DaysAreNone):
        actions.switch_classes(scope=scope(until_on=now.date() - DAY), seen=6, by=kofi, now=now)
    assert not Switch.objects.exists()


def test_administrator_looks_and_confirms(term, kofi, now, browse):
    kofis = browse(kofi)
    asked = {"mode": "both", "from_on": f"{now.date()}", "until_on": "", "unit": "", "why": "Open again."}

    page = kofis.get(PAGE, asked)
    assert "6 sessions would change." in page.text
    assert Session.objects.filter(mode="both").count() == 0
    assert kofis.post(PAGE, {**asked, "seen": "5"}).status_code == 422
    done = kofis.post(PAGE, {**asked, "seen": "6"})

    assert done.status_code == 303
    assert Session.objects.filter(mode="both").count() == 6
    assert "Open again." in kofis.get(PAGE).text


@pytest.mark.parametrize(
    "asked",
    [
        {"mode": "moon"},
        {"mode": "both", "from_on": "x"},
        {"mode": "both", "from_on": "0001-01-01"},
        {"mode": "both", "from_on": "2026-02-17", "until_on": "2026-02-01"},
        {"mode": "both", "from_on": "2026-02-17", "unit": "nowhere"},
        {"mode": "both", "from_on": "2026-02-17", "seen": "many"},
    ],
)
def test_rubbish_is_said_at_its_field(term, kofi, browse, asked):
    assert browse(kofi).get(PAGE, asked).status_code in (200, 422)
    assert browse(kofi).post(PAGE, asked).status_code == 422
    assert not Switch.objects.exists()


@pytest.mark.parametrize("who", ["mallory", "grace", "ada"])
def test_nobody_else_finds_the_page(term, request, browse, who):
    assert browse(request.getfixturevalue(who)).get(PAGE).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_as_much_for_many(term, scope, kofi, now, browse, count, django_assert_num_queries):
    for number in range(count):
        mode = ("both", "online")[number % 2]
        actions.switch_classes(scope=scope(mode=mode, unit=units("HIS")), seen=2, by=kofi, now=now)
    kofis = browse(kofi)
    kofis.get(PAGE)

    with django_assert_num_queries(7):
        kofis.get(PAGE)


def test_program_looks_and_confirms(term, kofi, now, browse):
    kofis, path = browse(kofi), "/api/v1/universities/apricot/switches"
    asked = {"mode": "onsite", "from_on": f"{now.date()}", "unit": str(units("HIS").uid)}

    look = kofis.post(f"{path}/look", asked, content_type="application/json").json()
    made = kofis.post(path, {**asked, "seen": look["sessions"]}, content_type="application/json")

    assert (look["sessions"], look["people"], made.status_code) == (2, 2, 201)
    assert [each["sessions"] for each in kofis.get(path).json()] == [2]
    other = {**asked, "unit": str(kofi.uid), "seen": 2}
    assert kofis.post(path, other, content_type="application/json").status_code == 422
