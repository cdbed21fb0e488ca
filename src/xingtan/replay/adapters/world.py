"""Who and what there is: universities and their students, platforms, courses of two halves, and who teaches them."""

from typing import TYPE_CHECKING

from xingtan.eventstore import public as eventstore
from xingtan.replay.adapters.engine import Draws
from xingtan.replay.rules import names
from xingtan.replay.rules.published import BY_3_APRIL, FOLLOWING_PLATFORMS, LEAD_PLATFORMS
from xingtan.replay.rules.sizes import Sizes

if TYPE_CHECKING:
    import duckdb

UNIVERSITY_BASE = 1_000
PLATFORM_BASE = eventstore.GENERATED.start
"""Platforms of the replay are numbered from here on, where no platform of the site is."""
SHARED_FEED = PLATFORM_BASE + 1
"""The source of all lead platforms: they share one sign-in and send through one feed. The others send their own."""
PERSON_BASE = 5_000_000_000
"""Numbers of the replay's own begin above these, so that they meet none of the site's."""

_STEP = 1_000_003
"""A prime: multiplied by it and taken modulo the courses, their numbers stand in another order."""


def build(con: "duckdb.DuckDBPyConnection", sizes: Sizes, draws: Draws) -> None:
    """Make the tables ``university``, ``platform``, ``course`` and ``teaches``."""
    _universities(con, sizes, draws)
    _platforms(con, draws)
    _courses(con, sizes, draws)
    _stocks(con, sizes, draws)
    _teachers(con, sizes, draws)


def _universities(con: "duckdb.DuckDBPyConnection", sizes: Sizes, draws: Draws) -> None:
    every = [names.university(number) for number in range(BY_3_APRIL.universities)]
    con.execute(
        "create table name as select unnest(range(len($names)))::int as i, unnest($names) as name", {"names": every}
    )
    provinces = ", ".join(f"'{name}'" for name in names.PROVINCES)
    con.execute(f"""
        create table university as
        with every as (
            select i, name, pow(i + 1, -0.35) as w, row_number() over (order by {draws.u("reports", "i")}, i) > {sizes.universities} as only_reports,
                case when {draws.u("kind", "i")} < 0.45 then 'undergraduate' when {draws.u("kind", "i")} < 0.95 then 'vocational' else 'adult' end as kind,
                [{provinces}][1 + {draws.below(len(names.PROVINCES), "province", "i")}] as province
            from name),
        sized as (
            select *, case when only_reports then 0 else floor({sizes.students} * w / sum(w) over (partition by only_reports))::bigint end as share,
                case when only_reports then null else row_number() over (partition by only_reports order by i) - 1 end as seat
            from every),
        whole as (
            select *, share + case when seat < {sizes.students} - sum(share) over () then 1 else 0 end as students from sized)
        select (i + {UNIVERSITY_BASE + 1})::int as university, printf('r%04d', i + 1) as code, name, kind, province, only_reports, w,
            seat::int as seat, students::int as students, (sum(students) over (order by i) - students)::int as student_base,
            case when only_reports then null else sum(w) over (partition by only_reports order by i) / sum(w) over (partition by only_reports) end as upto,
            ({PLATFORM_BASE + 1} + case when {draws.u("home", "i")} < 0.7 then floor({LEAD_PLATFORMS} * pow({draws.u("lead", "i")}, 1.8))
                else {LEAD_PLATFORMS} + floor({FOLLOWING_PLATFORMS} * {draws.u("follow", "i")}) end)::smallint as home
        from whole order by i""")


def _platforms(con: "duckdb.DuckDBPyConnection", draws: Draws) -> None:
    every = [names.platform(number) for number in range(LEAD_PLATFORMS + FOLLOWING_PLATFORMS)]
    con.execute(
        "create or replace table name as select unnest(range(len($names)))::int as i, unnest($names) as name",
        {"names": every},
    )
    con.execute(f"""
        create table platform as
        select (i + {PLATFORM_BASE + 1})::smallint as platform, printf('p%03d', i + 1) as code, name,
            case when i < {LEAD_PLATFORMS} then 'lead' else 'follower' end as tier, 'CN' as country,
            (date '2020-01-28' + (case when i < {LEAD_PLATFORMS} then 0 else 7 + {draws.below(10, "joined", "i")} end)::int)::date as joined
        from name order by i""")
    con.execute("drop table name")


def _courses(con: "duckdb.DuckDBPyConnection", sizes: Sizes, draws: Draws) -> None:
    first, second = sizes.halves
    stays, left = first.courses, sum(sizes.left.values())
    every = stays + left + second.courses
    disciplines = ", ".join(f"'{name}'" for name in names.DISCIPLINES)
    con.execute(f"""
        create table course0 as
        with placed as (
            select i::bigint as i, i < {stays + left} as is_first, i >= {stays} and i < {stays + left} as is_leaving, {draws.u("university", "i")} as uh,
                case when i < {stays} then (i::bigint * {_STEP} + 7) % {stays} else {draws.below(stays, "rank", "i")} end as rank
            from range({every}) t(i)),
        upto as (select seat, coalesce(lag(upto) over (order by seat), 0) as lo from university where not only_reports),
        seated as (
            select p.*, case when p.i < {sizes.universities} then p.i else u.seat end as seat
            from placed p asof join upto u on p.uh >= u.lo)
        select i, is_first, is_leaving, rank, u.university, u.students, u.student_base, u.home,
            case when is_leaving then i < {stays + sizes.left["mooc"]} else rank < {stays} * 0.016 or {draws.u("mooc", "i")} < 0.06 end as is_mooc,
            [{disciplines}][1 + {draws.below(len(names.DISCIPLINES), "discipline", "i")}] as discipline,
            case when {draws.u("language", "i")} < 0.955 then 'zh' when {draws.u("language", "i")} < 0.99 then 'en' else 'fr' end as language
        from seated join university u using (seat) order by i""")
    con.execute(f"""
        create table course1 as
        select *, case when is_mooc then 'mooc' else 'other' end as kind,
            case when is_mooc or {draws.u("elsewhere", "i")} < 0.15 then ({PLATFORM_BASE + 1} + floor({LEAD_PLATFORMS} * pow({draws.u("platform", "i")}, 1.8)))::smallint
                else home end as platform
        from course0""")


def _stocks(con: "duckdb.DuckDBPyConnection", sizes: Sizes, draws: Draws) -> None:
    """Say when each opened and closed: of each kind so many joined in the quarter, and so many left."""
    joined = {kind: sizes.net[kind] + sizes.left[kind] for kind in sizes.net}
    con.execute(f"""
        create table course as
        with turned as (
            select *, row_number() over (partition by kind, is_first, is_leaving order by {draws.u("turn", "i")}, i) as turn from course1),
        placed as (
            select *, is_first and not is_leaving and turn <= case kind when 'mooc' then {joined["mooc"]} else {joined["other"]} end as is_new
            from turned)
        select i + 1 as course, * exclude (i, turn, home) replace (platform::smallint as platform),
            case when not is_first then date '2020-04-04' + {draws.below(14, "opened", "i")}::int
                when is_new then date '2020-01-02' + {draws.below(45, "opened", "i")}::int
                else (date '2013-03-01' + floor(2490 * pow({draws.u("opened", "i")}, 0.28))::int) end::date as opened,
            case when is_leaving then date '2020-03-30' + {draws.below(2, "closed", "i")}::int end::date as closed
        from placed order by i""")
    con.execute("drop table course0; drop table course1")


def _teachers(con: "duckdb.DuckDBPyConnection", sizes: Sizes, draws: Draws) -> None:
    """Give every course of a half a teacher, every teacher a course, and some courses a second one."""
    first, second = sizes.halves
    begun = first.courses + sum(sizes.left.values())
    later = f"{first.teachers} + (course - 1 - {begun}) % {second.teachers}" if second.teachers else "0"
    con.execute(f"""
        create table teaches as
        select distinct teacher + 1 as teacher, course from (
            select (course - 1) % {first.teachers} as teacher, course from course where is_first and not is_leaving
            union all
            select {first.courses} + i, 1 + {draws.below(first.courses, "teaches", "i")} from range({max(first.teachers - first.courses, 0)}) t(i)
            union all
            select {draws.below(first.teachers, "second", "course")}, course from course where is_leaving or (is_first and {draws.u("has second", "course")} < 0.15)
            union all
            select {later}, course from course where not is_first)
        order by course, teacher""")
