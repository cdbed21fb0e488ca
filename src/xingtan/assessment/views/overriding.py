"""Pages on which somebody who teaches sees a learner's scores one by one, gives another, or takes it back."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.assessment import access, actions, queries
from xingtan.assessment.forms.overriding import ReasonForm, ScoreForm
from xingtan.assessment.rules.overriding import Part
from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.catalog.public import Run
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.learning import public as learning
from xingtan.learning.public import Enrollment


@page(learning.learner_to_guide, methods=("GET",))
def learner_scores(request: Request, run: Run, enrollment: Enrollment) -> HttpResponse:
    """Show all that gives points, with what one learner has of it, and what teachers said."""
    version = authoring.version_of(run)
    outline = authoring.outline_of(version) if version is not None else None
    context = {
        **_facts(run, enrollment),
        "rows": queries.scores_of(enrollment, version) if version is not None else [],
        "said": queries.words_on(enrollment, outline),
        "teaches": catalog.can_teach(request.user, run.course),
    }
    return show(request, "assessment/learner_scores.html", context)


@page(access.part_to_score, limit="change")
def learner_score(request: Request, enrollment: Enrollment, part: Part) -> HttpResponse:
    """Show one score with all that was said of it, and give another."""
    if request.method != "POST":
        return _show_score(request, enrollment, part)
    form = ScoreForm(request.POST, possible=part.possible)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.override(
                enrollment=enrollment,
                part=part,
                points=told["points"],
                reason=told["reason"],
                seen=told["seen"],
                by=request.user,
                now=now(),
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("The score is changed, and the learner is told.")
            then = _facts(enrollment.run, enrollment)["address"]
            return done(request, "assessment/learner_score.html", then=then, say=said)
    return _show_score(request, enrollment, part, form=form)


@page(access.part_to_score, limit="change", methods=("POST",))
def learner_score_restoring(request: Request, enrollment: Enrollment, part: Part) -> HttpResponse:
    """Take a teacher's score back: what was judged stands again."""
    form = ReasonForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.take_back(
                enrollment=enrollment,
                part=part,
                reason=told["reason"],
                seen=told["seen"],
                by=request.user,
                now=now(),
            )
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("What was judged stands again, and the learner is told.")
            then = _facts(enrollment.run, enrollment)["address"]
            return done(request, "assessment/learner_score.html", then=then, say=said)
    return _show_score(request, enrollment, part, back=form)


def _show_score(
    request: Request,
    enrollment: Enrollment,
    part: Part,
    *,
    form: ScoreForm | None = None,
    back: ReasonForm | None = None,
) -> HttpResponse:
    facts = _facts(enrollment.run, enrollment)
    version = authoring.version_of(enrollment.run)
    outline = authoring.outline_of(version) if version is not None else None
    stands = queries.stands_of(enrollment, part.worth)
    points, judged = queries.part_in_points(part, stands)
    seen = {"seen": queries.seen_of(enrollment, part)}
    is_corrected = any(each.is_corrected for each in stands.values())
    context = {
        **facts,
        "part": part,
        "title": queries.title_of(outline, part.key),
        "possible": f"{part.possible.normalize():f}",
        "points": points,
        "judged": judged,
        "is_corrected": is_corrected,
        "said": queries.words_on(enrollment, outline, part.worth),
        "is_own": enrollment.learner_id == request.user.pk,
        "form": _fresh(form, seen) or ScoreForm(initial=seen, possible=part.possible, auto_id="score-%s"),
        "back": (_fresh(back, seen) or ReasonForm(initial=seen, auto_id="back-%s")) if is_corrected else None,
        "back_errors": bool(back),
        "crumbs": [*facts["crumbs"], (_("Scores"), facts["address"])],
    }
    return show(request, "assessment/learner_score.html", context, status=422 if form or back else 200)


def _fresh(form: Any, seen: dict[str, str]) -> Any:
    """Let a form that was refused tell what stands now: who sends it again has seen it."""
    if form is not None:
        form.data = {**form.data.dict(), **seen}
    return form


def _facts(run: Run, enrollment: Enrollment) -> dict[str, Any]:
    base = run.get_absolute_url()
    learner = f"{base}learners/{enrollment.uid}/"
    return {
        "run": run,
        "offered": run.course,
        "learner": enrollment.learner,
        "address": f"{learner}scores/",
        "crumbs": [
            (str(run.course.title), run.course.get_absolute_url()),
            (_("Who learns here"), f"{base}learners/"),
            (str(enrollment.learner), learner),
        ],
    }
