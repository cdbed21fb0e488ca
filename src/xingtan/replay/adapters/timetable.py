"""When lessons are held, for how many, which of them something is wrong with, and the numbers of their events."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xingtan.replay.adapters.engine import Draws
from xingtan.replay.adapters.world import PLATFORM_BASE, SHARED_FEED
from xingtan.replay.rules.errors import ON_LESSONS, Kind, Rates
from xingtan.replay.rules.published import LEAD_PLATFORMS
from xingtan.replay.rules.sizes import Half, Sizes

if TYPE_CHECKING:
    import duckdb

MINUTES = 45
CANCELLED_BASE = 100_000_000
"""Sessions from this number on were cancelled."""

EXTRA = {Kind.CORRECTED: "(n + 9) // 10", Kind.TAKEN_BACK: "6", Kind.OTHER_ACCOUNT: "(n + 28) // 30"}
"""How many events more than attendances a lesson of this class has; they have numbers of their own."""
STRANGE = 3
"""So many events of a lesson are of 1970, of the future, or count less than nothing."""

SILENT_DAYS = ("2020-03-03", "2020-03-05")
LOST_DAYS = ("2020-03-10", "2020-03-12")


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks of a half: the first, how many, and on which day of the last it ends (0 is Monday)."""

    first: int
    count: int
    last_weekday: int = 4


HALVES = (Weeks(0, 7), Weeks(7, 5))


def build(con: "duckdb.DuckDBPyConnection", sizes: Sizes, draws: Draws, rates: Rates) -> None:
    """Make the table ``lesson``: one row a session, in the order of their numbers."""
    _same_courses(con, draws)
    con.execute("""
        create table lesson0 (course bigint, university int, platform smallint, kind text, students int, student_base int,
            rank bigint, j int, week int, starts_at timestamp, rate double, enrolled int, n int, half tinyint)""")
    for number, half in enumerate(sizes.halves if sizes.has_second_half else sizes.halves[:1]):
        _meetings(con, half, number, draws)
        _attended(con, sizes, half, number)
    _numbered(con, sizes, draws)
    _plant(con, sizes, draws, rates)


def _same_courses(con: "duckdb.DuckDBPyConnection", draws: Draws) -> None:
    """Choose courses that a second platform lists under a number of its own."""
    shared = f"is_first and closed is null and platform <= {PLATFORM_BASE + LEAD_PLATFORMS}"
    con.execute(f"""
        create table same as
        select course, ((select max(course) from course) + row_number() over (order by course))::bigint as listed,
            ({PLATFORM_BASE + 1} + (platform - {PLATFORM_BASE}) % {LEAD_PLATFORMS})::smallint as platform
        from (select * from course where {shared} order by {draws.u("same", "course")}, course
            limit (select greatest(2, count(*) // 500) from course where is_first))
        order by course""")


def _meetings(con: "duckdb.DuckDBPyConnection", half: Half, number: int, draws: Draws) -> None:
    weeks = HALVES[number]
    if number == 0:
        often = "case when u < 0.80 then 7 when u < 0.92 then 10 when u < 0.97 then 4 else 14 end"
        who = "is_first"
    else:
        often = "case when u < 0.75 then 5 when u < 0.85 then 4 when u < 0.92 then 2 when u < 0.97 then 8 else 10 end"
        who = "closed is null"
    con.execute(f"""
        create or replace table often as
        with drawn as (select course, rank, {often} as lessons from (select *, {draws.u(f"often {number}", "course")} as u from course where {who})),
        missing as (select {half.lessons} - sum(lessons) as d, count(*) as c from drawn),
        ranked as (select *, row_number() over (order by rank, course) - 1 as r from drawn)
        select course, greatest(1, lessons + (d - ((d % c + c) % c)) // c + case when r < (d % c + c) % c then 1 else 0 end)::int as lessons
        from ranked, missing""")
    # A course that needed at least one lesson where it had none to give takes it from those that have most.
    over = con.execute(f"select sum(lessons) - {half.lessons} from often").fetchall()[0][0]
    if over:
        con.execute(
            f"update often set lessons = lessons - {1 if over > 0 else -1} where course in (select course from often where lessons > 2 order by lessons desc, course limit {abs(over)})"
        )
    slot = f"case when {draws.u('early', 'm')} < 0.85 then {draws.below(8, 'slot', 'm')} else 8 + {draws.below(4, 'late slot', 'm')} end"
    weekday = f"case when {draws.u('weekend', 'm')} < 0.92 then {draws.below(5, 'weekday', 'm')} else 5 + {draws.below(2, 'weekend day', 'm')} end"
    con.execute(f"""
        insert into lesson0
        with met as (
            select c.*, o.lessons, unnest(range(o.lessons))::int as j from course c join often o using (course)),
        timed as (
            select *, course * 4 + j % 2 as m,
                (j * case when closed is null or {number} > 0 then {weeks.count} else {weeks.count - 1} end // lessons)::int as w from met),
        placed as (
            select *, {weekday} as weekday, {slot} as slot from timed)
        select course, university, platform, kind, students, student_base, rank, j, w + {weeks.first},
            timestamp '2020-02-17 00:10:00' + to_days((7 * (w + {weeks.first})
                + case when w = {weeks.count - 1} and weekday > {weeks.last_weekday} then weekday - 5 else weekday end)::int)
                + to_minutes((slot * 70 + 15 * (j // 2 % 4))::int),
            0.93 * pow(0.965, w) * (0.80 + 0.20 * {draws.u(f"rate {number}", "course * 64 + j")}), 0, 0, {number}
        from placed""")


def _attended(con: "duckdb.DuckDBPyConnection", sizes: Sizes, half: Half, number: int) -> None:
    """Make cohorts so large that all attendances of the half are as many as was published."""
    nation, target = sizes.students, half.attendances
    cap = f"case when kind = 'mooc' then {nation} * 0.6 else greatest(students * 0.9, least({nation} // 4, 600)) end"
    con.execute(
        f"create or replace table weight as select rowid as id, pow(rank + 1, -0.75) as w, {cap} as cap, rate from lesson0 where half = {number}"
    )

    def total(factor: float) -> int:
        asked = f"select sum(greatest(1, floor(greatest(1, floor(least({factor} * w + 8, cap))) * rate)))::bigint from weight"
        found = con.execute(asked).fetchone()
        return int(found[0]) if found else 0

    low, high = 0.0, 16.0
    while total(high) < target and high < 1e15:
        high *= 4
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if total(middle) < target else (low, middle)
        if high - low < high * 1e-9:
            break
    enrolled = f"greatest(1, floor(least({high} * w + 8, cap)))"
    con.execute(f"""
        update lesson0 set enrolled = {enrolled}::int, n = greatest(1, floor({enrolled} * weight.rate))::int
        from weight where lesson0.rowid = weight.id""")
    while (
        left := target
        - (con.execute(f"select sum(n)::bigint from lesson0 where half = {number}").fetchone() or (0,))[0]
    ):
        way, can = (1, "n < enrolled") if left > 0 else (-1, "n > 1")
        con.execute(f"""
            update lesson0 set n = n + {way} where rowid in (
                select rowid from lesson0 where half = {number} and {can} order by enrolled desc, course, j limit {abs(left)})""")


def _numbered(con: "duckdb.DuckDBPyConnection", sizes: Sizes, draws: Draws) -> None:
    """Number sessions by when they start; place their cohorts; let the second platform hold every other lesson it lists."""
    nation = sizes.students
    con.execute(f"""
        create table lesson1 as
        select (row_number() over (order by starts_at, university, l.course, j))::bigint as session, l.course, university, kind, half,
            week, starts_at, starts_at::date as day, enrolled, n,
            coalesce(case when j % 2 = 1 then s.listed end, l.course) as sent_course,
            case when l.platform <= {PLATFORM_BASE + LEAD_PLATFORMS} then {SHARED_FEED} else l.platform end::smallint as source,
            case when kind = 'mooc' then greatest(1, floor({nation} * 0.9 / enrolled))::int else 1 end as stride,
            case when kind = 'mooc' then {draws.below(nation, "cohort", "l.course")}
                else student_base + ({draws.bits("cohort", "l.course")} % greatest(1, students - enrolled)::ubigint)::bigint end as base
        from lesson0 l left join same s on s.course = l.course
        order by session""")
    con.execute("drop table lesson0; drop table weight; drop table often")


def _plant(con: "duckdb.DuckDBPyConnection", sizes: Sizes, draws: Draws, rates: Rates) -> None:
    """Choose the lessons that something is wrong with, add those that were cancelled, and number all events."""
    silent, lost = _silent_platforms(con)
    con.execute(f"""
        create table planted as
        select session, '{Kind.SILENT}' as kind from lesson1 where source = {silent} and day between '{SILENT_DAYS[0]}' and '{SILENT_DAYS[1]}'
        union all
        select session, '{Kind.LOST}' from lesson1 where source = {lost} and day between '{LOST_DAYS[0]}' and '{LOST_DAYS[1]}'""")
    for half in range(2 if sizes.has_second_half else 1):
        of = sizes.halves[half].lessons
        upto, bounds = 0, []
        for kind in ON_LESSONS:
            upto += rates.lessons(kind, of)
            bounds.append(f"when r <= {upto} then '{kind}'")
        con.execute(f"""
            insert into planted
            select session, case {" ".join(bounds)} end from (
                select session, row_number() over (order by {draws.u("plant", "session")}, session) as r
                from lesson1 where half = {half} and n between 3 and 2000 and enrolled < {sizes.students} * 0.8
                    and session not in (select session from planted))
            where r <= {upto}""")
    cancelled = " union all ".join(
        f"select * from (select * from lesson1 where half = {half} order by {draws.u('cancel', 'session')}, session limit {rates.lessons(Kind.CANCELLED, sizes.halves[half].lessons)})"
        for half in range(2 if sizes.has_second_half else 1)
    )
    extra = " ".join(f"when '{kind}' then {events}" for kind, events in EXTRA.items())
    strange = ", ".join(f"'{kind}'" for kind in (Kind.FUTURE, Kind.PAST, Kind.NEGATIVE))
    con.execute(f"""
        create table lesson as
        with called_off as (
            select * replace ({CANCELLED_BASE} + row_number() over (order by session) as session,
                (day + interval 14 hour + interval 30 minute)::timestamp as starts_at, least(n, 10 + session % 30)::int as n) from ({cancelled})
            where source not in ({silent}, {lost})),
        every as (
            select l.*, p.kind as plant from lesson1 l left join planted p using (session)
            union all
            select *, '{Kind.CANCELLED}' from called_off),
        counted as (
            select *, (n + case plant {extra} else case when plant in ({strange}) then {STRANGE} else 0 end end)::bigint as events from every)
        select *, (sum(events) over (partition by source order by day, session rows unbounded preceding) - events + 1)::bigint as first_event,
            greatest(n, least(enrolled, floor(enrolled * pow(0.965, week))))::int as active
        from counted order by day, source, session""")
    con.execute("drop table lesson1; drop table planted")


def _silent_platforms(con: "duckdb.DuckDBPyConnection") -> tuple[int, int]:
    """Choose the following platform with most lessons on each of the two spells of silence."""
    chosen: list[int] = []
    for first, last in (SILENT_DAYS, LOST_DAYS):
        found = con.execute(f"""
            select source from lesson1 where day between '{first}' and '{last}' and source not in ({", ".join(map(str, [0, *chosen]))})
            group by source having count(distinct day) = 3 or count(*) > 0 order by (source = {SHARED_FEED}), count(distinct day) desc, count(*) desc, source limit 1""").fetchone()
        chosen.append(found[0] if found else -1)
    return chosen[0], chosen[1]
