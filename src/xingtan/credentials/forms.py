"""The shape of a code, and of a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Code(forms.Form):
    """A code as it stands on a certificate."""

    code = forms.CharField(
        label=_("Code of the certificate"),
        max_length=40,
        help_text=_("Four groups of four, with or without the dashes."),
    )


class Reason(forms.Form):
    """Why a certificate no longer holds."""

    reason = forms.CharField(
        label=_("Why does it no longer hold?"), max_length=300, help_text=_("Everyone who verifies it reads this.")
    )
