from datetime import date

import pytest
from django import forms
from django.utils.translation import override

from xingtan.ui import public as ui


class Holiday(forms.Form):
    first = ui.DayField("First day")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_day_is_given_as_browsers_know_it(language):
    with override(language):
        assert 'value="2027-03-09"' in str(Holiday(initial={"first": date(2027, 3, 9)})["first"])


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("2027-03-09", {}),
        ("1900-01-02", {}),
        ("0001-01-01", {"first": ["Choose a day between 1900 and 2200."]}),
        ("2200-01-01", {"first": ["Choose a day between 1900 and 2200."]}),
        ("soon", {"first": ["Enter a valid date."]}),
    ],
)
def test_day_is_one_that_clocks_show(typed, errors):
    assert Holiday({"first": typed}).errors == errors
