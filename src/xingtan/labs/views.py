"""Pages: the trials on a run, and the report of one."""

import csv
import json
from io import StringIO
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.kernel.pages import Request, page, show
from xingtan.kernel.tables import harmless
from xingtan.labs import access, queries
from xingtan.labs.models import Trial
from xingtan.learning import public as learning

TRIALS_A_PAGE = 50


@page(access.run_with_trials, methods=("GET",))
def trials(request: Request, run: catalog.Run, enrollment: learning.Enrollment | None) -> HttpResponse:
    """Show the trials: one's own, or (to those who serve the course) everyone's."""
    found = queries.trials_on(run, enrollment=enrollment, key=request.GET.get("experiment", "")[:100])
    learner = _uid(request.GET.get("learner", "")) if enrollment is None else None
    if learner is not None:
        found = found.filter(enrollment__uid=learner)
    titles = queries.titles_in(authoring.version_of(run))
    shown = Paginator(found, TRIALS_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "trial": each,
            "url": reverse("labs:trial", args=(each.uid,)),
            "title": titles.get(each.key, each.key),
            "learner": str(each.enrollment.learner),
        }
        for each in shown.object_list
    ]
    context = {
        "run": run,
        "page": shown,
        "rows": rows,
        "titles": titles,
        "chosen": request.GET.get("experiment", ""),
        "is_everyones": enrollment is None,
        "crumbs": [(str(run.course.title), run.get_absolute_url())],
    }
    return show(request, "labs/trials.html", context)


@page(access.trial_to_see, methods=("GET",))
def trial(request: Request, found: Trial) -> HttpResponse:
    """Show what happened in a trial, step by step, and what came of it."""
    run = found.enrollment.run
    context = {
        "trial": found,
        "title": queries.titles_in(found.version).get(found.key, found.key),
        "steps": queries.steps_of(found),
        "is_own": found.enrollment.learner_id == request.user.pk,
        "again_url": f"{run.get_absolute_url()}units/{found.key}/",
        "zone": run.zone,
        "crumbs": [
            (str(run.course.title), run.get_absolute_url()),
            (_("Experiments"), f"{run.get_absolute_url()}trials/"),
        ],
    }
    return show(request, "labs/trial.html", context)


@page(access.trial_to_see, methods=("GET",))
def trial_table(request: Request, found: Trial) -> HttpResponse:
    """Give the steps as CSV."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "at", "name", "values"])
    for step in found.steps.order_by("number"):
        values = json.dumps(step.values, ensure_ascii=False)
        writer.writerow([step.number, step.at.isoformat(), harmless(step.name), values])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="steps-{found.uid}.csv"'
    return response


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
