"""Deeds: sessions are planned, by the thousand or one at a time, moved, and called off."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel import wire
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit, emit_many
from xingtan.kernel.ids import new_uid
from xingtan.kernel.text import Text, as_text
from xingtan.people import public as people
from xingtan.teaching.events import SessionCancelled, SessionChanged, SessionsPlanned
from xingtan.teaching.models import Change, Mode, Session, Venue

AT_ONCE = 500
FIELDS = ("title", "starts_at", "ends_at", "zone", "mode", "venue", "link", "status")


class EndsBeforeItStarts(RuleBroken):
    """A session takes time."""

    message = _("A session ends after it starts. Nothing was changed.")


class SessionIsOver(RuleBroken):
    """What was held or called off is not changed any more."""

    message = _("This session is over, so it stays as it is. Plan another one instead.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A session as a timetable says it.

    :param run: with its course and university loaded
    :param origin: where the timetable says it: planned again from there, the same session is changed
    """

    run: catalog.Run
    origin: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    mode: str = Mode.ONLINE
    venue: Venue | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    link: str = ""

    @property
    def digest(self) -> str:
        """Give what tells two plans of one session apart."""
        said = [
            *(each.timestamp() for each in (self.starts_at, self.ends_at)),
            *(self.zone, self.mode, self.venue and self.venue.pk, dict(self.title), self.link),
        ]
        return blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()


@dataclass(slots=True)
class Planned:
    """What came of a plan: sessions made, changed, and left because they are over; the rest was so already."""

    made: list[Session] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    late: list[Session] = field(default_factory=list)
    same: int = 0


@deed
def plan_sessions(*, plans: Sequence[Plan], by: people.Person | None, now: datetime, why: str = "") -> Planned:
    """Plan sessions in bulk: those that are new are made, those that the timetable changed are changed.

    What somebody changed here by hand stays so until the timetable says something else of that session. Nobody is
    told: that waits until somebody says so.

    :raises EndsBeforeItStarts: if one of them takes no time
    """
    wanted = {(each.run.pk, each.origin): each for each in plans}
    if any(each.ends_at <= each.starts_at for each in wanted.values()):
        raise EndsBeforeItStarts
    done = Planned()
    for some in _batches(sorted(wanted)):
        _plan([wanted[key] for key in some], done, by, now, why)

    _announce(done, by)
    return done


@deed
def plan_session(
    *, run: catalog.Run, by: people.Person, now: datetime, starts_at: datetime, ends_at: datetime, **facts: Any
) -> Session:
    """Plan one session by hand.

    :param facts: other fields of the session, by name
    :raises EndsBeforeItStarts: if it takes no time
    """
    if ends_at <= starts_at:
        raise EndsBeforeItStarts

    made = Session.objects.create(run=run, starts_at=starts_at, ends_at=ends_at, **{"zone": run.zone, **facts})
    Change.objects.create(session=made, what={"status": ["", made.status]}, by=by, at=now)

    emit(SessionsPlanned(actor=by.uid, university=run.course.university.uid, run=run.uid, sessions=[made.uid]))
    return made


@deed
def change_session(*, session: Session, by: people.Person, now: datetime, why: str = "", **facts: Any) -> Change | None:
    """Move a session, or give it another room, mode, link or title. Who is concerned is told by ``tell_of_changes``.

    :param facts: fields of the session, by name
    :returns: what was changed; None where it was so already
    :raises SessionIsOver: if it was held or called off
    :raises EndsBeforeItStarts: if it would take no time
    """
    session = lock(session)
    what = _turn(session, facts)
    if not what:
        return None
    if session.has_ended:
        raise SessionIsOver
    if session.ends_at <= session.starts_at:
        raise EndsBeforeItStarts

    session.save(update_fields=[*what, "changed_at"])
    change = Change.objects.create(session=session, what=what, why=why, by=by, at=now)

    emit(_changed(change, by))
    tell_pages(session)
    return change


@deed
def move_session(
    *, session: Session, starts_at: datetime, ends_at: datetime, by: people.Person, now: datetime, why: str = ""
) -> Change | None:
    """Move a session to another time.

    :raises SessionIsOver: if it was held or called off
    :raises EndsBeforeItStarts: if it would take no time
    """
    return change_session(session=session, by=by, now=now, why=why, starts_at=starts_at, ends_at=ends_at)


@deed
def give_link(*, session: Session, link: str, by: people.Person, now: datetime) -> Change | None:
    """Say where the meeting is, on any meeting service.

    :raises SessionIsOver: if it was held or called off
    """
    return change_session(session=session, by=by, now=now, link=link)


@deed
def call_off(*, session: Session, by: people.Person | None, now: datetime, why: str = "") -> Change | None:
    """Call a session off. One that is called off already stays as it is.

    :raises SessionIsOver: if it was held
    """
    session = lock(session)
    if session.status == Session.Status.CANCELLED:
        return None
    if session.status == Session.Status.HELD:
        raise SessionIsOver

    return _call_off([session], by, now, why)[0]


@deed
def call_off_sessions(
    *, sessions: Sequence[Session], by: people.Person | None, now: datetime, why: str = ""
) -> list[Change]:
    """Call off those that a timetable no longer has; what was held or runs stays. Said again, they come back."""
    rows = Session.objects.select_for_update(of=("self",)).light()
    off = []
    for some in _batches(sorted(each.pk for each in sessions)):
        standing = rows.filter(pk__in=some, status=Session.Status.PLANNED).order_by("pk")
        off += _call_off(list(standing), by, now, why, waits=True, said="")

    return off


def lock(session: Session) -> Session:
    """Hold a session until the deed ends, so that two deeds cannot decide on it at once."""
    return Session.objects.select_for_update(of=("self",)).light().get(pk=session.pk)


def tell_pages(session: Session) -> None:
    """Tell the open pages of a session that it is not as it was."""
    for channel in (f"session:{session.uid}", f"lead:{session.uid}"):
        wire.tell(channel, "teaching.session", str(session.uid))


def _batches(things: list[Any]) -> Iterable[list[Any]]:
    return (things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE))


def _plan(plans: list[Plan], done: Planned, by: people.Person | None, now: datetime, why: str) -> None:
    """Plan some hundreds of sessions, in a number of statements that does not grow with them."""
    runs = {each.run.pk: each.run for each in plans}
    list(catalog.Run.objects.select_for_update().filter(pk__in=runs).order_by("pk").values_list("pk"))
    rows = Session.objects.select_for_update(of=("self",)).filter(
        run__in=runs, origin__in={each.origin for each in plans}
    )
    there = {(each.run_id, each.origin): each for each in rows.select_related("venue").order_by("pk")}
    made, changes = [], []
    for plan in plans:
        session = there.get((plan.run.pk, plan.origin))
        if session is None:
            made.append(_of(plan, now))
            continue
        session.run = runs[session.run_id]
        if session.said == plan.digest:
            done.same += 1
        elif session.status in (Session.Status.OPEN, Session.Status.HELD):
            done.late.append(session)
        else:
            what = _turn(session, {**_facts(plan), "status": Session.Status.PLANNED})
            session.said, session.changed_at = plan.digest, now
            changes.append(Change(session=session, what=what, why=why, by=by, at=now, waits=True))
    _put(made, [each.session for each in changes])
    changes = [each for each in changes if each.what]
    Change.objects.bulk_create(changes)
    done.made += made
    done.changes += changes


def _put(made: list[Session], changed: list[Session]) -> None:
    """Store new sessions, and changed ones over what was there, in one statement each."""
    if made:
        Session.objects.bulk_create(made)
    if changed:
        Session.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["uid"],
            update_fields=[*FIELDS, "said", "changed_at"],
        )


def _of(plan: Plan, now: datetime) -> Session:
    return Session(uid=new_uid(), run=plan.run, origin=plan.origin, said=plan.digest, changed_at=now, **_facts(plan))


def _facts(plan: Plan) -> dict[str, Any]:
    return {
        "title": as_text(plan.title),
        **{name: getattr(plan, name) for name in ("starts_at", "ends_at", "zone", "mode", "venue", "link")},
    }


def _turn(session: Session, facts: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the fields that differ; give each with what it was and what it is."""
    what = {}
    for name, value in facts.items():
        before = getattr(session, name)
        after = as_text(value) if isinstance(before, Text) else value
        if before != after:
            setattr(session, name, after)
            what[name] = [_plain(before), _plain(after)]
    return what


def _plain(value: Any) -> Any:
    """Give a value as the history keeps it."""
    match value:
        case datetime():
            return value.isoformat()
        case Venue():
            return str(value)
        case Text():
            return dict(value)
        case None:
            return ""
    return str(value)


def _call_off(
    sessions: list[Session], by: people.Person | None, now: datetime, why: str, *, waits: bool = False, **facts: Any
) -> list[Change]:
    changes = []
    for session in sessions:
        what = {"status": [session.status, str(Session.Status.CANCELLED)]}
        changes.append(Change(session=session, what=what, why=why, by=by, at=now, waits=waits))
        session.status = Session.Status.CANCELLED
        tell_pages(session)
    Session.objects.filter(pk__in=[each.pk for each in sessions]).update(
        status=Session.Status.CANCELLED, changed_at=now, **facts
    )
    Change.objects.bulk_create(changes)
    emit_many(
        [
            SessionCancelled(
                actor=by and by.uid,
                university=each.run.course.university.uid,
                session=each.uid,
                run=each.run.uid,
            )
            for each in sessions
        ]
    )
    return changes


def _announce(done: Planned, by: people.Person | None) -> None:
    new: dict[catalog.Run, list[Session]] = {}
    for each in done.made:
        new.setdefault(each.run, []).append(each)
    emit_many(
        [
            *(
                SessionsPlanned(
                    actor=by and by.uid,
                    university=run.course.university.uid,
                    run=run.uid,
                    sessions=[each.uid for each in sessions],
                )
                for run, sessions in new.items()
            ),
            *_all_changed(done.changes, by),
        ]
    )


def _all_changed(changes: Iterable[Change], by: people.Person | None) -> list[SessionChanged]:
    return [_changed(each, by) for each in changes]


def _changed(change: Change, by: people.Person | None) -> SessionChanged:
    run = change.session.run
    return SessionChanged(
        actor=by and by.uid,
        university=run.course.university.uid,
        session=change.session.uid,
        run=run.uid,
        what=sorted(change.what),
    )
