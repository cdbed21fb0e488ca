"""Questions: whom changes of a timetable concern, and what each of them is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from xingtan.catalog import public as catalog
from xingtan.learning import public as learning
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.timetables.models import Announcement
from xingtan.timetables.queries.known import codes_of

CHANGED = "timetables.changed"
MOST_LISTED = 40
AT_ONCE = 500


@dataclass(slots=True)
class Concerned:
    """Who is concerned by an announcement, and by what of it.

    :param runs_of: for each person the classes they learn or teach in, of those that change
    """

    changes: list[teaching.Change] = field(default_factory=list)
    extra: list[teaching.Session] = field(default_factory=list)
    codes: Mapping[int, str] = field(default_factory=dict)
    persons: dict[int, people.Person] = field(default_factory=dict)
    runs_of: dict[int, set[int]] = field(default_factory=dict)

    def news_of(self, person: people.Person) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Give the changes and the new sessions of one person's classes, by key."""
        runs = self.runs_of[person.pk]
        return (
            tuple(each.pk for each in self.changes if each.session.run_id in runs),
            tuple(each.pk for each in self.extra if each.run_id in runs),
        )


def concerned_by(announcement: Announcement, *, with_people: bool = True) -> Concerned:
    """Find the students and teachers of the sessions that change, and nobody else.

    :param with_people: whether they are loaded, too, to be told; a page only counts them
    """
    changes = teaching.Change.objects.filter(pk__in=announcement.changes).select_related("session__venue")
    found = Concerned(
        changes=list(changes.order_by("session__starts_at", "pk")),
        extra=list(
            teaching.Session.objects.filter(pk__in=announcement.extra)
            .select_related("venue")
            .order_by("starts_at", "pk")
        ),
    )
    keys = {each.session.run_id for each in found.changes} | {each.run_id for each in found.extra}
    runs = list(catalog.Run.objects.filter(pk__in=keys).select_related("course").order_by("pk"))
    found.codes = codes_of(runs)
    rows = learning.Enrollment.objects.current().filter(run__in=keys)
    for run, learner in rows.values_list("run", "learner").iterator(chunk_size=10_000):
        found.runs_of.setdefault(learner, set()).add(run)
    for run, teachers in teaching.teachers_of(runs).items():
        for teacher in teachers:
            found.runs_of.setdefault(teacher.pk, set()).add(run)
    those = sorted(found.runs_of)
    for start in range(0, len(those) if with_people else 0, AT_ONCE):
        some = people.Person.objects.filter(pk__in=those[start : start + AT_ONCE], is_active=True)
        found.persons.update({each.pk: each for each in some.order_by("pk")})
    return found


def facts_for(concerned: Concerned, changes: tuple[int, ...], extra: tuple[int, ...], zone: str) -> dict[str, Any]:
    """Give what one person is told, as a notice keeps it; the words are made in their language."""
    by_key = {each.pk: each for each in concerned.changes}
    new = {each.pk: each for each in concerned.extra}
    rows = [_change(by_key[key], concerned.codes) for key in changes]
    rows += [_extra(new[key], concerned.codes) for key in extra]
    return {"zone": zone, "count": len(rows), "rows": rows[:MOST_LISTED], "url": reverse("timetables:mine")}


def _change(change: teaching.Change, codes: Mapping[int, str]) -> dict[str, Any]:
    session = change.session
    before = change.what.get("starts_at", [session.starts_at.isoformat()])[0]
    is_off = change.what.get("status", ["", ""])[1] == teaching.Session.Status.CANCELLED
    is_back = change.what.get("status", ["", ""])[0] == teaching.Session.Status.CANCELLED
    moved = "starts_at" in change.what or "ends_at" in change.what
    return {
        "what": "off" if is_off else "back" if is_back else "moved" if moved else "changed",
        "class": codes.get(session.run_id, ""),
        "before": before,
        "after": session.starts_at.isoformat(),
        "room": str(session.venue or ""),
    }


def _extra(session: teaching.Session, codes: Mapping[int, str]) -> dict[str, Any]:
    at = session.starts_at.isoformat()
    return {
        "what": "new",
        "class": codes.get(session.run_id, ""),
        "before": at,
        "after": at,
        "room": str(session.venue or ""),
    }
