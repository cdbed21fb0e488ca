"""What pages list: sessions that move, lines of a timetable, news for those concerned. Values come ready for a table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xingtan.catalog import public as catalog
from xingtan.people import public as people
from xingtan.teaching import public as teaching
from xingtan.timetables.models import AcceptedClash, Pattern, Term
from xingtan.timetables.queries.announcing import Concerned, facts_for
from xingtan.timetables.queries.known import codes_of
from xingtan.timetables.queries.words import moment_in_words, news_in_words, weeks_in_words

LINES_TITLE = _("Lines of the timetable")


def shown_turned(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give sessions that move, with the time before and after in words."""
    return [
        {
            **row,
            "before": moment_in_words(datetime.fromisoformat(row["before"]), row["zone"]),
            "after": moment_in_words(datetime.fromisoformat(row["after"]), row["zone"]),
            "has_moved": row["before"] != row["after"],
            "has_other_room": row["room"][0] != row["room"][1],
        }
        for row in rows
    ]


def shown_off(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give sessions that are called off, with their time in words."""
    return [{**row, "at": moment_in_words(datetime.fromisoformat(row["at"]), row["zone"])} for row in rows]


def clash_rows(rows: Sequence[Mapping[str, Any]], term: Term) -> list[dict[str, Any]]:
    """Give the clashes a report keeps, with names: four queries; none where there is no clash."""
    if not rows:
        return []
    runs = catalog.Run.objects.filter(pk__in={key for row in rows for key in (row["first"], row["second"])})
    codes = codes_of(runs.select_related("course").order_by("pk"))
    persons = people.Person.objects.in_bulk({row["thing"] for row in rows if row["kind"] == "teacher"})
    rooms = teaching.Venue.objects.in_bulk({row["thing"] for row in rows if row["kind"] == "room"})
    accepted = set(AcceptedClash.objects.filter(term=term).values_list("key", flat=True))
    zone = term.university.zone
    return [
        {
            **row,
            "who": row["name"] or str((persons if row["kind"] == "teacher" else rooms).get(row["thing"], "")),
            "first": codes.get(row["first"], ""),
            "second": codes.get(row["second"], ""),
            "times": [moment_in_words(datetime.fromisoformat(each), zone) for each in row["times"]],
            "is_accepted": row["key"] in accepted,
        }
        for row in rows
    ]


def line_rows(patterns: Sequence[Pattern], term: Term) -> list[dict[str, Any]]:
    """Give lines of a timetable as a table lists them: one query."""
    codes = codes_of({each.run_id: each.run for each in patterns}.values())
    return [
        {
            "code": codes.get(each.run_id, ""),
            "title": str(each.title),
            "day": each.get_weekday_display() if each.weekday else each.on,
            "is_weekly": each.weekday is not None,
            "time": f"{each.starts:%H:%M}–{each.ends:%H:%M}",
            "zone": each.zone if each.zone != term.university.zone else "",
            "weeks": weeks_in_words(each.weeks) if each.weekday else "",
            "room": str(each.venue or ""),
            "source": _("by hand") if each.source == Pattern.BY_HAND else each.source,
            "url": reverse("timetables:line", args=(term.university.slug, term.uid, each.uid)),
        }
        for each in patterns
    ]


def news_rows(concerned: Concerned, zone: str) -> list[str]:
    """Give all that would be told, in words, by the university's own clock."""
    every = tuple(each.pk for each in concerned.changes), tuple(each.pk for each in concerned.extra)
    return [news_in_words(row, zone) for row in facts_for(concerned, *every, zone)["rows"]]
