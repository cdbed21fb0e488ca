"""For programs: one's sessions, planning and moving them, beginning and ending them, and what is said in them."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from xingtan.kernel import throttle
from xingtan.kernel.dates import EARLIEST, LATEST, can_be_kept
from xingtan.kernel.errors import RuleBroken, SignInFirst
from xingtan.kernel.pages import Request, now
from xingtan.teaching import access, actions, queries
from xingtan.teaching.forms import PackForm
from xingtan.teaching.models import Session, Switch, Venue
from xingtan.teaching.schemas import (
    LinkIn,
    LookOut,
    MessageOut,
    ModeIn,
    MoveIn,
    OwnSessionOut,
    PackIn,
    PackOut,
    RungIn,
    ScopeIn,
    SessionIn,
    SessionOut,
    SwitchIn,
    SwitchOut,
    WhyIn,
    WordsIn,
)
from xingtan.universities import public as universities

router = Router(tags=["teaching"])
CLASS = "/courses/{university}/{course}/runs/{uuid:run}"
SESSION = "/sessions/{uuid:session}"
SWITCHES = "/universities/{university}/switches"
MOST_DAYS = 62


class NoSuchZone(RuleBroken):
    """A time zone has a name that everybody knows."""

    message = _("There is no time zone of this name. Use one such as Europe/Berlin.")


class NoSuchRoom(RuleBroken):
    """A session is in a room of its university."""

    message = _("The university has no such room.")


class NoSuchUnit(RuleBroken):
    """A department belongs to its university."""

    message = _("The university has no such department.")


class NoSuchThing(RuleBroken):
    """One shows what is there."""

    message = _("Name one thing at most: an address, a unit of the course, or a file of its university's library.")


class NoSuchDays(RuleBroken):
    """A list is of days that a calendar has, and not of all of them."""

    message = _("Ask for days from 1900 to 2199, and for no more than sixty-two at once.")


@router.get("/me/sessions", response=list[OwnSessionOut])
def mine(request: Request, from_on: date | None = None, days: int = 7) -> list[dict[str, Any]]:
    """List the sessions one learns or teaches in, seven days from today if not asked otherwise."""
    if not request.user.is_authenticated:
        raise SignInFirst
    zone = ZoneInfo(request.user.zone or "UTC")
    first = from_on or now().astimezone(zone).date()
    if not (0 < days <= MOST_DAYS and EARLIEST.date() < first < LATEST.date()):
        raise NoSuchDays
    start = datetime.combine(first, time(), zone)
    lessons = queries.lessons_of(request.user, from_at=start, to_at=start + timedelta(days=days))
    return [{**_out(each.session), "is_lead": each.is_lead} for each in lessons]


@router.get(f"{CLASS}/sessions", response=list[SessionOut])
def sessions(request: Request, university: str, course: str, run: UUID) -> list[dict[str, Any]]:
    """List the sessions of a class one attends or serves."""
    found, _place = access.class_to_attend(request.user, university=university, course=course, run=run)
    return [_out(each) for each in queries.sessions_of([found])[found.pk]]


@router.post(f"{CLASS}/sessions", response={201: SessionOut})
def plan(request: Request, university: str, course: str, run: UUID, said: SessionIn) -> Status[dict[str, Any]]:
    """Plan a session."""
    found = access.class_to_plan(request.user, university=university, course=course, run=run)
    if said.zone not in available_timezones():
        raise NoSuchZone
    made = actions.plan_session(
        run=found,
        by=request.user,
        now=now(),
        starts_at=_kept(said.starts_at),
        ends_at=_kept(said.ends_at),
        title=said.title,
        zone=said.zone,
        mode=said.mode,
        venue=_room(found, said.room),
        link=str(said.link or "")[:500],
    )
    return Status(201, _out(made))


@router.put(f"{CLASS}/mode", response={204: None})
def switch(request: Request, university: str, course: str, run: UUID, said: ModeIn) -> Status[None]:
    """Let a class meet elsewhere from now on; all that was made for it stays."""
    found = access.class_to_plan(request.user, university=university, course=course, run=run)
    actions.switch_mode(runs=[found], by=request.user, now=now(), **said.dict())
    return Status(204, None)


@router.get(SWITCHES, response=list[SwitchOut])
def switches(request: Request, university: str) -> list[dict[str, Any]]:
    """List how the classes of a university were switched, the latest first."""
    found = access.university_to_switch(request.user, university=university)
    return [_switch(each) for each in queries.switches_of(found)]


@router.post(f"{SWITCHES}/look", response=LookOut)
def look(request: Request, university: str, said: ScopeIn) -> queries.Look:
    """Tell what would change if classes met another way in some days; nothing does."""
    found = access.university_to_switch(request.user, university=university)
    return queries.look_at(_scope(found, said), now())


@router.post(SWITCHES, response={201: SwitchOut})
def switch_all(request: Request, university: str, said: SwitchIn) -> Status[dict[str, Any]]:
    """Let the classes of a university or a department meet another way; everybody concerned is told, once."""
    found = access.university_to_switch(request.user, university=university)
    scope = _scope(found, said)
    made = actions.switch_classes(scope=scope, seen=said.seen, why=said.why, by=request.user, now=now())
    return Status(201, _switch(made))


@router.get(SESSION, response=SessionOut)
def session(request: Request, session: UUID) -> dict[str, Any]:
    """Give a session one attends, serves, or may visit."""
    found, _place = access.session_to_visit(request.user, session=session)
    return _out(found)


@router.put(f"{SESSION}/opening", response=SessionOut)
def begin(request: Request, session: UUID) -> dict[str, Any]:
    """Begin a session; one that runs already runs on."""
    found = access.session_to_lead(request.user, session=session)
    return _out(actions.open_session(session=found, by=request.user, now=now()))


@router.put(f"{SESSION}/closing", response=SessionOut)
def end(request: Request, session: UUID) -> dict[str, Any]:
    """End a session: it was held. Ended twice, it is one lesson."""
    found = access.session_to_lead(request.user, session=session)
    return _out(actions.close_session(session=found, by=request.user, now=now()))


@router.put(f"{SESSION}/rung", response=SessionOut)
def step(request: Request, session: UUID, said: RungIn) -> dict[str, Any]:
    """Hold a session another way; its class is told."""
    found = access.session_to_lead(request.user, session=session)
    actions.step_to(session=found, by=request.user, now=now(), **said.dict())
    return _again(found)


@router.put(f"{SESSION}/link", response=SessionOut)
def give_link(request: Request, session: UUID, said: LinkIn) -> dict[str, Any]:
    """Say where the meeting is."""
    found = access.session_to_lead(request.user, session=session)
    actions.give_link(session=found, link=str(said.link or "")[:500], by=request.user, now=now())
    return _again(found)


@router.put(f"{SESSION}/pack", response=PackOut)
def give_pack(request: Request, session: UUID, said: PackIn) -> dict[str, Any]:
    """Say what students watch or read of a session that is recorded, or goes on by text."""
    found = access.session_to_lead(request.user, session=session)
    typed = {"link": said.link or "", "unit": said.unit, "resource": said.resource or "", "words": said.words}
    form = PackForm({name: str(value) for name, value in typed.items()}, run=found.run, pack=None)
    if not form.is_valid():
        raise NoSuchThing
    facts = form.facts()
    if bool(said.unit) != bool(facts["unit"]) or bool(said.resource) != bool(facts["resource"]):
        raise NoSuchThing
    made = actions.give_pack(session=found, by=request.user, now=now(), **facts)
    return {"url": made.url if made else "", "name": made.name if made else "", "words": made.words if made else ""}


@router.put(f"{SESSION}/time", response=SessionOut)
def move(request: Request, session: UUID, said: MoveIn) -> dict[str, Any]:
    """Move a session; those whom it concerns are told."""
    found = access.session_to_plan(request.user, session=session)
    actions.move_session(
        session=found,
        starts_at=_kept(said.starts_at),
        ends_at=_kept(said.ends_at),
        why=said.why,
        by=request.user,
        now=now(),
    )
    return _again(found)


@router.put(f"{SESSION}/cancellation", response=SessionOut)
def call_off(request: Request, session: UUID, said: WhyIn) -> dict[str, Any]:
    """Call a session off; those whom it concerns are told."""
    found = access.session_to_plan(request.user, session=session)
    actions.call_off(session=found, why=said.why, by=request.user, now=now())
    return _again(found)


@router.get(f"{SESSION}/messages", response=list[MessageOut])
def messages(request: Request, session: UUID) -> list[queries.Said]:
    """List the latest of what was said in a session, the newest first."""
    found, _place = access.session_to_visit(request.user, session=session)
    return queries.messages_of(found, is_lead=access.can_lead(request.user, found.run))


@router.post(f"{SESSION}/messages", response={201: MessageOut})
def say(request: Request, session: UUID, said: WordsIn) -> Status[dict[str, Any]]:
    """Say something in a session."""
    throttle.count("say", request)
    found = access.session_to_say_in(request.user, session=session)
    is_lead = access.can_lead(request.user, found.run)
    made = actions.say(session=found, words=said.words, by=request.user, now=now(), is_lead=is_lead)
    told = {"uid": made.uid, "by": request.user.name, "words": made.words, "at": made.at}
    return Status(201, {**told, "teaches": is_lead, "is_hidden": False})


@router.put(f"{SESSION}/messages/{{uuid:message}}/hiding", response={204: None})
def hide(request: Request, session: UUID, message: UUID) -> Status[None]:
    """Hide what was said from students."""
    found = access.message_to_hide(request.user, session=session, message=message)
    actions.hide_message(message=found, by=request.user, now=now())
    return Status(204, None)


@router.delete(f"{SESSION}/messages/{{uuid:message}}/hiding", response={204: None})
def show_again(request: Request, session: UUID, message: UUID) -> Status[None]:
    """Show again what was hidden."""
    actions.show_message(message=access.message_to_hide(request.user, session=session, message=message), now=now())
    return Status(204, None)


def _again(found: Session) -> dict[str, Any]:
    found.refresh_from_db()
    return _out(found)


def _out(found: Session) -> dict[str, Any]:
    fields = (
        "uid",
        "title",
        "starts_at",
        "ends_at",
        "zone",
        "mode",
        "rung",
        "link",
        "status",
        "opened_at",
        "closed_at",
    )
    return {
        **{name: getattr(found, name) for name in fields},
        "course": found.run.course.get_absolute_url(),
        "run": found.run.uid,
        "room": str(found.venue) if found.venue else "",
    }


def _switch(found: Switch) -> dict[str, Any]:
    names = ("uid", "mode", "from_on", "until_on", "why", "at", "classes", "sessions")
    return {**{name: getattr(found, name) for name in names}, "unit": found.unit and found.unit.uid}


def _scope(university: universities.University, said: ScopeIn) -> queries.Scope:
    days = [day for day in (said.from_on, said.until_on) if day]
    if any(not EARLIEST.date() < day < LATEST.date() for day in days):
        raise NoSuchDays
    unit = None
    if said.unit is not None:
        unit = universities.Unit.objects.filter(university=university, uid=said.unit).first()
        if unit is None:
            raise NoSuchUnit
    return queries.Scope(university=university, mode=said.mode, unit=unit, from_on=said.from_on, until_on=said.until_on)


def _kept(moment: datetime) -> datetime:
    """Let a moment in that clocks can show."""
    if not can_be_kept(moment):
        raise NoSuchDays
    return moment


def _room(run: access.Run, room: UUID | None) -> Venue | None:
    if room is None:
        return None
    found = Venue.objects.filter(uid=room, university=run.course.university_id).first()
    if found is None:
        raise NoSuchRoom
    return found
