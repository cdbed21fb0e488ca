"""A person who was erased is in no file any more, and every figure stays what it was."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from xingtan.eventstore import public as eventstore
from xingtan.eventstore import registry
from xingtan.eventstore.registry import SessionFacts
from xingtan.kernel import spool
from xingtan.people.registry import erasers

NOW = datetime(2020, 2, 20, 9, tzinfo=UTC)
NEXT_NIGHT = timedelta(hours=25)
COURSE, RUN, SESSION = UUID(int=7), UUID(int=8), UUID(int=9)


class Somebody:
    """A person as far as the store knows one."""

    def __init__(self):
        self.uid = uuid4()


def say(name, **body):
    told = {"university": None, "session": str(SESSION), "run": str(RUN), "course": str(COURSE)} | body
    line = {"id": str(uuid4()), "at": NOW.isoformat(), "name": name, "version": 1, "body": told}
    spool.append("events", [line])


@pytest.fixture
def counted(monkeypatch, closing_only):
    """Let three come to a lesson; one of them taught it."""
    monkeypatch.setattr(registry, "_asked", {})
    monkeypatch.delitem(registry.closers, "closing.plugs.tell_of_this_site")
    registry.sessions(lambda uids: dict.fromkeys(uids, SessionFacts(NOW, COURSE, 3)))
    registry.runs(lambda uids: dict.fromkeys(uids, COURSE))
    people = [Somebody() for _ in range(3)]
    for number, each in enumerate(people):
        uid = str(each.uid)
        say("people.joined", actor="", person=uid)
        say("learning.enrolled", actor=uid, enrollment=str(UUID(int=number)))
        say("attendance.attended", actor=uid, person=uid)
        say("learning.run_completed", actor=uid)
        say("discussion.posted", actor=uid, about=f"/people/{each.uid.hex}/")
        spool.append("presence", [{"at": NOW.isoformat(), "whom": uid}])
    say("teaching.session_held", actor=str(people[0].uid), starts_at=NOW.isoformat(), minutes=45)
    spool.append("events", [{"no": "event", "of": str(people[0].uid)}])
    listed = {"source": [0], "course": [eventstore.key("course", COURSE)], "university": [1], "kind": ["other"]}
    listed |= {
        "at": [NOW],
        "opened": [NOW.date()],
        "teachers": [
            [eventstore.key("account", people[0].uid), 5],
        ],
    }
    eventstore.put_part("courses", NOW.date(), "a", pa.table(listed))
    eventstore.ship(now=NOW)
    eventstore.close()
    return people


def said_of(home, person):
    """Name the files that still say who it was, in text or in numbers."""
    text = (str(person.uid).encode(), person.uid.hex.encode())
    number = eventstore.key("account", person.uid)
    found = []
    for place in home.rglob("*"):
        if place.is_file():
            data = place.read_bytes()
            if place.suffix == ".parquet":
                table = pq.read_table(place, partitioning=None)
                data = str(table.to_pydict()).encode()
            if any(each in data for each in (*text, str(number).encode())):
                found.append(str(place.relative_to(home)).partition(".")[0])
    return sorted(found)


def tables():
    names = ("attendance", "enrollment", "completion", "lesson", "teaches", "course")
    return {name: [pq.read_table(place, partitioning=None).to_pylist() for place in eventstore.files(name)] for name in names}  # fmt: skip


def close_all_again():
    for family in ("attended", "held", "enrolled", "completed", "accounts", "courses"):
        segment = eventstore.manifest().version
        eventstore.put_part(family, NOW.date(), f"nothing{segment}", eventstore.schema_of(family).empty_table())
    eventstore.close()


def test_who_was_erased_is_in_no_file(counted, store):
    gone, stays = counted[0], counted[1]
    before, others = tables(), said_of(store, stays)
    families = {each.split("/")[2] for each in others if each.startswith("store/raw")}
    assert families == {"facts", "traces", "attended", "enrolled", "completed", "accounts"}
    assert len(said_of(store, gone)) > len(others)

    erasers["eventstore"](gone)
    # What is announced while one is erased comes after it.
    say("people.emptied", actor=str(gone.uid), person=str(gone.uid))
    eventstore.ship(now=NOW)
    now = datetime.now(UTC)
    assert eventstore.forget(now=now).people == 1

    assert said_of(store, gone) == ["store/forgetting"]
    assert said_of(store, stays) == others
    say("learning.withdrawn", actor=str(gone.uid), enrollment=str(UUID(int=0)))
    eventstore.ship(now=NOW)
    eventstore.forget(now=now + NEXT_NIGHT)
    assert said_of(store, gone) == []
    assert tables() == before
    # Who restores an older backup knows by this whom to erase again, if they are in it.
    (marks,) = (store / "spool").glob("erased-*.jsonl")
    assert eventstore.mark_of_erased(gone.uid) in marks.read_text()


def test_figures_stay_what_they_were_when_days_are_closed_again(counted, store):
    before = tables()
    erasers["eventstore"](counted[0])
    erasers["eventstore"](counted[2])
    eventstore.forget(now=datetime.now(UTC) + NEXT_NIGHT)

    close_all_again()

    assert tables() == before
    assert not said_of(store, counted[0]) + said_of(store, counted[2])
    assert eventstore.mend(now=NOW) == []


def test_what_was_shipped_before_and_after_is_one_stranger(counted, store):
    gone = counted[0]
    erasers["eventstore"](gone)
    now = datetime.now(UTC)
    eventstore.forget(now=now)
    say("attendance.attended", actor=str(gone.uid), person=str(gone.uid))
    eventstore.ship(now=NOW)
    eventstore.forget(now=now + NEXT_NIGHT)

    eventstore.close()

    (rows,) = tables()["attendance"]
    assert len(rows) == 3


def test_a_kill_in_the_middle_goes_on_where_it_was(counted, store, monkeypatch):
    before = tables()
    erasers["eventstore"](counted[0])
    with monkeypatch.context() as broken:
        broken.setattr("xingtan.eventstore.actions.forgetting._delete_uncounted", lambda names: 1 / 0)
        broken.delitem(registry.names_in_tables, "account")
        with pytest.raises(ZeroDivisionError):
            eventstore.forget(now=datetime.now(UTC) + NEXT_NIGHT)

    eventstore.forget(now=datetime.now(UTC) + NEXT_NIGHT)
    close_all_again()

    assert said_of(store, counted[0]) == []
    assert tables() == before


def test_hurt_files_that_were_set_aside_go_if_nobody_can_say_what_is_in_them(counted, store):
    (hurt,) = eventstore.parts("attended")
    hurt.write_bytes(b"PAR1 and nothing")
    eventstore.mend(now=NOW)
    assert len(list((store / "store" / "aside").glob("raw-attended-*"))) == 1
    erasers["eventstore"](counted[0])

    eventstore.forget(now=datetime.now(UTC) + NEXT_NIGHT)

    assert list((store / "store" / "aside").glob("raw-attended-*")) == []


def test_nobody_to_forget_reads_nothing(counted):
    version = eventstore.manifest().version

    assert eventstore.forget(now=NOW).files == 0
    assert eventstore.manifest().version == version
