"""The shape of a server that is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Asked(forms.Form):
    """Where a university's own OneRoster service is, and as whom it is asked."""

    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Up to and with the version, such as https://sis.example/ims/oneroster/rostering/v1p2"),
    )
    token_url = forms.URLField(label=_("Address that gives tokens"), max_length=500, assume_scheme="https")
    client = forms.CharField(label=_("Client id"), max_length=200)
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        widget=forms.PasswordInput(),
        help_text=_("It is kept sealed with the job, and is not shown again."),
    )
