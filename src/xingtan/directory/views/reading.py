"""Pages for readers: the list, an entry, its history; each as it is, or as it was on a day."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.directory import access, queries
from xingtan.directory.forms import Judgement
from xingtan.directory.models import Solution, Status
from xingtan.directory.queries import Wanted
from xingtan.directory.rules import standing
from xingtan.directory.views.asked import QUERY, NotADay, day_from, wanted_by
from xingtan.kernel import cache
from xingtan.kernel.errors import NotThere
from xingtan.kernel.pages import Request, anyone, now, page, show

ENTRIES_A_PAGE = 30


@cache.page(fresh=60, query=(*QUERY, "page"))
@page(anyone, methods=("GET",))
def solutions(request: Request) -> HttpResponse:
    """Show what is listed, or was on a day, and fits; every state is an address."""
    moment = now()
    is_day = True
    try:
        wanted = wanted_by(request, today=moment.date())
    except NotADay:
        wanted, is_day = Wanted(), False
    found = queries.find(wanted, now=moment)
    shown = Paginator(found.keys, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    read_at = wanted.moment(moment)
    query = wanted.query()
    context = {
        "wanted": wanted,
        "is_day": is_day,
        "is_narrowed": bool(wanted.words or wanted.marks),
        "page": shown,
        "entries": queries.entries_of(list(shown), moment=read_at, now=moment),
        "facets": found.facets,
        "did_you_mean": found.did_you_mean,
        "meant_url": f"?{wanted.query(words=found.did_you_mean)}",
        "note": queries.NOTE,
        "today": moment.date(),
        "given": [
            (label, f"{reverse(name)}{'?' if query else ''}{query}")
            for label, name in (
                ("JSON", "directory:json"),
                ("CSV", "directory:table"),
                ("RSS", "directory:rss"),
                ("Atom", "directory:atom"),
            )
        ],
        "present_url": f"?{wanted.query(on=None)}",
        "can": {"judge": access.can_judge(request.user)},
    }
    return show(request, "directory/solutions.html", context, part="found", status=200 if is_day else 422)


@cache.page(fresh=60, query=("on",))
@page(access.solution_to_see, methods=("GET",))
def solution(request: Request, found: Solution) -> HttpResponse:
    """Show an entry as it reads, or as it read on a day."""
    moment = now()
    try:
        day = day_from(request.GET.get("on", ""), today=moment.date())
    except NotADay:
        raise NotThere from None
    read_at = Wanted(on=day).moment(moment)
    entry = queries.entry_of(found, moment=read_at, now=moment)
    if entry is None:
        raise NotThere
    judges, amends = access.can_judge(request.user), access.can_amend(request.user, found)
    if not entry.is_listed and day and not (judges or amends):
        raise NotThere
    context = {
        "entry": entry,
        "solution": found,
        "on": day,
        "links": queries.links_of(found) if day is None else {},
        "note": queries.NOTE,
        "can": {"judge": judges, "amend": amends},
        "is_submitter": access.is_submitter(request.user, found),
        "steps": _steps(entry) if judges and day is None else [],
        "form": Judgement(),
        "crumbs": [(_("Solutions"), reverse("directory:solutions"))],
    }
    return show(request, "directory/solution.html", context)


def _steps(entry: queries.Entry) -> list[dict[str, Any]]:
    """Give what a coordinator may do with the entry next, with the words of the button."""
    words = {
        standing.CHECKED: _("Checked: the facts are right"),
        standing.REVIEWED: _("Reviewed: it belongs on the list"),
        standing.LISTED: _("List it"),
        standing.DECLINED: _("Decline it"),
        standing.DELISTED: _("Take it off the list"),
    }
    if entry.is_listed:
        words[standing.LISTED] = _("Confirm: looked at, still right")
    return [
        {"status": status, "label": words[status], "is_refusal": status in standing.NEED_A_REASON}
        for status in standing.FOLLOWS[entry.status]
    ]


@page(access.solution_to_see, methods=("GET",))
def history(request: Request, found: Solution) -> HttpResponse:
    """Show all that happened to an entry; coordinators see who it was."""
    moment = now()
    entry = queries.entry_of(found, moment=moment, now=moment)
    if entry is None:
        raise NotThere
    context = {
        "entry": entry,
        "moments": queries.history_of(found, with_names=access.can_judge(request.user)),
        "good": (Status.LISTED, Status.REVIEWED, Status.CHECKED),
        "crumbs": [(_("Solutions"), reverse("directory:solutions")), (entry.version.name, entry.url)],
    }
    return show(request, "directory/history.html", context)
