"""Deeds: a session is opened for colleagues to visit; sessions are drawn to be inspected, and looked at."""

from datetime import date, datetime, time, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.people import public as people
from xingtan.teaching.events import ModelClosed, ModelOpened, SampleDrawn, SessionInspected
from xingtan.teaching.models import Inspection, ModelLesson, Sample, Session
from xingtan.teaching.rules.sampling import drawn
from xingtan.universities import public as universities

LONGEST = timedelta(days=366)


class NothingToDraw(RuleBroken):
    """There is no session in these days."""

    message = _("No session is in these days, so none was drawn. Choose others.")


class DaysAreTurned(RuleBroken):
    """A sample is of some days, a year at most."""

    message = _("The last day comes before the first, or more than a year after it. Choose others.")


@deed
def open_model(*, session: Session, words: str, by: people.Person, now: datetime) -> ModelLesson:
    """Let colleagues of all universities visit a session, to learn from it."""
    model, is_new = ModelLesson.objects.update_or_create(
        session=session, defaults={"words": words[:300]}, create_defaults={"words": words[:300], "by": by, "at": now}
    )

    if is_new:
        run = session.run
        emit(ModelOpened(actor=by.uid, university=run.course.university.uid, session=session.uid, run=run.uid))
    return model


@deed
def close_model(*, session: Session, by: people.Person) -> None:
    """Let nobody visit a session any more."""
    gone, _by_kind = ModelLesson.objects.filter(session=session).delete()

    if gone:
        run = session.run
        emit(ModelClosed(actor=by.uid, university=run.course.university.uid, session=session.uid, run=run.uid))


@deed
def draw_sample(
    *,
    university: universities.University,
    from_on: date,
    to_on: date,
    count: int,
    by: people.Person,
    now: datetime,
    seed: str = "",
) -> Sample:
    """Draw sessions to inspect out of those of some days, by chance. Those who teach them see it on the session's page.

    :param seed: draw as it was drawn before; else chance gives one, and it is kept
    :raises DaysAreTurned: if the days are none, or too many
    :raises NothingToDraw: if there is no session in these days
    """
    if not timedelta() <= to_on - from_on <= LONGEST:
        raise DaysAreTurned
    zone = ZoneInfo(university.zone or "UTC")
    rows = Session.objects.standing().filter(
        run__course__university=university,
        starts_at__gte=datetime.combine(from_on, time(), zone),
        starts_at__lt=datetime.combine(to_on, time(), zone) + timedelta(days=1),
    )
    found = dict(rows.values_list("uid", "pk"))
    if not found:
        raise NothingToDraw

    seed = seed or token_hex(8)
    chosen = drawn(found, count=count, seed=seed)
    sample = Sample.objects.create(
        university=university, by=by, at=now, seed=seed, from_on=from_on, to_on=to_on, size=len(found)
    )
    Inspection.objects.bulk_create([Inspection(sample=sample, session_id=found[uid]) for uid in chosen])

    emit(SampleDrawn(actor=by.uid, university=university.uid, sample=sample.uid, sessions=chosen))
    return sample


@deed
def note_inspection(*, inspection: Inspection, note: str, by: people.Person, now: datetime) -> None:
    """Say that one looked at a session that was drawn, and what one saw. Those who teach it read it."""
    Inspection.objects.filter(pk=inspection.pk).update(by=by, seen_at=now, note=note.strip()[:1000])

    emit(
        SessionInspected(
            actor=by.uid,
            university=inspection.sample.university.uid,
            inspection=inspection.uid,
            session=inspection.session.uid,
        )
    )
