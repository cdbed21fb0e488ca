"""The workbench of a course: its outline, its files, titles and dates, and which run uses which version."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.authoring import access, actions, forms, queries
from xingtan.authoring.models import Version
from xingtan.authoring.registry import formats
from xingtan.authoring.views.arranging import if_gone
from xingtan.authoring.views.common import after, crumbs_of, language_of, languages_of, made
from xingtan.catalog import public as catalog
from xingtan.jobs import public as jobs
from xingtan.kernel.errors import NotThere, RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show

EXPORT = "authoring.export"
VERSIONS_SHOWN = 5
FILES_A_PAGE = 50


@page(access.course_to_author, methods=("GET",))
def workbench(request: Request, course: catalog.Course) -> HttpResponse:
    """Show what the course consists of, and what can be done with it."""
    newest = queries.newest_version(course)
    versions = Version.objects.filter(course=course).listed().order_by("-number")[:VERSIONS_SHOWN]
    runs = list(catalog.Run.objects.filter(course=course).order_by("pk"))
    for run in runs:
        run.course = course
    context = {
        "course": course,
        "newest": newest,
        "bench": queries.bench_of(course, newest),
        "steps": queries.steps_of(course, list(versions), newest=newest.number if newest else 0),
        "deliveries": queries.deliveries_of(course, runs),
        "waiting": queries.waiting_for(course.university, course),
        "formats": [each for each in formats.every() if isinstance(each, formats.WrittenFormat)],
        "base": queries.base_of(course),
        "crumbs": crumbs_of(course)[:1],
        **made(request, course, newest),
    }
    return show(request, "authoring/workbench.html", context)


@page(access.heading_to_author)
def heading(request: Request, course: catalog.Course, key: str) -> HttpResponse:
    """Change a title, and for a section how and when it is graded."""
    try:
        newest, found = queries.heading_in_newest(course, key)
    except NotThere:
        return if_gone(request, course)
    section = found if isinstance(found, queries.OutlineSection) else None
    language = language_of(request, course)
    zone = course.university.zone
    initial: dict[str, Any] = {"title": found.title.in_(language)}
    if section:
        due_at = section.due_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if section.due_at else None
        initial |= {"graded_as": section.graded_as or "", "due_at": due_at}
        graders = [(each.name, each.label or each.name) for each in queries.policy_of(newest).graders]
        form: forms.HeadingForm = forms.SectionForm(request.POST or None, initial=initial, graders=graders, zone=zone)
    else:
        form = forms.HeadingForm(request.POST or None, initial=initial)
    base = queries.base_of(course)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            edit: dict[str, Any] = {"title": {**found.title, language: form.cleaned_data["title"]}}
            if section:
                due_at = form.cleaned_data["due_at"]
                edit |= {
                    "graded_as": form.cleaned_data["graded_as"] or None,
                    "due_at": due_at.isoformat() if due_at else None,
                }
            try:
                version = actions.edit_outline(course=course, edits={key: edit}, by=request.user, now=now())
                return go(request, after(base, version))
            except NotThere:
                return if_gone(request, course)
            except RuleBroken as broken:
                form.add_error(None, str(broken))
        status = 422
    context = {
        "course": course,
        "title": str(found.title) or key,
        "form": form,
        "languages": languages_of(request, course),
        "crumbs": crumbs_of(course),
    }
    return show(request, "authoring/heading.html", context, status=status)


@page(access.course_to_author)
def files(request: Request, course: catalog.Course) -> HttpResponse:
    """Show the files of the course, and put another in the place of one."""
    newest = queries.newest_version(course)
    if newest is None:
        raise NotThere
    status, refused = 200, ""
    if request.method == "POST":
        form = forms.FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                version = actions.replace_file(
                    course=course,
                    path=form.cleaned_data["path"],
                    content=form.cleaned_data["file"],
                    by=request.user,
                    now=now(),
                )
                return go(request, after(request.path, version))
            except RuleBroken as broken:
                refused = str(broken)
        else:
            refused = _("Choose a file first.")
        status = 422
    context = {
        "course": course,
        "page": Paginator(queries.files_of(newest), FILES_A_PAGE).get_page(request.GET.get("page")),
        "refused": refused,
        "refused_path": request.POST.get("path", ""),
        "crumbs": crumbs_of(course),
        **made(request, course, newest),
    }
    return show(request, "authoring/files.html", context, status=status)


@page(access.course_to_author, limit="export", methods=("POST",))
def exports(request: Request, course: catalog.Course) -> HttpResponse:
    """Have the newest version packed, to take away."""
    newest = queries.newest_version(course)
    known = formats.named(request.POST.get("format", "folder"))
    if newest is None or not isinstance(known, formats.WrittenFormat):
        raise NotThere
    job = jobs.start(kind=EXPORT, owner=request.user, params={"version": str(newest.uid), "format": known.name})
    return go(request, job.get_absolute_url())


@page(access.run_to_deliver, methods=("POST",))
def run(request: Request, run: catalog.Run) -> HttpResponse:
    """Hold the run at its version, or let it follow the newest."""
    base = queries.base_of(run.course)
    if request.POST.get("hold"):
        version = queries.version_of(run)
        if version is None:
            raise NotThere
        actions.deliver(run=run, version=version, by=request.user, now=now())
        said = _("The run stays at version %(number)s until you let it go on.") % {"number": version.number}
    else:
        actions.follow_newest(run=run, by=request.user)
        said = _("The run uses the newest version now.")
    return done(request, "authoring/workbench.html", then=base, say=said)
