"""What a teacher sends about a learner's score: the points, and why."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xingtan.kernel.text import has_words

LONGEST = 500


class ReasonForm(forms.Form):
    """Why a score is changed; and what the person saw when they began to write."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The learner reads it beside the score."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean_reason(self) -> str:
        """Ask for words.

        :raises ValidationError: if there is nothing to read in it
        """
        reason: str = self.cleaned_data["reason"]
        if not has_words(reason):
            raise ValidationError(_("Say why in a few words."))
        return reason


class ScoreForm(ReasonForm):
    """Another score, and why."""

    points = forms.DecimalField(label=gettext_lazy("Points"), max_digits=10, decimal_places=4)
    field_order = ("points", "reason", "seen")

    def __init__(self, *args: Any, possible: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._possible = possible
        self.fields["points"].help_text = _("From 0 to %(possible)s.") % {"possible": f"{possible.normalize():f}"}
        self.fields["points"].widget.attrs |= {
            "min": "0",
            "max": f"{possible:f}",
            "step": "any",
            "inputmode": "decimal",
        }

    def clean_points(self) -> Decimal:
        """Refuse points that there are not.

        :raises ValidationError: saying how many there are
        """
        points: Decimal = self.cleaned_data["points"]
        if not 0 <= points <= self._possible:
            raise ValidationError(
                _("The points have to be between 0 and %(possible)s."),
                params={"possible": f"{self._possible.normalize():f}"},
            )
        return points
