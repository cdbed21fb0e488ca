"""Pages of a unit: its blocks, one answer, one bookmark, done."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.kernel.errors import RuleBroken
from xingtan.kernel.pages import Request, done, go, now, page, show, wants_part
from xingtan.learning import access, actions, queries, rules
from xingtan.learning.access import Run, Version
from xingtan.learning.models import Enrollment
from xingtan.learning.registry import players
from xingtan.learning.registry.pages import UnitPage
from xingtan.learning.registry.players import Mode
from xingtan.learning.views.studying import draw_block, draw_blocks, own_course
from xingtan.ui import public as ui

SEEN_AGAIN_AFTER = timedelta(minutes=10)
"""How old the moment somebody was last seen may be: not every page is worth a write."""


@page(access.unit_to_study, methods=("GET",))
def unit(request: Request, run: Run, enrollment: Enrollment | None, version: Version, key: str) -> HttpResponse:
    """Show one unit with its blocks, and remember that the learner was here."""
    course = own_course(run, version, enrollment)
    if enrollment is not None:
        if rules.window(run.starts_at, None, course.study.now) is rules.Window.BEFORE:
            return go(request, run.get_absolute_url())
        _remember(request, run, enrollment, key)
    return show_unit(request, course, key)


@page(access.unit_to_mark, limit="change", methods=("POST",))
def unit_done(request: Request, enrollment: Enrollment, version: Version, key: str) -> HttpResponse:
    """Mark what was read on this page as done, and go on to the next one."""
    run, outline = enrollment.run, authoring.outline_of(version)
    try:
        actions.complete_blocks(enrollment=enrollment, keys=_when_seen(outline, key), now=now(), version=version)
    except RuleBroken as broken:
        ui.notify(request, str(broken), kind="error")
        return go(request, f"{run.get_absolute_url()}units/{key}/")
    _before, after = outline.neighbours(key)
    return go(request, f"{run.get_absolute_url()}units/{after.key}/" if after else run.get_absolute_url())


@page(access.unit_to_mark, limit="change", methods=("POST",))
def unit_bookmark(request: Request, enrollment: Enrollment, version: Version, key: str) -> HttpResponse:
    """Put a bookmark on this page, or take it out."""
    if request.POST.get("away"):
        actions.forget_bookmark(enrollment=enrollment, key=key)
    else:
        actions.bookmark(enrollment=enrollment, key=key, now=now())
    address = f"{enrollment.run.get_absolute_url()}units/{key}/"
    context = {"is_bookmarked": not request.POST.get("away"), "here": address}
    return done(request, "learning/unit.html", context, part="bookmark", then=address)


@page(access.block_to_answer, limit="answer")
def block(request: Request, enrollment: Enrollment, version: Version, key: str) -> HttpResponse:
    """Take what the learner did in one block; its player knows what that means."""
    outline = authoring.outline_of(version)
    unit = outline.unit_of[key]
    address = f"{enrollment.run.get_absolute_url()}units/{unit}/#block-{key}"
    if request.method != "POST":
        return go(request, address)
    course = own_course(enrollment.run, version, enrollment)
    study = course.on_page(unit)
    found = authoring.blocks_of(version, [key])[0]
    try:
        said = players.of(found.kind).respond(request, found, study)
    except RuleBroken as broken:
        if wants_part(request):
            drawn = draw_block(request, study, key, broken)
            return show(request, "learning/unit.html", {"drawn": drawn}, part="block", status=422)
        return show_unit(request, course, unit, broken={key: broken})
    if not wants_part(request):
        return done(request, "learning/unit.html", then=address, say=said)
    if said:
        ui.notify(request, said)
    after = own_course(enrollment.run, version, enrollment).on_page(unit)
    return show(request, "learning/unit.html", {"drawn": draw_block(request, after, key)}, part="block")


def show_unit(
    request: Request,
    course: queries.Course,
    key: str,
    *,
    broken: dict[str, RuleBroken] | None = None,
    back: str = "",
) -> HttpResponse:
    """Show a unit's page to whoever studies here.

    :param back: where a teacher goes back to, who sees the page as a learner does
    """
    study, outline = course.on_page(key), course.outline
    unit = outline.units[key]
    before, after = outline.neighbours(key)
    seen = _when_seen(outline, key)
    context = {
        "study": study,
        "run": study.run,
        "offered": study.course,
        "enrollment": study.enrollment,
        "unit": unit,
        "units": f"{study.base}units/",
        "here": f"{study.base}units/{key}/",
        "before": before,
        "after": after,
        "number_words": _("%(number)s of %(all)s") % {"number": unit.place + 1, "all": len(outline.order)},
        "blocks": draw_blocks(request, study, unit.blocks, broken or {}),
        "to_mark": not all(study.mark(each).is_complete for each in seen),
        "asks": any(study.is_open(each) and each not in seen for each in unit.blocks),
        "beside": _beside(course, unit.section, key),
        "is_done": bool(unit.blocks) and all(study.mark(each).is_complete for each in unit.blocks),
        "due_at": next(iter(study.due.values()), None),
        "is_closed": bool(study.closed),
        "unit_page": UnitPage(study=study, unit=unit),
        "is_bookmarked": study.can_answer and queries.has_bookmark(study.enrollment, key),
        "crumbs": [(str(study.course.title), study.base)],
        "watched": study.mode is Mode.AS_LEARNER,
        "back": back,
    }
    return show(request, "learning/unit.html", context, status=422 if broken else 200)


def _beside(course: queries.Course, section: str, current: str) -> SafeString:
    """Draw the units of the same section, to be shown beside the text."""
    listed = next(each.units for each in course.outline.sections if each.key == section)
    units = {each.key: each.blocks for each in listed}
    states = queries.states_of(units, course.results, course.completed)
    marks = queries.Marks(base=course.study.base, states=states, current=current)
    return queries.units_beside(course.study.version, units, marks)


def _when_seen(outline: authoring.Outline, unit: str) -> list[str]:
    return [each.key for each in outline.blocks_in(unit) if players.of(each.kind).when_seen]


def _remember(request: Request, run: Run, enrollment: Enrollment, key: str) -> None:
    """Remember the unit, unless that is what is remembered already, or a browser only looks ahead."""
    moment = now()
    is_here = enrollment.last_unit == key and enrollment.seen_at and moment - enrollment.seen_at < SEEN_AGAIN_AFTER
    if not is_here and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        actions.note_view(run=run, before=enrollment.last_unit, unit=key, now=moment)
        actions.remember_place(enrollment=enrollment, unit=key, now=moment)
