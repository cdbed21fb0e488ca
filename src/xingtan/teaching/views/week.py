"""The page of one's week: what one learns and teaches, today's first."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse

from xingtan.kernel.dates import EARLIEST, LATEST
from xingtan.kernel.pages import Request, now, page, show, signed_in
from xingtan.teaching import queries

WEEK = timedelta(days=7)


@page(signed_in, methods=("GET",))
def week(request: Request) -> HttpResponse:
    """Show seven days of sessions, from today or from another day."""
    moment = now()
    zone = request.user.zone or "UTC"
    today = moment.astimezone(ZoneInfo(zone)).date()
    starts_on = _day(request.GET.get("from", "")) or today
    days = queries.week_of(request.user, starts_on=starts_on, now=moment)
    context = {
        "days": days,
        "today": today,
        "is_now": starts_on == today,
        "starts_on": starts_on,
        "ends_on": starts_on + WEEK - timedelta(days=1),
        "before": starts_on - WEEK,
        "after": starts_on + WEEK,
        "is_empty": not any(day.lessons for day in days),
        "zone": zone,
    }
    return show(request, "teaching/week.html", context)


def _day(typed: str) -> date | None:
    """Read a day of an address; rubbish, and days that no calendar here has, are no day."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if EARLIEST.date() + 2 * WEEK < day < LATEST.date() - 2 * WEEK else None
