"""A spring is generated. No transaction holds it: it goes to the event store, by day, and can go on after a kill."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingtan.replay.adapters import attended, engine, marks, registers, timetable, world
from xingtan.replay.adapters import reports as reporting
from xingtan.replay.adapters import truth as telling
from xingtan.replay.adapters.target import Store, Target
from xingtan.replay.rules.errors import Kind, Rates
from xingtan.replay.rules.published import BY_3_APRIL, NEW_OTHER_COURSES
from xingtan.replay.rules.sizes import Sizes, sizes

if TYPE_CHECKING:
    import duckdb

Say = Callable[[int, int, str], None]

AT_ONCE = 300_000_000
"""Attendances of days whose corrections are made together and kept in memory."""
ENROLLMENTS_TO = Fraction(1, 10)


@dataclass(slots=True)
class Generated:
    """What a generation did.

    :param rows: attendances that were written, right and wrong ones
    :param seconds: it took to generate and store them, without what comes before (``prepared``)
    """

    rows: int = 0
    bytes: int = 0
    other_bytes: int = 0
    days: int = 0
    skipped: int = 0
    prepared: float = 0.0
    seconds: float = 0.0
    truth: dict[str, Any] = field(default_factory=dict)

    @property
    def rows_per_s(self) -> float:
        """Say how fast attendances were generated and stored."""
        return self.rows / self.seconds if self.seconds else 0.0


def generate(
    *,
    scale: Fraction,
    until: date = BY_3_APRIL.until,
    seed: int = 2020,
    store: Target | None = None,
    new_other_courses: int = NEW_OTHER_COURSES[0].value,
    rates: Rates = Rates(),  # noqa: B008 - it is frozen
    enrollments: bool | None = None,
    threads: int = 2,
    memory: str = "6GB",
    say: Say = lambda done, total, sentence: None,
) -> Generated:
    """Generate the spring up to a published day, as raw parts by day; write the truth beside the store.

    A day that was stored is not made again, if the same spring was asked for.

    :param enrollments: whether it is said who enrolled; None is only where that is not a hundred million rows
    :raises ValueError: if the scale or the day cannot be
    :raises AnotherSpring: if what lies there is of another scale, day or seed
    """
    target = store or Store()
    asked = sizes(scale=scale, until=until, seed=seed, new_other_courses=new_other_courses)
    work = _Work(
        asked,
        target,
        engine.Draws(seed),
        scale <= ENROLLMENTS_TO if enrollments is None else enrollments,
        Progress.of(asked, new_other_courses, rates, target),
        say,
    )
    begun = time.monotonic()
    with engine.connect(memory=memory, threads=threads, spill=target.room()) as con:
        con.execute("set timezone = 'UTC'")
        work.prepare(con, rates)
        work.made.prepared = time.monotonic() - begun
        work.write(con, threads)
        return work.finish(con)


class AnotherSpring(ValueError):
    """What lies there is of another spring: parts of both would be counted together."""


class Progress:
    """Which days are stored already, of exactly this spring."""

    def __init__(self, place: Path, spec: dict[str, Any]) -> None:
        self.place, self.spec = place, spec
        try:
            told = json.loads(place.read_text())
        except FileNotFoundError:
            told = {"spec": spec, "done": {}}
        if told["spec"] != spec:
            there = told["spec"]
            raise AnotherSpring(
                f"Another spring lies there (scale {there['scale']}, to {there['until']}, seed {there['seed']}). "
                "Choose another folder, or ask for the same one."
            )
        self.done: dict[str, list[int]] = told["done"]

    @classmethod
    def of(cls, asked: Sizes, new_other_courses: int, rates: Rates, target: Target) -> "Progress":
        """Find how far this spring is at this target.

        :raises AnotherSpring: if another is there
        """
        spec = {"scale": str(asked.scale), "until": asked.until.isoformat(), "seed": asked.seed, "version": 1}
        return cls(target.room().parent / "progress.json", spec | {"other": new_other_courses, "rates": asdict(rates)})

    def note(self, day: date, rows: int, size: int) -> None:
        """Note that a day is stored."""
        self.done[day.isoformat()] = [rows, size]
        new = self.place.with_suffix(".new")
        new.write_text(json.dumps({"spec": self.spec, "done": self.done}))
        new.replace(self.place)


@dataclass(slots=True)
class _Work:
    sizes: Sizes
    target: Target
    draws: engine.Draws
    enrollments: bool
    progress: Progress
    say: Say
    days: list[date] = field(default_factory=list)
    made: Generated = field(default_factory=Generated)

    def prepare(self, con: "duckdb.DuckDBPyConnection", rates: Rates) -> None:
        """Make everything but the rows of attendance."""
        world.build(con, self.sizes, self.draws)
        timetable.build(con, self.sizes, self.draws, rates)
        con.execute(registers.HELD_BEFORE)
        con.execute(registers.FIRSTS)
        told = attended.drawn(f"plant = '{Kind.OTHER_ACCOUNT}'", self.sizes.students, self.draws)
        con.execute(registers.OTHER_ACCOUNTS.format(told=told))
        self.days = [row[0] for row in con.execute("select distinct day from lesson order by day").fetchall()]

    def write(self, con: "duckdb.DuckDBPyConnection", threads: int) -> None:
        """Write what comes once, then the days, two beside each other."""
        for each in registers.once(self.sizes):
            self._put(con, each.family, each.day, each.segment, each.rows)
        waiting = [day for day in self.days if day.isoformat() not in self.progress.done]
        self.made.skipped, self.made.days = len(self.days) - len(waiting), len(waiting)
        begun = time.monotonic()
        stretch = max(2, int(len(self.days) * AT_ONCE / self.sizes.row.attendances))
        for start in range(0, len(waiting), stretch):
            self._days(con, waiting[start : start + stretch], threads)
        self.made.seconds = time.monotonic() - begun

    def _days(self, con: "duckdb.DuckDBPyConnection", days: list[date], threads: int) -> None:
        which = f"day in ({', '.join(repr(day.isoformat()) for day in days)})"
        con.execute(f"create or replace table later as {attended.afterwards(which, self.sizes.students, self.draws)}")
        con.execute(f"create or replace table held as {registers.held(which)}")
        with ThreadPoolExecutor(threads) as beside:
            coming = {beside.submit(self._day, con.cursor(), day): day for day in days}
            for done in as_completed(coming):
                rows, size = done.result()
                self.progress.note(coming[done], rows, size)
                self.made.rows, self.made.bytes = self.made.rows + rows, self.made.bytes + size
                self.say(len(self.progress.done), len(self.days), f"{coming[done]}: {rows:,} attendances")

    def _day(self, con: "duckdb.DuckDBPyConnection", day: date) -> tuple[int, int]:
        con.execute("set timezone = 'UTC'")
        students, on = self.sizes.students, day.isoformat()
        self._put(con, "held", day, "1", f"select * exclude (day) from held where day = '{day}'")
        if self.enrollments:
            self._put(con, "enrolled", day, "1", registers.enrolled(day, self.sizes))
        marks.keep(self._marks(day), marks.mark(con, on, students, self.draws))
        rows = size = 0
        later = f"select {attended.COLUMNS} from later where day = '{day}' and"
        for segment, told in (
            ("1", attended.on_the_day(on, students, self.draws)),
            ("2", f"{later} plant <> '{Kind.SILENT}' order by event, session, account"),
            ("3", f"{later} plant = '{Kind.SILENT}'"),
        ):
            file, count = self._write(con, f"attended-{day}-{segment}", told)
            rows, size = rows + count, size + (file.stat().st_size if count else 0)
            self._take("attended", day, segment, file, count)
        return rows, size

    def finish(self, con: "duckdb.DuckDBPyConnection") -> Generated:
        """Write down the truth, who is who, and what is only reported."""
        told = reporting.reports(con, self.sizes, telling.first_or_second(self.sizes))
        learners = telling.learners({day: self._marks(day) for day in self.days}, self.sizes.students)
        self.made.truth = telling.truth(con, self.sizes, told, learners)
        place = self.target.room().parent
        (place / "reports.json").write_text(json.dumps([asdict(each) for each in told.said], indent=1))
        for name, rows in registers.LISTS.items():
            file = self.target.room() / f"{name}.parquet"
            con.execute(f"copy ({rows}) to '{file}' ({engine.PARQUET})")
            self.target.take_list(name, file)
        # Last: where the truth is, all the rest is.
        (place / "truth.json").write_text(json.dumps(self.made.truth, indent=1))
        return self.made

    def _put(self, con: "duckdb.DuckDBPyConnection", family: str, day: date, segment: str, rows: str) -> None:
        file, count = self._write(con, f"{family}-{day}-{segment}", rows)
        self.made.other_bytes += file.stat().st_size
        self._take(family, day, segment, file, count)

    def _take(self, family: str, day: date, segment: str, file: Path, count: int) -> None:
        if count:
            self.target.take(family, day, f"replay-{day}-{segment}", file)
        else:
            file.unlink()

    def _write(self, con: "duckdb.DuckDBPyConnection", name: str, rows: str) -> tuple[Path, int]:
        file = self.target.room() / f"{name}.parquet"
        found = con.execute(f"copy ({rows}) to '{file}' ({engine.PARQUET})").fetchone()
        return file, int(found[0]) if found else 0

    def _marks(self, day: date) -> Path:
        return self.target.room().parent / "marks" / f"{day}.npy"
