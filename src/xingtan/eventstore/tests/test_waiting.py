"""What waits to be counted, and how far counting is."""

import os
import subprocess

import pyarrow as pa

from xingtan.eventstore import public as store
from xingtan.eventstore import registry
from xingtan.eventstore.adapters import books, disk
from xingtan.eventstore.queries import UnderWay
from xingtan.eventstore.tests.conftest import NOW

DAY = NOW.date()


def attended(*events):
    return pa.table({"event": pa.array(events, pa.int64()), "session": pa.array([5] * len(events), pa.int64())})


def test_days_wait_until_they_are_closed():
    @registry.closer("attended")
    def close(closing):
        assert store.under_way() == UnderWay(1, 0, 0, DAY)

    assert store.under_way() is None
    store.put_part("attended", DAY, "a", attended(1))

    assert store.under_way() == UnderWay(1, 0, 0, DAY)
    store.close()
    assert store.under_way() is None


def test_what_concerns_no_day_is_not_waited_for():
    @registry.closer("attended", by_day=False)
    def close(closing):
        pass

    store.put_part("attended", DAY, "a", attended(1))

    assert store.under_way() is None


def test_other_processes_see_how_far_it_is():
    books.note_progress("closing", 2, 7)
    assert books.progress("closing") == (2, 7)

    books.note_progress("closing", 7, 7)
    assert books.progress("closing") is None


def test_nobody_is_at_work_whose_process_is_gone():
    child = subprocess.Popen(["true"])
    child.wait()
    (disk.root() / ".closing.progress").write_text(f"[{child.pid}, 2, 7]")
    assert books.progress("closing") is None

    (disk.root() / ".closing.progress").write_text("rubbish")
    assert books.progress("closing") is None
    (disk.root() / ".closing.progress").write_text(f"[{os.getpid()}, 2]")
    assert books.progress("closing") is None
