"""What the platforms say besides attendance, as SQL: who is who, what is offered, what was held, who enrolled."""

from dataclasses import dataclass
from datetime import date

from xingtan.replay.adapters.attended import OTHER_ACCOUNT, account, moment, other_account
from xingtan.replay.adapters.timetable import CANCELLED_BASE, MINUTES
from xingtan.replay.adapters.world import PERSON_BASE, PLATFORM_BASE, SHARED_FEED
from xingtan.replay.rules.errors import Kind
from xingtan.replay.rules.published import FOLLOWING_PLATFORMS, LEAD_PLATFORMS
from xingtan.replay.rules.sizes import Sizes

REGISTERED_ON = date(2020, 2, 16)
REGISTERED_AGAIN_ON = date(2020, 4, 4)
CLOSED_ON = date(2020, 3, 31)
LATER = 10_000_000
"""Events about courses are numbered from here on when they come after the term began."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Rows of one family and day."""

    family: str
    day: date
    segment: str
    rows: str


def once(sizes: Sizes) -> list[Delivery]:
    """Name what comes once: accounts and courses."""
    found = [
        Delivery("accounts", REGISTERED_ON, "1", _accounts(sizes)),
        Delivery(
            "courses", REGISTERED_ON, "1", _courses("is_first", sizes, "2020-02-16 12:00:00", closed="null::date")
        ),
        Delivery(
            "courses",
            CLOSED_ON,
            "1",
            _courses("closed is not null", sizes, "2020-03-31 16:00:00", closed="closed", after=LATER),
        ),
    ]
    if sizes.has_second_half:
        found.append(
            Delivery(
                "courses",
                REGISTERED_AGAIN_ON,
                "1",
                _courses("not is_first", sizes, "2020-04-18 12:00:00", closed="closed"),
            )
        )
    return found


def _courses(which: str, sizes: Sizes, at: str, *, closed: str, after: int = 0) -> str:
    """Write the courses, and once more those that a second platform lists under a number of its own."""
    source = f"case when platform <= {PLATFORM_BASE + LEAD_PLATFORMS} then {SHARED_FEED} else platform end::smallint"
    return f"""
        with told as (
            select course, null::bigint as same_as, university, platform, discipline, language, kind, opened, closed, course as taught from course where {which}
            union all
            select s.listed, c.course, c.university, s.platform, c.discipline, c.language, c.kind, c.opened, c.closed, c.course
            from same s join (select * from course where {which}) c using (course))
        select source, ({after} + row_number() over (partition by source order by course))::bigint as event, {moment(f"timestamp '{at}'")} as at,
            course, same_as, university, platform, discipline, language, kind, opened, {closed} as closed, coalesce(teachers, []) as teachers
        from (select *, {source} as source from told)
        left join (select course as taught, list(teacher order by teacher) as teachers from teaches group by course) using (taught)
        order by source, event"""


def held(days: str) -> str:
    """Write the sessions of some days, those called off twice: as held, and a day later as cancelled."""
    return f"""
        with told as (
            select *, starts_at + interval {MINUTES} minute as at0, false as is_cancelled from lesson where {days}
            union all
            select *, starts_at + interval 1 day, true from lesson where {days} and plant = '{Kind.CANCELLED}'),
        numbered as (
            select *, first_held + row_number() over (partition by source, day order by session, is_cancelled) - 1 as event
            from told join held_before using (source, day))
        select day, source, event::bigint as event, {moment("case when plant = '" + Kind.SILENT + "' then at0 + interval 9 day else at0 end")} as at,
            session, sent_course as course, 0::bigint as run, {moment("starts_at")} as starts_at, {MINUTES}::smallint as minutes, enrolled, is_cancelled
        from numbered where plant is distinct from '{Kind.LOST}' order by day, source, event"""


HELD_BEFORE = f"""
    create or replace table held_before as
    select source, day, (1 + coalesce(sum(c) over (partition by source order by day rows between unbounded preceding and 1 preceding), 0))::bigint as first_held
    from (select source, day, sum(case when plant = '{Kind.CANCELLED}' then 2 else 1 end) as c from lesson group by all)"""
"""How many sessions each source had told of before each day: its events are numbered through."""


def cohorts(sizes: Sizes) -> str:
    """Write the stretches of students who have an account at a feed of their platform's own, merged, and split at the end."""
    students = sizes.students
    return f"""
        with one as (
            select source, (min(base) - 3) as lo, max(base + enrolled * stride) as hi from lesson where source <> {SHARED_FEED} group by source, sent_course),
        cut as (
            select source, greatest(lo, 0) as lo, least(hi, {students}) as hi from one
            union all select source, {students} + lo, {students} from one where lo < 0
            union all select source, 0, hi - {students} from one where hi > {students}),
        edges as (
            select *, max(hi) over (partition by source order by lo, hi rows between unbounded preceding and 1 preceding) as before from cut),
        islands as (
            select *, sum(case when before is null or lo > before then 1 else 0 end) over (partition by source order by lo, hi) as island from edges)
        select source, min(lo) as lo, max(hi) as hi from islands group by source, island"""


def _accounts(sizes: Sizes) -> str:
    """Write who has which accounts: all at the shared feed, some at a platform's own, a few under two numbers more."""
    third = f"({PLATFORM_BASE + LEAD_PLATFORMS + 1} + student % {FOLLOWING_PLATFORMS})::smallint"
    return f"""
        with told as (
            select {SHARED_FEED}::smallint as source, student, student + 1 as account from (select range as student from range({sizes.students}))
            union all
            select source, student, {account("source", "student")} from (select source, unnest(range(lo, hi)) as student from ({cohorts(sizes)}))
            union all
            select source, student, {other_account("student")} from other_account
            union all
            select distinct {third}, student, {OTHER_ACCOUNT} // 10 + {other_account("student")} from other_account),
        placed as (
            select told.*, u.university from told asof join (select university, student_base from university where not only_reports and students > 0) u on told.student >= u.student_base)
        select source, (row_number() over (partition by source order by account))::bigint as event,
            {moment("timestamp '2020-02-16 08:00:00'")} as at, account::bigint as account, ({PERSON_BASE} + student)::bigint as person, university
        from placed order by source, account"""


FIRSTS = f"""
    create or replace table firsts as
    select min(day) as day, source, sent_course as course, arg_min(base, session) as base, arg_min(stride, session) as stride,
        arg_min(enrolled, session) as enrolled, min(session) as first
    from lesson where session < {CANCELLED_BASE} group by source, sent_course order by day"""
"""The first lesson of every course: on its day people enroll."""


def enrolled(day: date, sizes: Sizes) -> str:
    """Write who enrolled in the courses whose first lesson is on this day; one in fifty leaves again before its end."""
    member = f"(base + stride * k) % {sizes.students}"
    return f"""
        with told as (
            select *, {member} as student, false as leaves from (select *, unnest(range(enrolled)) as k from firsts where day = '{day}')
            union all
            select *, {member}, true from (select *, unnest(range(0, enrolled, 50)) as k from firsts where day = '{day}'))
        select source, (first * 33554432 + k * 2 + leaves::int)::bigint as event,
            {moment("day + to_hours(case when leaves then 9 else 0 end)")} as at, 0::bigint as run, course,
            {account("source", "student")}::bigint as account, (first * 16777216 + k)::bigint as enrollment, not leaves as is_enrolled
        from told order by source, event"""


LISTS = {
    "university": """
        select university, null::text as uid, code, name, kind, 'CN' as country, province, students, student_base
        from university order by university""",
    "platform": "select platform, code, name, tier, country, joined from platform order by platform",
}
"""Who there is, as closed tables have it: by what numbers the streams call universities and platforms."""

OTHER_ACCOUNTS = """
    create or replace table other_account as
    select distinct source, student from ({told}) where k % 3 = 0 or k % 30 = 1"""
