"""What institutions say that send no events, and what some say that do: each as one signed report."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xingtan.replay.rules.sizes import Half, Sizes, shares

if TYPE_CHECKING:
    import duckdb

MEASURES = ("teachers", "courses", "lessons", "attendances")
ALSO_REPORT = 20
"""So many institutions report though their events are counted here: nothing must be added for them."""


@dataclass(frozen=True, slots=True)
class Said:
    """A report as it is handed in.

    :param source: ``institution``, or the code of a platform
    :param is_refused: whether it counts less than nothing, so that nobody may take it
    """

    code: str
    source: str
    class_: str
    values: dict[str, int]
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Reports:
    """All reports of a replay.

    :param reported_twice: codes of those that two platforms and they themselves report
    """

    said: tuple[Said, ...]
    only: tuple[str, ...]
    reported_twice: tuple[str, ...]


def reports(con: "duckdb.DuckDBPyConnection", sizes: Sizes, half: Half) -> Reports:
    """Divide what is only reported among those who only report, the large ones more.

    Where platforms and the institution speak of one institution, the first platform's word is the true one:
    the second saw less, and the institution itself says more.
    """
    rows = con.execute("select code, w, students from university where only_reports order by university").fetchall()
    of = {name: shares(getattr(half, name), [row[1] for row in rows]) for name in MEASURES}
    platforms = [
        row[0]
        for row in con.execute("select code from platform where code in ('p001', 'p038') order by platform").fetchall()
    ]
    twice = {row[0] for row in rows[:: max(1, len(rows) // max(2, len(rows) // 10))][: max(2, len(rows) // 10)]}
    said: list[Said] = []
    for at, (code, _weight, _students) in enumerate(rows):
        values = {name: of[name][at] for name in MEASURES}
        if code in twice:
            said.append(Said(code, platforms[0], "platform", values))
            said.append(Said(code, platforms[1], "platform", {name: value * 2 // 5 for name, value in values.items()}))
            values = {name: value + value // 14 for name, value in values.items()}
        said.append(Said(code, "institution", "institution", values))
    said += _also(con)
    wrong = dict.fromkeys(MEASURES, 0) | {"lessons": -5}
    said += [Said(row[0], "institution", "institution", wrong, is_refused=True) for row in rows[-1:]]
    return Reports(tuple(said), tuple(row[0] for row in rows), tuple(sorted(twice)))


def _also(con: "duckdb.DuckDBPyConnection") -> list[Said]:
    """Let some whose events are counted report as well, with numbers a little too round."""
    rows = con.execute(f"""
        select code, count(*) as lessons, sum(n)::bigint as attendances, count(distinct course) as courses
        from lesson join university using (university) where plant is distinct from 'cancelled'
        group by code order by code limit {ALSO_REPORT}""").fetchall()
    return [
        Said(code, "institution", "institution", {
            "teachers": courses, "courses": courses, "lessons": -(-lessons // 10) * 10, "attendances": -(-attendances // 100) * 100,
        })
        for code, lessons, attendances, courses in rows
    ]  # fmt: skip
