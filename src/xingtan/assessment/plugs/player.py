"""What a learner does in a problem: the player that the pages of learning draw and ask."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xingtan.assessment import actions, queries
from xingtan.assessment.adapters import formula
from xingtan.assessment.models import Attempt
from xingtan.assessment.plugs.sheets import FIELD, Given, Html, sheet_of
from xingtan.assessment.rules import choices, grading
from xingtan.assessment.rules.problem import FormulaQuestion
from xingtan.assessment.rules.reading import ProblemFaulty
from xingtan.authoring.registry import references
from xingtan.kernel import prose
from xingtan.kernel.errors import RuleBroken
from xingtan.learning.registry import players
from xingtan.learning.registry.players import Block, Study

EMPTY = SafeString()
RIGHT_TO_LEFT = frozenset(code for code, about in LANG_INFO.items() if about.get("bidi"))
HOLE = "\ue000"  # a private character, which no template writes


class ProblemPlayer:
    """Draws problems and takes answers."""

    kind = "problem"
    when_seen = False

    def load(self, blocks: Sequence[Block], study: Study) -> Mapping[str, Attempt]:
        """Load the last attempt at each problem, in one query."""
        if study.enrollment is None:
            return {}
        return queries.latest_attempts(study.enrollment, [block.key for block in blocks])

    def render(
        self, request: HttpRequest, block: Block, state: Attempt | None, study: Study, broken: RuleBroken | None = None
    ) -> SafeString:
        """Draw the problem, with what was answered and what came of it."""
        try:
            problem = queries.problem_of(block, study.language)
        except ProblemFaulty:
            return _draw(request, {"is_faulty": True})
        if study.can_answer and any(isinstance(question, FormulaQuestion) for question in problem.questions):
            formula.judge.warm()
        typed = grading.read_answer(problem, _reader(request)) if broken is not None else None
        given = _given(block, state, study, typed, broken)
        words = _words(block, study)
        context = {
            "sheet": sheet_of(block.key, problem, given, _html(study), words),
            "action": study.action(block.key),
            "broken": broken,
            "is_faulty": False,
            "words": words,
            # The person is part of the name, because several may sit at one device.
            "name": f"answer:{study.enrollment.uid}/{block.key}" if study.enrollment else "",
            "keep": _keeper(get_language() or ""),
        }
        return _draw(request, context)

    def respond(self, request: HttpRequest, block: Block, study: Study) -> str | None:
        """Take an answer, or clear the last one.

        :raises RuleBroken: if it cannot be taken
        """
        problem = queries.problem_of(block, study.language)
        if request.POST.get("do") == "clear":
            actions.clear_answer(enrollment=study.enrollment, key=block.key, problem=problem, now=study.now)
            return _("Your answer is cleared. You can begin again.")
        actions.answer(
            enrollment=study.enrollment,
            key=block.key,
            problem=problem,
            version=study.version,
            given=grading.read_answer(problem, _reader(request)),
            now=study.now,
        )
        # What came of it stands beside each question.
        return _("Your answer is kept.") if problem.ungraded else None


def _given(
    block: Block, last: Attempt | None, study: Study, typed: grading.type_answer | None, broken: RuleBroken | None
) -> Given:
    is_judged = last is not None and last.cleared_at is None and typed is None
    mark = study.mark(block.key)
    return Given(
        answer=last.answer if last is not None and is_judged else typed or {},
        marks=last.marks if last is not None and is_judged else {},
        used=last.number if last is not None else 0,
        score=mark.score if last is not None or mark.is_corrected else None,
        is_corrected=mark.is_corrected,
        is_judged=is_judged,
        is_own=study.enrollment is not None,
        is_open=study.is_open(block.key),
        is_past_due=block.key in study.closed,
        seed=choices.seed_of(study.enrollment.uid, block.key) if study.enrollment is not None else 0,
        reasons=getattr(broken, "reasons", {}),
    )


def _reader(request: HttpRequest) -> Any:
    return lambda name: request.POST.getlist(FIELD + name)


def _words(block: Block, study: Study) -> SafeString:
    """Say in which language and direction the problem is written, where it is not that of the page."""
    tag = study.language
    others = block.data.get("in") or {}
    own = next(iter(getattr(study.course, "languages", None) or ()), tag)
    if tag in others or tag.partition("-")[0] in others or own in (tag, tag.partition("-")[0]):
        return EMPTY
    return format_html(' lang="{}" dir="{}"', own, "rtl" if own.partition("-")[0] in RIGHT_TO_LEFT else "ltr")


def _html(study: Study) -> Html:
    def ready(text: str) -> SafeString:
        if "file:" in text:
            text = references.resolve(text, study.address)
        if "course:" in text:
            text = references.resolve_places(text, lambda key: f"{study.base}units/{key}/" if key else study.base)
        # It was cleaned where it entered the house; only addresses and formulas were put in.
        return prose.formulas(text)

    return ready


@lru_cache(maxsize=64)
def _keeper(language: str) -> tuple[SafeString, ...]:
    """Draw what keeps a form's words once for each language: all of it but the name and the form is always the same."""
    html = render_to_string("assessment/_keep.html", {"key": HOLE, "form": HOLE})
    return tuple(mark_safe(piece) for piece in html.split(HOLE))  # noqa: S308 - drawn by a template, which escapes


def _draw(request: HttpRequest, context: dict[str, Any]) -> SafeString:
    # Without the request, because what it would put into every context (menus, messages) costs more than the problem.
    return render_to_string("assessment/problem.html", {**context, "csrf_token": get_token(request)})


players.register(ProblemPlayer())
