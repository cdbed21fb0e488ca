"""Lesson plans as files: kept, and brought back here or elsewhere."""

from django.http import HttpResponse, JsonResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from xingtan.activities import access, actions
from xingtan.activities.forms.plan_files import PlanFileForm, packed
from xingtan.activities.forms.plans import PlanForm
from xingtan.activities.models import Plan
from xingtan.activities.views.planning import show_plans
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, go, now, page
from xingtan.ui import public as ui


@page(access.plan_to_see, methods=("GET",))
def plan_file(request: Request, found: Plan) -> HttpResponse:
    """Give a plan as a file. Problems of courses are named in it, and nothing else of them."""
    answer = JsonResponse(packed(found), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{slugify(found.title) or "plan"}.json"'
    return answer


@page(access.teacher_to_plan, methods=("POST",), limit="change")
def plan_files(request: Request) -> HttpResponse:
    """Make a plan of a file that was kept."""
    form = PlanFileForm(request.POST, request.FILES, person=request.user)
    if form.is_valid():
        try:
            made = actions.make_plan(by=request.user, now=now(), **form.cleaned_data["file"])
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            ui.notify(request, _("This plan is yours: change what you like."))
            return go(request, made.url)
    return show_plans(request, PlanForm(), form)
