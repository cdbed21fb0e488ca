"""The shape of a decision, and of a rule."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _


class Verdict(forms.Form):
    """Whether two entries are one course."""

    is_same = forms.TypedChoiceField(
        choices=[("yes", _("The same course")), ("no", _("Different courses"))], coerce=lambda said: said == "yes"
    )
    why = forms.CharField(label=_("Why (if it is not plain to see)"), max_length=2000, required=False)


class NewRule(forms.Form):
    """From which likeness on everything is taken for the same."""

    percent = forms.DecimalField(
        label=_("Least likeness, in percent"),
        min_value=Decimal(75),
        max_value=Decimal(100),
        max_digits=4,
        decimal_places=1,
        initial=Decimal(95),
        help_text=_("A sample is shown first. Nothing is merged before you have said yes to it."),
    )

    @property
    def least(self) -> Decimal:
        """Give the likeness from 0 to 1."""
        percent: Decimal = self.cleaned_data["percent"]
        return percent / 100
