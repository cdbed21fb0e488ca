"""The shape of a search that is kept, and of a report of something wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.readers.models import Correction, SavedSearch


class KeptSearch(forms.Form):
    """What a kept search is called, and how often one wants to hear of it."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("By which you will know it."))
    pace = forms.ChoiceField(
        label=_("Tell me"), choices=SavedSearch.Pace.choices, widget=forms.RadioSelect, initial=SavedSearch.Pace.WEEKLY
    )


class Report(forms.Form):
    """What is wrong with an entry.

    :param platforms: slug and name of each platform that shows the course, where there is more than one
    """

    platform = forms.ChoiceField(label=_("On which platform"), widget=forms.RadioSelect)
    what = forms.ChoiceField(label=_("What is wrong?"), choices=Correction.What.choices, widget=forms.RadioSelect)
    body = forms.CharField(
        label=_("What should it say?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In any language. Leave out what concerns you yourself."),
    )

    def __init__(self, *args: Any, platforms: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(platforms) > 1:
            self.fields["platform"].choices = platforms  # type: ignore[attr-defined]  # a choice field, some lines above
            self.fields["platform"].initial = platforms[0][0]
        else:
            del self.fields["platform"]
