"""What teaching plugs in below: ways to sessions on other pages, notices, export and erasure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xingtan.catalog import public as catalog
from xingtan.kernel.pages import now
from xingtan.kernel.text import Text
from xingtan.notices import registry as notices
from xingtan.notices.registry import Words
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.teaching import queries
from xingtan.teaching.models import Change, Inspection, Message, Mode, ModelLesson, Pack, Rung, Session, Switch
from xingtan.ui import public as ui
from xingtan.universities import public as universities

SOON = timedelta(days=7)
NEXT = 3


@ui.fill("learning.home_first", order=10)
def next_sessions(request: HttpRequest, things: Sequence[None]) -> dict[None, str]:
    """Show the next sessions above one's courses: whoever comes while a lesson runs comes for it."""
    return _next_sessions(request)


@ui.fill("home.learn", order=10)
def next_on_first_page(request: HttpRequest, things: Sequence[None]) -> dict[None, str]:
    """Show the next sessions on the first page, too: who has classes comes for them."""
    return _next_sessions(request) if request.user.is_authenticated else {}


def _next_sessions(request: HttpRequest) -> dict[None, str]:
    moment = now()
    lessons = queries.lessons_of(request.user, from_at=moment, to_at=moment + SOON, count=NEXT)
    return {None: ui.draw(request, "teaching/_next.html", {"lessons": lessons})} if lessons else {}


@ui.fill("site.teach_first", order=10)
def next_to_teach(request: HttpRequest, things: Sequence[None]) -> dict[None, str]:
    """Show those who teach what they teach next."""
    return _next_sessions(request)


@ui.fill("learning.run_links", order=10)
def sessions_of_run(request: HttpRequest, studies: Sequence[Any]) -> dict[Any, str]:
    """Lead from the page of a run to its sessions, if it has any."""
    taught = set(
        Session.objects.filter(run__in=[each.run for each in studies]).values_list("run", flat=True).distinct()
    )
    return {
        each: ui.draw(request, "teaching/_way.html", {"run": each.run}) for each in studies if each.run.pk in taught
    }


@ui.fill("learning.teaching_links", order=10)
def sessions_to_lead(request: HttpRequest, runs: Sequence[catalog.Run]) -> dict[catalog.Run, str]:
    """Lead those who teach to the sessions of the run."""
    return {each: ui.draw(request, "teaching/_way.html", {"run": each, "in_list": True}) for each in runs}


@ui.fill("universities.page", order=16)
def inspection_of_university(
    request: HttpRequest, places: Sequence[universities.University]
) -> dict[universities.University, str]:
    """Lead who runs a university to sessions drawn by chance."""
    return {
        each: ui.draw(request, "teaching/_inspect.html", {"university": each})
        for each in places
        if universities.can_administer(request.user, each)
    }


@notices.kind("teaching.changed", label=gettext_lazy("Sessions of your classes that are moved"))
def changed(data: dict[str, Any]) -> Words:
    """Word what was moved."""
    total = data["total"]
    sentence = ngettext("%(course)s: a session is changed.", "%(course)s: %(total)s sessions are changed.", total) % {
        "course": Text(data["course"]),
        "total": total,
    }
    return Words(sentence, data["url"], _lines(data))


@notices.kind("teaching.cancelled", label=gettext_lazy("Sessions of your classes that are called off"))
def cancelled(data: dict[str, Any]) -> Words:
    """Word what was called off."""
    total = data["total"]
    sentence = ngettext(
        "%(course)s: a session is called off.", "%(course)s: %(total)s sessions are called off.", total
    ) % {"course": Text(data["course"]), "total": total}
    return Words(sentence, data["url"], _lines(data))


@notices.kind("teaching.stepped", label=gettext_lazy("Sessions of your classes that are held another way"))
def stepped(data: dict[str, Any]) -> Words:
    """Word how a session is held from now on."""
    course = {"course": Text(data["course"])}
    sentences = {
        Rung.LIVE: _("%(course)s: the session is held live."),
        Rung.AUDIO: _("%(course)s: the session goes on with audio and slides."),
        Rung.RECORDED: _("%(course)s: the session is recorded; watch it when your line allows."),
        Rung.TEXT: _("%(course)s: the session goes on by text."),
    }
    return Words(sentences[Rung(data["rung"])] % course, data["url"], _lines(data))


@notices.kind("teaching.switched", label=gettext_lazy("Where all your classes meet"))
def switched(data: dict[str, Any]) -> Words:
    """Word where all classes of a university meet."""
    said = {"university": Text(data["university"]), "day": date_format(date.fromisoformat(data["from_on"]))}
    sentences = {
        Mode.ONLINE: _("%(university)s: your classes meet online from %(day)s."),
        Mode.ONSITE: _("%(university)s: your classes meet on site from %(day)s."),
        Mode.BOTH: _("%(university)s: your classes meet on site and online from %(day)s."),
    }
    last = ""
    if data["until_on"]:
        last = _("Until %(day)s.") % {"day": date_format(date.fromisoformat(data["until_on"]))}
    stays = _("Everything in your classes stays where it is. Your week shows each session.")
    return Words(sentences[Mode(data["mode"])] % said, "/classes/", "\n".join(filter(None, (last, data["why"], stays))))


def _lines(data: dict[str, Any]) -> str:
    """Say of each session when and where it is now, a line each."""
    lines = []
    for each in data["sessions"]:
        at = datetime.fromisoformat(each["starts_at"]).astimezone(ZoneInfo(each["zone"]))
        place = each["where"] or str(Mode(each["mode"]).label)
        title = f"{Text(each['title'])}: " if each["title"] else ""
        lines.append(f"{title}{ui.moments.words(at, each['zone'])}, {place}")
    return "\n".join(lines)


@registry.exports("teaching")
def export(person: Person) -> dict[str, Any]:
    """Give what this person said and did in sessions."""
    said = Message.objects.filter(by=person).order_by("pk")
    looked = Inspection.objects.filter(by=person).order_by("pk")
    return {
        "said": list(said.values("session__run__course__title", "words", "at")),
        "changes": list(Change.objects.filter(by=person).order_by("pk").values("session__uid", "what", "why", "at")),
        "model_lessons": list(ModelLesson.objects.filter(by=person).order_by("pk").values("session__uid", "words")),
        "packs": list(
            Pack.objects.filter(by=person).order_by("session").values("session__uid", "link", "name", "words")
        ),
        "switches": list(Switch.objects.filter(by=person).order_by("pk").values("uid", "mode", "from_on", "why", "at")),
        "inspections": list(looked.values("session__uid", "note", "seen_at")),
    }


@registry.erases("teaching")
def erase(person: Person) -> None:
    """Forget what this person said in chats; what they decided of sessions stays, by somebody without a name."""
    Message.objects.filter(by=person).delete()
    Message.objects.filter(hidden_by=person).update(hidden_by=None)
