"""What who leads says of a quiz: problems of the course, questions written on the spot, or both."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.activities.forms.configs import ConfigForm
from xingtan.activities.forms.shelves import ClassShelf, PlanShelf, Shelf, named
from xingtan.activities.queries.problems import Held
from xingtan.activities.rules import quizzes
from xingtan.assessment import public as assessment


class Question:
    """A question that is being read."""

    def __init__(self, words: str) -> None:
        self.words = words[:500]
        self.options: list[tuple[str, bool]] = []
        self.answers: list[str] = []


class QuizForm(ConfigForm):
    """Problems to answer and be judged."""

    title = forms.CharField(label=_("Title"), max_length=200, initial=_("Quiz"))
    questions = forms.CharField(
        label=_("Questions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "A question a line. Below it its options: right ones after a plus, wrong ones after a minus. Or the answer to be "
            "typed, a number or words, after an equals sign."
        ),
    )
    problems = forms.MultipleChoiceField(
        label=_("Problems of the course"), required=False, widget=forms.CheckboxSelectMultiple
    )
    keeps = forms.BooleanField(required=False, initial=True)
    is_unnamed = forms.BooleanField(label=_("Show nobody who said what, not even me"), required=False)
    field_order = ("title", "questions", "problems", "keeps")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        # A plan is in no class: it names problems of courses. In a class they are the problems of its course.
        self.shelf: Shelf = PlanShelf(self) if self.planner is not None else ClassShelf(self)
        choices, kept = self.shelf.choices(), self.shelf.kept_words()
        problems: Any = self.fields["problems"]
        problems.choices = choices
        if not choices and "problems" not in self.data:
            del self.fields["problems"]
        self.fields["keeps"].label = kept
        if not kept:
            del self.fields["keeps"]

    def clean_questions(self) -> list[dict[str, Any]]:
        """Read the questions that were written on the spot."""
        made = [_data_of(each) for each in parse(self.cleaned_data["questions"])]
        return [{"key": "", "title": "", **each} for each in made]

    def clean(self) -> dict[str, Any]:
        """Put both together."""
        said = super().clean() or {}
        asked, wanted = self.shelf.chosen(said.get("problems", []), keeps=said.get("keeps", "keeps" not in self.fields))
        asked = [*asked, *said.get("questions", [])]
        faults = quizzes.faults([*asked, *wanted])
        if faults and "questions" not in self.errors:
            raise ValidationError([gettext(each) for each in faults])
        said["asked"] = {"problems": asked, **({"wanted": wanted} if wanted else {})}
        return said

    def config(self) -> dict[str, Any]:
        """Give the problems whole: the quiz stays what it was when the course changes. A plan only names those of courses."""
        return {**self.cleaned_data["asked"], "unnamed": self.cleaned_data["is_unnamed"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the problems chosen, and the questions as text."""
        keys = [each["key"] for each in config["problems"] if each["key"]]
        return {
            "problems": [*keys, *map(named, quizzes.wanted(config))],
            "questions": written([each["data"] for each in config["problems"] if not each["key"]]),
            "is_unnamed": config.get("unnamed", False),
        }


def parse(source: str) -> list[Question]:
    """Read questions from plain text.

    :raises ValidationError: if one of them cannot be asked, naming it
    """
    found: list[Question] = []
    for line in (each.strip() for each in source.splitlines()):
        sign, rest = line[:1], line[1:].strip()
        if sign in ("+", "-", "–", "=") and found and rest:
            if sign == "=":
                found[-1].answers.append(rest)
            else:
                found[-1].options.append((rest[:500], sign == "+"))
        elif line:
            found.append(Question(line))
    for each in found:
        if fault := _fault(each):
            raise ValidationError(fault, params={"question": each.words}, code="question")
    return found


def written(problems: list[Mapping[str, Any]]) -> str:
    """Write questions as the plain text they are read from; it stands in them as ``asked``."""
    return "\n\n".join(each["asked"] for each in problems if "asked" in each)


def _fault(question: Question) -> Any:
    if question.answers and question.options:
        return _("“%(question)s” has both options and an answer to be typed; it can have one of them.")
    if question.answers:
        return None
    if len(question.options) < 2 or not any(is_right for _words, is_right in question.options):
        return _("“%(question)s” needs two options at least, and one of them right: after a plus.")
    return None


def _data_of(question: Question) -> dict[str, Any]:
    asked: dict[str, Any] = {"id": "q", "label": escape(question.words)}
    lines = [question.words]
    if question.answers:
        first = question.answers[0]
        asked |= (
            {"type": "numeric", "answer": first, "accept": question.answers[1:]}
            if _is_number(first)
            else {"type": "text", "accept": question.answers}
        )
        lines += [f"= {each}" for each in question.answers]
    else:
        right = sum(1 for _words, is_right in question.options if is_right)
        asked["type"] = "single" if right == 1 else "multiple"
        asked["options"] = [
            {"id": f"o{place}", "html": escape(words), "correct": is_right}
            for place, (words, is_right) in enumerate(question.options)
        ]
        lines += [f"{'+' if is_right else '-'} {words}" for words, is_right in question.options]
    data = {"parts": [{"question": asked}]}
    try:
        assessment.problem_of(Held(data))
    except assessment.ProblemFaulty:
        fault = _("“%(question)s” cannot be asked like this. Look at its answer again.")
        raise ValidationError(fault, params={"question": question.words}, code="question") from None
    # How it was written stays beside it, to be changed; nothing reads it as part of the problem.
    return {"data": {**data, "asked": "\n".join(lines)}, "possible": "1"}


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
