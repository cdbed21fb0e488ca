"""Activities drawn by their kinds: what is alike for all is drawn once and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xingtan.activities.registry import kinds
from xingtan.activities.registry.sheets import Sheet
from xingtan.kernel.cache import part
from xingtan.kernel.ids import new_uid
from xingtan.ui import public as ui

NOTHING = SafeString()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An activity on a page: what it is, what one does in it, and what came of it."""

    sheet: Sheet
    kind: kinds.Kind
    body: SafeString = NOTHING
    results: SafeString = NOTHING

    @property
    def counts_in_course(self) -> bool:
        """Test whether who leads may let it count in the course: it is over and asked problems of the course."""
        asked = self.sheet.activity.config.get("problems", ())
        return self.sheet.is_over and any(each.get("key") for each in asked if isinstance(each, dict))

    @property
    def wants(self) -> str:
        """Say what is to be chosen before it can be opened, if it came from a plan that names what the class has not."""
        activity = self.sheet.activity
        return gettext(lack) if activity.is_draft and (lack := self.kind.wants(activity.config)) else ""

    @property
    def results_stamp(self) -> str:
        """Give a short word that is another one as soon as the results are."""
        return stamp(self.sheet)


def for_student(request: HttpRequest, sheets: Sequence[Sheet]) -> list[Card]:
    """Draw activities as a student sees them."""
    return [
        Card(sheet=each, kind=kind, body=_body(request, kind, each), results=shared(each))
        for each, kind in _known(sheets)
    ]


def now(request: HttpRequest, session: Any, sheets: Sequence[Sheet], seen: str) -> SafeString:
    """Draw all a student sees of the activities of a session: for all alike, and between it what each one does."""
    cards = for_student(request, sheets)
    holes = [replace(each, body=ui.hole(f"body_{each.sheet.activity.pk}")) for each in cards]
    return ui.keep(
        request,
        "activities.now",
        session.uid,
        session.changed_at,
        seen,
        *((each.sheet.activity.pk, bool(each.sheet.passed), each.results and each.results_stamp) for each in cards),
        draw=lambda nobody: ui.draw(
            nobody, "activities/_now.html", {"session": session, "cards": holes, "stamp": seen}
        ),
        own={f"body_{each.sheet.activity.pk}": each.body for each in cards},
    )


def _body(request: HttpRequest, kind: kinds.Kind, sheet: Sheet) -> SafeString:
    """Draw what a student does; what many see alike, once."""
    alike = None if sheet.broken else kind.alike(sheet)
    if alike is None:
        return kind.student(request, sheet)
    nobodys = replace(sheet, person=None, passed=ui.hole("passed"))
    return ui.keep(
        request,
        "activities.student",
        sheet.activity.pk,
        sheet.activity.version,
        sheet.can_answer,
        sheet.is_over,
        alike,
        draw=lambda nobody: kind.student(nobody, nobodys),
        own={"passed": sheet.passed, "uid": new_uid},
    )


def for_lead(request: HttpRequest, sheets: Sequence[Sheet]) -> list[Card]:
    """Draw activities as those see them who lead; what was only prepared has nothing to show yet."""
    return [
        Card(sheet=each, kind=kind, body=NOTHING if each.activity.is_draft else kind.lead(request, each))
        for each, kind in _known(sheets)
    ]


def for_screen(request: HttpRequest, sheet: Sheet) -> Card:
    """Draw an activity for the hall: its results where everybody may see them, what it asks until then."""
    kind = kinds.named(sheet.activity.kind)
    assert kind is not None, sheet.activity.kind
    is_seen = sheet.activity.is_shown or kind.shows_at_once
    return Card(sheet=sheet, kind=kind, body=(kind.screen if is_seen else kind.asked)(request, sheet))


def for_report(request: HttpRequest, sheets: Sequence[Sheet]) -> list[Card]:
    """Draw what is left of activities after class, for who leads."""
    return [
        Card(sheet=each, kind=kind, body=kind.report(request, each))
        for each, kind in _known(sheets)
        if not each.activity.is_draft
    ]


def shared(sheet: Sheet) -> SafeString:
    """Draw the results as everybody sees them: once for all, until they are others."""
    kind = kinds.named(sheet.activity.kind)
    if kind is None or sheet.results is None:
        return NOTHING
    everybody = replace(sheet, person=None, enrollment=None, is_lead=False, own=(), answers=(), broken="", typed={})
    return part(
        "activities.results",
        sheet.activity.pk,
        stamp(sheet),
        make=lambda: kind.results(ui.Nobody(), everybody),
        ttl=3600,
    )


def stamp(sheet: Sheet) -> str:
    """Write the stamp of the results, and whether more may come: kinds may show more when all is over."""
    return "-".join(map(str, [*sheet.stamp, int(sheet.is_open)]))


def _known(sheets: Sequence[Sheet]) -> list[tuple[Sheet, kinds.Kind]]:
    return [(each, kind) for each in sheets if (kind := kinds.named(each.activity.kind)) is not None]
