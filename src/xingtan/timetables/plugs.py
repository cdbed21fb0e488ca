"""What timetables plug in below: ways to them on other pages, the notice of changes, export and erasure."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.teaching.registry.pages import SessionPage
from xingtan.timetables import access, queries
from xingtan.timetables.models import AcceptedClash, Announcement, Feed, Intake
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@ui.fill("universities.page", order=12)
def of_university(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Lead those who serve a university to its timetable."""
    return {
        place: ui.draw(
            request,
            "timetables/_of_university.html",
            {"university": place, "can": {"schedule": access.can_schedule(request.user, place)}},
        )
        for place in places
        if universities.serves(request.user, place)
    }


@ui.fill("teaching.week_tools", order=20)
def beside_week(request: HttpRequest, things: Sequence[None]) -> dict[None, str]:
    """Lead from one's week to the calendar and its addresses."""
    return {None: ui.draw(request, "timetables/_week_tools.html", {})}


@ui.fill("teaching.session_lead", order=90)
def hours_of_session(request: HttpRequest, pages: Sequence[SessionPage]) -> dict[SessionPage, str]:
    """Lead who teaches a planned session to the hours it falls on elsewhere."""
    return {
        each: ui.draw(request, "timetables/_session_hours.html", {"session": each.session})
        for each in pages
        if each.session.status == "planned"
    }


@notices.kind(queries.CHANGED, label=gettext_lazy("Changes of your timetable"))
def changed(data: dict[str, Any]) -> Words:
    """Word what changes, by the reader's own clock."""
    sentence = ngettext(
        "Your timetable changes: %(count)s session.", "Your timetable changes: %(count)s sessions.", data["count"]
    ) % {"count": data["count"]}
    rows = [queries.news_in_words(row, data["zone"]) for row in data["rows"]]
    if data["count"] > len(rows):
        more = data["count"] - len(rows)
        rows.append(ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more})
    return Words(sentence, data["url"], "\n".join(rows))


@registry.exports("timetables")
def export(person: Person) -> dict[str, Any]:
    """Give whether this person's calendars have addresses, and the timetables they brought and planned."""
    feed = Feed.objects.filter(person=person).first()
    brought = Intake.objects.filter(made_by=person).order_by("pk")
    clashes = AcceptedClash.objects.filter(by=person).order_by("pk")
    return {
        "calendar_addresses_since": feed.made_at.isoformat() if feed else None,
        "timetables_brought": [{"name": each.name, "at": each.made_at.isoformat()} for each in brought],
        "timetables_planned": [
            {"name": each.name, "at": each.planned_at and each.planned_at.isoformat()}
            for each in Intake.objects.filter(planned_by=person).order_by("pk")
        ],
        "clashes_accepted": [{"why": each.words, "at": each.at.isoformat()} for each in clashes],
        "changes_told": [
            {"at": each.sent_at and each.sent_at.isoformat(), "people": each.told}
            for each in Announcement.objects.filter(sent_by=person).order_by("pk")
        ],
    }


@registry.erases("timetables")
def erase(person: Person) -> None:
    """Forget the addresses of this person's calendars, and take their name off what they brought and decided."""
    Feed.objects.filter(person=person).delete()
    for model, names in (
        (Intake, ("made_by", "planned_by")),
        (Announcement, ("made_by", "sent_by")),
        (AcceptedClash, ("by",)),
    ):
        for name in names:
            model._default_manager.filter(**{name: person}).update(**{name: None})  # noqa: SLF001 - Django's name for it is documented
