"""Deeds: details go when their time is over; that somebody was there stays."""

from datetime import datetime, timedelta

from django.db.models import Q

from xingtan.attendance.config import attendance as settings
from xingtan.attendance.models import CheckIn, Excuse, Interval, Refusal, Round
from xingtan.kernel.deeds import deed
from xingtan.teaching import public as teaching


@deed
def forget_details(*, now: datetime) -> int:
    """Delete check-ins, times on the page, refused tries and words of excuses of sessions that are long over.

    What each session came to for each person, and its corrections, stay. Says how many rows went.
    """
    over = teaching.Session.objects.filter(ends_at__lte=now - timedelta(days=settings.details_days)).values("pk")
    count = 0
    for rows in (
        CheckIn.objects.filter(round__session__in=over),
        Refusal.objects.filter(round__session__in=over),
        Interval.objects.filter(session__in=over),
    ):
        count += rows.delete()[0]
    # Where the room is, of rounds that nobody closed: a lesson that was never held, or one that closed by itself.
    ended = Q(session__in=over) | Q(ends_at__lte=now)
    Round.objects.filter(ended).exclude(latitude=None, longitude=None).update(latitude=None, longitude=None)
    return count + Excuse.objects.filter(session__in=over).exclude(words="").update(words="")
