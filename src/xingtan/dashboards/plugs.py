"""What dashboards plug in below: ways to numbers, and what says which minutes of a film are played."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xingtan.authoring import public as authoring
from xingtan.catalog.public import Run
from xingtan.learning.registry.pages import UnitPage
from xingtan.learning.registry.players import Mode
from xingtan.ui import public as ui
from xingtan.universities import public as universities


@ui.fill("learning.teaching_links", order=5)
def of_teachers(request: HttpRequest, runs: Sequence[Run]) -> Mapping[Any, SafeString]:
    """Show those who teach the way to the numbers of a run."""
    return {
        run: format_html('<li><a href="{}numbers/">{}</a></li>', run.get_absolute_url(), _("Numbers")) for run in runs
    }


@ui.fill("universities.page", order=90)
def of_universities(request: HttpRequest, things: Sequence[universities.University]) -> Mapping[Any, SafeString]:
    """Show those who serve a university the way to its numbers."""
    html = '<p><a href="/u/{}/numbers/">{}</a></p>'
    return {
        each: format_html(html, each.slug, _("Numbers: what was held and who came"))
        for each in things
        if universities.serves(request.user, each)
    }


@ui.fill("learning.home_body", order=90)
def of_learners(request: HttpRequest, things: Sequence[Any]) -> Mapping[Any, SafeString]:
    """Show a learner the way to their weeks."""
    html = format_html('<p class="quiet"><a href="{}">{}</a></p>', reverse("dashboards:weeks"), _("Your weeks"))
    return dict.fromkeys(things, html)


@ui.fill("learning.unit_foot", order=95)
def of_films(request: HttpRequest, pages: Sequence[UnitPage]) -> Mapping[Any, SafeString]:
    """Let a learner's own page say which minutes of its films are played."""
    return {
        page: ui.draw(request, "dashboards/_watching.html", {"base": page.study.base})
        for page in pages
        if page.study.mode is Mode.OWN and page.study.enrollment and _has_film(page)
    }


def _has_film(page: UnitPage) -> bool:
    if not page.study.version:
        return False
    outline = authoring.outline_of(page.study.version)
    return any(each.kind == "video" for each in outline.blocks_in(page.unit.key))
