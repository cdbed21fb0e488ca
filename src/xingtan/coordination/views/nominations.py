"""Pages of nominations: offering a course, its way, and what follows."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from xingtan.coordination import access, actions, queries
from xingtan.coordination.forms import Expert, FollowUpSet, Found, NominatedCourse, StepTaken
from xingtan.coordination.models import Call, FollowUp, Nomination
from xingtan.coordination.rules import NOMINATION_MOVES
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, now, page, show
from xingtan.universities import public as universities

# From then on the university reads what experts said, without their names.
SPOKEN = {"accepted", "returned", "refused", "selected", "removed"}


@page(access.call_to_work_on)
def nominations(request: Request, found: Call) -> HttpResponse:
    """Offer a course for the call."""
    courses = queries.courses_to_nominate(found, request.user)
    form = NominatedCourse(request.POST or None, courses=courses, initial={"course": request.GET.get("course", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.nominate(call=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            said = _("The course is nominated. A coordinator looks whether it is complete.")
            return done(request, "coordination/nominate.html", then=made.get_absolute_url(), say=said)
    context = {"call": found, "form": form, "courses": courses}
    return show(request, "coordination/nominate.html", context, status=422 if form.errors else 200)


@page(access.nomination_to_see, methods=("GET",))
def nomination(request: Request, found: Nomination) -> HttpResponse:
    """Show where a nomination is, what was said of it, and what this person may do."""
    return _show(request, found)


@page(access.nomination_to_see, methods=("POST",))
def steps(request: Request, found: Nomination) -> HttpResponse:
    """Take a step."""
    form = StepTaken(request.POST)
    if not form.is_valid():
        return _show(request, found, broken=_("There is no such step. Nothing was changed."))
    try:
        actions.take(nomination=found, by=request.user, now=now(), **form.cleaned_data)
    except RuleBroken as broken:
        return _show(request, found, broken=str(broken))
    said = {
        "confirm": _("Confirmed. Now ask experts."),
        "send_back": _("Returned to the university, with your reason."),
        "renew": _("Nominated again."),
        "withdraw": _("The nomination is withdrawn."),
        "close_review": _("The course is before the committee."),
        "accept": _("Accepted. A coordinator publishes it."),
        "return": _("Returned to the university, with your reason."),
        "refuse": _("Refused, with your reason."),
        "publish": _("Published on the international platform."),
        "remove": _("Taken off the international platform. It stays in the catalogue."),
    }[form.cleaned_data["move"]]
    return done(request, "coordination/nomination.html", then=found.get_absolute_url(), say=said)


@page(access.nomination_to_coordinate, methods=("POST",))
def experts(request: Request, found: Nomination) -> HttpResponse:
    """Ask an expert."""
    form = Expert(request.POST)
    if form.is_valid():
        try:
            actions.assign(nomination=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error("email", str(broken))
        else:
            said = _("The expert has been asked.")
            return done(request, "coordination/nomination.html", then=found.get_absolute_url(), say=said)
    return _show(request, found, expert=form)


@page(access.nomination_to_coordinate, methods=("POST",))
def follow_ups(request: Request, found: Nomination) -> HttpResponse:
    """Set something to look at after publishing."""
    form = FollowUpSet(request.POST)
    if form.is_valid():
        try:
            actions.follow_up(nomination=found, by=request.user, now=now(), **form.cleaned_data)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return done(
                request, "coordination/nomination.html", then=found.get_absolute_url(), say=_("It will be looked at.")
            )
    return _show(request, found, follow_up=form)


@page(access.follow_up_to_report, methods=("POST",))
def follow_up_report(request: Request, found: FollowUp) -> HttpResponse:
    """Say what was found."""
    nomination = found.selection.nomination
    form = Found(request.POST)
    said = _("Say what was found. Nothing was changed.")
    if form.is_valid():
        try:
            actions.report_on(follow_up=found, by=request.user, now=now(), **form.cleaned_data)
            said = _("Kept.")
        except RuleBroken as broken:
            said = str(broken)
    return done(request, "coordination/nomination.html", then=nomination.get_absolute_url(), say=said)


def _show(
    request: Request,
    found: Nomination,
    *,
    broken: str = "",
    expert: Expert | None = None,
    follow_up: FollowUpSet | None = None,
) -> HttpResponse:
    coordinates = universities.coordinates(request.user)
    has_stake = access.has_stake(request.user, found)
    judges = access.is_at_desk(request.user) and not has_stake
    moves = queries.open_moves(found, request.user)
    context = {
        "nomination": found,
        "broken": broken,
        "checks": _checks(found),
        "moves": [{"name": name, "needs_reason": NOMINATION_MOVES[name].needs_reason} for name in moves],
        "steps": queries.steps_of(found),
        "reviews": _reviews(found, request.user, judges=judges),
        "judges": judges,
        "has_stake": has_stake and access.is_at_desk(request.user),
        "decisions": found.decisions.select_related("by").order_by("pk"),
        "follow_ups": queries.follow_ups_of(found),
        "follow_up": (follow_up or FollowUpSet()) if coordinates and judges and found.state == "selected" else None,
        "found": Found(),
        "expert": (expert or Expert()) if coordinates and judges and found.state == "in_review" else None,
        "today": now().date(),
        "can": {
            "report": coordinates or universities.can_administer(request.user, found.university),
            "release": coordinates and found.state == "in_review",
        },
    }
    errors = broken or (expert and expert.errors) or (follow_up and follow_up.errors)
    return show(request, "coordination/nomination.html", context, status=422 if errors else 200)


def _checks(found: Nomination) -> list[tuple[str, bool]]:
    """Give the list of completeness: as it is now while somebody can still mend it, then as it was confirmed."""
    last = None if found.state in ("nominated", "returned") else found.checks.order_by("-pk").first()
    said = last.findings if last else queries.findings_of(found.course)
    return list(zip(queries.item_names(said), said.values(), strict=True))


def _reviews(found: Nomination, person: Any, *, judges: bool) -> queries.Reviews | None:
    """Give what experts said to those who judge; to the university when it is decided."""
    reads = judges or (found.state in SPOKEN and universities.can_administer(person, found.university))
    if not reads or (found.state == "returned" and not found.decisions.exists()):
        return None
    return queries.reviews_of(found)
