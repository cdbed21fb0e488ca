"""Which question misleads: many answer it wrong at first, and the same way."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xingtan.assessment import public as assessment
from xingtan.authoring import public as authoring
from xingtan.catalog import public as catalog
from xingtan.dashboards.queries.pages import words
from xingtan.dashboards.rules import Misled, misled
from xingtan.ui import public as ui

FEWEST = 5
"""What fewer people answered says nothing of a question."""
MISLEADS_FROM = 0.3
LONGEST = 120
MOST_ANSWERS = 20_000
SHOWN = 20


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question, and what the first answers to it were."""

    key: str
    question: str
    asks: str
    url: str
    found: Misled
    wrong: str


def questions_of(run: catalog.Run) -> list[QuestionRow]:
    """Give the questions enough people answered, those that mislead most first: three queries."""
    version = authoring.version_of(run)
    if version is None:
        return []
    # Equal answers are counted by the database, so a thousand learners who choose alike are one row.
    rows = (
        assessment.Attempt.objects.filter(enrollment__run=run, number=1)
        .order_by()
        .values_list("key", "answer", "marks")
        .annotate(count=Count("pk"))[:MOST_ANSWERS]
    )
    given: dict[tuple[str, str], list[tuple[object, bool, int]]] = defaultdict(list)
    for key, answer, marks, count in rows:
        for question, mark in (marks or {}).items():
            given[key, question].append(((answer or {}).get(question), _is_right(mark), count))
    found = {place: seen for place, some in given.items() if (seen := misled(some)) and seen.answers >= FEWEST}
    outline = authoring.outline_of(version)
    problems = {
        block.key: _problem(block) for block in authoring.blocks_of(version, sorted({key for key, _name in found}))
    }
    base = run.get_absolute_url()
    made = []
    for (key, name), seen in found.items():
        question = _question(problems.get(key), name)
        if question is not None:
            unit = outline.unit_of.get(key, "")
            asks = _plain(question.label) or str(outline.blocks[key].title) or name
            made.append(QuestionRow(key, name, asks, f"{base}units/{unit}/", seen, _said(question, seen.wrong)))
    return sorted(made, key=lambda each: (-each.found.wrong_share, each.key, each.question))


def chart_of(rows: list[QuestionRow]) -> ui.charts.Chart | None:
    """List the questions with what misleads in them."""
    if not rows:
        return None
    charts = ui.charts
    columns = (
        charts.Column(_("Question"), False),
        charts.Column(_("Right at first")),
        charts.Column(_("The wrong answer most gave"), False),
        charts.Column(_("Gave it")),
        charts.Column("", False),
        charts.Column(_("Answered")),
    )
    count = sum(each.found.wrong_share >= MISLEADS_FROM for each in rows)
    if count:
        title = ngettext(
            "%(count)s question misleads: three in ten or more give the same wrong answer at first",
            "%(count)s questions mislead: three in ten or more give the same wrong answer at first",
            count,
        ) % {"count": words.number(count)}
    else:
        title = _("No question misleads: wrong answers are few, or differ")
    return charts.Chart(
        key="questions",
        title=title,
        about=_("First answers of each learner. A question that fewer than five answered is left out."),
        columns=columns,
        rows=[
            charts.cells(
                columns,
                each.asks,
                words.percent(each.found.right_share),
                each.wrong,
                words.percent(each.found.wrong_share),
                charts.meter(each.found.wrong_share, 1),
                words.number(each.found.answers),
            )
            for each in rows[:SHOWN]
        ],
        says=_("A shared mistake is more often the question’s, or the lesson’s, than the learners’."),
        links=(("CSV", "questions.csv"),),
        is_wide=True,
    )


def _problem(block: authoring.ReadBlock) -> assessment.Problem | None:
    try:
        return assessment.problem_of(block)
    except assessment.ProblemFaulty:
        return None


def _is_right(mark: Any) -> bool:
    try:
        return float(mark) >= 1
    except (TypeError, ValueError):
        return False


def _question(problem: Any, name: str) -> Any:
    return next((each for each in problem.questions if each.id == name), None) if problem is not None else None


def _said(question: Any, answer: object) -> str:
    """Say an answer in the words of the options, where it is a choice."""
    if answer in (None, "", []):
        return "–"
    options = {each.id: _plain(each.html) for each in getattr(question, "options", ())}
    chosen = answer if isinstance(answer, list) else [answer]
    return ", ".join(options.get(str(each), str(each)) for each in chosen)[:LONGEST]


def _plain(html: str) -> str:
    return " ".join(strip_tags(html).split())[:LONGEST]
