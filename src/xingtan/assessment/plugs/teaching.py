"""Ways to scores and answers, on learning's pages for those who teach."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xingtan.catalog.public import Run
from xingtan.learning.registry.players import Study
from xingtan.ui import public as ui


@ui.fill("learning.learners_tools")
def scores_button(request: HttpRequest, runs: Sequence[Run]) -> Mapping[Run, SafeString]:
    """Offer the table of scores beside the list of learners."""
    return {run: format_html('<a class="button" href="{}">{}</a>', _scores(run), _("Scores")) for run in runs}


@ui.fill("learning.teaching_links")
def scores_link(request: HttpRequest, runs: Sequence[Run]) -> Mapping[Run, SafeString]:
    """Offer the table of scores on the page of the run."""
    return {run: format_html('<li><a href="{}">{}</a></li>', _scores(run), _("Scores")) for run in runs}


@ui.fill("learning.learner_body")
def answers_link(request: HttpRequest, studies: Sequence[Study]) -> Mapping[Study, SafeString]:
    """Offer what a learner earned and answered, on the page of that learner."""
    return {
        study: format_html(
            '<p class="cluster"><a href="{}scores/">{}</a> <a href="{}answers/">{}</a></p>',
            study.base,
            _("Scores, one by one"),
            study.base,
            _("Every answer, attempt by attempt"),
        )
        for study in studies
    }


def _scores(run: Run) -> str:
    return f"{run.get_absolute_url()}scores/"
