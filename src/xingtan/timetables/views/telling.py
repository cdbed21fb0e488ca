"""Pages: those concerned by changes are told, or not."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.timetables import access, actions, queries
from xingtan.timetables.models import Announcement
from xingtan.timetables.views.common import crumbs_of


@page(access.announcement_to_send, limit="change")
def announcement(request: Request, found: Announcement) -> HttpResponse:
    """Show whom changes concern and what they would read; tell them, or decide not to."""
    broken = None
    if request.method == "POST":
        try:
            if request.POST.get("away"):
                actions.drop_announcement(announcement=found, now=now())
                say = _("Nobody is told. The sessions are as they are planned.")
            else:
                actions.tell_concerned(announcement=found, by=request.user, now=now())
                say = _("Those concerned are being told.")
        except RuleBroken as no:
            broken = no
        else:
            return done(request, "timetables/announcement.html", then=found.term.get_absolute_url(), say=say)
    concerned = queries.concerned_by(found, with_people=False)
    context = {
        "announcement": found,
        "term": found.term,
        "count": len(concerned.runs_of),
        "rows": queries.news_rows(concerned, found.term.university.zone),
        "broken": broken,
        "crumbs": crumbs_of(found.term.university, found.term),
    }
    return show(request, "timetables/announcement.html", context, status=422 if broken else 200)
