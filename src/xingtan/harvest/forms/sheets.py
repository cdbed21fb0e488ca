"""The shape of a course by hand, of a sheet, and of a signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.harvest.adapters.columns import COLUMNS

MOST_BYTES = 10 * 1024 * 1024
LONG = ("summary",)
LABELS: dict[str, tuple[Any, Any]] = {
    "id": (_("Id"), _("What your platform calls the course; it never changes.")),
    "title": (_("Title"), ""),
    "title language": (_("Language of the title"), _("A tag such as en, fr or zh-Hans.")),
    "url": (_("Address"), _("Where one goes to take it.")),
    "summary": (_("Summary"), _("One or two sentences.")),
    "university": (_("University"), _("Who made it; the platform itself if empty.")),
    "country": (_("Country of the university"), _("Two letters of ISO 3166-1, such as EE or KE.")),
    "languages": (_("Taught in"), _("Tags or names, with commas between them.")),
    "captions": (_("Captions in"), _("Tags or names, with commas between them.")),
    "subject": (_("Subject"), _("An ISCED-F 2013 code, or its name.")),
    "level": (_("Level"), _("Introductory, intermediate or advanced.")),
    "hours": (_("Workload in hours"), _("For the whole course.")),
    "teachers": (_("Teachers"), _("With semicolons between them.")),
    "licence": (_("Licence"), _("An SPDX name, an address of Creative Commons, or proprietary.")),
    "kind": (_("Kind"), _("mooc if anyone may take it, else other.")),
    "free": (_("Free to take"), _("Yes or no.")),
    "free certificate": (_("Free certificate"), _("Yes or no.")),
    "starts on": (_("Starts on"), _("A day, as 2026-09-01; empty if one may begin at any time.")),
    "ends on": (_("Ends on"), _("A day, as 2026-09-01.")),
}


class ByHand(forms.Form):
    """One course, each column of the sheet as a field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in COLUMNS:
            label, help_text = LABELS[column.name]
            is_long = column.name in LONG
            self.fields[column.name] = forms.CharField(
                label=label,
                help_text=help_text,
                required=column.is_required,
                max_length=5000 if is_long else 500,
                widget=forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput(),
            )


class Upload(forms.Form):
    """A sheet as a file."""

    file = forms.FileField(
        label=_("Sheet"), help_text=_("XLSX or CSV, as in the template: a first line of names, then a line a course.")
    )

    def clean_file(self) -> Any:
        """Refuse what is too large to look through."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Send it in parts; nothing was kept."))
        return file


class SignOff(forms.Form):
    """Somebody stands up for what a sheet says."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    is_sure = forms.BooleanField(
        label=_("I speak for this platform, and what these lines say is true."),
    )
