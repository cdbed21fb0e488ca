"""What insights plugs in below: ways on the pages of a run, export and erasure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xingtan.catalog.public import Run
from xingtan.insights.models import Balance, Case, Entry, Flag, PointRule
from xingtan.insights.queries.words import evidence_words, reason_words, rule_words, what_words
from xingtan.learning.registry.players import Study
from xingtan.people import registry
from xingtan.people.public import Person
from xingtan.teaching.registry.pages import ClassPage
from xingtan.ui import public as ui


@ui.fill("learning.teaching_links", order=50)
def of_teachers(request: HttpRequest, runs: Sequence[Run]) -> Mapping[Any, SafeString]:
    """Show those who teach the ways to points, to who may need help, and to cases."""
    html = '<li><a href="{0}attention/">{1}</a></li><li><a href="{0}points/">{2}</a></li><li><a href="{0}cases/">{3}</a></li>'
    words = (_("Who may need help"), _("Points"), _("Work that looks as if a program had done it"))
    return {run: format_html(html, run.get_absolute_url(), *words) for run in runs}


@ui.fill("learning.run_links", order=50)
def of_students(request: HttpRequest, studies: Sequence[Study]) -> Mapping[Any, SafeString]:
    """Show a student the way to their points, where the class has any, and to what is said of them."""
    runs = {study.run.pk for study in studies if study.run and study.enrollment}
    with_points = set(PointRule.objects.filter(run__in=runs).values_list("run_id", flat=True)) if runs else set()
    return {
        study: _ways(study, has_points=study.run.pk in with_points)
        for study in studies
        if study.run and study.enrollment
    }


def _ways(study: Study | ClassPage, *, has_points: bool) -> SafeString:
    base = study.run.get_absolute_url()
    own = format_html('<a href="{}attention/">{}</a>', base, _("How you come along"))
    if not has_points:
        return own
    return format_html('<a href="{}points/">{}</a> {}', base, _("Your points"), own)


@ui.fill("teaching.class_tools", order=70)
def of_classes(request: HttpRequest, pages: Sequence[ClassPage]) -> Mapping[Any, SafeString]:
    """Show both the same ways on the page of a class."""
    runs = {page.run.pk for page in pages if page.enrollment}
    with_points = set(PointRule.objects.filter(run__in=runs).values_list("run_id", flat=True)) if runs else set()
    return {
        page: format_html('<ul class="rows">{}</ul>', of_teachers(request, [page.run])[page.run])
        if page.is_lead
        else format_html('<p class="cluster">{}</p>', _ways(page, has_points=page.run.pk in with_points))
        for page in pages
        if page.is_lead or page.enrollment
    }


@registry.exports("insights")
def export(person: Person) -> dict[str, Any]:
    """Give this person's points, what they were flagged for, and cases about them."""
    entries = Entry.objects.filter(enrollment__learner=person).select_related("enrollment__run__course").order_by("pk")
    flags = Flag.objects.filter(enrollment__learner=person).select_related("enrollment__run__course").order_by("pk")
    cases = Case.objects.filter(enrollment__learner=person).select_related("enrollment__run__course").order_by("pk")
    return {
        "points": [
            {
                "course": str(each.enrollment.run.course),
                "at": each.at.isoformat(),
                "for": what_words(each.what),
                "points": f"{each.points:f}",
            }
            for each in entries
        ],
        "flags": [
            {
                "course": str(each.enrollment.run.course),
                "since": each.since.isoformat(),
                "reasons": [reason_words(reason) for reason in each.reasons],
            }
            for each in flags
        ],
        "cases": [
            {
                "course": str(each.enrollment.run.course),
                "about": rule_words(each.rule),
                "evidence": evidence_words(each.rule, each.evidence, "UTC"),
                "opened_at": each.opened_at.isoformat(),
                "decision": str(each.get_decision_display()),
                "words": each.words,
                "answer": each.answer,
            }
            for each in cases
        ],
    }


@registry.erases("insights")
def erase(person: Person) -> None:
    """Forget this person's points, flags and cases; what they set and decided for others stays, without a name."""
    for model in (Entry, Balance, Flag, Case):
        model._default_manager.filter(enrollment__learner=person).delete()  # noqa: SLF001 - Django documents it
    PointRule.objects.filter(by=person).update(by=None)
    Case.objects.filter(decided_by=person).update(decided_by=None)
