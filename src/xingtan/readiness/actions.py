"""Deeds: the drill is chosen, devices work, teachers are reminded, colleagues are paired."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit, emit_many
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.readiness.events import (
    ColleaguesPaired,
    DevicesTested,
    DrillChosen,
    PairingEnded,
    TeachersReminded,
)
from xingtan.readiness.models import DeviceTest, Drill, Pairing, Reminder
from xingtan.universities import public as universities


class NothingWorks(RuleBroken):
    """A test says at least that one of the two works."""

    message = _("Say which of the two works: the microphone, the camera, or both.")


class NobodyToPair(RuleBroken):
    """A pair are two teachers of the university, and a novice has one mentor."""

    message = _("These two cannot be paired: a pair are two teachers here, and nobody has two mentors at once.")


@deed
def choose_drill(
    *, university: universities.University, course: catalog.Course, by: people.Person | None, now: datetime
) -> Drill:
    """Say which course the teachers of a university are to finish first."""
    drill, _was_made = Drill.objects.update_or_create(
        university=university, defaults={"course": course, "by": by, "at": now}
    )
    emit(DrillChosen(actor=by.uid if by else None, university=university.uid, course=course.uid))
    return drill


@deed
def note_devices(*, person: people.Person, has_microphone: bool, has_camera: bool, now: datetime) -> None:
    """Note that somebody said their microphone or camera works; one that is not named stays as it was.

    :raises NothingWorks: if neither does
    """
    if not (has_microphone or has_camera):
        raise NothingWorks
    told = {
        **({"microphone_at": now} if has_microphone else {}),
        **({"camera_at": now} if has_camera else {}),
    }
    DeviceTest.objects.update_or_create(person=person, defaults=told)
    emit(DevicesTested(actor=person.uid, has_microphone=has_microphone, has_camera=has_camera))


@deed
def remind(
    *,
    university: universities.University,
    lacking: Mapping[people.Person, Sequence[str]],
    by: people.Person,
    now: datetime,
) -> int:
    """Remind these teachers of what each lacks, in their language; who was reminded today is left in peace.

    :returns: how many were told
    """
    today = day_of(university, now)
    before = set(
        Reminder.objects.filter(university=university, day=today, person__in=list(lacking)).values_list(
            "person_id", flat=True
        )
    )
    told = {person: tuple(what) for person, what in lacking.items() if what and person.pk not in before}
    if not told:
        return 0
    Reminder.objects.bulk_create(
        [Reminder(person=person, university=university, day=today, by=by, at=now) for person in told],
        ignore_conflicts=True,
    )
    alike: dict[tuple[str, ...], list[people.Person]] = defaultdict(list)
    for person, what in told.items():
        alike[what].append(person)
    for what, group in alike.items():
        notices.tell(
            people=group,
            kind="readiness.reminder",
            about=f"{university.uid}:{today}",
            data={"lacks": list(what), "university": dict(university.name)},
            now=now,
        )
    emit(TeachersReminded(actor=by.uid, university=university.uid, people=[person.uid for person in told]))
    return len(told)


@deed
def pair(
    *,
    university: universities.University,
    pairs: Iterable[tuple[people.Person, people.Person]],
    by: people.Person | None,
    now: datetime,
) -> list[Pairing]:
    """Let experienced colleagues stand by new ones, and tell both of each pair.

    :param pairs: each a novice and a mentor
    :raises NobodyToPair: if somebody would stand by themselves, or a novice has a mentor already
    """
    wanted = list(pairs)
    novices = [novice.pk for novice, _mentor in wanted]
    taken = Pairing.objects.current().filter(university=university, novice__in=novices)
    if len(set(novices)) < len(novices) or any(one.pk == other.pk for one, other in wanted) or taken.exists():
        raise NobodyToPair

    made = [
        Pairing.objects.create(university=university, novice=novice, mentor=mentor, by=by, at=now)
        for novice, mentor in wanted
    ]
    for each in made:
        for person, role in ((each.novice, "novice"), (each.mentor, "mentor")):
            notices.tell(
                people=[person], kind="readiness.pairing", about=f"{each.pk}:{role}", data={"role": role}, now=now
            )
    emit_many(
        [
            ColleaguesPaired(
                actor=by.uid if by else None,
                university=university.uid,
                novice=each.novice.uid,
                mentor=each.mentor.uid,
            )
            for each in made
        ]
    )
    return made


@deed
def end_pairing(*, pairing: Pairing, by: people.Person, now: datetime) -> None:
    """Let a pair be one no longer; again changes nothing."""
    if not Pairing.objects.current().filter(pk=pairing.pk).update(ended_at=now):
        return
    emit(
        PairingEnded(
            actor=by.uid,
            university=pairing.university.uid,
            novice=pairing.novice.uid,
            mentor=pairing.mentor.uid,
        )
    )


def day_of(university: universities.University, now: datetime) -> date:
    """Give the day it is where the university is."""
    return now.astimezone(ZoneInfo(university.zone)).date()
