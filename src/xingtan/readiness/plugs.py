"""What readiness plugs in below: ways on pages of universities and teachers, notices, export and erasure."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.kernel.text import Text
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.readiness import rules
from xingtan.readiness.models import DeviceTest, Drill, Pairing, Reminder
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@ui.fill("universities.page", order=14)
def of_university(request: HttpRequest, places: Sequence[universities.University]) -> dict[Any, str]:
    """Show who runs a university the way to the board."""
    return {
        place: ui.draw(request, "readiness/_of_university.html", {"university": place})
        for place in places
        if universities.can_administer(request.user, place)
    }


@ui.fill("site.teach", order=30)
def of_teacher(request: HttpRequest, things: Sequence[None]) -> dict[Any, str]:
    """Show who teaches the way to what they need before they teach online."""
    return {None: ui.draw(request, "readiness/_of_teacher.html", {})}


@notices.kind("readiness.reminder", label=gettext_lazy("What you need to teach online"))
def reminder(data: dict[str, Any]) -> Words:
    """Word what is lacking."""
    sentences = {
        rules.DRILL: _("Finish the short course for those who begin to teach online."),
        rules.DEVICES: _("Try your microphone and your camera."),
        rules.WEEK: _("Put up the first week of each class: something to read, or the link of the first session."),
    }
    body = "\n".join(sentences[each] for each in data["lacks"] if each in sentences)
    words = _("%(university)s asks you to get ready to teach online.") % {"university": Text(data["university"])}
    return Words(words, reverse("readiness:own"), body)


@notices.kind("readiness.pairing", label=gettext_lazy("Colleagues who help each other to teach online"))
def pairing(data: dict[str, Any]) -> Words:
    """Word a pair; who it is stands on one's own page, as long as they are a pair."""
    sentences = {
        "novice": _("An experienced colleague stands by you while you begin to teach online."),
        "mentor": _("A colleague who is new to teaching online is to be helped by you."),
    }
    return Words(sentences[data["role"]], reverse("readiness:own"))


@registry.exports("readiness")
def export(person: Person) -> dict[str, Any]:
    """Give what this person tested, of what they were reminded, and with whom they were paired."""
    test = DeviceTest.objects.filter(person=person).first()
    pairs = Pairing.objects.filter(Q(novice=person) | Q(mentor=person)).order_by("pk")
    reminders = Reminder.objects.filter(person=person).order_by("pk")
    return {
        "microphone_works_since": test.microphone_at.isoformat() if test and test.microphone_at else None,
        "camera_works_since": test.camera_at.isoformat() if test and test.camera_at else None,
        "reminded_at": [each.at.isoformat() for each in reminders],
        "pairs": [
            {
                "as": "novice" if each.novice_id == person.pk else "mentor",
                "since": each.at.isoformat(),
                "until": each.ended_at.isoformat() if each.ended_at else None,
            }
            for each in pairs
        ],
    }


@registry.erases("readiness")
def erase(person: Person) -> None:
    """Forget what this person tested, of what they were reminded and whom they helped; whoever decided loses the name."""
    DeviceTest.objects.filter(person=person).delete()
    Reminder.objects.filter(person=person).delete()
    Pairing.objects.filter(Q(novice=person) | Q(mentor=person)).delete()
    for model in (Drill, Reminder, Pairing):
        model._default_manager.filter(by=person).update(by=None)  # noqa: SLF001 - Django's name for it is documented
