"""What codes mean in the reader's language: things with points, reasons, evidence. Never only a number."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.activities.registry import kinds
from xingtan.insights.rules import flags, scripted
from xingtan.ui import public as ui

PRESENT, LATE, GIVEN, BLOCK, COURSE = ("present", "late", "given", "block", "course")
ACTIVITY = "activity:"
SHOWN = 12


def whats() -> list[str]:
    """List all that can be worth points."""
    return [PRESENT, LATE, GIVEN, BLOCK, COURSE, *(f"{ACTIVITY}{each.name}" for each in kinds.every())]


def what_words(what: str) -> str:
    """Say what something with points is."""
    if what.startswith(ACTIVITY):
        kind = kinds.named(what.removeprefix(ACTIVITY))
        return _("Answering: %(kind)s") % {"kind": kind.label if kind else what.removeprefix(ACTIVITY)}
    words = {
        PRESENT: _("Being at a session"),
        LATE: _("Being at a session, but late or not to its end"),
        GIVEN: _("Each mark that a teacher gives in class"),
        BLOCK: _("Completing a part of the course"),
        COURSE: _("Completing the course"),
    }
    return words.get(what, _("Nothing any more: it was corrected"))


def reason_words(reason: Mapping[str, Any]) -> str:
    """Say why a student is flagged."""
    facts = reason.get("facts") or {}
    match reason.get("code"):
        case flags.MISSED:
            count = facts.get("count", 0)
            return ngettext("Missed the last session.", "Missed the last %(count)s sessions in a row.", count) % {
                "count": count
            }
        case flags.POINTS:
            return _("Has %(points)s points, among the lowest %(percent)s percent of the class.") % {
                "points": facts.get("points", "0"),
                "percent": facts.get("percent", 0),
            }
        case flags.WORK:
            return _("Has handed in nothing yet.")
        case flags.UNSEEN:
            days = facts.get("days", 0)
            return ngettext("Was not seen for %(count)s day.", "Was not seen for %(count)s days.", days) % {
                "count": days
            }
    return _("A reason that this site no longer knows.")


def rule_words(rule: str) -> str:
    """Say what a case is about."""
    words = {
        scripted.FILMS: _("Films were through faster than they can be played"),
        scripted.COURSES: _("Parts of many courses were completed at once"),
        scripted.HOURS: _("At work in nearly every hour of a day and night"),
        scripted.TIMING: _("Answers at the same seconds as another student"),
    }
    return words.get(rule, rule)


def evidence_words(rule: str, rows: Sequence[Mapping[str, Any]], zone: str) -> list[str]:
    """Say what was seen, row by row."""
    return [_row_words(rule, row, zone) for row in rows[:SHOWN]] + (
        [_("… and %(count)s more") % {"count": len(rows) - SHOWN}] if len(rows) > SHOWN else []
    )


def _row_words(rule: str, row: Mapping[str, Any], zone: str) -> str:
    told = {**row, "at": _moment(row.get("at") or row.get("from"), zone)}
    try:
        match rule:
            case scripted.FILMS:
                return (
                    _("%(at)s: “%(key)s”, a film of %(film)s s, was done %(passed)s s after the part before it.") % told
                )
            case scripted.COURSES:
                return _("%(at)s: within one hour, %(parts)s parts of %(courses)s courses.") % told
            case scripted.HOURS:
                return _("From %(at)s: something in %(hours)s of 24 hours.") % told
            case scripted.TIMING:
                return _("%(at)s: “%(key)s”, within two seconds.") % told
    except KeyError:
        return str(row)
    return str(row)


def _moment(text: str | None, zone: str) -> str:
    try:
        return ui.moments.words(datetime.fromisoformat(text or "").astimezone(ZoneInfo(zone)), zone)
    except ValueError:
        return "?"
