"""Pages of a run: the learner's own, its place, progress, and the look inside for anyone."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show
from xingtan.learning import access, actions, queries, rules
from xingtan.learning.access import Run, Version
from xingtan.learning.models import Enrollment
from xingtan.learning.registry.players import Mode
from xingtan.learning.views.studying import contents, draw_blocks, language, own_course

ANNOUNCEMENTS = 3


@page(access.run_to_visit, methods=("GET",))
def run(request: Request, run: Run, enrollment: Enrollment | None) -> HttpResponse:
    """Show a run: to its learner with their progress, to a visitor with what is in it."""
    return _show_run(request, run, enrollment)


@page(access.run_to_join, limit="change")
def place(request: Request, run: Run) -> HttpResponse:
    """Take a place on a run. Whoever was sent here to sign in first goes on to the run's page."""
    if request.method != "POST":
        return go(request, run.get_absolute_url())
    try:
        actions.enroll(run=run, learner=request.user, now=now())
    except RuleBroken as broken:
        _run, enrollment = access.run_to_visit(request.user, **_url(run))
        return _show_run(request, run, enrollment, broken=broken)
    return done(request, "learning/run.html", then=run.get_absolute_url(), say=_("You have a place. Welcome!"))


@page(access.place_on_run, limit="change", methods=("POST",))
def leave(request: Request, enrollment: Enrollment) -> HttpResponse:
    """Leave a run; what was done on it is kept for a return."""
    reason = request.POST.get("reason", "").strip()[:300]
    actions.withdraw(enrollment=enrollment, by=request.user, now=now(), reason=reason)
    said = _("You have left the run. What you did is kept, should you come back.")
    return done(request, "learning/run.html", then=enrollment.run.get_absolute_url(), say=said)


@page(access.run_to_study, methods=("GET",))
def progress(request: Request, run: Run, enrollment: Enrollment | None) -> HttpResponse:
    """Show what counts, what was earned, and how the grade comes about."""
    version = authoring.version_of(run)
    if version is None:
        return go(request, run.get_absolute_url())
    course = own_course(run, version, enrollment)
    return show(request, "learning/progress.html", {**_facts(run), **queries.progress_of(course), "course": course})


@page(access.course_to_preview, methods=("GET",))
def preview(request: Request, found: catalog.Course, version: Version) -> HttpResponse:
    """Show the first unit to anyone: the same page, and nothing is recorded."""
    base = found.get_absolute_url()
    course = queries.preview_of(course=found, version=version, language=language(), now=now(), base=base)
    unit = course.outline.first
    assert unit is not None  # the door looked
    context = {
        "offered": found,
        "unit": unit,
        "study": course.study,
        "blocks": draw_blocks(request, course.study, unit.blocks),
        "crumbs": [(str(found.title), base)],
    }
    return show(request, "learning/preview.html", context)


def _show_run(
    request: Request, run: Run, enrollment: Enrollment | None, *, broken: RuleBroken | None = None
) -> HttpResponse:
    version = authoring.version_of(run)
    studies = enrollment is not None and enrollment.is_current
    guides = not studies and access.can_guide(request.user, run)
    if version is not None and (studies or guides):
        course = own_course(run, version, enrollment if studies else None)
        context = {
            **run_context(course),
            "guides": guides,
            "teaches": guides and catalog.can_teach(request.user, run.course),
        }
        return show(request, "learning/run.html", context, status=422 if broken else 200)
    context = {
        **_facts(run),
        "enrollment": enrollment,
        "broken": broken,
        "window": _window(run),
        "contents": version and queries.bare_contents(version),
    }
    return show(request, "learning/visit.html", context, status=422 if broken else 200)


def run_context(course: queries.Course) -> dict[str, Any]:
    """Give all that the page of a run shows, of whoever studies in it."""
    study = course.study
    run, enrollment = study.run, study.enrollment
    bookmarks = queries.bookmarks_of(enrollment, course.outline, study.base) if enrollment else []
    completed = course.completed
    unit = rules.next_unit(course.plan, completed, enrollment.last_unit if enrollment else None)
    announcements = (
        queries.newest_announcements(enrollment) if enrollment else list(queries.announcements_on(run, None)[:4])
    )
    ends_at = rules.end_for(course.calendar)
    done, total = sum(1 for key in course.plan.section_of if key in completed), len(course.plan.section_of)
    return {
        **_facts(run),
        "study": study,
        "enrollment": enrollment,
        "contents": contents(course, bookmarks=[each.unit for each in bookmarks]),
        "bookmarks": bookmarks,
        "resume": course.outline.unit(unit) if unit else None,
        "done": done,
        "total": total,
        "progress_words": _progress_words(done, total, enrollment),
        "announcements": announcements[:ANNOUNCEMENTS],
        "more_announcements": len(announcements) > ANNOUNCEMENTS,
        "ends_at": ends_at,
        "starts_later": study.mode is not Mode.STAFF
        and rules.window(run.starts_at, None, study.now) is rules.Window.BEFORE,
        "is_over": rules.is_late(ends_at, course.calendar.grace, study.now),
    }


def _progress_words(done: int, total: int, enrollment: Enrollment | None) -> str:
    """Say how far the learner is; here and not in the template, where a plural costs as much as a query."""
    parts = ngettext("%(done)s of %(total)s part done", "%(done)s of %(total)s parts done", total)
    said = parts % {"done": done, "total": total}
    if enrollment is None or not enrollment.grade:
        return said
    grade = _("grade so far %(percent)s %%") % {"percent": queries.percent(enrollment.grade)}
    return f"{said} · {grade}"


def _facts(run: Run) -> dict[str, Any]:
    return {
        "run": run,
        "offered": run.course,
        "base": run.get_absolute_url(),
        "crumbs": [(str(run.course.title), run.course.get_absolute_url())],
    }


def _window(run: Run) -> str:
    if rules.window(None, run.ends_at, now()) is rules.Window.AFTER:
        return "ended"
    return rules.window(run.opens_at, run.closes_at, now()).value


def _url(run: Run) -> dict[str, Any]:
    return {"university": run.course.university.slug, "course": run.course.slug, "run": run.uid}
