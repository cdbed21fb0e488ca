"""The shape of a question, and of naming a researcher."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xingtan.research.rules import LONGEST_QUESTION


class Question(forms.Form):
    """A question in SQL."""

    sql = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocapitalize": "off", "dir": "ltr"}),
        help_text=_("One query in SQL, as DuckDB speaks it, over the tables below."),
    )


class Naming(forms.Form):
    """Who may ask, and what for."""

    email = forms.EmailField(label=_("Address of their account"))
    purpose = forms.CharField(label=_("What for"), max_length=300, help_text=_("The study, and who answers for it."))
