"""What an experiment is to authoring: a page of a course that acts in a frame, with points."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.authoring.registry import kinds, references
from xingtan.authoring.registry.kinds import Readable, Reading, in_language
from xingtan.authoring.registry.making import Stock
from xingtan.kernel import prose
from xingtan.kernel.text import as_text, pick
from xingtan.labs.forms import ExperimentForm
from xingtan.labs.rules import HEIGHT, HEIGHTS, Unfit, score_of

_DIGEST = re.compile(r"[0-9a-f]{64}")


class ExperimentKind:
    """An experiment: `{"file", "name", "about", "possible", "height"}`; `file` is one HTML page, `about` Markdown."""

    name = "experiment"
    label = gettext_lazy("Experiment")
    graded = True
    form = ExperimentForm

    def check(self, data: Mapping[str, Any]) -> list[str]:
        """Say what is wrong with the data."""
        problems = []
        if not _DIGEST.fullmatch(str(data.get("file") or "")):
            problems.append(_("The page of this experiment cannot be found."))
        if not isinstance(data.get("about") or "", str):
            problems.append(_("The field “%(name)s” cannot be read.") % {"name": "about"})
        height = data.get("height") or HEIGHT
        if isinstance(height, bool) or not isinstance(height, int) or not HEIGHTS[0] <= height <= HEIGHTS[1]:
            problems.append(
                _("The height of an experiment is from %(least)s to %(most)s.")
                % {"least": HEIGHTS[0], "most": HEIGHTS[1]}
            )
        try:
            is_right = 0 <= score_of(data.get("possible") or 0) <= 1000
        except Unfit:
            is_right = False
        if not is_right:
            problems.append(_("The points of an experiment are from 0 to 1000."))
        return problems

    def possible(self, data: Mapping[str, Any]) -> Decimal:
        """Give the points there are to earn; what cannot be read has none."""
        try:
            return min(max(score_of(data.get("possible") or 0), Decimal(0)), Decimal(1000)).normalize()
        except Unfit:
            return Decimal(0)

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """Leave the data as it is: the page is never part of ours, and the words are cleaned when they are made."""
        return data

    def make(self, data: Mapping[str, Any], stock: Stock) -> dict[str, Any]:
        """Render what is to be done, in each language."""
        told = {"": data, **(data.get("in") or {})}
        about = {tag: words["about"] for tag, words in told.items() if isinstance(words.get("about"), str)}
        return {"about": {tag: str(prose.markdown(words)) for tag, words in about.items() if words}}

    def read(self, block: Readable, context: Reading) -> SafeString:
        """Show what is to be done, and the experiment itself; nothing is recorded."""
        return render_to_string("labs/_experiment.html", shown(block, context))


def shown(block: Readable, context: Reading) -> dict[str, Any]:
    """Give what the template of an experiment shows."""
    data = in_language(block.data, context.language)
    about = getattr(block, "made", {}).get("about") or {}
    near = context.language.partition("-")[0]
    html = about.get(context.language) or about.get(near) or about.get("") or pick(about, context.language)[1]
    height = data.get("height")
    return {
        "title": as_text(dict(block.title)).in_(context.language) or _("Experiment"),
        # It was cleaned when it was made.
        "about": mark_safe(references.resolve(html or "", context.address)),  # noqa: S308 - cleaned when it was made
        "url": context.frame(str(data.get("file") or ""), data)
        if context.frame and _DIGEST.fullmatch(str(data.get("file") or ""))
        else "",
        "height": height if isinstance(height, int) and HEIGHTS[0] <= height <= HEIGHTS[1] else HEIGHT,
    }


kinds.register(ExperimentKind())
