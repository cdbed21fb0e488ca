"""Pages for those who publish: tables are counted, looked at, frozen, counted again, and withdrawn with a reason."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.census import public as census
from xingtan.dashboards import access
from xingtan.dashboards.forms import Again, Reason, Table
from xingtan.dashboards.queries.meanings import dimension_words
from xingtan.dashboards.queries.pages import preparing, published, words
from xingtan.jobs import public as jobs
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show
from xingtan.ui import public as ui

TABLES_A_PAGE = 50
ROWS_A_PAGE = 25
ADDRESS = "dashboards/publishing/table.html"


@page(access.publish, methods=("GET",))
def tables(request: Request) -> HttpResponse:
    """List every table with where it stands."""
    shown = Paginator(preparing.tables(), TABLES_A_PAGE).get_page(request.GET.get("page"))
    found = list(shown.object_list)
    states = preparing.states(found, now=now())
    rows = [
        {
            "title": each.title,
            "url": each.desk_url,
            "stretch": published.stretch_of(each),
            "state": states[each.pk],
            "number": each.revisions.all()[0].number if each.revisions.all() else 0,
        }
        for each in found
    ]
    return show(request, "dashboards/publishing/tables.html", {"page": shown, "rows": rows, "crumbs": _crumbs()[:2]})


@page(access.publish, limit="change")
def new(request: Request) -> HttpResponse:
    """Say what a new table is of; it is counted next, to be looked at."""
    form = Table(request.POST or None, zone=request.user.zone)
    if request.method == "POST" and form.is_valid():
        try:
            brief, note = form.brief(now()), form.cleaned_data["note"]
            draft = census.prepare(brief=brief, note=note, person=request.user, now=now())
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("It is being counted. Look at it, then freeze it.")
            return done(request, ADDRESS, then=draft.publication.desk_url, say=said)
    context = {"form": form, "crumbs": _crumbs()}
    return show(request, "dashboards/publishing/new.html", context, status=422 if form.errors else 200)


@page(access.publication_to_prepare, methods=("GET",))
def table(request: Request, found: census.Publication) -> HttpResponse:
    """Show what would be published, how far counting is, and every revision."""
    return _show(request, found)


@page(access.publication_to_prepare, limit="change", methods=("POST",))
def counting(request: Request, found: census.Publication) -> HttpResponse:
    """Count a table again, to be looked at."""
    form = Again(request.POST)
    form.fields["note"].required = found.revisions.exists()
    if not form.is_valid():
        return _show(request, found, again=form, status=422)
    try:
        census.prepare_again(publication=found, note=form.cleaned_data["note"], person=request.user, now=now())
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return _show(request, found, again=form, status=422)
    return go(request, found.desk_url)


@page(access.draft_to_decide, limit="change", methods=("POST",))
def freezing(request: Request, draft: census.Draft) -> HttpResponse:
    """Freeze what was looked at."""
    try:
        revision = census.confirm(draft=draft, person=request.user, now=now())
    except RuleBroken as broken:
        ui.notify(request, str(broken), kind="error")
        return go(request, draft.publication.desk_url)
    said = _("Frozen as revision %(number)s.") % {"number": revision.number}
    return done(request, ADDRESS, then=draft.publication.desk_url, say=said)


@page(access.draft_to_decide, limit="change", methods=("POST",))
def discarding(request: Request, draft: census.Draft) -> HttpResponse:
    """Discard what was counted."""
    census.discard(draft=draft, person=request.user)
    return done(request, ADDRESS, then=reverse("dashboards:publishing"), say=_("Discarded. Nothing was published."))


@page(access.revision_to_withdraw, limit="change", methods=("POST",))
def withdrawal(request: Request, revision: census.Revision) -> HttpResponse:
    """Tell readers not to use a revision any longer, and why."""
    form, found = Reason(request.POST), revision.publication
    if not form.is_valid():
        return _show(request, found, reason=form, withdrawn=revision.number, status=422)
    try:
        census.withdraw(revision=revision, reason=form.cleaned_data["reason"], person=request.user, now=now())
    except RuleBroken as broken:
        ui.notify(request, str(broken), kind="error")
        return go(request, found.desk_url)
    said = _("Revision %(number)s is withdrawn; its address says why.") % {"number": revision.number}
    return done(request, ADDRESS, then=found.desk_url, say=said)


def _show(
    request: Request,
    found: census.Publication,
    *,
    again: Again | None = None,
    reason: Reason | None = None,
    withdrawn: int = 0,
    status: int = 200,
) -> HttpResponse:
    draft = census.Draft.objects.select_related("publication__campaign", "by").filter(publication=found).first()
    job = jobs.Job.objects.filter(uid=draft.job).first() if draft and draft.job and not draft.counted_at else None
    revisions = census.publications.revisions_of(found)
    moment, known = now(), dimension_words()
    context: dict[str, Any] = {
        "publication": found,
        "stretch": published.stretch_of(found),
        "measures": [_(census.MEASURES[key].title) for key in found.measures if key in census.MEASURES],
        "by": [known.get(each, each) for each in found.by],
        "is_free": found.release_at <= moment,
        "draft": draft,
        "job": job,
        "is_counting": draft is not None and not draft.counted_at and (job is None or not job.has_ended),
        "again": again or Again(),
        "reason": reason or Reason(),
        "withdrawn": withdrawn,
        "revisions": [
            {
                "number": each.number,
                "url": f"{found.get_absolute_url()}{each.number}/",
                "at": each.frozen_at,
                "why": each.get_why_display(),
                "note": each.note,
                "sha256": each.sha256,
                "withdrawal": getattr(each, "withdrawal", None),
                "differences": f"{found.get_absolute_url()}{each.number - 1}/against/{each.number}/"
                if each.number > 1
                else "",
            }
            for each in revisions
        ],
        "crumbs": _crumbs(),
    }
    if draft is not None and draft.counted_at:
        context |= _prospect(request, draft)
    return show(request, ADDRESS, context, part="draft", status=status)


def _prospect(request: Request, draft: census.Draft) -> dict[str, Any]:
    found = preparing.prospect_of(draft)
    assert found is not None
    table = census.publications.kept_of(found.revision)
    shown = Paginator(table, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "prospect": found,
        "heads": published.heads_of(table),
        "page": shown,
        "lines": published.lines_of(found.revision, table, shown.object_list),
        "shares": published.shares_of(found.revision),
        "universities": words.number(found.revision.universities),
    }


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("The census"), "/census/"),
        (_("What was published"), "/census/publications/"),
        (_("Publish tables"), reverse("dashboards:publishing")),
    ]
