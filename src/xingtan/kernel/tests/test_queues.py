"""An errand is done once when all goes well, and at least once whatever dies."""

import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from xingtan.kernel import queues, tasks
from xingtan.kernel.models import Errand
from xingtan.kernel.tasks import Task, later, later_in

done: list[int] = []


def remember(*, number: int) -> None:
    if number < 0:
        raise ZeroDivisionError
    done.append(number)


@pytest.fixture
def task(monkeypatch, tmp_path):
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path))
    monkeypatch.setattr(tasks, "send", lambda errand, seconds: queues.send("quick", errand.pk, seconds))
    queues.queue.cache_clear()
    done.clear()
    made = Task("kernel.tests.remember", "quick", remember, retries=2)
    monkeypatch.setitem(tasks.registered, made.name, made)
    yield made
    queues.queue.cache_clear()


def errand_of(task, **facts):
    now = timezone.now()
    given = {"task": task.name, "kwargs": {"number": 1}, "asked_at": now, "due_at": now, **facts}
    return Errand.objects.create(**given)


@pytest.mark.django_db(transaction=True)
def test_worker_does_what_was_asked_for(task):
    later(task, number=7)
    later_in(1, task, number=8)
    stop = threading.Event()
    worker = threading.Thread(target=queues.work, args=(("quick",), stop))
    worker.start()
    until = time.monotonic() + 20
    while len(done) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    worker.join(10)

    assert done == [7, 8]
    assert not Errand.objects.exists()


@pytest.mark.django_db
def test_errand_is_done_by_one_only(task):
    errand = errand_of(task, started_at=timezone.now(), worker="another-1")

    queues.run_errand(errand.pk)

    assert done == []


@pytest.mark.django_db
def test_failing_errand_is_tried_again_and_then_parked(task):
    errand = errand_of(task, kwargs={"number": -1})

    for _ in range(task.retries + 1):
        Errand.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        queues.run_errand(errand.pk)

    errand.refresh_from_db()
    assert (errand.attempts, errand.trouble, tasks.parked()) == (3, "ZeroDivisionError", 1)


@pytest.mark.django_db
def test_what_a_dead_worker_held_is_sent_again(task, monkeypatch):
    sent = []
    monkeypatch.setattr(queues, "send", lambda name, errand, seconds: sent.append(errand))
    held = errand_of(task, started_at=timezone.now(), worker=queues._me())
    elsewhere = errand_of(task, started_at=timezone.now(), worker="another-machine-1")
    not_due = errand_of(task, due_at=timezone.now() + timedelta(hours=1))

    queues.send_forgotten()

    assert sent == [held.pk]
    assert elsewhere.pk not in sent
    assert not_due.pk not in sent


@pytest.mark.django_db
def test_errand_that_mentions_an_erased_address_is_dropped(task):
    errand_of(task, kwargs={"to": "ada@example.org"})
    kept = errand_of(task, kwargs={"to": "grace@example.org"})

    tasks.forget_mentions(["ada@example.org"])

    assert list(Errand.objects.all()) == [kept]
