"""Pages of those who teach: who learns on a run, one of them, and the table of all to take along."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show
from xingtan.kernel.tables import harmless
from xingtan.learning import access, actions, queries, rules
from xingtan.learning.access import Run, Version
from xingtan.learning.forms import ExtensionForm
from xingtan.learning.models import Enrollment
from xingtan.learning.registry.players import Mode
from xingtan.learning.views.run import run_context
from xingtan.learning.views.studying import language
from xingtan.learning.views.unit import show_unit

LEARNERS_A_PAGE = 50
STATES = ("not_started", "begun", "completed", "left")


@page(catalog.run_to_assist, methods=("GET",))
def learners(request: Request, run: Run) -> HttpResponse:
    """Show who learns on the run, where they are and what they scored; every state of the list is an address."""
    asked = _asked(request)
    shown = Paginator(queries.learners_on(run, **asked), LEARNERS_A_PAGE).get_page(request.GET.get("page"))
    base = run.get_absolute_url()
    context = {
        "run": run,
        "offered": run.course,
        "base": base,
        "page": shown,
        "rows": queries.learner_rows(run, shown.object_list),
        "columns": _columns(request, asked["sort"]),
        "states": [(state, words, asked["state"] == state) for state, words in _states().items()],
        "asked": asked,
        "csv_url": f"{base}learners.csv?{request.GET.urlencode()}",
        "teaches": catalog.can_teach(request.user, run.course),
        "crumbs": [(str(run.course.title), run.course.get_absolute_url()), (_("Run"), base)],
    }
    return show(request, "learning/learners.html", context, part="found")


@page(catalog.run_to_assist, methods=("GET",))
def learners_table(request: Request, run: Run) -> HttpResponse:
    """Give the same list, whole, as CSV."""
    found = queries.learners_on(run, **_asked(request))
    response = StreamingHttpResponse(_csv(run, found.iterator(chunk_size=500)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="learners-{run.course.slug}.csv"'
    return response  # type: ignore[return-value]  # what is streamed is an answer, too


@page(access.learner_to_guide, methods=("GET",))
def learner(request: Request, run: Run, enrollment: Enrollment) -> HttpResponse:
    """Show the course as one learner sees it, with their results, and what a teacher can do for them."""
    version = authoring.version_of(run)
    if version is None:
        return go(request, f"{run.get_absolute_url()}learners/")
    return show(request, "learning/learner.html", _one(request, run, enrollment, version))


@page(access.learner_unit_to_guide, methods=("GET",))
def learner_unit(request: Request, run: Run, enrollment: Enrollment, version: Version, key: str) -> HttpResponse:
    """Show a unit as one learner sees it; nothing can be answered."""
    course = _as_learner(run, enrollment, version)
    return show_unit(request, course, key, back=f"{run.get_absolute_url()}learners/")


@page(access.learner_to_extend, limit="change", methods=("POST",))
def extension(request: Request, run: Run, enrollment: Enrollment) -> HttpResponse:
    """Give one learner a later date."""
    version = authoring.version_of(run)
    address = f"{run.get_absolute_url()}learners/{enrollment.uid}/"
    if version is None:
        return go(request, address)
    form = _extension_form(_as_learner(run, enrollment, version), request.POST)
    if form is None:
        return go(request, address)
    if form.is_valid():
        try:
            actions.extend(enrollment=enrollment, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(request, "learning/learner.html", then=address, say=_("The date is extended."))
    context = {**_one(request, run, enrollment, version), "form": form}
    return show(request, "learning/learner.html", context, status=422)


def _one(request: Request, run: Run, enrollment: Enrollment, version: Version) -> dict[str, Any]:
    course = _as_learner(run, enrollment, version)
    back = f"{run.get_absolute_url()}learners/"
    teaches = catalog.can_teach(request.user, run.course)
    return {
        **run_context(course),
        **queries.progress_of(course),
        "watched": True,
        "back": back,
        "extensions": queries.extensions_of(enrollment, course.outline),
        "teaches": teaches,
        "form": _extension_form(course) if teaches else None,
        "crumbs": [(str(run.course.title), run.course.get_absolute_url()), (_("Who learns here"), back)],
    }


def _as_learner(run: Run, enrollment: Enrollment, version: Version) -> queries.Course:
    return queries.course_of(
        run=run,
        version=version,
        enrollment=enrollment,
        mode=Mode.AS_LEARNER,
        language=language(),
        now=now(),
        base=f"{run.get_absolute_url()}learners/{enrollment.uid}/",
    )


def _extension_form(course: queries.Course, data: Any = None) -> ExtensionForm | None:
    """Give the form with the dates there are, or nothing where there is none to extend."""
    dates = [(section.key, str(section.title)) for section in course.outline.sections if section.due_at]
    if rules.end_for(course.calendar):
        dates.insert(0, ("", _("The end of the run")))
    return ExtensionForm(data, dates=dates, zone=course.study.run.zone) if dates else None


def _asked(request: Request) -> dict[str, str]:
    said = request.GET
    sort = said.get("sort", "")
    state = said.get("state", "")
    return {
        "words": said.get("q", "").strip()[:100],
        "state": state if state in STATES else "",
        "sort": sort if sort.removeprefix("-") in queries.SORTS else "name",
    }


def _states() -> dict[str, str]:
    return {
        "": _("Everyone"),
        "not_started": _("Not started"),
        "begun": _("Begun"),
        "completed": _("Completed"),
        "left": _("Left"),
    }


def _columns(request: Request, sort: str) -> list[dict[str, str]]:
    """Give the heads of the table: each a link that sorts by it, or turns the order round."""
    labels = {
        "name": _("Name"),
        "done": _("Done"),
        "score": _("Grade"),
        "seen": _("Last seen"),
        "enrolled": _("Enrolled"),
    }
    columns = []
    for name, label in labels.items():
        is_sorted, is_falling = sort.removeprefix("-") == name, sort.startswith("-")
        query = request.GET.copy()
        query.pop("page", None)
        query["sort"] = name if not is_sorted or is_falling else f"-{name}"
        order = ("descending" if is_falling else "ascending") if is_sorted else ""
        columns.append({"name": name, "label": label, "url": f"?{query.urlencode()}", "order": order})
    return columns


class _Echo:
    """Hands back each line as it is written, so that the table is sent as it is made."""

    def write(self, line: str) -> str:
        return line


def _csv(run: Run, found: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # Spreadsheets take the file for UTF-8 when it says so at its beginning.
    yield "\ufeff" + writer.writerow(
        ["name", "email", "state", "percent_done", "grade_percent", "last_unit", "last_seen", "enrolled", "completed"]
    )
    for row in queries.learner_rows(run, found):
        yield writer.writerow(
            [
                harmless(row.name),
                harmless(row.email),
                row.state,
                row.percent,
                "" if row.grade is None else row.grade,
                harmless(str(row.unit or "")),
                row.seen_at.isoformat() if row.seen_at else "",
                row.enrolled_at.isoformat(),
                row.completed_at.isoformat() if row.completed_at else "",
            ]
        )
