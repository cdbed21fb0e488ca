"""What the parts of pages show: the same for a page of its own and for the slot on teaching's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from xingtan.activities.models import Activity
from xingtan.activities.queries.lists import activities_of, begun_on
from xingtan.activities.queries.sheets import (
    on_screen,
    sheets_for_all,
    sheets_for_lead,
    sheets_for_student,
    stamp_of,
)
from xingtan.activities.registry import drawing, kinds
from xingtan.activities.registry.sheets import Sheet

Context = dict[str, Any]


def now_of(
    request: HttpRequest, session: Any, enrollment: Any, now: datetime, begun: Sequence[Activity] | None = None
) -> SafeString:
    """Draw what a student sees: what is open first, the newest on top, then what is over."""
    known = list(begun) if begun is not None else begun_on(session)
    ordered = sorted(known, key=lambda each: (not each.is_open(now), -each.pk))
    sheets = sheets_for_student(session, ordered, person=request.user, enrollment=enrollment, now=now)
    return drawing.now(request, session, sheets, stamp_of(known, now))


def lead_context(request: HttpRequest, session: Any, now: datetime, known: Sequence[Activity] | None = None) -> Context:
    """Give what who leads sees: the bar of kinds, what runs, what lies ready, what is over."""
    listed = list(known) if known is not None else activities_of(session)
    cards = drawing.for_lead(request, sheets_for_lead(session, listed, person=request.user, now=now))
    return {
        "session": session,
        "kinds": [each for each in kinds.every() if each.form is not None],
        "running": [each for each in reversed(cards) if each.sheet.is_open],
        "prepared": [each for each in cards if each.sheet.activity.is_draft],
        "over": [each for each in reversed(cards) if each.sheet.is_over],
        "stamp": stamp_of(listed, now, counted=True),
    }


def screen_context(request: HttpRequest, session: Any, now: datetime) -> Context:
    """Give what the hall sees."""
    sheet = on_screen(session, begun_on(session), now)
    card = drawing.for_screen(request, sheet) if sheet else None
    stamp = f"{sheet.activity.pk}-{sheet.activity.version}-{drawing.stamp(sheet)}" if sheet else "none"
    return {"session": session, "card": card, "stamp": stamp}


def report_context(request: HttpRequest, session: Any, now: datetime) -> Context:
    """Give what is left after class."""
    begun = [each for each in activities_of(session) if not each.is_draft]
    sheets = sheets_for_lead(session, begun, person=request.user, now=now)
    return {"session": session, "cards": drawing.for_report(request, sheets)}


def sheet_for_all(session: Any, activity: Activity, now: datetime) -> Sheet:
    """Give an activity as everybody sees it."""
    return sheets_for_all(session, [activity], now)[0]
