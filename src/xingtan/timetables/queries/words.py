"""What is wrong with a line of a timetable, and what a change is, in words."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


def missing_words() -> set[str]:
    """Tell which codes have words; for the test that all of them do."""
    return set(_PROBLEMS)
