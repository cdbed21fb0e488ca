"""Fields that several rooms' forms have."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xingtan.kernel.dates import EARLIEST, LATEST


def _can_be_kept(given: date) -> None:
    if not EARLIEST.date() < given < LATEST.date():
        raise ValidationError(_("Choose a day between 1900 and 2200."))


class DayField(forms.DateField):
    """A day that clocks can show, chosen from the browser's own calendar."""

    # Browsers know a day by this form alone, whatever the language of the page.
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [_can_be_kept]

    def __init__(self, label: Any = None, **facts: Any) -> None:
        super().__init__(label=label, **facts)
