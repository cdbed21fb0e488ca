"""Ways to what was done in experiments, on learning's pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xingtan.catalog.public import Run
from xingtan.labs import queries
from xingtan.learning.registry.players import Study
from xingtan.ui import public as ui


@ui.fill("learning.teaching_links", order=40)
def trials_link(request: HttpRequest, runs: Sequence[Run]) -> Mapping[Any, SafeString]:
    """Offer everyone's trials on the page of a run that has experiments."""
    with_some = queries.has_experiments(runs)
    return {
        run: format_html('<li><a href="{}trials/">{}</a></li>', run.get_absolute_url(), _("Experiments"))
        for run in runs
        if run.pk in with_some
    }


@ui.fill("learning.learner_body", order=40)
def learners_trials(request: HttpRequest, studies: Sequence[Study]) -> Mapping[Any, SafeString]:
    """Offer what one learner did, on the page of that learner."""
    with_some = queries.has_experiments([study.run for study in studies if study.run])
    return {
        study: format_html(
            '<p><a href="{}trials/?learner={}">{}</a></p>',
            study.run.get_absolute_url(),
            study.enrollment.uid,
            _("What was done in experiments"),
        )
        for study in studies
        if study.run and study.run.pk in with_some
    }
