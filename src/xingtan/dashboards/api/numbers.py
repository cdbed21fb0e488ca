"""For programs: a university's days, where learners of a run stop, which question misleads, one's own weeks."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status

from xingtan.census import public as census
from xingtan.dashboards import access, actions
from xingtan.dashboards.queries import courses, films, questions, universities, weeks
from xingtan.dashboards.schemas import FileIn, StartedOut
from xingtan.jobs.public import Job
from xingtan.kernel import throttle
from xingtan.kernel.errors import SignInFirst
from xingtan.kernel.pages import Request, now

router = Router(tags=["dashboards"])
COUNTS = ("reached", "stopped", "visits", "returns")
RUN = "/courses/{university}/{course}/runs/{uuid:run}/numbers"


class DayOut(Schema):
    """A day of a university."""

    day: date
    lessons: int
    attendances: int
    learners: int


class UnitOut(Schema):
    """A unit: how many did something in it, how many stopped there, how often learners came, and came back."""

    unit: str
    reached: int
    stopped: int
    visits: int
    returns: int


class QuestionOut(Schema):
    """A question: how first answers went, and the wrong one most gave."""

    block: str
    question: str
    asks: str
    answers: int
    right_share: float
    wrong: str
    wrong_share: float


class FilmOut(Schema):
    """A film: how often each minute was played, and again in the same visit."""

    key: str
    title: str
    plays: list[int]
    again: list[int]


class NumbersOut(Schema):
    """The numbers of a run; visits and films those that came before a moment, or all where there is none."""

    counted_until: datetime | None
    learners: int
    at_risk: int
    units: list[UnitOut]
    questions: list[QuestionOut]
    films: list[FilmOut]


class WeekOut(Schema):
    """One's own week: parts done, sessions attended, minutes in these."""

    week: date
    parts: int
    sessions: int
    minutes: int


@router.get("/u/{university}/numbers", response=list[DayOut])
def university_days(request: Request, university: str) -> list[dict[str, Any]]:
    """Give a university its days, to who serves it."""
    row = universities.row_of(access.university_to_count(request.user, university=university))
    return [asdict(each) for each in census.figures.by_day(university=int(row.key))] if row else []


@router.post("/u/{university}/numbers/files", response={202: StartedOut})
def make_university_file(request: Request, university: str, said: FileIn) -> Status[Job]:
    """Have a file made of a university's numbers; the job says when it is there."""
    found = access.university_to_count(request.user, university=university)
    throttle.count("export", request)
    job = actions.make_file_of_university(university=found, what=said.what, form=said.form, person=request.user)
    return Status(202, job)


@router.get(RUN, response=NumbersOut)
def run_numbers(request: Request, university: str, course: str, run: UUID) -> dict[str, Any]:
    """Give the numbers of a run, to who teaches it."""
    found = access.run_to_count(request.user, university=university, course=course, run=run)
    count, units = courses.units_of(found, now=now())
    at_risk, _first = courses.at_risk(found)
    return {
        "counted_until": courses.counted_until(),
        "learners": count,
        "at_risk": at_risk,
        "units": [{"unit": each.key, **{name: getattr(each, name) for name in COUNTS}} for each in units],
        "questions": [
            {
                "block": each.key,
                "question": each.question,
                "asks": each.asks,
                "answers": each.found.answers,
                "right_share": each.found.right_share,
                "wrong": each.wrong,
                "wrong_share": each.found.wrong_share,
            }
            for each in questions.questions_of(found)
        ],
        "films": [asdict(each) for each in films.films_of(found)],
    }


@router.get("/me/weeks", response=list[WeekOut])
def own_weeks(request: Request) -> list[dict[str, Any]]:
    """Give one's own last twelve weeks."""
    if not request.user.is_authenticated:
        raise SignInFirst
    found = weeks.weeks_of(request.user, now=now())
    rows = zip(found.starts, found.parts, found.sessions, found.minutes, strict=True)
    return [{"week": w, "parts": p, "sessions": s, "minutes": m} for w, p, s, m in rows]
