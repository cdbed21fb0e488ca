"""What operators see of the store, and batches that come over the wire."""

import os

import pytest
from django.utils import timezone

from xingtan.eventstore import public as store
from xingtan.eventstore import registry, tasks
from xingtan.eventstore.actions import closing, shipping
from xingtan.eventstore.adapters import apart
from xingtan.eventstore.tests.conftest import NOW
from xingtan.eventstore.tests.test_closing import DAY, attended
from xingtan.jobs.public import Job
from xingtan.kernel import spool

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(monkeypatch):
    """Do here what is else done in a process of its own."""
    asked = []

    def run(what, say=None):
        asked.append(what)
        match what:
            case "ship":
                done = shipping.ship(now=timezone.now())
                return {"rows": done.rows, "aside": done.aside}
            case "close":
                return {"steps": closing.close(say=say or (lambda done, total, sentence: None))}
            case "mend":
                return {"aside": [each.was for each in store.mend(now=NOW)]}
            case _:
                return {}

    monkeypatch.setattr(apart, "run", run)
    return asked


def test_an_empty_store_says_so(browse, operator):
    page = browse(operator).get("/store/")

    assert page.status_code == 200
    assert "Nothing has come in yet" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_store_is_shown(browse, operator, said, django_assert_num_queries, count):
    for number in range(count):
        store.put_part("attended", DAY, f"s{number}", attended(number))
        spool.append_lines("events", b"nothing\n")
        store.ship(now=NOW)
    store.put_table("lesson", None, attended(1))
    client = browse(operator)
    client.get("/store/")

    with django_assert_num_queries(3):
        shown = client.get("/store/").content.decode()

    assert "It is not JSON" in shown
    assert "lesson</code>" in shown


def test_a_stranger_finds_no_store(browse, ada):
    assert [browse(ada).get("/store/").status_code, browse(None).post("/store/closing/").status_code] == [404, 404]


def test_counting_now_is_a_job(browse, operator, said, here, tasks_now):
    registry.closer("attended")(lambda work: work.put("attendance", attended(1), day=work.day))
    spool.append("events", [said()])
    spool.append_lines("events", b"nothing\n")

    answer = browse(operator).post("/store/closing/")

    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert (job.status, job.result) == ("done", {"rows": 2, "steps": 1})
    assert [line.what for line in job.lines.all()] == ["1 lines were set aside."]
    assert len(store.files("attendance")) == 1


def test_looking_through_every_file_is_a_job(browse, operator, here, tasks_now):
    store.put_part("attended", DAY, "a", attended(1))
    (place,) = store.parts("attended")
    place.write_bytes(b"x")

    browse(operator).post("/store/mending/")

    assert [line.place for line in Job.objects.get().lines.all()] == [str(place.relative_to(store.root()))]
    assert "set aside" in browse(operator).get("/store/").content.decode()


def test_the_clock_starts_only_what_there_is_to_do(here, said):
    for each in (tasks.ship, tasks.close, tasks.tidy, tasks.mend):
        each()
    assert here == []
    spool.append("events", [said()])
    registry.closer("attended")(lambda work: None)
    for place in store.root().glob(".*.at"):
        os.utime(place, (0, 0))

    for each in (tasks.ship, tasks.close, tasks.tidy, tasks.mend, tasks.ship, tasks.close):
        each()

    assert here == ["ship", "close", "tidy", "mend"]
