"""From the spool to parts: once, by day, and what cannot be true is set aside with its reason."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pyarrow.parquet as pq
import pytest

from xingtan.eventstore import public as store
from xingtan.eventstore import registry
from xingtan.eventstore.adapters import aside, books
from xingtan.eventstore.registry import SessionFacts
from xingtan.eventstore.tests.conftest import NOW
from xingtan.kernel import home, spool


def rows(family, day=None):
    return [row for place in store.parts(family, day) for row in pq.read_table(place, partitioning=None).to_pylist()]


def reasons():
    return [
        json.loads(line)["why"]
        for each in aside.everything()
        for line in (store.root() / each.file).read_text().splitlines()
    ]


def test_every_event_is_a_fact_and_some_are_counted(said):
    spool.append("events", [said(), said("discussion.posted")])

    done = store.ship(now=NOW)

    assert (done.facts, done.rows, done.parts, done.aside) == (2, 3, 2, 0)
    assert [row["name"] for row in rows("facts")] == ["attendance.attended", "discussion.posted"]
    assert [row["is_attended"] for row in rows("attended")] == [True]


def test_what_was_shipped_long_ago_is_swept_but_marks_of_the_erased_stay(said):
    spool.append("events", [said()])
    spool.append(store.ERASED, [{"at": NOW.isoformat(), "who": store.mark_of_erased("a")}])
    for lane in ("events", store.ERASED):
        (place,) = home.path("spool", "x").parent.glob(f"{lane}-*.jsonl")
        place.with_name(f"{lane}-2019-01-01.jsonl").write_bytes(place.read_bytes())

    store.ship(now=NOW)

    left = [each.name for each in home.path("spool", "x").parent.glob("*-2019-01-01.jsonl")]
    assert left == ["erased-2019-01-01.jsonl"]


def test_shipping_again_ships_nothing(said):
    spool.append("events", [said()])
    store.ship(now=NOW)

    assert store.ship(now=NOW).rows == 0
    assert len(rows("facts")) == 1


def test_half_a_line_waits_for_its_end(said):
    spool.append("events", [said()])
    (place,) = home.path("spool", "x").parent.glob("events-*")
    with place.open("ab") as out:
        out.write(b'{"id":"torn')

    assert store.ship(now=NOW).facts == 1
    spool.append("events", [said()])

    done = store.ship(now=NOW)

    assert (done.facts, done.aside) == (1, 1)
    assert reasons() == ["no_json"]


def test_a_death_before_the_book_is_written_doubles_nothing(said, monkeypatch):
    spool.append("events", [said()])

    def die(shipment):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("xingtan.eventstore.adapters.parts.record", die)
        with pytest.raises(KeyboardInterrupt):
            store.ship(now=NOW)
    assert rows("facts") == []
    spool.append("events", [said()])

    store.ship(now=NOW)

    assert len(rows("facts")) == 2


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"at": NOW + timedelta(days=2)}, "future"),
        ({"at": datetime(1970, 1, 1, tzinfo=UTC)}, "past"),
        ({"version": 9}, "version"),
        ({"id": "nobody"}, "no_event"),
        ({"long": "x" * 10_000_000}, "too_long"),
    ],
)
def test_what_cannot_be_true_is_set_aside(said, change, why):
    spool.append("events", [said(**change), said()])

    done = store.ship(now=NOW)

    assert (done.facts, done.aside) == (1, 1)
    assert reasons() == [why]
    (told,) = aside.everything()
    assert told.was.startswith("events-")
    assert (store.root() / told.file).stat().st_size < 5_000


@pytest.mark.parametrize("line", [b"[]", b"null", b'"x"', b"{" * 5000, b"\xff\xfe", b'{"id":1}', b'{"at":"yesterday"}'])
@pytest.mark.parametrize("lane", ["events", "views"])
def test_rubbish_hurts_nobody(said, lane, line):
    spool.append_lines(lane, line + b"\n")
    spool.append("events", [said()])

    assert store.ship(now=NOW).facts == 1
    assert len(reasons()) == 1


def test_a_line_longer_than_what_is_read_at_once_is_passed(said, monkeypatch):
    monkeypatch.setattr("xingtan.eventstore.adapters.lanes.BYTES_AT_ONCE", 1_000)
    spool.append("events", [said(long="x" * 5_000), said()])

    done = store.ship(now=NOW)

    assert (done.facts, done.aside) == (1, 1)


def test_weeks_out_of_order_lie_on_their_days(said):
    for days in (0, 30, 7, 30):
        spool.append("events", [said(at=NOW - timedelta(days=days))])

    store.ship(now=NOW)

    assert store.days("attended") == [date(2020, 1, 21), date(2020, 2, 13), date(2020, 2, 20)]
    assert len(rows("attended", date(2020, 1, 21))) == 2


def test_a_correction_lies_on_the_day_of_its_session(said):
    session = uuid4()
    starts = NOW - timedelta(days=3)
    registry.sessions(lambda asked: {session: SessionFacts(starts, uuid4(), 40)})
    body = {"session": str(session), "run": str(uuid4()), "person": str(uuid4()), "is_attended": False}
    spool.append("events", [said("attendance.corrected", **body), said("teaching.session_cancelled", **body)])

    store.ship(now=NOW)

    (corrected,) = rows("attended", starts.date())
    (cancelled,) = rows("held", starts.date())
    assert (corrected["is_attended"], corrected["joined_at"]) == (False, starts)
    assert (cancelled["is_cancelled"], cancelled["enrolled"]) == (True, 40)


def test_places_and_completions_are_counted(said):
    run, course = uuid4(), uuid4()
    registry.runs(lambda asked: {run: course})
    names = (
        "learning.enrolled",
        "learning.withdrawn",
        "learning.run_completed",
        "people.joined",
        "teaching.session_held",
    )
    body = {"run": str(run), "course": str(course), "enrollment": str(uuid4()), "person": str(uuid4()), "minutes": 45}
    body |= {"starts_at": "2020-02-19T08:00:00+08:00", "session": str(uuid4())}
    spool.append("events", [said(name, **body) for name in names])

    store.ship(now=NOW)

    assert [(row["is_enrolled"], row["course"]) for row in rows("enrolled")] == [
        (True, store.key("course", course)),
        (False, store.key("course", course)),
    ]
    assert [row["course"] for row in rows("completed")] == [store.key("course", course)]
    assert len(rows("accounts")) == 1
    (held,) = rows("held", date(2020, 2, 19))
    assert (held["minutes"], held["course"]) == (45, store.key("course", course))


def test_traces_are_kept_apart():
    spool.append("presence", [{"session": "s", "person": 1, "at": NOW.isoformat(), "seconds": 60}])

    store.ship(now=NOW)

    assert [(row["lane"], json.loads(row["body"])["seconds"]) for row in rows("traces")] == [("presence", 60)]


def attended(**more):
    told = {"family": "attended", "event": 1, "at": NOW.isoformat(), "session": 5, "account": 6, "is_attended": True}
    return json.dumps(told | {"joined_at": NOW.isoformat(), "seconds": 60} | more).encode() + b"\n"


def test_a_batch_handed_in_twice_counts_once():
    for _ in range(2):
        assert store.take_batch(source=3, sequence=7, lines=attended() + attended(event=2)) == 2
        store.ship(now=NOW)

    assert [(row["source"], row["event"]) for row in rows("attended")] == [(3, 1), (3, 2)]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"family": "facts"}, "no_family"),
        ({"family": ["held"]}, "no_family"),
        ({"seconds": -1}, "negative"),
        ({"event": 1 << 70}, "no_value"),
        ({"session": "five"}, "no_value"),
        ({"is_attended": 1}, "no_value"),
        ({"at": None}, "no_moment"),
    ],
)
def test_what_a_partner_got_wrong_is_set_aside(change, why):
    store.take_batch(source=3, sequence=7, lines=attended(**change) + attended())

    done = store.ship(now=NOW)

    assert (done.rows, done.aside) == (1, 1)
    assert reasons() == [why]


def test_a_batch_may_hold_courses():
    told = {"family": "courses", "event": 1, "at": NOW.isoformat(), "course": 1, "same_as": None, "university": 1}
    told |= {"platform": 3, "discipline": "08", "language": "zh", "kind": "mooc", "opened": "2019-09-01"}
    store.take_batch(source=3, sequence=1, lines=json.dumps(told | {"closed": None, "teachers": [4, 5]}).encode())

    store.ship(now=NOW)

    (row,) = rows("courses")
    assert (row["opened"], row["closed"], row["teachers"]) == (date(2019, 9, 1), None, [4, 5])


def test_a_batch_too_big_is_refused(monkeypatch):
    monkeypatch.setattr("xingtan.eventstore.actions.batches.MOST_BYTES", 10)

    with pytest.raises(store.BatchIsTooBig):
        store.take_batch(source=3, sequence=7, lines=attended())


def test_an_event_said_many_times_makes_one_part(said):
    line = json.dumps(said()).encode() + b"\n"
    spool.append_lines("events", line * 2_000)

    assert store.ship(now=NOW).parts == 2
    assert len({row["event"] for row in rows("attended")}) == 1


def test_two_at_once_do_not_ship_the_same(said):
    spool.append("events", [said()])

    with books.trying("shipping"):
        assert store.ship(now=NOW).rows == 0
    assert store.ship(now=NOW).facts == 1


def test_the_spool_is_swept_once_it_was_shipped(said, monkeypatch):
    for day in ("2019-01-01", "2019-01-02"):
        home.path("spool", f"events-{day}.jsonl").write_bytes(json.dumps(said()).encode() + b"\n")

    store.ship(now=NOW)

    assert [each.name for each in home.path("spool", "x").parent.glob("*.jsonl")] == ["events-2019-01-02.jsonl"]


def test_a_spool_that_came_back_shorter_is_read_anew(said):
    spool.append("events", [said(), said()])
    store.ship(now=NOW)
    (place,) = home.path("spool", "x").parent.glob("events-*")
    place.unlink()
    spool.append("events", [said()])

    assert store.ship(now=NOW).facts == 1
    assert len(rows("facts")) == 3


@pytest.mark.parametrize("source", [-1, 0, 30_000, 1 << 15])
def test_a_batch_is_of_a_partner(source):
    with pytest.raises(ValueError, match=str(source)):
        store.take_batch(source=source, sequence=1, lines=b"{}")
