"""The shape of evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.coordination.forms.texts import area
from xingtan.coordination.models import Party
from xingtan.coordination.models.tasks import MOST


class EvidenceGiven(forms.Form):
    """Who did how many, and where it can be seen."""

    party = forms.ChoiceField(label=_("Who did it"))
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=MOST)
    link = forms.URLField(
        label=_("Where to see it"), max_length=500, required=False, assume_scheme="https", help_text=_("A link.")
    )
    note = area(_("Note"), rows=3, longest=2000, required=False)

    def __init__(self, *args: Any, parties: list[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(party.uid): party for party in parties}
        self.fields["party"].choices = [  # type: ignore[attr-defined]  # a choice field, above
            (uid, str(party)) for uid, party in self._parties.items()
        ]

    def clean_party(self) -> Party:
        """Find the party."""
        return self._parties[self.cleaned_data["party"]]

    def clean_link(self) -> str:
        """Keep links of the web only.

        :raises ValidationError: for any other
        """
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Give a link that begins with https://."))
        return link
