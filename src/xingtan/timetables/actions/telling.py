"""Deeds: those concerned are told of changes, because a person said so."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from xingtan.jobs import public as jobs
from xingtan.kernel.deeds import deed
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.events import emit
from xingtan.notices import public as notices
from xingtan.people import public as people
from xingtan.timetables.events import ChangesTold
from xingtan.timetables.models import Announcement
from xingtan.timetables.queries.announcing import CHANGED, concerned_by, facts_for

TELL = "timetables.tell"
AT_ONCE = 200


class WasToldAlready(RuleBroken):
    """Changes are told of once."""

    message = _("Those concerned were told already, or it was decided not to. Nothing was sent.")


@deed
def tell_concerned(*, announcement: Announcement, by: people.Person, now: datetime) -> Announcement:
    """Say that those concerned are to be told: a job does it, each person once.

    :raises WasToldAlready: if somebody said so, or that nobody is to be told
    """
    announcement = _lock(announcement)

    announcement.sent_at, announcement.sent_by = now, by
    announcement.save(update_fields=["sent_at", "sent_by"])

    jobs.start(kind=TELL, owner=by, params={"announcement": str(announcement.uid)})
    return announcement


@deed
def drop_announcement(*, announcement: Announcement, now: datetime) -> None:
    """Decide that nobody is told.

    :raises WasToldAlready: if it is too late for that
    """
    announcement = _lock(announcement)
    announcement.dropped_at = now
    announcement.save(update_fields=["dropped_at"])


def tell_of_changes(*, announcement: Announcement, now: datetime, say: Callable[[int, int], None]) -> int:
    """Tell everybody concerned, one digest each, some hundreds in a deed: telling again tells nobody twice."""
    concerned = concerned_by(announcement)
    groups: dict[tuple[tuple[int, ...], tuple[int, ...], str], list[people.Person]] = defaultdict(list)
    for each in concerned.persons.values():
        groups[(*concerned.news_of(each), each.zone)].append(each)
    done, total = 0, len(concerned.persons)
    for (changes, extra, zone), those in sorted(groups.items(), key=lambda each: each[0]):
        data = facts_for(concerned, changes, extra, zone)
        for start in range(0, len(those), AT_ONCE):
            some = those[start : start + AT_ONCE]
            notices.tell(people=some, kind=CHANGED, about=str(announcement.uid), data=data, now=now)
            done += len(some)
            say(done, total)
    _close(announcement=announcement, told=total)
    return total


@deed
def _close(*, announcement: Announcement, told: int) -> None:
    found = (
        Announcement.objects.select_for_update(of=("self",)).select_related("term__university").get(pk=announcement.pk)
    )
    if found.told == told and told:
        return

    found.told = told
    found.save(update_fields=["told"])

    emit(
        ChangesTold(
            actor=found.sent_by and found.sent_by.uid,
            university=found.term.university.uid,
            term=found.term.uid,
            announcement=found.uid,
            people=told,
        )
    )


def _lock(announcement: Announcement) -> Announcement:
    found = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if found.sent_at or found.dropped_at:
        raise WasToldAlready
    return found
