"""Visits of learners to units: kept in the spool without a name, and added up once."""

import json

import pytest

from xingtan.authoring import public as authoring
from xingtan.dashboards import actions
from xingtan.dashboards.models import Visits
from xingtan.dashboards.queries import courses
from xingtan.kernel import spool
from xingtan.learning.tests import factories as learners


@pytest.fixture
def run(apricot, grace):
    found = learners.run_of(apricot)
    learners.teach(grace, found)
    return found


@pytest.fixture
def units(run):
    version = authoring.version_of(run)
    assert version
    return list(authoring.outline_of(version).units)


def test_coming_back_is_told_from_going_on(run, units, ada, browse, now):
    learners.place(run, ada, now)
    browser = browse(ada)

    for unit in (units[0], units[1], units[0], units[0]):
        browser.get(f"{run.get_absolute_url()}units/{unit}/")
    assert [actions.fold_views(), actions.fold_views()] == [3, 0]

    assert list(Visits.objects.order_by("key").values_list("key", "visits", "returns")) == sorted(
        [(units[0], 2, 1), (units[1], 1, 0)]
    )


def test_no_name_is_kept_and_no_second(run, units, ada, browse, now, own_home):
    learners.place(run, ada, now)
    browse(ada).get(f"{run.get_absolute_url()}units/{units[0]}/")

    said = json.loads(next(own_home.rglob("views-*.jsonl")).read_text())
    assert set(said) == {"at", "name", "version", "body"}
    assert said["body"] == {"run": str(run.uid), "unit": units[0], "before": ""}
    assert ":00+00:00" in said["at"]


@pytest.mark.parametrize("who", ["nobody", "grace", "mallory"])
def test_of_others_nothing_is_kept(run, units, who, browse, own_home, request):
    browser = browse(None if who == "nobody" else request.getfixturevalue(who))
    browser.get(f"{run.get_absolute_url()}units/{units[0]}/")

    assert not list(own_home.rglob("views-*.jsonl"))


def test_a_browser_that_looks_ahead_is_no_visit(run, units, ada, browse, now, own_home):
    learners.place(run, ada, now)
    browse(ada).get(f"{run.get_absolute_url()}units/{units[0]}/", headers={"sec-purpose": "prefetch"})

    assert not list(own_home.rglob("views-*.jsonl"))


def test_a_full_disk_stops_nobody_from_reading(run, units, ada, browse, now, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    learners.place(run, ada, now)
    monkeypatch.setattr(spool, "append", full)

    assert browse(ada).get(f"{run.get_absolute_url()}units/{units[0]}/").status_code == 200


def test_rubbish_in_the_lane_is_passed_over(run, units):
    told: list[dict[str, object]] = [
        {"body": {"run": str(run.uid), "unit": each, "before": "gone"}} for each in (units[0], "no-such-unit")
    ]
    spool.append("views", [{"body": 7}, {"x": 1}, *told])

    assert actions.fold_views() == 2
    assert Visits.objects.get().visits == 1


def test_teachers_are_told_until_when_visits_are_added_up(run, units, ada, grace, browse, now):
    learners.place(run, ada, now)
    address = f"{run.get_absolute_url()}numbers/"
    api = f"/api/v1/courses/{run.course.university.slug}/{run.course.slug}/runs/{run.uid}/numbers"
    assert "still being added up" not in browse(grace).get(address).content.decode()

    browse(ada).get(f"{run.get_absolute_url()}units/{units[0]}/")
    told = browse(grace).get(api).json()["counted_until"]
    shown = browse(grace).get(address).content.decode()
    assert "still being added up: here stand those from before <xingtan-time" in shown
    assert courses.counted_until().isoformat() == told.replace("Z", "+00:00")

    actions.fold_views()
    assert browse(grace).get(api).json()["counted_until"] is None
    # A line that says nothing is no reason to say nothing of the others.
    spool.append("views", [{"x": 1}])
    spool.append("films", [{"at": now.isoformat()}])
    assert courses.counted_until() == now


def test_teachers_see_visits(run, units, ada, grace, browse, now):
    learners.place(run, ada, now)
    Visits.objects.create(run=run, key=units[0], visits=41, returns=7)
    browse(ada).get(f"{run.get_absolute_url()}units/{units[0]}/")

    table = browse(grace).get(f"{run.get_absolute_url()}numbers/units.csv").content.decode()

    assert table.startswith("unit,title,reached,stopped,visits,returns")
    assert ",41,7" in table
