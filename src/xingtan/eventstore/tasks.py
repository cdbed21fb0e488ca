"""Work by the clock: shipping, closing, tidying, and looking whether every file is what was written.

Each happens in a process of its own, and only if there is something to do: an idle site loads nothing of it.
"""

from django.utils import timezone

from xingtan.eventstore import queries
from xingtan.eventstore.adapters import apart, disk
from xingtan.eventstore.config import store
from xingtan.kernel.tasks import every


@every("* * * * *")
def ship() -> None:
    """Bring what waits in the spool into the store."""
    if _is_due("shipped", store.ship_seconds) and queries.waiting_bytes():
        apart.run("ship")


@every("* * * * *", queue="heavy")
def close() -> None:
    """Close the days about which something new is known."""
    if _is_due("closed", store.close_minutes * 60) and queries.has_stale_days():
        apart.run("close")


@every("23 * * * *", queue="heavy")
def tidy() -> None:
    """Merge small parts, and delete what is no longer counted."""
    if queries.size() is not None:
        apart.run("tidy")


@every("51 3 * * *", queue="heavy")
def mend() -> None:
    """Compare every file with its digest."""
    if queries.size() is not None:
        apart.run("mend")


@every("41 2 * * *", queue="heavy")
def forget() -> None:
    """Forget those who were erased."""
    if queries.has_people_to_forget():
        apart.run("forget")


def _is_due(what: str, seconds: int) -> bool:
    """Test whether this was done last so long ago, and note that it is done now; early by the jitter of a clock."""
    place = disk.root() / f".{what}.at"
    moment = timezone.now().timestamp()
    if place.exists() and moment - place.stat().st_mtime < seconds - 5:
        return False
    place.touch()
    return True
