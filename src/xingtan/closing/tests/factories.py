"""A small spring of raw events, with the errors that real streams have, put into the store of the test."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from xingtan.eventstore import public as eventstore
from xingtan.eventstore import registry

MONDAY = date(2020, 2, 17)


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    """Give every test a store of its own."""
    monkeypatch.setenv("XINGTAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch):
    """Wait for no disk: a test's store need not outlive a power cut."""
    monkeypatch.setattr("os.fdatasync", lambda handle: None)
    monkeypatch.setattr("os.fsync", lambda handle: None)


@pytest.fixture
def closing_only(monkeypatch):
    """Close days without rolling them up."""
    kept = {name: closer for name, closer in registry.closers.items() if closer.order < 60}
    monkeypatch.setattr(registry, "closers", kept)


def moment(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@dataclass
class Spring:
    """What was said, before it is put."""

    said: dict[tuple[str, date], list[dict[str, Any]]] = field(default_factory=dict)
    events: int = 0

    def say(self, family: str, day: date, **columns: Any) -> dict[str, Any]:
        self.events += 1
        row = {"source": 1, "event": self.events, "at": moment(day, 12)} | columns
        self.said.setdefault((family, day), []).append(row)
        return row

    def put(self, segment: str = "a") -> None:
        import pyarrow as pa

        with eventstore.shipping() as shipment:
            for (family, day), rows in self.said.items():
                names = list(dict.fromkeys(name for row in rows for name in row))
                table = pa.table({name: [row.get(name) for row in rows] for name in names})
                shipment.put(family, day, segment, table)
        self.said.clear()


def small(*, days: int = 3, learners: int = 30) -> Spring:
    """Two universities, four courses (one listed twice), a lesson of each a day, most learners at most lessons."""
    spring = Spring()
    for learner in range(learners):
        spring.say("accounts", MONDAY, account=100 + learner, person=5_000 + learner, university=1 + learner % 2)
    for course in range(4):
        told = {"discipline": ("law", "arts")[course % 2], "language": ("zh", "en")[course // 2], "platform": 1}
        spring.say(
            "courses",
            MONDAY,
            course=10 + course,
            same_as=None,
            university=1 + course % 2,
            kind="mooc" if course == 3 else "other",
            opened=date(2020, 1, 1 + course),
            closed=None,
            teachers=[70 + course, 80],
            **told,
        )
    for number in range(days):
        day = MONDAY + timedelta(days=number)
        for course in range(4):
            session = 1000 + 10 * number + course
            spring.say(
                "held", day, session=session, course=10 + course, run=20 + course, starts_at=moment(day, 8 + course),
                minutes=45, enrolled=learners, is_cancelled=False,
            )  # fmt: skip
            for learner in range(learners):
                if (learner * 7 + session) % 5:
                    attend(spring, day, session, 100 + learner, seconds=600 + learner)
    return spring


def attend(spring: Spring, day: date, session: int, account: int, **columns: Any) -> dict[str, Any]:
    told = {"is_attended": True, "joined_at": moment(day, 8) + timedelta(seconds=account % 3_600), "seconds": 600}
    return spring.say("attended", day, session=session, account=account, **(told | columns))
