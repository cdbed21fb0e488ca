"""A job runs, reports, stops when asked, and never runs forever."""

import pytest
from django.utils import timezone

from xingtan.jobs import actions, registry, tasks
from xingtan.jobs.models import Job
from xingtan.kernel.errors import RuleBroken
from xingtan.people import public as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(db):
    return people.join(email="ada@example.org", name="Ada")


@pytest.fixture
def kind(monkeypatch):
    monkeypatch.setattr(registry, "kinds", {})
    monkeypatch.setattr(tasks, "kinds", registry.kinds)

    def made(run):
        registry.kind("test.work", label="Work")(run)

    return made


def ask(owner):
    return actions.ask(kind=registry.kinds["test.work"], owner=owner, params={"n": 3}, now=timezone.now())


def test_job_runs_and_reports(ada, kind):
    def work(job):
        job.progress(1, 3, "one")
        job.line("warning", "a.xml:3", "Odd", "Because")
        job.result["made"] = job.params["n"]

    kind(work)
    job = ask(ada)
    tasks.run(str(job.uid))

    job.refresh_from_db()
    assert (job.status, job.result) == ("done", {"made": 3})
    assert list(job.lines.values_list("level", "place", "what", "why")) == [("warning", "a.xml:3", "Odd", "Because")]


def test_job_says_which_rule_stopped_it(ada, kind):
    class ArchiveIsBroken(RuleBroken):
        message = "The archive ends too early."

    def work(job):
        raise ArchiveIsBroken

    kind(work)
    job = ask(ada)
    tasks.run(str(job.uid))

    job.refresh_from_db()
    assert (job.status, job.sentence) == ("failed", "The archive ends too early.")


def test_job_stops_when_asked(ada, kind):
    def work(job):
        actions.ask_to_cancel(job=Job.objects.get(uid=job.uid), now=timezone.now())
        job.progress(1, 1)
        job.result["too far"] = True

    kind(work)
    job = ask(ada)
    tasks.run(str(job.uid))

    job.refresh_from_db()
    assert (job.status, job.result) == ("cancelled", {})


def test_waiting_job_is_cancelled_at_once(ada, kind):
    kind(lambda job: None)
    job = ask(ada)

    actions.ask_to_cancel(job=job, now=timezone.now())

    job.refresh_from_db()
    assert job.status == "cancelled"


def test_job_that_keeps_killing_its_worker_is_given_up(ada, kind):
    kind(lambda job: None)
    job = ask(ada)
    for _ in range(actions.STARTS):
        assert actions.begin(job=job, now=timezone.now())

    tasks.run(str(job.uid))

    job.refresh_from_db()
    assert job.status == "failed"


def test_job_goes_on_from_its_checkpoint(ada, kind):
    seen: list[object] = []

    def work(job):
        for step in range(job.checkpoint.get("next", 0), 3):
            if step == 1 and not seen.count("crash"):
                seen.append("crash")
                raise SystemExit
            seen.append(step)
            job.save_checkpoint(next=step + 1)

    kind(work)
    job = ask(ada)
    with pytest.raises(SystemExit):
        tasks.run(str(job.uid))
    tasks.run(str(job.uid))

    assert seen == [0, "crash", 1, 2]


def test_stranger_finds_no_job(ada, kind, client):
    kind(lambda job: None)
    job = ask(ada)
    client.force_login(people.join(email="mallory@example.org"))

    assert client.get(job.get_absolute_url()).status_code == 404
