"""Which activities there are: of a session, of a class, and where one may be copied to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from xingtan.activities.models import Activity
from xingtan.activities.registry import kinds
from xingtan.catalog import public as catalog
from xingtan.kernel.prepared import Prepared
from xingtan.teaching import public as teaching

MOST = 200

# Asked by each of three hundred who come to a session in the same minute.
_begun = Prepared[Activity](
    lambda session: Activity.objects.of(session).begun()[:MOST],
    session=models.BigIntegerField(),
)


def activities_of(session: Any) -> list[Activity]:
    """List the activities of a session whose kinds are known, in the order they were made: one query."""
    return _known(Activity.objects.of(session)[:MOST], session)


def begun_on(session: Any) -> list[Activity]:
    """List the activities of a session that were opened: those that students may know of."""
    return _known(_begun.all(session=session.pk), session)


def ready_in(run: Any) -> list[Activity]:
    """List all activities of a class, the newest first: to use again, and to look up."""
    rows = Activity.objects.filter(run=run).select_related("session").order_by("-pk")[:MOST]
    return [each for each in rows if kinds.named(each.kind)]


def targets_for(runs: Sequence[Any], now: datetime) -> list[Any]:
    """List the sessions of these classes that an activity may be copied to: those of the last day and all to come."""
    found = teaching.sessions_of(runs, from_at=now - timedelta(days=1))
    return [each for sessions in found.values() for each in sessions if each.status in ("planned", "open", "held")]


def _known(rows: Any, session: Any) -> list[Activity]:
    found = []
    for each in rows:
        if kinds.named(each.kind):
            each.session, each.run = session, session.run
            found.append(each)
    return found


def runs_led_by(person: Any, run: Any) -> list[Any]:
    """List the classes that a person may copy to: this one, then those of all courses they serve, the newest first."""
    served = person.standing.catalog
    others = catalog.Run.objects.filter(course__in={*served.teaches, *served.assists, run.course_id}).exclude(pk=run.pk)
    return [run, *others.select_related("course__university").order_by("-starts_at", "-pk")[:MOST]]
