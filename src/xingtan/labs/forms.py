"""The editor of an experiment."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xingtan.authoring import public as authoring
from xingtan.labs.rules import HEIGHTS

LARGEST = 8 * 1024 * 1024


class ExperimentForm(authoring.BlockForm):
    """The page of an experiment, what one is to do in it, and what there is to earn."""

    page = forms.FileField(
        label=_("Page"),
        required=False,
        help_text=_("One HTML file with its scripts and pictures in it. Without a new file the old one stays."),
    )
    about = forms.CharField(
        label=_("What to do"), widget=forms.Textarea(attrs={"rows": 8}), required=False, help_text=_("Markdown.")
    )
    possible = forms.DecimalField(label=_("Points"), min_value=0, max_value=1000, decimal_places=2, required=False)
    height = forms.IntegerField(label=_("Height"), min_value=HEIGHTS[0], max_value=HEIGHTS[1], required=False)

    @classmethod
    def initial_of(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """Give what is not a file."""
        return {name: data.get(name) for name in ("about", "possible", "height")}

    def clean_page(self) -> Any:
        """Refuse what is no page, or too large to be sent to a phone.

        :raises ValidationError: saying what is expected
        """
        upload = self.cleaned_data["page"]
        if upload and (upload.size > LARGEST or not upload.name.lower().endswith((".html", ".htm"))):
            raise ValidationError(_("An experiment is one HTML file of at most 8 MB."))
        return upload

    def to_data(self, old: Mapping[str, Any], keep: Any) -> dict[str, Any]:
        """Give what the fields say, with the new page or the old one."""
        said = self.cleaned_data
        data = {**old, "about": said["about"], "possible": float(said["possible"] or 0), "height": said["height"]}
        if upload := said["page"]:
            data |= {"file": keep(upload, upload.name).digest, "name": upload.name}
        return data
