"""The truth: what the census must arrive at, and what was planted, from the tables of the generator and never from a store."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xingtan.replay.adapters import marks
from xingtan.replay.adapters.reports import MEASURES, Reports
from xingtan.replay.rules.errors import Kind
from xingtan.replay.rules.published import FIRST_DAY
from xingtan.replay.rules.sizes import Half, Sizes

if TYPE_CHECKING:
    import duckdb

Json = dict[str, Any]

COUNTED = f"(plant is null or plant not in ('{Kind.CANCELLED}', '{Kind.LOST}'))"


def truth(con: "duckdb.DuckDBPyConnection", sizes: Sizes, reports: Reports, learners: Json) -> Json:
    """Tell the truth about what was generated."""
    half = sizes.reported[1] if sizes.has_second_half else sizes.reported[0]
    counted = _counted(con, sizes) | {"learners": learners["all"]}
    lost = _row(
        con,
        f"select count(*) as lessons, coalesce(sum(n), 0)::bigint as attendances from lesson where plant = '{Kind.LOST}'",
    )
    reported = {"universities": len(reports.only)} | {name: getattr(half, name) for name in MEASURES}
    return {
        "scale": str(sizes.scale), "until": sizes.until.isoformat(), "seed": sizes.seed,
        "counted": counted, "lost": lost, "reported": reported,
        "together": {name: counted[name] + reported[name] + lost.get(name, 0) for name in ("universities", *MEASURES)},
        "stocks": _stocks(con),
        "by_day": _by_day(con, learners["by_day"]),
        "by_university": _by(con, "university"),
        "by_platform": _by(con, "platform"),
        "by_discipline": _by(con, "discipline"),
        "by_language": _by(con, "language"),
        "weeks": learners["weeks"],
        "planted": planted(con, reports),
    }  # fmt: skip


def _counted(con: "duckdb.DuckDBPyConnection", sizes: Sizes) -> Json:
    """Count as the definitions say: what is offered by courses open on the day, what was held by lessons."""
    which = "closed is null" if sizes.has_second_half else "is_first and closed is null"
    return _row(con, f"""
        select (select count(distinct university) from course where {which}) as universities,
            (select count(distinct teacher) from teaches join course using (course) where {which}) as teachers,
            (select count(*) from course where {which}) as courses,
            count(*) as lessons, sum(n)::bigint as attendances
        from lesson where {COUNTED}""")  # fmt: skip


def _by(con: "duckdb.DuckDBPyConnection", column: str) -> dict[str, list[int]]:
    rows = con.execute(f"""
        select c.{column}, count(*), sum(n)::bigint from lesson l join course c on c.course = l.course
        where {COUNTED} group by 1 order by 1""").fetchall()
    return {str(row[0]): list(row[1:]) for row in rows}


def _by_day(con: "duckdb.DuckDBPyConnection", learners: dict[str, int]) -> dict[str, list[int]]:
    asked = f"select day::text, count(*), sum(n)::bigint from lesson where {COUNTED} group by day order by day"
    return {day: [lessons, attendances, learners[day]] for day, lessons, attendances in con.execute(asked).fetchall()}


def _stocks(con: "duckdb.DuckDBPyConnection") -> dict[str, dict[str, int]]:
    """Count courses of each kind at the ends of the quarter; only those of the first half were there by its end."""
    rows = con.execute("""
        select kind, count(*) filter (opened < '2020-01-01'), count(*) filter (opened >= '2020-01-01'), count(closed)
        from course where is_first group by kind order by kind""").fetchall()
    return {
        kind: {"start": start, "joined": joined, "left": left, "end": start + joined - left}
        for kind, start, joined, left in rows
    }


def planted(con: "duckdb.DuckDBPyConnection", reports: Reports) -> dict[str, int]:
    """Give the ledger of planted errors: how many of each class; what each counts is said in ``rules.errors``."""
    lessons = _row(con, f"""
        select coalesce(sum(n * (1 + session % 3)) filter (plant = '{Kind.DUPLICATE}'), 0)::bigint as duplicate,
            coalesce(sum(n) filter (plant in ('{Kind.LATE}', '{Kind.SILENT}')), 0)::bigint as late,
            coalesce(sum((n + 9) // 10) filter (plant = '{Kind.CORRECTED}'), 0)::bigint as corrected,
            3 * count(*) filter (plant = '{Kind.TAKEN_BACK}') as taken_back,
            coalesce(sum((n + 28) // 30) filter (plant = '{Kind.OTHER_ACCOUNT}'), 0)::bigint as other_account,
            coalesce(sum(n) filter (plant = '{Kind.CANCELLED}'), 0)::bigint as cancelled,
            count(distinct (source, day)) filter (plant = '{Kind.SILENT}') as silent,
            coalesce(sum(n) filter (plant = '{Kind.LOST}'), 0)::bigint as lost,
            3 * count(*) filter (plant = '{Kind.FUTURE}') as future,
            3 * count(*) filter (plant = '{Kind.PAST}') as past,
            3 * count(*) filter (plant = '{Kind.NEGATIVE}') as negative,
            (select count(*) from same) as twice_listed
        from lesson""")  # fmt: skip
    of_reports = {"only_reported": len(reports.only), "reported_twice": len(reports.reported_twice)}
    found = lessons | of_reports
    return {kind.value: found[kind.value] for kind in Kind}


def learners(places: dict[date, Path], students: int) -> Json:
    """Count distinct learners of all days, of each, and of each week; and who of the first week was there in each."""
    import numpy as np  # noqa: PLC0415 - heavy, and only for who replays

    everyone = np.zeros(students, bool)
    weeks: dict[int, Any] = {}
    by_day = {}
    for day, place in sorted(places.items()):
        there = marks.kept(place, students)
        by_day[day.isoformat()] = int(np.count_nonzero(there))
        everyone |= there
        week = (day - FIRST_DAY).days // 7
        weeks[week] = weeks.get(week, np.zeros(students, bool)) | there
    first = weeks.get(0, everyone)
    told = [
        [week, int(np.count_nonzero(there)), int(np.count_nonzero(there & first))]
        for week, there in sorted(weeks.items())
    ]
    return {"all": int(np.count_nonzero(everyone)), "by_day": by_day, "weeks": told}


def _row(con: "duckdb.DuckDBPyConnection", asked: str) -> Json:
    cursor = con.execute(asked)
    row = cursor.fetchone()
    return dict(zip([each[0] for each in cursor.description or []], row or (), strict=True))


def first_or_second(sizes: Sizes) -> Half:
    """Give what is only reported by the day the replay goes to."""
    return sizes.reported[1] if sizes.has_second_half else sizes.reported[0]
