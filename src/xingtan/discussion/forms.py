"""The shape of a question and of an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Words(forms.Form):
    """What somebody says."""

    body = forms.CharField(label=_("Your words"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class Objection(forms.Form):
    """Why words should not stand here."""

    post = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why?"), max_length=300, required=False)
