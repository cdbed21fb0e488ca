"""Questions: what lines of a timetable name, looked up in bulk: classes, rooms, calendars of terms."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from xingtan.catalog import public as catalog
from xingtan.kernel.ids import new_uid
from xingtan.teaching import public as teaching
from xingtan.timetables.models import Term
from xingtan.timetables.rules.days import Calendar
from xingtan.universities import public as universities


@dataclass(slots=True)
class Known:
    """The classes and rooms of a university, by the names that timetables use.

    :param classes: by code; several where a code is used in several terms
    :param modes: how each class meets, by the run's key
    :param venues: by code or name, and by campus
    """

    university: universities.University
    classes: dict[str, list[catalog.Run]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    modes: dict[int, str] = field(default_factory=dict)
    campuses: dict[int, str] = field(default_factory=dict)
    venues: dict[str, dict[str, teaching.Venue]] = field(default_factory=dict)
    new_venues: list[teaching.Venue] = field(default_factory=list)

    def runs_called(self, code: str, term: Term) -> list[catalog.Run]:
        """Find the class of this code: those of the term, if the code is used in several."""
        found = self.classes.get(code.strip().casefold(), [])
        if len(found) < 2:
            return found
        return [each for each in found if _is_in(each, term)] or found

    def venue_called(self, code: str, campus: str, *, is_said: bool) -> teaching.Venue:
        """Find the room of this code or name; one that is not known is noted, to be made when all is planned.

        :param campus: where it is, as the line says itself (``is_said``), or where its class is else
        """
        named = self.venues.setdefault(code.strip().casefold(), {})
        found = named.get(campus.strip().casefold()) or named.get("")
        if found is None and named and not is_said:
            # A class of one campus may meet on another.
            found = next(iter(named.values()))
        if found is None:
            found = teaching.Venue(uid=new_uid(), university=self.university, code=code.strip(), campus=campus.strip())
            named[found.campus.casefold()] = found
            self.new_venues.append(found)
        return found


def known_at(university: universities.University) -> Known:
    """Load the classes and rooms of a university: two queries."""
    known = Known(university)
    rows = teaching.Class.objects.filter(run__course__university=university)
    rows = rows.select_related("run__course__university").defer(*_LONG)
    for each in rows.order_by("run__starts_at", "pk"):
        each.run.course.university = university
        for code in dict.fromkeys((each.code.casefold(), str(each.run.uid))):
            if code:
                known.classes.setdefault(code, []).append(each.run)
                known.codes.setdefault(code, each.code or str(each.run.uid))
        known.modes[each.run_id], known.campuses[each.run_id] = each.mode, each.campus
    for venue in teaching.Venue.objects.filter(university=university).order_by("-pk"):
        for name in (venue.name, venue.code):
            if name:
                known.venues.setdefault(name.casefold(), {})[venue.campus.casefold()] = venue
    return known


_LONG = ("run__course__about", "run__course__summary", "run__course__outcomes")


def _is_in(run: catalog.Run, term: Term) -> bool:
    starts = run.starts_at is None or run.starts_at.date() <= term.ends_on
    return starts and (run.ends_at is None or run.ends_at.date() >= term.starts_on)


def calendar_of(term: Term) -> Calendar:
    """Give the days of a term: two queries."""
    return Calendar(
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        first_monday=term.first_monday,
        off=frozenset(term.days_off.values_list("on", "campus")),
        make_ups=tuple(term.make_ups.order_by("on", "pk").values_list("on", "campus", "as_of")),
    )


def codes_of(runs: Iterable[Any]) -> dict[int, str]:
    """Give the codes of classes by the run's key; the course's title where a class has none."""
    by_key = {each.pk: each for each in runs}
    found = dict(teaching.Class.objects.filter(run__in=by_key).exclude(code="").values_list("run", "code"))
    return {key: found.get(key) or str(run.course.title) or run.course.slug for key, run in by_key.items()}
