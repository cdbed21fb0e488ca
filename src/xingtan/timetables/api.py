"""For programs: one's calendar, terms, bringing and planning a timetable, clashes, hours at every site."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AwareDatetime, Field

from xingtan.kernel import files, throttle
from xingtan.kernel.dates import can_be_kept
from xingtan.kernel.errors import RuleBroken, SignInFirst
from xingtan.kernel.pages import Request, now
from xingtan.teaching import public as teaching
from xingtan.timetables import access, actions, queries
from xingtan.timetables.models import Intake, Term
from xingtan.timetables.rules import hours as rules
from xingtan.timetables.rules.tables import MOST_BYTES, is_zone

router = Router(tags=["timetables"])
PLACE = "/universities/{university}/terms"
MOST_DAYS = 400


class NotInOrder(RuleBroken):
    """Days, weeks or zones that cannot be."""

    message = _("These days, or one of these time zones, cannot be. Put them in order; nothing was changed.")


class SessionOut(Schema):
    """A session of one's calendar."""

    uid: UUID
    code: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    mode: str
    room: str
    status: str
    is_lead: bool


class TermOut(Schema):
    """A term of a university."""

    uid: UUID
    title: dict[str, str]
    starts_on: date
    ends_on: date
    first_monday: date


class TermIn(Schema):
    """A term to add; weeks are counted from ``first_monday``."""

    title: dict[str, str]
    starts_on: date = Field(ge=date(1900, 1, 8), le=date(2199, 1, 1))
    ends_on: date = Field(ge=date(1900, 1, 8), le=date(2199, 1, 1))
    first_monday: date | None = Field(default=None, ge=date(1900, 1, 8), le=date(2199, 1, 1))


class IntakeOut(Schema):
    """A timetable that was brought: poll it until its state is not ``waiting``.

    ``problems`` are lines with what is wrong; ``counts`` what would become of it; ``clashes`` how many of each kind.
    """

    uid: UUID
    state: str
    counts: dict[str, int]
    clashes: dict[str, int]
    problems: list[dict[str, str]]


class ClashOut(Schema):
    """Two classes that need a teacher, a room or students at once."""

    kind: str
    who: str
    first: str
    second: str
    people: int
    times: int
    accepted: str | None


class FeedOut(Schema):
    """The secret address of one's calendar."""

    url: str


class MeetingIn(Schema):
    """A meeting of several sites."""

    at: AwareDatetime
    minutes: int = Field(ge=5, le=24 * 60)
    zones: list[str] = Field(min_length=1, max_length=12)


class SiteOut(Schema):
    """A meeting by the clock of one site."""

    zone: str
    starts: datetime
    ends: datetime
    minutes_outside: int


class HoursOut(Schema):
    """On which hours a meeting falls, and better starts where some lie before 07:00 or after 22:00."""

    sites: list[SiteOut]
    alternatives: list[datetime]


@router.get("/me/calendar", response=list[SessionOut])
def calendar(request: Request, first: date, last: date) -> list[dict[str, Any]]:
    """List the sessions one learns or teaches in, from one day to another by one's own clock."""
    person = _person(request)
    place = ZoneInfo(person.zone or "UTC")
    if not date(1900, 1, 8) < first <= last < date(2199, 1, 1) or (last - first).days > MOST_DAYS:
        raise NotInOrder
    lessons = teaching.lessons_of(
        person,
        from_at=datetime.combine(first, time(), tzinfo=place),
        to_at=datetime.combine(last + timedelta(days=1), time(), tzinfo=place),
    )
    codes = queries.codes_of({each.session.run_id: each.session.run for each in lessons}.values())
    return [
        {
            **{name: getattr(each.session, name) for name in ("uid", "starts_at", "ends_at", "zone", "mode", "status")},
            "code": codes.get(each.session.run_id, ""),
            "title": str(each.session.title) or str(each.session.run.course.title),
            "room": str(each.session.venue or ""),
            "is_lead": each.is_lead,
        }
        for each in lessons
    ]


@router.put("/me/calendar/address", response=FeedOut)
def renew_address(request: Request) -> dict[str, str]:
    """Make the secret address of one's calendar, or a new one: older ones lead nowhere."""
    feed = actions.renew_feed(person=_person(request), now=now())
    return {"url": queries.address_of(feed)}


@router.delete("/me/calendar/address", response={204: None})
def forget_address(request: Request) -> Status[None]:
    """Let the secret address lead nowhere."""
    actions.forget_feed(person=_person(request))
    return Status(204, None)


@router.get(PLACE, response=list[TermOut])
def terms(request: Request, university: str) -> list[Term]:
    """List the terms of a university one serves."""
    place = access.university_to_consult(request.user, university=university)
    return list(Term.objects.filter(university=place).order_by("-starts_on", "-pk"))


@router.post(PLACE, response={201: TermOut})
def add_term(request: Request, university: str, said: TermIn) -> Status[Term]:
    """Add a term."""
    place = access.university_to_schedule(request.user, university=university)
    facts = {name: value for name, value in said.dict().items() if value is not None}
    monday = said.first_monday
    if not 0 <= (said.ends_on - said.starts_on).days <= MOST_DAYS or (
        monday is not None and (monday.weekday() or abs((monday - said.starts_on).days) > MOST_DAYS)
    ):
        raise NotInOrder
    return Status(201, actions.add_term(university=place, by=_person(request), **facts))


@router.post(PLACE + "/{uuid:term}/intakes", response={201: IntakeOut})
def bring(
    request: Request, university: str, term: UUID, file: File[UploadedFile], source: str = ""
) -> Status[dict[str, Any]]:
    """Bring a timetable, a CSV or an iCalendar file, and have it looked through; nothing is planned yet."""
    throttle.count("import", request)
    found = access.term_to_schedule(request.user, university=university, term=term)
    if (file.size or 0) > MOST_BYTES:
        raise actions.TimetableIsTooLarge
    name = file.name or ""
    made = actions.bring(
        term=found,
        kind=Intake.Kind.ICS if name.lower().endswith(".ics") else Intake.Kind.CSV,
        kept=files.keep(file, name=name),
        name=name,
        by=_person(request),
        now=now(),
        source=source[:120] or actions.MAIN,
    )
    return Status(201, _intake_out(made))


@router.get("/universities/{university}/timetables/{uuid:intake}", response=IntakeOut)
def intake(request: Request, university: str, intake: UUID) -> dict[str, Any]:
    """Give what would become of a timetable that was brought."""
    return _intake_out(access.intake_to_plan(request.user, university=university, intake=intake))


@router.put("/universities/{university}/timetables/{uuid:intake}/plan", response={202: IntakeOut})
def plan(request: Request, university: str, intake: UUID) -> Status[dict[str, Any]]:
    """Plan a timetable that was looked through, all of it or nothing. Nobody is told."""
    found = access.intake_to_plan(request.user, university=university, intake=intake)
    return Status(202, _intake_out(actions.ask_to_plan(intake=found, by=_person(request))))


@router.get(PLACE + "/{uuid:term}/clashes", response=list[ClashOut])
def clashes(request: Request, university: str, term: UUID) -> list[dict[str, Any]]:
    """List what clashes in a term, the most people first."""
    found = access.term_to_schedule(request.user, university=university, term=term)
    rows = queries.clashes_of(found.university, found)[:1000]
    return [
        {
            "kind": each.kind,
            "who": each.who,
            "first": each.first,
            "second": each.second,
            "people": each.count,
            "times": len(each.times) + each.more,
            "accepted": each.accepted.words if each.accepted else None,
        }
        for each in queries.shown(rows, found, zone=found.university.zone)
    ]


@router.post("/calendar/hours", response=HoursOut)
def hours(request: Request, said: MeetingIn) -> dict[str, Any]:
    """Tell on which hours a meeting falls at several sites, and propose better ones."""
    _person(request)
    if not all(is_zone(each) for each in said.zones) or not can_be_kept(said.at):
        raise NotInOrder
    length = timedelta(minutes=said.minutes)
    return {
        "sites": [
            {"zone": each.zone, "starts": each.starts, "ends": each.ends, "minutes_outside": each.minutes_outside}
            for each in rules.board(said.at, length, said.zones)
        ],
        "alternatives": rules.alternatives(said.at, length, said.zones, now=now()),
    }


def _intake_out(found: Intake) -> dict[str, Any]:
    report = found.report
    return {
        "uid": found.uid,
        "state": found.state,
        "counts": report.get("counts", {}),
        "clashes": report.get("clashes", {}),
        "problems": queries.shown_problems(report.get("problems", [])),
    }


def _person(request: Request) -> Any:
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user
