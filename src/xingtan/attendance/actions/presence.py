"""Deeds: signs that somebody is on a session's page or in its meeting are kept, and folded into intervals in bulk."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from xingtan.attendance.actions.deciding import decide_sessions
from xingtan.attendance.actions.telling import tell_leads
from xingtan.attendance.adapters import signs as spool
from xingtan.attendance.adapters.signs import Sign
from xingtan.attendance.config import attendance as settings
from xingtan.attendance.models import Interval
from xingtan.attendance.rules.presence import BEAT_SECONDS, Span, ended, folded
from xingtan.kernel.deeds import deed
from xingtan.people import public as people
from xingtan.teaching import public as teaching

SOON_SECONDS = 5
# Without script nobody presses a button every minute.
PRESS_SECONDS = 10 * 60
AT_ONCE = 1_000

Key = tuple[int, int, str]
"""Session, person, and whether page or meeting."""


def note(*, session: teaching.Session, person: people.Person, now: datetime, seconds: int = BEAT_SECONDS) -> None:
    """Keep a sign that this student has the session's page open. It waits in the spool to be folded."""
    spool.put([Sign(session.uid, person.pk, Interval.Where.PAGE, now, seconds)])


def note_leaving(*, session: teaching.Session, person: people.Person, now: datetime) -> None:
    """Keep that the page was closed."""
    spool.put([Sign(session.uid, person.pk, Interval.Where.PAGE, now, 0, ends=True)])


def note_meeting(*, session: teaching.Session, person: people.Person, now: datetime) -> None:
    """Keep that this student went into the meeting: what happens there we do not see, so it counts to the planned end."""
    seconds = max(int((session.ends_at - now).total_seconds()), 0)
    spool.put([Sign(session.uid, person.pk, Interval.Where.MEETING, now, seconds)])


def note_meeting_left(*, session: teaching.Session, person: people.Person, now: datetime) -> None:
    """Keep that this student says they left the meeting."""
    spool.put([Sign(session.uid, person.pk, Interval.Where.MEETING, now, 0, ends=True)])


def fold_soon(*, now: datetime) -> None:
    """Fold what waits, if nobody has in the last seconds: for a page that shows who is here."""
    _mark, at = spool.marked()
    if now.timestamp() - at >= SOON_SECONDS:
        fold_all(now=now)


def fold_all(*, now: datetime) -> int:
    """Fold every sign that waits, some thousands in one deed; say how many. Killed on the way, it goes on where it was."""
    count = 0
    with spool.reading() as is_alone:
        if not is_alone:
            return 0
        mark, _at = spool.marked()
        while True:
            signs, after = spool.read(mark)
            if after == mark:
                break
            fold(signs=signs, now=now)
            spool.set_mark(mark := after)
            count += len(signs)
        spool.set_mark(mark)
        spool.sweep(mark, now.date())
    return count


@deed
def fold(*, signs: Sequence[Sign], now: datetime) -> None:
    """Add signs to the intervals of their sessions, and decide those anew that are over. The same signs again change nothing.

    A constant number of queries, however many signs.
    """
    cutoff = now - timedelta(days=settings.details_days)
    uids = {each.session for each in signs}
    sessions = {row.uid: row for row in teaching.Session.objects.filter(uid__in=uids, ends_at__gt=cutoff)}
    # Of whom nothing is to be kept any more, nothing is: their account was emptied while the signs were on their way.
    persons = people.Person.objects.filter(pk__in={each.person for each in signs}, emptied_at=None)
    known = set(persons.values_list("pk", flat=True))
    told: dict[Key, list[Sign]] = defaultdict(list)
    for sign in signs:
        if sign.session in sessions and sign.person in known and sign.where in Interval.Where.values:
            told[sessions[sign.session].pk, sign.person, sign.where].append(sign)
    kept: dict[Key, list[Interval]] = defaultdict(list)
    for row in Interval.objects.filter(
        session__in={session for session, _person, _where in told}, person__in={person for _s, person, _w in told}
    ).order_by("from_at", "pk"):
        kept[row.session_id, row.person_id, row.where].append(row)

    gone: list[int] = []
    new: list[Interval] = []
    for key, theirs in told.items():
        before = [(row.from_at, row.to_at) for row in kept[key]]
        after = _folded(before, theirs)
        if after != before:
            gone += [row.pk for row in kept[key]]
            lesson, person, where = key
            new += [
                Interval(session_id=lesson, person_id=person, where=where, from_at=start, to_at=end)
                for start, end in after
            ]
    Interval.objects.filter(pk__in=gone).delete()
    Interval.objects.bulk_create(new, ignore_conflicts=True, batch_size=AT_ONCE)
    touched = {row.session_id for row in new}
    if held := {row.pk for row in sessions.values() if row.pk in touched and row.status == row.Status.HELD}:
        decide_sessions(sessions=held, now=now, people={row.person_id for row in new})

    for session in sessions.values():
        if session.pk in touched:
            tell_leads(session.uid)


def _folded(before: Sequence[Span], signs: Sequence[Sign]) -> list[Span]:
    found = list(before)
    for sign in signs:
        if sign.ends:
            found = ended(found, sign.at)
        else:
            found = folded(found, [(sign.at, sign.at + timedelta(seconds=sign.seconds))])
    return found
