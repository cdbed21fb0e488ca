"""The shape of a key, of an officer, and of a list of institutions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.reporting.forms.reports import Table


class Key(forms.Form):
    """A public key and what it is called."""

    name = forms.CharField(label=_("What it is called"), max_length=80)
    public_key = forms.CharField(
        label=_("Public key"),
        max_length=60,
        strip=True,
        help_text=_("Ed25519, 32 bytes in base64. Never the secret half."),
    )


class NewOfficer(forms.Form):
    """Who reports, in which office."""

    email = forms.EmailField(label=_("Mail address of their account here"))
    office = forms.CharField(label=_("Office"), max_length=120)


class Listing(Table):
    """A list of institutions, and whether it names all of them."""

    is_whole = forms.BooleanField(
        label=_("This is the whole list: institutions that are not in it are no more"), required=False
    )
