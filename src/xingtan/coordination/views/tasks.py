"""Pages of tasks: giving one, saying what was done, and looking at it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from xingtan.coordination import access, actions, queries
from xingtan.coordination.forms import EvidenceGiven, TaskFacts
from xingtan.coordination.models import Call, Evidence, Task
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.universities import public as universities


@page(access.call_to_coordinate)
def tasks(request: Request, found: Call) -> HttpResponse:
    """Ask something of those who joined."""
    parties = [row.party for row in queries.parties_of(found) if not row.left_at]
    form = TaskFacts(request.POST or None, call=found, parties=parties)
    if request.method == "POST" and form.is_valid():
        actions.add_task(call=found, by=request.user, **form.facts())
        return done(request, "coordination/tasks.html", then=found.desk_url, say=_("The task is set."))
    context = {"call": found, "form": form}
    return show(request, "coordination/tasks.html", context, status=422 if form.errors else 200)


@page(access.task_to_coordinate)
def task_facts(request: Request, found: Task) -> HttpResponse:
    """Change what the task asks."""
    parties = [row.party for row in queries.parties_of(found.call) if not row.left_at or row.party == found.party]
    language = request.GET.get("language", "")
    form = TaskFacts(request.POST or None, call=found.call, parties=parties, thing=found, language=language)
    if request.method == "POST" and form.is_valid():
        actions.describe_task(task=found, by=request.user, **form.facts())
        return done(request, "coordination/tasks.html", then=_page_of(found), say=_("Saved."))
    context = {"call": found.call, "task": found, "form": form}
    return show(request, "coordination/tasks.html", context, status=422 if form.errors else 200)


@page(access.task_to_work_on)
def task(request: Request, found: Task) -> HttpResponse:
    """Show how far a task is, and say what was done."""
    parties = access.parties_to_report_for(request.user, found)
    form = EvidenceGiven(request.POST or None, parties=parties) if parties else None
    if request.method == "POST" and form and form.is_valid():
        try:
            actions.give_evidence(task=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("Kept. A coordinator looks at it.")
            return done(request, "coordination/task.html", then=_page_of(found), say=said)
    return _show(request, found, form)


@page(access.evidence_to_check, methods=("POST",))
def evidence_check(request: Request, found: Evidence) -> HttpResponse:
    """Accept what was said to be done, or return it with a reason."""
    is_accepted = request.POST.get("answer") == "accept"
    reason = request.POST.get("reason", "")[:2000]
    try:
        actions.check_evidence(evidence=found, is_accepted=is_accepted, reason=reason, by=request.user, now=now())
    except RuleBroken as broken:
        return _show(request, found.task, None, broken=str(broken))
    said = _("Accepted: it counts.") if is_accepted else _("Returned, with your reason.")
    return done(request, "coordination/task.html", then=_page_of(found.task), say=said)


def _page_of(found: Task) -> str:
    return reverse("coordination:task", args=(found.uid,))


def _show(request: Request, found: Task, form: EvidenceGiven | None, *, broken: str = "") -> HttpResponse:
    at_desk = access.is_at_desk(request.user)
    mine = None if at_desk else access.parties_to_report_for(request.user, found)
    rows = queries.progress_by_party(found)
    context = {
        "task": found,
        "form": form,
        "broken": broken,
        "rows": rows if mine is None else [row for row in rows if row[0] in mine],
        "evidence": queries.evidence_of(found, only=mine),
        "is_late": found.due_at is not None and found.due_at < now(),
        "can": {"check": universities.coordinates(request.user)},
    }
    return show(request, "coordination/task.html", context, status=422 if broken or (form and form.errors) else 200)
