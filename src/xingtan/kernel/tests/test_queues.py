"""An errand is done once when all goes well, and at least once whatever dies."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError
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
    queues.queue("quick").storage.flush_queue()
    queues.queue("quick").storage.close()
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
    soon = timezone.now() + timedelta(minutes=1)
    here = errand_of(task, started_at=timezone.now(), worker=f"{queues._me()}0", due_at=soon)
    errand_of(task, started_at=timezone.now(), worker="another-machine-1", due_at=soon)
    gone_elsewhere = errand_of(task, started_at=timezone.now(), worker="another-machine-2")
    errand_of(task, due_at=timezone.now() + timedelta(hours=1))

    queues.send_forgotten("quick")

    assert sent == [here.pk, gone_elsewhere.pk]
    assert Errand.objects.get(pk=here.pk).trouble == "WorkerDied"


@pytest.mark.django_db
def test_what_this_worker_could_not_record_is_sent_again_at_no_cost(task, monkeypatch):
    sent = []
    monkeypatch.setattr(queues, "send", lambda name, errand, seconds: sent.append(errand))
    soon = timezone.now() + timedelta(minutes=1)
    lost = errand_of(task, started_at=timezone.now(), worker=queues._me(), due_at=soon)
    at_work = errand_of(task, started_at=timezone.now(), worker=queues._me(), due_at=timezone.now())
    monkeypatch.setattr(queues, "_at_work", {at_work.pk})
    queues._lock_of(queues._me()).touch()
    monkeypatch.setattr(queues, "_is_alive", lambda worker: True)

    queues.send_forgotten("quick")

    lost.refresh_from_db()
    at_work.refresh_from_db()
    assert sent == [lost.pk]
    assert (lost.attempts, lost.started_at) == (0, None)
    assert at_work.started_at
    assert at_work.due_at > timezone.now()


@pytest.mark.django_db
def test_errand_whose_workers_keep_dying_is_parked(task):
    held = errand_of(task, started_at=timezone.now(), worker="another-1", attempts=task.retries + queues.DEATHS)

    queues.send_forgotten()

    held.refresh_from_db()
    assert held.parked_at


@pytest.mark.django_db
def test_errand_in_the_queue_is_not_sent_twice(task):
    errand = errand_of(task)

    queues.send_forgotten("quick")
    queues.send_forgotten("quick")

    assert queues.queue("quick").storage.queue_size() == 1
    queues.run_errand(errand.pk)
    assert done == [1]


@pytest.mark.django_db
def test_lost_connection_is_not_the_errands_fault(task, monkeypatch):
    def lose(**kwargs):
        raise OperationalError("the connection is lost")

    monkeypatch.setitem(tasks.registered, task.name, Task(task.name, "quick", lose))
    errand = errand_of(task)

    queues.run_errand(errand.pk)

    errand.refresh_from_db()
    assert (errand.attempts, errand.parked_at, errand.started_at) == (1, None, None)


@pytest.mark.django_db(transaction=True)
def test_worker_ends_at_once_even_in_the_middle_of_a_long_task(task, monkeypatch):
    started, released = threading.Event(), threading.Event()

    def long(*, number):
        started.set()
        released.wait(20)

    monkeypatch.setattr(queues, "STOPS_WITHIN_SECONDS", 0.5)
    monkeypatch.setitem(tasks.registered, task.name, Task(task.name, "quick", long))
    errand = errand_of(task)
    stop = threading.Event()
    worker = threading.Thread(target=queues.work, args=(("quick",), stop))
    worker.start()
    assert started.wait(20)

    told = time.monotonic()
    stop.set()
    worker.join(10)
    took = time.monotonic() - told
    is_left = Errand.objects.filter(pk=errand.pk).exists()
    released.set()
    for thread in threading.enumerate():
        if thread.name.startswith(("Worker-", "Scheduler")):
            thread.join(10)

    assert took < 2
    assert is_left


@pytest.mark.django_db
def test_errand_that_mentions_an_erased_address_is_dropped(task):
    errand_of(task, kwargs={"to": "ada@example.org"})
    kept = errand_of(task, kwargs={"to": "grace@example.org"})

    tasks.forget_mentions(["ada@example.org"])

    assert list(Errand.objects.all()) == [kept]
