"""What a problem is to authoring: its checks, its points, and how it reads where nobody answers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.assessment import queries
from xingtan.assessment.forms import ProblemForm
from xingtan.assessment.plugs.sheets import NOBODY, sheet_of
from xingtan.assessment.rules import reading
from xingtan.assessment.rules.languages import in_language
from xingtan.authoring.registry import kinds, references
from xingtan.authoring.registry.kinds import Readable, Reading
from xingtan.kernel import prose


class ProblemKind:
    """A problem: questions with answers, in the middle of prose."""

    name = "problem"
    label = _("Problem")
    graded = True
    form = ProblemForm

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """Clean every piece of html in the data."""
        return reading.map_html(data, lambda html: str(prose.clean(html)))

    def in_language(self, data: Mapping[str, Any], language: str) -> dict[str, Any]:
        """Give the problem with its texts in this language; what is right is the same in all of them."""
        return in_language(data, language)

    def check(self, data: Mapping[str, Any]) -> list[str]:
        """List what is wrong with the data, and where."""
        return [_words(fault) for fault in reading.check(data)]

    def possible(self, data: Mapping[str, Any]) -> Decimal:
        """Give the points of the problem; data that is no problem has none."""
        try:
            return reading.read(data).possible
        except reading.ProblemFaulty:
            return Decimal(0)

    def read(self, block: Readable, context: Reading) -> SafeString:
        """Render the problem as one reads it: without answers, and nothing can be answered."""
        try:
            problem = queries.problem_of(block, context.language)
        except reading.ProblemFaulty:
            return render_to_string("assessment/problem.html", {"is_faulty": True})

        def ready(html: str) -> SafeString:
            # It was cleaned where it entered the house; only addresses and formulas are put in.
            return prose.formulas(references.resolve(html, context.address) if "file:" in html else html)

        return render_to_string(
            "assessment/problem.html",
            {"sheet": sheet_of(block.key, problem, NOBODY, ready), "is_faulty": False, "words": ""},
        )


def _words(fault: Any) -> str:
    why = gettext(fault.why) % fault.details
    return f"{fault.place}: {why}" if fault.place else why


kinds.register(ProblemKind())
