"""The shape of what a registrar says."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from xingtan.rosters.rules import FIELDS

MOST_BYTES = 256 * 1024 * 1024
LABELS = {
    "id": _("Number or id of the person"),
    "name": _("Whole name"),
    "given": _("Given name"),
    "family": _("Family name"),
    "email": _("E-mail address"),
    "role": _("Student, teacher or assistant"),
    "department": _("Department"),
    "class_code": _("Code of the class"),
    "class_title": _("Name of the class"),
    "course_code": _("Code of the course"),
    "course_title": _("Name of the course"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "campus": _("Campus"),
}


class NewRoster(forms.Form):
    """A file, and in which language it is written."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A OneRoster zip (1.1 or 1.2), or a table as CSV or XLSX. Nothing changes before you have seen what would."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of the roster"),
        choices=settings.LANGUAGES,
        help_text=_("Of the names of courses and departments. New people are written to in this language."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to be a roster."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 256 MB, which no roster is. Nothing was kept."))
        return file


class Columns(forms.Form):
    """What stands in which column of a table."""

    def __init__(self, *args: Any, headings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("Not there")),
            *((str(place), each or f"#{place + 1}") for place, each in enumerate(headings)),
        ]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(label=LABELS[name], choices=choices, required=False)
        self.fields["stands"] = forms.ChoiceField(
            label=_("Where no column says it, these are"),
            choices=[("student", _("Students")), ("teacher", _("Teachers"))],
            initial="student",
        )
        self.fields["is_whole"] = forms.BooleanField(
            label=_("This table names everybody"),
            help_text=_("Who was in an earlier table and is not in this one has left."),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for what a person is known by."""
        said = super().clean() or {}
        if not said.get("id") and not said.get("email"):
            raise forms.ValidationError(_("Say which column holds the number or the e-mail address of each person."))
        return said

    def columns(self) -> dict[str, int]:
        """Give the columns by field."""
        return {name: int(said) for name in FIELDS if (said := self.cleaned_data.get(name))}


class Confirmed(forms.Form):
    """Whether it is meant that many leave."""

    meant = forms.BooleanField(label=_("Yes, they have left"), required=False)
