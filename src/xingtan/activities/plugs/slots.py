"""What activities put on teaching's pages."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from xingtan.activities import queries
from xingtan.ui import public as ui


@ui.fill("teaching.session_now", order=20)
def now(request: HttpRequest, pages: Sequence[Any]) -> dict[Any, str]:
    """Show a student what to do. Visitors of a model lesson do nothing."""
    return {
        each: queries.now_of(request, each.session, each.enrollment, each.now) for each in pages if not each.is_visitor
    }


@ui.fill("teaching.session_lead", order=20)
def lead(request: HttpRequest, pages: Sequence[Any]) -> dict[Any, str]:
    """Give who leads the bar of kinds, and what runs."""
    return {
        each: ui.draw(request, "activities/_lead.html", queries.lead_context(request, each.session, each.now))
        for each in pages
        if each.is_lead
    }


@ui.fill("teaching.session_lead", order=25)
def plan(request: HttpRequest, pages: Sequence[Any]) -> dict[Any, str]:
    """Show who leads what they planned for this session."""
    return {
        each: ui.draw(
            request, "activities/_plan.html", {"session": each.session, "uses": queries.uses_in(each.session)}
        )
        for each in pages
        if each.is_lead
    }


@ui.fill("site.teach", order=20)
def plans(request: HttpRequest, things: Sequence[None]) -> dict[Any, str]:
    """Lead who teaches to their lesson plans."""
    return {None: ui.draw(request, "activities/_plans_of_teacher.html", {})}


@ui.fill("teaching.session_screen", order=20)
def screen(request: HttpRequest, pages: Sequence[Any]) -> dict[Any, str]:
    """Show the hall what runs."""
    return {
        each: ui.draw(request, "activities/_screen.html", queries.screen_context(request, each.session, each.now))
        for each in pages
    }


@ui.fill("teaching.session_after", order=40)
def after(request: HttpRequest, pages: Sequence[Any]) -> dict[Any, str]:
    """Show who leads what came of the activities."""
    return {
        each: ui.draw(request, "activities/_report.html", queries.report_context(request, each.session, each.now))
        for each in pages
        if each.is_lead
    }


@ui.fill("teaching.class_tools", order=40)
def tools(request: HttpRequest, pages: Sequence[Any]) -> dict[Any, str]:
    """Lead who leads the class to all its activities."""
    found: dict[Any, str] = {}
    for each in pages:
        if each.is_lead:
            course = each.run.course
            url = reverse("activities:class", args=(course.university.slug, course.slug, each.run.uid))
            found[each] = ui.draw(request, "activities/_tool.html", {"url": url})
    return found
