"""The shape of a report: figures, the signature, a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.reporting.models import Figure, Question, Report
from xingtan.reporting.queries import fault_of, number_of
from xingtan.reporting.queries.wording import PROBLEMS

MOST_EVIDENCE = 20 * 1024 * 1024
DIGITS = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class Figures(forms.Form):
    """What is reported of each measure, what it rests on, and what shows it. What is left empty is not reported."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        report: Report | None,
        is_correction: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        said = {each.measure: each for each in report.figures.all()} if report else {}
        for each in questions:
            self._add(each, said.get(each.measure))
        self.fields["comment"] = forms.CharField(
            label=_("Comment on the whole"),
            max_length=4000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=report.comment if report else "",
        )
        self.fields["evidence"] = forms.FileField(
            label=_("File that shows it"), required=False, help_text=_("Up to 20 MB. Only you and coordinators see it.")
        )
        if is_correction:
            self.fields["reason"] = forms.CharField(
                label=_("Why the signed version is corrected"),
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=report.reason if report and not report.signed_at else "",
            )

    def _add(self, question: Question, figure: Figure | None) -> None:
        key = question.measure
        self.fields[f"value-{key}"] = forms.CharField(
            label=str(question.title),
            max_length=24,
            required=False,
            widget=DIGITS,
            initial=figure.value if figure else "",
            help_text=str(question.definition),
        )
        self.fields[f"basis-{key}"] = forms.ChoiceField(
            label=_("It is"), choices=Figure.Class.choices, initial=figure.basis if figure else "institution"
        )
        self.fields[f"link-{key}"] = forms.URLField(
            label=_("Where it is shown"),
            max_length=500,
            required=False,
            assume_scheme="https",
            initial=figure.evidence if figure else "",
        )
        self.fields[f"comment-{key}"] = forms.CharField(
            label=_("Comment"), max_length=1000, required=False, initial=figure.comment if figure else ""
        )

    def rows(self) -> list[dict[str, Any]]:
        """Give the fields of each measure together, as they stand on the page."""
        parts = ("value", "basis", "link", "comment")
        return [
            {"question": each, "fields": [self[f"{part}-{each.measure}"] for part in parts]} for each in self.questions
        ]

    def rest(self) -> list[Any]:
        """Give the fields of the report as a whole."""
        return [self[name] for name in ("reason", "comment", "evidence") if name in self.fields]

    def clean_evidence(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data["evidence"]
        if file and file.size > MOST_EVIDENCE:
            raise forms.ValidationError(_("This file is larger than 20 MB. Link to it instead."))
        return file

    def clean(self) -> dict[str, Any]:
        """Read the numbers."""
        said = super().clean() or {}
        for each in self.questions:
            name = f"value-{each.measure}"
            if said.get(name) and (fault := fault_of(said[name])):
                self.add_error(name, PROBLEMS[fault])
        return said

    def figures(self) -> Mapping[str, dict[str, Any]]:
        """Give what is reported, by measure."""
        said = self.cleaned_data
        return {
            each.measure: {
                "value": int(number_of(said[f"value-{each.measure}"])),
                "basis": said[f"basis-{each.measure}"],
                "evidence": said[f"link-{each.measure}"],
                "comment": said[f"comment-{each.measure}"],
            }
            for each in self.questions
            if said[f"value-{each.measure}"]
        }


class SignOff(forms.Form):
    """Who signs, in which office, and that they looked."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    office = forms.CharField(
        label=_("Your office"), max_length=120, help_text=_("Such as: Registrar, Academic Affairs.")
    )
    has_looked = forms.BooleanField(label=_("I have looked at every figure above, and it is what we report."))


class Table(forms.Form):
    """A table of figures, or of institutions."""

    file = forms.FileField(label=_("Table"), help_text=_("XLSX or CSV, up to 20 MB."))

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_EVIDENCE:
            raise forms.ValidationError(_("This file is larger than 20 MB."))
        return file
