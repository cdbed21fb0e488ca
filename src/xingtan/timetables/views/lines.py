"""Pages: the lines of a term's timetable, written by hand."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from xingtan.kernel.pages import Request, go, now, page, show
from xingtan.teaching import public as teaching
from xingtan.timetables import access, actions, queries
from xingtan.timetables.forms import PatternForm
from xingtan.timetables.models import Pattern, Term
from xingtan.timetables.views.common import crumbs_of

LINES_A_PAGE = 100


@page(access.term_to_schedule, methods=("GET",))
def lines(request: Request, term: Term) -> HttpResponse:
    """Show the lines of a timetable."""
    rows = Pattern.objects.standing().filter(term=term).whole()
    words = request.GET.get("q", "").strip()[:80]
    if words:
        classes = teaching.Class.objects.filter(code__icontains=words, run__course__university=term.university)
        rows = rows.filter(
            Q(run__in=classes.values("run")) | Q(venue__code__icontains=words) | Q(source__icontains=words)
        )
    leaf = Paginator(rows.order_by("weekday", "on", "starts", "pk"), LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "term": term,
        "page": leaf,
        "rows": queries.line_rows(list(leaf.object_list), term),
        "q": words,
        "crumbs": crumbs_of(term.university, term),
    }
    return show(request, "timetables/lines.html", context)


@page(access.term_to_schedule, limit="change")
def line_new(request: Request, term: Term) -> HttpResponse:
    """Write a line by hand."""
    form = PatternForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.plan_by_hand(term=term, lines=[form.line()], by=request.user, now=now())
        return go(request, made.get_absolute_url())
    return _show(request, term, form, None)


@page(access.pattern_to_change, limit="change")
def line(request: Request, found: Pattern) -> HttpResponse:
    """Change a line by hand, or take it away."""
    term = found.term
    if request.method == "POST" and request.POST.get("away"):
        made = actions.plan_by_hand(term=term, lines=[], away=[found], by=request.user, now=now(), source=found.source)
        return go(request, made.get_absolute_url())
    form = PatternForm(request.POST or None, initial=_said(found), is_there=True)
    if request.method == "POST" and form.is_valid():
        said = form.line(**{"id": found.key, "class": str(found.run.uid)})
        made = actions.plan_by_hand(term=term, lines=[said], by=request.user, now=now(), source=found.source)
        return go(request, made.get_absolute_url())
    return _show(request, term, form, found)


def _said(found: Pattern) -> dict[str, Any]:
    names = ("weekday", "on", "starts", "ends", "weeks", "campus", "zone", "mode", "link")
    return {
        **{name: getattr(found, name) for name in names},
        "room": found.venue.code if found.venue else "",
        "title": str(found.title),
    }


def _show(request: Request, term: Term, form: PatternForm, found: Pattern | None) -> HttpResponse:
    way = (queries.LINES_TITLE, reverse("timetables:lines", args=(term.university.slug, term.uid)))
    context = {
        "term": term,
        "form": form,
        "pattern": found,
        "row": queries.line_rows([found], term)[0] if found else None,
        "crumbs": [*crumbs_of(term.university, term), (str(way[0]), way[1])],
    }
    return show(request, "timetables/line.html", context, status=422 if form.errors else 200)
