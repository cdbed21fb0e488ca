"""Closing, switching, tidying and mending."""

import os
import time
from contextlib import suppress
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xingtan.eventstore import public as store
from xingtan.eventstore import queries, registry
from xingtan.eventstore.actions import compaction, mending
from xingtan.eventstore.actions.closing import ClosingFailed
from xingtan.eventstore.adapters import books, parquet
from xingtan.eventstore.adapters import parts as raw
from xingtan.eventstore.adapters.parquet import NoSuchFamily
from xingtan.eventstore.adapters.tables import drop_table, switching
from xingtan.eventstore.tests.conftest import NOW
from xingtan.kernel import spool

DAY = NOW.date()
BEFORE = DAY - timedelta(days=1)


def attended(*events):
    return pa.table({"event": pa.array(events, pa.int64()), "session": pa.array([5] * len(events), pa.int64())})


def counted(table="attendance"):
    return {place.parent.name: parquet.rows_of(place) for place in store.files(table)}


@pytest.fixture
def closer():
    seen = []

    @registry.closer("attended")
    def close(closing):
        seen.append(closing.day)
        closing.put("attendance", parquet.read(closing.parts("attended")), day=closing.day)

    return seen


def test_a_day_is_closed_once_and_again_when_something_comes(closer):
    store.put_part("attended", DAY, "a", attended(1))
    store.put_part("attended", BEFORE, "a", attended(1))
    assert store.stale_days() == [BEFORE, DAY]
    assert (store.close(), store.close()) == (2, 0)

    store.put_part("attended", BEFORE, "b", attended(2, 3))

    assert store.stale_days() == [BEFORE]
    assert store.close() == 1
    assert closer == [BEFORE, DAY, BEFORE]
    assert counted() == {f"day={BEFORE}": 3, f"day={DAY}": 1}


@pytest.mark.parametrize("tries", [1, 2, 3])
def test_a_day_is_reopened_by_a_closer_that_went_before(closer, tries):
    tried = []

    @registry.closer("accounts", by_day=False, order=1, hears_reopened=False)
    def who(closing):
        closing.reopen("attended", [BEFORE])
        tried.append(1)
        assert len(tried) >= tries

    said = []
    store.put_part("attended", DAY, "a", attended(1))
    store.put_part("attended", BEFORE, "a", attended(1))
    store.close()
    store.put_part("accounts", DAY, "a", pa.table({"account": pa.array([1], pa.int64())}))

    for _ in range(tries):
        with suppress(ClosingFailed):
            store.close(say=lambda done, total, sentence: said.append((done, total)))

    # A step that was lost is taken again: it reopens no day too few.
    assert closer[:2] == [BEFORE, DAY]
    assert set(closer[2:]) == {BEFORE}
    assert len(tried) == tries
    assert (2, 2) in said
    assert store.stale_days() == []


def test_the_same_segment_replaces(closer):
    store.put_part("attended", DAY, "a", attended(1))
    store.put_part("attended", DAY, "a", attended(1, 2))

    store.close()

    assert counted() == {f"day={DAY}": 2}


def test_what_comes_while_a_day_is_closed_makes_it_stale_again():
    @registry.closer("attended")
    def close(closing):
        if not store.files("attendance"):
            store.put_part("attended", DAY, "late", attended(9))
        closing.put("attendance", parquet.read(closing.parts("attended")), day=closing.day)

    store.put_part("attended", DAY, "a", attended(1))
    store.close()

    assert store.stale_days() == [DAY]


def test_a_closer_of_all_days_is_called_once_and_before():
    called = []

    @registry.closer("attended")
    def by_day(closing):
        called.append(closing.day)

    @registry.closer("held", "attended", by_day=False, order=1)
    def at_once(closing):
        called.append(list(closing.days))
        assert len(closing.all_parts("attended")) == len(closing.parts("attended")) == 2
        closing.progress(1, 2, "half")

    store.put_part("attended", DAY, "a", attended(1))
    store.put_part("attended", BEFORE, "a", attended(1))
    told = []

    store.close(say=lambda *each: told.append(each))

    assert called == [[BEFORE, DAY], BEFORE, DAY]
    assert told == [
        *((0, 3, ""), (1, 2, "half")),
        *((1, 3, BEFORE.isoformat()), (2, 3, DAY.isoformat()), (3, 3, "")),
    ]


def test_a_day_that_fails_holds_up_no_other(caplog):
    @registry.closer("attended")
    def close(closing):
        if closing.day == BEFORE:
            raise ZeroDivisionError
        closing.put("attendance", parquet.read(closing.parts("attended")), day=closing.day)

    store.put_part("attended", DAY, "a", attended(1))
    store.put_part("attended", BEFORE, "a", attended(1))

    with pytest.raises(ClosingFailed):
        store.close()

    assert counted() == {f"day={DAY}": 1}
    assert store.stale_days() == [BEFORE]


def test_tables_put_together_count_together():
    with suppress(ZeroDivisionError), switching():
        store.put_table("lesson", None, attended(1))
        raise ZeroDivisionError
    assert store.files("lesson") == []
    with switching():
        store.put_table("lesson", None, attended(1))
        store.put_table("attendance", DAY, attended(1))
        assert store.files("lesson") == []

    assert (len(store.files("lesson")), len(store.files("attendance", [DAY]))) == (1, 1)
    assert store.files("attendance", [BEFORE]) == []


def test_a_file_is_moved_into_its_place():
    made = store.scratch("attendance.parquet")
    pq.write_table(attended(1, 2), made)

    store.put_table("attendance", DAY, made)

    assert not made.exists()
    (entry,) = store.manifest().tables["attendance"][DAY.isoformat()]
    assert (entry.rows, entry.bytes) == (2, entry.path.stat().st_size)


def test_a_file_of_another_kind_may_be_put():
    made = store.scratch("rollups.duckdb")
    made.write_bytes(b"anything")

    store.put_table("rollups", None, made)

    (place,) = store.files("rollups")
    assert (place.suffix, place.parent.name) == (".duckdb", "rollups")


def test_the_hash_says_whether_the_numbers_are_the_same():
    store.put_table("lesson", None, attended(1))
    first = store.manifest()
    store.put_table("lesson", None, attended(1))
    assert store.manifest().hash == first.hash
    assert store.manifest().version == first.version + 1

    store.put_table("lesson", None, attended(2))
    assert store.manifest().hash != first.hash
    drop_table("lesson", None)
    assert store.files("lesson") == []


def test_parts_take_the_columns_of_their_family():
    store.put_part("held", DAY, "a", pa.table({"event": [1], "starts_at": pa.array([NOW.replace(tzinfo=None)])}))
    store.put_part("courses", DAY, "a", pa.table({"event": [1]}))

    (held,) = pq.read_table(store.parts("held")[0], partitioning=None).to_pylist()
    (course,) = pq.read_table(store.parts("courses")[0], partitioning=None).to_pylist()
    assert (held["starts_at"], held["minutes"], held["is_cancelled"]) == (NOW, 0, False)
    assert (course["teachers"], course["same_as"], course["kind"]) == ([], None, "")
    with pytest.raises(NoSuchFamily):
        store.put_part("horses", DAY, "a", attended(1))


def hurt(place):
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 255
    place.write_bytes(bytes(data))


def test_a_hurt_file_is_named_and_the_rest_is_served(closer):
    store.put_part("attended", DAY, "a", attended(1))
    store.put_part("attended", BEFORE, "a", attended(1))
    store.close()
    bad, good = store.files("attendance")
    hurt(bad)

    (told,) = mending.mend(now=NOW)

    assert told.was == str(bad.relative_to(store.root()))
    assert store.files("attendance") == [good]
    assert (store.root() / told.file).exists()
    assert [what for what, mend in queries.troubles()] == [
        f"1 files of the event store were set aside: {told.was} and others."
    ]
    assert store.close() == 1
    assert len(store.files("attendance")) == 2


@pytest.mark.parametrize("way", ["gone", "short", "foreign"])
def test_a_file_that_is_not_whole_is_not_served(closer, way):
    store.put_part("attended", DAY, "a", attended(1))
    (place,) = store.parts("attended")
    size = place.stat().st_size
    {"gone": place.unlink, "short": lambda: os.truncate(place, 10), "foreign": lambda: place.write_bytes(b"x" * size)}[
        way
    ]()

    assert store.parts("attended") == []
    assert len(queries.troubles()) == 1
    assert [each.was for each in mending.mend(now=NOW)] == [str(place.relative_to(store.root()))]
    assert mending.mend(now=NOW) == []


def test_a_hurt_part_is_set_aside_while_a_day_is_closed(closer, caplog):
    store.put_part("attended", DAY, "a", attended(1))
    store.put_part("attended", DAY, "b", attended(2, 3))
    hurt(store.parts("attended")[0])

    assert store.close() == 1
    assert counted() == {f"day={DAY}": 2}


def test_small_parts_become_one_and_stay_what_they_were(closer):
    for number in range(compaction.SMALL_PARTS):
        store.put_part("attended", DAY, f"s{number}", attended(number))
    store.close()

    done = compaction.tidy(now=NOW)

    assert done.merged == compaction.SMALL_PARTS
    (part,) = store.parts("attended")
    assert parquet.read([part]).column("event").to_pylist() == list(range(compaction.SMALL_PARTS))
    assert store.stale_days() == []
    store.put_part("attended", DAY, "s3", attended(3))
    assert len(store.parts("attended")) == 1


def test_what_is_no_longer_counted_is_deleted_after_an_hour(closer):
    store.put_part("attended", DAY, "a", attended(1))
    store.close()
    (replaced,) = store.files("attendance")
    store.put_part("attended", DAY, "b", attended(2))
    store.close()
    assert compaction.tidy(now=NOW).deleted == 0
    long_ago = time.time() - 2 * compaction.GRACE_SECONDS
    os.utime(replaced, (long_ago, long_ago))
    left = store.scratch("left")
    left.touch()
    os.utime(left, (0, 0))

    assert compaction.tidy(now=NOW).deleted == 2
    assert not replaced.exists()
    assert len(store.files("attendance")) == 1


def test_old_traces_go():
    spool.append("views", [{"at": (NOW - timedelta(days=days)).isoformat()} for days in (0, 100)])
    store.ship(now=NOW)

    compaction.tidy(now=NOW)

    assert store.days("traces") == [DAY]


def test_the_store_is_measured(closer):
    assert queries.size() is None
    spool.append("views", [{"at": NOW.isoformat()}])
    store.put_part("attended", date(2020, 2, 1), "a", attended(1, 2))

    size = queries.size()

    assert (size.stale_days, size.waiting_bytes > 0) == (1, True)
    assert [(each.name, each.rows, each.first) for each in size.parts] == [("attended", 2, "2020-02-01")]


def test_books_are_changed_by_one_at_a_time():
    with books.changing(books.RAW), pytest.raises(RuntimeError):
        raw.record(raw.Shipment())
