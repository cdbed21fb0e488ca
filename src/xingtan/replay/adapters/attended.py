"""The events of attendance as SQL: the plain ones of a lesson, and all that is wrong with some.

``lesson`` holds a row a session with its cohort: from ``base``, every ``stride``-th student of ``enrolled``. Who comes
is drawn one from each of ``n`` equal stretches of those who are still active, so that nobody is there twice and
the accounts of a lesson ascend. Rows come in the order of sessions: stored so, a row takes three bytes.
"""

from xingtan.replay.adapters.engine import Draws
from xingtan.replay.adapters.timetable import MINUTES, STRANGE
from xingtan.replay.adapters.world import PLATFORM_BASE, SHARED_FEED
from xingtan.replay.rules.errors import Kind

NOT_ON_THE_DAY = (Kind.LATE, Kind.OTHER_ACCOUNT, Kind.CANCELLED, Kind.SILENT, Kind.LOST)

ACCOUNT_STEP = 100_000_000
OTHER_ACCOUNT = 90_000_000_000
"""Of every number of an account the last eight digits tell the student: for the truth, not for who counts."""
COLUMNS = 'source, event, "at", session, account, is_attended, joined_at, seconds'


def account(source: str, student: str) -> str:
    """Write the number of a student's account at a source: the same student has another at each."""
    return f"(case when {source} = {SHARED_FEED} then 0 else ({source}::bigint - {PLATFORM_BASE}) * {ACCOUNT_STEP} end + {student} + 1)"


def other_account(student: str) -> str:
    """Write the number of the account that a student has besides."""
    return f"({OTHER_ACCOUNT} + {student} + 1)"


def drawn(lessons: str, students: int, draws: Draws) -> str:
    """Write who came to these lessons, a row each.

    :param lessons: a condition on ``lesson``, or a whole ``from`` of one
    """
    return f"""
        select day, source, session, plant, n, k, first_event, first_event + k as event, starts_at, ends_at, h,
            (case when v >= {students} then v - {students} else v end) as student
        from (
            select *, base + stride * (lo + ((h & 65535)::bigint % (floor((k + 1) * r)::bigint - lo))) as v
            from (
                select *, floor(k * r)::bigint as lo, hash(session * 16777216 + k + {draws.base("who")}) as h
                from (
                    select day, source, session, plant, n, first_event, starts_at, starts_at + interval {MINUTES} minute as ends_at, base, stride,
                        active / n::double as r, unnest(range(n)) as k
                    from (select * from lesson where {lessons} order by source, session))))"""


def row(*, event: str = "event", at: str = "ends_at", number: str = "", joined: str = "", seconds: str = "") -> str:
    """Write the columns of an event about who was ``drawn``."""
    return f"""day, plant, source, {event} as event, {moment(at)} as at, session, {number or account("source", "student")} as account,
        true as is_attended, {moment(joined or JOINED)} as joined_at, ({seconds or SECONDS})::int as seconds"""


def moment(expression: str) -> str:
    """Write a moment with its zone, without asking a calendar."""
    return f"make_timestamptz(epoch_us({expression}))"


JOINED = "starts_at + to_microseconds((least(2400.0, floor(-180.0 * ln(1.00001 - ((h >> 16) & 65535) / 65536.0)) - 240.0))::bigint * 1000000)"
# Presence is told by heartbeats, one every fifteen seconds.
SECONDS = "greatest(2, floor(180.0 * sqrt(sqrt(((h >> 32) & 65535) / 65536.0)))) * 15"
OTHER_SECONDS = "greatest(2, floor(180.0 * ((h >> 48) & 32767) / 32768.0)) * 15"


def of_the_day(day: str) -> str:
    """Write the condition on lessons of which a day's own file tells."""
    absent = ", ".join(f"'{kind}'" for kind in NOT_ON_THE_DAY)
    return f"day = '{day}' and (plant is null or plant not in ({absent}))"


def on_the_day(day: str, students: int, draws: Draws) -> str:
    """Write what came in on the day itself."""
    return f"select {COLUMNS} from (select {row()} from ({drawn(of_the_day(day), students, draws)}))"


def afterwards(days: str, students: int, draws: Draws) -> str:
    """Write what came in later about some days: again, late, other, taken back, cancelled, and what cannot be true.

    :param days: a condition on the day of a lesson
    """

    def of(kind: Kind) -> str:
        return drawn(f"{days} and plant = '{kind}'", students, draws)

    later = "ends_at + to_days((2 + session % 20)::int)"
    corrected = row(event="first_event + n + k // 10", at="ends_at + interval 1 day", seconds=OTHER_SECONDS)
    told = (
        f"select {row()} from ({of(Kind.DUPLICATE)}), range(1 + (session % 3)::bigint) r",
        f"select {row(at=later)} from ({of(Kind.LATE)})",
        _other_accounts(of(Kind.OTHER_ACCOUNT)),
        f"select {corrected} from ({of(Kind.CORRECTED)}) where k % 10 = 0",
        f"select {row()} from ({of(Kind.CANCELLED)})",
        *_strangers(days, students, draws),
        f"select {row(at='ends_at + interval 9 day')} from ({of(Kind.SILENT)})",
    )
    return " union all ".join(told)


def _other_accounts(told: str) -> str:
    """Every third comes by another account, and a few are there by both at once."""
    number = f"case when k % 3 = 0 then {other_account('student')} else {account('source', 'student')} end"
    twice = row(event="first_event + n + (k - 1) // 30", number=other_account("student"), seconds="60")
    return f"select {row(number=number)} from ({told}) union all select {twice} from ({told}) where k % 30 = 1"


def _strangers(days: str, students: int, draws: Draws) -> list[str]:
    """Rows about people who are not of the lesson's cohort: taken back later, of another time, or less than nothing."""
    kinds = ", ".join(f"'{kind}'" for kind in (Kind.TAKEN_BACK, Kind.FUTURE, Kind.PAST, Kind.NEGATIVE))
    told = f"""(select day, source, session, plant, first_event + n + k as event, starts_at, starts_at + interval {MINUTES} minute as ends_at,
        k, (base + {students} - 1 - k) % {students} as student, hash(session * 8 + k + {draws.base("strangers")}) as h
        from (select *, unnest(range({STRANGE})) as k from lesson where {days} and plant in ({kinds})))"""
    back = f"""select day, plant, source, event + {STRANGE} as event, {moment("ends_at + interval 1 day")} as at, session,
        {account("source", "student")} as account, false as is_attended, {moment(JOINED)} as joined_at, 0 as seconds
        from {told} where plant = '{Kind.TAKEN_BACK}'"""
    future = row(at="starts_at + interval 15 year", joined="starts_at + interval 15 year")
    past = row(at="timestamp '1970-01-01 00:00:00'", joined="timestamp '1970-01-01 00:00:00'")
    return [
        f"select {row()} from {told} where plant = '{Kind.TAKEN_BACK}'",
        back,
        f"select {future} from {told} where plant = '{Kind.FUTURE}'",
        f"select {past} from {told} where plant = '{Kind.PAST}'",
        f"select {row(seconds='-600')} from {told} where plant = '{Kind.NEGATIVE}'",
    ]
