"""The form that edits a problem: its texts, its options and answers, how it is treated; and all of it as text."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingtan.assessment.forms.source import LONGEST, NotYaml, as_source, from_source
from xingtan.assessment.rules.problem import ShowAnswer
from xingtan.assessment.rules.reading import check

Keep = Callable[..., Any]

NEW: dict[str, Any] = {
    "parts": [
        {
            "question": {
                "id": "q1",
                "type": "single",
                "label": "",
                "options": [{"id": "a", "html": "", "correct": True}, {"id": "b", "html": ""}, {"id": "c", "html": ""}],
            }
        }
    ]
}
"""What a new problem begins as: one question with options."""

SHOW_ANSWER = (
    (ShowAnswer.FINISHED, _("When it is right, or no attempt is left, or the date is past")),
    (ShowAnswer.ATTEMPTED, _("After the first attempt")),
    (ShowAnswer.CORRECT, _("When it is right")),
    (ShowAnswer.CLOSED, _("When no attempt is left, or the date is past")),
    (ShowAnswer.PAST_DUE, _("When the date is past")),
    (ShowAnswer.CORRECT_OR_PAST_DUE, _("When it is right, or the date is past")),
    (ShowAnswer.ALL_ATTEMPTS, _("When no attempt is left")),
    (ShowAnswer.ALL_ATTEMPTS_OR_CORRECT, _("When it is right, or no attempt is left")),
    (ShowAnswer.ALWAYS, _("Always")),
    (ShowAnswer.NEVER, _("Never")),
)


class ProblemForm(forms.Form):
    """Edits a problem. Each part has its fields; what they do not show is changed in the text below them."""

    max_attempts = forms.IntegerField(
        label=_("Attempts"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Without a number there is no end to them."),
    )
    show_answer = forms.ChoiceField(label=_("Show the answer"), choices=SHOW_ANSWER, required=False)
    hints = forms.CharField(
        label=_("Hints"), widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text=_("One hint a line.")
    )
    explanation = forms.CharField(label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    source = forms.CharField(
        label=_("The whole problem as text"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "input code", "dir": "ltr"}),
        max_length=LONGEST,
        required=False,
        strip=False,
        help_text=_("For everything that has no field above. If you change this text, it is what counts."),
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        try:
            # What the fields are follows from the problem as the form was drawn, which travels with it.
            self.old = from_source(
                self.data["was"] if self.is_bound else self.get_initial_for_field(self.fields["was"], "was")
            )
        except (NotYaml, KeyError, TypeError):
            self.old = {}
        if check(self.old):
            self.old = deepcopy(NEW)
        fixed = {name: self.fields.pop(name) for name in list(self.fields)}
        self.fields |= dict(_fields_of(self.old))
        self.fields |= fixed

    @classmethod
    def initial_of(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Give what the fields show for this data."""
        told = dict(data) or deepcopy(NEW)
        text = as_source(told)
        return {
            "max_attempts": told.get("max_attempts"),
            "show_answer": _policy(told),
            "hints": "\n".join(_one_line(hint) for hint in told.get("hints") or ()),
            "explanation": told.get("explanation", ""),
            "source": text,
            "was": text,
        }

    def clean(self) -> dict[str, Any]:
        """Put the problem together, and check all of it."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        text = _newlines(cleaned.get("source", ""))
        if text.strip() and text != _newlines(cleaned.get("was", "")):
            cleaned["problem"] = self._from_text(text)
        else:
            cleaned["problem"] = self._from_fields(cleaned)
        faults = check(cleaned["problem"]) if cleaned["problem"] is not None else []
        for fault in faults:
            words = gettext(fault.why) % fault.details
            self.add_error(None, f"{fault.place}: {words}" if fault.place else words)
        return cleaned

    def to_data(self, old: Mapping[str, Any], keep: Keep) -> dict[str, Any]:
        """Give the problem that the fields, or the text, say."""
        problem: dict[str, Any] = self.cleaned_data["problem"]
        return problem

    def _from_text(self, text: str) -> dict[str, Any] | None:
        try:
            return from_source(text)
        except NotYaml as trouble:
            if trouble.line is None:
                self.add_error("source", ValidationError(_("This text cannot be read as a problem.")))
            else:
                words = _("This text cannot be read at line %(line)s: %(trouble)s.")
                self.add_error(
                    "source", ValidationError(words, params={"line": trouble.line, "trouble": trouble.trouble})
                )
        return None

    def _from_fields(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        data = deepcopy(self.old)
        for number, part in enumerate(data.get("parts", ())):
            if isinstance(part.get("question"), dict):
                _take_question(part["question"], f"p{number}", cleaned)
            elif f"p{number}" in cleaned:
                part["html"] = _newlines(cleaned[f"p{number}"])
        told = {
            "max_attempts": cleaned["max_attempts"],
            "explanation": _newlines(cleaned["explanation"]),
            "hints": [line.strip() for line in cleaned["hints"].splitlines() if line.strip()],
        }
        if cleaned["show_answer"] != _policy(data):
            told["show_answer"] = cleaned["show_answer"]
        if cleaned["hints"].split() == " ".join(_one_line(hint) for hint in data.get("hints") or ()).split():
            del told["hints"]  # a hint of several lines stays as it was written
        for name, value in told.items():
            if value or name in data:
                data[name] = value
        return data


def _fields_of(data: Mapping[str, Any]) -> Iterator[tuple[str, forms.Field]]:
    """Give the fields of each part, in the order of the page."""
    parts = data.get("parts")
    for number, part in enumerate(parts if isinstance(parts, list) else ()):
        if not isinstance(part, dict):
            continue
        if isinstance(part.get("question"), dict):
            yield from _fields_of_question(part["question"], f"p{number}")
        elif isinstance(part.get("html"), str):
            yield f"p{number}", _area(_("Text"), part["html"], rows=4)


def _fields_of_question(question: Mapping[str, Any], name: str) -> Iterator[tuple[str, forms.Field]]:
    yield f"{name}-label", _area(_("Question"), question.get("label", ""), rows=1)
    if question.get("type") in ("single", "multiple", "dropdown"):
        for at, option in enumerate(_options(question)):
            words = {"number": at + 1}
            yield f"{name}-o{at}", _area(gettext("Option %(number)s") % words, option.get("html", ""), rows=1)
            yield (
                f"{name}-r{at}",
                forms.BooleanField(
                    label=gettext("Option %(number)s is right") % words,
                    required=False,
                    initial=bool(option.get("correct")),
                ),
            )
        return
    if question.get("type") == "text":
        accept = "\n".join(str(each) for each in question.get("accept") or ())
        yield f"{name}-accept", _area(_("Right answers, one a line"), accept, rows=2)
        return
    yield f"{name}-answer", forms.CharField(label=_("Right answer"), required=False, initial=question.get("answer", ""))
    yield (
        f"{name}-tolerance",
        forms.CharField(
            label=_("Tolerance"),
            required=False,
            initial=question.get("tolerance", ""),
            help_text=_("For example 0.01 or 5%."),
        ),
    )


def _options(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the options with one empty one to add, under a name that is free."""
    options = [option for option in question.get("options") or () if isinstance(option, dict)]
    taken = {option.get("id") for option in options}
    free = next(name for name in (*"abcdefghijklmnopqrstuvwxyz", *map(str, range(1_000))) if name not in taken)
    return [*options, {"id": free, "html": ""}]


def _take_question(question: dict[str, Any], name: str, cleaned: Mapping[str, Any]) -> None:
    label = _newlines(cleaned.get(f"{name}-label", ""))
    if label or "label" in question:
        question["label"] = label
    if f"{name}-accept" in cleaned:
        question["accept"] = [line.strip() for line in cleaned[f"{name}-accept"].splitlines() if line.strip()]
    for field in ("answer", "tolerance"):
        told = cleaned.get(f"{name}-{field}")
        if told is not None and (told or field in question):
            question[field] = told
    if f"{name}-o0" not in cleaned:
        return
    kept = []
    for at, option in enumerate(_options(question)):
        html = _newlines(cleaned[f"{name}-o{at}"])
        # An option whose words were taken out is taken out; an empty one at the end was never there.
        if html.strip():
            kept.append({**option, "html": html, "correct": cleaned[f"{name}-r{at}"]})
    question["options"] = kept


def _area(label: Any, initial: str, *, rows: int) -> forms.CharField:
    # A line stays a line, so that a problem with many options is no long way down.
    is_line = rows == 1 and "\n" not in initial
    widget: forms.Widget = (
        forms.TextInput({"dir": "auto"}) if is_line else forms.Textarea({"rows": rows, "dir": "auto"})
    )
    return forms.CharField(label=label, required=False, initial=initial, strip=False, widget=widget)


def _policy(data: Mapping[str, Any]) -> str:
    told = data.get("show_answer") or ShowAnswer.FINISHED
    return str(ShowAnswer.CORRECT if told == "answered" else told)


def _one_line(hint: object) -> str:
    return " ".join(str(hint).split())


def _newlines(text: str) -> str:
    # A browser sends the line ends of the old teletypes.
    return text.replace("\r\n", "\n")
