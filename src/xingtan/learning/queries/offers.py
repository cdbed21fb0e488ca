"""What the page of a course offers to whoever reads it: a place, or the way back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.learning import rules
from xingtan.learning.models import Enrollment
from xingtan.learning.queries.places import places_taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A run that can be joined, or why it cannot."""

    url: str
    starts_at: datetime | None
    opens_at: datetime | None
    zone: str
    state: str
    """One of: open, before, after, full."""
    places_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What there is for one person: a place they have, else the runs."""

    resume_url: str = ""
    is_begun: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def open(self) -> list[Choice]:
        """Give the runs that can be joined now."""
        return [each for each in self.choices if each.state == "open"]


def offers_of(courses: Iterable[catalog.Course], person: Any, *, now: datetime) -> dict[int, Offer]:
    """Give what is offered by the key of the course, in three queries at most."""
    listed = list(courses)
    runs = catalog.open_runs(listed, now=now)
    taken = places_taken([run for some in runs.values() for run in some if run.places is not None])
    mine = _places_of(person, listed)
    offers = {}
    for course in listed:
        if course.pk in mine:
            place = mine[course.pk]
            url = f"{course.get_absolute_url()}runs/{place.run.uid}/"
            offers[course.pk] = Offer(resume_url=url, is_begun=place.started_at is not None)
        else:
            choices = tuple(_choice(run, taken.get(run.pk, 0), now) for run in runs[course.pk])
            offers[course.pk] = Offer(choices=choices)
    return offers


def _places_of(person: Any, courses: list[catalog.Course]) -> dict[int, Enrollment]:
    """Give the place somebody was in last, by the key of its course."""
    if not person.is_authenticated:
        return {}
    rows = Enrollment.objects.current().filter(learner=person, run__course__in=courses).select_related("run")
    rows = rows.only("started_at", "run__uid", "run__course_id")
    return {row.run.course_id: row for row in rows.order_by("seen_at", "pk")}


def _choice(run: catalog.Run, taken: int, now: datetime) -> Choice:
    left = None if run.places is None else max(run.places - taken, 0)
    state = rules.window(run.opens_at, run.closes_at, now).value
    return Choice(
        url=f"{run.get_absolute_url()}place/",
        starts_at=run.starts_at,
        opens_at=run.opens_at,
        zone=run.zone,
        state="full" if state == "open" and left == 0 else state,
        places_left=left,
    )
