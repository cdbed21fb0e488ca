"""Bringing a course in: a file is looked through first, then read about, then brought in."""

import csv
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from xingtan.authoring import access, actions, forms, queries
from xingtan.authoring.models import Intake
from xingtan.authoring.views.common import crumbs_of
from xingtan.catalog import public as catalog
from xingtan.kernel import files
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page, show
from xingtan.kernel.tables import harmless
from xingtan.universities import public as universities

ROWS_A_PAGE = 100


@page(access.university_to_bring, limit="import")
def new_course(request: Request, university: universities.University) -> HttpResponse:
    """Bring a course to the university as a new one."""
    return _bring(request, university, None)


@page(access.course_to_author, limit="import")
def new_version(request: Request, course: catalog.Course) -> HttpResponse:
    """Bring a course as a new version of this one."""
    return _bring(request, course.university, course)


def _bring(request: Request, university: universities.University, course: catalog.Course | None) -> HttpResponse:
    form = forms.BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        kept = files.keep(upload, name=upload.name)
        intake = actions.bring(
            kept=kept,
            name=upload.name,
            university=university,
            course=course,
            by=request.user,
            now=now(),
        )
        return go(request, queries.intake_url(intake))
    context = {
        "university": university,
        "course": course,
        "form": form,
        "waiting": queries.waiting_for(university, course),
        "crumbs": crumbs_of(course) if course else [],
    }
    return show(request, "authoring/bring.html", context, status=422 if request.method == "POST" else 200)


@page(access.intake_to_judge)
def intake(request: Request, found: Intake) -> HttpResponse:
    """Show what is in the file, and bring it in."""
    courses = queries.courses_for(found, request.user)
    initial = {"slug": found.report.get("slug", ""), "course": queries.likely_course(found, courses)}
    choices = [(str(course.uid), str(course.title) or course.slug) for course in courses]
    sent = request.POST if request.method == "POST" else None
    form = forms.BringInForm(sent, initial=initial, courses=choices)
    status = 200
    if request.method == "POST":
        if found.course is not None or form.is_valid():
            chosen = found.course or _chosen(courses, form.cleaned_data["course"])
            slug = "" if chosen else form.cleaned_data["slug"]
            try:
                actions.bring_in(intake=found, slug=slug, course=chosen, by=request.user)
                return go(request, queries.intake_url(found))
            except RuleBroken as broken:
                form.add_error(None, str(broken))
        status = 422
    return show(request, "authoring/intake.html", _context(request, found, form), part="state", status=status)


def _chosen(courses: list[catalog.Course], uid: str) -> catalog.Course | None:
    return next((course for course in courses if uid and course.uid == UUID(uid)), None)


def _context(request: Request, found: Intake, form: forms.BringInForm) -> dict[str, Any]:
    job = queries.job_of(found)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in queries.LISTS else ""
    rows = queries.rows_of(found, outcome=outcome)
    url = queries.intake_url(found)
    return {
        "intake": found,
        "url": url,
        "job": job,
        "is_working": bool(job and not job.has_ended),
        "has_failed": bool(job and job.status == "failed"),
        "counts": found.counts,
        "elements": found.report.get("elements", 0),
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "tabs": _tabs(found, url, outcome),
        "form": form,
        "version_url": queries.version_url(found.version) if found.version else "",
        "base": queries.base_of(found.course) if found.course else "",
        "crumbs": crumbs_of(found.course) if found.course else [],
    }


def _tabs(found: Intake, url: str, outcome: str) -> list[tuple[str, str, bool]]:
    words = {"errors": _("Errors"), "unsupported": _("Not supported"), "changed": _("Changed"), "kept": _("Kept")}
    counts = found.counts
    every = [(f"{_('All')} ({sum(counts.values())})", url, outcome == "")]
    return every + [
        (f"{words[name]} ({counts[name]})", f"{url}?outcome={name}", outcome == name) for name in queries.LISTS
    ]


@page(access.intake_to_judge, methods=("GET",))
def report_csv(request: Request, found: Intake) -> HttpResponse:
    """Give the report as a table."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="report-{found.uid}.csv"'
    table = csv.writer(response)
    table.writerow(["outcome", "place", "what", "why"])
    table.writerows(
        [row.outcome, harmless(row.place), harmless(row.what), harmless(row.why)] for row in queries.rows_of(found)
    )
    return response


@page(access.intake_to_judge, methods=("GET",))
def report_json(request: Request, found: Intake) -> HttpResponse:
    """Give the report as JSON."""
    report = {name: found.report.get(name, 0 if name == "elements" else []) for name in ("elements", *queries.LISTS)}
    response = JsonResponse(report, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="report-{found.uid}.json"'
    return response
