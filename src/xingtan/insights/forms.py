"""Forms: what things are worth, what is watched, a decision and an answer."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.insights import queries
from xingtan.insights.models import Case, Watch

MOST_POINTS = 1000
LONGEST = 4000


class WorthForm(forms.Form):
    """What each thing is worth: a field a thing, empty for nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for what in queries.whats():
            self.fields[what] = forms.DecimalField(
                label=queries.what_words(what),
                required=False,
                min_value=-MOST_POINTS,
                max_value=MOST_POINTS,
                decimal_places=2,
            )

    def worth(self) -> dict[str, Decimal]:
        """Give what was said; what is left empty is worth nothing."""
        return {what: value or Decimal(0) for what, value in self.cleaned_data.items()}


class WatchForm(forms.ModelForm[Watch]):
    """What is watched in a class, and whether students see a ranking."""

    class Meta:
        model = Watch
        fields = ("missed_in_a_row", "quantile_percent", "days_unseen", "expects_work", "shows_ranking")


class DecisionForm(forms.Form):
    """What a person decided, in words."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Case.Decision.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The student reads this, and may answer. Talk to them before you decide."),
    )


class AnswerForm(forms.Form):
    """What the student says to it."""

    words = forms.CharField(label=_("Your answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))
