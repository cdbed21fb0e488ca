"""What who leads says of a poll or a questionnaire."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.activities.forms.configs import AskForm, lines
from xingtan.activities.rules import polls

TYPES = (
    ("one", _("Choose one")),
    ("several", _("Choose several")),
    ("scale", _("Rate from 1 to 5")),
    ("text", _("Write")),
)
MARKS = {"several": "[]", "scale": "(1-5)", "text": "..."}


class _Unnamed(AskForm):
    is_unnamed = forms.BooleanField(
        label=_("Show nobody who said what, not even me"),
        required=False,
        help_text=_("Who answered is kept, so that an answer can be changed; no page and no table names them."),
    )


class PollForm(_Unnamed):
    """One question."""

    type = forms.ChoiceField(label=_("How to answer"), choices=TYPES, initial="one")
    options = forms.CharField(
        label=_("Options"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One a line.")
    )
    field_order = ("title", "type", "options")

    def clean(self) -> dict[str, Any]:
        """Ask for options where there is something to choose."""
        said = super().clean() or {}
        needs = said.get("type") in ("one", "several")
        if needs and not 2 <= len(lines(said.get("options", ""))) <= polls.MOST_OPTIONS:
            self.add_error("options", _("Write at least two options, one a line, and not more than thirty."))
        return said

    def config(self) -> dict[str, Any]:
        """Give the question."""
        said = self.cleaned_data
        options = lines(said["options"]) if said["type"] in ("one", "several") else []
        question = {"words": said["title"], "type": said["type"], "options": options}
        return {"questions": [question], "unnamed": said["is_unnamed"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the question as the form shows it."""
        question = config["questions"][0]
        return {
            "type": question["type"],
            "options": "\n".join(question["options"]),
            "is_unnamed": config.get("unnamed", False),
        }


class QuestionnaireForm(_Unnamed):
    """Several questions, written as plain text."""

    title = forms.CharField(label=_("Title"), max_length=200)
    questions = forms.CharField(
        label=_("Questions"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "A question a line, its options below it, each after a dash. A question that ends in [] lets one choose several, "
            "one that ends in (1-5) is rated, and one without options is answered in words. An empty line may stand between."
        ),
    )
    field_order = ("title", "questions")

    def clean_questions(self) -> list[dict[str, Any]]:
        """Read the questions."""
        questions = parse(self.cleaned_data["questions"])
        faults = polls.faults(questions)
        if faults:
            raise ValidationError([gettext(each) for each in faults])
        return questions

    def config(self) -> dict[str, Any]:
        """Give the questions."""
        return {"questions": self.cleaned_data["questions"], "unnamed": self.cleaned_data["is_unnamed"]}

    @classmethod
    def starting(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Give the questions as text."""
        return {"questions": written(config["questions"]), "is_unnamed": config.get("unnamed", False)}


def parse(source: str) -> list[dict[str, Any]]:
    """Read questions from plain text."""
    questions: list[dict[str, Any]] = []
    for line in (each.strip() for each in source.splitlines()):
        if line.startswith(("-", "–", "•", "*")) and questions:
            option = line[1:].strip()
            if option and option not in questions[-1]["options"]:
                questions[-1]["options"].append(option)
        elif line:
            questions.append(_question(line))
    for each in questions:
        if each["type"] == "one" and not each["options"]:
            each["type"] = "text"
        if each["type"] in ("scale", "text"):
            each["options"] = []
    return questions


def written(questions: list[dict[str, Any]]) -> str:
    """Write questions as the plain text they are read from."""
    blocks = []
    for each in questions:
        mark = MARKS.get(each["type"], "")
        head = f"{each['words']} {mark}".strip() if mark != "..." else each["words"]
        blocks.append("\n".join([head, *(f"- {option}" for option in each["options"])]))
    return "\n\n".join(blocks)


def _question(line: str) -> dict[str, Any]:
    for kind in ("several", "scale"):
        if line.endswith(MARKS[kind]):
            return {"words": line.removesuffix(MARKS[kind]).strip()[:300], "type": kind, "options": []}
    return {"words": line[:300], "type": "one", "options": []}
