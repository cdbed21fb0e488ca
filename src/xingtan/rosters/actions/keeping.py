"""Deeds: the files of rosters go, at once where nobody should have sent them, else when their time is over."""

from datetime import datetime, timedelta

from xingtan.kernel import files
from xingtan.kernel.deeds import deed
from xingtan.rosters.config import rosters as settings
from xingtan.rosters.models import Problem, Roster


def drop_file(*, roster: Roster) -> None:
    """Forget a file that holds what nobody should have sent, whoever handed in the same bytes."""
    digest = roster.digest
    _forget_bytes(digest=digest)
    if digest:
        files.drop(digest)


def forget_files(*, now: datetime) -> int:
    """Forget the files of rosters that were handed in long ago, and the values in their reports; tells how many went."""
    before = now - timedelta(days=settings.file_days)
    old = Roster.objects.filter(brought_at__lte=before).exclude(digest="")
    digests = set(old.values_list("digest", flat=True))
    needed = Roster.objects.filter(brought_at__gt=before, digest__in=digests).values_list("digest", flat=True)
    gone = digests - set(needed)
    _forget_values(before=before)
    for digest in sorted(gone):
        files.drop(digest)
    return len(gone)


@deed
def _forget_bytes(*, digest: str) -> None:
    Roster.objects.filter(digest=digest).update(digest="")


@deed
def _forget_values(*, before: datetime) -> None:
    old = Roster.objects.filter(brought_at__lte=before).exclude(digest="")
    Problem.objects.filter(roster__in=old).exclude(why="").update(why="")
    old.update(digest="")
