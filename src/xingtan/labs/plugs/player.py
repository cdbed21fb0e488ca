"""What a learner does in an experiment: it is shown in its frame, and what happens there is recorded by an island."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from xingtan.authoring.registry.kinds import Reading
from xingtan.kernel import files
from xingtan.kernel.errors import RuleBroken
from xingtan.labs import access, queries
from xingtan.labs.models import Trial
from xingtan.labs.plugs.kind import ExperimentKind, shown
from xingtan.learning.registry import players
from xingtan.learning.registry.players import Block, Study


class HasNoForm(RuleBroken):
    """An experiment is done in its frame; there is nothing to send by hand."""

    message = _("What is done in the experiment is recorded by itself. There is nothing to send.")


class ExperimentPlayer:
    """Draws experiments; what happens in them goes another way, because it happens again and again."""

    kind = "experiment"
    when_seen = False

    def load(self, blocks: Sequence[Block], study: Study) -> Mapping[str, Trial]:
        """Load the last trial at each experiment, in one query."""
        if study.enrollment is None:
            return {}
        return queries.latest_of(study.enrollment, [block.key for block in blocks])

    def render(
        self, request: HttpRequest, block: Block, state: Trial | None, study: Study, broken: RuleBroken | None = None
    ) -> SafeString:
        """Draw the experiment, with what came of it so far."""
        reading = Reading(language=study.language, address=study.address, frame=_frame)
        mark = study.mark(block.key)
        is_open = study.is_open(block.key)
        context: dict[str, Any] = {
            **shown(block, reading),
            "is_open": is_open,
            "is_closed": block.key in study.closed,
            "broken": broken,
            "possible": ExperimentKind().possible(block.data),
            "mark": mark,
            "last_url": reverse("labs:trial", args=(state.uid,)) if state is not None else "",
            "steps_url": "",
        }
        if is_open:
            ticket = access.ticket_for(study.enrollment, block.key, now=study.now.timestamp())
            context["steps_url"] = reverse("api:record_steps", args=(ticket,))
        html = render_to_string("labs/_experiment.html", context, request=request)
        return format_html('<div lang="{}">{}</div>', study.language, html)

    def respond(self, request: HttpRequest, block: Block, study: Study) -> str | None:
        """Say that there is nothing to send.

        :raises RuleBroken: always
        """
        raise HasNoForm


def _frame(digest: str, _data: Mapping[str, Any]) -> str:
    return files.address(digest, "experiment.html", sandbox=True)


players.register(ExperimentPlayer())
