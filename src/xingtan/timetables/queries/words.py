"""What is wrong with a line of a timetable, and what a change is, in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.ui import public as ui

_PROBLEMS = {
    "too_large": gettext_lazy("The file is too large. Send it in parts, each as a list of its own."),
    "empty": gettext_lazy("There is not one lesson in it."),
    "broken": gettext_lazy("The table cannot be read from here on: a quotation mark is open, or a cell has no end."),
    "too_many": gettext_lazy("There are more than %(value)s lines. Send them in parts, each as a list of its own."),
    "too_much": gettext_lazy("Its events repeat too often to be read. Send it in parts, each as a list of its own."),
    "too_many_sessions": gettext_lazy("This makes more than %(value)s sessions. Send it in parts."),
    "no_column": gettext_lazy("There is no column “%(value)s”. Say below which one it is, or add it."),
    "no_class": gettext_lazy("No class is named here: “%(value)s”."),
    "no_such_class": gettext_lazy("There is no class “%(value)s” at this university."),
    "several_classes": gettext_lazy("Several classes of this term are called “%(value)s”. Give each its own code."),
    "not_a_weekday": gettext_lazy("“%(value)s” is no day of the week. Write Monday, Mon, or 1 for Monday."),
    "not_a_date": gettext_lazy("“%(value)s” is no date. Write the year first, as in 2026-03-02."),
    "not_in_term": gettext_lazy("%(value)s does not lie in this term."),
    "not_weeks": gettext_lazy("“%(value)s” says no weeks. Write every, odd, even, or a list as 1-8,10,12-16."),
    "not_a_time": gettext_lazy("“%(value)s” is no time of day. Write 08:00."),
    "ends_before": gettext_lazy("It ends before it starts: %(value)s."),
    "not_a_zone": gettext_lazy("“%(value)s” is no time zone. Write one as Asia/Shanghai."),
    "not_a_mode": gettext_lazy("“%(value)s” is no way to meet. Write online, onsite or both."),
    "not_a_link": gettext_lazy("“%(value)s” is no address of a meeting. It begins with https://."),
    "twice": gettext_lazy("This stands in line %(value)s already."),
    "not_a_calendar": gettext_lazy("This is no iCalendar file that can be read."),
    "not_an_event": gettext_lazy("The event “%(value)s” cannot be read."),
    "odd_rule": gettext_lazy("Lessons do not repeat like this: %(value)s."),
    "endless": gettext_lazy("This event repeats without an end. Give it a last day: %(value)s."),
    "far_away": gettext_lazy("The event “%(value)s” begins more than a year before or after the term."),
    "whole_day": gettext_lazy("“%(value)s” is on a day, but at no hour."),
    "odd_length": gettext_lazy("“%(value)s” takes no time, or more than a day."),
    "on_a_day_off": gettext_lazy("A lesson on %(value)s is not planned: it is a day off."),
}


def problem_in_words(code: str, value: str) -> str:
    """Word a problem."""
    return str(_PROBLEMS.get(code, "%(value)s")) % {"value": value}


def place_in_words(line: int) -> str:
    """Say where a problem is."""
    return _("line %(line)s") % {"line": line} if line else _("the whole file")


def shown_problems(rows: Sequence[Sequence[Any]]) -> list[dict[str, str]]:
    """Word the problems that a report keeps."""
    return [{"place": place_in_words(line), "words": problem_in_words(code, value)} for line, code, value in rows]


def known_codes() -> set[str]:
    """Tell which problems have words; for the test that all of them do."""
    return set(_PROBLEMS)


def moment_in_words(at: datetime, zone: str) -> str:
    """Say a moment with its weekday, by the clock of a zone, which is named."""
    day = formats.date_format(at.astimezone(ZoneInfo(zone)), "D")
    return _("%(weekday)s, %(moment)s") % {"weekday": day, "moment": ui.moments.words(at, zone)}


def short_moment(at: datetime, zone: str) -> str:
    """Say a moment in a few letters, where the page names the zone once."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{formats.date_format(local, 'D')} {formats.date_format(local, 'MONTH_DAY_FORMAT')}, {local:%H:%M}"


def weeks_in_words(weeks: str) -> str:
    """Say which weeks are meant."""
    match weeks:
        case "":
            return _("every week")
        case "odd":
            return _("odd weeks")
        case "even":
            return _("even weeks")
    return _("weeks %(weeks)s") % {"weeks": weeks.replace(",", ", ").replace("-", "–")}


def news_in_words(row: Mapping[str, Any], zone: str) -> str:
    """Say one change to somebody it concerns, by their own clock and in the active language."""
    before, after = (moment_in_words(datetime.fromisoformat(row[name]), zone) for name in ("before", "after"))
    said = {"class": row["class"], "before": before, "after": after, "room": row["room"]}
    match row["what"]:
        case "off":
            return _("%(class)s, %(before)s: called off.") % said
        case "moved":
            moved = _("%(class)s moves from %(before)s to %(after)s.") % said
            return _("%(moved)s Room: %(room)s.") % {"moved": moved, "room": row["room"]} if row["room"] else moved
        case "new":
            return _("%(class)s, %(after)s: an extra session.") % said
        case "back":
            return _("%(class)s, %(after)s: takes place after all.") % said
    if row["room"]:
        return _("%(class)s, %(after)s: changed. Room: %(room)s.") % said
    return _("%(class)s, %(after)s: changed. See the session.") % said
