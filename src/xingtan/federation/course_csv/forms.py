"""The shape of a table that is tried, with the same options as a feed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.federation.course_csv.adapters.source import OPTIONS
from xingtan.harvest.registry import Option

MOST_BYTES = 5 * 1024 * 1024
LONGEST = 20_000


class Table(forms.Form):
    """A table, and what is said of its columns."""

    file = forms.FileField(label=_("Table"), help_text=_("CSV, as any spreadsheet saves it; up to 5 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in OPTIONS:
            self.fields[option.name] = _field(option)
        self.fields["columns"].help_text = _(
            "A line for each field, such as: title = Kurstitel. Empty: guessed from the headings."
        )

    def clean_file(self) -> Any:
        """Refuse what is too large to be tried."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Try its first lines; nothing was kept."))
        return file

    def options(self) -> dict[str, str]:
        """Give the options as a feed has them."""
        return {option.name: self.cleaned_data[option.name] for option in OPTIONS}


def _field(option: Option) -> forms.Field:
    shared: dict[str, Any] = {"label": option.label, "help_text": option.help, "required": False}
    if option.kind == "choice":
        return forms.ChoiceField(choices=option.choices, **shared)
    widget = forms.Textarea(attrs={"rows": 8, "dir": "ltr"}) if option.kind == "lines" else forms.TextInput()
    return forms.CharField(max_length=LONGEST, widget=widget, strip=option.name != "marks", **shared)
