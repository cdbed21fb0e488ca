"""Pages of announcements: those one was told, and writing one."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from xingtan.catalog import public as catalog
from xingtan.kernel import prose
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.learning import access, actions, queries
from xingtan.learning.access import Run
from xingtan.learning.forms import AnnouncementForm
from xingtan.learning.models import Announcement, Enrollment


@page(access.run_to_study, methods=("GET",))
def announcements(request: Request, run: Run, enrollment: Enrollment | None) -> HttpResponse:
    """Show what was announced on the run."""
    found = queries.announcements_on(run, enrollment)
    context = {
        **_facts(run),
        "announcements": found,
        "teaches": enrollment is None and catalog.can_teach(request.user, run.course),
    }
    return show(request, "learning/announcements.html", context)


@page(access.announcement_to_read, methods=("GET",))
def announcement(request: Request, found: Announcement) -> HttpResponse:
    """Show one announcement."""
    context = {**_facts(found.run), "announcement": found, "body": prose.markdown(str(found.body))}
    return show(request, "learning/announcement.html", context)


@page(catalog.run_to_teach, limit="mail")
def announcement_new(request: Request, run: Run) -> HttpResponse:
    """Write an announcement to everyone on the run, or to those who have not started."""
    to_waiting = request.GET.get("to") == "not_started"
    form = AnnouncementForm(request.POST or None, languages=_languages(run))
    if request.method == "POST" and form.is_valid():
        try:
            written = _write(run, request, form.cleaned_data, to_waiting=to_waiting)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            address = f"{run.get_absolute_url()}announcements/{written.uid}/"
            return done(
                request, "learning/announcement_new.html", then=address, say=_("The announcement is on its way.")
            )
    context = {
        **_facts(run),
        "form": form,
        "to_waiting": to_waiting,
        "waiting": queries.learners_on(run, state="not_started").count(),
        "key": f"announcement:{run.uid}:{'waiting' if to_waiting else 'all'}",
    }
    return show(request, "learning/announcement_new.html", context, status=422 if form.errors else 200)


def _write(run: Run, request: Request, given: dict[str, Any], *, to_waiting: bool) -> Announcement:
    write = actions.write_to_not_started if to_waiting else actions.announce
    return write(run=run, by=request.user, now=now(), **given)


def _languages(run: Run) -> list[tuple[str, str]]:
    """Offer the course's languages first, then the writer's own, then all that the site speaks."""
    tags = dict.fromkeys([*run.course.languages, get_language() or "en", *(code for code, _name in settings.LANGUAGES)])
    return [(tag.lower(), _name(tag)) for tag in tags]


def _name(tag: str) -> str:
    try:
        return str(get_language_info(tag)["name_local"])
    except KeyError:
        return tag


def _facts(run: Run) -> dict[str, Any]:
    base = run.get_absolute_url()
    return {"run": run, "offered": run.course, "base": base, "crumbs": [(str(run.course.title), base)]}
